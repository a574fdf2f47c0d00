"""The plan: it binds person, kommun and partners alike, is signed by each, and is revised, never rewritten."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.identity.models import User
from framsteg.apps.pathway.actions._shared import JourneyEnded, WrongDay, check_gate, hold, lock, note_once
from framsteg.apps.pathway.enums import Owner, Party
from framsteg.apps.pathway.models import Journey, Plan, PlanLine, Signature
from framsteg.apps.pathway.permissions import check_may_sign
from framsteg.apps.pathway.queries.plan import parties_left, parties_required
from framsteg.workingmodel import Action, EventKind


class PlanExists(ActionDenied):
    """The journey has a current plan; it is revised instead."""


class PlanSigned(ActionDenied):
    """Somebody has signed the plan, so it is not edited: a new version is made from it."""


class PlanReplaced(ActionDenied):
    """The plan has a newer version."""


class PlanEmpty(ActionDenied):
    """A plan without lines binds nobody."""


class AlreadySigned(ActionDenied):
    """The party has signed."""


class SignaturesMissing(ActionDenied):
    """A party whose signature is required has not signed."""


class LineDone(ActionDenied):
    """The line is finished."""


class ConditionIncomplete(ActionDenied):
    """A condition has its legal ground and the day the person was told; an agreement has neither."""


@dataclass(frozen=True)
class LineFacts:
    """What one line of a plan says; an empty ``legal_ground`` is an agreement, a paragraph makes it a condition."""

    text: str
    owner: Owner
    owner_name: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    hours_per_week: int | None = None
    place: str = ""
    support: str = ""
    adaptation: str = ""
    legal_ground: str = ""
    informed_on: date | None = None
    follow_up_on: date | None = None
    evidence: str = ""


@transaction.atomic
def draft_plan(*, journey: Journey, goal: str, review_on: date | None = None, by: User, at: datetime) -> Plan:
    """
    Begin a plan with the goal in the person's own words and, where it is agreed, the day to look it over by.

    :raises PlanExists: there is a current one
    :raises WrongDay: a day to look it over that is not ahead
    """
    held = hold(journey, by=by, at=at)
    _check_review(review_on, at)
    if Plan.objects.filter(journey=held, replaced_at=None).exists():
        raise PlanExists(_("Det finns redan en handlingsplan. Ändra den eller gör en ny version."))
    plan = Plan.objects.create(journey=held, number=1, goal=goal.strip(), review_on=review_on, made_at=at, made_by=by)
    record("pathway.plan.drafted", by=by, at=at, about=plan, household=held.household.number)
    return plan


@transaction.atomic
def change_goal(*, plan: Plan, version: int, goal: str, review_on: date | None, by: User, at: datetime) -> Plan:
    """
    Change the goal of a plan that nobody has signed, and the day to look it over by (None: no day is agreed).

    :raises Changed, PlanSigned, PlanReplaced, WrongDay: all are ``ActionDenied``
    """
    held = _edit(plan, version, by=by, at=at)
    if review_on != plan.review_on:
        _check_review(review_on, at)
    Plan.objects.filter(pk=plan.pk).update(goal=goal.strip(), review_on=review_on)
    record("pathway.plan.changed", by=by, at=at, about=plan, household=held.household.number)
    plan.refresh_from_db()
    return plan


@transaction.atomic
def add_line(
    *,
    plan: Plan,
    version: int,
    text: str,
    owner: Owner,
    owner_name: str = "",
    starts_on: date | None = None,
    due_on: date | None = None,
    hours_per_week: int | None = None,
    place: str = "",
    support: str = "",
    adaptation: str = "",
    legal_ground: str = "",
    informed_on: date | None = None,
    follow_up_on: date | None = None,
    evidence: str = "",
    by: User,
    at: datetime,
) -> PlanLine:
    """
    Add a line to a plan that nobody has signed. It is a condition only with a legal ground, otherwise an agreement.

    :raises Changed: the plan was changed since ``version``
    :raises PlanSigned, PlanReplaced: the plan is no longer a draft
    :raises ConditionIncomplete: a condition without its ground or the day the person was told
    """
    facts = LineFacts(
        text=text.strip(),
        owner=owner,
        owner_name=owner_name,
        starts_on=starts_on,
        due_on=due_on,
        hours_per_week=hours_per_week,
        place=place,
        support=support,
        adaptation=adaptation,
        legal_ground=legal_ground.strip(),
        informed_on=informed_on,
        follow_up_on=follow_up_on,
        evidence=evidence,
    )
    held = _edit(plan, version, by=by, at=at)
    _check_condition(facts, at)
    line = PlanLine.objects.create(plan=plan, **vars(facts))
    record("pathway.planline.added", by=by, at=at, about=line, household=held.household.number, owner=str(owner))
    return line


@transaction.atomic
def change_line(*, line: PlanLine, version: int, facts: LineFacts, by: User, at: datetime) -> PlanLine:
    """Change a line of a plan that nobody has signed; ``version`` is the plan's. :raises: as ``add_line``"""
    held = _edit(line.plan, version, by=by, at=at)
    _check_condition(facts, at)
    for name, value in vars(facts).items():
        setattr(line, name, value)
    line.save()
    record("pathway.planline.changed", by=by, at=at, about=line, household=held.household.number)
    return line


