"""Who may note late facts, handle what they change, and prepare a claim. Deciding one takes a delegation besides."""

from datetime import datetime

from framsteg.apps.identity.models import User
from framsteg.apps.people.models import Household
from framsteg.apps.people.permissions import check_may_work_on


def check_may_handle(user: User, household: Household, at: datetime) -> None:
    """:raises NotAllowed: unless the user handles assistance and the household's file is open to the user's unit."""
    check_may_work_on(user, household, at)
