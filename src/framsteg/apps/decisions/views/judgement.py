"""Judging line by line on the calculation's page: each judgement is kept and the calculation made again."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.applications.queries import application_for
from framsteg.apps.decisions import actions, forms, queries
from framsteg.apps.decisions.views._shared import done
from framsteg.apps.decisions.views.begun import ASSET, COST, INCOME, NORM
from framsteg.apps.decisions.views.calculation import calculation_part
from framsteg.apps.identity.permissions import StaffRequest


@require_POST
def override(request: StaffRequest, application_id: int, cost_id: int) -> HttpResponse:
    """Assess one cost."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    cost = get_object_or_404(application.costs.all(), pk=cost_id)
    form = forms.OverrideForm(request.POST, prefix=f"{COST}-{cost_id}")
    return _judge(
        request,
        application_id,
        form,
        lambda **fields: actions.override_cost(application=application, cost=cost, **fields, by=request.user, at=now),
    )


@require_POST
def assess_income(request: StaffRequest, application_id: int, income_id: int) -> HttpResponse:
    """Assess one income."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    income = get_object_or_404(application.incomes.all(), pk=income_id)
    form = forms.MeansForm(request.POST, prefix=f"{INCOME}-{income_id}")
    return _judge(
        request,
        application_id,
        form,
        lambda **fields: actions.assess_income(
            application=application, income=income, **fields, by=request.user, at=now
        ),
    )


@require_POST
def assess_asset(request: StaffRequest, application_id: int, asset_id: int) -> HttpResponse:
    """Assess one asset."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    asset = get_object_or_404(application.assets.all(), pk=asset_id)
    form = forms.MeansForm(request.POST, prefix=f"{ASSET}-{asset_id}")
    return _judge(
        request,
        application_id,
        form,
        lambda **fields: actions.assess_asset(application=application, asset=asset, **fields, by=request.user, at=now),
    )


@require_POST
def adjust_norm(request: StaffRequest, application_id: int) -> HttpResponse:
    """Set the norm higher or lower."""
    now = timezone.now()
    application = application_for(request.user, application_id, now)
    members = {row.person_id: row.person for row in application.members.select_related("person")}
    persons = queries.judged_of(application).persons
    form = forms.AdjustmentForm(request.POST, prefix=NORM, persons=persons)

    def adjust(person_id: str, **fields: Any) -> None:
        person = members[int(person_id)] if person_id else None
        actions.adjust_norm(application=application, person=person, **fields, by=request.user, at=now)

    return _judge(request, application_id, form, adjust)


@require_POST
def withdraw_adjustment(request: StaffRequest, adjustment_id: int) -> HttpResponse:
    """Take back a higher or lower norm."""
    now = timezone.now()
    adjustment = queries.adjustment_for(request.user, adjustment_id, now)
    form = forms.VersionForm(request.POST)
    return _judge(
        request,
        adjustment.application_id,
        form,
        lambda **fields: actions.withdraw_adjustment(adjustment=adjustment, **fields, by=request.user, at=now),
    )


def _judge(
    request: StaffRequest, application_id: int, form: django_forms.Form, act: Callable[..., object]
) -> HttpResponse:
    """Keep a judgement and calculate on it; refused, the form keeps what was typed."""
    now = timezone.now()

    def both(**fields: Any) -> None:
        act(**fields)
        application = application_for(request.user, application_id, now)
        actions.calculate(application=application, by=request.user, at=now)

    if done(request, form, both):
        return calculation_part(request, application_id, now, done=_("Bedömningen är sparad, beräkningen omgjord."))
    return calculation_part(request, application_id, now, refused=form, judged=form)
