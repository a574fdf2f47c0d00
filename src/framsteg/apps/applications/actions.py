"""What was applied for, with facts and papers. Nothing is judged here."""

from __future__ import annotations  # Django's File takes a type in its stubs only

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.enums import AssetKind, Channel, CostKind, IncomeKind, Obstacle, PaperKind
from framsteg.apps.applications.models import Applicant, Application, Asset, Cost, Draft, Income, Paper
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, check_role
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household, Membership, Person
from framsteg.apps.people.permissions import check_may_work_on
from framsteg.entitlement.month import Month

MAX_FILE_BYTES = 10 * 1024 * 1024
FILE_STARTS: dict[str, Callable[[bytes], bool]] = {  # what the first bytes of a file must be, by the end of its name
    ".pdf": lambda start: start.startswith(b"%PDF-"),
    ".png": lambda start: start.startswith(b"\x89PNG\r\n\x1a\n"),
    ".jpg": lambda start: start.startswith(b"\xff\xd8\xff"),
    ".jpeg": lambda start: start.startswith(b"\xff\xd8\xff"),
    ".heic": lambda start: start[4:8] == b"ftyp" and start[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heim"},
}
DRAFT_KEPT = timedelta(days=14)  # a draft is nobody's file: forgotten ones go when their owner saves the next


class AlreadyApplied(ActionDenied):
    """The household has an application for the month."""


class WrongFacts(ActionDenied):
    """The facts contradict each other or the household: the text says how."""


class FileRefused(ActionDenied):
    """The file is too large or of another type than its name says."""


class AlreadyAskedFor(ActionDenied):
    """The paper is awaited already."""


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
    file: File[bytes] | None = None


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
    earlier = Application.objects.filter(token=token, household=household).first()
    if earlier is not None:
        return earlier
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
    except IntegrityError:
        same = Application.objects.filter(token=token, household=household).first()
        if same is not None:
            return same
        raise AlreadyApplied(
            _("Hushållet har redan en ansökan för %(month)s. Komplettera den i stället.") % {"month": month.label}
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
    by: User,
    at: datetime,
) -> Application:
    """
    Replace the facts of an application. A cost keeps its row when ``NewCost.id`` names it, so assessments follow it.

    Call it through ``decisions.actions.correct_application``, which knows whether the application is decided.

    :raises NotAllowed, Changed, WrongFacts, CostAssessed:
    """
    check_may_work_on(by, application.household, at)
    _check_members(application.household, application.month, members)
    _check_persons(members, incomes, assets)
    rows = Application.objects.filter(pk=application.pk, version=version)
    if not rows.update(version=F("version") + 1):
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


@transaction.atomic
def ask_for_paper(*, application: Application, kind: PaperKind, due_on: date, by: User, at: datetime) -> Paper:
    """
    Ask the household for a paper by a day.

    :raises NotAllowed, WrongFacts, AlreadyAskedFor:
    """
    check_may_work_on(by, application.household, at)
    if due_on < timezone.localdate(at):
        raise WrongFacts(_("Sista dagen har redan varit. Välj en dag som kommer."))
    try:
        with transaction.atomic():
            paper = Paper.objects.create(
                application=application, kind=kind, asked_for_at=at, asked_for_by=by, due_on=due_on
            )
    except IntegrityError:
        raise AlreadyAskedFor(_("Handlingen är redan begärd och inväntas."))
    record(
        "applications.paper.asked_for",
        by=by,
        at=at,
        about=paper,
        household=application.household.number,
        paper=kind,
        due_on=due_on.isoformat(),
    )
    return paper


@transaction.atomic
def receive_paper(
    *,
    application: Application,
    kind: PaperKind,
    file: File[bytes] | None = None,
    token: UUID | None = None,
    by: User,
    at: datetime,
) -> Paper:
    """
    Note that a paper came in: the awaited one of the kind, or else one more.

    The same ``token`` again returns the paper it made. :raises NotAllowed, FileRefused:
    """
    check_may_work_on(by, application.household, at)
    if token is not None and (same := application.papers.filter(token=token).first()):
        return same
    if file is not None:
        check_file(file)
    paper = application.papers.filter(kind=kind, received_at=None).first() or Paper(application=application, kind=kind)
    paper.received_at = at
    paper.token = token
    if file is not None:
        paper.file = file
    paper.save()
    record(
        "applications.paper.received",
        by=by,
        at=at,
        about=paper,
        household=application.household.number,
        paper=kind,
        has_file=file is not None,
    )
    return paper


@transaction.atomic
def save_draft(*, token: UUID, data: dict[str, list[str]], by: User, at: datetime) -> Draft:
    """
    Keep what was typed in a form, by field name. The latest text counts; nobody but ``by`` can open it.

    :raises NotAllowed: for other roles, and when the token is another user's draft
    """
    check_role(by, CASE_WORK, _("registrera ansökningar"))
    Draft.objects.filter(user=by, saved_at__lt=at - DRAFT_KEPT).delete()
    draft, _created = Draft.objects.update_or_create(token=token, user=by, defaults={"data": data, "saved_at": at})
    return draft


@transaction.atomic
def discard_draft(*, token: UUID, by: User, at: datetime) -> None:
    """Throw the user's own draft away; nothing happens when there is none."""
    Draft.objects.filter(token=token, user=by).delete()


def check_file(file: File[bytes]) -> None:
    """
    Let through pdf, png, jpg and heic up to 10 MB whose first bytes agree with the name.

    :raises FileRefused:
    """
    name = PurePath(file.name or "")
    looks_right = FILE_STARTS.get(name.suffix.lower())
    if looks_right is None:
        raise FileRefused(_("Filen ska vara en pdf, png, jpg eller heic."))
    if file.size > MAX_FILE_BYTES:
        raise FileRefused(_("Filen är större än 10 MB. Skanna med lägre upplösning eller dela upp den."))
    file.seek(0)
    start = file.read(12)
    file.seek(0)
    if not looks_right(start):
        raise FileRefused(_("Filens innehåll är inte det som namnet säger. Spara om den som pdf och försök igen."))


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
