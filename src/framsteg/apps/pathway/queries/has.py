"""What a working model has, and so what the page of a journey offers: nobody is asked for what it does not know."""

from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from framsteg.apps.pathway.enums import ActivityKind, Tie
from framsteg.workingmodel import EventKind, WorkingModel
from framsteg.workingmodel.elements import ArtefactKind

_ALWAYS = frozenset(
    {EventKind.APPLICATION_RECEIVED, EventKind.EXITED, EventKind.AFTERCARE_HELD, EventKind.REOPENED}
)  # everyone may apply, leave and come back
_ASSESSMENTS = frozenset({ArtefactKind.INITIAL_ASSESSMENT, ArtefactKind.INSTRUMENT})
_ROLES = {Tie.CONSULTANT: ("arbetsmarknadskonsulent",), Tie.COACH: ("jobbcoach", "arbetslivshandlaggare")}


@dataclass(frozen=True)
class Has:
    """The parts that a model has. ``consultant`` and ``coach`` are its own names of them; "" = no such role."""

    referral: bool
    programme: str  # the stage's name, "" = none
    mapping: bool
    assessments: bool  # a mapping, or a document that is an assessment or an instrument
    plan: str  # the model's own name of it, "" = none
    consultant: str
    coach: str
    activities: tuple[str, ...]  # kinds
    follow_ups: bool
    meetings: bool


def events_of(model: WorkingModel) -> frozenset[EventKind]:
    """Return the events that a model speaks of: in its stages, deadlines, gates, artefacts, activities and so on."""
    in_stages = ({stage.enters_on, *stage.exit_requires} for stage in model.stages)
    in_deadlines = ({deadline.starts_on, deadline.met_by} for deadline in model.deadlines)
    in_gates = ({gate.requires} for gate in model.gates)
    in_artefacts = ({artefact.completed_by} for artefact in model.artefacts)
    spoken = set(chain(_ALWAYS, *in_stages, *in_deadlines, *in_gates, *in_artefacts))
    if model.activities:
        spoken |= {EventKind.ACTIVITY_STARTED, EventKind.ACTIVITY_ENDED}
    if model.follow_ups:
        spoken.add(EventKind.FOLLOW_UP_HELD)
    if model.meetings:
        spoken.add(EventKind.MEETING_HELD)
    return frozenset(event for event in spoken if isinstance(event, EventKind))


def what_has(model: WorkingModel) -> Has:
    """Return what a journey under the model can hold."""
    events = events_of(model)
    kinds = {activity.type.value for activity in model.activities}
    documents = {artefact.kind for artefact in model.artefacts}
    return Has(
        referral=EventKind.REFERRAL_MADE in events,
        programme=_programme(model) if EventKind.PROGRAMME_STARTED in events else "",
        mapping=EventKind.MAPPING_DONE in events,
        assessments=EventKind.MAPPING_DONE in events or not _ASSESSMENTS.isdisjoint(documents),
        plan=plan_name(model) if EventKind.PLAN_SIGNED in events else "",
        consultant=role_of(model, Tie.CONSULTANT),
        coach=role_of(model, Tie.COACH),
        activities=tuple(kind for kind in ActivityKind.values if kind in kinds),
        follow_ups=bool(model.follow_ups),
        meetings=bool(model.meetings),
    )


def role_of(model: WorkingModel, tie: Tie) -> str:
    """Return the model's name of who has a tie to the person; "" when no role of the model has."""
    return next((role.label for role in model.roles if role.id in _ROLES[tie]), "")


def plan_name(model: WorkingModel) -> str:
    """Return what the model calls the plan that the parties sign; «Handlingsplan» where it has no name of its own."""
    signed = (one.label for one in model.artefacts if one.completed_by is EventKind.PLAN_SIGNED)
    return next(signed, _("Handlingsplan"))


def _programme(model: WorkingModel) -> str:
    return next((stage.label for stage in model.stages if stage.enters_on is EventKind.PROGRAMME_STARTED), "")
