"""The decision letter in plain Swedish, as HTML kept as sent, and given as tagged PDF on demand (``core.pdf``)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from framsteg.apps.applications.models import Application
from framsteg.apps.core.formats import month_label
from framsteg.apps.decisions import proposal
from framsteg.apps.decisions.enums import DecisionKind
from framsteg.apps.decisions.models import Injunction
from framsteg.apps.identity.models import User
from framsteg.entitlement.limits import law_of_appeal, limit
from framsteg.entitlement.month import Month
from framsteg.entitlement.result import Result

NEW_ACT = date(2025, 7, 1)  # LAW-01


def law_of_speaking(decided_on: date) -> str:
    """Return the paragraph that gives the right to speak before the nämnd (PROC-06, LAW-01)."""
    # The former act's 11 kap. 9 § is general knowledge (confidence K); the new paragraph is read (A).
    return "SoL (2025:400) 14 kap. 8 §" if decided_on >= NEW_ACT else "SoL (2001:453) 11 kap. 9 §"


def decision_letter(
    *,
    application: Application,
    applicant: str,
    kind: DecisionKind,
    facts: dict[str, Any],
    result: Result,
    reasons: str,
    not_heard_because: str = "",
    children: str = "",
    delegations: Sequence[str],
    by: User,
    at: datetime,
) -> str:
    """
    Return the letter as HTML: what is decided, the calculation line by line, reasons, paragraphs, who, how to appeal.

    What is granted beside the right (SoL 12 kap. 2 §) stands in a paragraph of its own, with its own way to have it
    tried. Always in Swedish, whatever language the caseworker's pages have. No address is written: none is kept.
    """
    with translation.override(settings.LANGUAGE_CODE):
        month: Month = application.month
        context = _letter(f"Beslut om ekonomiskt bistånd för {month_label(month)}", application, applicant, by, at)
        context |= {
            "kind": kind.value,
            "month": month,
            "days": facts.get("days"),
            "days_of_month": month.days,
            "received_at": application.received_at,
            "result": result,
            "law_of_extra": proposal.paragraph_of_extra(month),
            "cuts": proposal.cuts(facts),
            "sections": proposal.sections(result),
            "reasons": reasons,
            "not_heard_because": not_heard_because,
            "children": children,
            "paragraphs": _paragraphs(application, result, not_heard_because),
            "delegations": delegations,
        }
        return render_to_string("decisions/letter.html", context)


def dismissal_letter(
    *,
    application: Application,
    applicant: str,
    because: str,
    injunction: Injunction | None,
    reasons: str,
    children: str = "",
    delegation: str,
    by: User,
    at: datetime,
) -> str:
    """
    Return the letter that an application is not tried: what was to be mended or why else, and how to appeal.

    ``because`` is empty when the ground is an ``injunction`` that was not followed.
    """
    with translation.override(settings.LANGUAGE_CODE):
        title = f"Beslut att inte pröva ansökan om ekonomiskt bistånd för {month_label(application.month)}"
        context = _letter(title, application, applicant, by, at)
        context |= {
            "month": application.month,
            "received_at": application.received_at,
            "because": because,
            "flaw": injunction.flaw if injunction else "",
            "asked_at": injunction.sent_at if injunction else None,
            "reply_by": injunction.reply_by if injunction else None,
            "reasons": reasons,
            "children": children,
            "delegations": [delegation],
        }
        return render_to_string("decisions/dismissal_letter.html", context)


def _letter(title: str, application: Application, applicant: str, by: User, at: datetime) -> dict[str, Any]:
    """Return what both letters have: the head, and the law on how to appeal and to speak."""
    today = timezone.localdate(at)
    return {
        "kommun_name": settings.KOMMUN_NAME,
        "letter": {
            "title": title,
            "date": today,
            "reference": application.household.number,
            "recipient": applicant,
            "address": [],
            "unit": application.household.unit.name,
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


def _paragraphs(application: Application, result: Result, not_heard_because: str) -> list[str]:
    """Return the paragraphs that the decision rests on, each once, the right to assistance first."""
    sources = [proposal.paragraph_of_right(application.month), *(step.source for step in result.steps)]
    if not_heard_because:
        sources.append("förvaltningslagen 25 § tredje stycket 3")
    return list(dict.fromkeys(filter(None, sources)))
