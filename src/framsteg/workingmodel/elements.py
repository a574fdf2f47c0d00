"""
The parts of a working model (arbetsmodell), as they stand in its YAML file.

The docstrings below each field are the descriptions in the JSON Schema and are read by those who write a model.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from .base import Count, Day, Element, Id, Ids, Named, Text, Texts
from .duration import Duration
from .ending import Aftercare, Exit
from .events import NEVER_GATED, Action, EventKind
from .frame import Economy, EmployerSide, Evaluation, Goal, Measure, Meeting, Meta, Party, Role, Rule, Unit
from .targets import TargetGroup
from .unknown import UNKNOWN, OrUnknown, Unknown


class Stage(Named):
    """En fas på vägen."""

    enters_on: EventKind
    """Händelsen som för personen in i fasen."""
    min_time: OrUnknown[Duration] | None = None
    max_time: OrUnknown[Duration] | None = None
    hours_per_week: OrUnknown[Annotated[int, Field(gt=0, le=40)] | Literal["full_time", "half_time"]]
    """Omfattning: timmar i veckan, full_time eller half_time."""
    place: OrUnknown[Text]
    team: tuple[Id, ...] = ()
    """Roller som arbetar med personen i fasen."""
    assistance_in_parallel: OrUnknown[bool]
    """Om ekonomiskt bistånd handläggs på plats, samtidigt som fasen pågår."""
    exit_requires: tuple[EventKind, ...] = ()
    """Vad som ska vara klart när fasen lämnas."""
    tracks: tuple[Id, ...] = ()
    """Insatser som fasen kan innehålla, sida vid sida."""
    returns_to: tuple[Id, ...] = ()
    """Faser som personen kan gå tillbaka till."""


class Deadline(Named):
    """En frist: en klocka som börjar med en händelse och slutar med en annan."""

    starts_on: EventKind
    within: OrUnknown[Duration]
    met_by: EventKind
    owner: Id
    """Rollen som ansvarar för att fristen hålls."""
    warn_before: OrUnknown[Duration]
    """Hur långt före fristens slut som ansvarig varnas."""
    escalate_to: OrUnknown[Id]
    """Rollen som får veta när fristen har gått ut."""
    stops_for: OrUnknown[Texts] = UNKNOWN
    """Skäl som stannar klockan. Okänd: varje skäl som skrivs ned."""
    measure: OrUnknown[Id] = UNKNOWN
    """Måttet som redovisar hur ofta fristen hålls."""


class Gate(Named):
    """En grind: något ska vara gjort före något annat. Aldrig före rätten att ansöka eller nödhjälp."""

    requires: EventKind
    before: Annotated[tuple[Action, ...], Field(min_length=1)]
    reason: Text
    """Varför grinden finns; visas för den som stoppas."""
    meeting: Id | None = None
    """Mötet som ska ha hållits, när requires är meeting_held; tomt betyder vilket möte som helst."""

    @field_validator("before")
    @classmethod
    def _leaves_the_rights_open(cls, before: tuple[Action, ...]) -> tuple[Action, ...]:
        for action in before:
            if action in NEVER_GATED:
                raise PydanticCustomError(
                    "gate_before_right",
                    "En grind får aldrig stå före {action}: alla får ansöka, och akut nöd möts genast.",
                    {"action": action.value, "remedy": f"Ta bort {action.value} ur before."},
                )
        return before

    @model_validator(mode="after")
    def _names_a_meeting_only_when_one_is_required(self) -> Self:
        if self.meeting is not None and self.requires is not EventKind.MEETING_HELD:
            raise PydanticCustomError(
                "meeting",
                "Grinden nämner ett möte, men kräver något annat.",
                {"remedy": "Skriv requires: meeting_held, eller ta bort meeting."},
            )
        return self

    @model_validator(mode="after")
    def _lets_no_decision_wait_for_the_person(self) -> Self:
        """A meeting counts whoever came. Everything else takes the person, and not to decide is to give no money."""
        if Action.DECIDE in self.before and self.requires is not EventKind.MEETING_HELD:
            raise PydanticCustomError(
                "decision_waits",
                "Ett beslut om bistånd får bara vänta på ett möte, som kommunen håller: annat kan hänga på personen.",
                {"remedy": "Skriv requires: meeting_held, eller ta bort decide ur before."},
            )
        return self


class ArtefactField(BaseModel):
    """Ett fält i en handling."""

    model_config = Element.model_config
    id: Id
    label: Text


class ArtefactKind(StrEnum):
    INITIAL_ASSESSMENT = "initial_assessment"
    MAPPING = "mapping"
    INSTRUMENT = "instrument"
    ACTION_PLAN = "action_plan"
    IMPLEMENTATION_PLAN = "implementation_plan"
    AGREEMENT = "agreement"
    COORDINATED_PLAN = "coordinated_plan"
    CONSENT = "consent"
    DECISION = "decision"
    FOLLOW_UP_NOTE = "follow_up_note"
    CERTIFICATE = "certificate"
    OTHER = "other"


class Artefact(Named):
    """En handling som tas fram tillsammans med personen, till exempel kartläggning eller handlingsplan."""

    kind: OrUnknown[ArtefactKind] = UNKNOWN
    completed_by: OrUnknown[EventKind]
    """Händelsen som säger att handlingen är klar."""
    fields: OrUnknown[tuple[ArtefactField, ...]]
    signed_by: OrUnknown[tuple[Id, ...]]
    """Roller som skriver under; person är den som vägen gäller."""
    shared_with: OrUnknown[Ids] = UNKNOWN
    """Parter och roller som får ta del av handlingen."""
    template_version: OrUnknown[Text] = UNKNOWN
    """Mallens version."""


class ActivityType(StrEnum):
    EMPLOYMENT = "employment"
    SUBSIDISED_EMPLOYMENT = "subsidised_employment"
    JOB_TRACK = "job_track"
    INTERNSHIP = "internship"
    WORK_TRAINING = "work_training"
    JOB_SEARCH = "job_search"
    COURSE = "course"
    LANGUAGE = "language"
    HEALTH = "health"
    SOCIAL = "social"
    MUNICIPAL_JOB = "municipal_job"
    TEMPORARY_OCCUPATION = "temporary_occupation"
    PROJECT = "project"
    GUIDANCE = "guidance"
    BUDGET_ADVICE = "budget_advice"
    OTHER = "other"


class Track(StrEnum):
    """Spår: åt vilket håll en insats leder."""

    WORK = "work"
    STUDY = "study"
    HEALTH_SOCIAL = "health_social"
    RIGHT_BENEFIT = "right_benefit"


class Activity(Named):
    """En insats."""

    type: ActivityType
    workplace: OrUnknown[Literal["ordinary", "constructed", "none"]]
    """Vanlig arbetsplats, arbetsplats ordnad för ändamålet, eller ingen arbetsplats."""
    track: OrUnknown[Track] = UNKNOWN
    provider: OrUnknown[Texts] = UNKNOWN
    """Anordnare."""
    extent: OrUnknown[Annotated[int, Field(gt=0, le=40)] | Literal["full_time", "half_time"]] = UNKNOWN
    """Omfattning: timmar i veckan, full_time eller half_time."""
    seats: OrUnknown[Count] = UNKNOWN
    """Antal platser."""
    starts: OrUnknown[Day] = UNKNOWN
    ends: OrUnknown[Day] = UNKNOWN
    """Dag eller månad då insatsen eller projektet upphör."""
    eligibility: OrUnknown[Texts] = UNKNOWN
    """Vad som krävs för att delta."""
    funding: OrUnknown[Texts] = UNKNOWN
    """Vem som betalar."""


class FollowUp(Named):
    """En uppföljning som återkommer så länge personen är i fasen."""

    stage: Id
    every: OrUnknown[Duration]
    mode: OrUnknown[Literal["meeting", "visit", "phone", "video"]]
    owner: Id
    agenda: OrUnknown[Texts] = UNKNOWN
    """Vad som tas upp."""
    instrument: OrUnknown[Id] = UNKNOWN
    """Handlingen som framsteg mäts med."""
    participants: OrUnknown[Ids] = UNKNOWN
    follows_decisions: OrUnknown[bool] = UNKNOWN
    """Om beslut följs upp."""


class Expectation(Named):
    """Vad en part åtar sig. Ett brutet åtagande leder aldrig av sig självt till mindre pengar."""

    party: Id
    """En roll, eller person."""
    informed: OrUnknown[Text]
    """Hur parten får veta det."""
    valid_reasons: OrUnknown[tuple[Text, ...]]
    """Giltiga skäl att inte kunna."""
    adaptation: OrUnknown[Text] = UNKNOWN
    """Hur förväntan anpassas efter personen."""
    steps: OrUnknown[Texts] = UNKNOWN
    """Stegen till en persons enskilda beslut, när något inte blir av."""


class Trigger(StrEnum):
    """Vad som lyfter ett ärende."""

    MISSED_DEADLINE = "missed_deadline"
    ABSENCE = "absence"
    NO_PROGRESS = "no_progress"
    LONG_DURATION = "long_duration"
    EXPIRING_PLAN = "expiring_plan"
    EXPIRING_DECISION = "expiring_decision"
    EXPIRING_PROGRAMME = "expiring_programme"
    OVERLOAD = "overload"
    CHILD_SIGNAL = "child_signal"
    VIOLENCE_SIGNAL = "violence_signal"


# Words here only so that a file that asks for them can be refused with a reason.
_LOWERS_MONEY = frozenset({"reduce_assistance", "refuse_assistance"})


class Escalation(Named):
    """Något som lyfts till någon som ska se det. En eskalering leder aldrig av sig själv till mindre pengar."""

    trigger: Trigger
    after: OrUnknown[Duration] = UNKNOWN
    """Efter hur lång tid: från fristens eller planens slut, eller månader med bistånd (long_duration)."""
    times: OrUnknown[Count] = UNKNOWN
    """Efter hur många gånger, till exempel uppföljningar utan framsteg."""
    to: OrUnknown[Id] = UNKNOWN
    """Rollen som får veta."""
    then: OrUnknown[Text] = UNKNOWN
    """Vad den som får veta ska göra."""

    @field_validator("then")
    @classmethod
    def _never_lowers_money(cls, then: str | Unknown) -> str | Unknown:
        if then in _LOWERS_MONEY:
            raise PydanticCustomError(
                "automatic_reduction",
                "En eskalering får aldrig minska eller vägra bistånd: det beslutar en person efter enskild bedömning.",
                {"remedy": "Skriv vad den som får veta ska göra, till exempel ”se över planen med personen”."},
            )
        return then

    @model_validator(mode="after")
    def _counts_support_in_months(self) -> Self:
        if self.trigger is Trigger.LONG_DURATION and self.after is not UNKNOWN and self.after.unit != "months":
            raise PydanticCustomError(
                "duration_in_months",
                "Tid med bistånd räknas i månader.",
                {"remedy": "Skriv after i månader, till exempel {months: 10}."},
            )
        return self


class Elements(BaseModel):
    """Everything in a model, each part sound by itself; `schema.WorkingModel` also asks that they fit together."""

    model_config = Element.model_config

    meta: Meta
    goals: tuple[Goal, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    units: tuple[Unit, ...] = ()
    parties: tuple[Party, ...] = ()
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    meetings: tuple[Meeting, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    deadlines: tuple[Deadline, ...] = ()
    gates: tuple[Gate, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    activities: tuple[Activity, ...] = ()
    employer_side: tuple[EmployerSide, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    exits: Annotated[tuple[Exit, ...], Field(min_length=1)]
    aftercare: OrUnknown[Aftercare]
    economy: OrUnknown[Economy] = UNKNOWN
    measures: tuple[Measure, ...] = ()
    evaluation: OrUnknown[Evaluation] = UNKNOWN
    rules: tuple[Rule, ...] = ()
