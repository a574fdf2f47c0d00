"""The form in which the facts of an application are corrected: the registration's rows, filled in beforehand."""

from typing import Any

from django import forms

from framsteg.apps.workbench.forms.registration import FactRows, StayForm
from framsteg.apps.workbench.forms.rows import AssetForm, CostForm, IncomeForm


class CorrectionForm(StayForm):
    """``version`` is the application's when the page was drawn: what changed since then stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StoredRow(forms.Form):
    """A row that is kept, changed or taken away: emptied, all but its hidden ``id``, it is an empty row."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CorrectedCostForm(StoredRow, CostForm):
    """A cost that was declared. Checks have a page of their own: a correction leaves them."""


class CorrectedIncomeForm(StoredRow, IncomeForm):
    """An income that was declared; as for costs, its check is left alone."""


class CorrectedAssetForm(StoredRow, AssetForm):
    """An asset that was declared."""


class Correction(FactRows):
    """The whole page on which the facts of an application are corrected."""

    form: CorrectionForm
    form_class = CorrectionForm
    sets = {
        **FactRows.sets,
        "costs": (CorrectedCostForm, 1),
        "incomes": (CorrectedIncomeForm, 1),
        "assets": (CorrectedAssetForm, 1),
    }

    def typed(self) -> dict[str, Any]:
        """Return the arguments of ``actions.correct_application`` but the application, once everything is valid."""
        return {"version": self.form.cleaned_data["version"], "stay": self.form.stay, **self.facts()}
