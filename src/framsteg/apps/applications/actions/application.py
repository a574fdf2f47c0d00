"""Registering an application, and correcting its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext as _

from framsteg.apps.applications.actions.papers import check_file
from framsteg.apps.applications.enums import AssetKind, Channel, CostKind, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Applicant, Application, Asset, Cost, Income, Paper
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.core.formats import month_label
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household, Membership, Person
from framsteg.apps.people.permissions import check_may_work_on
from framsteg.entitlement.month import Month


class AlreadyApplied(ActionDenied):
    """The household has an application for the month."""


class WrongFacts(ActionDenied):
    """The facts contradict each other or the household: the text says how."""


class CostAssessed(ActionDenied):
    """A cost that has been assessed cannot be taken away."""


@dataclass(frozen=True)
class NewApplicant:
    """A person in the application. ``days``: part of the month, None the whole; ``obstacle``: adults only."""

    person: Person
    role: MemberRole
    days: int | None = None
    lunch_away: bool = False
    obstacle: Obstacle | str = ""


@dataclass(frozen=True)
class NewCost:
    """A cost applied for, in kronor. ``id`` is the row that a correction changes."""

    kind: CostKind
    applied: Decimal
    note: str = ""
    id: int | None = None


@dataclass(frozen=True)
class NewIncome:
    """An income after tax in kronor, and the day it was received."""

    person: Person
    kind: IncomeKind
    net: Decimal
    received: date
    verified: bool = False


@dataclass(frozen=True)
class NewAsset:
    """Something owned, in kronor."""

    person: Person
    kind: AssetKind
    amount: Decimal


@dataclass(frozen=True)
class NewPaper:
    """A paper that came with the application; without a file it is kept on paper."""

    kind: PaperKind
    file: "File[bytes] | None" = None


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
    urgent: bool = False,
    token: UUID,
    by: User,
    at: datetime,
) -> Application:
    """
    Register an application. The same ``token`` again, as from a double click, returns the application it made.

    :param received_at: when it reached the kommun; clocks run from here, not from the registration
    :raises NotAllowed, AlreadyApplied, WrongFacts, FileRefused:
    """
    check_may_work_on(by, household, at)
    if received_at > at:
        raise WrongFacts(_("Ansökan kan inte ha kommit in efter att den registreras. Kontrollera dag och klockslag."))
    _check_members(household, month, members)
    _check_persons(members, incomes, assets)
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
    _write_members(application, members)
    Cost.objects.bulk_create(_cost(application, cost) for cost in costs)
    _write_incomes_and_assets(application, incomes, assets)
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
    )
    return application


@transaction.atomic
def correct(
    *,
    application: Application,
    version: int,
    members: Sequence[NewApplicant],
    costs: Sequence[NewCost],
    incomes: Sequence[NewIncome],
    assets: Sequence[NewAsset],
    other_residents: int | None = None,
    by: User,
    at: datetime,
) -> Application:
    """
    Replace the facts of an application. A cost keeps its row when ``NewCost.id`` names it, so assessments follow it.

    :param other_residents: None leaves their number as it was

    Call it through ``decisions.actions.correct_application``, which knows whether the application is decided.

    :raises NotAllowed, Changed, WrongFacts, CostAssessed:
    """
    check_may_work_on(by, application.household, at)
    _check_members(application.household, application.month, members)
    _check_persons(members, incomes, assets)
    others = application.other_residents if other_residents is None else other_residents
    rows = Application.objects.filter(pk=application.pk, version=version)
    if not rows.update(version=F("version") + 1, other_residents=others):
        raise Changed
    application.members.all().delete()
    application.incomes.all().delete()
    application.assets.all().delete()
    _write_members(application, members)
    _replace_costs(application, costs)
    _write_incomes_and_assets(application, incomes, assets)
    record(
        "applications.application.corrected",
        by=by,
        at=at,
        about=application,
        household=application.household.number,
        version=version + 1,
    )
    application.refresh_from_db()
    return application


def _check_members(household: Household, month: Month, members: Sequence[NewApplicant]) -> None:
    if [member.role for member in members].count(MemberRole.APPLICANT) != 1:
        raise WrongFacts(_("En ansökan ska ha en sökande. Välj vem av personerna det är."))
    in_household = set(
        Membership.objects.filter(household=household, since__lte=month.last_day)
        .exclude(until__lt=month.first_day)
        .values_list("person_id", flat=True)
    )
    if any(member.person.pk not in in_household for member in members):
        raise WrongFacts(
            _("En person i ansökan hör inte till hushållet den månaden. Lägg till personen i hushållet först.")
        )
    for member in members:
        if member.role not in MemberRole.adults() and member.obstacle:
            raise WrongFacts(_("Försörjningshinder anges bara för vuxna."))


def _check_persons(members: Sequence[NewApplicant], incomes: Sequence[NewIncome], assets: Sequence[NewAsset]) -> None:
    known = [member.person.pk for member in members]
    if len(known) != len(set(known)):
        raise WrongFacts(_("Samma person står två gånger i ansökan."))
    owners = [*(row.person.pk for row in incomes), *(row.person.pk for row in assets)]
    if not set(owners) <= set(known):
        raise WrongFacts(_("En inkomst eller tillgång hör till någon som inte är med i ansökan."))


def _write_members(application: Application, members: Sequence[NewApplicant]) -> None:
    Applicant.objects.bulk_create(
        Applicant(
            application=application,
            person=member.person,
            role=member.role,
            days=member.days,
            lunch_away=member.lunch_away,
            obstacle=member.obstacle,
        )
        for member in members
    )


def _write_incomes_and_assets(
    application: Application, incomes: Sequence[NewIncome], assets: Sequence[NewAsset]
) -> None:
    Income.objects.bulk_create(
        Income(
            application=application,
            person=row.person,
            kind=row.kind,
            net=row.net,
            received=row.received,
            verified=row.verified,
        )
        for row in incomes
    )
    Asset.objects.bulk_create(
        Asset(application=application, person=row.person, kind=row.kind, amount=row.amount) for row in assets
    )


def _replace_costs(application: Application, costs: Sequence[NewCost]) -> None:
    stored = {cost.pk: cost for cost in application.costs.all()}
    kept = {cost.id for cost in costs if cost.id is not None}
    if not kept <= stored.keys():
        raise WrongFacts(_("En kostnad finns inte längre i ansökan. Läs in sidan igen."))
    try:
        application.costs.exclude(pk__in=kept).delete()
    except ProtectedError:
        raise CostAssessed(_("En bedömd kostnad kan inte tas bort. Ändra det sökta beloppet till 0 i stället."))
    for cost in costs:
        row = _cost(application, cost)
        row.pk = cost.id
        row.save()


def _cost(application: Application, cost: NewCost) -> Cost:
    return Cost(application=application, kind=cost.kind, applied=cost.applied, note=cost.note)
