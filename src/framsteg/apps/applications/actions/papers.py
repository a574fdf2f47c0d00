"""Papers: asked for, received, and which files are let in."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.enums import PaperKind
from framsteg.apps.applications.models import Application, Paper
from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.models import User
from framsteg.apps.people.permissions import check_may_work_on

MAX_FILE_BYTES = 10 * 1024 * 1024
FILE_STARTS: dict[str, Callable[[bytes], bool]] = {  # what the first bytes of a file must be, by the end of its name
    ".pdf": lambda start: start.startswith(b"%PDF-"),
    ".png": lambda start: start.startswith(b"\x89PNG\r\n\x1a\n"),
    ".jpg": lambda start: start.startswith(b"\xff\xd8\xff"),
    ".jpeg": lambda start: start.startswith(b"\xff\xd8\xff"),
    ".heic": lambda start: start[4:8] == b"ftyp" and start[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heim"},
}


class FileRefused(ActionDenied):
    """The file is too large or of another type than its name says."""


class AlreadyAskedFor(ActionDenied):
    """The paper is awaited already."""


class DayPassed(ActionDenied):
    """A paper cannot be asked for by a day that has been."""


@transaction.atomic
def ask_for_paper(*, application: Application, kind: PaperKind, due_on: date, by: User, at: datetime) -> Paper:
    """
    Ask the household for a paper by a day.

    :raises NotAllowed, DayPassed, AlreadyAskedFor:
    """
    check_may_work_on(by, application.household, at)
    if due_on < timezone.localdate(at):
        raise DayPassed(_("Sista dagen har redan varit. Välj en dag som kommer."))
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
    file: "File[bytes] | None" = None,
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


def check_file(file: "File[bytes]") -> None:
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
