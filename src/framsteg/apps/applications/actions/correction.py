"""Correcting the facts of an application: every row keeps its identity, and the log keeps what it said before."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions.rows import (
    UNVERIFIED,
    NewApplicant,
    NewAsset,
    NewCost,
    NewIncome,
    Stay,
    WrongFacts,
    check_facts,
    write_members,
)
from framsteg.apps.applications.models import Application, Asset, Cost, Income
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.people.permissions import check_may_work_on

NOTHING = "–"


class CostAssessed(ActionDenied):
    """A cost that has been assessed cannot be taken away or become another."""


class MeansAssessed(ActionDenied):
    """An income or asset that has been assessed cannot be taken away or become another."""


@transaction.atomic
def correct(
    *,
    application: Application,
    version: int,
    members: Sequence[NewApplicant],
    costs: Sequence[NewCost],
    incomes: Sequence[NewIncome],
    assets: Sequence[NewAsset],
    stay: Stay | None = None,
    by: User,
    at: datetime,
) -> Application:
    """
    Replace the facts of an application. A row whose ``id`` is named keeps it, so assessments and checks follow it.

    :param stay: None leaves it as it was. A check goes when its row becomes another kind or another person's.

    Call it through ``decisions.actions.correct_application``, which knows whether the application is decided.

    :raises NotAllowed, Changed, WrongFacts, CostAssessed, MeansAssessed:
    """
    check_may_work_on(by, application.household, at)
    before = Stay(application.days, application.other_residents)
    stay = stay or before
    check_facts(application.household, application.month, stay.days, members, incomes, assets)
    rows = Application.objects.filter(pk=application.pk, version=version)
    if not rows.update(version=F("version") + 1, other_residents=stay.other_residents, days=stay.days):
        raise Changed
    today = timezone.localdate(at)
    changes = [
        *_stay_changes(before, stay),
        *_number_changes("persons", application.members.count(), len(members)),
        *_correct_costs(application, costs, today),
        *_correct_incomes(application, incomes, today),
        *_correct_assets(application, assets, today),
    ]
    application.members.all().delete()
    write_members(application, members)
    record(
        "applications.application.corrected",
        by=by,
        at=at,
        about=application,
        household=application.household.number,
        version=version + 1,
        changes="; ".join(changes),
    )
    application.refresh_from_db()
    return application


def _correct_costs(application: Application, costs: Sequence[NewCost], today: date) -> list[str]:
    stored = {row.pk: row for row in application.costs.order_by("pk")}
    changes = _remove(stored, costs, _cost_refusal())
    for cost in costs:
        row = stored[cost.id] if cost.id else Cost(application=application)
        told: dict[str, Any] = {"kind": cost.kind, "applied": cost.applied, "note": cost.note}
        if row.pk and row.kind != cost.kind:
            _check_free(row, _cost_refusal())
            told |= UNVERIFIED
        changes += _save(row, told, today)
    return changes


def _correct_incomes(application: Application, incomes: Sequence[NewIncome], today: date) -> list[str]:
    stored = {row.pk: row for row in application.incomes.order_by("pk")}
    changes = _remove(stored, incomes, _means_refusal())
    for income in incomes:
        row = stored[income.id] if income.id else Income(application=application)
        told: dict[str, Any] = {"person_id": income.person.pk, "kind": income.kind, "net": income.net}
        told["received"] = income.received
        if row.pk and (row.kind, row.person_id) != (income.kind, income.person.pk):
            _check_free(row, _means_refusal())
            told |= UNVERIFIED
        changes += _save(row, told, today)
    return changes


def _correct_assets(application: Application, assets: Sequence[NewAsset], today: date) -> list[str]:
    stored = {row.pk: row for row in application.assets.order_by("pk")}
    changes = _remove(stored, assets, _means_refusal())
    for asset in assets:
        row = stored[asset.id] if asset.id else Asset(application=application)
        if row.pk and (row.kind, row.person_id) != (asset.kind, asset.person.pk):
            _check_free(row, _means_refusal())
        told = {"person_id": asset.person.pk, "kind": asset.kind, "amount": asset.amount}
        changes += _save(row, told, today)
    return changes


def _remove(stored: dict[int, Any], kept: Iterable[NewCost | NewIncome | NewAsset], refused: ActionDenied) -> list[str]:
    """Remove the stored rows that nobody names any more, and say what they were."""
    ids = {row.id for row in kept if row.id is not None}
    if not ids <= stored.keys():
        raise WrongFacts(_("En rad finns inte längre i ansökan. Läs in sidan igen."))
    changes = []
    for pk in stored.keys() - ids:
        row = stored.pop(pk)
        changes.append(f"{row.kind} {row.declared:.2f} → {NOTHING}")
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            raise refused
    return sorted(changes)


def _save(row: Any, told: dict[str, Any], today: date) -> list[str]:
    """Write what is told in a row where it differs, and return its kind and amount before and after."""
    if row.pk and all(getattr(row, name) == value for name, value in told.items()):
        return []
    before = f"{row.kind} {row.declared:.2f}" if row.pk else NOTHING
    for name, value in told.items():
        setattr(row, name, value)
    row.noted_on = today
    row.save()
    return [f"{before} → {row.kind} {row.declared:.2f}"]


def _check_free(row: Any, refused: ActionDenied) -> None:
    """The assessments belong to a room above; they are followed backwards by their name."""
    if row.overrides.exists():
        raise refused


def _cost_refusal() -> CostAssessed:
    return CostAssessed(
        _("En bedömd kostnad kan inte tas bort eller bli en annan. Ändra det sökta beloppet till 0 i stället.")
    )


def _means_refusal() -> MeansAssessed:
    return MeansAssessed(
        _("En bedömd inkomst eller tillgång kan inte tas bort eller bli någon annans. Ändra beloppet i stället.")
    )


def _stay_changes(before: Stay, after: Stay) -> list[str]:
    days = [] if before.days == after.days else [f"days {before.days or NOTHING} → {after.days or NOTHING}"]
    return [*days, *_number_changes("other_residents", before.other_residents, after.other_residents)]


def _number_changes(name: str, before: int, after: int) -> list[str]:
    return [] if before == after else [f"{name} {before} → {after}"]
