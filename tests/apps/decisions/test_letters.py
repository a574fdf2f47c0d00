"""The letter says what was decided, how it was counted, why, by whom, and how to appeal."""

import contextlib
import re
import zlib
from datetime import date

import pytest
from lxml import html
from tests.factories import decisions as factory
from tests.factories.applications import make_application
from tests.helpers import text

from framsteg.apps.core import pdf
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Decision
from framsteg.apps.decisions.practice import last_day_to_appeal
from framsteg.entitlement.result import Result


def read(decision: Decision) -> str:
    return text(html.fromstring(decision.letter))


@pytest.mark.django_db
class TestLetter:
    def test_of_a_partial_refusal(self):
        decision = factory.make_decision(kind=DecisionKind.PARTIAL)
        shown = read(decision)

        assert "Beslut om ekonomiskt bistånd för mars 2025" in shown
        assert "Vi beviljar 10 180 kr" in shown
        assert "avslår ansökan i övrigt" in shown
        assert "Hyran är högre än en skälig hyra." in shown
        assert decision.reasons in shown
        assert f"Beslutet är fattat av {decision.decided_by}, socialsekreterare" in shown
        assert decision.household.number in shown

    def test_has_every_line_of_the_calculation_with_its_paragraph(self):
        decision = factory.make_decision()
        shown = read(decision)

        for step in Result.from_json(decision.calculation.result).steps:
            assert step.label in shown
            assert " ".join(step.because.split()) in shown
            assert step.source in shown

    def test_of_a_refusal_promises_nothing(self):
        shown = read(factory.make_decision(kind=DecisionKind.REFUSAL))

        assert "Vi avslår ansökan" in shown
        assert "Vi beviljar" not in shown

    def test_tells_how_to_appeal_and_to_speak(self):
        shown = read(factory.make_decision())

        assert "överklaga beslutet till förvaltningsrätten (SoL (2001:453) 16 kap. 3 §)" in shown
        assert "inom 3 veckor från den dag du fick del av beslutet" in shown
        assert "lämna eller skicka det till nämnden" in shown
        assert "rätt att tala muntligt inför nämnden" in shown

    def test_hostile_text_stays_text(self):
        factory.make_delegations()
        application = make_application()
        factory.cut_rent(application, reason="<script>alert(1)</script>")
        factory.calculate(application)
        factory.reply(factory.hear(application))

        letter = factory.decide(application, DecisionKind.PARTIAL).letter

        assert "<script>" not in letter
        assert "&lt;script&gt;" in letter

    def test_as_pdf_is_tagged_and_in_swedish(self):
        content = pdf.pdf_of(factory.make_decision().letter)

        assert content.startswith(b"%PDF")
        opened = unpacked(content)
        assert b"/StructTreeRoot" in opened
        assert b"/TH" in opened
        assert b"pdfuaid:part" in opened
        assert b"/Lang (sv)" in opened
        assert b"Source-Sans" in opened or b"SourceSans" in opened

    def test_without_pango_says_so(self, monkeypatch):
        monkeypatch.setattr("builtins.__import__", failing_import(__import__))

        with pytest.raises(pdf.NoPdf, match="Pango"):
            pdf.pdf_of("<p>Brev</p>")


def unpacked(content: bytes) -> bytes:
    """Return a PDF with its compressed streams opened, so that its tags can be looked for."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, flags=re.DOTALL)
    opened = []
    for stream in streams:
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    return content + b"".join(opened)


def failing_import(original):
    """Return an import that fails as where the system library pango is missing."""

    def load(name, *args, **kwargs):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return original(name, *args, **kwargs)

    return load


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2025, 3, 10), date(2025, 3, 31)),  # Monday to Monday
        (date(2025, 3, 15), date(2025, 4, 7)),  # a Saturday moves to Monday
        (date(2025, 5, 30), date(2025, 6, 23)),  # midsommarafton, then the weekend
        (date(2025, 12, 3), date(2025, 12, 29)),  # julafton, juldagen, annandagen, the weekend
    ],
)
def test_the_last_day_to_appeal_is_a_weekday(received_on, last_day):
    assert last_day_to_appeal(received_on) == last_day
