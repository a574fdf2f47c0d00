"""Correcting the facts of an application: every row keeps its identity, and the log keeps what it said before."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions._rows import (
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
from framsteg.apps.applications.models import Application, Asset, Cost, Income, VerifiableFact
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.people.permissions import check_may_work_on

Told = tuple[int | None, dict[str, Any]]  # the row, None for a new one, and its columns
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
    cost_assessed = CostAssessed(
        _("En bedömd kostnad kan inte tas bort eller bli en annan. Ändra det sökta beloppet till 0 i stället.")
    )
    means_assessed = MeansAssessed(
        _("En bedömd inkomst eller tillgång kan inte tas bort eller bli någon annans. Ändra beloppet i stället.")
    )
    changes = [
        *_stay_changes(before, stay),
        *_number_changes("persons", application.members.count(), len(members)),
        *_replace(application, Cost, [_cost(row) for row in costs], cost_assessed, today),
        *_replace(application, Income, [_income(row) for row in incomes], means_assessed, today),
        *_replace(application, Asset, [_asset(row) for row in assets], means_assessed, today),
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


def _cost(row: NewCost) -> Told:
    return row.id, {"kind": row.kind, "applied": row.applied, "note": row.note}


def _income(row: NewIncome) -> Told:
    return row.id, {"person_id": row.person.pk, "kind": row.kind, "net": row.net, "received": row.received}


def _asset(row: NewAsset) -> Told:
    return row.id, {"person_id": row.person.pk, "kind": row.kind, "amount": row.amount}


def _replace(
    application: Application, model: type[Any], told: Sequence[Told], refused: ActionDenied, today: date
) -> list[str]:
    """Change, add and remove the rows of one table, and return kind and amount of each change, before and after."""
    stored = {row.pk: row for row in model.objects.filter(application=application).order_by("pk")}
    named = [id for id, _columns in told if id is not None]
    if len(named) != len(set(named)) or not set(named) <= stored.keys():
        raise WrongFacts(_("En rad finns inte längre i ansökan. Läs in sidan igen."))
    changes = [_remove(stored[pk], refused) for pk in sorted(stored.keys() - set(named))]
    for id, columns in told:
        row = model(application=application) if id is None else stored[id]
        changes += _save(row, columns, refused, today)
    return changes


def _remove(row: Any, refused: ActionDenied) -> str:
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise refused
    return f"{row.kind} {row.declared:.2f} → {NOTHING}"


def _save(row: Any, columns: dict[str, Any], refused: ActionDenied, today: date) -> list[str]:
    """Write a row where it differs. What was assessed or checked of a row is not carried over to another thing."""
    different = {name for name, value in columns.items() if getattr(row, name) != value}
    if not different:
        return []
    is_new = row.pk is None
    if not is_new and different & {"kind", "person_id"}:
        if row.overrides.exists():  # of a room above, followed backwards by its name
            raise refused
        if isinstance(row, VerifiableFact):
            columns = columns | UNVERIFIED
    before = NOTHING if is_new else f"{row.kind} {row.declared:.2f}"
    for name, value in columns.items():
        setattr(row, name, value)
    row.noted_on = today
    row.save()
    return [f"{before} → {row.kind} {row.declared:.2f}"]


def _stay_changes(before: Stay, after: Stay) -> list[str]:
    days = [] if before.days == after.days else [f"days {before.days or NOTHING} → {after.days or NOTHING}"]
    return [*days, *_number_changes("other_residents", before.other_residents, after.other_residents)]


def _number_changes(name: str, before: int, after: int) -> list[str]:
    return [] if before == after else [f"{name} {before} → {after}"]
