"""Reading applications, always for a user. Applications are money and law: the assistance side only."""

from framsteg.apps.applications.queries.case_facts import AssetFacts, CostFacts, Facts, IncomeFacts, PersonFacts, facts
from framsteg.apps.applications.queries.changes import (
    Change,
    Line,
    Part,
    Sort,
    compare,
    lines_of,
    person_line,
    stay_lines,
)
from framsteg.apps.applications.queries.desk import due_for, end_of, timeline_of
from framsteg.apps.applications.queries.drafts import DraftRow, draft_of, drafts_of, registered
from framsteg.apps.applications.queries.pages import (
    ApplicationRow,
    PaperRow,
    application_for,
    application_page,
    applications_of,
    changes_of,
    fact_of,
    is_decided,
    latest_of,
    paper_for,
    paper_rows,
)

__all__ = [
    "ApplicationRow",
    "AssetFacts",
    "Change",
    "CostFacts",
    "DraftRow",
    "Facts",
    "IncomeFacts",
    "Line",
    "PaperRow",
    "Part",
    "PersonFacts",
    "Sort",
    "application_for",
    "application_page",
    "applications_of",
    "changes_of",
    "compare",
    "draft_of",
    "drafts_of",
    "due_for",
    "end_of",
    "fact_of",
    "facts",
    "is_decided",
    "latest_of",
    "lines_of",
    "paper_for",
    "paper_rows",
    "person_line",
    "registered",
    "stay_lines",
    "timeline_of",
]
