"""The system manager's pages, and the demo's sign-in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from framsteg.apps.core.errors import ActionDenied
from framsteg.apps.identity import actions, queries
from framsteg.apps.identity.forms import NewStaffForm, PasswordForm, StaffForm, UnitForm
from framsteg.apps.identity.permissions import StaffRequest, check_manages_staff

PASSWORD_BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """An address that allauth knows by name and that Framsteg does not open."""
    raise Http404


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as a role with one press, in the demo only, and lead to the page that was asked for."""
    if not settings.DEMO:
        raise Http404
    account = queries.demo_account(request.POST.get("role", ""))
    login(request, account, backend=PASSWORD_BACKEND)
    actions.note_sign_in(by=account, at=timezone.now(), way="demo")
    asked_for = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        asked_for, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(asked_for if is_ours else settings.LOGIN_REDIRECT_URL)


@require_safe
def staff_list(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("sok", "").strip()
    rows = queries.staff_rows(request.user, text)
    context = {"rows": rows, "left_behind": queries.left_behind(request.user), "text": text}
    return render(request, "identity/staff.html", context)


def add_staff(request: StaffRequest) -> HttpResponse:
    check_manages_staff(request.user)
    form = NewStaffForm(request.POST or None, units=queries.units())
    if form.is_valid():
        try:
            staff = actions.add_staff(**form.cleaned_data, by=request.user, at=timezone.now())
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("%(name)s har fått ett konto.") % {"name": staff})
            return redirect("identity:staff")
    return render(request, "identity/add_staff.html", {"form": form}, status=_status(form))


def change_staff(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    form = StaffForm(request.POST or None, units=queries.units(), initial=queries.as_form(staff))
    if form.is_valid():
        try:
            actions.change_staff(staff=staff, **form.cleaned_data, by=request.user, at=timezone.now())
        except ActionDenied as denied:
            form.add_error(None, str(denied))
        else:
            messages.success(request, _("Ändringarna är sparade."))
            return redirect("identity:staff")
    return _staff_page(request, staff_id, form, PasswordForm())


@require_POST
def set_password(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _staff_page(request, staff_id, StaffForm(units=queries.units(), initial=queries.as_form(staff)), form)
    actions.set_password(staff=staff, password=form.cleaned_data["password"], by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s har fått ett nytt startlösenord.") % {"name": staff})
    return redirect("identity:staff")


@require_POST
def remove_second_factor(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    actions.remove_second_factor(staff=staff, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s loggar in utan engångskod tills en ny är påslagen.") % {"name": staff})
    return redirect("identity:change_staff", staff.pk)


@require_POST
def deactivate_staff(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    actions.deactivate_staff(staff=staff, by=request.user, at=timezone.now())
    messages.success(request, _("Kontot för %(name)s är avslutat.") % {"name": staff})
    return redirect("identity:staff")


@require_POST
def reactivate_staff(request: StaffRequest, staff_id: int) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    actions.reactivate_staff(staff=staff, by=request.user, at=timezone.now())
    messages.success(request, _("Kontot för %(name)s är öppet igen.") % {"name": staff})
    return redirect("identity:staff")


def unit_list(request: StaffRequest) -> HttpResponse:
    rows = queries.unit_rows(request.user)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        try:
            unit = actions.add_unit(**form.cleaned_data, by=request.user, at=timezone.now())
        except ActionDenied as denied:
            form.add_error("name", str(denied))
        else:
            messages.success(request, _("Enheten %(name)s är tillagd.") % {"name": unit})
            return redirect("identity:units")
    return render(request, "identity/units.html", {"rows": rows, "form": form}, status=_status(form))


def _staff_page(request: StaffRequest, staff_id: int, form: StaffForm, password_form: PasswordForm) -> HttpResponse:
    staff = queries.staff_for(request.user, staff_id)
    context = {
        "staff": staff,
        "form": form,
        "password_form": password_form,
        "has_second_factor": queries.has_second_factor(staff),
    }
    return render(request, "identity/change_staff.html", context, status=_status(form, password_form))


def _status(*forms: StaffForm | PasswordForm | UnitForm) -> int:
    return 422 if any(form.errors for form in forms) else 200
