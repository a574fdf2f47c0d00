from django.db import models
from django.utils.translation import gettext_lazy as _


class DecisionKind(models.TextChoices):
    GRANT = "grant", _("bifall")
    PARTIAL = "partial", _("delavslag")
    REFUSAL = "refusal", _("avslag")
    DISMISSAL = "dismissal", _("avvisning")

    @classmethod
    def needs_hearing(cls) -> set[str]:
        """The kinds that go against what was applied for: the person is heard first (FL 25 §)."""
        return {cls.PARTIAL, cls.REFUSAL}

    @classmethod
    def with_money(cls) -> set[str]:
        return {cls.GRANT, cls.PARTIAL}
