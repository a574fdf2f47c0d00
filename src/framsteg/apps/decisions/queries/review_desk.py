"""What the cross-room pages show beside and after a decision: the desk's rows and the household's timeline."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.applications.models import Applicant, Application
from framsteg.apps.applications.queries import end_of
from framsteg.apps.core.formats import kronor, month_label, swedish_date
from framsteg.apps.core.sql import fetch
from framsteg.apps.core.timeline import Due, Item
from framsteg.apps.decisions.enums import AppealStep, DecisionKind, Judgement
from framsteg.apps.decisions.models import Amendment, Appeal, Decision, DecisionRequest, OralRequest
from framsteg.apps.decisions.practice import APPEAL_DAYS, RECEIPT_DAYS, last_day_to_answer_request
from framsteg.apps.decisions.queries.appeals import step_of, with_steps
from framsteg.apps.identity.enums import Role
from framsteg.apps.people.enums import MemberRole, Protection
from framsteg.apps.people.models import Household

# Asked on every household's page, so it is written out (``core.sql``).
_WHAT = """
    SELECT 'oral' FROM decisions_oralrequest x JOIN applications_application a ON a.id = x.application_id
    WHERE a.household_id = %s
    UNION
    SELECT 'request' FROM decisions_decisionrequest x
    JOIN applications_application a ON a.id = x.application_id WHERE a.household_id = %s
    UNION
    SELECT 'appeal' FROM decisions_appeal x JOIN decisions_decision d ON d.id = x.decision_id
    WHERE d.household_id = %s
    UNION
    SELECT 'amendment' FROM decisions_amendment x JOIN decisions_decision d ON d.id = x.decision_id
    WHERE d.household_id = %s
    UNION
    SELECT 'receipt' FROM decisions_decision d LEFT JOIN decisions_receipt r ON r.decision_id = d.id
    WHERE d.household_id = %s AND r.id IS NULL
