"""One broken file per way to break a model: each is told with its line, what is wrong and what to do."""

from pathlib import Path

import pytest

from framsteg.workingmodel import ModelFileError, check, load, shipped
from framsteg.workingmodel.check import MODELS

HERE = Path(__file__).parent
BROKEN = HERE / "broken"

# file: (line, field, words in the fault)
EXPECTED = {
    "a_list": (1, "", "ingen arbetsmodell"),
    "anchor": (19, "", "Ankare"),
    "bad_day": (5, "meta.valid_from", "ÅÅÅÅ-MM"),
    "bad_id": (37, "exits.Jobb & studier.id", "små bokstäver"),
    "control_character": (30, "", "tecken som inte får stå"),
    "deadline_without_owner": (16, "deadlines.anvisning.owner", "Fältet saknas"),
    "decimal_number": (19, "deadlines.anvisning.within.working_days", "heltal"),
    "empty": (1, "", "Filen är tom"),
    "empty_label": (3, "meta.label", "Texten är tom"),
    "empty_source": (24, "deadlines.anvisning.source", "Listan är tom"),
    "ends_before_it_begins": (6, "meta.valid_to", "före valid_from"),
    "gate_before_apply": (29, "gates.kartlaggning.before", "aldrig stå före apply: alla får ansöka"),
    "gate_before_emergency": (29, "gates.kartlaggning.before", "aldrig stå före emergency_help"),
    "gate_before_nothing": (29, "gates.kartlaggning.before", "Listan är tom"),
    "gate_that_never_opens": (28, "gates.kartlaggning.requires", "kan aldrig öppnas"),
    "key_is_a_list": (21, "deadlines", "enkelt ord"),
    "latin1": (13, "", "UTF-8"),
    "list_as_text": (14, "stages.plan.team", "en lista"),
    "missing_section": (1, "exits", "Fältet saknas"),
    "misspelt_okand": (19, "deadlines.anvisning.within", "en tid. Skriv till exempel {hours: 48}"),
    "misspelt_unit": (19, "deadlines.anvisning.within.workdays", "Menade du working_days?"),
    "no_roles": (9, "roles", "Listan är tom"),
    "no_source": (16, "deadlines.anvisning.source", "Fältet saknas"),
    "no_unit": (19, "deadlines.anvisning.within", "exakt en enhet"),
    "number_as_text": (19, "deadlines.anvisning.within.working_days", "utan citattecken"),
    "okand_where_it_may_not_be": (21, "deadlines.anvisning.owner", "inte stå okänd"),
    "only_comments": (1, "", "Filen är tom"),
    "person_owns_a_deadline": (21, "deadlines.anvisning.owner", "Rollen ”person” finns inte"),
    "repeated_id": (11, "roles.handlaggare.id", "finns redan"),
    "repeated_id_of_a_clock": (35, "follow_ups.anvisning.id", "en annan klocka"),
    "repeated_key": (21, "deadlines.met_by", "står två gånger"),
    "role_named_person": (11, "roles.person.id", "betyder alltid den som vägen gäller"),
    "section_is_text": (38, "aftercare", "namn och värden"),
    "stage_behind_a_closed_gate": (14, "stages.plan.enters_on", "kan aldrig nås: en grind"),
    "stage_never_reached": (14, "stages.plan.enters_on", "kan aldrig nås: en tidigare fas"),
    "tab": (17, "", "indrag"),
    "tag": (30, "", "taggar"),
    "text_as_number": (3, "meta.label", "Här ska stå text"),
    "time_as_text": (19, "deadlines.anvisning.within", "en tid. Skriv till exempel {hours: 48}"),
    "too_many_hours": (14, "stages.plan.hours_per_week", "högst 40 timmar"),
    "truth_as_text": (14, "stages.plan.assistance_in_parallel", "true eller false"),
    "two_documents": (42, "", "another document"),
    "two_units": (19, "deadlines.anvisning.within", "exakt en enhet"),
    "unclosed_bracket": (30, "", "hakparenteser"),
    "undescribed_source": (24, "deadlines.anvisning.source.1", "Källan ”Z” finns inte"),
    "unknown_action": (29, "gates.kartlaggning.before.1", "Välj bland refer, start_programme"),
    "unknown_activity": (14, "stages.plan.tracks.1", "Insatsen ”prao” finns inte"),
    "unknown_destination": (37, "exits.jobb.destination", "Välj bland job_unsubsidised"),
    "unknown_escalation": (23, "deadlines.anvisning.escalate_to", "Rollen ”chefen” finns inte"),
    "unknown_event": (20, "deadlines.anvisning.met_by", "Välj bland application_received"),
    "unknown_key": (23, "deadlines.anvisning.escalates_to", "Menade du escalate_to?"),
    "unknown_role": (21, "deadlines.anvisning.owner", "välj bland chef, handlaggare"),
    "unknown_role_in_team": (14, "stages.plan.team.2", "Rollen ”coach” finns inte"),
    "unknown_section": (32, "insatser", "Menade du activities?"),
    "unknown_stage": (35, "follow_ups.varannan_vecka.stage", "Fasen ”jobbcentrum” finns inte"),
    "child_gate_before_apply": (14, "gates.mote_forst.before", "aldrig stå före apply: alla får ansöka"),
    "child_repeats_an_event": (13, "stages.snabbspar.enters_on", "kan aldrig nås"),
    "child_source_means_another": (8, "meta.sources", "betyder något annat i arbetsmodellen trollhattan"),
    "child_takes_away_what_is_used": (17, "stages.jobbcentrum.tracks.2", "Insatsen ”snickeri” finns inte"),
    "citizenship_without_activity": (43, "target_groups.tredjeland", "Skriv insatsen i activities"),
    "criterion_without_source": (46, "target_groups.unga.criteria.1.source", "Fältet saknas"),
    "deadline_measured_by_nothing": (22, "deadlines.anvisning.measure", "Måttet ”andel” finns inte"),
    "employer_offers_unknown": (43, "employer_side.handeln.offers.1", "välj bland praktik"),
    "empty_source_text": (24, "deadlines.anvisning.source.1", "Texten är tom"),
    "escalation_lowers_money": (47, "escalations.franvaro.then", "får aldrig minska eller vägra bistånd"),
    "escalation_to_nobody": (43, "escalations.franvaro.to", "Rollen ”politiker” finns inte"),
    "figure_is_text": (49, "measures.utbetalt.reported.1.value", "Här ska stå ett tal"),
    "figure_without_end": (43, "economy.do_nothing_forecast.value", "Här ska stå ett tal"),
    "figure_without_period": (49, "measures.utbetalt.reported.1.period", "Fältet saknas"),
    "goal_with_unknown_measure": (43, "goals.fler.measure", "Måttet ”andel” finns inte"),
    "parent_of_itself": (7, "meta.parent", "i ring: parent_of_itself → parent_of_itself"),
    "repeated_budget_line": (45, "economy.budget_lines.bistand.id", "finns redan"),
    "rule_without_confidence": (43, "rules.heltid.confidence", "Fältet saknas"),
    "shared_with_nobody": (43, "artefacts.plan.shared_with.1", "”hyresvard” finns inte"),
    "stage_returns_nowhere": (14, "stages.plan.returns_to.1", "Fasen ”vila” finns inte"),
    "unit_in_unknown_unit": (43, "units.enheten.part_of", "Enheten ”forvaltningen” finns inte"),
    "unknown_fact": (46, "target_groups.ort.criteria.1.fact", "Välj bland applicant"),
    "unknown_instrument": (35, "follow_ups.varannan_vecka.instrument", "Handlingen ”bip” finns inte"),
    "unknown_kind_of_party": (43, "parties.kyrkan.kind", "Välj bland employment_service"),
    "unknown_member": (43, "parties.forbundet.members.1", "Parten ”regionen” finns inte"),
    "unknown_parent": (7, "meta.parent", "”atlantis”, som filen bygger på, finns inte"),
    "unknown_role_in_meeting": (43, "meetings.natverk.roles.2", "Rollen ”lakare” finns inte"),
    "unknown_source_with_place": (24, "deadlines.anvisning.source.1", "Källan ”Z” finns inte"),
    "unknown_track": (33, "activities.praktik.track", "Välj bland work, study"),
    "criterion_age_as_text": (46, "target_groups.grupp.criteria.1", "ett heltal"),
    "criterion_truth_compared": (46, "target_groups.grupp.criteria.1", "Välj bland is, is_not"),
    "criterion_unknown_obstacle": (46, "target_groups.grupp.criteria.1", "är inget försörjningshinder"),
    "escalation_in_weeks": (43, "escalations.lang_tid", "i månader"),
    "gate_before_apply_and_decide": (29, "gates.kartlaggning.before", "aldrig stå före apply"),
    "gate_lets_decision_wait_for_the_person": (26, "gates.kartlaggning", "får bara vänta på ett möte"),
    "label_too_long": (17, "deadlines.anvisning.label", "längre än 160 tecken"),
    "lists_without_end": (29, "", "i mer än 50 led"),
    "role_id_too_long": (11, "roles.chef_chef_chef_chef_chef_chef_chef_chef_chef_x.id", "längre än 40 tecken"),
    "gate_names_meeting_but_requires_another": (26, "gates.kartlaggning", "kräver något annat"),
    "gate_requires_unknown_meeting": (29, "gates.kartlaggning.meeting", "Mötet ”natverk” finns inte"),
    "unknown_trigger": (43, "escalations.rykte.trigger", "Välj bland missed_deadline"),
    "zero_time": (19, "deadlines.anvisning.within.working_days", "större än noll"),
}


