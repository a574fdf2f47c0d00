"""The kommun's catalogue of activities: what there is, how many places, when, and what is taken over from the model."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._seats import lock_offer
from framsteg.apps.pathway.enums import ActivityKind, Workplace
from framsteg.apps.pathway.models import Activity, Cohort, Offer, Seat, Waiting, WeeklySession
from framsteg.apps.pathway.permissions import check_may_change_catalogue
from framsteg.apps.pathway.queries.programme import hours_of, programme_stage
from framsteg.entitlement.month import Month
from framsteg.workingmodel import UNKNOWN, WorkingModel
from framsteg.workingmodel.elements import Activity as ModelActivity

MONTH = len("2026-06")  # a model may know the month and not the day


class OfferExists(ActionDenied):
    """The catalogue has that activity by that provider."""


class SeatTaken(ActionDenied):
    """Somebody has the place; it cannot be taken away."""


class CohortExists(ActionDenied):
    """The offer has that group."""


class ImpossibleTime(ActionDenied):
    """Something that ends before it begins."""


@dataclass(frozen=True)
class OfferFacts:
    """What the catalogue says of an activity. An empty word or None is okänd, never «none»."""

    kind: ActivityKind
    label: str
    provider: str = ""
    place: str = ""
    workplace: Workplace | None = None
    hours_per_week: int | None = None
    eligibility: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    monthly_cost: Decimal | None = None
    activity_id: str = ""  # of the working model


@transaction.atomic
def add_offer(*, facts: OfferFacts, seats: int = 0, by: User, at: datetime) -> Offer:
    """
    Put an activity in the catalogue. ``seats`` 0: the number of places is not known, which is no limit.

    :raises OfferExists: the same activity by the same provider (also by a double click)
    :raises NotAllowed, ImpossibleTime: all are ``ActionDenied``
    """
    check_may_change_catalogue(by)
    _check_period(facts.starts_on, facts.ends_on)
    if Offer.objects.filter(label=facts.label.strip(), provider=facts.provider.strip(), closed_at=None).exists():
        raise OfferExists(_("Insatsen finns redan i katalogen. Ändra den i stället."))
    return _add(facts, seats, by=by, at=at)


@transaction.atomic
def change_offer(*, offer: Offer, version: int, facts: OfferFacts, by: User, at: datetime) -> Offer:
    """
    Change what the catalogue says. Activities that go on keep what they were started with.

    :raises Changed: somebody else has changed the offer meanwhile
    :raises NotAllowed, ImpossibleTime: all are ``ActionDenied``
    """
    check_may_change_catalogue(by)
    _check_period(facts.starts_on, facts.ends_on)
    _take_version(offer, version, **_columns(facts))
    record("pathway.offer.changed", by=by, at=at, about=offer, offer=facts.label)
    offer.refresh_from_db()
    return offer


@transaction.atomic
def close_offer(*, offer: Offer, version: int, by: User, at: datetime) -> Offer:
    """
    Take an offer out of the catalogue: nobody begins any more, who waits is let go, and who is there goes on.

    :raises Changed, NotAllowed: all are ``ActionDenied``
    """
    check_may_change_catalogue(by)
    _take_version(lock_offer(offer), version, closed_at=at)
    waiting = Waiting.objects.filter(offer=offer, left_at=None)
    waiting.update(left_at=at, left_because=_("Insatsen togs ur katalogen."))
    record("pathway.offer.closed", by=by, at=at, about=offer, offer=offer.label)
    offer.refresh_from_db()
    return offer


@transaction.atomic
def add_seats(*, offer: Offer, count: int, version: int, by: User, at: datetime) -> list[Seat]:
    """
    Add places. The first one makes the number of places known, and so a limit.

    :raises Changed: also by a double click
    :raises NotAllowed:
    """
    check_may_change_catalogue(by)
    held = lock_offer(offer)
    _take_version(held, version)
    seats = _add_seats(held, count)
    record("pathway.seats.added", by=by, at=at, about=offer, offer=offer.label, new=count)
    return seats


@transaction.atomic
def withdraw_seat(*, seat: Seat, by: User, at: datetime) -> Seat:
    """Take away a place that nobody has. Twice is once. :raises SeatTaken, NotAllowed: all are ``ActionDenied``"""
    check_may_change_catalogue(by)
    lock_offer(seat.offer)
    if Activity.objects.filter(seat=seat, ended_on=None).exists():
        raise SeatTaken(_("Någon har platsen. Den kan dras in när personen har slutat."))
    if Seat.objects.filter(pk=seat.pk, withdrawn_at=None).update(withdrawn_at=at):
        record("pathway.seat.withdrawn", by=by, at=at, about=seat, offer=seat.offer.label, number=seat.number)
    seat.refresh_from_db()
    return seat


@transaction.atomic
def add_session(
    *, offer: Offer, weekday: int, starts: time, ends: time, label: str, by: User, at: datetime
) -> WeeklySession:
    """
    Add a line to an offer's week (``weekday`` 0 is Monday). The same line twice is one.

    :raises ImpossibleTime, NotAllowed: all are ``ActionDenied``
    """
    check_may_change_catalogue(by)
    if ends <= starts:
        raise ImpossibleTime(_("Passet slutar före det börjar. Ändra tiderna."))
    facts = {"weekday": weekday, "starts": starts, "ends": ends, "label": label.strip()}
    if same := WeeklySession.objects.filter(offer=offer, **facts).first():
        return same
    session = WeeklySession.objects.create(offer=offer, **facts)
    record("pathway.session.added", by=by, at=at, about=session, offer=offer.label)
    return session


@transaction.atomic
def remove_session(*, session: WeeklySession, by: User, at: datetime) -> None:
    """Take a line out of an offer's week. :raises NotAllowed:"""
    check_may_change_catalogue(by)
    record("pathway.session.removed", by=by, at=at, about=session, offer=session.offer.label)
    session.delete()


