"""What one line of a plan says, column by column as text: the page, the paper and the comparison show the same."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from framsteg.apps.core.formats import swedish_date
from framsteg.apps.pathway.models import PlanLine

EXPIRES_WITHIN = timedelta(days=14)  # so long before the day to look a plan over it is said that the day is coming


def expires(review_on: date | None, today: date) -> bool:
    """Tell whether a plan is to be looked over now: the day is within a fortnight, or has passed."""
    return review_on is not None and review_on <= today + EXPIRES_WITHIN


def columns_of(line: PlanLine) -> tuple[tuple[str, str], ...]:
    """Return every column of a line as (label, text); the text is empty where nothing is written."""
    return (
        (_("Vad som ska göras"), line.text),
        (_("Vem ansvarar"), str(line.get_owner_display())),
        (_("Namn eller enhet"), line.owner_name),
        (_("Börjar"), _day(line.starts_on)),
        (_("Klart senast"), _day(line.due_on)),
        (_("Timmar i veckan"), str(line.hours_per_week or "")),
        (_("Plats"), line.place),
        (_("Stöd som behövs"), line.support),
        (_("Anpassning"), line.adaptation),
        (_("Villkor enligt"), line.legal_ground),
        (_("Personen fick veta villkoret"), _day(line.informed_on)),
        (_("Följs upp"), _day(line.follow_up_on)),
        (_("Så visas att det är gjort"), line.evidence),
        (_("Klart"), _day(line.done_on)),
        (_("Resultat"), line.result),
        (_("Nästa steg"), line.next_step),
    )


def details_of(line: PlanLine) -> tuple[tuple[str, str], ...]:
    """Return the columns that are filled in, besides what and whose the line is."""
    return tuple((label, text) for label, text in columns_of(line)[2:] if text)


def _day(day: date | None) -> str:
    return swedish_date(day) if day else ""
