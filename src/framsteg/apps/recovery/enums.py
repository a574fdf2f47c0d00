from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    """The grounds of the law, in the words of ``entitlement.recovery.Ground``; there are no others."""

    WRONG_INFORMATION = "wrong_information", _("oriktiga eller förtigna uppgifter, eller förorsakat på annat sätt")
    SHOULD_HAVE_KNOWN = "should_have_known", _("tagit emot med orätt och borde ha insett det")
    ADVANCE = "advance", _("förskott på en förmån eller ersättning")
    INDUSTRIAL_CONFLICT = "industrial_conflict", _("arbetskonflikt")
    HINDERED = "hindered", _("hinder att använda egna inkomster och tillgångar")
    REPAYMENT_CONDITION = "repayment_condition", _("bistånd utöver rätten med villkor om återbetalning")

    @classmethod
    def of_overpayment(cls) -> set[str]:
        """The grounds that rest on too much having been paid: they need a new calculation (SoL 33 kap. 1 §)."""
        return {cls.WRONG_INFORMATION, cls.SHOULD_HAVE_KNOWN}


class Proposal(models.TextChoices):
    """What a person is asked to try, in the words of ``entitlement.retroactive.ProposalKind``."""

    SUPPLEMENT = "supplement", _("komplettering")
    RECOVERY = "recovery", _("återkrav")
    NOTHING = "nothing", _("ingenting")


class Body(models.TextChoices):
    """Who may decide to bring an action; for SoL 33 kap. 1 § never anybody below an utskott (30 kap. 6 §)."""

    BOARD = "board", _("nämnden")
    COMMITTEE = "committee", _("utskott")
    DELEGATE = "delegate", _("delegat")


class ClaimState(models.TextChoices):
    """Derived from the claim's columns, never set."""

    OPEN = "open", _("utreds")
    DECIDED = "decided", _("krävt")
    TO_BE_SUED = "to_be_sued", _("talan beslutad")
    SUED = "sued", _("talan väckt")
    CLOSED = "closed", _("avslutat")
