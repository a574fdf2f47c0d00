"""What every step on an appeal checks, and how it is written."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from framsteg.apps.core.errors import ActionDenied, Changed
from framsteg.apps.decisions import queries
from framsteg.apps.decisions.models import Appeal
from framsteg.apps.decisions.permissions import check_may_handle
from framsteg.apps.identity.models import User


class AppealRefused(ActionDenied):
    """The appeal cannot be noted so: it is not written, its day cannot be true, or it is noted already."""


class WrongStep(ActionDenied):
    """The appeal is at another step; the text says which comes first."""


def check_at(appeal: Appeal, steps: set[str], by: User, at: datetime) -> None:
    """:raises NotAllowed, WrongStep:"""
    check_may_handle(by, appeal.decision.household, at)
    now = queries.step_of(appeal)
    if now not in steps:
        raise WrongStep(_("Överklagandet är i ett annat läge: %(step)s.") % {"step": now.label})


def move(appeal: Appeal, version: int, **changes: Any) -> None:
    """Write a step's columns on the version that the user saw. :raises Changed:"""
    same = Appeal.objects.filter(pk=appeal.pk, version=version)
    if not same.update(version=F("version") + 1, **changes):
        raise Changed
    appeal.refresh_from_db()


def number_of(appeal: Appeal) -> str:
    """Return the household's number, for the log."""
    return appeal.decision.household.number
