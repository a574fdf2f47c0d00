"""The plan as it stands: lines, who has signed and who is left, and the page that holds all of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.partners.enums import Shared
from framsteg.apps.pathway.enums import Owner, Party
from framsteg.apps.pathway.models import Journey, JourneyEvent, Plan, PlanLine, Signature
from framsteg.apps.pathway.permissions import (
    SIGNS_AS,
    may_work,
    shared_of,
    shares_plan_with_employment_service,
)
from framsteg.apps.pathway.queries.model import model_of, signing_parties
from framsteg.apps.pathway.queries.plan_columns import details_of, expires
from framsteg.workingmodel import EventKind


@dataclass(frozen=True)
class LineRow:
    """One line of the plan. ``late`` is marked alike whoever owns it."""

    id: int
    text: str
    owner: str
    owner_name: str
    due_on: date | None
    legal_ground: str  # "" = an agreement
    done_on: date | None
    late: bool
    details: tuple[tuple[str, str], ...]  # every column that is filled in, as (label, text)


@dataclass(frozen=True)
class Duties:
    """What one side does by the plan, and how much of it is late. Every side has its column, also an empty one."""

    owner: str
    heading: str
    lines: tuple[LineRow, ...]
    late: int


@dataclass(frozen=True)
class SignatureRow:
    """One party beside the plan: signed, awaited, or not asked for because no consent covers it."""

    party: str
    label: str
    name: str
    how: str
    signed_at: datetime | None
    required: bool
    may_sign: bool


@dataclass(frozen=True)
class VersionRow:
    """One version of the plan."""

    number: int
    made_at: datetime
    replaced_at: datetime | None


@dataclass(frozen=True)
class PlanPage:
    """The plan on one page. ``late`` counts late lines by owner: the kommun's are as visible as the person's."""

    id: int
    number: int
    version: int
    goal: str
    made_at: datetime
    made_by: str
    replaced_at: datetime | None
    review_on: date | None
    review_due: bool  # a current plan that is to be looked over within a fortnight, or should have been
    lines: tuple[LineRow, ...]
    signatures: tuple[SignatureRow, ...]
    versions: tuple[VersionRow, ...]
    late: tuple[tuple[str, int], ...]
    parties_left: tuple[str, ...]
    may_edit: bool  # a draft that nobody has signed, for the kommun's staff on an ongoing journey
    may_tick: bool
    may_revise: bool
    may_complete: bool  # all that are still required have signed, but the event is not noted

    @property
    def is_signed(self) -> bool:
        return not self.parties_left

    @property
    def duties(self) -> tuple[Duties, ...]:
        """The lines by whose they are: the person, the kommun and the partners in columns alike."""
        headings = {
            Owner.PERSON: _("Det här gör personen"),
            Owner.KOMMUN: _("Det här gör kommunen"),
            Owner.PARTNER: _("Det här gör samverkansparter"),
        }
        mine = {owner: tuple(line for line in self.lines if line.owner == owner) for owner in headings}
        return tuple(
            Duties(owner.value, heading, mine[owner], sum(line.late for line in mine[owner]))
            for owner, heading in headings.items()
        )


def parties_required(journey: Journey, at: datetime) -> tuple[Party, ...]:
    """
    Return who has to sign the plan now: the parties of the model's artefact, without the employment officer when no
    consent in force lets Arbetsförmedlingen see the plan. Where the model names nobody, the person and the caseworker.
    """
    parties = signing_parties(model_of(journey)) or (Party.PERSON, Party.CASEWORKER)
    if Party.EMPLOYMENT_OFFICER in parties and not shares_plan_with_employment_service(journey, at):
        return tuple(party for party in parties if party is not Party.EMPLOYMENT_OFFICER)
    return parties


def parties_left(journey: Journey, plan: Plan, at: datetime) -> tuple[Party, ...]:
    """Return the required parties who have not signed this version."""
    signed = set(Signature.objects.filter(plan=plan).values_list("party", flat=True))
    return tuple(party for party in parties_required(journey, at) if party not in signed)


def plan_for(user: User, journey: Journey, at: datetime, *, number: int | None = None) -> Plan | None:
    """
    Return a version of the plan, the current one unless a number is given; None when there is none yet.

    :raises Http404: the user may not see the plan, or there is no such version
    """
    if Shared.PLAN not in shared_of(user, journey, at):
        raise Http404
    plans = Plan.objects.filter(journey=journey).select_related("made_by")
    if number is None:
        return plans.filter(replaced_at=None).first()
    plan = plans.filter(number=number).first()
    if plan is None:
        raise Http404
    return plan


def line_for(user: User, journey: Journey, line_id: int, at: datetime) -> PlanLine:
    """Return a line of the journey's current plan. :raises Http404: when there is none that the user may change"""
    if not may_work(user):
        raise Http404
    rows = PlanLine.objects.filter(plan__journey=journey, plan__replaced_at=None).select_related("plan__journey")
    line = rows.filter(pk=line_id).first()
    if line is None:
        raise Http404
    return line


