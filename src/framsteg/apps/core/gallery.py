"""
Every component of the house on one page with invented data: to choose from, to look at, and to test.

Mounted at ``/galleri/`` in the demo and in debug only. It reads nothing from the database.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_default_timezone

from framsteg.apps.core.charts import Series, bar_chart, line_chart
from framsteg.apps.core.formats import kronor, swedish_date

NOW = datetime(2026, 3, 27, 15, 0, tzinfo=get_default_timezone())
MONTHS = [f"{month} {year}" for year in ("2024", "2025") for month in (
    "jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
)]  # fmt: skip


class SampleForm(forms.Form):
    """One field of every kind that the pages use."""

    name = forms.CharField(label="Namn", help_text="Förnamn och efternamn, som i folkbokföringen.")
    rent = forms.DecimalField(label="Hyra per månad", help_text="Kronor. Räkna inte med hushållsel.", min_value=0)
    month = forms.CharField(label="Ansökan gäller", widget=forms.TextInput(attrs={"type": "month"}), initial="2026-03")
    since = forms.DateField(label="Flyttade in", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    housing = forms.ChoiceField(
        label="Boendeform",
        choices=[("", "Välj"), ("rental", "Hyresrätt"), ("lodger", "Inneboende"), ("own", "Eget hus")],
    )
    outcome = forms.ChoiceField(
        label="Förslag till beslut",
        choices=[("grant", "Bifall"), ("part", "Delavslag"), ("refusal", "Avslag")],
        widget=forms.RadioSelect,
        help_text="Vid avslag skickas en kommunicering innan beslutet fattas.",
    )
    obstacles = forms.MultipleChoiceField(
        label="Försörjningshinder",
        choices=[
            ("none", "Inget hinder"),
            ("language", "Språkhinder"),
            ("sick", "Sjukskriven"),
            ("wait", "Väntar på ersättning"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="Skäl", widget=forms.Textarea(attrs={"rows": 3}))
    paper = forms.FileField(label="Underlag", required=False, help_text="PDF eller bild, högst 10 MB.")
    true = forms.BooleanField(label="Jag har gått igenom uppgifterna med den sökande")


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; the second form has been sent empty, so that its errors show."""
    paginator = Paginator(range(1, 241), 20)
    context = {
        "page_title": "Galleri",
        "lead": "Framstegs alla byggdelar med påhittade uppgifter.",
        "breadcrumbs": [{"label": "Mitt skrivbord", "url": "#"}, {"label": "Ärenden", "url": "#"}],
        "nav": _nav(),
        "household": _household(),
        "now": NOW,
        "today": NOW.date(),
        "deadlines": _deadlines(),
        "facts": _facts(),
        "events": _events(),
        "stages": _stages(),
        "form": SampleForm(auto_id="ny_%s", initial={"month": "2026-03"}),
        "faulty": SampleForm({"rent": "-1"}, auto_id="fel_%s"),
        "page": paginator.get_page(request.GET.get("sida", 3)),
        "columns": [
            "Sökande",
            "Månad",
            {"label": "Sökt", "numeric": True},
            {"label": "Beviljat", "numeric": True},
            "Beslut",
        ],
        "rows": _rows(),
        "no_rows": [],
        "bars": _bars(),
        "lines": _lines(),
        "single": line_chart(
            title="En enda månad", labels=["mars 2026"], series=[Series("Hushåll", [12])], unit="hushåll"
        ),
        "no_data": bar_chart(title="Ingen uppgift", labels=["mars 2026"], values=[None], unit="hushåll"),
    }
    return render(request, "core/gallery.html", context)


def _nav() -> list[dict[str, Any]]:
    labels = ("Mitt skrivbord", "Kö", "Ärenden", "Jobbcentrum", "Att attestera", "Uppföljning", "Galleri")
    return [{"label": label, "url": "#", "current": label == "Galleri"} for label in labels]


def _household() -> dict[str, Any]:
    tabs = ("Översikt", "Ansökningar", "Beslut", "Väg till arbete", "Utbetalningar")
    return {
        "number": "EB-2026-0147",
        "persons": [
            {"name": "Amina Ahmed", "number": "198501012382"},
            {"name": "Emil Ahlgren", "number": "198501012390"},
        ],
        "caseworker": "Anna Berg",
        "stage": "Kartläggning",
        "protected": True,
        "tabs": [{"label": label, "url": "#", "current": label == "Översikt"} for label in tabs],
    }


