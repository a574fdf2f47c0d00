"""The lane of work on a household's timeline."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.core.timeline import Item
from framsteg.apps.identity.models import User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.queries import shared_by_person
from framsteg.apps.pathway.enums import CheckKind
from framsteg.apps.pathway.models import (
    Activity,
    Aftercare,
    Enrolment,
    Evidence,
    Exit,
    FollowUp,
    Journey,
    Mapping,
    Measurement,
    Meeting,
    Referral,
    Signature,
)
from framsteg.apps.pathway.permissions import may_work
from framsteg.apps.people.models import Household


def timeline_of(household: Household, user: User, at: datetime) -> list[Item]:
    """
    Return what has happened on the household's journeys, as far as it may be shown to the user, oldest first.

    The caller has fetched the household for the user.
    """
    journeys = Journey.objects.filter(household=household).select_related("opened_by")
    shared = shared_by_person(user, household.pk, at)
    items = _timeline([(journey, shared[journey.person_id]) for journey in journeys])
    if may_work(user):
        items += _handed_over(household)
    return sorted(items, key=lambda item: item.at)


def _timeline(journeys: list[tuple[Journey, frozenset[Shared]]]) -> list[Item]:
    """One query per kind of row, whatever the number of journeys."""
    urls = {journey.pk: reverse("pathway:journey", args=[journey.pk]) for journey, _shared in journeys}

    def having(part: Shared) -> list[int]:
        return [journey.pk for journey, shared in journeys if part in shared]

    def item(journey: int, at: datetime, title: str, text: str = "", who: object = "") -> Item:
        return Item(at=at, lane="work", title=title, text=text, who=str(who), url=urls[journey])

    items = [
        item(journey.pk, journey.opened_at, _("Väg till arbete börjar"), who=journey.opened_by)
        for journey, shared in journeys
        if shared
    ]
    for referral in Referral.objects.filter(journey__in=having(Shared.ATTENDANCE)).select_related("made_by", "unit"):
        text = _("Till %(unit)s") % {"unit": referral.unit}
        items.append(item(referral.journey_id, referral.made_at, _("Hänvisad"), text, referral.made_by))
    for enrolment in Enrolment.objects.filter(journey__in=having(Shared.ATTENDANCE)):
        items.append(item(enrolment.journey_id, _start_of(enrolment.starts_on), _("Första dagen på Jobbcentrum")))
        if enrolment.ended_on:
            items.append(item(enrolment.journey_id, _start_of(enrolment.ended_on), _("Sista dagen på Jobbcentrum")))
    measured = Measurement.objects.filter(journey__in=having(Shared.MAPPING)).select_related("instrument", "held_by")
    for measurement in measured:
        title = measurement.instrument.label
        items.append(item(measurement.journey_id, measurement.held_at, title, who=measurement.held_by))
    for mapping in Mapping.objects.filter(journey__in=having(Shared.MAPPING)).select_related("held_by"):
        items.append(item(mapping.journey_id, mapping.held_at, _("Kartläggning"), who=mapping.held_by))
    for signature in Signature.objects.filter(plan__journey__in=having(Shared.PLAN)).select_related("plan"):
        title = _("Handlingsplan undertecknad av %(party)s") % {"party": signature.get_party_display()}
        text = _("Version %(number)s") % {"number": signature.plan.number}
        items.append(item(signature.plan.journey_id, signature.signed_at, title, text, signature.name))
    for meeting in Meeting.objects.filter(journey__in=having(Shared.PLAN)).select_related("held_by"):
        items.append(item(meeting.journey_id, meeting.held_at, _("Möte"), who=meeting.held_by))
    for activity in Activity.objects.filter(journey__in=having(Shared.ACTIVITIES)):
        what = f"{activity.get_kind_display()}, {activity.place}"
        items.append(item(activity.journey_id, _start_of(activity.starts_on), _("Insats börjar"), what))
        if activity.ended_on:
            text = f"{what}. {activity.result}".strip()
            items.append(item(activity.journey_id, _start_of(activity.ended_on), _("Insats slutar"), text))
    for follow_up in FollowUp.objects.filter(
        journey__in=having(Shared.ACTIVITIES), held_at__isnull=False
    ).select_related("held_by"):
        if follow_up.held_at:
            mode = follow_up.get_mode_display()
            items.append(item(follow_up.journey_id, follow_up.held_at, _("Uppföljning"), mode, follow_up.held_by))
    for left in Exit.objects.filter(journey__in=having(Shared.ACTIVITIES)).select_related("noted_by", "resumed_by"):
        where = f"{left.get_destination_display()}. {left.detail}".strip()
        items.append(item(left.journey_id, _start_of(left.exited_on), _("Avslut"), where, left.noted_by))
        if left.resumed_at:
            items.append(item(left.journey_id, left.resumed_at, _("Väg till arbete återupptas"), who=left.resumed_by))
    for contact in Aftercare.objects.filter(
        journey__in=having(Shared.ACTIVITIES), held_at__isnull=False
    ).select_related("held_by"):
        if contact.held_at:
            title = _("Uppsökande kontakt") if contact.kind == CheckKind.OUTREACH else _("Eftervård")
            items.append(item(contact.journey_id, contact.held_at, title, who=contact.held_by))
    return items


def _handed_over(household: Household) -> Iterator[Item]:
    """Evidence about attendance and its receipt. It is the kommun's own: no consent shares it."""
    for row in Evidence.objects.filter(journey__household=household).select_related(
        "sent_by", "recipient", "received_by"
    ):
        url = reverse("pathway:attendance_of", args=[row.journey_id])
        text = _("Till %(who)s") % {"who": row.recipient}
        yield Item(row.sent_at, "work", _("Underlag om närvaro lämnat"), text, str(row.sent_by), url)
        if row.received_at:
            yield Item(row.received_at, "work", _("Underlag om närvaro kvitterat"), who=str(row.received_by), url=url)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
