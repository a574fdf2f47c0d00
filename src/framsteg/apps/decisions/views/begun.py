"""The forms of the calculation's page as they begin; one that was refused takes its place with what was typed."""

from datetime import date
from typing import Any

from django.forms import Form

from framsteg.apps.decisions import forms
from framsteg.apps.decisions.queries.lines import CostRow, Judged, MeansRow
from framsteg.apps.decisions.views._shared import renewed

COST, INCOME, ASSET = "kostnad", "inkomst", "tillgang"
NORM, INJUNCTION, DISMISSAL, HEARING = "norm", "forelaggande", "avvisning", "avvisning-kommunicering"


def judgement_forms(judged: Judged, version: int, refused: Form | None) -> dict[str, Any]:
    """Return each line that a person judges with its form, and the form for another norm."""

    def begun(form: Form) -> Form:
        return renewed(refused, version) if refused is not None and refused.prefix == form.prefix else form

    adjustment = forms.AdjustmentForm(initial={"version": version}, prefix=NORM, persons=judged.persons)
    return {
        "costs": [(row, begun(_cost_form(row, version))) for row in judged.costs],
        "means": [
            *((INCOME, row, begun(_means_form(INCOME, row, version))) for row in judged.incomes),
            *((ASSET, row, begun(_means_form(ASSET, row, version))) for row in judged.assets),
        ],
        "adjustments": judged.adjustments,
        "adjustment_form": begun(adjustment),
    }


def injunction_forms(version: int, today: date, refused: Form | None) -> dict[str, Any]:
    """Return the forms for an application that cannot be tried."""

    def begun(form: Form) -> Form:
        return refused if refused is not None and refused.prefix == form.prefix else form

    dismissal: Form = forms.DismissForm(initial={"version": version}, prefix=DISMISSAL)
    if refused is not None and refused.prefix == DISMISSAL:
        dismissal = renewed(refused, version)
    return {
        "injunction_form": begun(forms.InjunctionForm(prefix=INJUNCTION)),
        "dismissal_hearing_form": begun(forms.HearingForm.begun("", today, prefix=HEARING)),
        "dismissal_form": dismissal,
        "is_untried_open": refused is not None,
    }


def _cost_form(row: CostRow, version: int) -> forms.OverrideForm:
    begun = {
        "accepted": row.accepted,
        "basis": row.basis,
        "share": row.share,
        "reason": row.reason,
        "version": version,
    }
    return forms.OverrideForm(initial=begun, prefix=f"{COST}-{row.id}")


def _means_form(kind: str, row: MeansRow, version: int) -> forms.MeansForm:
    begun = {"counted": row.counted, "reason": row.reason, "version": version}
    return forms.MeansForm(initial=begun, prefix=f"{kind}-{row.id}")
