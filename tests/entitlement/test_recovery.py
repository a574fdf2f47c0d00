"""Recovery: a ground of the law, in time, and never without what the law asks for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from framsteg.entitlement.recovery import Claim, Ground, check_recovery, forgive

CLAIM = Claim(
    amount=Decimal(1108),
    granted_on=date(2025, 8, 25),
    cost_arose_on=date(2025, 8, 27),
    ground=Ground.WRONG_INFORMATION,
    reason="Lönen för juli var inte uppgiven.",
    would_lack_means=False,
)
ADVANCE = replace(
    CLAIM,
    ground=Ground.ADVANCE,
    stated_ground="Förskott på sjukpenning.",
    served_on=date(2025, 8, 26),
    reason="Förskott.",
)
BEYOND = replace(
    CLAIM, ground=Ground.REPAYMENT_CONDITION, beyond_right=True, stated_ground="Återbetalas i maj.", reason="Villkor."
)
TODAY = date(2025, 10, 1)


@pytest.mark.parametrize(
    ("claim", "rule", "source"),
    [
        pytest.param(CLAIM, "REC-01", "33 kap. 1 § första stycket", marks=pytest.mark.rule("REC-01")),
        pytest.param(replace(CLAIM, ground=Ground.SHOULD_HAVE_KNOWN), "REC-02", "33 kap. 1 § andra stycket",
                     marks=pytest.mark.rule("REC-02")),
        pytest.param(ADVANCE, "REC-03", "33 kap. 2 §", marks=pytest.mark.rule("REC-03")),
        pytest.param(replace(ADVANCE, ground=Ground.HINDERED), "REC-03", "33 kap. 2 §"),
        pytest.param(replace(ADVANCE, ground=Ground.INDUSTRIAL_CONFLICT), "REC-03", "33 kap. 2 §"),
        pytest.param(BEYOND, "REC-04", "33 kap. 3 §", marks=pytest.mark.rule("REC-04")),
    ],
)  # fmt: skip
def test_a_claim_with_its_ground_may_go_on(claim, rule, source):
    checked = check_recovery(claim, on=TODAY)

    assert checked.possible
    assert (checked.rule, checked.source) == (rule, f"SoL (2025:400) {source}")
    assert any("yttra sig" in step for step in checked.remains)


@pytest.mark.parametrize(
    ("claim", "change", "told"),
    [
        pytest.param(CLAIM, {"ground": None}, "en av lagens grunder", marks=pytest.mark.rule("REC-01")),
        (CLAIM, {"reason": " "}, "Skriv vad som hänt"),
        (CLAIM, {"amount": Decimal(0)}, "inte över noll"),
        pytest.param(ADVANCE, {"served_on": None}, "inte delgivet", marks=pytest.mark.rule("REC-03")),
        pytest.param(ADVANCE, {"stated_ground": " "}, "anger inte grunden", marks=pytest.mark.rule("REC-03")),
        (ADVANCE, {"beyond_right": True}, "gäller bistånd enligt 12 kap. 1 §"),
        pytest.param(BEYOND, {"beyond_right": False}, "bara gälla bistånd utöver rätten",
                     marks=pytest.mark.rule("REC-04")),
        (BEYOND, {"stated_ground": ""}, "inget villkor om återbetalning"),
        pytest.param(CLAIM, {"would_lack_means": True}, "sakna medel", marks=pytest.mark.rule("REC-05")),
        pytest.param(CLAIM, {"exceptional_reasons": True}, "synnerliga skäl", marks=pytest.mark.rule("REC-05")),
    ],
)  # fmt: skip
def test_a_claim_that_lacks_one_thing_is_stopped(claim, change, told):
    (obstacle,) = check_recovery(replace(claim, **change), on=TODAY).obstacles

    assert told in obstacle


@pytest.mark.rule("REC-05")
@pytest.mark.parametrize(
    ("on", "possible"), [(date(2028, 8, 26), True), (date(2028, 8, 27), True), (date(2028, 8, 28), False)]
)
def test_the_action_is_brought_within_three_years_of_the_cost(on, possible):
    checked = check_recovery(CLAIM, on=on)

    assert (checked.possible, checked.last_day) == (possible, date(2028, 8, 27))


@pytest.mark.rule("REC-05")
def test_three_years_from_the_last_of_february_end_in_february():
    claim = replace(CLAIM, granted_on=date(2028, 2, 1), cost_arose_on=date(2028, 2, 29))

    assert check_recovery(claim, on=TODAY).last_day == date(2031, 2, 28)


@pytest.mark.rule("LAW-02")
@pytest.mark.parametrize(
    ("granted_on", "source"),
    [(date(2025, 6, 30), "SoL (2001:453) 9 kap."), (date(2025, 7, 1), "SoL (2025:400) 33 kap. 1 § första stycket")],
)
def test_assistance_granted_before_july_2025_is_recovered_under_the_old_act(granted_on, source):
    """The day of the grant decides, not the day of the cost or of the claim."""
    assert check_recovery(replace(CLAIM, granted_on=granted_on), on=TODAY).source == source


def test_whether_means_would_be_lacking_is_a_thing_to_find_out():
    checked = check_recovery(replace(CLAIM, would_lack_means=None), on=TODAY)

    assert checked.possible
    assert any("Ta reda på" in step for step in checked.remains)


@pytest.mark.rule("REC-06")
@pytest.mark.parametrize(("forgiven", "left"), [(1, 1107), (1107, 1), (1108, 0)])
def test_a_claim_may_be_forgiven_wholly_or_in_part(forgiven, left):
    assert forgive(Decimal(1108), Decimal(forgiven), reason="Sjukdom.") == left


@pytest.mark.rule("REC-06")
@pytest.mark.parametrize(("forgiven", "reason"), [(0, "Sjukdom."), (1109, "Sjukdom."), (1, " ")])
def test_nothing_more_than_the_claim_is_forgiven_and_never_without_reason(forgiven, reason):
    with pytest.raises(ValueError, match=r"Efterge|Skriv"):
        forgive(Decimal(1108), Decimal(forgiven), reason=reason)
