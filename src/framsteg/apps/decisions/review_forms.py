"""Forms of what comes beside and after a decision. They validate and save nothing."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.inputs import DayInput, KronorField, text_area
from framsteg.apps.decisions.enums import AmendmentGround, Judgement, WithdrawnHow


def _capital(words: type[TextChoices]) -> list[tuple[str, str]]:
    """Return the choices of a list of radio buttons, each as the beginning of a sentence."""
    return [(word.value, str(word.label).capitalize()) for word in words]


class VersionForm(forms.Form):
    """A step on an appeal, on the version that the user saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = f"{type(self).__name__.lower()}_%s"  # several of them stand on one page


class CloseOralForm(forms.Form):
    """Whether the person spoke, and what was said."""

    held = forms.TypedChoiceField(
        label=_("Hur slutade det?"),
        choices=[("yes", _("Den enskilde har talat inför nämnden")), ("no", _("Den enskilde avstår själv"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Anteckning"),
        widget=text_area(3),
        help_text=_("Skriv vad som sades, eller hur och när den enskilde avstod."),
    )


class RequestForm(forms.Form):
    """A request that the matter be decided, as it came in."""

    came_in_on = forms.DateField(label=_("Dag då begäran kom in till nämnden"), widget=DayInput)
    is_written = forms.TypedChoiceField(
        label=_("Hur kom den?"),
        choices=[("yes", _("Skriftligt")), ("no", _("Muntligt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


class RefuseRequestForm(forms.Form):
    """Why the matter is not decided now."""

    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(6),
        help_text=_(
            "Skriv vad som återstår att utreda, varför det inte har gått att avgöra och när ni räknar med ett beslut. "
            "Kommer med i brevet (förvaltningslagen 32 §)."
        ),
    )


class AnnouncementForm(forms.Form):
    """The day the minutes were announced, for assistance beside the right."""

    announced_on = forms.DateField(
        label=_("Dag då protokollets justering tillkännagavs på anslagstavlan"), widget=DayInput
    )


class AmendForm(forms.Form):
    """The month's new amounts, on which ground and why."""

    ground = forms.ChoiceField(label=_("Grund"), choices=lambda: _capital(AmendmentGround), widget=forms.RadioSelect)
    granted = KronorField(
        label=_("Nytt belopp för månaden, rätt till bistånd, kr"),
        help_text=_("Hela månadens belopp, inte tillägget. Det kan inte bli lägre än det som är beviljat."),
    )
    granted_extra = KronorField(label=_("Nytt belopp för månaden enligt 12 kap. 2 §, kr"))
    obviously_wrong = forms.BooleanField(
        label=_("Beslutet är uppenbart felaktigt i något väsentligt hänseende, och kan ändras snabbt och enkelt"),
        required=False,
        help_text=_(
            "Då ska nämnden ändra det (förvaltningslagen 38 §). Är beslutet överklagat får det bara ändras då (39 §)."
        ),
    )
    reasons = forms.CharField(
        label=_("Motivering"),
        widget=text_area(6),
        help_text=_("Skriv klart vad som avgjorde (förvaltningslagen 32 §). Texten kommer med i brevet."),
    )


class AppealForm(forms.Form):
    """An appeal as it came in."""

    came_in_on = forms.DateField(label=_("Dag då överklagandet kom in till nämnden"), widget=DayInput)
    is_written = forms.TypedChoiceField(
        label=_("Hur kom det?"),
        choices=[("yes", _("Skriftligt")), ("no", _("Muntligt"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label=_("Vad den enskilde vill ska ändras"),
        widget=text_area(3),
        help_text=_("Kort, med den enskildes egna ord. Själva överklagandet bevaras i akten."),
    )


class TimeForm(VersionForm):
    """What makes a late appeal be taken up all the same."""

    wrong_information = forms.BooleanField(
        label=_("Vår upplysning om hur man överklagar var fel eller saknades"), required=False
    )
    came_to_court_on = forms.DateField(
        label=_("Dag då överklagandet kom till domstolen, om det skickades dit"), widget=DayInput, required=False
    )


class DismissForm(VersionForm):
    """Why an appeal is not taken up, and what the person said about the time."""

    heard = forms.CharField(
        label=_("Så har den enskilde fått yttra sig om tiden"),
        widget=text_area(3),
        help_text=_(
            "Fråga innan ni avvisar: när kom beslutet fram, och finns det något som gör att överklagandet ändå ska tas "
            "upp? Skriv vad hen svarade, eller varför det är uppenbart obehövligt att fråga (förvaltningslagen 25 §)."
        ),
    )
    reasons = forms.CharField(
        label=_("Motivering"), widget=text_area(5), help_text=_("Kommer med i brevet (förvaltningslagen 32 §).")
    )


class ReconsiderForm(VersionForm):
    """Whether the decision stands or is changed for the better."""

    outcome = forms.ChoiceField(
        label=_("Omprövningen"),
        choices=[
            ("stands", _("Beslutet står fast")),
            ("changes", _("Beslutet är uppenbart felaktigt och ändras, till den enskildes fördel")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Ett överklagat beslut får ändras bara om det är uppenbart felaktigt i något väsentligt hänseende och kan "
            "ändras snabbt och enkelt (förvaltningslagen 38 och 39 §§)."
        ),
    )
    granted = KronorField(
        label=_("Nytt belopp för månaden, rätt till bistånd, kr"),
        required=False,
        help_text=_("Fylls i om beslutet ändras. Hela månadens belopp, inte tillägget."),
    )
    granted_extra = KronorField(label=_("Nytt belopp för månaden enligt 12 kap. 2 §, kr"), required=False)
    note = forms.CharField(
        label=_("Skäl"),
        widget=text_area(5),
        help_text=_("Varför beslutet står fast eller ändras. Följer med till förvaltningsrätten."),
    )

    def clean(self) -> dict[str, Any]:
        """Leave the amounts out when the decision stands, and ask for one when it changes."""
        fields = super().clean() or {}
        outcome = fields.pop("outcome", "")
        if outcome == "stands":
            fields |= {"granted": None, "granted_extra": None}
        elif outcome == "changes" and fields.get("granted") is None and fields.get("granted_extra") is None:
            self.add_error("granted", _("Skriv månadens nya belopp."))
        return fields


class WithdrawForm(VersionForm):
    """When and how the appeal was taken back."""

    withdrawn_on = forms.DateField(label=_("Dag då överklagandet återkallades"), widget=DayInput)
    how = forms.ChoiceField(label=_("Hur?"), choices=lambda: _capital(WithdrawnHow), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Vad den enskilde sade eller skrev"),
        widget=text_area(3),
        help_text=_("Var det muntligt: skriv också hur ni talades vid (förvaltningslagen 27 §)."),
    )


class JudgementForm(VersionForm):
    """What the court said."""

    judgement = forms.ChoiceField(label=_("Avgörande"), choices=lambda: _capital(Judgement), widget=forms.RadioSelect)
    judged_on = forms.DateField(label=_("Dag för avgörandet"), widget=DayInput)
    note = forms.CharField(
        label=_("Vad domstolen sade"), widget=text_area(4), help_text=_("Så att det går att verkställa.")
    )
