"""
What an application tells compared with the one before: new, gone, and changed by how much.

A change is shown to the caseworker and to nobody's disadvantage: nothing is calculated from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from framsteg.apps.applications.enums import Obstacle
from framsteg.apps.applications.models import Application
from framsteg.apps.identity.models import User
from framsteg.apps.people.enums import MemberRole
from framsteg.apps.people.queries import shown_name


class Part(StrEnum):
    """The part of an application that a line belongs to; the words are those of the forms' sets of rows."""

    HOUSEHOLD = "household"
    PERSONS = "persons"
    COSTS = "costs"
    INCOMES = "incomes"
    ASSETS = "assets"


class Sort(StrEnum):
    """How a line differs from the month before."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class Line:
    """
    One thing that an application tells.

    ``kind`` and ``owner`` (a personal number, or empty) say which line of another month is the same. Costs, incomes and
    assets have an ``amount`` in kronor, None when it is not told yet; the rest have a ``text``.
    """

    part: Part
    kind: str
    label: str
    owner: str = ""
    who: str = ""
    amount: Decimal | None = None
    text: str = ""

    @property
    def key(self) -> tuple[Part, str, str]:
        return self.part, self.kind, self.owner

    @property
    def has_amount(self) -> bool:
        return self.part in (Part.COSTS, Part.INCOMES, Part.ASSETS)


@dataclass(frozen=True)
class Change:
    """A line that is new, gone or changed. Amounts are kronor and None for what has none."""

    key: tuple[Part, str, str]
    sort: Sort
    label: str
    who: str
    before: Decimal | None = None
    after: Decimal | None = None
    before_text: str = ""
    after_text: str = ""

    @property
    def part(self) -> Part:
        return self.key[0]

    @property
    def difference(self) -> Decimal | None:
        """Kronor more (or, negative, less) than before; None where nothing is counted in kronor."""
        if self.before is None and self.after is None:
            return None
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of the amount before, one decimal; None when there was nothing before."""
        if not self.before or self.after is None or self.difference is None:
            return None
        return (100 * self.difference / self.before).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def compare(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """
    Return every line that is new, gone or changed, in the order of the later application, what is gone last.

    Several amounts of the same kind and person are taken together. An amount that is not told yet is no change.
    """
    old, new = _by_key(before), _by_key(after)
    changes = [_change(old.get(key, []), lines) for key, lines in new.items()]
    changes += [_change(lines, []) for key, lines in old.items() if key not in new]
    return [change for change in changes if change is not None]


def lines_of(user: User, application: Application) -> list[Line]:
    """Return what an application tells, with the amounts that count. Four queries."""
    members = list(application.members.select_related("person").order_by("pk"))
    household = application.household
    names = {row.person_id: shown_name(user, row.person, household) for row in members}
    numbers = {row.person_id: row.person.personal_number for row in members}
    lines = stay_lines(application.other_residents, application.days)
    lines += [
        person_line(
            row.person.personal_number,
            names[row.person_id],
            role=row.role,
            obstacle=row.obstacle,
            days=row.days,
            lunch_away=row.lunch_away,
            lma=row.lma,
        )
        for row in members
    ]
    lines += [
        Line(Part.COSTS, row.kind, row.get_kind_display(), amount=row.counts)
        for row in application.costs.order_by("pk")
    ]
    lines += [
        Line(Part.INCOMES, row.kind, row.get_kind_display(), numbers[row.person_id], names[row.person_id], row.counts)
        for row in application.incomes.order_by("pk")
    ]
    lines += [
        Line(Part.ASSETS, row.kind, row.get_kind_display(), numbers[row.person_id], names[row.person_id], row.amount)
        for row in application.assets.order_by("pk")
    ]
    return lines


def stay_lines(other_residents: int, days: int | None) -> list[Line]:
    """Return the lines of how the household lives in the month."""
    others = ngettext("%(count)s person", "%(count)s personer", other_residents) % {"count": other_residents}
    return [
        Line(Part.HOUSEHOLD, "other_residents", _("andra som bor i bostaden"), text=others),
        Line(Part.HOUSEHOLD, "days", _("hushållets del av månaden"), text=_part_of_month(days)),
    ]


def person_line(
    number: str, who: str, *, role: str, obstacle: str, days: int | None, lunch_away: bool, lma: bool
) -> Line:
    """Return the line of a person: the role, and what the application tells of the month."""
    words = [
        str(MemberRole(role).label) if role else "",
        str(Obstacle(obstacle).label) if obstacle else "",
        _part_of_month(days) if days else "",
        _("äter lunch borta") if lunch_away else "",
        _("LMA") if lma else "",
    ]
    return Line(Part.PERSONS, "person", _("person"), number, who, text=", ".join(word for word in words if word))


def _by_key(lines: Iterable[Line]) -> dict[tuple[Part, str, str], list[Line]]:
    rows: dict[tuple[Part, str, str], list[Line]] = {}
    for line in lines:
        rows.setdefault(line.key, []).append(line)
    return rows


def _change(old: Sequence[Line], new: Sequence[Line]) -> Change | None:
    sort = Sort.CHANGED if old and new else Sort.NEW if new else Sort.GONE
    first = (new or old)[0]
    before, after = _sum(old), _sum(new)
    texts = "".join(line.text for line in old), "".join(line.text for line in new)
    if first.has_amount and new and after is None:
        return None
    if sort is Sort.CHANGED and (before, texts[0]) == (after, texts[1]):
        return None
    return Change(first.key, sort, first.label, first.who, before, after, *texts)


def _sum(lines: Sequence[Line]) -> Decimal | None:
    """Return what the amounts make together; None when any of them is not told."""
    amounts = [line.amount for line in lines if line.amount is not None]
    return sum(amounts, Decimal(0)) if amounts and len(amounts) == len(lines) else None


def _part_of_month(days: int | None) -> str:
    if days is None:
        return _("hela månaden")
    return ngettext("%(count)s dag", "%(count)s dagar", days) % {"count": days}
