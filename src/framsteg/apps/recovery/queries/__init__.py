"""Reading late facts, new calculations and claims, for a user."""

from framsteg.apps.recovery.queries.claims import (
    ClaimCandidate,
    claim_bodies,
    claim_candidates,
    claim_page,
    hearing_text,
    month_choices,
)
from framsteg.apps.recovery.queries.desk import due_for, due_of, timeline_of
from framsteg.apps.recovery.queries.pages import household_page, recalculation_page
from framsteg.apps.recovery.queries.rows import (
    Standing,
    base_facts,
    check_of,
    claim_for,
    claim_hearing_for,
    decided_months,
    is_handled,
    is_latest,
    is_over,
    latest_hearing,
    recalculation_for,
    remaining,
    standing_of,
)

__all__ = [
    "ClaimCandidate",
    "Standing",
    "base_facts",
    "check_of",
    "claim_bodies",
    "claim_candidates",
    "claim_for",
    "claim_hearing_for",
    "claim_page",
    "decided_months",
    "due_for",
    "due_of",
    "hearing_text",
    "household_page",
    "is_handled",
    "is_latest",
    "is_over",
    "latest_hearing",
    "month_choices",
    "recalculation_for",
    "recalculation_page",
    "remaining",
    "standing_of",
    "timeline_of",
]
