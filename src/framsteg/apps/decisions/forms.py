"""Forms of the calculation's and the decision's pages. They validate and save nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.inputs import DayInput, KronorField, text_area
from framsteg.apps.decisions.enums import Basis, DecisionKind, DelegatedKind, Direction, Flaw
from framsteg.apps.decisions.practice import REPLY_DAYS
from framsteg.apps.identity.enums import Role


class OverrideForm(forms.Form):
    """How much of one cost is accepted, on which ground, for which part of the household, and why."""

    accepted = KronorField(label=_("Godtaget belopp, kr"))
    basis = forms.ChoiceField(
        label=_("Grund"),
        choices=Basis.choices,
        help_text=_("Bistånd enligt 12 kap. 2 § räknas för sig och överklagas på annat sätt."),
    )
    share = forms.CharField(
        label=_("Hushållets del"),
        max_length=7,
        required=False,
        help_text=_("Lämna tomt när hela kostnaden är hushållets. Skriv annars ett bråk, till exempel 2/3."),
    )
    reason = forms.CharField(
        label=_("Skäl"),
        widget=text_area(2),
        help_text=_("Skrivs så att den enskilde förstår. Det kommer med i beslutet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class MeansForm(forms.Form):
    """How much of one income or asset counts, and why."""

    counted = KronorField(label=_("Belopp som räknas, kr"))
    reason = forms.CharField(
        label=_("Skäl"),
        widget=text_area(2),
        help_text=_("Skrivs så att den enskilde förstår. Det kommer med i beslutet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AdjustmentForm(forms.Form):
    """A higher or lower norm in the single case."""

    person_id = forms.ChoiceField(label=_("Gäller"), required=False)
    direction = forms.ChoiceField(label=_("Riktning"), choices=Direction.choices)
    amount = KronorField(label=_("Belopp, kr i månaden"))
    item = forms.CharField(
        label=_("Del av normen"), max_length=60, required=False, help_text=_("Till exempel livsmedel.")
    )
    reason = forms.CharField(
        label=_("Särskilda skäl"),
        widget=text_area(2),
        help_text=_("Avvikelsen kräver särskilda skäl i det enskilda fallet. De kommer med i beslutet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, persons: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("hela hushållet")), *((str(key), name) for key, name in persons)]
        cast(forms.ChoiceField, self.fields["person_id"]).choices = choices


class VersionForm(forms.Form):
    """The facts that a press of a button is about."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class InjunctionForm(forms.Form):
    """What makes the application impossible to try, how the person was helped, and until when to mend it."""

    flaw = forms.ChoiceField(
        label=_("Vad brister"),
        choices=Flaw.choices,
        widget=forms.RadioSelect,
        help_text=_("Att handlingar saknas är inget skäl att avvisa: pröva då ansökan på det som är känt."),
    )
    what = forms.CharField(label=_("Vad den enskilde ska rätta"), widget=text_area(3))
    help_given = forms.CharField(
        label=_("Hjälp som har getts"),
        widget=text_area(2),
        help_text=_("Den enskilde ska först få hjälp att rätta ansökan (förvaltningslagen 6 §)."),
    )
    reply_by = forms.DateField(label=_("Rätta senast"), widget=DayInput)


class DismissForm(forms.Form):
    """The decision not to try an application."""

    because = forms.CharField(
        label=_("Annat skäl än föreläggandet"),
        widget=text_area(3),
        required=False,
        help_text=_("Lämna tomt när ansökan avvisas för att ett föreläggande inte har följts."),
    )
    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(4),
        help_text=_("Skriv klart varför ansökan inte går att pröva (förvaltningslagen 20 och 32 §§)."),
    )
    children = forms.CharField(
        label=_("Barnens situation"),
        widget=text_area(3),
        required=False,
        help_text=_("Skriv när det finns barn i hushållet: hur de påverkas, och hur det har vägts in."),
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
    def begun(cls, text: str, today: date, prefix: str | None = None) -> "HearingForm":
        """Return the form with the proposed text and day."""
        return cls(initial={"text": text, "reply_by": today + timedelta(days=REPLY_DAYS)}, prefix=prefix)


class ReplyForm(forms.Form):
    """What the person answered."""

    reply = forms.CharField(
        label=_("Den enskildes svar"),
        widget=text_area(4),
        help_text=_("Skriv också om svaret var muntligt, eller om den enskilde inte har något att tillägga."),
    )


class DecideForm(forms.Form):
    """
    The decision: its kind is limited to what the calculation gives.

    ``not_heard_because`` is asked for only when an urgent need may be met before the person is heard, and ``children``
    when the decision goes against a household with children.
    """

    kind = forms.ChoiceField(label=_("Beslut"), widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(9),
        help_text=_("Ett förslag att ändra i. Skriv klart vad som avgjorde (förvaltningslagen 32 §)."),
    )
    children = forms.CharField(
        label=_("Barnens situation"),
        widget=text_area(4),
        help_text=_("Hur barnen påverkas, vad de har sagt, och hur det har vägts in. Det kommer med i beslutet."),
    )
    not_heard_because = forms.CharField(
        label=_("Varför beslutet inte kan vänta på den enskildes synpunkter"),
        widget=text_area(3),
        help_text=_("Skriv vad som händer om hjälpen dröjer. Det kommer med i beslutet."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        fitting: DecisionKind,
        may_skip_hearing: bool = False,
        weighs_children: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(fitting.value, str(fitting.label).capitalize())]
        if not may_skip_hearing:
            del self.fields["not_heard_because"]
        if not weighs_children:
            del self.fields["children"]


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
    kind = forms.ChoiceField(label=_("Beslut"), choices=DelegatedKind.choices)
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
