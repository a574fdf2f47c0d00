"""Registering an application."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions._rows import (
    NewApplicant,
    NewAsset,
    NewCost,
    NewIncome,
    NewPaper,
    WrongFacts,
    as_columns,
    check_facts,
    write_members,
)
from framsteg.apps.applications.actions.papers import check_file
from framsteg.apps.applications.enums import Channel
from framsteg.apps.applications.models import Application, Asset, Cost, Income, Paper
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import month_label
from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on
from framsteg.entitlement.month import Month


class AlreadyApplied(ActionDenied):
    """The household has an application for the month."""


@transaction.atomic
def register(
    *,
    household: Household,
    month: Month,
    received_at: datetime,
    channel: Channel,
    members: Sequence[NewApplicant],
    costs: Sequence[NewCost],
    incomes: Sequence[NewIncome],
    assets: Sequence[NewAsset] = (),
    papers: Sequence[NewPaper] = (),
    other_residents: int = 0,
    days: int | None = None,
    urgent: bool = False,
    token: UUID,
    by: User,
    at: datetime,
) -> Application:
    """
    Register an application. The same ``token`` again, as from a double click, returns the application it made.

    :param received_at: when it reached the kommun; clocks run from here, not from the registration
    :param days: how many days of the month the household applies for; None is the whole month
    :raises NotAllowed, AlreadyApplied, WrongFacts, FileRefused:
    """
    check_may_work_on(by, household, at)
    if received_at > at:
        raise WrongFacts(_("Ansökan kan inte ha kommit in efter att den registreras. Kontrollera dag och klockslag."))
    check_facts(household, month, days, members, incomes, assets)
    for paper in papers:
        if paper.file is not None:
            check_file(paper.file)
    try:
        with transaction.atomic():
            application = Application.objects.create(
                household=household,
                month=month,
                received_at=received_at,
                registered_by=by,
                channel=channel,
                other_residents=other_residents,
                days=days,
                urgent=urgent,
                token=token,
            )
    except IntegrityError:  # the token or the month is taken
        same = Application.objects.filter(token=token, household=household).first()
        if same is not None:
            return same
        raise AlreadyApplied(
            _("Hushållet har redan en ansökan för %(month)s. Komplettera den i stället.")
            % {"month": month_label(month)}
        )
    write_members(application, members)
    _write_means(application, costs, incomes, assets, by=by, at=at)
    for paper in papers:
        Paper.objects.create(application=application, kind=paper.kind, received_at=received_at, file=paper.file or "")
    record(
        "applications.application.registered",
        by=by,
        at=at,
        about=application,
        household=household.number,
        month=str(month),
        channel=channel,
        received_at=received_at.isoformat(),
        verified=len([row for row in costs if row.verified]) + len([row for row in incomes if row.verified]),
    )
    return application


def _write_means(
    application: Application,
    costs: Sequence[NewCost],
    incomes: Sequence[NewIncome],
    assets: Sequence[NewAsset],
    *,
    by: User,
    at: datetime,
) -> None:
    """Write costs, incomes and assets as noted on the day the application came in, and verified today."""
    noted_on, today = timezone.localdate(application.received_at), timezone.localdate(at)
    Cost.objects.bulk_create(
        Cost(
            application=application,
            kind=row.kind,
            applied=row.applied,
            note=row.note,
            noted_on=noted_on,
            **as_columns(row.verified, on=today, by=by),
        )
        for row in costs
    )
    Income.objects.bulk_create(
        Income(
            application=application,
            person=row.person,
            kind=row.kind,
            net=row.net,
            received=row.received,
            noted_on=noted_on,
            **as_columns(row.verified, on=today, by=by),
        )
        for row in incomes
    )
    Asset.objects.bulk_create(
        Asset(application=application, person=row.person, kind=row.kind, amount=row.amount, noted_on=noted_on)
        for row in assets
    )
