from django.db import models


class Protection(models.TextChoices):
    """Protected personal data, three levels (PROT-01)."""

    NONE = "none", "ingen"
    MARKED = "marked", "sekretessmarkering"
    REGISTRATION = "registration", "skyddad folkbokföring"
    FICTITIOUS = "fictitious", "fingerade personuppgifter"


class Sex(models.TextChoices):
    WOMAN = "woman", "kvinna"
    MAN = "man", "man"


class MemberRole(models.TextChoices):
    """A person's place in the household; the same words as in the case file of `framsteg assess`."""

    APPLICANT = "applicant", "sökande"
    CO_APPLICANT = "co_applicant", "medsökande"
    CHILD = "child", "barn"
    PUPIL = "pupil", "skolungdom 18–20 år"

    @classmethod
    def adults(cls) -> set[str]:
        return {cls.APPLICANT, cls.CO_APPLICANT}


class AccessGround(models.TextChoices):
    """Why a unit may open a household's file."""

    RESPONSIBLE = "responsible", "ansvarig enhet"
    REFERRAL = "referral", "hänvisning"
    CONSENT = "consent", "samtycke"
