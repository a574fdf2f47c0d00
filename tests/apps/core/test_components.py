"""The components say in words what they show, and the gallery holds all of them."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from framsteg.apps.core.gallery import gallery
from framsteg.apps.core.templatetags.framsteg import deadline_state
from framsteg.entitlement.month import Month

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 3, 27, 12, 0, tzinfo=STOCKHOLM)
TEMPLATES = Path(apps.get_app_config("core").path) / "templates"


def draw(source: str, **context) -> str:
    return Template("{% load framsteg %}" + source).render(Context(context))


def parsed(source: str, **context) -> html.HtmlElement:
    return html.fragment_fromstring(draw(source, **context), create_parent="div")


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture
def page(rf: RequestFactory) -> html.HtmlElement:
    """The gallery, as a stranger sees it."""
    request = rf.get("/galleri/")
    request.session, request.user = {}, None
    return html.fromstring(gallery(request).content.decode())


# Formats


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("11830.00"), "11 830 kr"),
        (Decimal("11829.50"), "11 829,50 kr"),
        (Decimal("-7670.5"), "−7 670,50 kr"),
        (0, "0 kr"),
        (Decimal("-0.001"), "0 kr"),
        (None, ""),
    ],
)
def test_kronor_are_written_in_swedish(amount, written):
    assert draw("{{ amount|kronor }}", amount=amount).replace("\N{NO-BREAK SPACE}", " ") == written


def test_kronor_show_ore_when_asked():
    assert draw('{{ amount|kronor:"öre" }}', amount=11830) == "11\N{NO-BREAK SPACE}830,00\N{NO-BREAK SPACE}kr"


def test_months_dates_and_times_are_words():
    summer = datetime(2026, 7, 1, 13, 5, tzinfo=ZoneInfo("UTC"))

    assert draw("{{ m|month_label }}", m=Month(2026, 3)) == "mars 2026"
    assert draw("{{ d|swedish_date }}", d=date(2026, 3, 27)) == "27 mars 2026"
    assert draw("{{ t|swedish_datetime }}", t=summer) == "1 juli 2026 kl. 15.05"
    assert draw("{{ t|swedish_datetime }}", t=date(2026, 3, 27)) == "27 mars 2026"


def test_month_names_follow_the_language():
    with translation.override("en"):
        assert draw("{{ m|month_label }}", m=Month(2026, 3)) == "March 2026"


@pytest.mark.parametrize("written", ["198501012382", "19850101-2382"])
def test_personnummer_has_one_form(written):
    assert draw("{{ n|person_number }}", n=written) == "19850101-2382"


# Deadlines


@pytest.mark.parametrize(
    ("hours_left", "state", "text"),
    [
        (60, "ok", "2 dygn kvar"),
        (24, "soon", "1 dygn kvar"),
        (5, "soon", "5 timmar kvar"),
        (0, "soon", "0 minuter kvar"),
        (-1, "late", "1 timme försenat"),
        (-50, "late", "2 dygn försenat"),
    ],
)
def test_a_deadline_tells_what_is_left_or_lost(hours_left, state, text):
    assert deadline_state(NOON + timedelta(hours=hours_left), NOON) == (state, text)


def test_a_deadline_that_was_kept_and_one_that_was_broken():
    due = NOON - timedelta(hours=10)

    assert deadline_state(due, NOON, due) == ("done", "Klart i tid, 27 mars 2026 kl. 02.00")
    assert deadline_state(due, NOON, due + timedelta(hours=3)) == ("done_late", "Klart 3 timmar för sent")


@pytest.mark.parametrize(
    ("due", "state", "text"),
    [
        (date(2026, 3, 28), "soon", "1 dag kvar"),
        (date(2026, 3, 27), "soon", "sista dagen i dag"),
        (date(2026, 3, 26), "late", "1 dag försenat"),
    ],
)
def test_a_date_is_kept_through_its_whole_day(due, state, text):
    assert deadline_state(due, NOON) == (state, text)


def test_a_deadline_over_the_clock_change_counts_elapsed_hours():
    friday, due = datetime(2026, 3, 27, 15, tzinfo=STOCKHOLM), datetime(2026, 3, 29, 16, tzinfo=STOCKHOLM)

    assert deadline_state(due.astimezone(ZoneInfo("UTC")), friday.astimezone(ZoneInfo("UTC")))[1] == "2 dygn kvar"


# Components


def figure(value) -> str:
    return words(
        parsed(
            '{% figure "Avslut" value unit="hushåll" period="mars 2026" definition="Hushåll som gått till arbete." '
            'source="Framsteg" %}',
            value=value,
        )
    )


def test_a_figure_carries_unit_period_definition_and_source():
    text = figure(1234)

    assert "1 234 hushåll" in text
    assert "mars 2026" in text
    assert "Hushåll som gått till arbete." in text
    assert "Källa: Framsteg" in text


def test_a_figure_without_data_says_so_and_zero_is_zero():
    assert "Uppgift saknas" in figure(None)
    assert "0 hushåll" in figure(0)


def test_a_figure_without_a_unit_is_refused():
    with pytest.raises(TemplateSyntaxError, match="unit"):
        draw('{% figure "Avslut" 3 period="mars" definition="…" source="…" %}')


def test_text_from_people_is_escaped_everywhere():
    evil = "<script>alert(1)</script>"
    source = (
        "{% badge evil %}{% message_box title=evil %}{{ evil }}{% endmessage_box %}{% data_table evil columns rows %}"
        "{% definition_list facts %}{% timeline events %}{% empty_state evil evil %}"
        "{% table caption=evil %}{% endtable %}"
    )
    drawn = draw(
        source,
        evil=evil,
        columns=[evil],
        rows=[[evil], [{"text": evil, "note": evil}]],
        facts=[(evil, evil)],
        events=[{"at": NOON, "lane": "money", "title": evil, "text": evil, "who": evil}],
    )

    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") >= 14


def test_a_table_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        draw("{% data_table 'Beslut' columns rows %}", columns=["Namn", "Belopp"], rows=[["Amina Ahmed"]])


def test_a_table_without_rows_says_so():
    assert (
        words(parsed("{% data_table 'Beslut' columns rows %}", columns=["Namn"], rows=[]))
        == "Beslut Inga rader att visa."
    )


def test_an_event_names_its_lane_its_time_and_its_lateness_in_words():
    event = {"at": NOON, "lane": "law", "title": "Uppföljning", "late": True}

    assert (
        words(parsed("{% timeline events %}", events=[event]).find(".//ol"))
        == "27 mars 2026 kl. 12.00 · Rätt · försenat Uppföljning"
    )


def test_a_button_with_a_question_posts_with_a_token_and_asks_first():
    drawn = parsed(
        '{% confirm_button "Fatta beslut" "/beslut/1/" question="Säkert?" hidden=hidden %}',
        csrf_token="t",
        hidden={"version": 3},
    )

    assert words(drawn.find(".//details/summary")) == "Fatta beslut"
    form = drawn.find(".//form")
    assert (form.get("method"), form.get("action")) == ("post", "/beslut/1/")
    assert {field.get("name"): field.get("value") for field in form.iter("input")} == {
        "csrfmiddlewaretoken": "t",
        "version": "3",
    }


def test_pagination_keeps_the_filter_of_the_list(rf):
    page = Paginator(range(100), 10).get_page(2)
    drawn = parsed("{% pagination page %}", request=rf.get("/", {"fas": "insats", "sida": "2"}), page=page)

    assert drawn.xpath("//a[@rel='next']/@href") == ["?fas=insats&sida=3"]
    assert words(drawn.xpath("//a[@aria-current='page']")[0]) == "Sida 2"
    assert "Visar 11–20 av 100" in words(drawn)


# Forms


class RentForm(forms.Form):
    rent = forms.DecimalField(label="Hyra", help_text="Kronor per månad.", min_value=0)
    kind = forms.ChoiceField(label="Boende", choices=[("a", "Hyresrätt"), ("b", "Annat")], widget=forms.RadioSelect)
    note = forms.CharField(label="Anteckning", required=False)

    def clean(self):
        raise forms.ValidationError("Hyran och boendet hör inte ihop.")


def test_a_field_is_tied_to_its_label_its_hint_and_its_error():
    drawn = parsed("{{ form }}", form=RentForm({"rent": "-1"}))

    rent = drawn.get_element_by_id("id_rent")
    described = [words(drawn.get_element_by_id(name)) for name in rent.get("aria-describedby").split()]
    assert drawn.xpath("//label[@for='id_rent']")[0].text_content().strip() == "Hyra"
    assert described[0] == "Kronor per månad."
    assert described[1].startswith("Fel:")
    assert rent.get("aria-invalid") == "true"


def test_the_error_summary_leads_to_the_fields_and_holds_what_concerns_the_whole_form():
    drawn = parsed("{{ form }}", form=RentForm({"rent": "-1"}))

    summary = drawn.find_class("fs-message")[0]
    assert "Hyran och boendet hör inte ihop." in words(summary)
    targets = [link.get("href").removeprefix("#") for link in summary.iter("a")]
    assert targets == ["id_rent", "id_kind_0"]
    assert all(drawn.get_element_by_id(target) is not None for target in targets)


def test_optional_fields_say_so_and_choices_have_a_legend():
    drawn = parsed("{{ form }}", form=RentForm())

    assert words(drawn.xpath("//label[@for='id_note']")[0]) == "Anteckning (valfritt)"
    assert words(drawn.find(".//fieldset/legend")) == "Boende"
    assert not drawn.find_class("fs-message")


# Pages


def test_the_gallery_shows_every_component(page):
    source = (TEMPLATES / "core" / "gallery.html").read_text()
    parts = {"messages", "error_summary"}  # drawn inside others
    missing = [
        file.stem
        for file in sorted((TEMPLATES / "components").glob("*.html"))
        if file.stem not in parts and f"{{% {file.stem} " not in source
    ]

    assert not missing
    assert page.xpath("//main//h1")[0].text_content() == "Galleri"


def test_every_template_says_at_its_top_what_it_takes():
    silent = [
        str(file.relative_to(TEMPLATES))
        for file in TEMPLATES.rglob("*.html")
        if not file.read_text().lstrip().startswith(("{#", "{% comment %}"))
    ]

    assert not silent


def test_nothing_on_a_page_needs_inline_script_style_or_another_host(page):
    assert not page.xpath("//style | //script[not(@src)] | //@style")
    addresses = page.xpath("//@src | //link/@href")
    assert addresses
    assert all(address.startswith("/static/") for address in addresses)


def test_headings_never_skip_a_level(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]

    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_case_band_says_whose_file_it_is_and_that_it_is_protected(page):
    band = words(page.find_class("fs-case")[0])

    assert "Amina Ahmed 19850101-2382" in band
    assert "EB-2026-0147" in band
    assert "Skyddade personuppgifter." in band


def test_the_page_for_500_needs_neither_context_nor_request():
    drawn = render_to_string("500.html")

    assert "Något gick fel" in drawn
    assert "csrf" not in drawn


def test_a_letter_leaves_out_what_is_missing():
    letter = {"title": "Beslut", "date": date(2026, 3, 27), "recipient": "Amina Ahmed"}

    drawn = html.fromstring(render_to_string("layout/letter.html", {"letter": letter, "kommun_name": "Demokommunen"}))
    assert words(drawn.find_class("reference")[0]) == "Datum 27 mars 2026"
    assert words(drawn.find_class("recipient")[0]) == "Amina Ahmed"
