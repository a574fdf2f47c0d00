"""A household's consents: who can see what, why and until when."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from framsteg.apps.audit.actions import record_read
from framsteg.apps.core.errors import ActionDenied, NotAllowed
from framsteg.apps.identity.permissions import StaffRequest
from framsteg.apps.partners import actions, queries
from framsteg.apps.partners.forms import ConsentForm
from framsteg.apps.people.permissions import check_may_work_on_pathway
from framsteg.apps.people.queries import access_rows, case_header, household_for, member_persons, shown_name


def consents(request: StaffRequest, number: str) -> HttpResponse:
    """Show who can see what and why, and record a new consent."""
    now = timezone.now()
    household = household_for(request.user, number, now)
    check_may_work_on_pathway(request.user, household, now)
    persons = member_persons(household, timezone.localdate(now))
    units = {unit.pk: unit for unit in queries.partner_units()}
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        persons=[(key, shown_name(request.user, person, household)) for key, person in sorted(persons.items())],
        recipients=[(key, str(unit)) for key, unit in units.items()],
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_consent(
                person=persons[given["person"]],
                household=household,
                recipient=units[given["recipient"]],
                purpose=given["purpose"],
                covers=given["covers"],
                until=form.until_moment,
                given_how=given["given_how"],
                by=request.user,
                at=now,
            )
        except NotAllowed:
            raise
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Samtycket är antecknat och gäller från och med nu."))
            return redirect("partners:consents", household.number)
    return _page(request, household, form, now)


@require_POST
def withdraw(request: StaffRequest, consent_id: int) -> HttpResponse:
    """Withdraw a consent with effect at once."""
    now = timezone.now()
    consent = queries.consent_for(request.user, consent_id, now)
    actions.withdraw_consent(consent=consent, by=request.user, at=now)
    messages.success(request, _("Samtycket är återkallat. Mottagaren ser inte längre uppgifterna."))
    return redirect("partners:consents", consent.household.number)


def _page(request: StaffRequest, household, form: ConsentForm, now: datetime) -> HttpResponse:
    record_read(page="partners.consents", by=request.user, at=now, household=household.number)
    context = {
        "page_title": _("Samtycken"),
        "household": case_header(household, request.user, now, tab="partners:consents"),
        "number": household.number,
        "consents": queries.consent_rows(request.user, household, now),
        "accesses": access_rows(household, now),
        "form": form,
    }
    return render(request, "partners/consents.html", context, status=422 if form.errors else 200)
