"""Forms about papers, and about what an amount was checked against. They validate and save nothing."""

from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy

from framsteg.apps.applications.actions import FileRefused, check_file
from framsteg.apps.applications.enums import Evidence, PaperKind
from framsteg.apps.core.inputs import DayField, KronorField

KINDS = [("", gettext_lazy("Välj")), *PaperKind.choices]
CHECKED_AGAINST = [
    ("", gettext_lazy("Välj")),
    *(choice for choice in Evidence.choices if choice[0] != Evidence.UNSTATED),
]


class AskForm(forms.Form):
    """A paper to ask the household for."""

    kind = forms.ChoiceField(label=gettext_lazy("Handling"), choices=KINDS)
    due_on = DayField(label=gettext_lazy("Lämnas senast"))


class TakeBackForm(forms.Form):
    """A check to take back. ``row`` names the cost or income, ``version`` is the application's."""

    row = forms.CharField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(TakeBackForm):
    """What an amount was when somebody looked."""

    amount = KronorField(label=gettext_lazy("Belopp enligt underlaget, kronor"))
    source = forms.ChoiceField(label=gettext_lazy("Kontrollerat mot"), choices=CHECKED_AGAINST)


class ReceiveForm(forms.Form):
    """A paper that came in; ``token`` makes a double click one paper."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Handling"), choices=KINDS)
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        required=False,
        help_text=gettext_lazy("Pdf, png, jpg eller heic, högst 10 MB. Utan fil antecknas att den finns på papper."),
    )

    def clean_file(self) -> "File[bytes] | None":
        file = self.cleaned_data["file"]
        if file is not None:
            try:
                check_file(file)
            except FileRefused as refused:
                raise forms.ValidationError(str(refused))
        return file or None
