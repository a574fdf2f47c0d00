from django.db import models
from django.utils.translation import gettext_lazy as _


class Protection(models.TextChoices):
    """Protected personal data, three levels (PROT-01)."""

    NONE = "none", _("ingen")
    MARKED = "marked", _("sekretessmarkering")
    REGISTRATION = "registration", _("skyddad folkbokföring")
    FICTITIOUS = "fictitious", _("fingerade personuppgifter")


class Sex(models.TextChoices):
    WOMAN = "woman", _("kvinna")
    MAN = "man", _("man")


class MemberRole(models.TextChoices):
    """A person's place in the household; the same words as in the case file of `framsteg assess`."""

    APPLICANT = "applicant", _("sökande")
    CO_APPLICANT = "co_applicant", _("medsökande")
    CHILD = "child", _("barn")
    PUPIL = "pupil", _("skolungdom 18–20 år")

    @classmethod
    def adults(cls) -> set[str]:
        return {cls.APPLICANT, cls.CO_APPLICANT}


class AccessGround(models.TextChoices):
    """Why a unit may open a household's file."""

    RESPONSIBLE = "responsible", _("ansvarig enhet")
    REFERRAL = "referral", _("hänvisning")
    CONSENT = "consent", _("samtycke")