def test_a_whole_file_has_no_faults():
    assert check(HERE / "whole.yaml") == []


def test_every_broken_file_has_its_expectation():
    assert {file.stem for file in BROKEN.glob("*.yaml")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_broken_file_is_told_with_line_and_remedy(name):
    line, field, words = EXPECTED[name]
    path = BROKEN / f"{name}.yaml"

    faults = check(path)

    fault = next(fault for fault in faults if (fault.line, fault.field) == (line, field))
    assert fault.file == str(path)
    assert words in f"{fault.message} {fault.remedy}"
    assert fault.remedy
    assert str(fault).startswith(f"{path}:{line}:")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_fault_is_left_in_pydantics_english(name):
    assert not [fault for fault in check(BROKEN / f"{name}.yaml") if "Input should" in str(fault)]


def test_faults_come_in_order_of_line_and_once_each():
    faults = check(BROKEN / "unknown_key.yaml")

    assert [fault.line for fault in faults] == [16, 23]


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    (fault,) = check(tmp_path / "saknas.yaml")

    assert "går inte att läsa" in fault.message


def test_load_refuses_a_broken_file_with_the_same_faults():
    path = BROKEN / "gate_before_apply.yaml"

    with pytest.raises(ModelFileError, match="alla får ansöka") as refused:
        load(path)

    assert list(refused.value.faults) == check(path)


def test_a_windows_file_with_byte_order_mark_is_fine(tmp_path):
    path = tmp_path / "modell.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HERE / "whole.yaml").read_bytes().replace(b"\n", b"\r\n"))

    assert check(path) == []


@pytest.mark.parametrize("model_id", shipped())
def test_the_shipped_models_have_no_faults(model_id):
    assert check(MODELS / f"{model_id}.yaml") == []
