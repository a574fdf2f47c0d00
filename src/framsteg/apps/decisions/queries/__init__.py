"""Reading calculations, hearings, decisions and the delegation order, for a user."""

from framsteg.apps.decisions.queries.desk import due_for, timeline_of, undecided_for
from framsteg.apps.decisions.queries.pages import calculation_page, decision_page, decisions_of
from framsteg.apps.decisions.queries.rows import (
    applicant_of,
    assistance_months,
    deciders,
    decision_for,
    delegation_for,
    delegation_order,
    hearing_for,
    is_fresh,
    is_heard_about,
    is_over,
    latest_calculation,
    latest_hearing,
    latest_overrides,
    months_before,
)

__all__ = [
    "applicant_of",
    "assistance_months",
    "calculation_page",
    "deciders",
    "decision_for",
    "decision_page",
    "decisions_of",
    "delegation_for",
    "delegation_order",
    "due_for",
    "hearing_for",
    "is_fresh",
    "is_heard_about",
    "is_over",
    "latest_calculation",
    "latest_hearing",
    "latest_overrides",
    "months_before",
    "timeline_of",
    "undecided_for",
]
