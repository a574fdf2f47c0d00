"""
The letters beside and after a decision: an amendment, an appeal dismissed or sent on, a matter not decided yet.

Plain Swedish, as HTML that is kept as sent; ``core.pdf`` makes PDF of each on demand.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import month_label, swedish_date
from framsteg.apps.decisions.enums import AmendmentGround
from framsteg.apps.decisions.letters import law_of_speaking
from framsteg.apps.decisions.models import Appeal, Decision, DecisionRequest
from framsteg.apps.identity.models import User
from framsteg.entitlement.limits import law_of_appeal, limit
from framsteg.entitlement.parameters import parameters_for

Amounts = tuple[Decimal, Decimal]
"""Kronor of the right and of assistance beside it (SoL 12 kap. 2 §)."""


def amendment_letter(
    *,
    decision: Decision,
    applicant: str,
    ground: AmendmentGround,
    obviously_wrong: bool = False,
    is_appealed: bool = False,
    before: Amounts,
    granted: Amounts,
    reasons: str,
    delegation: str,
    by: User,
    at: datetime,
) -> str:
    """
    Return the letter of an amendment: what changes, by how much, why, under which law, and how to appeal.

    ``is_appealed``: an appeal of the decision is with the nämnd, and will be about the amendment too (FL 46 §).
    """
    law = parameters_for(decision.month).law
    lines = [
        ("Ekonomiskt bistånd", law["right"], before[0], granted[0]),
        ("Bistånd i annat fall", law["extra"], before[1], granted[1]),
    ]
    context = _letter(f"Ändrat beslut om ekonomiskt bistånd för {month_label(decision.month)}", decision, by, at)
    context["letter"]["recipient"] = applicant
    context |= {
        "ground": ground.value,
        "obviously_wrong": obviously_wrong,
        "is_appealed": is_appealed,
        "month": decision.month,
        "decided_at": decision.decided_at,
        "total": sum(granted),
        "difference": sum(granted) - sum(before),
        "lines": [line for line in lines if line[2] or line[3]],
        "has_right": granted[0] > before[0],
        "has_extra": granted[1] > before[1],
        "law_of_extra": law["extra"],
        "reasons": reasons,
        "delegation": delegation,
    }
    return _rendered("decisions/review_amendment_letter.html", context)


def dismissal_letter(*, appeal: Appeal, applicant: str, reasons: str, delegation: str, by: User, at: datetime) -> str:
    """Return the letter of an appeal that is not taken up because it came too late (FL 45 §)."""
    decision = appeal.decision
    context = _letter("Vi tar inte upp ditt överklagande", decision, by, at)
    context["letter"]["recipient"] = applicant
    context |= {
        "month": decision.month,
        "decided_at": decision.decided_at,
        "came_in_on": appeal.came_in_on,
        "reasons": reasons,
        "delegation": delegation,
    }
    return _rendered("decisions/review_dismissal_letter.html", context)


def delay_letter(
    *, request: DecisionRequest, applicant: str, reasons: str, delegation: str, by: User, at: datetime
) -> str:
    """Return the letter of a matter that is not decided though the person asked for it (FL 12 §), and how to appeal."""
    application = request.application
    context = _letter("Vi avgör inte ditt ärende nu", application, by, at)
    context["letter"]["recipient"] = applicant
    context |= {
        "month": application.month,
        "received_at": application.received_at,
        "came_in_on": request.came_in_on,
        "reasons": reasons,
        "delegation": delegation,
    }
    return _rendered("decisions/delay_letter.html", context)


def why_late(appeal: Appeal, last_day: date | None) -> str:
    """Return a first text for the reasons not to take up an appeal, for the caseworker to mend. Always in Swedish."""
    if last_day is None:
        return ""
    with translation.override(settings.LANGUAGE_CODE):
        return (
            f"Överklagandet kom in till nämnden den {swedish_date(appeal.came_in_on)}. Sista dagen att överklaga var "
            f"den {swedish_date(last_day)}, tre veckor efter att du fick del av beslutet. Det har inte kommit fram "
            "något som gör att överklagandet ändå ska tas upp."
        )


def forwarding_note(
    *, appeal: Appeal, received_on: date | None, amendments: Sequence[Any], by: User, at: datetime
) -> str:
    """
    Return the note with which an appeal is sent on to the court (FL 46 §): its time, the check, the reconsidering.

    It lists the documents that go with it. ``at`` is when it is or was sent.
    """
    decision = appeal.decision
    context = _letter("Överklagande lämnas över", decision, by, at)
    context["letter"]["recipient"] = "Förvaltningsrätten"
    context |= {
        "month": decision.month,
        "kind": decision.get_kind_display(),
        "decided_at": decision.decided_at,
        "came_in_on": appeal.came_in_on,
        "received_on": received_on,
        "came_to_court_on": appeal.came_to_court_on,
        "verdict": appeal.verdict,
        "note": appeal.reconsidered_note,
        "reconsidered_at": appeal.reconsidered_at,
        "amendment": appeal.amendment,
        "amendments": amendments,
    }
    return _rendered("decisions/review_forwarding_note.html", context)


def _letter(title: str, about: Decision | Application, by: User, at: datetime) -> dict[str, Any]:
    """Return what every letter has: its head, who answers for it, and the law on how to appeal it."""
    today = timezone.localdate(at)
    return {
        "kommun_name": settings.KOMMUN_NAME,
        "letter": {
            "title": title,
            "date": today,
            "reference": about.household.number,
            "address": [],
            "unit": about.household.unit.name,
            "officer": str(by),
            "officer_title": by.get_role_display(),
            "phone": "",
            "email": by.email,
        },
        "weeks": limit("appeal_weeks", today),
        "review_weeks": limit("review_weeks", today),
        "appeal_law": law_of_appeal(today),
        "speaking_law": law_of_speaking(today),
    }


def _rendered(template: str, context: dict[str, Any]) -> str:
    """Return a letter, always in Swedish, whatever language the caseworker's pages have."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(template, context)
