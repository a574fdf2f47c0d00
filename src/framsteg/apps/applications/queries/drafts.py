"""The user's own drafts, and what a form has already become."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from framsteg.apps.applications.models import Application, Draft
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, has_role
from framsteg.apps.people.models import Household


@dataclass(frozen=True)
class DraftRow:
    """A form that the user began and has not sent."""

    token: UUID
    saved_at: datetime


def registered(user: User, token: UUID, at: datetime) -> Application | None:
    """Return the application that a form with this token already made, if the user may see it."""
    visible = Household.objects.visible_to(user, at)
    return Application.objects.filter(token=token, household__in=visible).first() if has_role(user, CASE_WORK) else None


def draft_of(user: User, token: UUID) -> Draft | None:
    """Return the user's own draft."""
    return Draft.objects.filter(token=token, user=user).first()


def drafts_of(user: User) -> list[DraftRow]:
    """Return the user's own drafts, the latest first. One query."""
    return [DraftRow(row.token, row.saved_at) for row in Draft.objects.filter(user=user).order_by("-saved_at")]