@transaction.atomic
def remove_line(*, line: PlanLine, version: int, by: User, at: datetime) -> None:
    """Take a line out of a plan that nobody has signed; ``version`` is the plan's. :raises: as ``add_line``"""
    held = _edit(line.plan, version, by=by, at=at)
    record("pathway.planline.removed", by=by, at=at, about=line, household=held.household.number)
    line.delete()


@transaction.atomic
def finish_line(*, line: PlanLine, done_on: date, result: str, next_step: str = "", by: User, at: datetime) -> PlanLine:
    """
    Note that what a line says is done, how it went and what comes next.

    A signed plan may be ticked off: that changes nothing that was agreed.

    :raises LineDone, PlanReplaced, WrongDay: all are ``ActionDenied``
    """
    held = hold(line.plan.journey, by=by, at=at)
    if Plan.objects.filter(pk=line.plan_id).exclude(replaced_at=None).exists():
        raise PlanReplaced(_("Planen har en nyare version. Markera raden där."))
    if done_on > timezone.localdate(at):
        raise WrongDay(_("Dagen ligger framåt i tiden. Markera raden när den är klar."))
    outcome = {"done_on": done_on, "result": result.strip(), "next_step": next_step.strip()}
    if not PlanLine.objects.filter(pk=line.pk, done_on=None).update(**outcome):
        raise LineDone(_("Raden är redan markerad som klar."))
    record("pathway.planline.finished", by=by, at=at, about=line, household=held.household.number, owner=line.owner)
    line.refresh_from_db()
    return line


@transaction.atomic
def sign_plan(*, plan: Plan, party: Party, name: str, how: str, by: User, at: datetime) -> Signature:
    """
    Sign for one party. Staff sign for their own role; how the person signed is written down by the kommun's staff.

    The plan is signed when every required party has signed: those of the model's artefact, without Arbetsförmedlingen
    when no consent in force lets it see the plan at that time. Then the event ``plan_signed`` meets the four weeks.

    :raises NotAllowed: another party's signature
    :raises AlreadySigned, PlanEmpty, PlanReplaced, GateClosed, JourneyEnded: all are ``ActionDenied``
    """
    held = lock(plan.journey)
    check_may_sign(by, party, held, at)
    _check_current(held, plan)
    check_gate(held, Action.SIGN_PLAN, at)
    if not PlanLine.objects.filter(plan=plan).exists():
        raise PlanEmpty(_("Planen har inga rader än. Skriv minst en rad innan någon undertecknar."))
    signed = set(Signature.objects.filter(plan=plan).values_list("party", flat=True))
    if party in signed:
        raise AlreadySigned(_("Parten har redan undertecknat den här versionen."))
    signature = Signature.objects.create(
        plan=plan, party=party, name=name.strip(), how=how.strip(), signed_at=at, signed_by=by
    )
    record("pathway.plan.signed", by=by, at=at, about=plan, household=held.household.number, party=str(party))
    if not set(parties_required(held, at)) - signed - {party}:
        note_once(held, EventKind.PLAN_SIGNED, at=at, by=by)
    return signature


