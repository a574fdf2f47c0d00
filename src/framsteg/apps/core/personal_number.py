"""Personnummer and samordningsnummer: read as people write them, kept with century and without hyphen."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from personnummer import personnummer

_WRITTEN = re.compile(r"(?P<century>\d{2})?(?P<short>\d{6})(?P<mark>[-+]?)(?P<last>\d{4})")


@dataclass(frozen=True)
class PersonalNumber:
    """A checked number: twelve digits, and the day of birth that it holds (day − 60 for a samordningsnummer)."""

    digits: str
    born: date
    is_coordination: bool

    @property
    def is_woman(self) -> bool:
        """The last digit but one is even for women (folkbokföringslagen 18 §)."""
        return int(self.digits[10]) % 2 == 0


def parse(text: str, *, on: date) -> PersonalNumber:
    """
    Read ``19811218-9876``, ``198112189876``, ``811218-9876`` or, from the age of 100, ``811218+9876``.

    :param on: the day on which the number is read; tells the century when it is left out
    :raises ValueError: with a Swedish sentence that does not repeat the number
    """
    match = _WRITTEN.fullmatch(re.sub(r"\s", "", text))
    if match is None:
        raise ValueError(_("Skriv personnumret eller samordningsnumret med tolv siffror: ÅÅÅÅMMDD-NNNN."))
    century = match["century"] or _century(match["short"], match["mark"], on)
    digits = century + match["short"] + match["last"]
    try:
        checked = personnummer.parse(digits)
    except personnummer.PersonnummerException:
        raise ValueError(
            _("Numret stämmer inte: datumet eller kontrollsiffran är fel. Läs av det en gång till.")
        ) from None
    if checked.get_date() > on:
        raise ValueError(_("Numret stämmer inte: födelsedagen ligger i framtiden."))
    return PersonalNumber(digits, checked.get_date(), checked.is_coordination_number())


def _century(short: str, mark: str, on: date) -> str:
    """Return the latest century in which the day lies in the past; ``+`` is one century earlier."""
    day = int(short[4:6]) % 60
    this = on.year // 100
    passed = (int(short[:2]), int(short[2:4]), day) <= (on.year % 100, on.month, on.day)
    return str((this if passed else this - 1) - (1 if mark == "+" else 0))
