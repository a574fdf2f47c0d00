"""What the cross-room pages show of applications: what happened, and what is awaited."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.enums import Channel
from framsteg.apps.applications.models import Applicant, Paper
from framsteg.apps.core.formats import month_label
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.entitlement.month import Month


def timeline_of(household: Household) -> list[Item]:
    """Return when applications and papers came in or were asked for, on the lane of law. Two queries."""
    papers = Prefetch("papers", queryset=Paper.objects.select_related("asked_for_by"))
    items: list[Item] = []
    for row in household.applications.select_related("registered_by").prefetch_related(papers):
        url = reverse("applications:application", args=[row.pk])
        title = _("Ansökan för %(month)s kom in") % {"month": month_label(row.month)}
        items.append(Item(row.received_at, "law", title, str(Channel(row.channel).label), str(row.registered_by), url))
        for paper in row.papers.all():
            if paper.asked_for_at:
                kind = paper.get_kind_display()
                title = _("Handling begärd: %(kind)s") % {"kind": kind}
                items.append(Item(paper.asked_for_at, "law", title, "", str(paper.asked_for_by), url))
                if paper.received_at:
                    title = _("Handling inkommen: %(kind)s") % {"kind": kind}
                    items.append(Item(paper.received_at, "law", title, "", "", url))
    return items


@dataclass(frozen=True)
class Renewal:
    """A household whose next month can be registered from its latest application."""

    number: str
    who: str
    month: Month


def renewals_for(user: User, at: datetime) -> list[Renewal]:
    """
    Return the user's own households whose latest application is for this month or the last, with the month after.

    One query.

    A shortcut to the form. That a household has not applied is no fault, and nothing follows from it.
    """
    if not has_role(user, CASE_WORK):
        return []
    this = Month.of(timezone.localdate(at))
    rows = (
        Applicant.objects.filter(
            role=MemberRole.APPLICANT,
            application__household__in=Household.objects.visible_to(user, at),
            application__household__caseworker=user,
            application__month__gte=this.previous,
        )
        .select_related("person", "application__household")
        .order_by("application__household__number", "-application__month")
    )
    latest: dict[str, Renewal] = {}
    for row in rows:
        household, month = row.application.household, row.application.month
        latest.setdefault(
            household.number, Renewal(household.number, shown_name(user, row.person, household), month.next)
        )
    due = [row for row in latest.values() if row.month <= this.next]
    return sorted(due, key=lambda renewal: (renewal.month, renewal.number))


def due_for(user: User, at: datetime) -> list[Due]:
    """Return the papers that the user's households have been asked for and not left in. Two queries."""
    if not has_role(user, CASE_WORK):
        return []
    visible = Household.objects.visible_to(user, at)
    applicants = Prefetch(
        "application__members",
        queryset=Applicant.objects.filter(role=MemberRole.APPLICANT).select_related("person"),
    )
    rows = (
        Paper.objects.filter(received_at=None, due_on__isnull=False, application__household__in=visible)
        .select_related("application__household__caseworker")
        .prefetch_related(applicants)
        .order_by("due_on", "pk")
    )
    return [_due(user, row, at) for row in rows]


def asked_for(at: datetime) -> list[Due]:
    """Return every paper that has been asked for and not left in, for scheduled work: without names. One query."""
    rows = Paper.objects.filter(received_at=None, due_on__isnull=False).select_related("application__household")
    return [
        Due(
            label=_("%(kind)s begärd") % {"kind": paper.get_kind_display().capitalize()},
            household=paper.application.household.number,
            who="",
            due_at=end_of(paper.due_on or timezone.localdate(at)),
            late=bool(paper.due_on and paper.due_on < timezone.localdate(at)),
            url=reverse("applications:application", args=[paper.application_id]),
            owner=str(Role.CASEWORKER.label),
        )
        for paper in rows.order_by("due_on", "pk")
    ]


def _due(user: User, paper: Paper, at: datetime) -> Due:
    household = paper.application.household
    due_on = paper.due_on or timezone.localdate(at)
    return Due(
        label=_("%(kind)s begärd") % {"kind": paper.get_kind_display().capitalize()},
        household=household.number,
        who=", ".join(shown_name(user, row.person, household) for row in paper.application.members.all()),
        due_at=end_of(due_on),
        late=due_on < timezone.localdate(at),
        url=reverse("applications:application", args=[paper.application_id]),
        owner=str(household.caseworker) if household.caseworker else _("ingen handläggare"),
    )


def end_of(day: date) -> datetime:
    """Return the last moment of a day in Swedish time: a paper asked for by a day may come in through that day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_current_timezone())
