"""An application that cannot be tried: injunction, hearing before dismissal, and dismissal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.decisions import actions, forms, queries
from framsteg.apps.decisions.views._shared import done
from framsteg.apps.decisions.views.begun import DISMISSAL, HEARING, INJUNCTION
from framsteg.apps.decisions.views.calculation import calculation_part
from framsteg.apps.identity.permissions import StaffRequest


@require_POST
def send(request: StaffRequest, application_id: int) -> HttpResponse:
    """Ask the person to mend the application."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    form = forms.InjunctionForm(request.POST, prefix=INJUNCTION)
    if done(
        request,
        form,
        lambda **fields: actions.send_injunction(application=application, **fields, by=request.user, at=now),
    ):
        return calculation_part(request, application_id, now, done=_("Föreläggandet är sparat."))
    return calculation_part(request, application_id, now, refused=form, untried=form)


@require_POST
def mended(request: StaffRequest, injunction_id: int) -> HttpResponse:
    """Note that the application is mended."""
    now = timezone.now()
    injunction = queries.injunction_for(request.user, injunction_id, now)
    try:
        actions.note_mended(injunction=injunction, by=request.user, at=now)
    except NotAllowed:
        raise
    except ActionDenied as denied:
        messages.error(request, str(denied))
        return calculation_part(request, injunction.application_id, now)
    return calculation_part(request, injunction.application_id, now, done=_("Bristen är antecknad som avhjälpt."))


@require_POST
def hear(request: StaffRequest, application_id: int) -> HttpResponse:
    """Tell the person why the application might not be tried."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    form = forms.HearingForm(request.POST, prefix=HEARING)
    if done(
        request,
        form,
        lambda **fields: actions.send_hearing_before_dismissal(
            application=application, **fields, by=request.user, at=now
        ),
    ):
        return calculation_part(request, application_id, now, done=_("Kommuniceringen är sparad."))
    return calculation_part(request, application_id, now, refused=form, untried=form)


@require_POST
def dismiss(request: StaffRequest, application_id: int) -> HttpResponse:
    """Dismiss the application, and go on to the decision."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    form = forms.DismissForm(request.POST, prefix=DISMISSAL)
    made: list[Any] = []

    def decide(**fields: Any) -> None:
        made.append(actions.dismiss(application=application, **fields, by=request.user, at=now))

    if done(request, form, decide):
        messages.success(request, _("Ansökan är avvisad och brevet sparat."))
        return redirect("decisions:decision", made[0].pk)
    return calculation_part(request, application_id, now, refused=form, untried=form)