@transaction.atomic
def complete_signing(*, plan: Plan, by: User, at: datetime) -> Plan:
    """
    Note the plan as signed when all that are still required have signed: a consent withdrawn since asks for one fewer.

    :raises SignaturesMissing: a required party has not signed
    """
    held = hold(plan.journey, by=by, at=at)
    _check_current(held, plan)
    if left := parties_left(held, plan, at):
        names = ", ".join(str(party.label) for party in left)
        raise SignaturesMissing(_("Underskrift saknas: %(parties)s.") % {"parties": names})
    note_once(held, EventKind.PLAN_SIGNED, at=at, by=by)
    record("pathway.plan.completed", by=by, at=at, about=plan, household=held.household.number)
    return plan


@transaction.atomic
def revise_plan(*, plan: Plan, by: User, at: datetime) -> Plan:
    """
    Make a new version with the same goal and lines; it is a draft until it is signed anew, and the old one is kept.

    The day to look it over comes along while it lies ahead: a plan that has expired gets a new day.

    :raises PlanReplaced: the plan already has a newer version (also by a double click)
    """
    held = hold(plan.journey, by=by, at=at)
    if not Plan.objects.filter(pk=plan.pk, replaced_at=None).update(replaced_at=at, version=F("version") + 1):
        raise PlanReplaced(_("Planen har redan en nyare version."))
    latest = Plan.objects.filter(journey=held).aggregate(number=Max("number"))["number"]
    review_on = plan.review_on if plan.review_on and plan.review_on > timezone.localdate(at) else None
    new = Plan.objects.create(
        journey=held, number=latest + 1, goal=plan.goal, review_on=review_on, made_at=at, made_by=by
    )
    PlanLine.objects.bulk_create(_copy(line, new) for line in PlanLine.objects.filter(plan=plan).order_by("pk"))
    record("pathway.plan.revised", by=by, at=at, about=new, household=held.household.number, number=new.number)
    return new


def _edit(plan: Plan, version: int, *, by: User, at: datetime) -> Journey:
    """Claim the right to edit a draft: permission, state and version. Return the journey."""
    held = hold(plan.journey, by=by, at=at)
    _check_current(held, plan)
    if Signature.objects.filter(plan=plan).exists():
        raise PlanSigned(_("Planen är undertecknad och ändras inte. Gör en ny version av den."))
    if not Plan.objects.filter(pk=plan.pk, version=version).update(version=F("version") + 1):
        raise Changed
    return held


def _check_current(journey: Journey, plan: Plan) -> None:
    if journey.ended_at:
        raise JourneyEnded(_("Vägen är avslutad. Planen ändras inte längre."))
    if not Plan.objects.filter(pk=plan.pk, replaced_at=None).exists():
        raise PlanReplaced(_("Planen har en nyare version. Gå till den."))


def _check_review(review_on: date | None, at: datetime) -> None:
    if review_on and review_on <= timezone.localdate(at):
        raise WrongDay(_("Dagen då planen ska ses över måste ligga framåt i tiden."))


def _check_condition(facts: LineFacts, at: datetime) -> None:
    """An agreement is not a condition: what the law lets the kommun require is told to the person, with its ground."""
    if facts.legal_ground and facts.informed_on is None:
        raise ConditionIncomplete(_("Skriv vilken dag personen fick veta villkoret och dess rättsliga grund."))
    if facts.informed_on and not facts.legal_ground:
        raise ConditionIncomplete(
            _("Skriv den rättsliga grunden för villkoret. Utan den är raden en överenskommelse, utan dag för besked.")
        )
    if facts.informed_on and facts.informed_on > timezone.localdate(at):
        raise WrongDay(_("Personen kan inte ha fått veta villkoret en dag som inte har varit."))


def _copy(line: PlanLine, plan: Plan) -> PlanLine:
    kept: dict[str, Any] = {
        f.attname: getattr(line, f.attname) for f in PlanLine._meta.concrete_fields if f.name != "id"
    }
    return PlanLine(**{**kept, "plan_id": plan.pk, "origin_id": line.origin_id or line.pk})
