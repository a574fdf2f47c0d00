"""The forms on the journey's page of follow-ups, meetings and exits; each only where the model has the matter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from framsteg.apps.pathway import queries, way_forms

MakeForm = Callable[..., Any]  # (name, form class, row id=None, **what the form takes) → the form, with what was typed


def with_forms(page: queries.JourneyPage, today: date, form: MakeForm | None) -> dict[str, Any]:
    """Return the rows of the page beside their forms, and the forms of their own; ``form`` None: for reading only."""
    follow_up, exit = page.follow_up, page.exit
    return {
        "follow_ups": [(row, _hold(page, row, form)) for row in follow_up.rows] if follow_up else [],
        "contacts": [(row, _contact(row, form), _move(row, form)) for row in exit.contacts] if exit else [],
        "way": _own(page, today, form) if form else {},
    }


def _hold(page: queries.JourneyPage, row: Any, form: MakeForm | None) -> Any:
    if form is None or page.ended_at or row.held_at or row.cancelled_at:
        return None
    return form("hold", way_forms.HoldForm, row.id, initial={"next_on": page.follow_up and page.follow_up.next_on})


def _contact(row: Any, form: MakeForm | None) -> Any:
    return None if form is None or _is_over(row) else form("aftercare", way_forms.AftercareForm, row.id)


def _move(row: Any, form: MakeForm | None) -> Any:
    return None if form is None or _is_over(row) else form("move", way_forms.MoveForm, row.id)


def _is_over(row: Any) -> bool:
    return bool(row.held_at or row.cancelled_at)


def _own(page: queries.JourneyPage, today: date, form: MakeForm) -> dict[str, Any]:
    forms = {}
    if page.exit and page.ended_at is None:
        destinations = page.exit.destinations
        forms["exit"] = form("exit", way_forms.ExitForm, destinations=destinations, initial={"exited_on": today})
    if page.follow_up and page.has.follow_ups and page.ended_at is None:
        initial = {"planned_on": page.follow_up.next_on, "mode": page.follow_up.mode}
        forms["book"] = form("book", way_forms.BookForm, initial=initial)
    if page.meeting and page.has.meetings and page.ended_at is None:
        forms["meeting"] = form("meeting", way_forms.MeetingForm, **meeting_choices(page.meeting))
    return forms


def meeting_choices(meeting: queries.MeetingPart) -> dict[str, Any]:
    """Return what ``MeetingForm`` takes."""
    return {"kinds": [(kind.id, kind.label) for kind in meeting.kinds], "roles": meeting.roles}
