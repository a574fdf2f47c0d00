"""The letter about a claim in plain Swedish, as HTML that is kept as sent."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from framsteg.apps.core.formats import swedish_date
from framsteg.apps.decisions.queries import applicant_of
from framsteg.apps.identity.models import User
from framsteg.apps.recovery.models import Claim, ClaimMonth


def claim_letter(
    *,
    claim: Claim,
    months: Sequence[ClaimMonth],
    amount: Decimal,
    reasons: str,
    authority: str,
    sources: Sequence[str],
    by: User,
    at: datetime,
) -> str:
    """
    Return the letter as HTML: what is claimed, of which months, why, the paragraphs, who, and what the person may do.

    Always in Swedish, whatever language the pages have. ``months`` is not empty. No address is written: none is kept.
    """
    today = timezone.localdate(at)
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "kommun_name": settings.KOMMUN_NAME,
            "letter": {
                "title": "Beslut om återkrav av ekonomiskt bistånd",
                "date": today,
                "reference": claim.household.number,
                "recipient": applicant_of(months[-1].decision.application),
                "address": [],
                "unit": claim.household.unit.name,
                "officer": str(by),
                "officer_title": by.get_role_display(),
                "phone": "",
                "email": by.email,
            },
            "months": months,
            "amount": amount,
            "total": sum((month.amount for month in months), Decimal(0)),
            "ground": claim.get_ground_display(),
            "what": claim.reason,
            "reasons": reasons,
            "children": claim.children,
            "sources": sources,
            "authority": authority,
            "last_day": swedish_date(min(month.last_day for month in months)),
        }
        return render_to_string("recovery/letter.html", context)
