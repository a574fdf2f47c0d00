"""
The parts of a working model (arbetsmodell), as they stand in its YAML file.

The docstrings below each field are the descriptions in the JSON Schema and are read by those who write a model.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from .duration import Duration
from .events import NEVER_GATED, Action, EventKind
from .unknown import OrUnknown

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]


class Element(BaseModel):
    """Gemensamt för allt i en arbetsmodell: var uppgiften kommer ifrån."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)

    source: Sources
    """Källor, som nycklar i meta.sources."""
    note: str = ""
    """Förbehåll eller förklaring, till exempel vad källan inte säger."""


class Named(Element):
    id: Id
    """Kort namn med små bokstäver a–z, siffror och _; används i hänvisningar och ändras inte."""
    label: Text
    """Det som visas för användaren."""


class Decision(Element):
    """Beslutet som arbetsmodellen vilar på."""

    body: Text
    """Vem som beslutade, till exempel nämnden."""
    date: OrUnknown[Day]
    """Dag eller månad för beslutet (ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM)."""
    paragraph: OrUnknown[Text]
    """Paragraf i protokollet."""


class Principle(Element):
    """En grundtanke som modellen bygger på."""

    text: Text


class Meta(Named):
    """Vad arbetsmodellen heter, när den gäller och vad den bygger på."""

    version: Text
    """Version; en pågående väg behåller den version den började med."""
    valid_from: OrUnknown[Day]
    """Första dag eller månad som versionen gäller (ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM)."""
    valid_to: OrUnknown[Day] | None = None
    """Sista dag eller månad; tomt betyder tills vidare."""
    decision: OrUnknown[Decision]
    parent: Id | None = None
    """Arbetsmodell som den här är hämtad från eller inspirerad av."""
    sources: Annotated[dict[str, Text], Field(min_length=1)]
    """Källorna: nyckel → beskrivning."""
    principles: tuple[Principle, ...] = ()


class Role(Named):
    """En roll i arbetet, med den organisation den hör till."""

    organisation: OrUnknown[Text]
    max_cases: OrUnknown[Annotated[int, Field(gt=0)]]
    """Högsta antal ärenden per person i rollen."""


class Stage(Named):
    """En fas på vägen."""

    enters_on: EventKind
    """Händelsen som för personen in i fasen."""
    min_time: OrUnknown[Duration] | None = None
    max_time: OrUnknown[Duration] | None = None
    hours_per_week: OrUnknown[Annotated[int, Field(gt=0, le=40)] | Literal["full_time"]]
    """Omfattning: timmar i veckan eller full_time."""
    place: OrUnknown[Text]
    team: tuple[Id, ...] = ()
    """Roller som arbetar med personen i fasen."""
    assistance_in_parallel: OrUnknown[bool]
    """Om ekonomiskt bistånd handläggs på plats, samtidigt som fasen pågår."""
    exit_requires: tuple[EventKind, ...] = ()
    """Vad som ska vara klart när fasen lämnas."""
    tracks: tuple[Id, ...] = ()
    """Insatser som fasen kan innehålla, sida vid sida."""


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


class Gate(Named):
    """En grind: något ska vara gjort före något annat. Aldrig före rätten att ansöka eller nödhjälp."""

    requires: EventKind
    before: Annotated[tuple[Action, ...], Field(min_length=1)]
    reason: Text
    """Varför grinden finns; visas för den som stoppas."""

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


class ArtefactField(BaseModel):
    """Ett fält i en handling."""

    model_config = Element.model_config
    id: Id
    label: Text


class Artefact(Named):
    """En handling som tas fram tillsammans med personen, till exempel kartläggning eller handlingsplan."""

    completed_by: EventKind
    """Händelsen som säger att handlingen är klar."""
    fields: OrUnknown[tuple[ArtefactField, ...]]
    signed_by: OrUnknown[tuple[Id, ...]]
    """Roller som skriver under; person är den som vägen gäller."""


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
    OTHER = "other"


class Activity(Named):
    """En insats."""

    type: ActivityType
    workplace: OrUnknown[Literal["ordinary", "constructed", "none"]]
    """Vanlig arbetsplats, arbetsplats ordnad för ändamålet, eller ingen arbetsplats."""


class FollowUp(Named):
    """En uppföljning som återkommer så länge personen är i fasen."""

    stage: Id
    every: OrUnknown[Duration]
    mode: OrUnknown[Literal["meeting", "visit", "phone", "video"]]
    owner: Id


class Expectation(Named):
    """Vad en part åtar sig. Ett brutet åtagande leder aldrig av sig självt till mindre pengar."""

    party: Id
    """En roll, eller person."""
    informed: OrUnknown[Text]
    """Hur parten får veta det."""
    valid_reasons: OrUnknown[tuple[Text, ...]]
    """Giltiga skäl att inte kunna."""


class Destination(StrEnum):
    JOB_UNSUBSIDISED = "job_unsubsidised"
    JOB_SUBSIDISED = "job_subsidised"
    STUDIES = "studies"
    OTHER_BENEFIT = "other_benefit"
    MOVED = "moved"
    HOUSEHOLD_CHANGE = "household_change"
    NOT_REAPPLIED = "not_reapplied"
    REFUSED = "refused"
    DECEASED = "deceased"
    OTHER = "other"


class Exit(Named):
    """Ett sätt att lämna vägen."""

    destination: Destination
    needs_destination: bool
    """Om det ska skrivas vart: arbetsgivare, utbildning, ersättning eller kommun."""


class AftercareCheck(Named):
    """En kontakt efter avslutet."""

    after: OrUnknown[Duration]
    owner: Id


class Aftercare(Element):
    """Vad som görs efter avslutet för att se att det håller."""

    checks: OrUnknown[tuple[AftercareCheck, ...]]


class Measure(Named):
    """Ett mått som ledningen följer."""

    unit: Text
    definition: OrUnknown[Text]
    compared_with: OrUnknown[tuple[Literal["previous_year", "budget", "forecast", "country", "peers"], ...]]


class Elements(BaseModel):
    """Everything in a model, each part sound by itself; `schema.WorkingModel` also asks that they fit together."""

    model_config = Element.model_config

    meta: Meta
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    deadlines: tuple[Deadline, ...] = ()
    gates: tuple[Gate, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    activities: tuple[Activity, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    exits: Annotated[tuple[Exit, ...], Field(min_length=1)]
    aftercare: OrUnknown[Aftercare]
    measures: tuple[Measure, ...] = ()
