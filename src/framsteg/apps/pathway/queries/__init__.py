"""What can be read of a person's way through the working model, always for a user where a page shows it."""

from framsteg.apps.pathway.queries.aftercare import aftercare_results, return_rows
from framsteg.apps.pathway.queries.journey import (
    JourneyRow,
    activity_for,
    aftercare_for,
    follow_up_for,
    journey_for,
    journey_head,
    journey_rows_for,
    journeys_of,
    staff_choices,
    staff_for,
)
from framsteg.apps.pathway.queries.lists import (
    due_for,
    due_of,
    exit_destinations,
    exit_rows,
    late_deadlines,
    plan_clock_rows,
    plan_clocks,
    referral_clock_rows,
    referral_clocks,
)
from framsteg.apps.pathway.queries.meeting import MeetingPart
from framsteg.apps.pathway.queries.model import model_of, status_of
from framsteg.apps.pathway.queries.page import JourneyPage, journey_page
from framsteg.apps.pathway.queries.plan import PlanPage, line_for, plan_for, plan_page
from framsteg.apps.pathway.queries.plan_comparison import PlanComparison, plan_comparison
from framsteg.apps.pathway.queries.programme import WeekPage, week_page
from framsteg.apps.pathway.queries.timeline import timeline_of

__all__ = [
    "JourneyPage",
    "JourneyRow",
    "MeetingPart",
    "PlanComparison",
    "PlanPage",
    "WeekPage",
    "activity_for",
    "aftercare_for",
    "aftercare_results",
    "due_for",
    "due_of",
    "exit_destinations",
    "exit_rows",
    "follow_up_for",
    "journey_for",
    "journey_head",
    "journey_page",
    "journey_rows_for",
    "journeys_of",
    "late_deadlines",
    "line_for",
    "model_of",
    "plan_clock_rows",
    "plan_clocks",
    "plan_comparison",
    "plan_for",
    "plan_page",
    "referral_clock_rows",
    "referral_clocks",
    "return_rows",
    "staff_choices",
    "staff_for",
    "status_of",
    "timeline_of",
    "week_page",
]
