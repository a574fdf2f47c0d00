"""The forms of the assessment instruments: a file to take into use, and what the person and the worker answer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.workingmodel.instrument import Instrument, Question, QuestionKind, Respondent

LARGEST = 1_000_000  # bytes; the largest shipped instrument has 4 000


class InstrumentFileForm(forms.Form):
    """An instrument of the kommun's own."""

    file = forms.FileField(
        label=gettext_lazy("Instrumentfil (YAML eller CSV)"),
        help_text=gettext_lazy(
            "Läs bara in ett instrument som kommunen har rätt att använda. FIA och BIP skyddas av upphovsrätt."
        ),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse a file that cannot be an instrument by its size."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("Filen är större än en megabyte. Ett instrument är en kort textfil."))
        return file


class AnswersForm(forms.Form):
    """One field for each question and respondent. Everything may be left out: no answer is not 0."""

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        for question in instrument.questions:
            for who in question.asked_of:
                field = _field(instrument, question)
                field.label, field.required = question.text_for(who) or "", False
                self.fields[_name(question, who)] = field
        self.fields["summary"] = forms.CharField(
            label=_("Sammanfattning"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Det ni är överens om, och det ni ser olika på."),
        )

    def themes(self) -> list[dict[str, Any]]:
        """Return the questions theme by theme, each with the field of the person and of the worker, or None."""
        themes: dict[str, list[dict[str, Any]]] = {}
        for question in self.instrument.questions:
            fields = {who.value: self[_name(question, who)] for who in question.asked_of}
            themes.setdefault(question.theme, []).append(fields)
        return [{"label": theme, "questions": questions} for theme, questions in themes.items()]

    def answers(self) -> dict[str, dict[Respondent, int | str]]:
        """Return what ``measure`` takes: only what was answered."""
        answers: dict[str, dict[Respondent, int | str]] = {}
        for question in self.instrument.questions:
            given = {who: self.cleaned_data[_name(question, who)] for who in question.asked_of}
            answers[question.id] = {who: answer for who, answer in given.items() if answer not in ("", None)}
        return answers


def _name(question: Question, who: Respondent) -> str:
    return f"{question.id}_{who}"


def _field(instrument: Instrument, question: Question) -> forms.Field:
    if question.kind is QuestionKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    if question.kind is QuestionKind.CHOICE:
        choices = [(choice.id, choice.label) for choice in question.choices]
        return forms.ChoiceField(choices=[("", _("Inget svar")), *choices])
    scale = instrument.scale_of(question)
    steps = [
        (step, f"{step} – {label}" if (label := scale.labels.get(str(step))) else str(step)) for step in scale.steps
    ]
    return forms.TypedChoiceField(choices=[("", _("Inget svar")), *steps], coerce=int, empty_value=None)
