"""What a working model may ask for before a decision on assistance: that a meeting has been held, for instance."""

from datetime import datetime

from framsteg.apps.applications.models import Application
from framsteg.apps.core.sql import fetch
from framsteg.apps.pathway.models import Journey
from framsteg.apps.pathway.queries.model import model_of, status_of
from framsteg.workingmodel import Action, Blocked

# Asked at every decision, so it is written out (``core.sql``).
_ON_THE_WAY = """
    SELECT 1 FROM pathway_journey j JOIN applications_applicant a ON a.person_id = j.person_id
    WHERE a.application_id = %s AND j.ended_at IS NULL LIMIT 1
"""


def before_decision(application: Application, at: datetime) -> Blocked | None:
    """
    Return what stands before a decision on an application, in the ongoing journeys of its persons; None: nothing does.

    An urgent application never waits. What is asked for is the kommun's to do, and done when it is noted, whoever came.
    """
    if application.urgent or not fetch(_ON_THE_WAY, application.pk):
        return None
    journeys = Journey.objects.ongoing().filter(person__in=application.members.values("person"))
    for journey in journeys.select_related("model_version").defer("model_version__text").order_by("pk"):
        if not any(Action.DECIDE in gate.before for gate in model_of(journey).gates):
            continue  # the usual case, and no history to read
        if blocked := status_of(journey, at).may(Action.DECIDE):
            return blocked
    return None
