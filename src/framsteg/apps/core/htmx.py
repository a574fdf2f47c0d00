"""An answer that serves both a browser without script and htmx."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def render_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], *, back: str, status: int = 200
) -> HttpResponse:
    """
    Answer htmx with one partial of the page's own template, and everyone else with a redirect to ``back``.

    The partial is the same text that the whole page would hold, so a swap equals a fresh page.
    """
    if request.headers.get("HX-Request") == "true":
        return render(request, f"{template}#{part}", context, status=status)
    return redirect(back)
