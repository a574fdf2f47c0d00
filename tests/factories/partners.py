"""Consents for tests, given through the action."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.factories.identity import make_unit
from tests.factories.people import OPENED, applicant_of

from framsteg.apps.identity.enums import UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.partners import actions
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.people.models import Household, Person


def make_consent(
    household: Household,
    *,
    recipient: Unit | None = None,
    covers: Sequence[Shared] = (Shared.CONTACT, Shared.PLAN),
    person: Person | None = None,
    until: datetime | None = None,
    by: User | None = None,
    at: datetime = OPENED,
) -> Consent:
    """Record the applicant's consent to share with the employment service for a year, by the household's caseworker."""
    caseworker = by or household.caseworker
    assert caseworker is not None, "say who records the consent: by=…"
    return actions.give_consent(
        person=person or applicant_of(household),
        household=household,
        recipient=recipient or make_unit(UnitKind.EMPLOYMENT_SERVICE),
        purpose="gemensam planering mot arbete",
        covers=covers,
        until=until or at + timedelta(days=365),
        given_how="skriftligt vid mötet",
        by=caseworker,
        at=at,
    )
