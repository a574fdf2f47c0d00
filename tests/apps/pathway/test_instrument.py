"""Instruments in use and what is answered: kept apart by who answers and by version, and never a ground for money."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from tests.factories.partners import make_consent
from tests.factories.pathway import RECEIVED, begun, opened
from tests.helpers import page, swedish_time, text

from framsteg.apps.audit.models import Event
from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.actions import (
    AnswerNotPossible,
    InstrumentRetired,
    InstrumentUnusable,
    InstrumentVersionTaken,
    JourneyEnded,
    MeasurementEmpty,
    exit_journey,
    keep_instrument,
    measure,
    retire_instrument,
)
from framsteg.apps.pathway.enums import Destination
from framsteg.apps.pathway.models import Deadline, Instrument, JourneyEvent, Measurement
from framsteg.apps.pathway.queries import due_for
from framsteg.apps.pathway.queries.instrument import measurements_page
from framsteg.workingmodel import shipped_model
from framsteg.workingmodel.instrument import Respondent
from framsteg.workingmodel.instrument_file import shipped_instrument_yaml

NOW = swedish_time(2026, 3, 18, 11, 0)
THREE_MONTHS_LATER = swedish_time(2026, 6, 18, 11, 0)
PERSON, WORKER = Respondent
TABLE = (
    "instrument;namn;version;upphovsrätt;källa;får inte användas till;fråga;tema;fråga till personen;slag\n"
    "eget;Eget;1;Kommunens;Vi;Beslut;ord;Ord;Hur går det?;text\n"
)


def kept(team, key="progression", *, at=RECEIVED, **replaced):
    text = shipped_instrument_yaml(key)
    for old, new in replaced.values():
        text = text.replace(old, new)
    return keep_instrument(content=text.encode(), name=f"{key}.yaml", by=team.manager, at=at)


def measured(team, journey, instrument, *, person=None, worker=None, question="vardag", at=NOW, summary=""):
    given = {who: answer for who, answer in ((PERSON, person), (WORKER, worker)) if answer is not None}
    return measure(
        journey=journey, instrument=instrument, answers={question: given}, summary=summary, by=team.caseworker, at=at
    )


@pytest.fixture
def journey(team):
    return opened(team)


@pytest.fixture
def progression(team):
    return kept(team)


class TestKeeping:
    def test_a_manager_takes_a_shipped_instrument_into_use_once(self, team, progression):
        assert kept(team) == progression
        assert Event.objects.filter(kind="pathway.instrument.kept").count() == 1

    def test_nobody_else_does(self, team):
        with pytest.raises(NotAllowed):
            keep_instrument(content=b"", name="x.yaml", by=team.caseworker, at=NOW)

    def test_a_table_is_kept_as_yaml(self, team):
        row = keep_instrument(content=TABLE.encode(), name="Eget.CSV", by=team.manager, at=NOW)

        assert row.text.startswith("id: eget\nlabel: Eget\n")

    def test_a_broken_file_is_refused_with_its_faults(self, team):
        with pytest.raises(InstrumentUnusable) as refused:
            keep_instrument(content=b"id: x\n", name="x.yaml", by=team.manager, at=NOW)

        assert {fault.field for fault in refused.value.faults} >= {"copyright", "not_for", "questions"}

    def test_the_same_version_with_another_text_is_refused(self, team, progression):
        with pytest.raises(InstrumentVersionTaken, match="nytt nummer"):
            kept(team, label=("Framsteg mot arbete", "Något annat"))

    def test_a_new_version_takes_the_old_out_of_use_and_the_old_can_come_back(self, team, progression):
        newer = kept(team, version=('version: "1"', 'version: "2"'))
        progression.refresh_from_db()
        assert progression.retired_at is not None

        again = kept(team)
        newer.refresh_from_db()

        assert (again, again.retired_at, newer.retired_at is not None) == (progression, None, True)

    def test_a_manager_takes_one_out_of_use_and_others_do_not(self, team, progression):
        with pytest.raises(NotAllowed):
            retire_instrument(instrument=progression, by=team.caseworker, at=NOW)

        for _twice in range(2):
            retire_instrument(instrument=progression, by=team.manager, at=NOW)

        assert progression.retired_at == NOW
        assert Event.objects.filter(kind="pathway.instrument.retired").count() == 1


class TestMeasuring:
    def test_the_persons_and_the_workers_answers_are_kept_apart_and_no_answer_is_not_zero(
        self, team, journey, progression
    ):
        both = measured(team, journey, progression, person=4, worker=6)
        one = measured(team, journey, progression, worker=5)

        assert both.answers == {"vardag": {"person": {"score": 4}, "worker": {"score": 6}}}
        assert one.answers == {"vardag": {"worker": {"score": 5}}}

    def test_the_same_form_sent_twice_is_one_and_the_same_answers_later_are_another(self, team, journey, progression):
        first = measured(team, journey, progression, person=4)

        assert measured(team, journey, progression, person=4, at=NOW + timedelta(minutes=1)) == first
        assert measured(team, journey, progression, person=4, at=THREE_MONTHS_LATER) != first

    def test_nothing_follows_from_an_answer(self, team, journey, progression):
        before = JourneyEvent.objects.count(), Deadline.objects.count()

        measured(team, journey, progression, person=1, worker=1)

        assert (JourneyEvent.objects.count(), Deadline.objects.count()) == before

    def test_an_empty_form_is_refused(self, team, journey, progression):
        with pytest.raises(MeasurementEmpty):
            measured(team, journey, progression)

    @pytest.mark.parametrize("answer", [0, 11, "fyra"])
    def test_a_step_outside_the_scale_is_refused(self, team, journey, progression, answer):
        with pytest.raises(AnswerNotPossible):
            measured(team, journey, progression, person=answer)

    def test_a_question_that_the_instrument_lacks_is_refused(self, team, journey, progression):
        with pytest.raises(AnswerNotPossible):
            measured(team, journey, progression, person=3, question="utseende")

    def test_the_person_is_not_given_an_answer_to_a_question_for_the_worker(self, team, journey):
        with pytest.raises(AnswerNotPossible):
            measured(team, journey, kept(team, "initial_bedomning"), person="i_dag", question="akut_lage")

    def test_what_is_out_of_use_is_not_filled_in(self, team, journey, progression):
        retire_instrument(instrument=progression, by=team.manager, at=NOW)

        with pytest.raises(InstrumentRetired):
            measured(team, journey, progression, person=4)

    def test_an_ended_journey_is_not_measured(self, team, journey, progression):
        facts = {"destination": Destination.MOVED, "detail": "Vänersborg", "exited_on": NOW.date()}
        exit_journey(journey=journey, **facts, by=team.caseworker, at=NOW)

        with pytest.raises(JourneyEnded):
            measured(team, journey, progression, person=4)

    def test_the_employment_officer_does_not_measure(self, team, journey, progression):
        with pytest.raises(NotAllowed):
            measure(
                journey=journey,
                instrument=progression,
                answers={"vardag": {PERSON: 4}},
                summary="",
                by=team.officer,
                at=NOW,
            )


class TestScores:
    def test_a_line_for_each_respondent_with_a_gap_where_nobody_answered(self, team, journey, progression):
        measured(team, journey, progression, person=3, worker=5)
        measured(team, journey, progression, worker=6, at=THREE_MONTHS_LATER)

        (chart,) = measurements_page(team.caseworker, journey, THREE_MONTHS_LATER).charts

        assert chart.title == "Framsteg mot arbete: Få vardagen att fungera"
        assert chart.headings == ("Den enskilde", "Handläggaren")
        assert chart.table == (("2026-03-18", "3", "5"), ("2026-06-18", "uppgift saknas", "6"))
        assert "steg 1–10, där 1 är ”inte alls”" in chart.unit

    def test_versions_have_lines_of_their_own(self, team, journey, progression):
        measured(team, journey, progression, person=3)
        newer = kept(team, version=('version: "1"', 'version: "2"'))
        measured(team, journey, newer, person=4, at=THREE_MONTHS_LATER)

        (chart,) = measurements_page(team.caseworker, journey, THREE_MONTHS_LATER).charts

        assert chart.headings == ("Den enskilde (v. 1)", "Den enskilde (v. 2)")
        assert chart.table == (("2026-03-18", "3", "uppgift saknas"), ("2026-06-18", "uppgift saknas", "4"))

    def test_another_scale_is_another_chart(self, team, journey, progression):
        measured(team, journey, progression, person=3)
        changes = {
            "version": ('version: "1"', 'version: "2"'),
            "max": ("max: 10", "max: 7"),
            "label": (" 10: ", " 7: "),
        }
        measured(team, journey, kept(team, **changes), person=4, at=THREE_MONTHS_LATER)

        charts = measurements_page(team.caseworker, journey, THREE_MONTHS_LATER).charts

        assert [chart.table for chart in charts] == [(("2026-03-18", "3"),), (("2026-06-18", "4"),)]

    def test_who_works_here_sees_what_it_must_not_be_used_for(self, team, journey, progression):
        measured(team, journey, progression, person=3)

        assert any("aldrig grund för beslut" in line for line in measurements_page(team.coach, journey, NOW).not_for)

    def test_a_partner_sees_it_only_where_a_consent_covers_the_mapping(self, team, journey, progression):
        measured(team, journey, progression, person=3)
        number = journey.household
        make_consent(number, recipient=team.officer.unit, covers=[Shared.CONTACT], by=team.caseworker, at=RECEIVED)
        with pytest.raises(Http404):
            measurements_page(team.officer, journey, NOW)

        covers = [Shared.CONTACT, Shared.MAPPING]
        make_consent(number, recipient=team.officer.unit, covers=covers, by=team.caseworker, at=RECEIVED)

        shown = measurements_page(team.officer, journey, NOW)
        assert (len(shown.rows), shown.in_use, shown.may_measure) == (1, (), False)


class TestDue:
    def labels(self, team, at):
        return [due.label for due in due_for(team.caseworker, at) if due.label.startswith("Dags att mäta")]

    def test_the_next_time_comes_on_the_desk_by_the_instruments_period(self, team, journey, progression):
        measured(team, journey, progression, person=3)

        assert self.labels(team, THREE_MONTHS_LATER - timedelta(days=8)) == []
        assert self.labels(team, THREE_MONTHS_LATER) == ["Dags att mäta igen: Framsteg mot arbete"]
        measured(team, journey, progression, person=3, at=THREE_MONTHS_LATER)
        assert self.labels(team, THREE_MONTHS_LATER) == []

    def test_what_is_filled_in_once_is_never_due_again(self, team, journey):
        measured(team, journey, kept(team, "initial_bedomning"), worker="inte_akut", question="akut_lage")

        assert self.labels(team, THREE_MONTHS_LATER) == []


@pytest.fixture
def browser(team, client_for, freeze):
    freeze(NOW)
    return client_for(team.caseworker)


class TestPages:
    def test_the_form_has_two_columns_and_keeps_what_was_answered(self, browser, journey, progression):
        address = f"/vag/{journey.pk}/bedomningar/{progression.pk}/"
        shown = page(browser.get(address))
        assert [text(heading) for heading in shown.xpath("//section[@aria-labelledby='tema-1']//h3")] == [
            "Personens svar",
            "Handläggarens svar",
        ]

        browser.post(address, {"halsa_person": "4", "halsa_worker": "", "storst_hjalp_person": "Promenader"})

        assert Measurement.objects.get().answers == {
            "halsa": {"person": {"score": 4}},
            "storst_hjalp": {"person": {"text": "Promenader"}},
        }
        after = page(browser.get(f"/vag/{journey.pk}/bedomningar/"))
        assert "Promenader" in text(after)
        assert len(after.xpath("//*[local-name()='svg'][@role='img']")) == 1

    def test_an_empty_form_says_what_to_do(self, browser, journey, progression):
        answer = browser.post(f"/vag/{journey.pk}/bedomningar/{progression.pk}/", {})

        assert answer.status_code == 422
        assert "Fyll i minst ett svar" in text(page(answer).xpath("//*[@role='alert']")[0])

    def test_the_model_says_which_assessment_is_done_before_the_mapping(self, team, browser):
        journey = begun(team, shipped_model("hagfors"))
        initial = kept(team, "initial_bedomning")
        before = text(page(browser.get(f"/vag/{journey.pk}/")).xpath("//section[@aria-labelledby='bedomningar']")[0])

        measured(team, journey, initial, worker="inte_akut", question="akut_lage")

        rows = page(browser.get(f"/vag/{journey.pk}/")).xpath("//section[@aria-labelledby='bedomningar']//li")
        assert before.count("inte gjord") == 2
        assert "Bedömning av arbete eller studier gjord 18 mars 2026, med Initial bedömning" in text(rows[0])
        assert "inte gjord" in text(rows[1])

    def test_a_manager_reads_in_a_table_and_sees_every_fault_of_a_broken_one(self, team, client_for, freeze):
        freeze(NOW)
        manager = client_for(team.manager)
        broken = SimpleUploadedFile("eget.csv", TABLE.replace("text\n", "fritext\n").encode())
        refused = manager.post("/instrument/las-in/", {"file": broken})
        assert "Rad 2, slag: Ordet är inte ett av dem" in text(page(refused))

        manager.post("/instrument/las-in/", {"file": SimpleUploadedFile("eget.csv", TABLE.encode())})
        manager.post("/instrument/fardigt/progression/")

        assert set(Instrument.objects.values_list("instrument_id", flat=True)) == {"eget", "progression"}
        assert "Eget, version 1" not in text(page(refused))

    def test_the_page_asks_the_database_as_often_for_much_as_for_little(self, team, browser, journey, progression):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(f"/vag/{journey.pk}/bedomningar/").status_code == 200
            return len(captured)

        measured(team, journey, progression, person=1)
        little = queries()
        for step in range(2, 8):
            measured(team, journey, progression, person=step)

        assert queries() == little <= 16
