"""Forms about persons and households. They validate and save nothing."""

from django import forms
from django.utils.translation import gettext_lazy

from framsteg.apps.core import personal_number
from framsteg.apps.people.enums import MemberRole, Protection


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar or written as 2025-03-14."""

    def __init__(self, **kwargs):
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MemberForm(forms.Form):
    """A person who moves in. The names are for a person who is not in the register."""

    personal_number = forms.CharField(label=gettext_lazy("Personnummer eller samordningsnummer"))
    given_name = forms.CharField(label=gettext_lazy("Förnamn"), max_length=80, required=False)
    family_name = forms.CharField(label=gettext_lazy("Efternamn"), max_length=80, required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Roll i hushållet"), choices=[("", gettext_lazy("Välj")), *MemberRole.choices]
    )
    since = DayField(label=gettext_lazy("Från och med"))

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_personal_number(self):
        try:
            return personal_number.parse(self.cleaned_data["personal_number"], on=self.on).digits
        except ValueError as error:
            raise forms.ValidationError(str(error))


class LeaveForm(forms.Form):
    """The last day of a person's time in the household."""

    until = DayField(label=gettext_lazy("Sista dagen i hushållet"))


class ProtectionForm(forms.Form):
    """Protected personal data, or not."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    protection = forms.ChoiceField(label=gettext_lazy("Skyddade personuppgifter"), choices=Protection.choices)
