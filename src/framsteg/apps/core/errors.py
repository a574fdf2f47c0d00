"""
Refusals that a user is shown.

An ``ActionDenied`` is expected: its text is a Swedish sentence that says what is wrong and what to do. Everything else
is unexpected, is logged, and gives the page for 500.
"""

from django.utils.translation import gettext as _


class ActionDenied(Exception):
    """An action was refused. The text is shown to the user as it stands."""


class NotAllowed(ActionDenied):
    """The user's role or unit does not permit the action."""


class Changed(ActionDenied):
    """Somebody else saved the row since the user opened it. Nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Någon annan har ändrat uppgifterna sedan du öppnade sidan. Inget har skrivits över. "
                "Läs de nya uppgifterna och gör din ändring igen."
            )
        )
