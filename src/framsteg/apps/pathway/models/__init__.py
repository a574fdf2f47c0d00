"""A person's journey through the working model: the journey itself, the weeks at Jobbcentrum, the plan, the way out."""

from framsteg.apps.pathway.models.journey import Deadline, Journey, JourneyEvent, ModelVersion, Referral
from framsteg.apps.pathway.models.plan import Mapping, Plan, PlanLine, Signature
from framsteg.apps.pathway.models.programme import DayAttendance, Enrolment
from framsteg.apps.pathway.models.work import Activity, Aftercare, Exit, FollowUp

__all__ = [
    "Activity",
    "Aftercare",
    "DayAttendance",
    "Deadline",
    "Enrolment",
    "Exit",
    "FollowUp",
    "Journey",
    "JourneyEvent",
    "Mapping",
    "ModelVersion",
    "Plan",
    "PlanLine",
    "Referral",
    "Signature",
]
