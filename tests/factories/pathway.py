"""Journeys for tests, made through the actions; a situation is a function (opened, referred, enrolled, mapped …)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.factories.identity import make_staff, make_unit
from tests.factories.people import applicant_of, make_household
from tests.helpers import swedish_time

from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import User
from framsteg.apps.pathway import actions
from framsteg.apps.pathway.enums import Destination, Owner, Party
from framsteg.apps.pathway.models import Enrolment, Exit, Journey, Mapping, Plan
from framsteg.apps.people.models import Household
from framsteg.workingmodel import WorkingModel

RECEIVED = swedish_time(2026, 3, 2, 9, 0)  # a Monday
REFERRED = RECEIVED + timedelta(hours=24)
FIRST_DAY = date(2026, 3, 9)  # the Monday after
MAPPED = swedish_time(2026, 3, 12, 10, 0)
DRAFTED = swedish_time(2026, 3, 16, 10, 0)
SIGNED = swedish_time(2026, 3, 18, 10, 0)
LEFT = swedish_time(2026, 3, 20, 14, 0)


@dataclass(frozen=True)
class Team:
    """Everyone around a person: one unit for assistance, one Jobbcentrum, one for Arbetsförmedlingen."""

    caseworker: User
    manager: User
    consultant: User
    coach: User
    officer: User


def make_team() -> Team:
    caseworker = make_staff(Role.CASEWORKER)
    jobbcentrum = make_unit(UnitKind.LABOUR_MARKET)
    return Team(
        caseworker=caseworker,
        manager=make_staff(Role.MANAGER, caseworker.unit),
        consultant=make_staff(Role.CONSULTANT, jobbcentrum),
        coach=make_staff(Role.JOB_COACH, jobbcentrum),
        officer=make_staff(Role.EMPLOYMENT_OFFICER),
    )


def opened(
    team: Team, household: Household | None = None, *, at: datetime = RECEIVED, **household_facts: Any
) -> Journey:
    """A journey that an application has just opened."""
    household = household or make_household(team.caseworker, **household_facts)
    return actions.open_journey(
        household=household, person=applicant_of(household), received_at=at, by=team.caseworker, at=at
    )


def begun(team: Team, model: WorkingModel, *, at: datetime = RECEIVED) -> Journey:
    """A journey that has just been opened under another model than the kommun's own."""
    household = make_household(team.caseworker)
    person = applicant_of(household)
    return actions.open_journey(
        household=household, person=person, model=model, received_at=at, by=team.caseworker, at=at
    )


def referred(team: Team, journey: Journey | None = None, *, at: datetime = REFERRED, **household_facts: Any) -> Journey:
    """A journey referred to Jobbcentrum inside the 48 hours."""
    journey = journey or opened(team, **household_facts)
    actions.refer(journey=journey, first_day=FIRST_DAY, by=team.caseworker, at=at)
    return journey


def enrolled(team: Team, **household_facts: Any) -> Enrolment:
    """A person in the first of four weeks at Jobbcentrum."""
    journey = referred(team, **household_facts)
    at = swedish_time(2026, 3, 9, 8, 0)
    return actions.start_programme(journey=journey, starts_on=FIRST_DAY, by=team.caseworker, at=at)


def mapped(team: Team, journey: Journey, *, at: datetime = MAPPED) -> Mapping:
    """A kartläggning made with the person."""
    answers = [{"theme": "work", "person": "Jag har kört truck i tio år.", "worker": "Lång vana av lager."}]
    summary = "Vill tillbaka till lagerarbete."
    return actions.hold_mapping(journey=journey, answers=answers, summary=summary, by=team.caseworker, at=at)


def drafted(team: Team, journey: Journey, *, at: datetime = DRAFTED) -> Plan:
    """A plan with one line that the kommun owns, signed by nobody."""
    plan = actions.draft_plan(journey=journey, goal="Jag vill köra truck igen.", by=team.caseworker, at=at)
    actions.add_line(
        plan=plan,
        version=plan.version,
        text="Ordna truckkort",
        owner=Owner.KOMMUN,
        due_on=date(2026, 3, 20),
        by=team.caseworker,
        at=at,
    )
    plan.refresh_from_db()
    return plan


def signed(team: Team, plan: Plan, *parties: Party, at: datetime = SIGNED) -> None:
    """Let the parties sign, each through the one who may."""
    signs = {Party.CONSULTANT: team.consultant, Party.COACH: team.coach, Party.EMPLOYMENT_OFFICER: team.officer}
    for party in parties:
        by = signs.get(party, team.caseworker)
        actions.sign_plan(plan=plan, party=party, name=str(by), how="på papper vid mötet", by=by, at=at)


def left(team: Team, journey: Journey, *, at: datetime = LEFT, **facts: Any) -> Exit:
    """The exit of a journey, to a job unless told."""
    given = {"destination": Destination.JOB_UNSUBSIDISED, "detail": "Lagerbolaget", "exited_on": at.date()} | facts
    return actions.exit_journey(journey=journey, **given, by=team.caseworker, at=at)
