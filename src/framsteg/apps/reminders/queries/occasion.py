"""What a sweep looks for, and whom it is told to. An occasion has one key for as long as it lasts."""

from dataclasses import dataclass
from datetime import datetime

from framsteg.apps.identity.enums import Role
from framsteg.apps.pathway.enums import Owner, Tie
from framsteg.apps.pathway.queries.model import party_of
from framsteg.apps.pathway.queries.roles import STAFF_ROLE, tie_of
from framsteg.apps.reminders.enums import NoticeKind
from framsteg.workingmodel import WorkingModel


@dataclass(frozen=True)
class Told:
    """Who is told: a person, or everybody with a role where there is no such person who works here."""

    staff: int | None
    role: Role


MANAGER = Told(None, Role.MANAGER)


@dataclass(frozen=True)
class Occasion:
    """Something that somebody should know. The label names no person."""

    key: str
    kind: NoticeKind
    label: str
    told: Told
    url: str
    household: str = ""  # case number; "" where it is about no household
    due_at: datetime | None = None
    then: str = ""


@dataclass(frozen=True)
class Case:
    """Whose journey it is in numbers: the household and the contacts who still work here, by tie."""

    journey: int
    household: str
    model: WorkingModel
    contacts: dict[Tie, int]

    def contact(self, *ties: Tie) -> Told:
        """Return the first of the contacts that there is, else everybody with the role of the first."""
        staff = next((self.contacts[tie] for tie in ties if tie in self.contacts), None)
        return Told(staff, STAFF_ROLE[ties[0]])

    def holder_of(self, role: str) -> Told:
        """
        Return who here is a role of the model. A partner's clock, like the person's, is told to the caseworker:
        a partner is told nothing here, for it may be about what no consent shares.
        """
        if tie := tie_of(role):
            return self.contact(tie)
        if party_of(self.model, role) is not Owner.KOMMUN:
            return self.contact(Tie.CASEWORKER)
        return MANAGER  # a chief, or a role of the kommun's own that no account has
