"""Reading applications, always for a user. Applications are money and law: the assistance side only."""

from framsteg.apps.applications.queries.case_facts import AssetFacts, CostFacts, Facts, IncomeFacts, PersonFacts, facts
from framsteg.apps.applications.queries.desk import due_for, end_of, timeline_of
from framsteg.apps.applications.queries.drafts import DraftRow, draft_of, drafts_of, registered
from framsteg.apps.applications.queries.pages import (
    ApplicationRow,
    PaperRow,
    application_for,
    application_page,
    applications_of,
    is_decided,
    latest_of,
    paper_for,
    paper_rows,
)

__all__ = [
    "ApplicationRow",
    "AssetFacts",
    "CostFacts",
    "DraftRow",
    "Facts",
    "IncomeFacts",
    "PaperRow",
    "PersonFacts",
    "application_for",
    "application_page",
    "applications_of",
    "draft_of",
    "drafts_of",
    "due_for",
    "end_of",
    "facts",
    "is_decided",
    "latest_of",
    "paper_for",
    "paper_rows",
    "registered",
    "timeline_of",
]
