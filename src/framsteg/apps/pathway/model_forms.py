"""The forms of the pages about working models."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 1_000_000  # bytes; the largest shipped model has 30 000


class AdoptForm(forms.Form):
    """Why the kommun takes a model into use."""

    note = forms.CharField(
        label=gettext_lazy("Beslut eller skäl"),
        help_text=gettext_lazy("Till exempel nämndens beslut och dag. Det står i modellens historik."),
        max_length=240,
    )


class ModelFileForm(forms.Form):
    """A model file of the kommun's own."""

    file = forms.FileField(
        label=gettext_lazy("Modellfil (YAML)"),
        help_text=gettext_lazy("Börja från en färdig modell: ”Hämta som fil” på modellens sida."),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that cannot be a model by its size."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Filen är större än en megabyte. En arbetsmodell är en kort textfil."))
        return file


class MoveForm(forms.Form):
    """Which journeys are moved to another version, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Varför flyttas vägarna?"),
        help_text=gettext_lazy("Skälet står i varje ärende."),
        max_length=240,
    )
