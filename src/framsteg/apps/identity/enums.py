from django.db import models


class Role(models.TextChoices):
    """What a person is employed to do. One role per account: who has two tasks has two accounts."""

    CASEWORKER = "caseworker", "socialsekreterare"
    CONSULTANT = "consultant", "arbetsmarknadskonsulent"
    EMPLOYMENT_OFFICER = "employment_officer", "arbetsförmedlare"
    JOB_COACH = "job_coach", "jobbcoach"
    MANAGER = "manager", "enhetschef"
    ECONOMIST = "economist", "ekonom"
    LOG_REVIEWER = "log_reviewer", "granskare"
    SYSTEM_MANAGER = "system_manager", "systemförvaltare"


class UnitKind(models.TextChoices):
    """What a unit does, which decides how households come to it."""

    ASSISTANCE = "assistance", "försörjningsstöd"
    LABOUR_MARKET = "labour_market", "arbetsmarknad (Jobbcentrum)"
    EMPLOYMENT_SERVICE = "employment_service", "Arbetsförmedlingen"
    SUPPORT = "support", "ekonomi, granskning och systemförvaltning"
