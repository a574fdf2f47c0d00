"""What should be told besides the journeys' clocks: other rooms' times, booked contacts, workload, lacking contacts."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.applications.queries.desk import asked_for, end_of
from framsteg.apps.core.timeline import Due
from framsteg.apps.decisions.queries.desk import waiting as decisions_waiting
from framsteg.apps.identity.enums import Role
from framsteg.apps.partners.models import Consent
from framsteg.apps.pathway.models import Activity, Aftercare, Evidence, FollowUp, Journey, ModelVersion, Plan
from framsteg.apps.pathway.queries.continuity import overloaded, ownerless
from framsteg.apps.pathway.queries.model import parsed
from framsteg.apps.people.models import Household
from framsteg.apps.recovery.queries.desk import waiting as recovery_waiting
from framsteg.apps.reminders.enums import NoticeKind
from framsteg.apps.reminders.queries.occasion import MANAGER, Occasion, Told

# How long before an end, or after a sending, somebody is told. None is law or stands in a source: our choices.
CONSENT_ENDS_WITHIN = timedelta(days=14)
PROGRAMME_ENDS_WITHIN = timedelta(days=30)
AGREEMENT_ENDS_WITHIN = timedelta(days=60)
RECEIPT_WITHIN = timedelta(days=7)


def other_occasions(at: datetime) -> Iterator[Occasion]:
    """Yield what should be told at ``at`` besides the clocks of journeys. A fixed number of queries."""
    sources: tuple[Callable[[datetime], Iterator[Occasion]], ...] = (
        _law,
        _consents,
        _evidence,
        _plans,
        _programmes,
        _booked,
        _agreements,
        _workload,
        _ownerless,
    )
    for source in sources:
        yield from source(at)


def _law(at: datetime) -> Iterator[Occasion]:
    """Papers, hearings, decisions, appeals, receipts and claims whose time has passed, told to the caseworker."""
    dues: list[Due] = [*asked_for(at), *decisions_waiting(at), *recovery_waiting(at)]
    late = [due for due in dues if due.late]
    owners = _caseworkers({due.household for due in late})
    for due in late:
        yield Occasion(
            key=f"late:{due.url}:{due.due_at:%Y%m%d%H%M}",
            kind=NoticeKind.LATE,
            label=due.label,
            told=Told(owners.get(due.household), Role.CASEWORKER),
            url=due.url,
            household=due.household,
            due_at=due.due_at,
        )


def _consents(at: datetime) -> Iterator[Occasion]:
    rows = Consent.objects.in_force(at).filter(until__lte=at + CONSENT_ENDS_WITHIN)
    rows = rows.select_related("household__caseworker", "recipient")
    for row in rows.order_by("until", "pk"):
        yield Occasion(
            key=f"warning:consent:{row.pk}",
            kind=NoticeKind.WARNING,
            label=_("Ett samtycke till %(unit)s går ut") % {"unit": row.recipient},
            told=_caseworker(row.household),
            url=reverse("partners:consents", args=[row.household.number]),
            household=row.household.number,
            due_at=row.until,
        )


def _evidence(at: datetime) -> Iterator[Occasion]:
    rows = Evidence.objects.filter(received_at=None, sent_at__lte=at - RECEIPT_WITHIN)
    for row in rows.select_related("journey__household__caseworker", "recipient").order_by("sent_at", "pk"):
        owner = _caseworker(row.journey.household)
        told = Told(row.recipient_id, Role.CASEWORKER) if row.recipient.is_active else owner
        label, due_at = _("Underlag om närvaro är inte kvitterat"), row.sent_at + RECEIPT_WITHIN
        yield _of_journey(f"late:evidence:{row.pk}", NoticeKind.LATE, label, told, row.journey, due_at)


def _plans(at: datetime) -> Iterator[Occasion]:
    """A plan that nobody has looked over by its day binds people to what may no longer be true."""
    rows = Plan.objects.filter(replaced_at=None, review_on__lt=timezone.localdate(at), journey__ended_at=None)
    for row in rows.select_related(*_contacts("journey")).order_by("review_on", "pk"):
        if row.review_on:
            told, label = _coach(row.journey), _("Handlingsplanen skulle ha setts över")
            key = f"late:plan:{row.pk}:{row.review_on:%Y%m%d}"
            yield _of_journey(key, NoticeKind.LATE, label, told, row.journey, end_of(row.review_on))


def _programmes(at: datetime) -> Iterator[Occasion]:
    today = timezone.localdate(at)
    last = timezone.localdate(at + PROGRAMME_ENDS_WITHIN)
    rows = Activity.objects.filter(ended_on=None, offer__ends_on__range=(today, last), journey__ended_at=None)
    for row in rows.select_related("offer", *_contacts("journey")).order_by("offer__ends_on", "pk"):
        if row.offer and row.offer.ends_on:
            label = _("Insatsen upphör: %(offer)s") % {"offer": row.offer.label}
            key = f"warning:programme:{row.pk}:{row.offer.ends_on:%Y%m%d}"
            told, due_at = _coach(row.journey), end_of(row.offer.ends_on)
            yield _of_journey(key, NoticeKind.WARNING, label, told, row.journey, due_at)


def _booked(at: datetime) -> Iterator[Occasion]:
    """Follow-ups and aftercare contacts whose day has passed: the kommun's miss, whoever could not come."""
    today = timezone.localdate(at)
    follow_ups = FollowUp.objects.booked().filter(planned_on__lt=today, journey__ended_at=None)
    for row in follow_ups.select_related(*_contacts("journey")).order_by("planned_on", "pk"):
        yield _contact(f"late:followup:{row.pk}", _("En bokad uppföljning är inte gjord"), row.journey, row.planned_on)
    aftercare = Aftercare.objects.planned().filter(planned_on__lt=today)
    for check in aftercare.select_related(*_contacts("journey")).order_by("planned_on", "pk"):
        yield _contact(
            f"late:aftercare:{check.pk}", _("En eftervårdskontakt är inte tagen"), check.journey, check.planned_on
        )


