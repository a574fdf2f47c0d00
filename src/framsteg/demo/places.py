"""A little life in the catalogue: places taken and waited for, a week at Jobbcentrum, absence told, evidence sent."""

from datetime import datetime, time, timedelta

from django.db.models import QuerySet

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.actions import OfferFacts
from framsteg.apps.pathway.enums import ActivityKind, ReportedBy, Workplace
from framsteg.apps.pathway.models import Enrolment, Journey, Offer
from framsteg.apps.people.models import Household
from framsteg.demo.kommun import Kommun
from framsteg.workingmodel import shipped_model

PLACES, WAITING, TOLD, HANDED = 3, 2, 2, 2
MONDAY_TO_FRIDAY = range(5)


def furnish(here: Kommun, until: datetime) -> None:
    """Fill the catalogue from the model, let a few take places and wait, and hand over two persons' attendance."""
    actions.import_offers(model=shipped_model("trollhattan"), by=here.manager, at=until)
    weeks = Offer.objects.get(activity_id="jobbcentrum")
    for weekday in MONDAY_TO_FRIDAY:
        actions.add_session(
            offer=weeks,
            weekday=weekday,
            starts=time(9),
            ends=time(15),
            label="Jobbsökande, studiebesök och samtal",
            by=here.manager,
            at=until,
        )
    _take_places(here, _workshop(here, until), until)
    _tell_of_absence(here, until)
    _hand_over(here, until)


def _workshop(here: Kommun, until: datetime) -> Offer:
    facts = OfferFacts(
        kind=ActivityKind.WORK_TRAINING,
        label="Återbruket",
        provider="Arbetsmarknadsenheten",
        place="Återbruket, Hamngatan 4",
        workplace=Workplace.CONSTRUCTED,
        hours_per_week=20,
        eligibility="Den som vill pröva att arbeta med händerna.",
        ends_on=until.date() + timedelta(days=180),
    )
    return actions.add_offer(facts=facts, seats=PLACES, by=here.manager, at=until)


def _take_places(here: Kommun, offer: Offer, until: datetime) -> None:
    consultant = here.one(Role.CONSULTANT)
    seen = Household.objects.visible_to(consultant, until)
    mapped = Journey.objects.ongoing().filter(household__in=seen, mappings__isnull=False).distinct()
    chosen = list(mapped.order_by("pk")[: PLACES + WAITING])
    for journey in chosen[:PLACES]:
        actions.start_activity(journey=journey, offer=offer, starts_on=until.date(), by=consultant, at=until)
    for journey in chosen[PLACES:]:
        actions.join_waiting(journey=journey, offer=offer, by=consultant, at=until)


def _tell_of_absence(here: Kommun, until: datetime) -> None:
    today, consultant = until.date(), here.one(Role.CONSULTANT)
    there = Enrolment.objects.between(today, today).filter(journey__ended_at=None)
    for enrolment in _seen(there, consultant, until)[:TOLD]:
        actions.report_absence(
            journey=enrolment.journey,
            first_day=today,
            last_day=today,
            reason="Vårdbesök",
            how=ReportedBy.PHONE,
            by=consultant,
            at=until,
        )


def _hand_over(here: Kommun, until: datetime) -> None:
    consultant = here.one(Role.CONSULTANT)
    over = Enrolment.objects.filter(ended_on__isnull=False, journey__ended_at=None)
    for enrolment in _seen(over.exclude(journey__household__caseworker=None), consultant, until)[:HANDED]:
        caseworker = enrolment.journey.household.caseworker
        if caseworker and enrolment.ended_on:
            actions.send_evidence(
                journey=enrolment.journey,
                first_day=enrolment.starts_on,
                last_day=enrolment.ended_on,
                note="Vi berättade vid uppföljningen vad som är registrerat.",
                recipient=caseworker,
                by=consultant,
                at=until,
            )


def _seen(rows: QuerySet[Enrolment], consultant: User, at: datetime) -> QuerySet[Enrolment]:
    """Return those whose household the consultant may open, the latest first."""
    visible = rows.filter(journey__household__in=Household.objects.visible_to(consultant, at))
    return visible.select_related("journey__household__caseworker").order_by("-starts_on", "-pk")
