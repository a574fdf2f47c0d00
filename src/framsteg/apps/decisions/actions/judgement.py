"""
What a caseworker judges line by line, each with a reason: costs, incomes, assets, and the norm in the single case.

Nothing is changed by a judgement alone: a new calculation is needed after, and a decision that it turns against the
person needs a hearing.
"""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application, Asset, Cost, Income
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions.actions._shared import check_undecided, take_version
from framsteg.apps.decisions.enums import Basis, Direction
from framsteg.apps.decisions.models import MeansOverride, NormAdjustment, Override
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Person


class WrongAssessment(ActionDenied):
    """An assessed amount is negative or above what there is, has no reason, or the law forbids its ground."""


@transaction.atomic
def override_cost(
    *,
    application: Application,
    cost: Cost,
    accepted: Decimal,
    reason: str,
    basis: str = Basis.RIGHT,
    share: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Override:
    """
    Note how much of a cost is accepted, in kronor, on which ground, and why.

    :param accepted: from 0 up to what was applied for, or to what a paper shows where that is more
    :param basis: ``extra`` tries the cost beside the right, by SoL 12 kap. 2 §
    :param share: the household's part when others in the dwelling bear the rest, as ``2/3``; empty is the whole

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    _check_of_the_application(application, cost.application_id)
    _check_amount(accepted, max(cost.applied, cost.counts), _("det som är sökt"))
    _check_reason(reason)
    _check_share(share)
    take_version(application, version)
    override = Override.objects.create(
        application=application,
        cost=cost,
        accepted=accepted,
        basis=basis,
        share=share.strip(),
        reason=reason.strip(),
        made_at=at,
        made_by=by,
    )
    number, cut = application.household.number, accepted < cost.applied
    record("decisions.cost.assessed", by=by, at=at, about=override, household=number, cut=cut, basis=str(basis))
    return override


@transaction.atomic
def assess_income(
    *, application: Application, income: Income, counted: Decimal, reason: str, version: int, by: User, at: datetime
) -> MeansOverride:
    """
    Note how much of an income counts, in kronor from 0 to the whole of it, and why.

    What came in another month, or never counts by its kind, is left out all the same.

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    _check_of_the_application(application, income.application_id)
    _check_amount(counted, income.counts, _("inkomsten"))
    _check_reason(reason)
    take_version(application, version)
    override = MeansOverride.objects.create(
        application=application, income=income, counted=counted, reason=reason.strip(), made_at=at, made_by=by
    )
    record("decisions.income.assessed", by=by, at=at, about=override, household=application.household.number)
    return override


@transaction.atomic
def assess_asset(
    *, application: Application, asset: Asset, counted: Decimal, reason: str, version: int, by: User, at: datetime
) -> MeansOverride:
    """
    Note how much of an asset counts, in kronor from 0 to its worth, and why. A home or a car counts only so.

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    _check_of_the_application(application, asset.application_id)
    _check_amount(counted, asset.amount, _("tillgångens värde"))
    _check_reason(reason)
    take_version(application, version)
    override = MeansOverride.objects.create(
        application=application, asset=asset, counted=counted, reason=reason.strip(), made_at=at, made_by=by
    )
    record("decisions.asset.assessed", by=by, at=at, about=override, household=application.household.number)
    return override


@transaction.atomic
def adjust_norm(
    *,
    application: Application,
    person: Person | None,
    direction: str,
    amount: Decimal,
    item: str = "",
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> NormAdjustment:
    """
    Set the norm higher or lower in the single case, kronor a month, with the special reasons for it (NORM-12).

    :param person: whose norm, or None for the household's

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if person is not None and not application.members.filter(person=person).exists():
        raise WrongAssessment(_("Personen finns inte i ansökan. Öppna ansökan och försök igen."))
    if amount <= 0:
        raise WrongAssessment(_("Skriv ett belopp över 0 kr."))
    _check_reason(reason)
    if direction == Direction.LOWER and "fritidskort" in f"{reason} {item}".casefold():
        raise WrongAssessment(_("Fritidskortet får inte sänka normen (socialtjänstlagen 12 kap. 7 a §)."))
    take_version(application, version)
    adjustment = NormAdjustment.objects.create(
        application=application,
        person=person,
        direction=direction,
        amount=amount,
        item=item.strip(),
        reason=reason.strip(),
        made_at=at,
        made_by=by,
    )
    number = application.household.number
    record("decisions.norm.adjusted", by=by, at=at, about=adjustment, household=number, direction=str(direction))
    return adjustment


@transaction.atomic
def withdraw_adjustment(*, adjustment: NormAdjustment, version: int, by: User, at: datetime) -> NormAdjustment:
    """
    Take back a higher or lower norm; the row stays readable.

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    application = adjustment.application
    check_may_handle(by, application.household, at)
    check_undecided(application)
    standing = NormAdjustment.objects.filter(pk=adjustment.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=by):
        raise WrongAssessment(_("Avvikelsen är redan återtagen."))
    take_version(application, version)
    adjustment.refresh_from_db()
    record("decisions.norm.restored", by=by, at=at, about=adjustment, household=application.household.number)
    return adjustment


def _check_of_the_application(application: Application, owner: int) -> None:
    if owner != application.pk:
        raise WrongAssessment(_("Raden hör till en annan ansökan. Öppna ansökan och försök igen."))


def _check_amount(amount: Decimal, most: Decimal, whole: str) -> None:
    if not 0 <= amount <= most:
        words = {"what": whole, "most": kronor(most)}
        raise WrongAssessment(_("Skriv ett belopp mellan 0 kr och %(what)s, %(most)s.") % words)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise WrongAssessment(_("Skriv skälet till bedömningen. Det kommer med i beslutet till den enskilde."))


def _check_share(share: str) -> None:
    """A share is a fraction above 0 and at most 1, written ``2/3``."""
    part, _slash, whole = share.strip().partition("/")
    if not share.strip():
        return
    is_written = part.isdecimal() and whole.isdecimal() and len(part) <= 3 and len(whole) <= 3 and int(whole) > 0
    if not (is_written and 0 < Fraction(int(part), int(whole)) <= 1):
        raise WrongAssessment(_("Skriv hushållets del som ett bråk över 0 och högst 1, till exempel 2/3."))
