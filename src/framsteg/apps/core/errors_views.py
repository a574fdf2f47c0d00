"""The pages for what went wrong, in Swedish and with a way on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form was sent with an expired page or session. Nothing was saved; the page says how to go on."""
    return render(request, "403_csrf.html", status=403)
