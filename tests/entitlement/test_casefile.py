"""Reading a case file. The broken files say themselves what the reader must answer, in comments that start with #!."""

from decimal import Decimal
from pathlib import Path

import pytest

from framsteg.entitlement import Case, CaseFileError, Month, read_case

CASES = Path(__file__).parents[1] / "cli" / "cases"
BROKEN = [*(CASES / "broken").glob("*.yaml"), *(Path(__file__).parent / "broken").glob("*.yaml")]


def expected_answers(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("#! ") for line in lines if line.startswith("#!")]


@pytest.mark.parametrize("file", sorted(BROKEN), ids=lambda file: file.stem)
def test_a_broken_file_is_refused_with_one_sentence_per_fault(file):
    expected = expected_answers(file)

    with pytest.raises(CaseFileError) as refused:
        read_case(file)

    answers = [str(fault).removeprefix(str(file)).lstrip(",: ") for fault in refused.value.faults]
    assert [(a, e) for a, e in zip(sorted(answers), sorted(expected), strict=True) if not a.startswith(e)] == []
    assert all(answer.endswith(".") for answer in answers)


def test_faults_come_in_the_order_of_the_file():
    with pytest.raises(CaseFileError) as refused:
        read_case(CASES / "broken" / "references.yaml")

    assert [fault.line for fault in refused.value.faults] == [7, 8, 9, 10]


@pytest.mark.parametrize("file", sorted((CASES / "good").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_good_file_is_read(file):
    assert isinstance(read_case(file), Case)


def test_the_facts_are_what_the_file_says():
    case = read_case(CASES / "good" / "issue_example.yaml")

    assert (case.month, case.kommun, [person.id for person in case.persons]) == (
        Month(2025, 3),
        "1488",
        ["a", "b", "c"],
    )
    assert (case.costs[0].applied, case.costs[0].counted, case.costs[0].reason) == (Decimal(6000), Decimal(5500), "…")
    assert case.assistance_months == (Month(2024, 9), Month(2024, 10))


def test_a_cost_without_accepted_is_accepted_as_applied():
    assert read_case(CASES / "good" / "b20_single_adult.yaml").costs[0].counted == Decimal(6000)


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", "Filen är tom."),
        (b"\n\nmonth: 2025-03 # m\xe5nad\n", ", rad 3: Filen är inte skriven i UTF-8. Spara den som UTF-8"),
        (b"month: \x00", "Filen går inte att läsa som YAML."),
        (b"[" * 2000, "Filen går inte att läsa som YAML."),
        (b"month: &m 2025-03\nkommun: *m\n", ", rad 2: Raden följer inte YAML."),
        (b"#" * 1_000_001, "Filen är större än 1 MB."),
        (b"a: 1\n---\nb: 2\n", ", rad 2: Raden följer inte YAML."),
    ],
    ids=["empty", "latin-1", "binary", "nested", "alias", "large", "two documents"],
)
def test_a_file_that_is_no_case_at_all_is_refused(tmp_path, content, answer):
    file = tmp_path / "hushall.yaml"
    file.write_bytes(content)

    with pytest.raises(CaseFileError) as refused:
        read_case(file)

    assert answer in str(refused.value)
    assert str(refused.value).startswith(str(file))


@pytest.mark.parametrize(("name", "answer"), [("saknas.yaml", "Filen finns inte."), (".", "Filen går inte att läsa.")])
def test_a_file_that_is_not_there_is_refused(tmp_path, name, answer):
    with pytest.raises(CaseFileError, match=answer):
        read_case(tmp_path / name)


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path):
    file = tmp_path / "hushall.yaml"
    text = (CASES / "good" / "b20_single_adult.yaml").read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert read_case(file) == read_case(CASES / "good" / "b20_single_adult.yaml")
