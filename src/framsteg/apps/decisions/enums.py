from django.db import models


class DecisionKind(models.TextChoices):
    GRANT = "grant", "bifall"
    PARTIAL = "partial", "delavslag"
    REFUSAL = "refusal", "avslag"
    DISMISSAL = "dismissal", "avvisning"

    @classmethod
    def needs_hearing(cls) -> set[str]:
        """The kinds that go against what was applied for: the person is heard first (FL 25 §)."""
        return {cls.PARTIAL, cls.REFUSAL}

    @classmethod
    def with_money(cls) -> set[str]:
        return {cls.GRANT, cls.PARTIAL}
