"""The decision letter in plain Swedish, as HTML that is kept as sent, and as tagged PDF made from it on demand."""

import re
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Application
from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.core.formats import month_label
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.identity.models import User
from framsteg.entitlement.limits import law_of_appeal, limit
from framsteg.entitlement.result import Result

NEW_ACT = date(2025, 7, 1)  # LAW-01
STYLE_LINK = re.compile(
    r'<link rel="stylesheet"[^>]*>'
)  # an address of the day of sending; the PDF takes the file itself


class NoPdf(ActionDenied):
    """The server lacks the system libraries that make PDF; the letter can be read and printed as a page."""


def law_of_speaking(decided_on: date) -> str:
    """Return the paragraph that gives the right to speak before the nämnd (PROC-06, LAW-01)."""
    # The former act's 11 kap. 9 § is general knowledge (confidence K); the new paragraph is read (A).
    return "SoL (2025:400) 14 kap. 8 §" if decided_on >= NEW_ACT else "SoL (2001:453) 11 kap. 9 §"


def decision_letter(
    *,
    application: Application,
    applicant: str,
    kind: DecisionKind,
    result: Result,
    reasons: str,
    delegation: str,
    by: User,
    at: datetime,
) -> str:
    """
    Return the letter as HTML: what is decided, the calculation line by line, reasons, paragraphs, who, how to appeal.

    Always in Swedish, whatever language the caseworker's pages have. No address is written: none is kept.
    """
    today = timezone.localdate(at)
    with translation.override(settings.LANGUAGE_CODE):
        context: dict[str, Any] = {
            "kommun_name": settings.KOMMUN_NAME,
            "letter": {
                "title": f"Beslut om ekonomiskt bistånd för {month_label(application.month)}",
                "date": today,
                "reference": application.household.number,
                "recipient": applicant,
                "address": [],
                "unit": application.household.unit.name,
                "officer": str(by),
                "officer_title": by.get_role_display(),
                "phone": "",
                "email": by.email,
            },
            "kind": kind.value,
            "month": application.month,
            "received_at": application.received_at,
            "result": result,
            "sections": proposal.sections(result),
            "reasons": reasons,
            "paragraphs": _paragraphs(application, result),
            "delegation": delegation,
            "weeks": limit("appeal_weeks", today),
            "appeal_law": law_of_appeal(today),
            "speaking_law": law_of_speaking(today),
        }
        return render_to_string("decisions/letter.html", context)


def pdf_of(letter: str) -> bytes:
    """
    Return a kept letter as tagged PDF (PDF/UA-1). Nothing is fetched: styles and fonts come from our own files.

    :raises NoPdf: where the system library pango is missing
    """
    try:
        from weasyprint import CSS, HTML  # loads pango when imported: only who asks for a PDF needs it
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError:
        raise NoPdf(
            _(
                "Servern kan inte göra PDF, eftersom programbiblioteket Pango saknas. Läs brevet som webbsida och "
                "skriv ut det därifrån, eller be systemförvaltaren installera Pango."
            )
        )
    own_files, fonts = URLFetcher(allowed_protocols={"file"}), FontConfiguration()
    look = CSS(filename=finders.find("core/letter.css"), url_fetcher=own_files, font_config=fonts)
    page = HTML(string=STYLE_LINK.sub("", letter), url_fetcher=own_files)
    document: bytes = page.write_pdf(stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1")
    return document


def _paragraphs(application: Application, result: Result) -> list[str]:
    """Return the paragraphs that the decision rests on, each once, the right to assistance first."""
    sources = [proposal.paragraph_of_right(application.month), *(step.source for step in result.steps)]
    return list(dict.fromkeys(sources))
