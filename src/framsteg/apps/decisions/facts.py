"""
From an application to a case file for ``framsteg.entitlement``: what was applied for, and what is accepted of it.

Nothing else may come in here. In particular no attendance, no missed deadline and no activity: they are evidence for a
person who decides, never a term in a calculation (a test holds this).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import ValidationError

from framsteg.apps.applications import queries as applications
from framsteg.apps.applications.models import Application
from framsteg.apps.applications.queries import AssetFacts, CostFacts, IncomeFacts, PersonFacts
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import kronor
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.models import MeansOverride, Override
from framsteg.apps.decisions.words import ASSETS, ROLES, names_of
from framsteg.apps.people.enums import MemberRole
from framsteg.entitlement.facts import Case

SHOWN = "Underlaget (%(source)s) visar %(amount)s."  # Swedish always: it is stored with the calculation


class FactsDoNotFit(ActionDenied):
    """The application's facts contradict each other; the text says which and what to do."""


def case_file_of(application: Application) -> dict[str, Any]:
    """
    Return the case file in primitives, as ``framsteg assess`` reads it and as a calculation stores it.

    Each cost carries ``accepted`` and ``reason`` where a caseworker has assessed it or a paper showed less than was
    applied for; each income and asset carries ``counted`` and ``reason`` where somebody has assessed it. Adjustments of
    the norm are those not withdrawn. ``assistance_months`` are the household's months with granted assistance before.
    """
    facts = applications.facts(application)
    names = names_of(facts["persons"])
    is_assessed = queries.is_assessed(application)
    costs = queries.latest_overrides(application) if is_assessed else {}
    incomes, assets = queries.latest_means_overrides(application) if is_assessed else ({}, {})
    return {
        "month": str(application.month),
        "kommun": settings.KOMMUN_CODE,
        "days": facts["days"],
        "persons": [_person(row, names, facts["persons"]) for row in facts["persons"]],
        "other_residents": application.other_residents,
        "costs": _costs(facts["costs"], costs),
        "incomes": [
            {
                "person": names[row["person_id"]],
                "kind": row["kind"],
                "net": str(row["net"]),
                "received": row["received"].isoformat(),
                **_assessed(incomes.get(row["id"]), row["net"]),
                **_provenance(row),
            }
            for row in facts["incomes"]
        ],
        "assets": [
            {
                "person": names[row["person_id"]],
                "kind": ASSETS.get(row["kind"], row["kind"]),
                "amount": str(row["amount"]),
                **_assessed(assets.get(row["id"]), row["amount"]),
                **_provenance(row),
            }
            for row in facts["assets"]
        ],
        "adjustments": _adjustments(application, names) if is_assessed else [],
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


def _person(row: PersonFacts, names: dict[int, str], persons: Sequence[PersonFacts]) -> dict[str, Any]:
    person = {
        "id": names[row["person_id"]],
        "born": row["born"].isoformat(),
        "role": ROLES[row["role"]],
        "lunch_away": row["lunch_away"],
        "days": row["days"],
        "lma": row["lma"],
    }
    partner = next((names[other["person_id"]] for other in persons if other["role"] == MemberRole.CO_APPLICANT), None)
    if row["role"] == MemberRole.APPLICANT and partner:
        person["cohabits_with"] = partner
    return person


def _costs(costs: Sequence[CostFacts], assessed: dict[int, Override]) -> list[dict[str, Any]]:
    """
    Return the costs, with what is accepted where assessed; after a correction never more than what counts.

    What a paper shows is the need: more than was applied for raises what can be accepted, less is what is accepted
    until somebody assesses the cost.
    """
    rows = []
    for cost in costs:
        need = max(cost["applied"], cost["counts"])
        row: dict[str, Any] = {"kind": cost["kind"], "applied": str(need), **_provenance(cost)}
        if override := assessed.get(cost["id"]):
            row |= {"accepted": str(min(override.accepted, need)), "reason": override.reason, "basis": override.basis}
            row |= {"household_share": override.share} if override.share else {}
        elif cost["counts"] < cost["applied"]:
            words = {"source": cost["source"], "amount": kronor(cost["counts"])}
            row |= {"accepted": str(cost["counts"]), "reason": SHOWN % words}
        rows.append(row)
    return rows


def _assessed(override: MeansOverride | None, whole: Decimal) -> dict[str, str]:
    """Return what counts and why; after a correction never more than there is."""
    return {} if override is None else {"counted": str(min(override.counted, whole)), "reason": override.reason}


def _adjustments(application: Application, names: dict[int, str]) -> list[dict[str, Any]]:
    """Return what is higher or lower in the norm. That of a person who has left the application is nobody's."""
    rows = application.adjustments.filter(withdrawn_at=None).order_by("pk")
    return [
        {
            "person": None if row.person_id is None else names[row.person_id],
            "direction": row.direction,
            "amount": str(row.amount),
            "reason": row.reason,
            "item": row.item,
        }
        for row in rows
        if row.person_id is None or row.person_id in names
    ]


def _provenance(row: CostFacts | IncomeFacts | AssetFacts) -> dict[str, str]:
    return {"source": row["source"], "noted": row["noted"].isoformat()}
