"""What is written in a plan. Forms validate; the actions save. Fields bear the actions' names."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.inputs import DayField
from framsteg.apps.pathway.enums import Owner

HOW_PERSON_SIGNED = (
    ("på papper vid mötet", gettext_lazy("på papper vid mötet")),
    ("muntligt, antecknat", gettext_lazy("muntligt, antecknat")),
    ("i systemet", gettext_lazy("i systemet")),
)


class GoalForm(forms.Form):
    goal = forms.CharField(label=gettext_lazy("Mål med personens egna ord"), widget=forms.Textarea(attrs={"rows": 2}))
    review_on = DayField(
        label=gettext_lazy("Ses över senast"),
        required=False,
        help_text=gettext_lazy("Två veckor före påminns den som har ärendet. Ingen källa säger hur ofta; välj en dag."),
    )


class LineForm(forms.Form):
    """One line of the plan; the first three fields are enough."""

    text = forms.CharField(
        label=gettext_lazy("Vad som ska göras"), max_length=240, widget=forms.TextInput(attrs={"size": 44})
    )
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Vem ansvarar"), choices=[("", gettext_lazy("Välj")), *Owner.choices], coerce=Owner
    )
    due_on = DayField(label=gettext_lazy("Klart senast"), required=False)
    owner_name = forms.CharField(
        label=gettext_lazy("Namn eller enhet"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Vem hos kommunen eller samverkansparten, så att alla vet vem som gör det."),
    )
    starts_on = DayField(label=gettext_lazy("Börjar"), required=False)
    hours_per_week = forms.IntegerField(
        label=gettext_lazy("Timmar i veckan"), min_value=1, max_value=40, required=False
    )
    place = forms.CharField(label=gettext_lazy("Plats"), max_length=160, required=False)
    support = forms.CharField(
        label=gettext_lazy("Stöd som behövs"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Till exempel tolk, barnomsorg eller resor."),
    )
    adaptation = forms.CharField(
        label=gettext_lazy("Anpassning"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Till exempel kortare dagar, eller vad som gäller när barnen är sjuka."),
    )
    follow_up_on = DayField(label=gettext_lazy("Följs upp"), required=False)
    evidence = forms.CharField(
        label=gettext_lazy("Så visas att det är gjort"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Det enklaste som räcker. Lämna tomt om inget behöver visas."),
    )
    legal_ground = forms.CharField(
        label=gettext_lazy("Rättslig grund om det är ett villkor"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Lämna tomt om det är en överenskommelse. Till exempel 12 kap. 4 § socialtjänstlagen."),
    )
    informed_on = DayField(
        label=gettext_lazy("Dag då personen fick veta villkoret"),
        required=False,
        help_text=gettext_lazy("Bara för villkor: vad det är, varför, och vad som händer om det inte blir av."),
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        starts_on, due_on = data.get("starts_on"), data.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error("due_on", _("Raden kan inte vara klar innan den börjar."))
        if data.get("legal_ground") and not data.get("informed_on"):
            self.add_error("informed_on", _("Skriv vilken dag personen fick veta villkoret."))
        if data.get("informed_on") and not data.get("legal_ground"):
            self.add_error("legal_ground", _("Skriv den rättsliga grunden, eller ta bort dagen."))
        return data

    def first(self) -> list[forms.BoundField]:
        """Return the fields that one line needs."""
        return [self[name] for name in ("text", "owner", "due_on")]

    def more(self) -> list[forms.BoundField]:
        """Return the fields that a line may have besides."""
        return [self[name] for name in self.fields if name not in ("text", "owner", "due_on")]


class FinishForm(forms.Form):
    done_on = DayField(label=gettext_lazy("Klart den"))
    result = forms.CharField(label=gettext_lazy("Resultat"), max_length=240, required=False)
    next_step = forms.CharField(label=gettext_lazy("Nästa steg"), max_length=240, required=False)


class SignForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Namn"), max_length=160)
    how = forms.ChoiceField(label=gettext_lazy("Hur"), choices=HOW_PERSON_SIGNED)


class VersionForm(forms.Form):
    """The version of the plan that the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput)
