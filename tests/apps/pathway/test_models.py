"""The working models: which one new journeys start under, trying one, and moving journeys under way."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, enrolled, left, mapped, opened
from tests.helpers import swedish_time

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.models import Adoption, Deadline, Journey, ModelMove, ModelVersion
from framsteg.apps.pathway.queries.model import model_of, status_of
from framsteg.workingmodel import ModelFileError, shipped_model, shipped_yaml

NOW = swedish_time(2026, 3, 20, 10, 0)


@pytest.fixture
def manager(client, team):
    client.force_login(team.manager)
    return client


def adopt(team, model_id, at=RECEIVED):
    return actions.adopt_model(model=shipped_model(model_id), note="Nämnden 12 §", by=team.manager, at=at)


def move(team, journeys, to, **changes):
    facts = {"reason": "Kommunen arbetar nu så.", "by": team.manager, "at": NOW}
    return actions.move_journeys(journeys=journeys, to=to, **facts | changes)


def own_model(**changes):
    text = shipped_yaml("trollhattan").replace('version: "2019-1"', 'version: "egen-1"')
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_new_journeys_start_under_the_adopted_model_and_those_under_way_keep_theirs(team):
    before = opened(team)
    adopt(team, "hagfors", at=RECEIVED + timedelta(minutes=1))

    after = opened(team, at=RECEIVED + timedelta(hours=1))

    assert model_of(before).meta.id == "trollhattan"
    assert model_of(after).meta.id == "hagfors"


def test_adopting_the_model_in_force_again_is_one_adoption(team):
    adopt(team, "hagfors")
    adopt(team, "hagfors", at=NOW)

    assert Adoption.objects.count() == 1


def test_only_a_manager_adopts_keeps_and_moves(team):
    journey = opened(team)
    version = adopt(team, "hagfors")

    with pytest.raises(NotAllowed):
        actions.adopt_model(model=shipped_model("boras"), by=team.caseworker, at=NOW)
    with pytest.raises(NotAllowed):
        actions.keep_model(content=own_model(), name="egen.yaml", by=team.consultant, at=NOW)
    with pytest.raises(NotAllowed):
        move(team, [journey], version, by=team.caseworker)

    journey.refresh_from_db()
    assert model_of(journey).meta.id == "trollhattan"


def test_a_moved_journey_follows_the_other_model_with_what_has_happened(team):
    journey = enrolled(team).journey
    mapped(team, journey)

    (moved,) = move(team, [journey], adopt(team, "hagfors"))

    journey.refresh_from_db()
    assert (moved.from_version.model_id, moved.to_version.model_id) == ("trollhattan", "hagfors")
    assert model_of(journey).meta.id == "hagfors"
    assert status_of(journey, NOW).stage.id == "bedomning"
    assert not Deadline.objects.open().filter(journey=journey).exists()  # Hagfors has no deadline with a time
    logged = Event.objects.get(kind="pathway.model.moved")
    assert (logged.household, logged.details["was"]) == (journey.household.number, "2019-1")


def test_a_deadline_whose_time_the_other_version_leaves_open_runs_no_more(team):
    journey = opened(team)
    open_time = own_model(hours=("within: {hours: 48}", "within: okänd"))
    version = actions.keep_model(content=open_time, name="egen.yaml", by=team.manager, at=NOW)

    move(team, [journey], version)

    assert Deadline.objects.get(journey=journey).closed_at == NOW


def test_what_was_kept_before_the_move_is_still_kept(team):
    journey = enrolled(team).journey
    kept = Deadline.objects.get(journey=journey, deadline_id="anvisning_48h")

    move(team, [journey], adopt(team, "hagfors"))

    again = Deadline.objects.get(pk=kept.pk)
    assert (again.met_at, again.closed_at) == (kept.met_at, None)


def test_a_move_without_reason_or_to_the_same_version_changes_nothing(team):
    journey = opened(team)
    other = adopt(team, "hagfors")

    with pytest.raises(actions.NoReason):
        move(team, [journey], other, reason=" ")
    with pytest.raises(actions.NothingToMove):
        move(team, [journey], journey.model_version)

    assert not ModelMove.objects.exists()


def test_when_one_journey_cannot_be_moved_none_is(team):
    going, ended = opened(team), opened(team)
    left(team, ended)

    with pytest.raises(actions.JourneyEnded):
        move(team, [going, ended], adopt(team, "hagfors"))

    assert not ModelMove.objects.exists()


def test_a_kommuns_own_file_is_kept_as_it_is_written(team):
    version = actions.keep_model(content=own_model(), name="egen.yaml", by=team.manager, at=NOW)

    assert (version.model_id, version.version) == ("trollhattan", "egen-1")
    assert version.text.startswith("# Alla behövs i jobb")
    assert not Adoption.objects.exists()


def test_a_file_with_faults_is_refused_and_nothing_kept(team):
    broken = own_model(hours=("within: {hours: 48}", "within: {hours: -1}"))

    with pytest.raises(ModelFileError) as refused:
        actions.keep_model(content=broken, name="egen.yaml", by=team.manager, at=NOW)

    assert [fault.field for fault in refused.value.faults] == ["deadlines.anvisning_48h.within.hours"]
    assert not ModelVersion.objects.exists()


def test_the_page_tells_the_model_and_what_its_sources_leave_open(manager):
    page = manager.get(reverse("pathway:model", args=["hagfors"])).content.decode()

    assert "Kartläggning före projekt och insats" in page
    assert "okänd (källan säger inte)" in page
    assert "S4 under Vi är långt framme stycke 3" in page


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("trollhattan", ["Arbetsmarknads- och socialnämnden, dag okänd", "Lagarbete med tydligt mål", "Förebild"]),
        ("hagfors", ["Samverkan inom kommunen och med andra är en nyckel.", "okänd (källan säger inte)"]),
    ],
)
def test_the_page_tells_what_the_model_rests_on(manager, model, told):
    page = manager.get(reverse("pathway:model", args=[model])).content.decode()

    assert all(text in page for text in told)


def test_the_list_takes_a_fixed_number_of_queries(manager, team, django_assert_num_queries):
    manager.get(reverse("pathway:models"))
    opened(team)
    with django_assert_num_queries(7):
        manager.get(reverse("pathway:models"))
    for _index in range(3):
        opened(team)
    with django_assert_num_queries(7):
        manager.get(reverse("pathway:models"))


def test_a_broken_file_shows_each_fault_with_its_line(manager):
    broken = own_model(hours=("within: {hours: 48}", "within: {hours: -1}"), owner=("owner: jobbcoach", "owner: ingen"))

    answer = manager.post(reverse("pathway:keep_model"), {"file": SimpleUploadedFile("egen.yaml", broken)})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Filen kan inte användas" in page
    assert "Talet måste vara större än noll." in page


def test_the_manager_adopts_with_the_decision_that_stands_in_the_history(manager, team):
    answer = manager.post(reverse("pathway:adopt_model", args=["boras"]), {"note": "Nämnden 2026-03-18, 12 §"})

    assert answer.status_code == 302
    assert "Nämnden 2026-03-18, 12 §" in manager.get(reverse("pathway:models")).content.decode()
    assert model_of(opened(team, at=swedish_time(2027, 1, 4, 9, 0))).meta.id == "boras"


def test_the_page_shows_what_would_change_for_each_case_before_any_is_moved(manager, team):
    journey = enrolled(team).journey

    page = manager.get(reverse("pathway:move_journeys", args=["hagfors"])).content.decode()

    assert "Fas: Jobbcentrum → Bedömning och kartläggning" in page
    assert "Frist upphör: Handlingsplan inom fyra veckor på Jobbcentrum" in page
    assert Journey.objects.get().model_version == journey.model_version


def test_one_case_or_all_are_moved_from_the_page(manager, team):
    first, second, third = opened(team), opened(team), opened(team)
    url = reverse("pathway:move_journeys", args=["hagfors"])

    manager.post(url, {"journey": [str(second.pk)], "reason": "Prövar i ett ärende."})
    followers = {move.journey_id for move in ModelMove.objects.all()}
    manager.post(url, {"all": "1", "reason": "Alla följer nu modellen."})

    assert followers == {second.pk}
    assert {move.journey_id for move in ModelMove.objects.all()} == {first.pk, second.pk, third.pk}


def test_who_was_moved_and_why_is_read_by_those_who_may_open_the_household(manager, team, client_for):
    journey = enrolled(team).journey
    hidden = opened(team)
    move(team, [journey, hidden], adopt(team, "hagfors"), reason="Anna orkar inte mer.")
    url = reverse("pathway:model", args=["hagfors"])

    assert manager.get(url).content.decode().count("Anna orkar inte mer.") == 2
    assert client_for(team.consultant).get(url).content.decode().count("Anna orkar inte mer.") == 1
    for covers in ([], [Shared.CONTACT, Shared.PLAN]):
        if covers:
            make_consent(journey.household, recipient=team.officer.unit, covers=covers, at=RECEIVED)
        assert "Anna orkar" not in client_for(team.officer).get(url).content.decode()


def test_the_page_of_cases_to_move_is_a_logged_read(manager, team):
    opened(team)

    manager.get(reverse("pathway:move_journeys", args=["hagfors"]))

    assert Event.objects.filter(kind="pathway.move.read", by=team.manager.username).count() == 1


def test_moving_nobody_is_told_beside_the_form_and_keeps_what_was_written(manager, team):
    opened(team)

    answer = manager.post(reverse("pathway:move_journeys", args=["hagfors"]), {"reason": "Prövar."})

    assert answer.status_code == 422
    assert "Välj minst en väg" in answer.content.decode()
    assert "Prövar." in answer.content.decode()


def test_the_page_of_cases_takes_a_fixed_number_of_queries(manager, team, django_assert_max_num_queries):
    opened(team)
    url = reverse("pathway:move_journeys", args=["hagfors"])
    manager.get(url)
    with django_assert_max_num_queries(16) as few:
        manager.get(url)
    for _index in range(4):
        opened(team)
    with django_assert_max_num_queries(len(few.captured_queries)):
        manager.get(url)


def test_a_model_is_tried_on_the_journeys_of_the_year(manager, team, monkeypatch):
    enrolled(team)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    page = manager.get(reverse("pathway:try_model", args=["angered"])).content.decode()

    assert "1 väg som började under de senaste tolv månaderna" in page
    assert "Brutna: Hjälp på Jobbhörnet inom 48 timmar" in page  # the first day came after a week


def test_a_model_that_is_not_there_is_not_found(manager):
    for name in ("pathway:model", "pathway:compare_model", "pathway:try_model", "pathway:move_journeys"):
        assert manager.get(reverse(name, args=["ingen"])).status_code == 404
        assert manager.get(reverse(name, args=["999"])).status_code == 404
