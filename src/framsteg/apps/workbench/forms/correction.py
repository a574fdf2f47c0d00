"""The form in which the facts of an application are corrected: the registration's rows, filled in beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from framsteg.apps.workbench.forms.registration import FactRows
from framsteg.apps.workbench.forms.rows import CostForm


class CorrectionForm(forms.Form):
    """``version`` is the application's when the page was drawn: what changed since then stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    other_residents = forms.IntegerField(
        label=gettext_lazy("Andra som bor i bostaden, antal"), min_value=0, max_value=30
    )


class CorrectedCostForm(CostForm):
    """A cost that is kept, changed or taken away: emptied, all but its hidden ``id``, it is an empty row."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Correction(FactRows):
    """The whole page on which the facts of an application are corrected."""

    form_class = CorrectionForm
    sets = {**FactRows.sets, "costs": (CorrectedCostForm, 1)}

    def typed(self) -> dict[str, Any]:
        """Return the arguments of ``actions.correct_application`` but the application, once everything is valid."""
        return {**self.form.cleaned_data, **self.facts()}
