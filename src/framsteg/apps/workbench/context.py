"""The main navigation, by role."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.permissions import TEAM, has_role

DESK = ("workbench:desk", gettext_lazy("Mitt skrivbord"))
QUEUE = ("workbench:queue", gettext_lazy("Kö"))
MORNING = ("workbench:manager", gettext_lazy("Läget"))
JOBCENTRUM = ("pathway:week", gettext_lazy("Jobbcentrum"))
CATALOGUE = ("pathway:catalogue", gettext_lazy("Insatser"))
PAYMENTS = ("payments:list", gettext_lazy("Utbetalningar"))
BOARD = ("pathway:board", gettext_lazy("Tavlan"))
SWEEPS = ("reminders:sweeps", gettext_lazy("Nattkörningen"))
DELEGATIONS = ("decisions:delegations", gettext_lazy("Delegation"))
MODELS = ("pathway:models", gettext_lazy("Arbetsmodell"))
SEARCH = ("workbench:search", gettext_lazy("Sök"))
LOG = ("audit:log", gettext_lazy("Logg"))
STAFF = ("identity:staff", gettext_lazy("Personal"))

ENTRIES = {
    Role.CASEWORKER: (DESK, QUEUE, BOARD, JOBCENTRUM, SEARCH),
    Role.CONSULTANT: (DESK, BOARD, JOBCENTRUM, CATALOGUE, SEARCH),
    Role.EMPLOYMENT_OFFICER: (DESK, JOBCENTRUM, SEARCH),
    Role.JOB_COACH: (DESK, BOARD, JOBCENTRUM, SEARCH),
    Role.MANAGER: (MORNING, DESK, QUEUE, BOARD, JOBCENTRUM, CATALOGUE, MODELS, PAYMENTS, SEARCH),
    Role.ECONOMIST: (PAYMENTS,),
    Role.LOG_REVIEWER: (LOG,),
    Role.SYSTEM_MANAGER: (STAFF, DELEGATIONS, SWEEPS),
}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates ``nav``, the entries that the signed-in role has use of, and ``search_box`` for who may search."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "search_box": None}
    return {
        "search_box": _search_box(user, request.path),
        "nav": [
            {"label": str(label), "url": reverse(name), "current": request.path.startswith(reverse(name))}
            for name, label in ENTRIES.get(user.role, ())
        ],
    }


def _search_box(user: Any, path: str) -> dict[str, str] | None:
    """Return where to search and for what; the search page has its own box, and the employment service fewer words."""
    url = reverse("workbench:search")
    if path == url or not has_role(user, TEAM):
        return None
    only_number = user.role == Role.EMPLOYMENT_OFFICER
    return {"url": url, "label": _("Ärendenummer") if only_number else _("Namn, personnummer eller ärende")}
