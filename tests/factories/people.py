"""Persons and households for tests, made through the actions. The numbers are Skatteverket's test numbers: nobody's."""

from datetime import date, datetime
from itertools import cycle

from tests.factories.identity import make_staff
from tests.helpers import swedish_time

from framsteg.apps.core.personal_number import parse
from framsteg.apps.identity.models import User
from framsteg.apps.people import actions
from framsteg.apps.people.actions import NewMember
from framsteg.apps.people.enums import MemberRole, Protection, Sex
from framsteg.apps.people.models import Household, Person

OPENED = swedish_time(2025, 1, 7, 9, 0)  # before whatever happens in a test
ADULT_NUMBERS = """
197008089281 197603132387 197607082398 197611032397 197703022397 197706282386 197710242392
197802182381 197806152398 197810112388 197902062384 197906022384 197909252392 198001212383
198005152395 198009092399 198101022393 198104282390 198108222392 198112172393 198204122397
198208059280 198211302388 198303262383 198307192396 198311122397 198403082384 198407022386
198410262391 198502192381 198506152381 198510092391 198602029996 198605302382 198609242386
198701182381 198705182387 198709152386 198801132385 198805112383 198809082384 198901062383
198905062389 198909022397 199001012385 199005062394 199009012395 199012242393 199104232393
199108202392 199112182390 199204152384 199208112392 199212092390 199304072391 199308052399
199312032395 199403222384 199407202382 199411172381 199503142391 199507122399 199511092398
199602252398 199606242395 199610222391 199702182388 199706182384 199710162380 199802072380
199806062395 199810042391
"""
CHILD_NUMBERS = """
201001042389 201004042386 201007032384 201010012381 201012302392 201103302392 201106282393
201109262392 201112252398 201203252380 201206232389 201209212388 201212192395 201303192395
201306172394 201309152393 201312142399 201405272392 201411232398 201505222388 201511182386
201605162393 201611132380 201705122396 201711082386 201805072392 201811032380 201905022388
201910292380 202004272395 202105162388 202110272396 202204202382 202210192387
"""
SPARE_NUMBERS = ADULT_NUMBERS.split()[:10]  # adults' numbers that no factory gives to anybody: a test may type them
_adults, _children = cycle(ADULT_NUMBERS.split()[10:]), cycle(CHILD_NUMBERS.split())  # more than one test needs


def make_person(
    *,
    number: str = "",
    child: bool = False,
    given_name: str = "Test",
    family_name: str = "",
    protection: Protection = Protection.NONE,
    by: User | None = None,
    at: datetime = OPENED,
) -> Person:
    """Add a person; without ``number`` the next unused test number, an adult's or a child's."""
    digits = number or next(_children if child else _adults)
    is_woman = parse(digits, on=at.date()).is_woman
    return actions.add_person(
        personal_number=digits,
        given_name=given_name,
        family_name=family_name or f"Person{digits[-6:]}",
        sex=Sex.WOMAN if is_woman else Sex.MAN,
        protection=protection,
        by=by or make_staff(),
        at=at,
    )


def make_household(
    by: User | None = None,
    *,
    adults: int = 1,
    children: int = 0,
    owned: bool = True,
    protection: Protection = Protection.NONE,
    since: date = date(2024, 1, 1),
    number: str | None = None,
    at: datetime = OPENED,
    personal_number: str = "",
    **names: str,
) -> Household:
    """
    Open a household in the unit of ``by``, who is its caseworker unless ``owned`` is False.

    ``protection``, ``personal_number`` and ``names`` (given_name, family_name) are the applicant's.
    """
    by = by or make_staff()
    applicant = make_person(by=by, at=at, protection=protection, number=personal_number, **names)
    partners = [NewMember(make_person(by=by, at=at), MemberRole.CO_APPLICANT) for _ in range(adults - 1)]
    young = [NewMember(make_person(by=by, at=at, child=True), MemberRole.CHILD) for _ in range(children)]
    return actions.open_household(
        number=number,
        unit=by.unit,
        members=[NewMember(applicant, MemberRole.APPLICANT), *partners, *young],
        since=since,
        caseworker=by if owned else None,
        by=by,
        at=at,
    )


def applicant_of(household: Household) -> Person:
    """Return the household's applicant."""
    return household.memberships.get(role=MemberRole.APPLICANT, until=None).person
