"""Applications for tests, registered through the action."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from tests.factories.people import make_household
from tests.helpers import swedish_time

from framsteg.apps.applications import actions
from framsteg.apps.applications.actions import NewApplicant, NewAsset, NewCost, NewIncome, NewPaper
from framsteg.apps.applications.enums import Channel, CostKind, IncomeKind, Obstacle
from framsteg.apps.applications.models import Application
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month

MARCH = Month(2025, 3)


def applicants(household: Household, *, obstacle: Obstacle = Obstacle.UNEMPLOYED) -> list[NewApplicant]:
    """Return the household's present members as the application tells them; adults with the obstacle."""
    rows = household.memberships.filter(until=None).select_related("person").order_by("pk")
    return [
        NewApplicant(row.person, MemberRole(row.role), obstacle=obstacle if row.role in MemberRole.adults() else "")
        for row in rows
    ]


def make_application(
    household: Household | None = None,
    *,
    month: Month = MARCH,
    received_at: datetime | None = None,
    costs: Mapping[CostKind, int] | None = None,
    incomes: Mapping[IncomeKind, int] | None = None,
    obstacle: Obstacle = Obstacle.UNEMPLOYED,
    assets: Sequence[NewAsset] = (),
    papers: Sequence[NewPaper] = (),
    token: UUID | None = None,
    by: User | None = None,
    at: datetime | None = None,
) -> Application:
    """
    Register an application by the household's caseworker; by default a rent of 5 500 kr and no income.

    ``incomes`` are the applicant's, received on the 25th of the month before. It comes in on the third at nine.
    """
    household = household or make_household(by)
    caseworker = by or household.caseworker
    assert caseworker is not None, "say who registers: by=…"
    received = received_at or swedish_time(month.year, month.month, 3, 9, 0)
    members = applicants(household, obstacle=obstacle)
    return actions.register(
        household=household,
        month=month,
        received_at=received,
        channel=Channel.FORM,
        members=members,
        costs=[NewCost(kind, Decimal(kr)) for kind, kr in (costs or {CostKind.RENT: 5500}).items()],
        incomes=[
            NewIncome(members[0].person, kind, Decimal(kr), date(month.previous.year, month.previous.month, 25))
            for kind, kr in (incomes or {}).items()
        ],
        assets=assets,
        papers=papers,
        token=token or uuid4(),
        by=caseworker,
        at=at or received + timedelta(minutes=10),
    )
