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


class DelegatedKind(models.TextChoices):
    """What the delegation order has lines for: every kind of decision, and what comes beside and after it."""

    GRANT = "grant", _("bifall")
    PARTIAL = "partial", _("delavslag")
    REFUSAL = "refusal", _("avslag")
    DISMISSAL = "dismissal", _("avvisning")
    EXTRA = "extra", _("bistånd enligt 12 kap. 2 §")
    AMENDMENT = "amendment", _("ändringsbeslut")
    LATE_APPEAL = "late_appeal", _("avvisning av överklagande")
    DELAY = "delay", _("avslag på begäran om avgörande")
    RECOVERY = "recovery", _("återkrav")
    FORGIVENESS = "forgiveness", _("eftergift av återkrav")


class Basis(models.TextChoices):
    """Whether a cost is tried as a right or as assistance beside it, as the library's words."""

    RIGHT = "right", _("rätt till bistånd (12 kap. 1 §)")
    EXTRA = "extra", _("bistånd i annat fall (12 kap. 2 §)")


class Direction(models.TextChoices):
    HIGHER = "higher", _("högre norm")
    LOWER = "lower", _("lägre norm")


class Flaw(models.TextChoices):
    """
    What may make an application impossible to try (FL 20 §).

    That papers are missing is none of them: then the application is tried on what is known.
    """

    WHO = "who", _("Det går inte att se vem som ansöker, eller om den som ansöker får göra det.")
    WHAT = "what", _("Det går inte att se vad ansökan gäller.")


class AmendmentGround(models.TextChoices):
    RECONSIDERED = "reconsidered", _("omprövning")
    LATE_FACTS = "late_facts", _("nya uppgifter")
    COURT = "court", _("domstolens avgörande")


class AppealHold(models.TextChoices):
    """What an appeal leaves of the nämnd's power to change the decision (FL 37–39 §§). Derived, never set."""

    FREE = "free", _("beslutet kan ändras")
    IF_OBVIOUS = "if_obvious", _("överklagat: kan bara ändras om det är uppenbart felaktigt")
    AT_COURT = "at_court", _("överlämnat: domstolen prövar beslutet")
    TRIED = "tried", _("prövat av domstolen")


class AppealVerdict(models.TextChoices):
    """Whether an appeal came in time, as the library's ``limits.Verdict``. Not known is never too late."""

    IN_TIME = "in_time", _("i tid")
    TAKEN_UP = "taken_up", _("för sent, men tas upp")
    LATE = "late", _("för sent")
    UNKNOWN = "unknown", _("i tid, eftersom mottagandedagen inte är känd")


class AppealStep(models.TextChoices):
    """Where an appeal stands. Derived from its columns, never set."""

    CHECK = "check", _("tiden ska prövas")
    DISMISS = "dismiss", _("för sent, ska avvisas eller prövas igen")
    DISMISSED = "dismissed", _("avvisat som för sent")
    RECONSIDER = "reconsider", _("beslutet ska omprövas")
    FORWARD = "forward", _("ska lämnas över till förvaltningsrätten")
    COURT = "court", _("hos förvaltningsrätten")
    PASS_ON = "pass_on", _("återkallelsen ska skickas till förvaltningsrätten")
    WITHDRAWN = "withdrawn", _("återkallat")
    CARRY_OUT = "carry_out", _("domstolens avgörande ska verkställas")
    DONE = "done", _("avslutat")

    @classmethod
    def with_the_board(cls) -> set[str]:
        """The steps that the nämnd has to take without delay (FL 46 §)."""
        return {cls.CHECK, cls.DISMISS, cls.RECONSIDER, cls.FORWARD}

    @classmethod
    def open_to_withdrawal(cls) -> set[str]:
        """The steps at which there is an appeal to take back."""
        return {*cls.with_the_board(), cls.COURT}


class WithdrawnHow(models.TextChoices):
    WRITTEN = "written", _("skriftligt")
    ORAL = "oral", _("muntligt")


class Judgement(models.TextChoices):
    UPHELD = "upheld", _("avslag")
    CHANGED = "changed", _("bifall, helt eller delvis")
    REMITTED = "remitted", _("återförvisat")
    DISMISSED = "dismissed", _("avvisat eller avskrivet")
