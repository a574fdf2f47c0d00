"""The working models that a kommun can read and use: shipped ones, kept versions, and which is in force."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Count
from django.http import Http404
from django.urls import reverse

from framsteg import workingmodel
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import TEAM, has_role
from framsteg.apps.pathway.models import Adoption, Journey, ModelMove, ModelVersion
from framsteg.apps.pathway.permissions import may_work
from framsteg.apps.pathway.queries.model import FIRST_MODEL, adopted_version, parsed
from framsteg.apps.people.models import Household
from framsteg.workingmodel import Chapter, Difference, OpenValue, Step, WorkingModel, shipped_model

MOVES_SHOWN = 50


@dataclass(frozen=True)
class ModelRow:
    """One model that can be read: a shipped file or a kept version. ``key`` is its place in addresses."""

    key: str
    label: str
    version: str
    in_force: bool
    is_shipped: bool
    ongoing: int  # journeys under way that follow it
    unknown: int  # values that the sources do not give

    @property
    def url(self) -> str:
        return reverse("pathway:model", args=[self.key])


@dataclass(frozen=True)
class AdoptionRow:
    """When a version was adopted, by whom and why."""

    label: str
    version: str
    at: datetime
    by: str
    note: str


@dataclass(frozen=True)
class MoveRow:
    """That a journey was moved to the version, from which one, by whom and why."""

    household: str
    url: str
    former: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class ModelPage:
    """A model told for people who do not program."""

    row: ModelRow
    model: WorkingModel
    steps: tuple[Step, ...]
    chapters: tuple[Chapter, ...]
    open_values: tuple[OpenValue, ...]
    sources: list[tuple[str, str]]
    moves: list[MoveRow]
    may_change: bool


@dataclass(frozen=True)
class Comparison:
    """A model beside the one in force: what differs, by the 18 elements."""

    row: ModelRow
    in_force: ModelRow
    groups: list[tuple[str, list[Difference]]]


def may_adopt(user: User) -> bool:
    """Tell whether the role decides which working model the kommun follows."""
    return has_role(user, {Role.MANAGER})


def check_may_adopt(user: User) -> None:
    """:raises Http404: unless the role decides which working model the kommun follows"""
    if not may_adopt(user):
        raise Http404


def model_rows(user: User, at: datetime) -> list[ModelRow]:
    """Return every model, the one in force first. :raises Http404: unless the role makes plans"""
    _check_may_read(user)
    adopted = adopted_version(at)
    in_force = key_of(adopted) if adopted else FIRST_MODEL
    kept = {version.checksum: version for version in ModelVersion.objects.order_by("kept_at", "pk")}
    ongoing = _ongoing()
    shipped = workingmodel.shipped()
    rows = [_shipped_row(model_id, kept.pop(_checksum(model_id), None), in_force, ongoing) for model_id in shipped]
    rows += [_kept_row(version, in_force, ongoing) for version in kept.values()]
    return sorted(rows, key=lambda row: (not row.in_force, not row.ongoing, row.label, row.version))


def adoptions(at: datetime) -> list[AdoptionRow]:
    """Return which versions have been adopted, the latest first."""
    rows = Adoption.objects.filter(adopted_at__lte=at).select_related("model_version", "adopted_by")
    return [
        AdoptionRow(
            parsed(row.model_version).meta.label,
            row.model_version.version,
            row.adopted_at,
            str(row.adopted_by),
            row.note,
        )
        for row in rows.order_by("-adopted_at", "-pk")
    ]


def model_page(user: User, key: str, at: datetime) -> ModelPage:
    """Return a model told chapter by chapter. :raises Http404: no such model, or another role"""
    row, model = find_model(user, key, at)
    return ModelPage(
        row=row,
        model=model,
        steps=workingmodel.steps(model),
        chapters=workingmodel.chapters(model),
        open_values=workingmodel.open_values(model),
        sources=list(model.meta.sources.items()),
        moves=_moves(user, key, at),
        may_change=may_adopt(user),
    )


def comparison(user: User, key: str, at: datetime) -> Comparison:
    """Return what differs between the model in force and another. :raises Http404:"""
    row, model = find_model(user, key, at)
    in_force = model_rows(user, at)[0]
    groups: dict[str, list[Difference]] = {}
    for difference in workingmodel.compare(find_model(user, in_force.key, at)[1], model):
        groups.setdefault(difference.element, []).append(difference)
    return Comparison(row, in_force, list(groups.items()))


def version_for(user: User, key: str) -> ModelVersion | None:
    """Return the kept version with a key, or None for a shipped model that nothing has followed. :raises Http404:"""
    _check_may_read(user)
    if key in workingmodel.shipped():
        return ModelVersion.objects.filter(checksum=_checksum(key)).first()
    version = ModelVersion.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    if version is None:
        raise Http404
    return version


def file_of(user: User, key: str) -> tuple[str, str]:
    """Return the model's file as text, and a name for it. :raises Http404:"""
    version = version_for(user, key)
    if version is None or key in workingmodel.shipped():
        return workingmodel.shipped_yaml(key), f"{key}.yaml"
    return version.text, f"{version.model_id}-{version.version}.yaml"


