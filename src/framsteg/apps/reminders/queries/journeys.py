"""What should be told about journeys, many at a time: clocks that warn or are late, and what their models lift."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from framsteg.apps.pathway.enums import Owner, Tie
from framsteg.apps.pathway.models import Deadline, Journey, ModelVersion
from framsteg.apps.pathway.queries.model import parsed, party_of
from framsteg.apps.reminders.enums import NoticeKind
from framsteg.apps.reminders.queries.facts import facts_of
from framsteg.apps.reminders.queries.occasion import MANAGER, Case, Occasion, Told
from framsteg.workingmodel import Raised, Status, raised
from framsteg.workingmodel.elements import Trigger

_CONTACTS = {Tie.CASEWORKER: "household__caseworker", Tie.CONSULTANT: "consultant", Tie.COACH: "coach"}
Lifted = dict[tuple[int, str, str], list[Raised]]  # by journey, clock and start


class Clock(NamedTuple):
    """A stored clock, in the columns that are read."""

    pk: int
    journey_id: int
    deadline_id: str
    label: str
    owner_role: str
    escalate_to: str
    starts_at: datetime
    due_at: datetime


def occasions_of(journeys: Collection[int], statuses: Mapping[int, Status], at: datetime) -> Iterator[Occasion]:
    """
    Yield what should be told about some journeys (by key) at ``at``. A fixed number of queries, whatever the number.

    :param statuses: where each of them stands at ``at``; empty for ended ones, of which only clocks are told
    """
    cases = _cases(journeys)
    found = list(_raised(cases, statuses, at))
    lifted: Lifted = {}
    for journey, one in found:
        if one.trigger is Trigger.MISSED_DEADLINE:
            _id, clock, start = one.key.split(":", 2)
            lifted.setdefault((journey, clock, start), []).append(one)
        else:
            yield _escalation(cases[journey], one)
    rows = Deadline.objects.open().filter(journey__in=journeys, starts_at__lte=at, paused_since=None)
    rows = rows.filter(Q(due_at__lt=at) | Q(warns_at__lte=at)).order_by("pk")
    for values in rows.values(*Clock._fields).iterator():
        running = Clock(**values)
        yield from _of_clock(cases[running.journey_id], running, lifted, at)


def _cases(journeys: Collection[int]) -> dict[int, Case]:
    """Who has left has no notices: they go to the role."""
    contacts = [name for field in _CONTACTS.values() for name in (field, f"{field}__is_active")]
    rows = Journey.objects.filter(pk__in=journeys).order_by("pk")
    found = list(rows.values("pk", "household__number", "model_version", *contacts))
    versions = ModelVersion.objects.filter(pk__in={row["model_version"] for row in found})
    models = {version.pk: parsed(version) for version in versions}
    return {
        row["pk"]: Case(
            journey=row["pk"],
            household=row["household__number"],
            model=models[row["model_version"]],
            contacts={tie: row[field] for tie, field in _CONTACTS.items() if row[f"{field}__is_active"]},
        )
        for row in found
    }


def _raised(cases: Mapping[int, Case], statuses: Mapping[int, Status], at: datetime) -> Iterable[tuple[int, Raised]]:
    """Yield what the models lift: of each journey only what its own model asks for, so most ask for no facts."""
    lifting = {key: case for key, case in cases.items() if key in statuses and case.model.escalations}
    asked = facts_of(lifting, at)
    for key, case in lifting.items():
        for one in raised(case.model, statuses[key], asked.facts(key), at, **asked.words(key)):
            yield key, one


def _escalation(case: Case, one: Raised) -> Occasion:
    return Occasion(
        key=f"escalation:{case.journey}:{one.key}",
        kind=NoticeKind.ESCALATION,
        label=one.label,
        told=case.holder_of(one.to) if one.to else MANAGER,
        url=reverse("pathway:journey", args=[case.journey]),
        household=case.household,
        then=one.then or "",
    )


def _of_clock(case: Case, row: Clock, lifted: Lifted, at: datetime) -> Iterator[Occasion]:
    """A clock that warns, or one that is late; a late one is told to its owner and to who is above."""
    owner = case.holder_of(row.owner_role)
    late = Occasion(
        key=f"late:deadline:{row.pk}",
        kind=NoticeKind.LATE,
        label=_side(case, row),
        told=owner,
        url=reverse("pathway:clocks", args=[case.journey]),
        household=case.household,
        due_at=row.due_at,
    )
    if row.due_at >= at:
        yield replace(late, key=f"warning:deadline:{row.pk}", kind=NoticeKind.WARNING)
        return
    yield late
    for told, name, then in _above(case, row, lifted.get((row.journey_id, row.deadline_id, row.starts_at.isoformat()))):
        if told != owner:
            key = f"escalation:{name}:deadline:{row.pk}"
            yield replace(late, key=key, kind=NoticeKind.ESCALATION, told=told, then=then)


def _above(case: Case, row: Clock, lifted: list[Raised] | None) -> Iterator[tuple[Told, str, str]]:
    """
    Yield whom a missed deadline is lifted to, in whose name and what they should do.

    Where the model has an escalation for it, that says when and to whom; otherwise the deadline's own ``escalate_to``,
    and a manager where that is okänd.
    """
    if any(escalation.trigger is Trigger.MISSED_DEADLINE for escalation in case.model.escalations):
        for one in lifted or ():
            yield (case.holder_of(one.to) if one.to else MANAGER), one.id, one.then or ""
    else:
        role = row.escalate_to
        yield (case.holder_of(role) if role else MANAGER), "", ""


def _side(case: Case, row: Clock) -> str:
    """Return what the clock is called; a notice of another side's clock says so, since it is told to the kommun."""
    label = {"label": row.label}
    party = party_of(case.model, row.owner_role)
    if party is Owner.PERSON:
        return _("Den enskildes frist: %(label)s") % label
    return _("Samverkanspartens frist: %(label)s") % label if party is Owner.PARTNER else row.label
