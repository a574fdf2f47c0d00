"""Money paid too much never lowers another month (HFD 2013 ref. 18): there is no path from a claim to less money."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.factories import decisions as decided
from tests.factories import recovery as factory
from tests.factories.applications import make_application
from tests.factories.payments import make_order

from framsteg import entitlement
from framsteg.apps import applications, decisions, payments, recovery
from framsteg.apps.applications.queries import facts as application_facts
from framsteg.apps.decisions.facts import case_file_of
from framsteg.apps.payments.models import Order
from framsteg.apps.recovery.facts import Corrections, corrected
from framsteg.entitlement.calculate import calculate
from framsteg.entitlement.facts import Case
from framsteg.entitlement.month import Month

BELOW = [Path(room.__path__[0]) for room in (applications, decisions, payments)]
CALCULATING = [Path(entitlement.__path__[0]) / name for name in ("calculate.py", "facts.py", "rows.py", "rules")]
FILES = sorted(
    file for place in [*BELOW, *CALCULATING] for file in ([place] if place.suffix == ".py" else place.rglob("*.py"))
)
OWN = sorted(Path(recovery.__path__[0]).rglob("*.py"))
MONEY_WRITERS = {"order", "make_batch", "attest_batch", "export_batch", "remove_from_batch", "release_order", "decide"}


def imports_of(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def test_no_room_that_calculates_decides_or_pays_knows_of_claims():
    crossing = {str(file): [name for name in imports_of(file.read_text()) if "recovery" in name] for file in FILES}

    assert {file: names for file, names in crossing.items() if names} == {}


def test_this_room_orders_and_decides_nothing():
    """It changes what is granted through an amendment for the better, and nothing else of the rooms below."""
    used = {
        str(file.name): sorted(name for name in imports_of(file.read_text()) if "payments.actions" in name)
        for file in OWN
    }
    calls = {
        f"{file.name}: decisions.{node.attr}"
        for file in OWN
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "decisions"
        if file.parent.name == "actions"
    }

    assert [names for names in used.values() if names] == []
    assert calls == {"late.py: decisions.amend"}


def test_a_case_file_has_no_word_for_a_debt():
    words = set(Case.model_fields)

    assert not {
        word for word in words if any(part in word for part in ("claim", "debt", "recover", "repay", "set_off"))
    }


def test_a_correction_takes_nothing_but_facts_of_the_month():
    file = {"month": "2025-03", "persons": [], "incomes": [], "costs": [], "assets": []}

    assert corrected(file, Corrections(), source="", noted=date(2025, 6, 2)).keys() == file.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("has_claim", [False, True])
def test_the_next_month_is_the_same_with_a_claim_as_without(has_claim):
    household = (factory.make_decided_claim() if has_claim else factory.make_paid()[0]).household

    application = make_application(household, month=Month(2025, 7))
    file = case_file_of(application)
    decision_amounts = _decide_and_order(application)

    assert set(application_facts(application)) >= {"costs", "incomes", "persons"}
    assert file["incomes"] == []
    assert [cost["applied"] for cost in file["costs"]] == ["5500.00"]
    assert decision_amounts == (_expected(), _expected())


def _decide_and_order(application) -> tuple[Decimal, Decimal]:
    calculation = decided.calculate(application)
    decision = decided.decide(application, "grant")
    assert calculation.facts == decision.calculation.facts
    make_order(decision, at=decision.decided_at)
    return decision.granted, Order.objects.get(decision=decision).amount


def _expected() -> Decimal:
    """What the library gives one adult with a rent of 5 500 kr, told of nothing else."""
    case = Case.model_validate(
        {
            "month": "2025-07",
            "persons": [{"id": "a", "born": "1990-01-01", "role": "adult"}],
            "costs": [{"kind": "rent", "applied": 5500}],
        }
    )
    assistance = calculate(case).assistance
    assert assistance is not None
    return assistance
