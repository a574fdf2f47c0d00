"""Who in the house a role of a working model is: which of a person's contacts, and which role of an account."""

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.enums import Tie
from framsteg.apps.pathway.models import Journey

# The roles of the shipped models. Another role of the kommun's is the manager's to hand on.
_TIES = {
    "socialsekreterare": Tie.CASEWORKER,
    "arbetsmarknadskonsulent": Tie.CONSULTANT,
    "arbetslivshandlaggare": Tie.CONSULTANT,  # Borås
    "jobbcoach": Tie.COACH,
    "jobbmatchare": Tie.COACH,  # Angered
}
STAFF_ROLE = {Tie.CASEWORKER: Role.CASEWORKER, Tie.CONSULTANT: Role.CONSULTANT, Tie.COACH: Role.JOB_COACH}


def tie_of(role: str) -> Tie | None:
    """Return which of a person's contacts a role of a model is; None for any other role."""
    return _TIES.get(role)


def contact_of(journey: Journey, tie: Tie) -> User | None:
    """Return who is the person's contact. The caller has fetched the household's caseworker with the journey."""
    contacts = {
        Tie.CASEWORKER: journey.household.caseworker,
        Tie.CONSULTANT: journey.consultant,
        Tie.COACH: journey.coach,
    }
    return contacts[tie]