@transaction.atomic
def make_cohort(
    *, offer: Offer, label: str, starts_on: date, ends_on: date, places: int | None = None, by: User, at: datetime
) -> Cohort:
    """
    Plan a group that goes through an offer together. ``places`` None: no limit that is known.

    :raises CohortExists, ImpossibleTime, NotAllowed: all are ``ActionDenied``
    """
    check_may_change_catalogue(by)
    _check_period(starts_on, ends_on)
    try:
        with transaction.atomic():
            cohort = Cohort.objects.create(
                offer=offer,
                label=label.strip(),
                starts_on=starts_on,
                ends_on=ends_on,
                places=places,
                made_at=at,
                made_by=by,
            )
    except IntegrityError:
        raise CohortExists(_("Gruppen finns redan. Välj ett annat namn eller en annan dag."))
    record("pathway.cohort.made", by=by, at=at, about=cohort, offer=offer.label, starts_on=starts_on.isoformat())
    return cohort


@transaction.atomic
def import_offers(*, model: WorkingModel, by: User, at: datetime) -> list[Offer]:
    """
    Put the activities of a working model in the catalogue, and its time at Jobbcentrum, as far as the model says.

    What the model leaves okänd stays unknown. What is in the catalogue is left as it is, so twice is once.

    :raises NotAllowed:
    """
    check_may_change_catalogue(by)
    there = set(Offer.objects.filter(closed_at=None).values_list("activity_id", "label"))
    return [
        _add(facts, seats, by=by, at=at)
        for facts, seats in _of_model(model)
        if (facts.activity_id, facts.label) not in there
    ]


def _of_model(model: WorkingModel) -> Iterator[tuple[OfferFacts, int]]:
    stage = programme_stage(model)
    if stage:
        yield (
            OfferFacts(
                kind=ActivityKind.OTHER,
                label=stage.label,
                place=str(_known(stage.place) or ""),
                hours_per_week=hours_of(stage.hours_per_week),
                activity_id=stage.id,
            ),
            0,
        )
    for activity in model.activities:
        yield _of_activity(activity), int(_known(activity.seats) or 0)


def _of_activity(activity: ModelActivity) -> OfferFacts:
    provider, eligibility = _known(activity.provider), _known(activity.eligibility)
    return OfferFacts(
        kind=ActivityKind(activity.type.value),
        label=activity.label,
        provider=", ".join(provider or ()),
        workplace=None if activity.workplace is UNKNOWN else Workplace(activity.workplace),
        hours_per_week=hours_of(activity.extent),
        eligibility="\n".join(eligibility or ()),
        starts_on=_first_day(_known(activity.starts)),
        ends_on=_last_day(_known(activity.ends)),
        activity_id=activity.id,
    )


def _known(value: Any) -> Any:
    """Return a value of the model, None for okänd."""
    return None if value is UNKNOWN else value


def _first_day(text: str | None) -> date | None:
    """Return the day that a model's day or month begins with."""
    return date.fromisoformat(text if len(text) > MONTH else f"{text}-01") if text else None


def _last_day(text: str | None) -> date | None:
    """Return the day that a model's day or month ends with."""
    first = _first_day(text)
    return Month.of(first).last_day if first and text and len(text) == MONTH else first


def _add(facts: OfferFacts, seats: int, *, by: User, at: datetime) -> Offer:
    offer = Offer.objects.create(**_columns(facts), added_at=at, added_by=by)
    _add_seats(offer, seats)
    record("pathway.offer.added", by=by, at=at, about=offer, offer=offer.label)
    return offer


def _add_seats(offer: Offer, count: int) -> list[Seat]:
    last = Seat.objects.filter(offer=offer).aggregate(last=Max("number"))["last"] or 0
    return Seat.objects.bulk_create(Seat(offer=offer, number=last + place) for place in range(1, count + 1))


def _columns(facts: OfferFacts) -> dict[str, Any]:
    columns = asdict(facts) | {"workplace": facts.workplace or ""}
    return {name: value.strip() if isinstance(value, str) else value for name, value in columns.items()}


def _take_version(offer: Offer, version: int, **changes: Any) -> None:
    """:raises Changed: unless the offer is open and as the user saw it"""
    rows = Offer.objects.filter(pk=offer.pk, version=version, closed_at=None)
    if not rows.update(version=F("version") + 1, **changes):
        raise Changed


def _check_period(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise ImpossibleTime(_("Sista dagen ligger före första dagen. Ändra dagarna."))
