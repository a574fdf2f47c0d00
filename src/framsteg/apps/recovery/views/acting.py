"""What the room's pages share: act, or keep what was typed and say what to do."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from framsteg.apps.core.errors import ActionDenied, NotAllowed

TAB = "recovery:household"


def done(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Act. A refusal becomes a message on the page, which keeps what was typed; one of role or unit goes on up."""
    try:
        act()
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
        return False
    return True


def done_with(request: HttpRequest, form: forms.Form, act: Callable[..., object]) -> bool:
    """Act with a form's fields when they are valid."""
    return form.is_valid() and done(request, lambda: act(**form.cleaned_data))
