"""What the staff write about clocks and contacts. Forms validate; the actions save. Fields bear the actions' names."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from framsteg.apps.pathway.enums import Cause

_MOMENT = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """A moment in Swedish time, chosen in the browser or written as 2026-03-27T09:30."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        super().__init__(widget=widget, input_formats=[_MOMENT], **kwargs)


class PauseForm(forms.Form):
    """A clock that stands still. ``reasons`` are the model's own, or None where it does not say."""

    reason = forms.CharField(
        label=gettext_lazy("Skäl"),
        max_length=240,
        help_text=gettext_lazy("Källan till arbetsmodellen säger inte vilka skäl som stannar klockan (okänd)."),
    )
    since = MomentField(label=gettext_lazy("Från"))

    def __init__(self, *args: Any, reasons: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasons is not None:
            choices = [("", gettext_lazy("Välj")), *((reason, reason) for reason in reasons)]
            self.fields["reason"] = forms.ChoiceField(label=gettext_lazy("Skäl enligt arbetsmodellen"), choices=choices)


class ResumeForm(forms.Form):
    until = MomentField(label=gettext_lazy("Går igen från"))


class BreachForm(forms.Form):
    """Why a deadline was not kept."""

    cause = forms.TypedChoiceField(
        label=gettext_lazy("Vad berodde det på"),
        choices=[("", gettext_lazy("Välj")), *Cause.choices],
        coerce=Cause,
        help_text=gettext_lazy("En bedömning. Inget följer av den av sig självt."),
    )
    note = forms.CharField(label=gettext_lazy("Vad som hände"), max_length=240)


class CaseworkerForm(forms.Form):
    """Who takes over a household; empty puts one where nobody is on the way back in the queue."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Skäl till bytet"),
        max_length=240,
        required=False,
        help_text=gettext_lazy("Behövs när någon i hushållet redan har en handläggare och är på väg till arbete."),
    )

    def __init__(self, *args: Any, staff: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caseworker"] = forms.TypedChoiceField(
            label=gettext_lazy("Handläggare"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", gettext_lazy("Ingen än")), *staff],
        )
        self.order_fields(["version", "caseworker", "reason"])
