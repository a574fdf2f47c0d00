"""Forms of what comes beside and after a decision. They validate and save nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.decisions.forms import text_area


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
