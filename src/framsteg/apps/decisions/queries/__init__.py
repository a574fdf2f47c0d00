"""Reading calculations, hearings, decisions and the delegation order, for a user."""

from framsteg.apps.decisions.queries.desk import (
    decision_spans,
    due_for,
    due_of,
    timeline_of,
    undecided_for,
    undecided_in_unit,
)
from framsteg.apps.decisions.queries.pages import calculation_page, decision_page, decisions_of
from framsteg.apps.decisions.queries.review import Granted, granted_now, oral_of, oral_request_for
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
    "Granted",
    "applicant_of",
    "assistance_months",
    "calculation_page",
    "deciders",
    "decision_for",
    "decision_page",
    "decision_spans",
    "decisions_of",
    "delegation_for",
    "delegation_order",
    "due_for",
    "due_of",
    "granted_now",
    "hearing_for",
    "is_fresh",
    "is_heard_about",
    "is_over",
    "latest_calculation",
    "latest_hearing",
    "latest_overrides",
    "months_before",
    "oral_of",
    "oral_request_for",
    "timeline_of",
    "undecided_for",
    "undecided_in_unit",
]
