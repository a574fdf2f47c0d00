"""Tables in, knowledge out: figures with their definitions, follow-up of rows, official statistics, disclosure."""

from framsteg.policylab import official
from framsteg.policylab.disclosure import Disclosed, disclosed_column, disclosed_count, disclosed_share
from framsteg.policylab.figures import (
    ComparisonError,
    Definition,
    Figure,
    Period,
    definition,
    definitions,
    swedish_number,
)
from framsteg.policylab.indicators import MonthFollowUp, PaymentRow, YearFollowUp, monthly, yearly
from framsteg.policylab.journeys import (
    Clock,
    DeadlineShare,
    Exits,
    days_to_decision,
    exits_by_destination,
    journey_shares,
)
from framsteg.policylab.measures import Measure, measure, measures
from framsteg.policylab.reform import DisclosedChange, disclosed_changes

__all__ = [
    "Clock",
    "ComparisonError",
    "DeadlineShare",
    "Definition",
    "Disclosed",
    "DisclosedChange",
    "Exits",
    "Figure",
    "Measure",
    "MonthFollowUp",
    "PaymentRow",
    "Period",
    "YearFollowUp",
    "days_to_decision",
    "definition",
    "definitions",
    "disclosed_changes",
    "disclosed_column",
    "disclosed_count",
    "disclosed_share",
    "exits_by_destination",
    "journey_shares",
    "measure",
    "measures",
    "monthly",
    "official",
    "swedish_number",
    "yearly",
]
