"""Reading consents: what a unit may see, and why."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from framsteg.apps.identity.enums import UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.identity.permissions import PATHWAY_WORK, has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import may_work_on_pathway
from framsteg.apps.people.queries import case_header as kommun_header
from framsteg.apps.people.queries import shown_name


@dataclass(frozen=True)
class ConsentRow:
    """One consent on the page about a household's consents."""

    id: int
    person: str
    recipient: str
    purpose: str
    covers: list[str]
    given_at: datetime
    until: datetime
    given_how: str
    recorded_by: str
    withdrawn_at: datetime | None
    in_force: bool


def shared_by_person(user: User, household_id: int, at: datetime) -> Mapping[int, frozenset[Shared]]:
    """
    Return what the user may see of each person's journey, by the person's key. One query at most.

    Who works with the pathway in the kommun sees every part. Others see what consents in force cover, of that person
    and for the user's unit: the consent of one adult in a household does not open the journey of the other.
    """
    if has_role(user, PATHWAY_WORK):
        return defaultdict(lambda: frozenset(Shared))
    shared: defaultdict[int, frozenset[Shared]] = defaultdict(frozenset)
    consents = Consent.objects.in_force(at).filter(household=household_id, recipient=user.unit_id)
    for person, covers in consents.values_list("person", "covers"):
        shared[person] |= {Shared(value) for value in covers}
    return shared


def named_persons(user: User, household: Household, at: datetime) -> frozenset[int] | None:
    """Return the keys of the persons whose names are shared with the user; None means that no consent is needed."""
    if not _is_partner(user):
        return None
    rows = Consent.objects.in_force(at).filter(household=household, recipient=user.unit_id)
    return frozenset(person for person, covers in rows.values_list("person", "covers") if Shared.CONTACT in covers)


def case_header(household: Household, user: User, at: datetime, *, tab: str = "") -> dict[str, Any]:
    """Return ``people.queries.case_header`` with the names that consents share: for pages that a partner may open."""
    return kommun_header(household, user, at, tab=tab, named=named_persons(user, household, at))


def consents_of(household: Household) -> list[Consent]:
    """Return the household's consents, the latest first, with person and recipient. One query."""
    rows = Consent.objects.filter(household=household).select_related("person", "recipient", "recorded_by")
    return list(rows.order_by("-given_at", "-pk"))


def consent_rows(user: User, household: Household, at: datetime) -> list[ConsentRow]:
    """Return the household's consents as rows of a page. One query."""
    return [
        ConsentRow(
            id=row.pk,
            person=shown_name(user, row.person, household),
            recipient=str(row.recipient),
            purpose=row.purpose,
            covers=row.labels,
            given_at=row.given_at,
            until=row.until,
            given_how=row.given_how,
            recorded_by=str(row.recorded_by),
            withdrawn_at=row.withdrawn_at,
            in_force=row.given_at <= at < row.until and (row.withdrawn_at is None or row.withdrawn_at > at),
        )
        for row in consents_of(household)
    ]


def consent_for(user: User, consent_id: int, at: datetime) -> Consent:
    """Return the consent. :raises Http404: unless the user may work with the household's way to work"""
    rows = Consent.objects.select_related("household", "recipient")
    consent = rows.filter(pk=consent_id).first()
    if consent is None or not may_work_on_pathway(user, consent.household, at):
        raise Http404
    return consent


def partner_units() -> list[Unit]:
    """Return the units outside the kommun that a consent may be given to."""
    return list(Unit.objects.filter(kind=UnitKind.EMPLOYMENT_SERVICE).order_by("name"))


def _is_partner(user: User) -> bool:
    return user.unit.kind == UnitKind.EMPLOYMENT_SERVICE
