"""Consents: given for named things, to one unit, until a day; withdrawn with effect at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import UnitKind
from framsteg.apps.identity.models import Unit, User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.people.actions import close_access, open_access
from framsteg.apps.people.enums import AccessGround, Protection
from framsteg.apps.people.models import Household, Person
from framsteg.apps.people.permissions import check_may_work_on_pathway
from framsteg.apps.people.queries import members_on


class ConsentRefused(ActionDenied):
    """The consent does not say to whom, about whom, about what or until when in a way that can be followed."""


@transaction.atomic
def give_consent(
    *,
    person: Person,
    household: Household,
    recipient: Unit,
    purpose: str,
    covers: Sequence[Shared],
    until: datetime,
    given_how: str,
    by: User,
    at: datetime,
) -> Consent:
    """
    Record a person's consent and open the household's file for the recipient as long as the consent is in force.

    The same consent recorded twice while it is in force is one consent (double click).

    :raises NotAllowed, ConsentRefused:
    """
    check_may_work_on_pathway(by, household, at)
    _check_consent(person, household, recipient, purpose, covers, until, at)
    chosen = [value for value in Shared.values if value in covers]
    in_force = Consent.objects.in_force(at).filter(person=person, household=household, recipient=recipient)
    for same in in_force.filter(until=until, purpose=purpose, given_how=given_how):
        if same.covers == chosen:
            return same
    consent = Consent.objects.create(
        person=person,
        household=household,
        recipient=recipient,
        purpose=purpose,
        covers=chosen,
        given_how=given_how,
        given_at=at,
        until=until,
        recorded_by=by,
    )
    open_access(household=household, unit=recipient, ground=AccessGround.CONSENT, until=until, by=by, at=at)
    record(
        "partners.consent.given",
        by=by,
        at=at,
        about=consent,
        household=household.number,
        recipient=recipient.name,
        covers=",".join(chosen),
        until=until.isoformat(),
    )
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User, at: datetime) -> Consent:
    """
    Withdraw a consent at once. The recipient's access ends too, unless another consent in force still carries it.

    Withdrawing twice changes nothing the second time. :raises NotAllowed:
    """
    household = consent.household
    check_may_work_on_pathway(by, household, at)
    if not Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by):
        consent.refresh_from_db()
        return consent
    ground = AccessGround.CONSENT
    close_access(household=household, unit=consent.recipient, ground=ground, by=by, at=at)
    remaining = Consent.objects.in_force(at).filter(household=household, recipient=consent.recipient)
    for until in sorted(set(remaining.values_list("until", flat=True))):
        open_access(household=household, unit=consent.recipient, ground=ground, until=until, by=by, at=at)
    record(
        "partners.consent.withdrawn",
        by=by,
        at=at,
        about=consent,
        household=household.number,
        recipient=consent.recipient.name,
    )
    consent.refresh_from_db()
    return consent


def _check_consent(
    person: Person,
    household: Household,
    recipient: Unit,
    purpose: str,
    covers: Sequence[Shared],
    until: datetime,
    at: datetime,
) -> None:
    if recipient.kind != UnitKind.EMPLOYMENT_SERVICE:
        raise ConsentRefused(_("Samtycke behövs bara för en annan myndighet. Kommunens egna enheter ser ärendet ändå."))
    if household.memberships.exclude(person__protection=Protection.NONE).exists():
        raise ConsentRefused(
            _("Uppgifter om ett hushåll med skyddade personuppgifter delas inte här. Lämna dem på annat säkert sätt.")
        )
    if person.pk not in {member.person_id for member in members_on(household, timezone.localdate(at))}:
        raise ConsentRefused(_("Personen hör inte till hushållet."))
    if not covers:
        raise ConsentRefused(_("Välj minst en sak som samtycket omfattar."))
    if not purpose.strip():
        raise ConsentRefused(_("Skriv vad uppgifterna ska användas till."))
    if until <= at:
        raise ConsentRefused(_("Samtycket måste gälla till en dag efter att det lämnades."))
