"""Who a person keeps contact with: the first one is named, a later one takes over with a reason that is kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import has_role
from framsteg.apps.pathway.actions._shared import check_gate, hold, lock, note_once
from framsteg.apps.pathway.enums import Tie
from framsteg.apps.pathway.models import Handover, Journey
from framsteg.apps.people import actions as people
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on
from framsteg.workingmodel import Action, EventKind


class WrongRole(ActionDenied):
    """The member of staff does not have the role that the task asks for, or has left."""


class ReasonMissing(ActionDenied):
    """A person gets another contact for a reason."""


class NobodyLeft(ActionDenied):
    """A person on the way to work is never left without a caseworker."""


@transaction.atomic
def assign_caseworker(
    *, household: Household, caseworker: User | None, version: int, reason: str = "", by: User, at: datetime
) -> Household:
    """
    Give the household a caseworker. Where somebody in it is on the way, a later one takes over with a reason.

    :raises ReasonMissing: another caseworker than before, without a reason
    :raises NobodyLeft: back to the queue while somebody is on the way
    :raises NotAllowed, WrongUnit, Changed: from ``people.actions.assign_caseworker``
    """
    check_may_work_on(by, household, at)
    former = household.caseworker
    ongoing = [lock(row) for row in Journey.objects.ongoing().filter(household=household).order_by("pk")]
    if caseworker is None and ongoing:
        raise NobodyLeft(_("Någon i hushållet är på väg till arbete. Välj vem som tar över i stället."))
    given = people.assign_caseworker(household=household, caseworker=caseworker, version=version, by=by, at=at)
    if caseworker is not None:
        for journey in ongoing:
            _hand_over(journey, Tie.CASEWORKER, former, caseworker, reason, by=by, at=at)
    return given


@transaction.atomic
def assign_consultant(*, journey: Journey, consultant: User, reason: str = "", by: User, at: datetime) -> Journey:
    """
    Give the journey its labour-market consultant; a later one takes over with a reason. The same one again is nothing.

    :raises WrongRole: for staff of another role or who have left
    :raises ReasonMissing: another consultant than before, without a reason
    """
    held = hold(journey, by=by, at=at)
    _check_is(consultant, Role.CONSULTANT)
    if held.consultant_id == consultant.pk:
        return held
    former = held.consultant
    _hand_over(held, Tie.CONSULTANT, former, consultant, reason, by=by, at=at)
    people.entrust(household=held.household, staff=consultant, by=by, at=at)
    held.consultant = consultant
    held.save(update_fields=["consultant"])
    _let_go(held.household, former, by=by, at=at)
    record(
        "pathway.consultant.assigned",
        by=by,
        at=at,
        about=held,
        household=held.household.number,
        consultant=consultant.username,
    )
    return held


@transaction.atomic
def assign_coach(*, journey: Journey, coach: User, reason: str = "", by: User, at: datetime) -> Journey:
    """
    Give the journey its job coach; the first one takes it into the stage with a coach, a later one has a reason.

    :raises WrongRole: for staff of another role or who have left
    :raises GateClosed: the model asks for something first
    :raises ReasonMissing: another coach than before, without a reason
    """
    held = hold(journey, by=by, at=at)
    check_gate(held, Action.ASSIGN_COACH, at)
    _check_is(coach, Role.JOB_COACH)
    if held.coach_id == coach.pk:
        return held
    former = held.coach
    _hand_over(held, Tie.COACH, former, coach, reason, by=by, at=at)
    people.entrust(household=held.household, staff=coach, by=by, at=at)
    held.coach = coach
    held.save(update_fields=["coach"])
    note_once(held, EventKind.COACH_ASSIGNED, at=at, by=by)
    record("pathway.coach.assigned", by=by, at=at, about=held, household=held.household.number, coach=coach.username)
    _let_go(held.household, former, by=by, at=at)
    return held


def _hand_over(
    journey: Journey, tie: Tie, former: User | None, successor: User, reason: str, *, by: User, at: datetime
) -> None:
    """Keep who came after whom and why. The reason may be about the person: it stays in the case, out of the log."""
    reason = reason.strip()
    if former == successor:
        return
    if former and not reason:
        raise ReasonMissing(_("Skriv varför personen får en annan kontakt."))
    row = Handover.objects.create(
        journey=journey, tie=tie, former=former, successor=successor, reason=reason, handed_at=at, handed_by=by
    )
    if former:
        record(
            "pathway.contact.handed_over",
            by=by,
            at=at,
            about=row,
            household=journey.household.number,
            tie=str(tie),
            former=former.username,
            successor=successor.username,
        )


def _let_go(household: Household, former: User | None, *, by: User, at: datetime) -> None:
    """Take back the former contact's own access to a protected household, unless she follows somebody else in it."""
    if former is None:
        return
    followed = Journey.objects.filter(Q(consultant=former) | Q(coach=former), household=household)
    if not followed.exists():
        people.release(household=household, staff=former, by=by, at=at)


def _check_is(staff: User, role: Role) -> None:
    if not has_role(staff, {role}):
        raise WrongRole(_("%(name)s är inte %(role)s.") % {"name": staff, "role": role.label})
