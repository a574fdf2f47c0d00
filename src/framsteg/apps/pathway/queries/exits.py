"""The way out as the page shows it: the exits, whether they were followed by a return, and the contacts after them."""

from dataclasses import dataclass
from datetime import date, datetime

from framsteg.apps.pathway.enums import CheckKind
from framsteg.apps.pathway.models import Aftercare, Exit, Journey
from framsteg.apps.pathway.queries.aftercare import QUICK_RETURN, check_label, is_ours, statistics_code
from framsteg.workingmodel import Unknown, WorkingModel


@dataclass(frozen=True)
class ExitRow:
    """An exit. ``code`` is Socialstyrelsen's; None: okänd. ``resumed_at``: the person came back and the way goes on."""

    destination: str
    detail: str
    exited_on: date
    noted_by: str
    code: str | None
    resumed_at: datetime | None


@dataclass(frozen=True)
class ContactRow:
    """A contact after an exit. ``is_ours``: its day is the house's, as the model does not say."""

    id: int
    label: str
    is_outreach: bool
    is_ours: bool
    planned_on: date
    held_at: datetime | None
    held_by: str
    still_self_supporting: bool | None
    cancelled_at: datetime | None
    note: str
    late: bool


@dataclass(frozen=True)
class ExitPart:
    """The part of the journey's page. ``current`` is the exit in force; ``destinations`` those that the model has."""

    current: ExitRow | None
    before: tuple[ExitRow, ...]
    contacts: tuple[ContactRow, ...]
    destinations: tuple[str, ...]
    quick_return: str  # how soon a return goes on where it was left, in the house's words
    quick_return_by_model: str  # "" = okänd
    support: str  # after the start, by the model; "" = okänd


def exit_part(journey: Journey, model: WorkingModel, today: date) -> ExitPart:
    """Return the exits of a journey and the contacts after them; two queries."""
    exits = Exit.objects.filter(journey=journey).select_related("noted_by").order_by("-exited_on", "-pk")
    rows = [_exit(model, row) for row in exits]
    contacts = Aftercare.objects.filter(journey=journey).select_related("held_by").order_by("planned_on", "pk")
    aftercare = None if isinstance(model.aftercare, Unknown) else model.aftercare
    return ExitPart(
        current=next((row for row in rows if row.resumed_at is None), None),
        before=tuple(row for row in rows if row.resumed_at),
        contacts=tuple(_contact(model, row, today) for row in contacts),
        destinations=tuple(dict.fromkeys(way.destination.value for way in model.exits)),
        quick_return=str(QUICK_RETURN),
        quick_return_by_model=_said(aftercare.quick_return) if aftercare else "",
        support=_said(aftercare.support) if aftercare else "",
    )


def _exit(model: WorkingModel, row: Exit) -> ExitRow:
    return ExitRow(
        destination=row.get_destination_display(),
        detail=row.detail,
        exited_on=row.exited_on,
        noted_by=str(row.noted_by),
        code=statistics_code(model, row.destination),
        resumed_at=row.resumed_at,
    )


def _contact(model: WorkingModel, row: Aftercare, today: date) -> ContactRow:
    return ContactRow(
        id=row.pk,
        label=check_label(model, row.check_id),
        is_outreach=row.kind == CheckKind.OUTREACH,
        is_ours=is_ours(model, row.check_id),
        planned_on=row.planned_on,
        held_at=row.held_at,
        held_by=str(row.held_by or ""),
        still_self_supporting=row.still_self_supporting,
        cancelled_at=row.cancelled_at,
        note=row.note,
        late=row.held_at is None and row.cancelled_at is None and row.planned_on < today,
    )


def _said(text: str | Unknown) -> str:
    return "" if isinstance(text, Unknown) else text
