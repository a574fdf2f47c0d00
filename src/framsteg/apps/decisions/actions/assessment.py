"""What the calculation rests on: facts as they stand, and what a caseworker accepts of each cost."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.applications import actions as applications
from framsteg.apps.applications.models import Application, Cost
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions import facts, queries
from framsteg.apps.decisions.actions._shared import (
    check_undecided,
    take_version,
)
from framsteg.apps.decisions.models import Calculation, Override
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.entitlement.calculate import calculate as calculate_case
from framsteg.entitlement.rerun import stamped


class WrongAssessment(ActionDenied):
    """An assessed amount is negative or above what was applied for, or has no reason."""


@transaction.atomic
def calculate(*, application: Application, by: User, at: datetime) -> Calculation:
    """
    Calculate on the facts as they stand, and keep facts and result; the latest is reused when nothing changed.

    :raises NotAllowed, AlreadyDecided, facts.FactsDoNotFit:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    file = facts.case_file_of(application)
    result = stamped(calculate_case(facts.as_case(file)))
    latest = queries.latest_calculation(application)
    if latest and (latest.application_version, latest.facts, latest.result) == (application.version, file, result):
        return latest
    calculation = Calculation.objects.create(
        application=application,
        application_version=application.version,
        facts=file,
        result=result,
        made_at=at,
        made_by=by,
    )
    number = application.household.number
    record("decisions.calculation.made", by=by, at=at, about=calculation, household=number, outcome=result["outcome"])
    return calculation


@transaction.atomic
def override_cost(
    *, application: Application, cost: Cost, accepted: Decimal, reason: str, version: int, by: User, at: datetime
) -> Override:
    """
    Note how much of a cost is accepted, in kronor, and why. A new calculation is needed after.

    :param accepted: from 0 up to what was applied for

    :raises NotAllowed, AlreadyDecided, WrongAssessment, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    if cost.application_id != application.pk:
        raise WrongAssessment(_("Kostnaden hör till en annan ansökan. Öppna ansökan och försök igen."))
    if not 0 <= accepted <= cost.applied:
        applied = {"applied": kronor(cost.applied)}
        raise WrongAssessment(_("Godta ett belopp mellan 0 kr och det som är sökt, %(applied)s.") % applied)
    if not reason.strip():
        raise WrongAssessment(_("Skriv skälet till bedömningen. Det kommer med i beslutet till den enskilde."))
    take_version(application, version)
    override = Override.objects.create(
        application=application, cost=cost, accepted=accepted, reason=reason.strip(), made_at=at, made_by=by
    )
    number = application.household.number
    record("decisions.cost.assessed", by=by, at=at, about=override, household=number, cut=accepted < cost.applied)
    return override


@transaction.atomic
def correct_application(
    *,
    application: Application,
    version: int,
    costs: Sequence[applications.NewCost],
    incomes: Sequence[applications.NewIncome],
    assets: Sequence[applications.NewAsset],
    members: Sequence[applications.NewApplicant],
    stay: applications.Stay | None = None,
    by: User,
    at: datetime,
) -> Application:
    """
    Correct the facts of an application that is not decided. A new calculation is needed after.

    :raises NotAllowed, AlreadyDecided, Changed:
    """
    check_may_handle(by, application.household, at)
    check_undecided(application)
    return applications.correct(
        application=application,
        version=version,
        costs=costs,
        incomes=incomes,
        assets=assets,
        members=members,
        stay=stay,
        by=by,
        at=at,
    )
