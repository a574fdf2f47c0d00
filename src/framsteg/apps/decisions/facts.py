"""
From an application to a case file for ``framsteg.entitlement``: what was applied for, and what is accepted of it.

Nothing else may come in here. In particular no attendance, no missed deadline and no activity: they are evidence for a
person who decides, never a term in a calculation (a test holds this).
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import ValidationError

from framsteg.apps.applications import queries as applications
from framsteg.apps.applications.models import Application
from framsteg.apps.applications.queries import CostFacts, PersonFacts
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.decisions import queries
from framsteg.apps.people.enums import MemberRole
from framsteg.entitlement.facts import Case

ROLES: dict[str, str] = {
    MemberRole.APPLICANT: "adult",
    MemberRole.CO_APPLICANT: "adult",
    MemberRole.CHILD: "child",
    MemberRole.PUPIL: "pupil",
}
WORDS: dict[str, str] = {
    MemberRole.APPLICANT: "sökande",
    MemberRole.CO_APPLICANT: "medsökande",
    MemberRole.CHILD: "barn",
    MemberRole.PUPIL: "skolungdom",
}
ASSETS = {"vehicle": "car", "property": "dwelling"}  # the other words are the same in form and case file


class FactsDoNotFit(ActionDenied):
    """The application's facts contradict each other; the text says which and what to do."""


def case_file_of(application: Application) -> dict[str, Any]:
    """
    Return the case file in primitives, as ``framsteg assess`` reads it and as a calculation stores it.

    Each cost carries ``accepted`` and ``reason`` where a caseworker has assessed it. ``assistance_months`` are the
    household's months with granted assistance before this one.
    """
    facts = applications.facts(application)
    names = _names(facts["persons"])
    return {
        "month": str(application.month),
        "kommun": settings.KOMMUN_CODE,
        "persons": [_person(row, names, facts["persons"]) for row in facts["persons"]],
        "other_residents": application.other_residents,
        "costs": _costs(application, facts["costs"]),
        "incomes": [
            {
                "person": names[row["person_id"]],
                "kind": row["kind"],
                "net": str(row["net"]),
                "received": row["received"].isoformat(),
            }
            for row in facts["incomes"]
        ],
        "assets": [
            {
                "person": names[row["person_id"]],
                "kind": ASSETS.get(row["kind"], row["kind"]),
                "amount": str(row["amount"]),
            }
            for row in facts["assets"]
        ],
        "assistance_months": queries.months_before(application),
    }


def as_case(file: dict[str, Any]) -> Case:
    """Check a case file. :raises FactsDoNotFit:"""
    try:
        return Case.model_validate(file)
    except ValidationError as refused:
        sentences = " ".join(error["msg"] for error in refused.errors(include_url=False))
        words = {"faults": sentences}
        raise FactsDoNotFit(
            _("Uppgifterna i ansökan går inte ihop. %(faults)s Rätta ansökan och beräkna igen.") % words
        )


def _names(persons: Sequence[PersonFacts]) -> dict[int, str]:
    """Return what each person is called in the calculation, by key: sökande, barn 1 … No name is needed there."""
    names: dict[int, str] = {}
    for row in persons:
        word = WORDS[row["role"]]
        number = sum(name.split()[0] == word for name in names.values()) + 1
        names[row["person_id"]] = word if row["role"] in MemberRole.adults() else f"{word} {number}"
    return names


def _person(row: PersonFacts, names: dict[int, str], persons: Sequence[PersonFacts]) -> dict[str, Any]:
    person = {
        "id": names[row["person_id"]],
        "born": row["born"].isoformat(),
        "role": ROLES[row["role"]],
        "lunch_away": row["lunch_away"],
        "days": row["days"],
    }
    partner = next((names[other["person_id"]] for other in persons if other["role"] == MemberRole.CO_APPLICANT), None)
    if row["role"] == MemberRole.APPLICANT and partner:
        person["cohabits_with"] = partner
    return person


def _costs(application: Application, costs: Sequence[CostFacts]) -> list[dict[str, Any]]:
    """Return the costs, with what is accepted where assessed; after a correction never more than is applied for."""
    overrides = application.overrides.order_by("pk").values_list("cost_id", "accepted", "reason")
    assessed = {cost: (accepted, reason) for cost, accepted, reason in overrides}  # the latest for a cost counts
    rows = []
    for cost in costs:
        row: dict[str, Any] = {"kind": cost["kind"], "applied": str(cost["applied"])}
        if cost["id"] in assessed:
            accepted, reason = assessed[cost["id"]]
            row |= {"accepted": str(min(accepted, cost["applied"])), "reason": reason}
        rows.append(row)
    return rows
