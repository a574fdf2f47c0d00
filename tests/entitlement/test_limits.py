"""Time limits of law: the last day itself, one day before and one day after."""

from datetime import date

import pytest

from framsteg.entitlement import ParameterError
from framsteg.entitlement.limits import (
    Verdict,
    check_appeal,
    first_day_to_request_decision,
    is_to_be_reported,
    last_day_for_review,
    last_day_to_answer_request,
    last_day_to_appeal,
    last_day_to_carry_out,
    law_of_appeal,
    limit,
)

CLOSED = {date(2025, 6, 20), date(2025, 12, 24), date(2025, 12, 25), date(2025, 12, 26)}
MONDAY = date(2025, 3, 10)


@pytest.mark.rule("PROC-08")
@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (MONDAY, date(2025, 3, 31)),  # Monday to Monday
        (date(2025, 3, 14), date(2025, 4, 4)),  # Friday to Friday
        (date(2025, 3, 15), date(2025, 4, 7)),  # a Saturday moves to Monday
        (date(2025, 3, 16), date(2025, 4, 7)),  # a Sunday moves to Monday
        (date(2025, 5, 30), date(2025, 6, 23)),  # midsommarafton, then the weekend
        (date(2025, 12, 3), date(2025, 12, 29)),  # julafton, juldagen, annandagen, the weekend
    ],
)
def test_the_last_day_to_appeal_is_an_open_day(received_on, last_day):
    assert last_day_to_appeal(received_on, CLOSED) == last_day


@pytest.mark.rule("PROC-08")
@pytest.mark.parametrize(
    ("came_in_on", "verdict"),
    [
        (date(2025, 3, 30), Verdict.IN_TIME),
        (date(2025, 3, 31), Verdict.IN_TIME),
        (date(2025, 4, 1), Verdict.LATE),
    ],
)
def test_an_appeal_is_in_time_up_to_the_last_day(came_in_on, verdict):
    checked = check_appeal(came_in_on=came_in_on, received_on=MONDAY, closed=CLOSED)

    assert (checked.verdict, checked.last_day) == (verdict, date(2025, 3, 31))
    assert str(came_in_on) in checked.because


@pytest.mark.rule("PROC-08")
@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ({"wrong_information": True}, Verdict.TAKEN_UP),
        ({"came_to_court_on": date(2025, 3, 30)}, Verdict.TAKEN_UP),
        ({"came_to_court_on": date(2025, 3, 31)}, Verdict.TAKEN_UP),
        ({"came_to_court_on": date(2025, 4, 1)}, Verdict.LATE),
        ({}, Verdict.LATE),
    ],
)
def test_a_late_appeal_is_taken_up_when_the_fault_was_ours_or_it_reached_the_court_in_time(more, verdict):
    checked = check_appeal(came_in_on=date(2025, 4, 2), received_on=MONDAY, closed=CLOSED, **more)

    assert (checked.verdict, checked.source) == (verdict, "FL 45 §")


@pytest.mark.rule("PROC-08", "PROC-14")
def test_without_the_day_of_receipt_no_appeal_is_late():
    checked = check_appeal(came_in_on=date(2025, 12, 1), received_on=None, closed=CLOSED)

    assert (checked.verdict, checked.last_day) == (Verdict.UNKNOWN, None)
    assert "Ta reda på dagen" in checked.because


@pytest.mark.rule("LAW-02")
@pytest.mark.parametrize(
    ("decided_on", "paragraph"),
    [(date(2025, 6, 30), "SoL (2001:453) 16 kap. 3 §"), (date(2025, 7, 1), "SoL (2025:400) 35 kap. 1 §")],
)
def test_the_law_of_appeal_follows_the_day_of_the_decision(decided_on, paragraph):
    assert law_of_appeal(decided_on) == paragraph


@pytest.mark.rule("PROC-03")
@pytest.mark.parametrize(
    ("opened_on", "first_day"),
    [
        (date(2025, 1, 10), date(2025, 7, 11)),
        (date(2025, 8, 31), date(2026, 3, 1)),  # six months end on the last of February
    ],
)
def test_a_party_may_ask_for_a_decision_when_six_months_have_gone(opened_on, first_day):
    assert first_day_to_request_decision(opened_on) == first_day


@pytest.mark.rule("PROC-03")
@pytest.mark.parametrize(("came_in_on", "last_day"), [(MONDAY, date(2025, 4, 7)), (date(2025, 3, 8), date(2025, 4, 7))])
def test_the_request_is_answered_within_four_weeks(came_in_on, last_day):
    assert last_day_to_answer_request(came_in_on, CLOSED) == last_day


@pytest.mark.rule("PROC-10")
@pytest.mark.parametrize(
    ("announced_on", "last_day"), [(MONDAY, date(2025, 3, 31)), (date(2025, 3, 15), date(2025, 4, 7))]
)
def test_legality_is_reviewed_within_three_weeks_of_the_announcement(announced_on, last_day):
    assert last_day_for_review(announced_on, CLOSED) == last_day


@pytest.mark.rule("PROC-16")
@pytest.mark.parametrize(
    ("on", "carried_out_on", "reported"),
    [
        (date(2025, 10, 14), None, False),
        (date(2025, 10, 15), None, False),  # three months to the day
        (date(2025, 10, 16), None, True),
        (date(2025, 12, 31), date(2025, 10, 15), False),
        (date(2025, 12, 31), date(2025, 10, 16), True),  # carried out, but late
    ],
)
def test_a_decision_not_carried_out_in_three_months_is_reported(on, carried_out_on, reported):
    decided_on = date(2025, 7, 15)

    assert last_day_to_carry_out(decided_on) == date(2025, 10, 15)
    assert is_to_be_reported(decided_on=decided_on, carried_out_on=carried_out_on, on=on) is reported


@pytest.mark.parametrize(
    ("decided_on", "last_day"), [(date(2025, 11, 30), date(2026, 2, 28)), (date(2027, 11, 30), date(2028, 2, 29))]
)
def test_months_end_with_the_month_when_it_is_shorter(decided_on, last_day):
    assert last_day_to_carry_out(decided_on) == last_day


def test_a_limit_that_is_not_known_for_the_day_is_refused():
    with pytest.raises(ParameterError, match="limits"):
        limit("appeal_weeks", date(2010, 1, 1))
