"""The form for a consent. It validates and saves nothing."""

from collections.abc import Sequence
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from framsteg.apps.partners.enums import Shared

Choices = Sequence[tuple[int, str]]


class ConsentForm(forms.Form):
    """Whose consent, to whom, for what, about what and until when."""

    person = forms.TypedChoiceField(label=gettext_lazy("Vem samtycker"), coerce=int)
    recipient = forms.TypedChoiceField(label=gettext_lazy("Vem får uppgifterna"), coerce=int)
    purpose = forms.CharField(
        label=gettext_lazy("Vad uppgifterna ska användas till"),
        max_length=200,
        help_text=gettext_lazy("Till exempel: gemensam planering mot arbete."),
    )
    covers = forms.MultipleChoiceField(
        label=gettext_lazy("Samtycket omfattar"), choices=Shared.choices, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=gettext_lazy("Gäller till och med"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    given_how = forms.CharField(
        label=gettext_lazy("Hur samtycket lämnades"),
        max_length=100,
        help_text=gettext_lazy("Till exempel: skriftligt vid mötet."),
    )

    def __init__(self, *args, persons: Choices, recipients: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (("person", persons), ("recipient", recipients)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @property
    def until_moment(self) -> datetime:
        """The last moment of the last day, in Swedish time."""
        return datetime.combine(self.cleaned_data["until"], time(23, 59, 59), tzinfo=timezone.get_current_timezone())
