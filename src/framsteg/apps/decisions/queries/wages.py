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
LEAST, STEP = 10_000, 5_000  # kronor: the axis ends on a whole step
BEYOND = Decimal("1.4")  # times the wage that ends assistance without the job incentive, which leaves out a quarter


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


def wage_answers(facts: dict[str, Any], assistance: Decimal | None) -> list[WageAnswer]:
    """
    Return one answer for each adult of a stored case file; none when its ``assistance`` is not known.

    About 45 calculations for each adult.
    """
    if assistance is None:
        return []
    case = Case.model_validate(facts)
    return [_answer(case, person.id, assistance) for person in case.persons if person.role is Role.ADULT]


def _answer(case: Case, person: str, assistance: Decimal) -> WageAnswer:
    upto = _end_of_axis(case, person, assistance)
    response = whatif.response(case, person, IncomeKind.WAGE, upto, upto // POINTS)
    chart = line_chart(
        title=_("Om lönen ändras för %(who)s") % {"who": person},
        labels=[swedish_number(point.income) for point in response.points],
        series=[
            Series(_("Inkomster och bistånd"), [point.means for point in response.points]),
            Series(_("Bistånd"), [point.assistance for point in response.points]),
        ],
        unit=_("kr i månaden"),
        description=_("Hushållets alla inkomster med bistånd, och biståndet för sig, vid olika lön efter skatt."),
        label_heading=_("Lön efter skatt, kr"),
    )
    return WageAnswer(person, chart, response.income, case.month.previous, response.marginal, response.exit_income)


def _end_of_axis(case: Case, person: str, assistance: Decimal) -> int:
    """Return where the axis ends, kronor: some way above the wage with which assistance ends."""
    came = [row for row in case.incomes if Month.of(row.received) == case.month.previous]
    wage = sum((row.net for row in came if (row.person, row.kind) == (person, IncomeKind.WAGE)), Decimal(0))
    return max(LEAST, int(((wage + assistance) * BEYOND / STEP).to_integral_value(ROUND_CEILING)) * STEP)