def _deadlines() -> list[dict[str, Any]]:
    hours = timedelta(hours=1)
    return [
        {"due_at": NOW + 60 * hours, "done_at": None},
        {"due_at": NOW + 5 * hours, "done_at": None},
        {"due_at": NOW - 50 * hours, "done_at": None},
        {"due_at": NOW - 3 * hours, "done_at": NOW - 20 * hours},
        {"due_at": NOW - 30 * hours, "done_at": NOW - 25 * hours},
        {"due_at": date(2026, 4, 3), "done_at": None},
    ]


def _facts() -> list[Any]:
    return [
        ("Hushåll", "Två vuxna, ett barn"),
        ("Boende", "Hyresrätt, 3 rum och kök"),
        ("Hyra", kronor(7450)),
        ("Sökt sedan", swedish_date(date(2025, 9, 1))),
        ("Inkomst föregående månad", None),
        {"term": "Handlingsplan", "text": "Undertecknad 3 februari 2026", "href": "#"},
    ]


def _events() -> list[dict[str, Any]]:
    def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
        return datetime(2026, month, day, hour, minute, tzinfo=get_default_timezone())

    return [
        {
            "at": date(2026, 4, 13),
            "lane": "work",
            "title": "Praktik börjar",
            "who": "Jobbcoach Ali Nuur",
            "planned": True,
        },
        {
            "at": at(3, 26, 16),
            "lane": "law",
            "title": "Uppföljning av handlingsplanen",
            "text": "Skulle ha skett senast den 26 mars. Fristen är kommunens.",
            "who": "Anna Berg",
            "link": "#",
            "link_label": "Boka",
            "late": True,
        },
        {
            "at": at(3, 25),
            "lane": "money",
            "title": "Utbetalning 11 830 kr för mars",
            "text": "Attesterad av en annan person än den som beslutade.",
            "who": "Ekonom Maria Lind",
            "link": "#",
            "link_label": "Visa betalningen",
        },
        {"at": at(3, 20, 13, 40), "lane": "law", "title": "Beslut: bifall för mars", "who": "Anna Berg", "link": "#"},
        {"at": at(2, 3, 10), "lane": "work", "title": "Handlingsplan undertecknad av alla parter", "link": "#"},
        {
            "at": at(1, 14, 8, 30),
            "lane": "work",
            "title": "Första mötet på Jobbcentrum",
            "text": "31 timmar efter ansökan.",
        },
        {"at": at(1, 13, 1, 30), "lane": "law", "title": "Ansökan om försörjningsstöd", "who": "E-tjänsten"},
    ]


def _stages() -> list[dict[str, str]]:
    return [
        {"name": "Ansökan", "state": "done", "note": "13 januari"},
        {"name": "Jobbcentrum", "state": "done", "note": "14 januari–10 februari"},
        {"name": "Kartläggning", "state": "current", "note": "sedan 11 februari"},
        {"name": "Insats", "state": "upcoming"},
        {"name": "Avslut", "state": "upcoming"},
        {"name": "Eftervård", "state": "upcoming"},
    ]


def _rows() -> list[list[Any]]:
    name = {"text": "Amina Ahmed", "href": "#", "note": "19850101-2382"}
    return [
        [name, "mars 2026", kronor(12400), kronor(11830), {"text": "Bifall", "badge": "success"}],
        [name, "februari 2026", kronor(12400), kronor(9210.5), {"text": "Delavslag", "badge": "warning"}],
        [name, "januari 2026", kronor(12400), kronor(0), {"text": "Avslag", "badge": "error"}],
        [name, "december 2025", kronor(11950), "uppgift saknas", {"text": "Utreds", "badge": "info"}],
    ]


def _bars() -> Any:
    values = [412, 405, 398, 402, 391, 380, 371, 366, 372, 365, 358, 349]
    return bar_chart(
        title="Hushåll med försörjningsstöd",
        labels=MONTHS[:12],
        values=[*values[:6], None, *values[7:]],
        unit="hushåll",
        description="Juli saknas: leveransen kom inte in.",
        source="Framstegs utbetalningar, påhittade värden",
    )


def _lines() -> Any:
    ours = [31.0 - 0.4 * i + (i % 3) * 0.7 for i in range(24)]
    return line_chart(
        title="Andel med minst tio månaders stöd",
        labels=MONTHS,
        series=[
            Series("Demokommunen", [*ours[:8], None, None, *ours[10:]]),
            Series("Liknande kommuner", [33.0 - 0.15 * i for i in range(24)]),
            Series("Riket", [32.5 - 0.1 * i for i in range(24)]),
        ],
        unit="procent",
        description="Egna uppgifter för september och oktober 2024 saknas.",
        source="Påhittade värden",
        decimals=1,
    )
