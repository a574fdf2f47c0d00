from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from framsteg.apps.core.policy import NOT_PERSONAL, STAFF
from framsteg.apps.identity.enums import Role, UnitKind


class Unit(models.Model):
    """A unit of the kommun, or a partner's staff who work in the kommun's premises."""

    name = models.CharField("namn", max_length=100, unique=True)
    kind = models.CharField("slag", max_length=30, choices=UnitKind.choices)

    class DataPolicy:
        personal: set[str] = set()
        retention = NOT_PERSONAL

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """
    One member of staff. The role says what the person may do, the unit which households the person may see.

    ``is_staff`` and ``is_superuser`` are not used: there is no door beside the roles.
    """

    role = models.CharField("roll", max_length=30, choices=Role.choices)
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT, related_name="staff", verbose_name="enhet")

    class DataPolicy:
        personal = {"username", "first_name", "last_name", "email"}
        retention = STAFF

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        constraints = [
            models.CheckConstraint(
                name="user_role_known",
                condition=models.Q(role__in=Role.values),
                violation_error_message=_("Okänd roll."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