"""
TO_DO = {
    AppealStep.CHECK: gettext_lazy("Pröva om överklagandet kom i tid, %(month)s"),
    AppealStep.DISMISS: gettext_lazy("Avvisa överklagandet eller pröva tiden igen, %(month)s"),
    AppealStep.RECONSIDER: gettext_lazy("Ompröva beslutet, %(month)s"),
    AppealStep.FORWARD: gettext_lazy("Lämna över överklagandet, %(month)s"),
    AppealStep.PASS_ON: gettext_lazy("Skicka återkallelsen till förvaltningsrätten, %(month)s"),
    AppealStep.CARRY_OUT: gettext_lazy("Verkställ domstolens avgörande, %(month)s"),
}


def dues_after(mine: Q, at: datetime) -> list[Due]:
    """Return requests to answer and what waits after decisions, for the chosen households. Four queries."""
    found = (_request_dues, _appeal_dues, _receipt_dues, _amendment_receipt_dues)
    return [due for dues in found for due in dues(mine, at)]


def dues_after_in(household: Household, at: datetime) -> list[Due]:
    """Return the same for one household. A query for what it has, and one for each thing it has."""
    has, mine = _what(household), Q(pk=household.pk)
    found = {"request": _request_dues, "appeal": _appeal_dues, "receipt": _receipt_dues}
    found["amendment"] = _amendment_receipt_dues
    return [due for thing, dues in found.items() if thing in has for due in dues(mine, at)]


def timeline_after(household: Household) -> list[Item]:
    """
    Return requests to speak and to be answered, appeals and amendments of a household.

    A query for what it has, and one for each thing it has.
    """
    has = _what(household)
    found = {"oral": _oral_items, "request": _request_items, "appeal": _appeal_items, "amendment": _amendment_items}
    return [item for thing, items in found.items() if thing in has for item in items(household)]


def _what(household: Household) -> set[str]:
    """Return what there is in a household of all that most have nothing of."""
    return {thing for (thing,) in fetch(_WHAT, *([household.pk] * 5))}


def _request_dues(mine: Q, at: datetime) -> list[Due]:
    """Return requests that a matter be decided which are neither answered nor overtaken by the decision (FL 12 §)."""
    chosen = DecisionRequest.objects.filter(application__household__in=Household.objects.filter(mine))
    waiting = chosen.filter(refusal=None, application__decision=None)
    rows = _named(waiting.select_related("application__household__caseworker"), "application")
    dues = []
    for row in rows.order_by("came_in_on", "pk"):
        due_at = end_of(last_day_to_answer_request(row.came_in_on))
        url = reverse("decisions:request", args=[row.application_id])
        label = _("Avgör ärendet eller avslå begäran om avgörande, %(month)s")
        dues.append(_due(row, row.application, label, due_at, url, at))
    return dues


def _appeal_dues(mine: Q, at: datetime) -> list[Due]:
    chosen = Appeal.objects.filter(decision__household__in=Household.objects.filter(mine))
    with_us = Q(forwarded_at=None, withdrawn_on=None) | Q(withdrawn_on__isnull=False, passed_on_at=None, judgement="")
    waiting = chosen.exclude(dismissal__isnull=False).filter(with_us | Q(judgement=Judgement.CHANGED))
    rows = _named(with_steps(waiting).select_related("decision__household__caseworker"), "decision__application")
    dues = []
    for row in rows.order_by("came_in_on", "pk"):
        step = step_of(row)
        if step in TO_DO:
            since = _since(row, step)
            url = reverse("decisions:appeal", args=[row.pk])
            dues.append(_due(row, row.decision, str(TO_DO[step]), end_of(since + timedelta(APPEAL_DAYS)), url, at))
    return dues


def _since(appeal: Appeal, step: AppealStep) -> date:
    """Return the day from which a step has waited."""
    if step == AppealStep.CARRY_OUT:
        return appeal.judged_on or appeal.came_in_on
    return appeal.withdrawn_on or appeal.came_in_on


def _receipt_dues(mine: Q, at: datetime) -> list[Due]:
    """Return decisions against the person whose day of receipt is not noted: the time to appeal runs from it."""
    before = at - timedelta(days=RECEIPT_DAYS)
    chosen = Decision.objects.filter(household__in=Household.objects.filter(mine), receipt=None)
    adverse = chosen.exclude(kind=DecisionKind.GRANT).filter(decided_at__lte=before).defer("letter")
    rows = _named(adverse.select_related("household__caseworker"), "application")
    dues = []
    for row in rows.order_by("decided_at", "pk"):
        due_at = end_of(timezone.localdate(row.decided_at) + timedelta(RECEIPT_DAYS))
        url = reverse("decisions:decision", args=[row.pk])
        dues.append(_due(row, row, _("Anteckna när beslutet togs emot, %(month)s"), due_at, url, at))
    return dues


def _amendment_receipt_dues(mine: Q, at: datetime) -> list[Due]:
    """Return the same for amendments of such decisions: what is still refused can be appealed anew."""
    before = at - timedelta(days=RECEIPT_DAYS)
    chosen = Amendment.objects.filter(decision__household__in=Household.objects.filter(mine), receipt=None)
    adverse = chosen.exclude(decision__kind=DecisionKind.GRANT).filter(decided_at__lte=before)
    rows = _named(adverse.select_related("decision__household__caseworker"), "decision__application")
    dues = []
    for row in rows.defer("letter", "decision__letter").order_by("decided_at", "pk"):
        due_at = end_of(timezone.localdate(row.decided_at) + timedelta(RECEIPT_DAYS))
        url = reverse("decisions:decision", args=[row.decision_id])
        dues.append(_due(row, row.decision, _("Anteckna när ändringsbeslutet togs emot, %(month)s"), due_at, url, at))
    return dues


def _named(rows: QuerySet[Any], application: str) -> QuerySet[Any]:
    """Fetch with each row who applied, and whether anybody in the application is protected."""
    members = Applicant.objects.filter(application=OuterRef(application))
    applicant = members.filter(role=MemberRole.APPLICANT)
    named: QuerySet[Any] = rows.annotate(
        given_name=Subquery(applicant.values("person__given_name")[:1]),
        family_name=Subquery(applicant.values("person__family_name")[:1]),
        protected=Exists(members.exclude(person__protection=Protection.NONE)),
    )
    return named


def _due(named: Any, about: Decision | Application, label: str, due_at: datetime, url: str, at: datetime) -> Due:
    return Due(
        label=label % {"month": month_label(about.month)},
        household=about.household.number,
        who=_("Skyddad person") if named.protected else f"{named.given_name} {named.family_name}",
        due_at=due_at,
        late=at > due_at,
        url=url,
        owner=str(about.household.caseworker or Role.CASEWORKER.label),
    )


def _oral_items(household: Household) -> list[Item]:
    items = []
    rows = OralRequest.objects.filter(application__household=household)
    for row in rows.select_related("application", "noted_by", "closed_by").order_by("pk"):
        url = reverse("decisions:calculation", args=[row.application_id])
        words = {"month": month_label(row.application.month)}
        items.append(
            Item(row.asked_at, "law", _("Vill tala inför nämnden, %(month)s") % words, "", str(row.noted_by), url)
        )
        if row.closed_at:
            title = _("Talade inför nämnden, %(month)s") if row.held else _("Avstod från att tala, %(month)s")
            items.append(Item(row.closed_at, "law", title % words, "", str(row.closed_by), url))
    return items


def _request_items(household: Household) -> list[Item]:
    items = []
    rows = DecisionRequest.objects.filter(application__household=household).defer("refusal__letter")
    for row in rows.select_related("application", "noted_by", "refusal__decided_by").order_by("pk"):
        url = reverse("decisions:request", args=[row.application_id])
        words = {"month": month_label(row.application.month)}
        came_in = _("Kom in %(day)s.") % {"day": swedish_date(row.came_in_on)}
        title = _("Begäran om avgörande för %(month)s") % words
        items.append(Item(row.noted_at, "law", title, came_in, str(row.noted_by), url))
        if hasattr(row, "refusal"):
            title = _("Begäran om avgörande avslagen för %(month)s") % words
            items.append(Item(row.refusal.decided_at, "law", title, "", str(row.refusal.decided_by), url))
    return items


def _appeal_items(household: Household) -> list[Item]:
    items = []
    rows = Appeal.objects.filter(decision__household=household)
    rows = rows.select_related(
        "decision",
        "dismissal__decided_by",
        "noted_by",
        "reconsidered_by",
        "forwarded_by",
        "withdrawal_noted_by",
        "passed_on_by",
    )
    for row in rows.defer("decision__letter", "dismissal__letter").order_by("pk"):
        url = reverse("decisions:appeal", args=[row.pk])
        words = {"month": month_label(row.decision.month)}
        came_in = _("Kom in %(day)s.") % {"day": swedish_date(row.came_in_on)}
        items.append(
            Item(row.noted_at, "law", _("Överklagande för %(month)s") % words, came_in, str(row.noted_by), url)
        )
        if hasattr(row, "dismissal"):
            title = _("Överklagande avvisat för %(month)s") % words
            items.append(Item(row.dismissal.decided_at, "law", title, "", str(row.dismissal.decided_by), url))
        if row.reconsidered_at:
            title = _("Omprövning för %(month)s") % words
            items.append(Item(row.reconsidered_at, "law", title, "", str(row.reconsidered_by), url))
        if row.forwarded_at:
            title = _("Överklagande lämnat över för %(month)s") % words
            items.append(Item(row.forwarded_at, "law", title, "", str(row.forwarded_by), url))
        if row.withdrawal_noted_at and row.withdrawn_on:
            title = _("Överklagande återkallat för %(month)s") % words
            text = _("%(how)s, %(day)s.") % {
                "how": row.get_withdrawn_how_display().capitalize(),
                "day": swedish_date(row.withdrawn_on),
            }
            items.append(Item(row.withdrawal_noted_at, "law", title, text, str(row.withdrawal_noted_by), url))
        if row.passed_on_at:
            title = _("Återkallelse skickad till förvaltningsrätten för %(month)s") % words
            items.append(Item(row.passed_on_at, "law", title, "", str(row.passed_on_by), url))
        if row.judged_on:
            title = _("Domstolens avgörande för %(month)s") % words
            text = row.get_judgement_display().capitalize()
            items.append(Item(end_of(row.judged_on), "law", title, text, "", url))
    return items


def _amendment_items(household: Household) -> list[Item]:
    items = []
    rows = Amendment.objects.filter(decision__household=household).select_related("decision", "decided_by")
    for row in rows.defer("letter", "decision__letter").order_by("pk"):
        words = {"month": month_label(row.decision.month)}
        text = _("%(total)s, %(more)s mer än förut.") % {"total": kronor(row.total), "more": kronor(row.difference)}
        url = reverse("decisions:decision", args=[row.decision_id])
        title = _("Ändrat beslut för %(month)s") % words
        items.append(Item(row.decided_at, "law", title, text, str(row.decided_by), url))
    return items
