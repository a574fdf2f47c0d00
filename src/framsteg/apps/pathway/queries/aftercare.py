"""
What follows an exit: contacts as the working model plans them or, where it is silent, as the house does.

The house's own times are no law and no source's; the page marks them as ours.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from framsteg.apps.pathway.enums import CheckKind, Destination
from framsteg.apps.pathway.models import Aftercare, Exit, Journey
from framsteg.apps.pathway.queries.model import model_of
from framsteg.entitlement.month import Month
from framsteg.workingmodel import Duration, ModelFileError, Unknown, WorkingModel, falls_due, swedish_holidays
from framsteg.workingmodel.ending import AftercareCheck

FRIDAY = 4

# 90 days, 6 and 12 months: element 16 of the schema names them; no source among the five says when.
HOUSE_CHECKS = {
    "hus_90_dagar": (_("90 dagar efter avslutet"), Duration.model_validate({"days": 90})),
    "hus_6_manader": (_("6 månader efter avslutet"), Duration.model_validate({"months": 6})),
    "hus_12_manader": (_("12 månader efter avslutet"), Duration.model_validate({"months": 12})),
}
# Who stops applying without a word may be in need (Helsingborg's finding): somebody asks, within two weeks.
OUTREACH = "hus_uppsokande"
OUTREACH_WITHIN = Duration.model_validate({"days": 14})
# Who is back this soon goes on where she left: a mapping and a plan half a year old still say something.
QUICK_RETURN = Duration.model_validate({"months": 6})


@dataclass(frozen=True)
class Check:
    """A contact that an exit plans. ``is_ours``: the day is the house's, since the model does not say."""

    id: str
    kind: CheckKind
    planned_on: date
    is_ours: bool


@dataclass(frozen=True)
class Result:
    """
    What one contact after an exit found, for the figures «still out at 90 days, 6 and 12 months».

    ``outcome``: ``yes``, ``no`` (also who came back before it), ``unknown`` (asked, not learnt) or ``not_asked``.
    """

    month: Month  # of the exit
    destination: str
    check: str  # id
    planned_on: date
    outcome: str


def checks_after(model: WorkingModel, destination: Destination, exited_on: date) -> tuple[Check, ...]:
    """
    Return the contacts that an exit plans, in order of day. Nobody is contacted about a person who has died.

    A check whose time the model leaves okänd is planned at the house's first time.
    """
    if destination is Destination.DECEASED:
        return ()
    outreach = _outreach(exited_on) if destination is Destination.NOT_REAPPLIED else ()
    return tuple(sorted((*outreach, *_checks(model, exited_on)), key=lambda check: check.planned_on))


def check_label(model: WorkingModel, check_id: str) -> str:
    """Return the name of a check, the model's or the house's; "" for one that neither has."""
    if check_id in HOUSE_CHECKS:
        return str(HOUSE_CHECKS[check_id][0])
    if check_id == OUTREACH:
        return str(_("Hör av dig: hur har personen det?"))
    return next((check.label for check in _of_model(model) if check.id == check_id), "")


def is_ours(model: WorkingModel, check_id: str) -> bool:
    """Tell whether the time of a check is the house's own."""
    return all(check.id != check_id or isinstance(check.after, Unknown) for check in _of_model(model))


def statistics_code(model: WorkingModel, destination: str) -> str | None:
    """Return Socialstyrelsen's code of an exit; None: okänd, the model does not give it."""
    codes = (way.statistics_code for way in model.exits if way.destination.value == destination)
    return next((code for code in codes if not isinstance(code, Unknown)), None)


def returning(person: int, household: int, received_at: datetime) -> Journey | None:
    """
    Return the journey that a person who applies again takes up where she left it, or None: then it is a new one.

    It is the latest that ended, in the same household, not longer ago than ``QUICK_RETURN``, under a model version that
    can still be read. ``person`` and ``household`` are keys.
    """
    exits = Exit.objects.filter(journey__person=person, journey__household=household, resumed_at=None)
    exits = exits.exclude(destination=Destination.DECEASED).order_by("-exited_on", "-pk")
    left = exits.select_related("journey__household", "journey__person", "journey__model_version").first()
    if left is None or timezone.localdate(received_at) > _after(left.exited_on, QUICK_RETURN):
        return None
    return left.journey if _is_known(left.journey) else None


def aftercare_results(first: Month, last: Month, at: datetime) -> list[Result]:
    """
    Return what each contact found after the exits of the months, both included, for contacts whose day has come.

    A person who came back before the day is not still out: ``no``. Outreach answers another question and is left out.
    """
    rows = Aftercare.objects.filter(kind=CheckKind.HOLDS, planned_on__lte=timezone.localdate(at))
    rows = rows.filter(exit__exited_on__gte=first.first_day, exit__exited_on__lt=last.next.first_day)
    return [
        Result(Month.of(row.exit.exited_on), row.exit.destination, row.check_id, row.planned_on, _outcome(row))
        for row in rows.select_related("exit").order_by("exit__exited_on", "planned_on", "pk")
    ]


def return_rows() -> list[tuple[Month, str]]:
    """Return (month of the return, destination of the exit) of every journey that was taken up again."""
    rows = Exit.objects.filter(resumed_at__isnull=False).order_by("resumed_at", "pk")
    return [(Month.of(timezone.localdate(left.resumed_at)), left.destination) for left in rows]


def _outreach(exited_on: date) -> tuple[Check, ...]:
    day = _working_day(_after(exited_on, OUTREACH_WITHIN))
    return (Check(OUTREACH, CheckKind.OUTREACH, day, is_ours=True),)


def _checks(model: WorkingModel, exited_on: date) -> tuple[Check, ...]:
    if not (of_model := _of_model(model)):
        return tuple(
            Check(id, CheckKind.HOLDS, _working_day(_after(exited_on, within)), is_ours=True)
            for id, (_label, within) in HOUSE_CHECKS.items()
        )
    _label, first_of_ours = next(iter(HOUSE_CHECKS.values()))
    return tuple(
        Check(check.id, CheckKind.HOLDS, _working_day(_after(exited_on, first_of_ours)), is_ours=True)
        if isinstance(check.after, Unknown)
        else Check(check.id, CheckKind.HOLDS, _after(exited_on, check.after), is_ours=False)
        for check in of_model
    )


def _of_model(model: WorkingModel) -> tuple[AftercareCheck, ...]:
    if isinstance(model.aftercare, Unknown) or isinstance(model.aftercare.checks, Unknown):
        return ()
    return model.aftercare.checks


def _outcome(row: Aftercare) -> str:
    if row.cancelled_at:
        return "no"
    if row.held_at is None:
        return "not_asked"
    return {True: "yes", False: "no", None: "unknown"}[row.still_self_supporting]


def _is_known(journey: Journey) -> bool:
    try:
        model_of(journey)
    except ModelFileError:
        return False
    return True


def _after(day: date, within: Duration) -> date:
    return timezone.localdate(falls_due(timezone.make_aware(datetime.combine(day, time.min)), within))


def _working_day(day: date) -> date:
    """Return the day, or the next one when somebody is at work."""
    while day.weekday() > FRIDAY or day in swedish_holidays():
        day += timedelta(days=1)
    return day
