"""
Verifying a declared amount against a paper or an authority's answer. Both values stay, and which one counts is told.

A check is a person's own act: no paper that is missing or late, and no answer by itself, changes an amount.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions._rows import UNVERIFIED, Verified, WrongFacts, as_columns
from framsteg.apps.applications.enums import Evidence
from framsteg.apps.applications.models import Application, Cost, Income
from framsteg.apps.applications.queries import is_decided
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.people.permissions import check_may_work_on

NOTHING = "–"


class Decided(ActionDenied):
    """The application is decided: the facts that the decision rests on stay."""


@transaction.atomic
def verify(
    *, fact: Cost | Income, amount: Decimal, source: Evidence, version: int, by: User, at: datetime
) -> Cost | Income:
    """
    Note what a cost, or an income after tax, was in kronor, and what was looked at. A new calculation is needed after.

    The verified amount is what counts: of an income as it is, of a cost until somebody assesses it with reasons
    (``decisions.actions.override_cost``). The same again, as from a double click, changes nothing.

    :raises NotAllowed, Decided, WrongFacts, Changed:
    """
    before = _write(fact, Verified(amount, source), version, by, at)
    if before is not None:
        number = fact.application.household.number
        record("applications.amount.verified", by=by, at=at, about=fact, household=number, **_told(fact, before))
    return fact


@transaction.atomic
def take_back_check(*, fact: Cost | Income, version: int, by: User, at: datetime) -> Cost | Income:
    """Take back a check that was noted on the wrong row: the declared amount counts again. Raises as the others."""
    before = _write(fact, None, version, by, at)
    if before is not None:
        number = fact.application.household.number
        record("applications.amount.unverified", by=by, at=at, about=fact, household=number, **_told(fact, before))
    return fact


def _write(fact: Cost | Income, verified: Verified | None, version: int, by: User, at: datetime) -> str | None:
    """Write a check, or its absence, and return the verified amount before; None when nothing differs."""
    application = fact.application
    check_may_work_on(by, application.household, at)
    if verified is not None and verified.amount < 0:
        raise WrongFacts(_("Ett kontrollerat belopp kan inte vara mindre än 0 kronor."))
    before = fact.verified_amount
    if (before, fact.verified_source) == (verified and verified.amount, verified.source if verified else ""):
        return None
    if not Application.objects.filter(pk=application.pk, version=version).update(version=F("version") + 1):
        raise Changed
    if is_decided(application):
        raise Decided(_("Ansökan är beslutad, och uppgifterna som beslutet bygger på ändras inte."))
    columns = UNVERIFIED if verified is None else as_columns(verified, on=timezone.localdate(at), by=by)
    for name, value in columns.items():
        setattr(fact, name, value)
    fact.save(update_fields=list(columns))
    return _amount(before)


def _told(fact: Cost | Income, before: str) -> dict[str, str]:
    """Return what the log keeps: kind, what was looked at, and the amounts."""
    return {
        "fact": fact.kind,
        "source": fact.verified_source,
        "declared": _amount(fact.declared),
        "before": before,
        "after": _amount(fact.verified_amount),
    }


def _amount(amount: Decimal | None) -> str:
    return NOTHING if amount is None else f"{amount:.2f}"
