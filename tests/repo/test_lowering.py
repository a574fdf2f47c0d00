"""
Every way to less money, and what stands in each: evidence, a hearing with time to answer, the single case looked into
with the children's situation, a named person with delegation, reasons, and how to have it tried.

``ACTIONS`` classifies every action of the rooms of law and money. A new one fails here until somebody has said what it
does to an amount. What is said is held by where the amounts are written (``WRITES``).
"""

import ast
import importlib
import inspect
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories import decisions as law
from tests.factories import recovery
from tests.factories.applications import make_application
from tests.factories.identity import make_staff
from tests.factories.judgement import send_injunction
from tests.factories.people import make_household
from tests.repo.files import SOURCE, sources

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.decisions import actions as decisions
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Delegation, Hearing
from framsteg.apps.identity.enums import Role
from framsteg.apps.recovery import actions as claims

LOWERS = "less money than applied for or paid: through every guard below"
RAISES = "only more money; the database refuses the rest"
FACTS = "facts or a judged line, on which a later decision is made: no amount moves before it"
PROCESS = "a step of the procedure; no amount moves"
PAYS = "pays what is decided, neither more nor less"
HOLDS = "stops one payment that would reach the wrong account; the amount stays and is paid when released"

ACTIONS = {
    "applications": {
        FACTS: {"correct", "receive_paper", "register", "take_back_check", "verify"},
        PROCESS: {"ask_for_paper", "check_file", "discard_draft", "save_draft"},
    },
    "decisions": {
        LOWERS: {"decide", "dismiss"},
        RAISES: {"amend"},
        FACTS: {
            "adjust_norm",
            "assess_asset",
            "assess_income",
            "calculate",
            "correct_application",
            "override_cost",
            "withdraw_adjustment",
        },
        PROCESS: {
            "add_delegation",
            "check_time",
            "close_oral_request",
            "delegation_under",
            "dismiss_late_appeal",
            "forward",
            "note_amendment_receipt",
            "note_announcement",
            "note_judgement",
            "note_mended",
            "note_receipt",
            "note_reply",
            "pass_on_withdrawal",
            "receive_appeal",
            "receive_decision_request",
            "reconsider",
            "refuse_decision_request",
            "request_to_speak",
            "send_hearing",
            "send_hearing_before_dismissal",
            "send_injunction",
            "withdraw_appeal",
        },
    },
    "payments": {
        PAYS: {"attest_batch", "export_batch", "make_batch", "order", "release_order"},
        HOLDS: {"remove_from_batch"},
    },
    "recovery": {
        LOWERS: {"decide_claim"},
        RAISES: {"forgive", "supplement"},
        FACTS: {"note_circumstances", "note_late_facts", "open_claim"},
        PROCESS: {
            "close_claim",
            "let_stand",
            "note_action_brought",
            "note_claim_reply",
            "note_decision_to_sue",
            "note_repayment",
            "send_claim_hearing",
        },
    },
}
# Where a row with an amount is written, by file: decided, amended for the better, ordered, claimed back.
WRITES = {
    "Decision": {"decisions/actions/_shared.py"},
    "Amendment": {"decisions/actions/amendment.py"},
    "Order": {"payments/actions.py"},
    "ClaimMonth": {"recovery/actions/claim.py"},
}


@pytest.mark.parametrize("room", ACTIONS)
def test_every_action_is_classified_by_what_it_does_to_an_amount(room):
    package = f"framsteg.apps.{room}.actions"
    found = {
        name
        for name, function in inspect.getmembers(importlib.import_module(package), inspect.isfunction)
        if function.__module__.startswith(package) and not name.startswith("_")
    }
    said = [name for names in ACTIONS[room].values() for name in names]

    assert found == set(said), "say in ACTIONS what it does to an amount; what lowers one gets its guards below"
    assert len(said) == len(set(said)), "one class for each"


