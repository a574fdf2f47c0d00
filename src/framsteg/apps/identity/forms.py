"""What the system manager writes. Forms validate; the actions save."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from framsteg.apps.identity.enums import Role, UnitKind


class StaffForm(forms.Form):
    """An account's name, role and unit."""

    first_name = forms.CharField(label=_("Förnamn"), max_length=150)
    last_name = forms.CharField(label=_("Efternamn"), max_length=150)
    email = forms.EmailField(label=_("E-post"), required=False)
    role = forms.ChoiceField(label=_("Roll"), choices=[("", _("Välj roll")), *Role.choices])

    def __init__(self, *args: Any, units: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = forms.ModelChoiceField(label=_("Enhet"), queryset=units, empty_label=_("Välj enhet"))
        self.fields["unit"] = choose
        self.order_fields(self.field_order)

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class NewStaffForm(StaffForm):
    """A new account. The user name is the one the kommun's identity provider knows."""

    username = forms.SlugField(
        label=_("Användarnamn"),
        max_length=150,
        help_text=_("Samma som i kommunens inloggning. Bokstäver a–z, siffror, bindestreck och understreck."),
    )
    password = forms.CharField(
        label=_("Startlösenord"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minst 14 tecken; den anställda byter det. Lämna tomt om kontot bara loggar in genom kommunen."),
    )
    field_order = ("username", "first_name", "last_name", "email", "role", "unit", "password")

    def clean_password(self) -> str | None:
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class PasswordForm(forms.Form):
    """A new start password for an account."""

    password = forms.CharField(
        label=_("Nytt startlösenord"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minst 14 tecken. Den anställda byter det efter inloggningen."),
        validators=[validate_password],
    )


class UnitForm(forms.Form):
    """A unit of the kommun or of a partner."""

    name = forms.CharField(label=_("Namn"), max_length=100)
    kind = forms.ChoiceField(label=_("Slag"), choices=[("", _("Välj slag")), *UnitKind.choices])

    def clean_kind(self) -> UnitKind:
        return UnitKind(self.cleaned_data["kind"])
