"""The forms of the journey's page about follow-ups, meetings, the way out and the way back."""

from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.pathway import actions, queries, way_forms
from framsteg.apps.pathway.queries.meeting import meeting_part
from framsteg.apps.pathway.views.journey import change
from framsteg.apps.pathway.views.parts import meeting_choices


@require_POST
def book_follow_up(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(request, journey_id, "book", way_forms.BookForm, actions.book_follow_up, _("Uppföljningen är bokad."))


@require_POST
def hold_follow_up(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    def act(*, journey: Any, **data: Any) -> None:
        actions.hold_follow_up(follow_up=queries.follow_up_for(request.user, journey, part_id), **data)

    return change(request, journey_id, "hold", way_forms.HoldForm, act, _("Uppföljningen är antecknad."), part_id)


@require_POST
def hold_meeting(request: StaffRequest, journey_id: int) -> HttpResponse:
    found = queries.journey_for(request.user, journey_id, timezone.now())
    choices = meeting_choices(meeting_part(found, queries.model_of(found)))
    form = partial(way_forms.MeetingForm, **choices)
    return change(request, journey_id, "meeting", form, actions.hold_meeting, _("Mötet är antecknat."))


@require_POST
def exit_journey(request: StaffRequest, journey_id: int) -> HttpResponse:
    return change(request, journey_id, "exit", way_forms.ExitForm, actions.exit_journey, _("Vägen är avslutad."))


@require_POST
def resume_journey(request: StaffRequest, journey_id: int) -> HttpResponse:
    def act(*, at: Any, **data: Any) -> None:
        actions.resume_journey(received_at=at, at=at, **data)

    return change(request, journey_id, "resume", django_forms.Form, act, _("Vägen är återupptagen."))


@require_POST
def hold_aftercare(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    def act(*, journey: Any, **data: Any) -> None:
        actions.hold_aftercare(aftercare=queries.aftercare_for(request.user, journey, part_id), **data)

    return change(request, journey_id, "aftercare", way_forms.AftercareForm, act, _("Kontakten är antecknad."), part_id)


@require_POST
def move_aftercare(request: StaffRequest, journey_id: int, part_id: int) -> HttpResponse:
    def act(*, journey: Any, **data: Any) -> None:
        actions.move_aftercare(aftercare=queries.aftercare_for(request.user, journey, part_id), **data)

    return change(request, journey_id, "move", way_forms.MoveForm, act, _("Kontakten är flyttad."), part_id)
