"""What is typed in a form so far, faults included, as lines to compare with the month before."""

from collections.abc import Sequence
from typing import Any

from django import forms

from framsteg.apps.applications.queries import Change, Line, Part, compare, person_line, stay_lines
from framsteg.apps.workbench.forms.registration import FactRows

AMOUNTS = {Part.COSTS: "applied", Part.INCOMES: "net", Part.ASSETS: "amount"}


def mark_changes(page: FactRows, earlier: Sequence[Line]) -> list[Change]:
    """
    Return what differs from the earlier month, and mark each row with what it was then and how it differs.

    Rows of the same kind and person are one line; the first of them carries the mark.
    """
    places = _places(page)
    changes = compare(earlier, [line for _form, line in places])
    by_key = {change.key: change for change in changes}
    before: dict[Any, Any] = {}
    for line in earlier:
        if line.amount is not None:
            before[line.key] = before.get(line.key, 0) + line.amount
    for form, line in places:
        if form is not None:
            form.before, form.change = before.pop(line.key, None), by_key.pop(line.key, None)
    return changes


def _places(page: FactRows) -> list[tuple[Any, Line]]:
    """Return every line that is typed with the form of its row; None for those of the household."""
    found: list[tuple[Any, Line]] = [(None, line) for line in _stay(page.form)]
    who: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for place, form in enumerate(page.persons, start=1):
        number = _value(form, "personal_number")
        if number is None:
            continue
        digits = "".join(filter(str.isdecimal, number))
        numbers[str(place)] = digits
        who[str(place)] = f"{_value(form, 'given_name')} {_value(form, 'family_name')}".strip() or page.label(place)
        told = {name: _value(form, name) for name in ("role", "obstacle", "days", "lunch_away", "lma")}
        told["role"], told["obstacle"] = told["role"] or "", told["obstacle"] or ""
        found.append((form, person_line(digits, who[str(place)], **told)))
    for part, amount in AMOUNTS.items():
        for form in page.rows[part]:
            kind = _value(form, "kind")
            if kind is None:
                continue
            owner = "" if part is Part.COSTS else str(form["person"].value())
            checked = _value(form, "verified_amount") if "verified_amount" in form.fields else None
            counts = _value(form, amount) if checked is None else checked
            label = dict(form.fields["kind"].choices)[kind]
            found.append((form, Line(part, kind, label, numbers.get(owner, ""), who.get(owner, ""), counts)))
    return found


def _stay(form: forms.Form) -> list[Line]:
    return stay_lines(_value(form, "other_residents") or 0, _value(form, "days"))


def _value(form: forms.Form, name: str) -> Any:
    """Return what a field holds so far, None when that is nothing or faulty."""
    try:
        return form.fields[name].clean(form[name].value())
    except forms.ValidationError:
        return None
