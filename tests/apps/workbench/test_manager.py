"""The manager's morning: every figure is policylab's on the kommun's own rows, and leads to the rows behind it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories import pathway as ways
from tests.factories.decisions import make_decision
from tests.factories.identity import make_staff
from tests.factories.payments import attest, make_batch, make_order
from tests.factories.people import make_household
from tests.helpers import page, swedish_time, text

from framsteg.apps.core import formats
from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway.actions import exit_journey, resume_journey
from framsteg.apps.pathway.actions.clocks import judge_breach, pause_clock
from framsteg.apps.pathway.enums import Cause, Destination
from framsteg.apps.people.enums import Protection
from framsteg.apps.workbench.queries import official as history
from framsteg.apps.workbench.queries.manager import COUNTED, households_behind, morning_for
from framsteg.entitlement.month import Month
from framsteg.policylab import PaymentRow, definition, monthly, official, swedish_number

pytestmark = pytest.mark.django_db
NOW = swedish_time(2026, 3, 20, 9)
LAST = Month(2026, 2)
FIRST = Month(2025, 1)
EARLY = swedish_time(2025, 1, 1, 9)  # before the first application
PAGE = "/laget/"


@pytest.fixture(autouse=True)
def today(freeze):
    freeze(NOW)


@pytest.fixture
def manager():
    return make_staff(Role.MANAGER)


@pytest.fixture
def paid(manager):
    """Return the rows as they were paid, by household: one all along, one new, one who came back and one who left."""
    caseworker = make_staff(Role.CASEWORKER, manager.unit)
    elsewhere = make_staff(Role.CASEWORKER)
    spells = [
        (make_household(caseworker, at=EARLY), [FIRST + n for n in range(14)]),
        (make_household(caseworker), [LAST]),
        (make_household(caseworker, protection=Protection.MARKED, given_name="Gömd", at=EARLY), [FIRST, LAST]),
        (make_household(elsewhere, given_name="Annan"), [LAST - 1]),
        (make_household(elsewhere, given_name="Annan"), [LAST]),
    ]
    rows = []
    for household, months in spells:
        for month in months:
            decision = make_decision(household, month=month)
            make_order(decision, at=decision.decided_at + timedelta(days=1))
            rows.append(PaymentRow(household.number, month, decision.granted))
    attest(make_batch(at=swedish_time(2026, 3, 10, 9)), at=swedish_time(2026, 3, 11, 9))
    return rows


def counted_by_hand(rows, figure, month=LAST):
    return getattr(monthly(rows, first=FIRST, last=LAST)[month.months_since(FIRST)], figure)


def tiles(response):
    """Return the shown number of each tile by its name, as written without its unit."""
    found = {}
    for tile in page(response).xpath("//*[contains(concat(' ', @class, ' '), ' fs-figure ')]"):
        name = text(tile.xpath(".//*[contains(@class, 'fs-figure__label')]")[0])
        value = tile.xpath(".//*[contains(@class, 'fs-figure__value')]")[0]
        unit = "".join(text(one) for one in value.xpath(".//*[contains(@class, 'fs-figure__unit')]"))
        found[name] = text(value).removesuffix(unit).strip()
    return found


def test_each_tile_is_policylabs_figure_on_the_same_rows(client_for, manager, paid):
    answer = client_for(manager).get(PAGE)

    shown = tiles(answer)
    morning = morning_for(manager, NOW)
    for figure in morning.figures[:6]:
        id = figure.definition.id
        assert figure.value == counted_by_hand(paid, id), id
        assert shown[figure.definition.name] == text_of(figure.value), id
    assert counted_by_hand(paid, "households") == 4
    assert counted_by_hand(paid, "amount") == sum((row.amount for row in paid if row.month == LAST), Decimal(0))
    assert "februari 2026" in text(page(answer).xpath("//main")[0])


def text_of(value):
    return " ".join(swedish_number(value).split())


def test_behind_each_count_stand_as_many_households_as_the_figure_says(client_for, manager, paid):
    client = client_for(manager)
    for figure in COUNTED:
        for month in (LAST, LAST - 1):
            expected = counted_by_hand(paid, figure, month)
            if expected is None:  # who has ended is known a month later: no data is never 0
                assert client.get(f"/laget/{figure}/{month}/").status_code == 404
                continue
            rows = households_behind(manager, figure, month, NOW)
            assert len(rows) == expected, (figure, month)
            shown = page(client.get(f"/laget/{figure}/{month}/"))
            assert f"{expected} hushåll" in text(shown.xpath("//h2[@id='hushall']")[0])


def test_a_household_of_another_unit_counts_without_its_names(client_for, manager, paid):
    shown = text(page(client_for(manager).get(f"/laget/households/{LAST}/")).xpath("//main")[0])

    assert shown.count("en annan enhets hushåll") == 1
    assert "Annan" not in shown
    assert "Gömd" in shown  # the manager's own unit


def test_without_a_payment_nothing_is_said_to_be_nothing(client_for, manager):
    answer = client_for(manager).get(PAGE)

    assert answer.status_code == 200
    assert tiles(answer)[definition("mean_amount").name] == "Uppgift saknas"
    assert "Inga hushåll" in text(page(client_for(manager).get(f"/laget/households/{LAST}/")))


def test_the_deadlines_kept_are_a_share_of_all_and_lead_to_the_missed(client_for):
    team = ways.make_team()
    at = swedish_time(2026, 2, 2, 9)
    ways.referred(team, ways.opened(team, at=at), at=at + timedelta(hours=20))
    late = ways.referred(team, ways.opened(team, at=at), at=at + timedelta(hours=60))

    client = client_for(team.manager)
    (name,) = [name for name in tiles(client.get(PAGE)) if "48" in name]
    assert tiles(client.get(PAGE))[name] == "50,0"

    missed = page(client.get("/laget/frister/"))
    (row,) = missed.xpath("//tbody/tr")
    assert late.household.number in text(row)
    assert "socialsekreterare" in text(row).lower()
    assert "4 februari 2026 kl. 09.00" in text(row)
    assert "4 februari 2026 kl. 21.00" in text(row)
    assert late.person.name not in text(row)


def test_exits_are_told_by_where_they_led(client_for):
    team = ways.make_team()
    journey = ways.opened(team, at=swedish_time(2026, 2, 2, 9))
    exit_journey(
        journey=journey,
        destination=Destination.JOB_UNSUBSIDISED,
        detail="Lagerbolaget",
        exited_on=swedish_time(2026, 2, 20).date(),
        by=team.caseworker,
        at=swedish_time(2026, 2, 20, 9),
    )

    rows = page(client_for(team.manager).get(PAGE)).xpath("//section[@aria-labelledby='avslut']//tbody/tr")

    assert [[text(cell) for cell in row] for row in rows] == [["arbete utan subvention", "1"]]


def test_a_return_is_counted_beside_the_exit_that_it_follows(client_for):
    team = ways.make_team()
    journey = ways.opened(team, at=swedish_time(2026, 1, 12, 9))
    ways.left(team, journey, at=swedish_time(2026, 2, 2, 9))
    back = swedish_time(2026, 2, 20, 9)
    resume_journey(journey=journey, received_at=back, by=team.caseworker, at=back)

    (panel,) = page(client_for(team.manager).get(PAGE)).xpath("//section[@aria-labelledby='avslut']")

    assert "Alla avslut1" in text(panel)
    assert "1 väg återupptogs under perioden" in text(panel)


@pytest.mark.parametrize("code", history.FIRST_CHOICES)
def test_the_official_series_of_the_kommun_stands_beside_the_countrys(code, client_for, manager):
    answer = client_for(manager).get(f"{PAGE}?kommun={code}&matt=N31807")

    section = page(answer).xpath("//section[@aria-labelledby='officiell']")[0]
    heads = [text(head) for head in section.xpath(".//table//thead//th")]
    mine, theirs = official.beside(code, "N31807").shown
    assert heads[1].startswith(mine.kommun.name)
    assert heads[2].startswith(theirs.kommun.name)
    last = max(year for year in mine.known if theirs.known.get(year) is not None)
    (cells,) = [row for row in section.xpath(".//table//tbody/tr") if text(row).startswith(str(last))]
    assert " ".join(formats.swedish_number(mine.known[last], 1).split()) in text(cells)
    assert section.xpath(f".//option[@value='{code}'][@selected]")


@pytest.mark.parametrize("query", ["kommun=9999", "matt=N00000", "kommun=&matt="])
def test_a_kommun_or_measure_that_does_not_exist_is_no_page(query, client_for, manager):
    assert client_for(manager).get(f"{PAGE}?{query}").status_code == 404


@pytest.mark.parametrize("rest", ["amount/2026-02/", "paus/2026-02/", "households/februari/"])
def test_a_figure_without_households_behind_it_is_no_page(rest, client_for, manager):
    assert client_for(manager).get(PAGE + rest).status_code == 404


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", [PAGE, "/laget/frister/", "/laget/households/2026-02/"])
def test_only_a_manager_follows_up(role, address, client_for):
    assert client_for(role).get(address).status_code == (200 if role == Role.MANAGER else 403)


def test_the_pages_take_a_fixed_number_of_queries(client_for, manager, django_assert_num_queries):
    client = client_for(manager)
    client.get(PAGE)  # the bundled extract is read once
    caseworker = make_staff(Role.CASEWORKER, manager.unit)
    for _ in range(2):
        for _household in range(2):
            decision = make_decision(make_household(caseworker), month=LAST)
            make_order(decision, at=decision.decided_at)
        attest(make_batch(at=swedish_time(2026, 3, 10, 9)), at=swedish_time(2026, 3, 11, 9))
        with django_assert_num_queries(9):
            client.get(PAGE)
        with django_assert_num_queries(7):
            client.get(f"/laget/households/{LAST}/")


def test_why_deadlines_were_missed_is_counted_and_what_nobody_has_judged_leads_on(client_for, freeze):
    team = ways.make_team()
    late = ways.RECEIVED + timedelta(hours=60)
    judged, other = ways.opened(team), ways.opened(team)
    judge_breach(deadline=judged.deadlines.get(), cause=Cause.KOMMUN, note="Vi glömde.", by=team.caseworker, at=late)
    stopped = ways.opened(team)
    facts = {"deadline_id": "", "reason": "Sjuk", "since": ways.RECEIVED, "by": team.caseworker, "at": ways.RECEIVED}
    pause_clock(journey=stopped, **facts)
    freeze(swedish_time(2026, 4, 10, 9))

    shown = page(client_for(team.manager).get("/laget/frister/"))

    counts = {text(row.find("dt")): text(row.find("dd")) for row in shown.xpath("//section//dl/div")}
    assert (counts["Orsak: kommunen"], counts["Orsak: den enskilde"], counts["Orsak inte bedömd"]) == ("1", "0", "1")
    assert shown.xpath(f"//td/a[@href='/vag/{other.pk}/frister/']")
    assert len(shown.xpath("//section//tbody/tr")) == 2
