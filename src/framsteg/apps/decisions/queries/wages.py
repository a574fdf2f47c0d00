"""What happens if the wage changes: the household's assistance and means by one person's wage, as a chart."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.translation import gettext as _

from framsteg.apps.core.charts import Chart, Series, line_chart
from framsteg.apps.core.formats import swedish_number
from framsteg.entitlement import whatif
from framsteg.entitlement.facts import Case
from framsteg.entitlement.kinds import IncomeKind, Role
from framsteg.entitlement.month import Month

POINTS = 20
LEAST, STEP = 10_000, 5_000  # kronor: the axis ends on a whole step above where assistance ends without incentive


@dataclass(frozen=True)
class WageAnswer:
    """
    How assistance answers to one adult's wage, kronor after tax a month.

    ``keeps`` is what the household keeps of 100 kronor more, ``exit_income`` the lowest wage without assistance.
    """

    who: str
    chart: Chart
    wage: Decimal
    month_of_wage: Month
    keeps: Decimal | None
    exit_income: Decimal | None


def wage_answers(facts: dict[str, Any]) -> list[WageAnswer]:
    """Return one answer for each adult of a stored case file; none when the outcome is not known."""
    case = Case.model_validate(facts)
    adults = [person.id for person in case.persons if person.role is Role.ADULT]
    found = (_answer(case, person) for person in adults)
    return [answer for answer in found if answer]


def _answer(case: Case, person: str) -> WageAnswer | None:
    upto = _end_of_axis(case, person)
    if upto is None:
        return None
    response = whatif.response(case, person, IncomeKind.WAGE, upto, upto // POINTS)
    chart = line_chart(
        title=_("Om lönen ändras för %(who)s") % {"who": person},
        labels=[swedish_number(point.income) for point in response.points],
        series=[
            Series(_("Lön och bistånd"), [point.means for point in response.points]),
            Series(_("Bistånd"), [point.assistance for point in response.points]),
        ],
        unit=_("kr i månaden"),
        description=_("Hushållets alla inkomster med bistånd, och biståndet för sig, vid olika lön efter skatt."),
        label_heading=_("Lön efter skatt, kr"),
    )
    return WageAnswer(person, chart, response.income, case.month.previous, response.marginal, response.exit_income)


def _end_of_axis(case: Case, person: str) -> int | None:
    """Return where the axis ends, kronor; None when the outcome is not known."""
    start = whatif.response(case, person, IncomeKind.WAGE, 0, 1)
    if start.points[0].assistance is None:
        return None
    leaves = max(start.exit_income or Decimal(0), start.income)
    return max(LEAST, int((leaves * Decimal("1.2") / STEP).to_integral_value(ROUND_CEILING)) * STEP)
