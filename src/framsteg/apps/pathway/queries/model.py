"""The working model that a journey started under, parsed once in each process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from framsteg import workingmodel
from framsteg.apps.core.sql import moment
from framsteg.apps.pathway import models
from framsteg.apps.pathway.enums import Owner, Party
from framsteg.apps.pathway.models import Journey, JourneyEvent, ModelVersion
from framsteg.workingmodel import UNKNOWN, Event, EventKind, Pause, Status, WorkingModel
from framsteg.workingmodel.check import parse_model

# By checksum of the text: a version never changes, so what is parsed stays true.
_parsed: dict[str, WorkingModel] = {}

# Read at every event, so they are written out (``core.sql``).
_HISTORY = "SELECT id, kind, at, ref FROM pathway_journeyevent WHERE journey_id = %s ORDER BY at, id"
_PAUSES = "SELECT id, since, until, deadline_id FROM pathway_pause WHERE journey_id = %s"
# Read at every application.
_ADOPTED = """
    SELECT v.* FROM pathway_adoption a JOIN pathway_modelversion v ON v.id = a.model_version_id
    WHERE a.adopted_at <= %s ORDER BY a.adopted_at DESC, a.id DESC LIMIT 1
"""
FIRST_MODEL = "trollhattan"  # what a kommun begins with, until it adopts a model

_KINDS = {kind.value: kind for kind in EventKind}
_PARTY_OF_ROLE = {
    "person": Party.PERSON,
    "socialsekreterare": Party.CASEWORKER,
    "arbetsmarknadskonsulent": Party.CONSULTANT,
    "jobbcoach": Party.COACH,
    "arbetslivshandlaggare": Party.COACH,  # in Borås the one who is assigned from day one
    "arbetsformedlare": Party.EMPLOYMENT_OFFICER,
}


def model_of(journey: Journey) -> WorkingModel:
    """Return the working model of a journey: the version it started under, whatever the kommun uses today."""
    return parsed(journey.model_version)


def parsed(version: ModelVersion) -> WorkingModel:
    """Return the working model that a stored version holds."""
    if version.checksum not in _parsed:
        _parsed[version.checksum] = parse_model(version.text.encode(), f"{version.model_id} {version.version}")
    return _parsed[version.checksum]


def adopted_version(at: datetime) -> ModelVersion | None:
    """Return the model version that the kommun has adopted for new journeys, or None before the first adoption."""
    return next(iter(ModelVersion.objects.raw(_ADOPTED, [moment(at)])), None)


def status_of(journey: Journey, now: datetime) -> Status:
    """Return where a journey stands at ``now`` according to its own model version."""
    return workingmodel.status(model_of(journey), history_of(journey), now, pauses=pauses_of(journey))


def statuses_of(journeys: Sequence[Journey], now: datetime) -> dict[int, Status]:
    """Return where each journey stands at ``now``, by key; two queries for all of them."""
    told = told_of(journeys)
    return {
        journey.pk: workingmodel.status(
            model_of(journey), told[journey.pk].history, now, pauses=told[journey.pk].pauses
        )
        for journey in journeys
    }


@dataclass
class Told:
    """What is noted of a journey, as the engine takes it."""

    history: list[Event] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)


def told_of(journeys: Iterable[Journey]) -> dict[int, Told]:
    """Return what is noted of each journey, by key; two queries for all of them."""
    told = {journey.pk: Told() for journey in journeys}
    rows = JourneyEvent.objects.filter(journey__in=told).order_by("at", "pk")
    for journey, kind, at, ref in rows.values_list("journey", "kind", "at", "ref"):
        told[journey].history.append(Event(_KINDS[kind], at, ref))
    stops = models.Pause.objects.filter(journey__in=told)
    for journey, since, until, clock in stops.values_list("journey", "since", "until", "deadline_id"):
        told[journey].pauses.append(Pause(since, until, clock))
    return told


def history_of(journey: Journey) -> list[Event]:
    """Return what has happened on a journey, as the engine takes it."""
    return [Event(_KINDS[row.kind], row.at, row.ref) for row in JourneyEvent.objects.raw(_HISTORY, [journey.pk])]


def pauses_of(journey: Journey) -> list[Pause]:
    """Return when clocks of a journey have stood still, as the engine takes it."""
    rows = models.Pause.objects.raw(_PAUSES, [journey.pk])
    return [Pause(row.since, row.until, row.deadline_id) for row in rows]


def signing_parties(model: WorkingModel) -> tuple[Party, ...]:
    """Return who signs the plan by the model's artefact; empty where the model does not say."""
    for artefact in model.artefacts:
        if artefact.completed_by is EventKind.PLAN_SIGNED and artefact.signed_by is not UNKNOWN:
            return tuple(_PARTY_OF_ROLE[role] for role in artefact.signed_by if role in _PARTY_OF_ROLE)
    return ()


def role_label(model: WorkingModel, role: str) -> str:
    """Return the Swedish name of a role in the model."""
    return next((r.label for r in model.roles if r.id == role), role)


def party_of(model: WorkingModel, role: str) -> Owner:
    """Return whose duty a role's duty is: the person's, a partner's or, for every other role, the kommun's."""
    if role == "person":
        return Owner.PERSON
    return Owner.PARTNER if _PARTY_OF_ROLE.get(role) is Party.EMPLOYMENT_OFFICER else Owner.KOMMUN


def deadline_ids(models: Iterable[WorkingModel], *, starts_on: EventKind, met_by: EventKind) -> set[str]:
    """Return the ids of the models' deadlines between two events."""
    return {d.id for m in models for d in m.deadlines if d.starts_on is starts_on and d.met_by is met_by}