def plan_page(user: User, journey: Journey, plan: Plan, now: datetime) -> PlanPage:
    """Return a version of the plan as a page, with a fixed number of queries."""
    noted = JourneyEvent.objects.filter(journey=journey, kind=EventKind.PLAN_SIGNED).exists()
    today = timezone.localdate(now)
    lines = tuple(_line(row, today) for row in PlanLine.objects.filter(plan=plan).order_by("pk"))
    stored = {row.party: row for row in Signature.objects.filter(plan=plan)}
    required = parties_required(journey, now)
    live = plan.replaced_at is None and journey.ended_at is None
    left = tuple(party for party in required if party not in stored)
    staff = may_work(user) and live
    signable = _signable(user) if live and lines else set()
    shown = [party for party in Party if party in (*signing_parties(model_of(journey)), *required) or party in stored]
    return PlanPage(
        id=plan.pk,
        number=plan.number,
        version=plan.version,
        goal=plan.goal,
        made_at=plan.made_at,
        made_by=str(plan.made_by),
        replaced_at=plan.replaced_at,
        review_on=plan.review_on,
        review_due=live and expires(plan.review_on, today),
        lines=lines,
        signatures=tuple(_signature(p, stored.get(p), p in required, p in signable) for p in shown),
        versions=tuple(
            VersionRow(*row)
            for row in Plan.objects.filter(journey=journey)
            .order_by("-number")
            .values_list("number", "made_at", "replaced_at")
        ),
        late=_late_by_owner(lines),
        parties_left=tuple(str(party.label) for party in left),
        may_edit=staff and not stored,
        may_tick=staff,
        may_revise=staff and bool(stored),
        may_complete=staff and bool(stored) and not left and not noted,
    )


def _signable(user: User) -> set[Party]:
    own = {party for role, party in SIGNS_AS.items() if role == user.role}
    return own | {Party.PERSON} if may_work(user) else own


def _signature(party: Party, row: Signature | None, required: bool, signable: bool) -> SignatureRow:
    return SignatureRow(
        party=party.value,
        label=str(party.label),
        name=row.name if row else "",
        how=row.how if row else "",
        signed_at=row.signed_at if row else None,
        required=required,
        may_sign=row is None and signable,
    )


def _line(row: PlanLine, today: date) -> LineRow:
    return LineRow(
        id=row.pk,
        text=row.text,
        owner=row.owner,
        owner_name=row.owner_name,
        due_on=row.due_on,
        legal_ground=row.legal_ground,
        done_on=row.done_on,
        late=row.done_on is None and row.due_on is not None and row.due_on < today,
        details=details_of(row),
    )


def _late_by_owner(lines: tuple[LineRow, ...]) -> tuple[tuple[str, int], ...]:
    counts = ((owner, sum(line.late for line in lines if line.owner == owner)) for owner in Owner)
    return tuple((str(owner.label), count) for owner, count in counts if count)
