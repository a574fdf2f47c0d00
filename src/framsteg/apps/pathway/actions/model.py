"""Which working model new journeys start under, and moving those under way to another version."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg import workingmodel
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.pathway.actions._shared import hold, keep_text, keep_version, store_clocks
from framsteg.apps.pathway.models import Adoption, Deadline, Journey, ModelMove, ModelVersion
from framsteg.workingmodel import WorkingModel


class NoReason(ActionDenied):
    """A move to another version says why."""


class NothingToMove(ActionDenied):
    """No journey was chosen, or all follow the version already."""


@transaction.atomic
def adopt_model(*, model: WorkingModel, note: str = "", by: User, at: datetime) -> ModelVersion:
    """
    Let new journeys start under a version of the working model. ``note`` is the decision or the reason.

    Journeys under way keep the version they started under, until they are moved. The one in force is not adopted again.

    :raises NotAllowed: unless the user is a manager
    """
    check_role(by, {Role.MANAGER}, _("införa en arbetsmodell"))
    return _adopt(keep_version(model, at), note, by=by, at=at)


@transaction.atomic
def adopt_version(*, version: ModelVersion, note: str = "", by: User, at: datetime) -> ModelVersion:
    """Let new journeys start under a version that is kept. :raises NotAllowed: unless the user is a manager"""
    check_role(by, {Role.MANAGER}, _("införa en arbetsmodell"))
    return _adopt(version, note, by=by, at=at)


@transaction.atomic
def keep_model(*, content: bytes, name: str, by: User, at: datetime) -> ModelVersion:
    """
    Keep a model file of the kommun's own, to be read and tried before it is adopted.

    :raises NotAllowed: unless the user is a manager
    :raises workingmodel.ModelFileError: the file cannot be used; its ``faults`` name line, field and remedy
    """
    check_role(by, {Role.MANAGER}, _("lägga in en arbetsmodell"))
    model, text = workingmodel.read_whole(content, name)
    version = keep_text(model, text, at)
    record("pathway.model.kept", by=by, at=at, about=version, model=version.model_id, version=version.version)
    return version


@transaction.atomic
def keep_shipped(*, model_id: str, by: User, at: datetime) -> ModelVersion:
    """Keep a model that Framsteg is shipped with. :raises NotAllowed: unless the user is a manager"""
    check_role(by, {Role.MANAGER}, _("lägga in en arbetsmodell"))
    version = keep_version(workingmodel.shipped_model(model_id), at)
    record("pathway.model.kept", by=by, at=at, about=version, model=version.model_id, version=version.version)
    return version


@transaction.atomic
def move_journeys(
    *, journeys: Sequence[Journey], to: ModelVersion, reason: str, by: User, at: datetime
) -> list[ModelMove]:
    """
    Move journeys under way to another model version, each with the reason in its log. All move, or none.

    What has happened stays; stage and clocks are computed anew. A clock that the new version does not have is closed
    unmet, and a clock that was met or broken before stays in the list of what was kept.

    :raises NotAllowed: unless the user is a manager who may open each household
    :raises NoReason, NothingToMove:
    """
    check_role(by, {Role.MANAGER}, _("flytta vägar till en annan arbetsmodell"))
    if not reason.strip():
        raise NoReason(_("Skriv varför vägarna flyttas. Skälet står i varje ärende."))
    held = [hold(journey, by=by, at=at) for journey in sorted(journeys, key=lambda row: row.pk)]
    moving = [journey for journey in held if journey.model_version_id != to.pk]
    if not moving:
        raise NothingToMove(_("Välj minst en väg som följer en annan version."))
    return [_move(journey, to, reason.strip(), by=by, at=at) for journey in moving]


def _adopt(version: ModelVersion, note: str, *, by: User, at: datetime) -> ModelVersion:
    latest = Adoption.objects.order_by("-adopted_at", "-pk").first()
    if latest is None or latest.model_version_id != version.pk:
        Adoption.objects.create(model_version=version, adopted_at=at, adopted_by=by, note=note.strip())
        record("pathway.model.adopted", by=by, at=at, about=version, model=version.model_id, version=version.version)
    return version


def _move(journey: Journey, to: ModelVersion, reason: str, *, by: User, at: datetime) -> ModelMove:
    former = journey.model_version
    journey.model_version = to
    journey.save(update_fields=["model_version"])
    gone = store_clocks(journey)
    Deadline.objects.filter(pk__in=gone).update(closed_at=at)
    move = ModelMove.objects.create(
        journey=journey, from_version=former, to_version=to, reason=reason, moved_at=at, moved_by=by
    )
    record(
        "pathway.model.moved",
        by=by,
        at=at,
        about=move,
        household=journey.household.number,
        model=to.model_id,
        version=to.version,
        was=former.version,
    )
    return move
