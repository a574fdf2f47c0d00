"""Drafts of the registration form. They are nobody's file and change no case, so the event log does not hold them."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.applications.models import Draft
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import CASE_WORK, check_role

DRAFT_KEPT = timedelta(days=14)  # a draft is nobody's file: forgotten ones go when their owner saves the next


@transaction.atomic
def save_draft(*, token: UUID, data: dict[str, list[str]], by: User, at: datetime) -> Draft:
    """
    Keep what was typed in a form, by field name. The latest text counts; nobody but ``by`` can open it.

    :raises NotAllowed: for other roles, and when the token is another user's draft
    """
    check_role(by, CASE_WORK, _("registrera ansökningar"))
    Draft.objects.filter(user=by, saved_at__lt=at - DRAFT_KEPT).delete()
    draft, _created = Draft.objects.update_or_create(token=token, user=by, defaults={"data": data, "saved_at": at})
    return draft


@transaction.atomic
def discard_draft(*, token: UUID, by: User, at: datetime) -> None:
    """Throw the user's own draft away; nothing happens when there is none."""
    Draft.objects.filter(token=token, user=by).delete()
