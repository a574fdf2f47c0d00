"""Forms of the payment pages. They validate and save nothing."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.inputs import KronorField
from framsteg.apps.payments.actions import Payee
from framsteg.apps.payments.enums import PayeeKind


class OrderForm(forms.Form):
    """Who gets how much: the applicant, the landlord, or both."""

    applicant_name = forms.CharField(label=_("Sökandens namn"), max_length=160)
    applicant_account = forms.CharField(
        label=_("Sökandens konto"),
        max_length=40,
        required=False,
        help_text=_("Lämna tomt för det konto som är anmält till banken."),
    )
    applicant_amount = KronorField(label=_("Till sökanden, kr"))
    landlord_name = forms.CharField(label=_("Hyresvärdens namn"), max_length=160, required=False)
    landlord_account = forms.CharField(label=_("Hyresvärdens bankgiro eller konto"), max_length=40, required=False)
    landlord_amount = KronorField(
        label=_("Till hyresvärden, kr"),
        required=False,
        help_text=_("Bara när den sökande har bett om det. Beloppen ska tillsammans bli det som är beviljat."),
    )

    @property
    def payees(self) -> list[Payee]:
        """The payees of a valid form."""
        return [
            Payee(
                kind=kind,
                name=self.cleaned_data[f"{kind}_name"],
                account=self.cleaned_data[f"{kind}_account"],
                amount=self.cleaned_data[f"{kind}_amount"] or Decimal(0),
            )
            for kind in PayeeKind
        ]


class BatchForm(forms.Form):
    """The day of payment."""

    pay_on = forms.DateField(
        label=_("Utbetalningsdag"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Förslaget är den 27:e eller bankdagen före: kommunens praxis, inte lag."),
    )


class ReleaseForm(forms.Form):
    """The payee as it should be, when an order goes back to payment."""

    name = forms.CharField(label=_("Mottagarens namn"), max_length=160)
    account = forms.CharField(label=_("Konto"), max_length=40, required=False)
