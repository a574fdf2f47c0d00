"""What the log reviewer looks for, and what the review led to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.audit.enums import What

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """A period, with its days the right way round."""

    period_from = forms.DateField(label=_("Från och med"), widget=DAY)
    period_to = forms.DateField(label=_("Till och med"), widget=DAY)
    user = forms.CharField(label=_("Användarnamn"), required=False)
    household = forms.CharField(label=_("Ärendenummer"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "period_from" in data and "period_to" in data and data["period_to"] < data["period_from"]:
            self.add_error("period_to", _("Periodens slut ligger före dess början."))
        return data


class LogFilterForm(PeriodForm):
    """Which rows of the log to show."""

    what = forms.ChoiceField(label=_("Visa"), choices=What.choices, required=False)
    kind = forms.CharField(
        label=_("Händelsens kod börjar med"),
        required=False,
        help_text=_("Till exempel decisions eller payments.batch."),
    )

    def clean_what(self) -> What:
        return What(self.cleaned_data["what"])


class ReviewForm(PeriodForm):
    """A review that has been made. The period, user and case number are those of the list it stands under."""

    remark = forms.CharField(
        label=_("Iakttagelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Vad granskningen visade. Skriv inga uppgifter om enskilda."),
    )
    needs_follow_up = forms.BooleanField(label=_("Behöver följas upp"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = "review_%s"  # it stands on the page of the other form
        super().__init__(*args, **kwargs)
        for name in PeriodForm.base_fields:
            self.fields[name].widget = forms.HiddenInput()
