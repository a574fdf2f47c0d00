"""How a journey ends, and what comes after, as it stands in the file of a model."""

from enum import StrEnum

from .base import Element, Id, Named, Text
from .duration import Duration
from .unknown import UNKNOWN, OrUnknown


class Destination(StrEnum):
    JOB_UNSUBSIDISED = "job_unsubsidised"
    JOB_SUBSIDISED = "job_subsidised"
    STUDIES = "studies"
    OTHER_BENEFIT = "other_benefit"
    PENSION = "pension"
    MOVED = "moved"
    HOUSEHOLD_CHANGE = "household_change"
    NOT_REAPPLIED = "not_reapplied"
    REFUSED = "refused"
    DECEASED = "deceased"
    OTHER = "other"


class Exit(Named):
    """Ett sätt att lämna vägen."""

    destination: Destination
    needs_destination: bool
    """Om det ska skrivas vart: arbetsgivare, utbildning, ersättning eller kommun."""
    statistics_code: OrUnknown[Text] = UNKNOWN
    """Socialstyrelsens kod för avslutsorsaken (bilaga 2 till HSLF-FS 2015:30)."""


class AftercareCheck(Named):
    """En kontakt efter avslutet."""

    after: OrUnknown[Duration]
    owner: Id


class Aftercare(Element):
    """Vad som görs efter avslutet för att se att det håller."""

    checks: OrUnknown[tuple[AftercareCheck, ...]]
    support: OrUnknown[Text] = UNKNOWN
    """Stöd efter att personen har börjat arbeta eller studera."""
    quick_return: OrUnknown[Text] = UNKNOWN
    """Vad som gäller för den som snart kommer tillbaka."""
