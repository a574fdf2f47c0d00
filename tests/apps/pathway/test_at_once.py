"""Two who want the last place at once. SQLite lets one writer in at a time, so only PostgreSQL can show all of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.offers import STARTED, make_cohort, make_offer, ready, seated
from tests.factories.pathway import FIRST_DAY, make_team, referred

from framsteg.apps.pathway import actions
from framsteg.apps.pathway.models import Activity, Enrolment


def test_the_database_itself_holds_one_person_in_a_place(team):
    taken = seated(team, make_offer(team))
    other = ready(team)
    facts = {field: getattr(taken, field) for field in ("kind", "offer", "seat", "place", "workplace", "started_by")}

    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(journey=other, **facts, hours_per_week=30, starts_on=date(2026, 3, 17))

    assert Activity.objects.get() == taken


def test_who_reads_a_free_place_that_is_then_taken_is_told_so(team, monkeypatch):
    """Even if the lock failed and both had read the same free place, the database refuses and the words are plain."""
    offer, late = make_offer(team), ready(team)
    seat = seated(team, offer).seat
    monkeypatch.setattr("framsteg.apps.pathway.actions.activity.take_seat", lambda *_, **__: seat)

    with pytest.raises(actions.OfferFull, match="Någon annan hann ta platsen"):
        seated(team, offer, late)

    assert Activity.objects.count() == 1


if connection.vendor == "postgresql":

    def at_once(click, chosen):
        """Return what each of two clicks at the same moment came to."""
        together = Barrier(2)

        def run(one):
            together.wait(timeout=10)
            try:
                click(one)
            except (actions.OfferFull, actions.CohortFull) as refused:
                return str(refused)
            finally:
                connection.close()
            return "fick platsen"

        with ThreadPoolExecutor(2) as pool:
            return sorted(pool.map(run, chosen))

    @pytest.mark.django_db(transaction=True)
    def test_the_last_place_goes_to_exactly_one_of_two():
        team = make_team()
        offer, both = make_offer(team), [ready(team), ready(team)]

        came = at_once(lambda journey: seated(team, offer, journey), both)

        assert came == ["Alla platser är upptagna. Ställ personen i kö i stället.", "fick platsen"]
        assert Activity.objects.filter(ended_on=None).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_the_last_place_of_a_group_goes_to_exactly_one_of_two():
        team = make_team()
        cohort, both = make_cohort(team, places=1), [referred(team), referred(team)]

        came = at_once(
            lambda journey: actions.start_programme(
                journey=journey, starts_on=FIRST_DAY, cohort=cohort, by=team.caseworker, at=STARTED
            ),
            both,
        )

        assert came == ["Gruppen är full. Välj en annan grupp, eller lägg till platser.", "fick platsen"]
        assert Enrolment.objects.count() == 1
