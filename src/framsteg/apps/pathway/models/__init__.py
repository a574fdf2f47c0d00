"""A person's journey through the working model: the journey itself, clocks, plan, programme, activities, way out."""

from framsteg.apps.pathway.models.clock import Breach, Pause
from framsteg.apps.pathway.models.continuity import Handover
from framsteg.apps.pathway.models.instrument import Instrument, Measurement
from framsteg.apps.pathway.models.journey import Deadline, Journey, JourneyEvent, ModelVersion, Referral
from framsteg.apps.pathway.models.offer import Cohort, Offer, Seat, Waiting, WeeklySession
from framsteg.apps.pathway.models.plan import Mapping, Plan, PlanLine, Signature
from framsteg.apps.pathway.models.programme import AbsenceReport, ActivityDay, DayAttendance, Enrolment, Evidence
from framsteg.apps.pathway.models.version import Adoption, ModelMove
from framsteg.apps.pathway.models.work import Activity, Aftercare, Exit, FollowUp, Meeting

__all__ = [
    "AbsenceReport",
    "Activity",
    "ActivityDay",
    "Adoption",
    "Aftercare",
    "Breach",
    "Cohort",
    "DayAttendance",
    "Deadline",
    "Enrolment",
    "Evidence",
    "Exit",
    "FollowUp",
    "Handover",
    "Instrument",
    "Journey",
    "JourneyEvent",
    "Mapping",
    "Measurement",
    "Meeting",
    "ModelMove",
    "ModelVersion",
    "Offer",
    "Pause",
    "Plan",
    "PlanLine",
    "Referral",
    "Seat",
    "Signature",
    "Waiting",
    "WeeklySession",
]