def _agreements(at: datetime) -> Iterator[Occasion]:
    """Agreements with partners in the models that journeys follow now; a model may leave the last day okänd."""
    used = Journey.objects.ongoing().order_by().values("model_version").distinct()
    last = (at + AGREEMENT_ENDS_WITHIN).date().isoformat()
    for version in ModelVersion.objects.filter(pk__in=used).order_by("pk"):
        for party in parsed(version).parties:
            if isinstance(party.agreement_ends, str) and party.agreement_ends <= last:
                label = _("Samverkansavtalet upphör %(day)s: %(party)s")
                yield Occasion(
                    key=f"warning:agreement:{version.pk}:{party.id}",
                    kind=NoticeKind.WARNING,
                    label=label % {"day": party.agreement_ends, "party": party.label},
                    told=MANAGER,
                    url=reverse("workbench:desk"),
                )


def _workload(at: datetime) -> Iterator[Occasion]:
    """Told anew each month for as long as it lasts. Shows an amount of work, not how well anybody works."""
    for row in overloaded():
        words = {"name": row.name, "cases": row.cases, "most": row.most}
        yield Occasion(
            key=f"workload:{row.staff_id}:{timezone.localdate(at):%Y%m}",
            kind=NoticeKind.WORKLOAD,
            label=_("%(name)s har %(cases)s ärenden, och modellens tak är %(most)s") % words,
            told=MANAGER,
            url=reverse("pathway:caseload"),
        )


def _ownerless(_at: datetime) -> Iterator[Occasion]:
    for row in ownerless():
        yield Occasion(
            key=f"ownerless:{row.journey_id}:{row.tie_value}:{row.after}",
            kind=NoticeKind.OWNERLESS,
            label=_("Saknar %(tie)s som arbetar här") % {"tie": row.tie},
            told=MANAGER,
            url=reverse("pathway:caseload"),
            household=row.household,
        )


def _contact(key: str, label: str, journey: Journey, planned_on: date) -> Occasion:
    return _of_journey(key, NoticeKind.LATE, label, _coach(journey), journey, end_of(planned_on))


def _of_journey(key: str, kind: NoticeKind, label: str, told: Told, journey: Journey, due_at: datetime) -> Occasion:
    url = reverse("pathway:journey", args=[journey.pk])
    return Occasion(key, kind, label, told, url, household=journey.household.number, due_at=due_at)


def _contacts(journey: str) -> tuple[str, ...]:
    return (f"{journey}__household__caseworker", f"{journey}__coach", f"{journey}__consultant")


def _coach(journey: Journey) -> Told:
    """Return who follows the person up: the coach, else the consultant, else the caseworker."""
    for staff, role in ((journey.coach, Role.JOB_COACH), (journey.consultant, Role.CONSULTANT)):
        if staff and staff.is_active:
            return Told(staff.pk, role)
    return _caseworker(journey.household)


def _caseworker(household: Household) -> Told:
    staff = household.caseworker
    return Told(staff.pk if staff and staff.is_active else None, Role.CASEWORKER)


def _caseworkers(numbers: set[str]) -> dict[str, int]:
    rows = Household.objects.filter(number__in=numbers, caseworker__is_active=True).order_by()
    return dict(rows.values_list("number", "caseworker"))
