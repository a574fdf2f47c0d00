"""The facts of an application, as a calculation takes them in."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from framsteg.apps.applications.enums import Evidence
from framsteg.apps.applications.models import Applicant, Application, Asset, Cost, Income
from framsteg.entitlement.month import Month

# Read at every calculation, so they are written out (``core.sql``).
_PERSONS = """
    SELECT a.*, p.born FROM applications_applicant a JOIN people_person p ON p.id = a.person_id
    WHERE a.application_id = %s ORDER BY a.id
"""
_COSTS = "SELECT * FROM applications_cost WHERE application_id = %s ORDER BY id"
_INCOMES = "SELECT * FROM applications_income WHERE application_id = %s ORDER BY id"
_ASSETS = "SELECT * FROM applications_asset WHERE application_id = %s ORDER BY id"


class PersonFacts(TypedDict):
    """One person of a case file. ``days`` None: as long as the household. ``lma``: see ``entitlement`` (ENT-05)."""

    person_id: int
    born: date
    role: str
    days: int | None
    lunch_away: bool
    lma: bool
    obstacle: str


class CostFacts(TypedDict):
    """
    One cost, in kronor.

    ``applied`` is what the household applied for, and ``counts`` what an assessment begins from: the verified amount
    where there is one, else ``applied``. It may be lower or higher. ``source`` and ``noted`` are those of ``counts``.
    """

    id: int
    kind: str
    applied: Decimal
    counts: Decimal
    is_verified: bool
    note: str
    source: str
    noted: date


class IncomeFacts(TypedDict):
    """
    One income after tax, in kronor.

    ``net`` is what counts: the verified amount where there is one, else ``declared``. ``source`` and ``noted`` are
    those of ``net``.
    """

    id: int
    person_id: int
    kind: str
    net: Decimal
    declared: Decimal
    is_verified: bool
    received: date
    source: str
    noted: date


class AssetFacts(TypedDict):
    """One asset at its declared worth, in kronor."""

    id: int
    person_id: int
    kind: str
    amount: Decimal
    source: str
    noted: date


class Facts(TypedDict):
    """
    Everything that a calculation needs from an application. For a case file of ``framsteg.entitlement``:

    - ``days`` is ``Case.days``: how much of the month the household applies for, None the whole; ``persons[].days`` is
      the person's own part, ``persons[].lma`` is ``Person.lma``.
    - ``incomes[].net`` already is the amount that counts. ``declared`` is for showing the two side by side, and where
      ``net > declared`` the person has not seen what the decision rests on: hear her first (FL 25 §).
    - ``costs[].applied`` stays what was applied for. Where ``counts < applied`` and nobody has assessed the cost,
      ``counts`` is what is accepted, with ``source`` as the reason; where ``counts > applied`` the need is ``counts``,
      so ``Cost.applied`` is the higher of the two.
    - ``source`` (Swedish, whatever language the user reads: «ansökan», «rättelse» or what was looked at, such as
      «hyresavi») and ``noted`` (the day) are ``Sourced.source`` and ``Sourced.noted`` of costs, incomes and assets.
    """

    month: Month
    days: int | None
    other_residents: int
    persons: list[PersonFacts]
    costs: list[CostFacts]
    incomes: list[IncomeFacts]
    assets: list[AssetFacts]


def facts(application: Application) -> Facts:
    """Return everything a case file is made of, rows in the order they were given. Four queries."""
    came_in = timezone.localdate(application.received_at)
    with translation.override(settings.LANGUAGE_CODE):  # what is stored with a calculation has one language
        return {
            "month": application.month,
            "days": application.days,
            "other_residents": application.other_residents,
            "persons": [_person(row) for row in Applicant.objects.raw(_PERSONS, [application.pk])],
            "costs": [_cost(row, came_in) for row in Cost.objects.raw(_COSTS, [application.pk])],
            "incomes": [_income(row, came_in) for row in Income.objects.raw(_INCOMES, [application.pk])],
            "assets": [
                {
                    "id": row.pk,
                    "person_id": row.person_id,
                    "kind": row.kind,
                    "amount": row.amount,
                    "source": _declared_in(row.noted_on, came_in),
                    "noted": row.noted_on,
                }
                for row in Asset.objects.raw(_ASSETS, [application.pk])
            ],
        }


def _person(row: Applicant) -> PersonFacts:
    return {
        "person_id": row.person_id,
        "born": row.born,  # type: ignore[attr-defined]  # the statement's own column
        "role": row.role,
        "days": row.days,
        "lunch_away": row.lunch_away,
        "lma": row.lma,
        "obstacle": row.obstacle,
    }


def _cost(row: Cost, came_in: date) -> CostFacts:
    source, noted = _provenance(row, came_in)
    return {
        "id": row.pk,
        "kind": row.kind,
        "applied": row.applied,
        "counts": row.counts,
        "is_verified": row.verified_amount is not None,
        "note": row.note,
        "source": source,
        "noted": noted,
    }


def _income(row: Income, came_in: date) -> IncomeFacts:
    source, noted = _provenance(row, came_in)
    return {
        "id": row.pk,
        "person_id": row.person_id,
        "kind": row.kind,
        "net": row.counts,
        "declared": row.net,
        "is_verified": row.verified_amount is not None,
        "received": row.received,
        "source": source,
        "noted": noted,
    }


def _provenance(row: Cost | Income, came_in: date) -> tuple[str, date]:
    """Return where the amount that counts comes from, and the day it was noted."""
    if row.verified_on is not None:
        return str(Evidence(row.verified_source).label), row.verified_on
    return _declared_in(row.noted_on, came_in), row.noted_on


def _declared_in(noted_on: date, came_in: date) -> str:
    return _("ansökan") if noted_on == came_in else _("rättelse")
