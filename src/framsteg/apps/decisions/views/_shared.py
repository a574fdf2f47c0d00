"""What the pages share: a form's fields given to an action, and a refused form kept with what was typed."""

from collections.abc import Callable
from typing import Any, cast

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.core.pdf import pdf_or_back as pdf_or_back
from framsteg.apps.identity.permissions import StaffRequest

TAB = "decisions:list"


def done(request: StaffRequest, form: django_forms.Form, act: Callable[..., object]) -> bool:
    """Act with a form's fields. After a refusal the form keeps what was typed, and the message says what to do."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
        return False
    return True


def part_or_page(request: StaffRequest, template: str, part: str, context: dict[str, Any]) -> HttpResponse:
    """Answer a refused form: the part for htmx, the whole page (422) for a browser without script."""
    if request.headers.get("HX-Request") == "true":
        return render(request, f"{template}#{part}", context)
    return render(request, template, context, status=422)


def renewed(form: django_forms.Form, version: int) -> django_forms.Form:
    """Let a refused form's next press be about the facts that the page shows now."""
    data = cast(QueryDict, form.data).copy()
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return form
