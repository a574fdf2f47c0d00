"""What Demokommunen's main job produced, for the terminal. The figures are those of the manager's morning."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Min
from django.utils import timezone

from framsteg.apps.decisions import queries as decisions
from framsteg.apps.decisions.models import Decision
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.queries import demo_account
from framsteg.apps.pathway import queries as pathway
from framsteg.apps.pathway.enums import Destination
from framsteg.apps.payments import queries as payments
from framsteg.apps.people.models import Household
from framsteg.entitlement.month import Month
from framsteg.policylab import journey_shares, monthly, swedish_number


@dataclass(frozen=True)
class Summary:
    """A title, (label, value) rows ready to print, and a note that says what the figures are not."""

    title: str
    rows: list[tuple[str, str]]
    note: str


def summary() -> Summary:
    """Return the table of what was produced, over all the months that the database holds."""
    bounds = Decision.objects.aggregate(first=Min("month"), last=Max("month"))
    first, last = bounds["first"], bounds["last"]
    now = timezone.now()
    granted = decisions.granted_in_all()
    referred = journey_shares(pathway.referral_clocks(first - 1, last), now=now)
    planned = journey_shares(pathway.plan_clocks(first - 1, last), now=now)
    whole = min(last, Month.of(timezone.localdate(now)).previous)
    rows = [row for row in payments.payment_rows() if row.month <= whole]
    months = monthly(rows, first=first, last=whole)
    long_term = months[-1].long_term_10_of_12
    return Summary(
        title=f"Demokommunen, {first.label}–{last.label}",
        rows=[
            ("Hushåll", _number(Household.objects.count())),
            ("Beslutade ansökningar", _number(Decision.objects.count())),
            ("Beviljat", f"{_number(round(granted))} kr"),
            ("Hänvisade till Jobbcentrum inom 48 timmar", _share(referred.percent, referred.met, referred.judged)),
            ("Handlingsplan undertecknad inom fyra veckor", _share(planned.percent, planned.met, planned.judged)),
            (
                f"Hushåll med bistånd minst 10 av 12 månader ({whole.label})",
                "uppgift saknas" if long_term is None else _number(long_term),
            ),
            *_exits(),
        ],
        note="Påhittade personer. Talen visar vad programmet gör, inte vad en kommun uppnår.",
    )


def sign_ins() -> list[tuple[str, str]]:
    """Return (role in Swedish, user name), one account per role."""
    return [(str(role.label), demo_account(role).username) for role in Role]


def _exits() -> list[tuple[str, str]]:
    labels = dict(Destination.choices)
    counts = Counter(destination for _month, destination in pathway.exit_rows())
    total = ("Avslut från vägen till arbete", _number(sum(counts.values())))
    return [total, *((f"  {labels[code]}", _number(count)) for code, count in counts.most_common())]


def _share(percent: Decimal | None, met: int, judged: int) -> str:
    if percent is None:
        return "uppgift saknas"
    return f"{swedish_number(percent)} % ({_number(met)} av {_number(judged)})"


def _number(value: int) -> str:
    return swedish_number(value)
