"""The working model that new journeys start under."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from framsteg.apps.audit.actions import record
from framsteg.apps.identity.enums import Role
from framsteg.apps.identity.models import User
from framsteg.apps.identity.permissions import check_role
from framsteg.apps.pathway.actions._shared import keep_version
from framsteg.apps.pathway.models import ModelVersion
from framsteg.workingmodel import WorkingModel


@transaction.atomic
def adopt_model(*, model: WorkingModel, by: User, at: datetime) -> ModelVersion:
    """
    Keep a version of the working model before the first journey starts under it, with who adopted it.

    Journeys under way keep the version they started under. :raises NotAllowed: unless the user is a manager
    """
    check_role(by, {Role.MANAGER}, _("införa en arbetsmodell"))
    version = keep_version(model, at)
    record("pathway.model.adopted", by=by, at=at, about=version, model=version.model_id, version=version.version)
    return version
