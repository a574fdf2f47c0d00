"""The unit's board: who waits for what, since when, and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import PATHWAY_WORK, check_role
from framsteg.apps.pathway.enums import Owner
from framsteg.apps.pathway.models import Journey, Waiting
from framsteg.apps.pathway.queries.model import model_of, party_of, role_label, statuses_of
from framsteg.apps.pathway.queries.roles import contact_of, tie_of
from framsteg.apps.people.models import Household
from framsteg.apps.people.queries import shown_name
from framsteg.workingmodel import DeadlineState, DeadlineStatus, Status

NOBODY = "nobody"  # nothing runs: somebody should say what the person waits for


@dataclass(frozen=True)
class Wait:
    """One thing that one person waits for. ``turn`` is an ``Owner`` value, or ``NOBODY``."""

    journey_id: int
    household: str
    who: str
    stage: str
    what: str
    since: datetime
    due_at: datetime | None  # None: okänd, or nothing runs
    turn: str
    owner: str  # the role, or the name of who has it
    late: bool
    paused: bool

    @property
    def turn_label(self) -> str:
        return _("ingen") if self.turn == NOBODY else str(Owner(self.turn).label)


@dataclass(frozen=True)
class Choice:
    """What the board is narrowed to; "" is everything."""

    stage: str = ""
    turn: str = ""
    owner: str = ""
    late: bool = False

    def takes(self, wait: Wait) -> bool:
        """Tell whether a row is among those chosen."""
        wanted = ((self.stage, wait.stage), (self.turn, wait.turn), (self.owner, wait.owner))
        return all(want in ("", has) for want, has in wanted) and (wait.late or not self.late)


@dataclass(frozen=True)
class Board:
    """The rows chosen, those late the longest first, and what there is to choose between and count."""

    waits: tuple[Wait, ...]
    stages: tuple[str, ...]
    owners: tuple[str, ...]
    turns: tuple[tuple[str, str, int, int], ...]  # (value, label, rows, of them late), of all rows
    persons: int


def board_for(user: User, at: datetime, choice: Choice) -> Board:
    """
    Return what everybody on the way waits for, of the households that the user may open. A fixed number of queries.

    :raises NotAllowed: for roles that do not work with the pathway
    """
    check_role(user, PATHWAY_WORK, _("se enhetens tavla"))
    rows = Journey.objects.ongoing().filter(household__in=Household.objects.visible_to(user, at), opened_at__lte=at)
    related = ("household__caseworker", "person", "model_version", "consultant", "coach")
    journeys = list(rows.select_related(*related).order_by("pk"))
    statuses = statuses_of(journeys, at)
    waits = [wait for journey in journeys for wait in _waits(user, journey, statuses[journey.pk])]
    waits += _queues(user, {journey.pk: journey for journey in journeys}, statuses)
    return Board(
        waits=tuple(sorted(filter(choice.takes, waits), key=_urgent)),
        stages=tuple(dict.fromkeys(wait.stage for wait in sorted(waits, key=lambda wait: wait.stage))),
        owners=tuple(sorted({wait.owner for wait in waits if wait.owner})),
        turns=tuple(_turns(waits)),
        persons=len(journeys),
    )


def _waits(user: User, journey: Journey, status: Status) -> Iterable[Wait]:
    running = [clock for clock in status.deadlines if clock.is_open]
    for clock in running:
        yield _of_clock(user, journey, status, clock)
    if not running:
        stage = status.stage
        what = stage.lacks[0].missing if stage and stage.lacks else _("ingen frist löper")
        since = stage.since if stage else journey.opened_at
        yield _wait(user, journey, status, what=what, since=since, turn=NOBODY, owner="")


def _of_clock(user: User, journey: Journey, status: Status, clock: DeadlineStatus) -> Wait:
    model, tie = model_of(journey), tie_of(clock.owner)
    contact = contact_of(journey, tie) if tie else None
    return _wait(
        user,
        journey,
        status,
        what=clock.label,
        since=clock.starts_at,
        due_at=clock.due_at,
        turn=party_of(model, clock.owner).value,
        owner=str(contact or role_label(model, clock.owner)),
        late=clock.state is DeadlineState.LATE,
        paused=clock.paused_since is not None,
    )


def _queues(user: User, journeys: dict[int, Journey], statuses: dict[int, Status]) -> Iterable[Wait]:
    """Who waits for a place of the catalogue: it is the kommun's turn to find one."""
    rows = Waiting.objects.filter(journey__in=journeys, left_at=None).select_related("offer").order_by("since", "pk")
    for row in rows:
        what = _("Plats: %(offer)s") % {"offer": row.offer.label}
        journey = journeys[row.journey_id]
        turn, owner = Owner.KOMMUN.value, str(journey.coach or journey.consultant or "")
        yield _wait(user, journey, statuses[journey.pk], what=what, since=row.since, turn=turn, owner=owner)


def _wait(
    user: User,
    journey: Journey,
    status: Status,
    *,
    what: str,
    since: datetime,
    turn: str,
    owner: str,
    due_at: datetime | None = None,
    late: bool = False,
    paused: bool = False,
) -> Wait:
    return Wait(
        journey_id=journey.pk,
        household=journey.household.number,
        who=shown_name(user, journey.person, journey.household),
        stage=status.stage.label if status.stage else "",
        what=what,
        since=since,
        due_at=due_at,
        turn=turn,
        owner=owner,
        late=late,
        paused=paused,
    )


def _turns(waits: list[Wait]) -> Iterable[tuple[str, str, int, int]]:
    for value, label in (*Owner.choices, (NOBODY, _("ingen"))):
        own = [wait for wait in waits if wait.turn == value]
        yield value, str(label), len(own), sum(wait.late for wait in own)


def _urgent(wait: Wait) -> tuple[bool, bool, datetime]:
    """Late first, the longest late before the others; then by time left; then who has waited longest."""
    return not wait.late, wait.due_at is None, wait.due_at or wait.since
