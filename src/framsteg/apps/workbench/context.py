"""The main navigation, by role."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from framsteg.apps.identity.enums import Role

DESK = ("workbench:desk", gettext_lazy("Mitt skrivbord"))
QUEUE = ("workbench:queue", gettext_lazy("Kö"))
MORNING = ("workbench:manager", gettext_lazy("Läget"))
JOBCENTRUM = ("pathway:week", gettext_lazy("Jobbcentrum"))
PAYMENTS = ("payments:list", gettext_lazy("Utbetalningar"))
DELEGATIONS = ("decisions:delegations", gettext_lazy("Delegation"))
SEARCH = ("workbench:search", gettext_lazy("Sök"))
LOG = ("audit:log", gettext_lazy("Logg"))
STAFF = ("identity:staff", gettext_lazy("Personal"))

ENTRIES = {
    Role.CASEWORKER: (DESK, QUEUE, JOBCENTRUM, SEARCH),
    Role.CONSULTANT: (DESK, JOBCENTRUM, SEARCH),
    Role.EMPLOYMENT_OFFICER: (DESK, JOBCENTRUM, SEARCH),
    Role.JOB_COACH: (DESK, JOBCENTRUM, SEARCH),
    Role.MANAGER: (MORNING, DESK, QUEUE, JOBCENTRUM, PAYMENTS, SEARCH),
    Role.ECONOMIST: (PAYMENTS,),
    Role.LOG_REVIEWER: (LOG,),
    Role.SYSTEM_MANAGER: (STAFF, DELEGATIONS),
}


def navigation(request: HttpRequest) -> dict[str, object]:
    """Give templates ``nav``: the entries that the signed-in role has use of."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    return {
        "nav": [
            {"label": str(label), "url": reverse(name), "current": request.path.startswith(reverse(name))}
            for name, label in ENTRIES.get(user.role, ())
        ]
    }
