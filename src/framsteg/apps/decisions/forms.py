"""Forms of the calculation's and the decision's pages. They validate and save nothing."""

from datetime import date, timedelta
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.practice import REPLY_DAYS
from framsteg.apps.identity.enums import Role


class DayInput(forms.DateInput):
    """A calendar day in the browser's own picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OverrideForm(forms.Form):
    """How much of one cost is accepted, and why."""

    accepted = forms.DecimalField(
        label=_("Godtaget belopp, kr"), min_value=0, max_digits=12, decimal_places=2, localize=True
    )
    reason = forms.CharField(
        label=_("Skäl"),
        widget=text_area(2),
        help_text=_("Skrivs så att den enskilde förstår. Det kommer med i beslutet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class HearingForm(forms.Form):
    """What the person is told, and until when she may answer."""

    text = forms.CharField(label=_("Underlag till den enskilde"), widget=text_area(10))
    reply_by = forms.DateField(
        label=_("Svar senast"),
        widget=DayInput,
        help_text=_("Förslaget är %(days)s dagar: kommunens egen praxis, inte lag.") % {"days": REPLY_DAYS},
    )

    @classmethod
    def begun(cls, text: str, today: date) -> "HearingForm":
        """Return the form with the proposed text and day."""
        return cls(initial={"text": text, "reply_by": today + timedelta(days=REPLY_DAYS)})


class ReplyForm(forms.Form):
    """What the person answered."""

    reply = forms.CharField(
        label=_("Den enskildes svar"),
        widget=text_area(4),
        help_text=_("Skriv också om svaret var muntligt, eller om den enskilde inte har något att tillägga."),
    )


class DecideForm(forms.Form):
    """The decision: its kind is limited to what the calculation gives."""

    kind = forms.ChoiceField(label=_("Beslut"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(9),
        help_text=_("Ett förslag att ändra i. Skriv klart vad som avgjorde (förvaltningslagen 32 §)."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, fitting: DecisionKind, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(fitting.value, str(fitting.label).capitalize())]


class ReceiptForm(forms.Form):
    """The day the person got the decision."""

    received_on = forms.DateField(
        label=_("Dag då den enskilde fick beslutet"),
        widget=DayInput,
        help_text=_("Tre veckor för överklagande räknas från den dagen (förvaltningslagen 44 §)."),
    )


class DelegationForm(forms.Form):
    """One line of the nämnd's delegation order."""

    role = forms.ChoiceField(label=_("Roll"), choices=Role.choices)
    kind = forms.ChoiceField(label=_("Beslut"), choices=DecisionKind.choices)
    up_to = forms.DecimalField(
        label=_("Högst belopp, kr"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        localize=True,
        required=False,
        help_text=_("Lämna tomt när det inte finns någon gräns."),
    )
    valid_from = forms.DateField(label=_("Gäller från"), widget=DayInput)
    valid_to = forms.DateField(label=_("Gäller till"), widget=DayInput, required=False)
    reference = forms.CharField(label=_("Punkt i delegationsordningen"), max_length=40)
