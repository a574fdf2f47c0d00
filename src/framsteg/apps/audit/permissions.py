"""Who may read the log. The room knows no other room's tables; a role is a word on the user."""

from typing import Any

from django.utils.translation import gettext as _

from framsteg.apps.core.errors import NotAllowed


def may_review(user: Any) -> bool:
    """Tell whether the user is a log reviewer."""
    return bool(user.is_active and user.role == "log_reviewer")


def check_may_review(user: Any) -> None:
    """:raises NotAllowed: unless the user is a log reviewer."""
    if not may_review(user):
        raise NotAllowed(_("Bara den som är granskare får läsa loggen."))
