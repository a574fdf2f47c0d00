"""The calculation on facts as they stand, and their correction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from framsteg.apps.applications import actions as applications
from framsteg.apps.applications.models import Application
from framsteg.apps.audit.actions import record
from framsteg.apps.decisions import facts, queries
from framsteg.apps.decisions.actions._shared import (
    check_undecided,
)
from framsteg.apps.decisions.models import Calculation
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User
from framsteg.entitlement.calculate import calculate as calculate_case
from framsteg.entitlement.rerun import stamped


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