@pytest.mark.parametrize("table", WRITES)
def test_amounts_are_written_in_these_places_only(table):
    written = {
        str(path.relative_to(SOURCE / "apps"))
        for path in sources("apps/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {f"{table}.objects.create", f"{table}.objects.bulk_create"}
    }
    assert written == WRITES[table]


def test_a_decision_is_kept_by_deciding_or_dismissing_and_by_nothing_else():
    callers = {
        (path.name, function.name)
        for path in sources("apps/**/actions/*.py")
        for function in ast.parse(path.read_text()).body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "keep_decision"
    }
    assert callers == {("decision.py", "decide"), ("injunction.py", "dismiss")}


WEIGHED = "Barnet har det som behövs kvar, och har fått berätta."


@pytest.fixture
def delegations(db):
    return law.make_delegations()


def refusing(kind):
    """A family's application that the calculation refuses in part or in whole, heard and not answered."""
    incomes = {"wage": 60_000} if kind is DecisionKind.REFUSAL else None
    application = make_application(make_household(children=1), incomes=incomes)
    if kind is DecisionKind.PARTIAL:
        law.cut_rent(application)
    law.calculate(application)
    law.hear(application)
    return application


def decide(application, **changes):
    facts = {
        "kind": changes.pop("kind", DecisionKind.PARTIAL),
        "reasons": "Hyran är högre än en skälig hyra.",
        "children": WEIGHED,
        "version": application.version,
        "by": law.caseworker_of(application),
        "at": law.soon_after(application, days=20),
    }
    return decisions.decide(application=application, **facts | changes)


@pytest.mark.parametrize("kind", [DecisionKind.PARTIAL, DecisionKind.REFUSAL])
class TestDecide:
    def test_stands_when_every_guard_is_passed_and_tells_how_to_appeal(self, delegations, kind):
        letter = decide(refusing(kind), kind=kind).letter

        for told in ("Så överklagar du", "3 veckor", "tala muntligt", WEIGHED, "Hyran är högre"):
            assert told in letter

    @pytest.mark.parametrize(
        ("changes", "denied"),
        [
            ({"children": " "}, decisions.ChildrenNotWeighed),
            ({"reasons": " "}, decisions.ReasonsMissing),
        ],
    )
    def test_is_refused_without_words(self, delegations, kind, changes, denied):
        with pytest.raises(denied):
            decide(refusing(kind), kind=kind, **changes)

    def test_is_refused_while_the_person_may_still_answer(self, delegations, kind):
        application = refusing(kind)

        with pytest.raises(decisions.NotHeard):
            decide(application, kind=kind, at=law.soon_after(application, days=10))

    def test_is_refused_without_a_hearing(self, delegations, kind):
        application = refusing(kind)
        Hearing.objects.all().delete()

        with pytest.raises(decisions.NotHeard):
            decide(application, kind=kind)

    def test_is_refused_to_who_has_no_delegation_or_another_role(self, delegations, kind):
        application = refusing(kind)
        with pytest.raises(NotAllowed):
            decide(application, kind=kind, by=make_staff(Role.CONSULTANT))

        Delegation.objects.all().delete()
        with pytest.raises(decisions.NoDelegation):
            decide(application, kind=kind)


def dismiss(application, **changes):
    facts = {
        "reasons": "Det går inte att se vem som söker.",
        "children": WEIGHED,
        "version": application.version,
        "by": law.caseworker_of(application),
        "at": law.soon_after(application, days=60),
    }
    return decisions.dismiss(application=application, **facts | changes)


class TestDismiss:
    @pytest.fixture
    def application(self, delegations):
        application = make_application(make_household(children=1))
        send_injunction(application)
        return application

    def test_stands_when_every_guard_is_passed_and_tells_how_to_appeal(self, application):
        letter = dismiss(application).letter

        for told in ("Så överklagar du", "3 veckor", WEIGHED, "Du kan fortfarande rätta ansökan"):
            assert told in letter

    @pytest.mark.parametrize(
        ("changes", "denied"),
        [
            ({"children": ""}, decisions.ChildrenNotWeighed),
            ({"reasons": ""}, decisions.ReasonsMissing),
            ({"because": "Ett annat skäl."}, decisions.NotHeard),
        ],
    )
    def test_is_refused_without_words_or_a_hearing(self, application, changes, denied):
        with pytest.raises(denied):
            dismiss(application, **changes)

    def test_is_refused_while_the_person_may_still_mend(self, application):
        sent_at = application.injunctions.get().sent_at

        with pytest.raises(decisions.CannotDismiss):
            dismiss(application, at=sent_at + timedelta(days=1))

    def test_is_refused_to_who_has_no_delegation_or_another_role(self, application):
        with pytest.raises(NotAllowed):
            dismiss(application, by=make_staff(Role.JOB_COACH))

        Delegation.objects.all().delete()
        with pytest.raises(decisions.NoDelegation):
            dismiss(application)


class TestDecideClaim:
    @pytest.fixture
    def claim(self, db):
        return recovery.make_claim(make_household(children=1))

    def test_stands_when_every_guard_is_passed_and_tells_how_to_have_it_tried(self, claim):
        recovery.hear(claim)
        letter = recovery.decide(recovery.find_out(claim, children=WEIGHED)).letter

        for told in ("laglighetsprövning", "förvaltningsrätten", "räknas aldrig av", WEIGHED):
            assert told in letter

    @pytest.mark.parametrize(
        ("heard", "found_out", "changes", "denied", "words"),
        [
            (False, {"children": WEIGHED}, {}, claims.ClaimRefused, "Kommunicera"),
            (True, {"children": ""}, {}, claims.ClaimRefused, "barn"),
            (True, None, {}, claims.ClaimRefused, "barn"),
            (True, {"children": WEIGHED, "would_lack_means": None}, {}, claims.ClaimRefused, "Ta först reda på"),
            (True, {"children": WEIGHED}, {"reasons": " "}, claims.ClaimRefused, "motivering"),
            (True, {"children": WEIGHED}, {"amount": Decimal(6001)}, claims.ClaimRefused, "högst"),
            (True, {"children": WEIGHED}, {"at": recovery.HEARD + timedelta(days=2)}, claims.ClaimRefused, "svara"),
        ],
    )
    def test_is_refused_without_any_one_guard(self, claim, heard, found_out, changes, denied, words):
        if heard:
            recovery.hear(claim)
        ready = claim if found_out is None else recovery.find_out(claim, **found_out)

        with pytest.raises(denied, match=words):
            recovery.decide(ready, **changes)

    def test_is_refused_to_who_has_no_delegation_or_another_role(self, claim):
        recovery.hear(claim)
        ready = recovery.find_out(claim, children=WEIGHED)

        with pytest.raises(decisions.NoDelegation):
            recovery.decide(ready, by=recovery.caseworker_of(claim.household))
        with pytest.raises(NotAllowed):
            recovery.decide(ready, by=make_staff(Role.CONSULTANT))
