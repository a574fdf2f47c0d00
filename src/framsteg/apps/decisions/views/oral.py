"""The right to speak before the nämnd, on the page of the calculation."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.decisions import actions, queries
from framsteg.apps.decisions.review_forms import CloseOralForm
from framsteg.apps.decisions.views._shared import done
from framsteg.apps.decisions.views.calculation import calculation_part
from framsteg.apps.identity.permissions import StaffRequest


@require_POST
def ask_to_speak(request: StaffRequest, application_id: int) -> HttpResponse:
    """Note that the person wants to speak before the nämnd."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    actions.request_to_speak(application=application, by=request.user, at=now)
    return calculation_part(
        request, application_id, now, done=_("Begäran är antecknad. Beslutet väntar tills den är avslutad.")
    )


@require_POST
def close_oral(request: StaffRequest, request_id: int) -> HttpResponse:
    """Note that the person has spoken, or has declined."""
    now = timezone.now()
    found = queries.oral_request_for(request.user, request_id, now)
    form = CloseOralForm(request.POST)
    if done(
        request, form, lambda **fields: actions.close_oral_request(request=found, **fields, by=request.user, at=now)
    ):
        return calculation_part(request, found.application_id, now, done=_("Begäran är avslutad."))
    return calculation_part(request, found.application_id, now, refused=form, oral=form)
