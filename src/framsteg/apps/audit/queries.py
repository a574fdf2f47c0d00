"""Reading the event log."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from framsteg.apps.audit.details import written
from framsteg.apps.audit.enums import What
from framsteg.apps.audit.labels import label_of
from framsteg.apps.audit.models import Event, LogReview
from framsteg.apps.audit.permissions import check_may_review

PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What the reviewer looks for; an empty text leaves that part out. Both days are included."""

    period_from: date
    period_to: date
    user: str = ""
    household: str = ""
    what: What = What.ALL
    kind: str = ""  # beginning of a kind: ``decisions.`` or ``decisions.decision.made``


@dataclass(frozen=True)
class EventRow:
    """One row of the log as the reviewer sees it."""

    at: datetime
    user: str
    role: str
    kind: str
    label: str
    is_read: bool
    about: str
    household: str
    is_protected: bool  # the file holds protected personal data
    details: str


@dataclass(frozen=True)
class LastReview:
    """The latest review, and how many files have been read since."""

    reviewed_at: datetime | None
    reviewed_by: str
    period_from: date | None
    period_to: date | None
    needs_follow_up: bool
    reads_since: int


def count_reads(*, period_from: date, period_to: date, user: str = "", household: str = "") -> int:
    """Return the number of logged reads of files in a period, both days included, by user and household where given."""
    return _matching(Filters(period_from, period_to, user, household, What.READS)).count()


def events(user: Any, filters: Filters, page_number: str) -> tuple[list[EventRow], Page[Event]]:
    """Return the rows of one page of the log, newest first, and the page. :raises NotAllowed: unless log reviewer"""
    check_may_review(user)
    page = Paginator(_matching(filters).order_by("-at", "-pk"), PER_PAGE).get_page(page_number)
    found = list(page.object_list)
    protected = _protected({event.household for event in found} - {""})
    return [_row(event, event.household in protected) for event in found], page


def last_review(user: Any) -> LastReview:
    """Return the latest review and the number of reads since. :raises NotAllowed: for other roles than log reviewer"""
    check_may_review(user)
    reads = Event.objects.filter(kind__endswith=".read")
    last = LogReview.objects.order_by("-reviewed_at", "-pk").first()
    if last is None:
        return LastReview(None, "", None, None, False, reads.count())
    since = reads.filter(at__gt=last.reviewed_at).count()
    return LastReview(last.reviewed_at, last.reviewed_by, last.period_from, last.period_to, last.needs_follow_up, since)


def _matching(filters: Filters) -> QuerySet[Event]:
    found = Event.objects.filter(at__date__gte=filters.period_from, at__date__lte=filters.period_to)
    if filters.user:
        found = found.filter(by=filters.user)
    if filters.household:
        found = found.filter(household=filters.household)
    if filters.what == What.READS:
        found = found.filter(kind__endswith=".read")
    elif filters.what == What.CHANGES:
        found = found.exclude(kind__endswith=".read")
    return found.filter(kind__startswith=filters.kind) if filters.kind else found


def _protected(numbers: set[str]) -> set[str]:
    """
    Return the case numbers whose household holds a protected person.

    The table belongs to a room above this one, so it is named as a foreign key would name it: by a string.
    """
    membership = apps.get_model("people.Membership")
    held = membership.objects.filter(household__number__in=numbers).exclude(person__protection="none")
    return set(held.values_list("household__number", flat=True))


def _row(event: Event, is_protected: bool) -> EventRow:
    return EventRow(
        at=event.at,
        user=event.by,
        role=_role(event.by_role),
        kind=event.kind,
        label=label_of(event.kind),
        is_read=event.kind.endswith(".read"),
        about=event.about,
        household=event.household,
        is_protected=is_protected,
        details=written(event.details),
    )


def _role(word: str) -> str:
    """Return the role's Swedish name. Roles belong to a room above this one, so their words are asked for by name."""
    choices = dict(apps.get_model("identity.User")._meta.get_field("role").flatchoices)
    return str(choices.get(word, word))
