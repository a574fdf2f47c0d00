"""A claim, from its ground to its end. ``version`` is the claim's, as the page showed it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.recovery.enums import Ground
from framsteg.apps.recovery.forms.fields import DayInput, KronorField, text_area
from framsteg.apps.recovery.practice import REPLY_DAYS


class GroundForm(forms.Form):
    """The ground of the law and what happened."""

    ground = forms.ChoiceField(label=_("Grund"), choices=Ground.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Vad som har hänt och hur det visar grunden"),
        widget=text_area(5),
        help_text=_("Skrivs så att den enskilde förstår. Texten står i kommuniceringen och i beslutet."),
    )
    stated_ground = forms.CharField(
        label=_("Vad beslutet om bistånd säger om återbetalning"),
        widget=text_area(2),
        required=False,
        help_text=_("Behövs för förskott, arbetskonflikt, hinder och villkor enligt 12 kap. 2 §. Citera beslutet."),
    )
    served_on = forms.DateField(
        label=_("Dag då beslutet om bistånd delgavs"),
        widget=DayInput,
        required=False,
        help_text=_("Behövs för förskott, arbetskonflikt och hinder."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)


class AmountForm(forms.Form):
    """How much of one month."""

    amount = KronorField(label=_("Belopp att pröva, kr"), min_value=Decimal("0.01"))


class _Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class CircumstancesForm(_Versioned):
    """What the person's means are, and whether there are exceptional reasons."""

    would_lack_means = forms.TypedChoiceField(
        label=_("Den enskilde skulle sakna medel till sin försörjning om kravet betalas"),
        choices=[("", _("Inte utrett")), ("no", _("Nej")), ("yes", _("Ja"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    exceptional_reasons = forms.BooleanField(label=_("Det finns synnerliga skäl mot återkrav"), required=False)
    circumstances = forms.CharField(label=_("Vad utredningen visar"), widget=text_area(4))
    children = forms.CharField(
        label=_("Barnens situation"),
        widget=text_area(3),
        required=False,
        help_text=_("Skriv när det bor barn i hushållet: hur ett krav skulle påverka dem. Det kommer med i beslutet."),
    )


class HearForm(forms.Form):
    """What the person is told, and until when she may answer."""

    text = forms.CharField(label=_("Underlag till den enskilde"), widget=text_area(12))
    reply_by = forms.DateField(
        label=_("Svar senast"),
        widget=DayInput,
        help_text=_("Förslaget är %(days)s dagar: kommunens egen praxis, inte lag.") % {"days": REPLY_DAYS},
    )

    @staticmethod
    def begun(text: str, today: date) -> dict[str, Any]:
        """Return first values: the proposed text and day."""
        return {"text": text, "reply_by": today + timedelta(days=REPLY_DAYS)}


class ReplyForm(forms.Form):
    """What the person answered."""

    reply = forms.CharField(
        label=_("Den enskildes svar"),
        widget=text_area(4),
        help_text=_("Skriv också om svaret var muntligt, eller om den enskilde inte har något att tillägga."),
    )


class DecideForm(_Versioned):
    """The decision to claim back."""

    amount = KronorField(label=_("Belopp som krävs tillbaka, kr"), min_value=Decimal("0.01"))
    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(7),
        help_text=_("Skriv klart vad som avgjorde, och hur den enskildes svar har vägts in (förvaltningslagen 32 §)."),
    )


class ForgiveForm(_Versioned):
    """How much is given up, and why."""

    amount = KronorField(label=_("Belopp som efterges, kr"), min_value=Decimal("0.01"))
    reasons = forms.CharField(label=_("Motivering"), widget=text_area(3))


class RepayForm(_Versioned):
    """Money that came back."""

    amount = KronorField(label=_("Återbetalt belopp, kr"), min_value=Decimal("0.01"))
    paid_on = forms.DateField(label=_("Betalt"), widget=DayInput)


class SueForm(_Versioned):
    """The nämnd's or the utskott's decision to bring an action."""

    decided_on = forms.DateField(label=_("Beslutets dag"), widget=DayInput)
    body = forms.ChoiceField(label=_("Beslutat av"))
    reference = forms.CharField(label=_("Paragraf i protokollet"), max_length=80)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = bodies


class BroughtForm(_Versioned):
    """The day the action was brought."""

    brought_on = forms.DateField(label=_("Dag då talan väcktes i förvaltningsrätten"), widget=DayInput)


class CloseForm(_Versioned):
    """Why the claim ends."""

    reason = forms.CharField(label=_("Skäl"), widget=text_area(3))
