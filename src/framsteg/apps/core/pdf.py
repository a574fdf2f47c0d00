"""A page of our own as tagged PDF. Nothing is fetched: styles and fonts come from our own files."""

import re

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import ActionDenied

STYLE_LINK = re.compile(
    r'<link rel="stylesheet"[^>]*>'
)  # an address of the day of writing; the PDF takes the file itself


class NoPdf(ActionDenied):
    """The server lacks the system libraries that make PDF; the text can be read and printed as a page."""


def pdf_of(page: str) -> bytes:
    """
    Return a page that extends ``layout/letter.html`` as tagged PDF (PDF/UA-1).

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
    html = HTML(string=STYLE_LINK.sub("", page), url_fetcher=own_files)
    document: bytes = html.write_pdf(stylesheets=[look], font_config=fonts, pdf_variant="pdf/ua-1")
    return document


def pdf_or_back(request: HttpRequest, page: str, name: str, *, back: str) -> HttpResponse:
    """Answer with a page as PDF; without the system library, go back with a message that says so."""
    try:
        content = pdf_of(page)
    except NoPdf as missing:
        messages.error(request, str(missing))
        return redirect(back)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
