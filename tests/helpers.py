"""Words that tests share: a moment in Swedish time, a page as a tree, one part of a page made comparable."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from lxml import html

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_time(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Return an aware datetime from what a Swedish clock shows."""
    return datetime(year, month, day, hour, minute, tzinfo=SWEDEN)


def page(response: HttpResponse) -> html.HtmlElement:
    """Return the page as a tree, so that tests look for elements and not for strings."""
    return html.fromstring(response.content.decode())


def text(element: html.HtmlElement) -> str:
    """Return what a reader sees of an element, with every run of white space as one space."""
    return " ".join(element.text_content().split())


def tidy(response: HttpResponse, selector: str) -> str:
    """
    Return one element (``#id``) as markup without what differs between two requests: white space and the CSRF token.

    The part htmx swaps in must equal the same part of a fresh page.
    """
    tree = page(response)
    found = tree.xpath("descendant-or-self::*[@id=$id]", id=selector.removeprefix("#"))
    assert len(found) == 1, f"{selector} stands {len(found)} times on the page"
    for token in found[0].xpath(".//input[@name='csrfmiddlewaretoken']"):
        token.set("value", "token")
    found[0].tail = None
    return " ".join(html.tostring(found[0], encoding="unicode").split()).replace("> <", "><")
