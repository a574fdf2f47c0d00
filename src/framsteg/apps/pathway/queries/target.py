"""Whom the working model is for, among the adults of an application."""

from datetime import date

from django.db import connection
from django.utils import timezone

from framsteg.apps.applications.enums import Obstacle
from framsteg.apps.applications.models import Application
from framsteg.apps.pathway.enums import OUTSIDE_LABOUR_MARKET
from framsteg.apps.people.enums import MemberRole
from framsteg.workingmodel import Facts, WorkingModel, is_for

# Asked at every application, so it is written out: to build it each time took longer than to run it.
_APPLICANTS = """
    SELECT a.person_id, a.role, a.obstacle, p.born, EXISTS (
        SELECT 1 FROM pathway_journey j WHERE j.person_id = a.person_id AND j.ended_at IS NULL
    )
    FROM applications_applicant a JOIN people_person p ON p.id = a.person_id
    WHERE a.application_id = %s ORDER BY a.id
"""


def adults_to_begin(model: WorkingModel, application: Application) -> list[int]:
    """
    Return the keys of the adults whom a model is for, and who have no ongoing journey.

    Where the model's target groups leave it open, they are those who stand outside the labour market. What has been
    granted is not known in this room, so a criterion of months on support is open here.
    """
    with connection.cursor() as cursor:
        cursor.execute(_APPLICANTS, [application.pk])
        applicants = cursor.fetchall()
    adults = MemberRole.adults()
    children = sum(role not in adults for _person, role, *_rest in applicants)
    day = timezone.localdate(application.received_at)
    return [
        person
        for person, role, obstacle, born, is_on_the_way in applicants
        if role in adults and not is_on_the_way and _is_for(model, _facts(obstacle, _age(born, day), children))
    ]


def _is_for(model: WorkingModel, facts: Facts) -> bool:
    answer = is_for(model, facts)
    return facts.outside_labour_market is True if answer is None else answer


def _facts(obstacle: str, age: int, children: int) -> Facts:
    """The obstacle tells three things; one that is not asked for, or answered, tells none."""
    if not obstacle or obstacle == Obstacle.UNKNOWN:
        return Facts(applicant=True, age=age, children=children)
    return Facts(
        applicant=True,
        age=age,
        children=children,
        obstacle=str(obstacle),
        outside_labour_market=obstacle in OUTSIDE_LABOUR_MARKET,
        full_time_occupied=True if obstacle == Obstacle.FULL_TIME else None,
    )


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
