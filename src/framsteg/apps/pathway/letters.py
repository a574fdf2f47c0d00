"""The plan on paper, in Swedish whatever language the reader's pages have; ``core.pdf`` makes PDF of it."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from framsteg.apps.identity.models import User
from framsteg.apps.pathway.queries import PlanPage
from framsteg.apps.people.models import Household


def plan_paper(plan: PlanPage, *, name: str, who: str, household: Household, by: User, at: datetime) -> str:
    """
    Return a version of the plan as a page for paper: goal, every side's duties in columns alike, and who has signed.

    ``name`` is what the model calls the plan. The caller has fetched the plan for the user. No address is written:
    none is kept.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "kommun_name": settings.KOMMUN_NAME,
            "letter": {
                "title": f"{name}, version {plan.number}",
                "date": timezone.localdate(at),
                "reference": household.number,
                "recipient": who,
                "address": [],
                "unit": household.unit.name,
                "officer": str(by),
                "officer_title": by.get_role_display(),
                "phone": "",
                "email": "",
            },
            "plan": plan,
        }
        return render_to_string("pathway/plan_paper.html", context)