def key_of(version: ModelVersion) -> str:
    """Return a kept version's place in addresses: a shipped model's id, or its number."""
    shipped = version.model_id in workingmodel.shipped() and _checksum(version.model_id) == version.checksum
    return version.model_id if shipped else str(version.pk)


def find_model(user: User, key: str, at: datetime) -> tuple[ModelRow, WorkingModel]:
    """Return a model with its row. :raises Http404: no such model, or a role that makes no plans"""
    row = next((row for row in model_rows(user, at) if row.key == key), None)
    if row is None:
        raise Http404
    return row, shipped_model(key) if row.is_shipped else parsed(ModelVersion.objects.get(pk=int(key)))


def _check_may_read(user: User) -> None:
    if not has_role(user, TEAM):
        raise Http404


def _ongoing() -> dict[int, int]:
    """Return how many journeys under way follow each version, by its number."""
    rows = Journey.objects.ongoing().values("model_version").annotate(number=Count("pk"))
    return dict(rows.values_list("model_version", "number"))


def _shipped_row(model_id: str, kept: ModelVersion | None, in_force: str, ongoing: dict[int, int]) -> ModelRow:
    followers = ongoing.get(kept.pk, 0) if kept else 0
    return _row(model_id, shipped_model(model_id), in_force, followers, is_shipped=True)


def _kept_row(version: ModelVersion, in_force: str, ongoing: dict[int, int]) -> ModelRow:
    return _row(str(version.pk), parsed(version), in_force, ongoing.get(version.pk, 0), is_shipped=False)


def _row(key: str, model: WorkingModel, in_force: str, ongoing: int, *, is_shipped: bool) -> ModelRow:
    unknown = len(workingmodel.unknowns(model))
    return ModelRow(key, model.meta.label, model.meta.version, key == in_force, is_shipped, ongoing, unknown)


def _moves(user: User, key: str, at: datetime) -> list[MoveRow]:
    """The reason may be about the person: for the kommun's staff, of the households that they may open."""
    if not may_work(user):
        return []
    checksum = {"to_version__checksum": _checksum(key)} if not key.isdecimal() else {"to_version": int(key)}
    seen = ModelMove.objects.filter(journey__household__in=Household.objects.visible_to(user, at))
    rows = seen.filter(**checksum).select_related("journey__household", "from_version", "moved_by")
    return [
        MoveRow(
            household=row.journey.household.number,
            url=reverse("pathway:journey", args=[row.journey_id]),
            former=f"{row.from_version.model_id} {row.from_version.version}",
            at=row.moved_at,
            by=str(row.moved_by),
            reason=row.reason,
        )
        for row in rows.order_by("-moved_at", "-pk")[:MOVES_SHOWN]
    ]


@cache
def _checksum(model_id: str) -> str:
    """Return the checksum of a shipped model's file; the file does not change while the program runs."""
    return hashlib.sha256(workingmodel.shipped_yaml(model_id).encode()).hexdigest()
