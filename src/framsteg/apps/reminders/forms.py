"""What is written about a notice."""

from django import forms
from django.utils.translation import gettext_lazy


class HandleForm(forms.Form):
    handling = forms.CharField(label=gettext_lazy("Vad du gjorde"), max_length=240)
