from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is employed to do. One role per account: who has two tasks has two accounts."""

    CASEWORKER = "caseworker", _("socialsekreterare")
    CONSULTANT = "consultant", _("arbetsmarknadskonsulent")
    EMPLOYMENT_OFFICER = "employment_officer", _("arbetsförmedlare")
    JOB_COACH = "job_coach", _("jobbcoach")
    MANAGER = "manager", _("enhetschef")
    ECONOMIST = "economist", _("ekonom")
    LOG_REVIEWER = "log_reviewer", _("granskare")
    SYSTEM_MANAGER = "system_manager", _("systemförvaltare")


class UnitKind(models.TextChoices):
    """What a unit does, which decides how households come to it."""

    ASSISTANCE = "assistance", _("försörjningsstöd")
    LABOUR_MARKET = "labour_market", _("arbetsmarknad (Jobbcentrum)")
    EMPLOYMENT_SERVICE = "employment_service", _("Arbetsförmedlingen")
    SUPPORT = "support", _("ekonomi, granskning och systemförvaltning")
