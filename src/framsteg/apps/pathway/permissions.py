"""Who may work on a journey, and who may sign what. ``check_x`` refuses with a sentence, ``may_x`` answers a page."""

from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed
from framsteg.apps.identity.enums import Role, UnitKind
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, check_role, has_role
from framsteg.apps.partners.enums import Shared
from framsteg.apps.partners.models import Consent
from framsteg.apps.partners.queries import shared_by_person
from framsteg.apps.pathway.enums import Party
from framsteg.apps.pathway.models import Evidence, Journey
from framsteg.apps.people.permissions import check_may_work_on_pathway, may_work_on

CATALOGUE_WORK = {Role.MANAGER, Role.CONSULTANT}
SIGNS_AS = {
    Role.CASEWORKER: Party.CASEWORKER,
    Role.CONSULTANT: Party.CONSULTANT,
    Role.JOB_COACH: Party.COACH,
    Role.EMPLOYMENT_OFFICER: Party.EMPLOYMENT_OFFICER,
}


def check_may_work(user: User, journey: Journey, at: datetime) -> None:
    """:raises NotAllowed: unless the user works with the pathway in the kommun and the unit may open the household"""
    check_may_work_on_pathway(user, journey.household, at)


def may_work(user: User) -> bool:
    """Tell whether the role works with the pathway in the kommun. The household is checked where it is fetched."""
    return has_role(user, PATHWAY_WORK)


def check_may_change_catalogue(user: User) -> None:
    """:raises NotAllowed: unless the user looks after the catalogue of activities: a manager or a consultant"""
    check_role(user, CATALOGUE_WORK, _("ändra katalogen över insatser"))


def may_change_catalogue(user: User) -> bool:
    """Tell whether the user looks after the catalogue of activities."""
    return has_role(user, CATALOGUE_WORK)


def check_may_sign(user: User, party: Party, journey: Journey, at: datetime) -> None:
    """
    Staff sign for their own role only; the kommun's staff also write down that the person has signed.

    :raises NotAllowed: another party's signature, another unit, or an employment officer without the person's consent
    """
    if party is Party.EMPLOYMENT_OFFICER and user.role == Role.EMPLOYMENT_OFFICER:
        if Shared.PLAN not in shared_of(user, journey, at):
            raise NotAllowed(_("Personen har inte samtyckt till att Arbetsförmedlingen tar del av planen."))
        return
    check_may_work(user, journey, at)
    if party is not Party.PERSON and SIGNS_AS.get(Role(user.role)) is not party:
        raise NotAllowed(_("Den underskriften lämnas av den som har rollen: %(party)s.") % {"party": party.label})


def shared_of(user: User, journey: Journey, at: datetime) -> frozenset[Shared]:
    """Return which parts of one person's journey may be shown to the user now: all, or what consents cover."""
    return shared_by_person(user, journey.household_id, at)[journey.person_id]


def shares_plan_with_employment_service(journey: Journey, at: datetime) -> bool:
    """Tell whether the person's consent to show Arbetsförmedlingen the plan is in force."""
    consents = Consent.objects.in_force(at).filter(
        person=journey.person_id, household=journey.household_id, recipient__kind=UnitKind.EMPLOYMENT_SERVICE
    )
    return any(Shared.PLAN in covers for covers in consents.values_list("covers", flat=True))


def receives_evidence(recipient: User, journey: Journey, at: datetime) -> bool:
    """Tell whether evidence about a journey can be handed to a member of staff: she does case work in the household."""
    return may_work_on(recipient, journey.household, at)


def may_receive(user: User, evidence: Evidence, journey: Journey) -> bool:
    """Tell whether evidence is the user's to acknowledge: it was handed to her, or the household is hers."""
    own = user.pk in (evidence.recipient_id, journey.household.caseworker_id)
    return own or has_role(user, {Role.MANAGER})


def check_may_receive(user: User, evidence: Evidence, journey: Journey) -> None:
    """:raises NotAllowed: unless evidence was handed to the user, or she is the household's caseworker or a manager"""
    if not may_receive(user, evidence, journey):
        raise NotAllowed(_("Underlaget har lämnats till någon annan, som kvitterar det."))
