"""What holds for every page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from framsteg.apps.core.errors import ActionDenied, NotAllowed


class RefusedActions:
    """
    Turn a refused action into an answer, in one place.

    A refusal of permission gives the page for 403; any other refusal gives its sentence as a message on the page the
    user came from, where what was typed can be mended. Pages that show the sentence beside a form catch it themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        if not isinstance(exception, ActionDenied):
            return None
        messages.error(request, str(exception))
        return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Return the page the form stood on, when it is one of ours; otherwise the start page."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return referer
    return "/"
