"""The sheets and columns of a book of cases, with Swedish headings, and how a cell is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from framsteg.entitlement.faults import shown
from framsteg.entitlement.kinds import AssetKind, Basis, CostKind, Direction, IncomeKind, Labelled, Role
from framsteg.entitlement.result import Outcome

CASE = "fall"
"""The column that every sheet begins with: which case the row belongs to."""

Read = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Column:
    """
    One column: its heading, the field of the case file it fills, and how its cell becomes a value.

    ``read`` raises ValueError with a Swedish sentence. ``about`` tells people what to write. ``words`` are what may be
    chosen, for the template.
    """

    heading: str
    field: str
    read: Read
    about: str
    words: tuple[str, ...] = ()


def text(value: object) -> str:
    """Read text; a number that stands for a name, such as an id, loses its decimals."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def code(value: object) -> str:
    """Read a kommun's code; a spreadsheet that takes 0821 for a number drops the first digit."""
    return text(value).zfill(4) if isinstance(value, int | float) else text(value)


def whole(value: object) -> object:
    """Read a whole number; what is none is left for the case to refuse."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def kronor(value: object) -> object:
    """Read an amount; text may have spaces between thousands and a decimal comma."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, str):
        return "".join(value.split()).replace(",", ".").removesuffix("kr")
    return value


def day(value: object) -> object:
    """Read a day: a cell with a date, or text such as 2025-02-25."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else text(value)


def month(value: object) -> str:
    """Read a month: text such as 2025-03, or the date that a spreadsheet makes of it."""
    return f"{value:%Y-%m}" if isinstance(value, date) else text(value)


def yes(value: object) -> bool:
    """Read ja or nej."""
    answer = {"ja": True, "sant": True, "true": True, "nej": False, "falskt": False, "false": False}
    known = answer.get(text(value).casefold())
    if known is None:
        raise ValueError(f"”{shown(value)}” är varken ja eller nej. Skriv ja eller nej.")
    return known


def chosen(words: Iterable[Labelled | Outcome]) -> Read:
    """Return a reader of one word out of several, by its Swedish label or its name in the case file."""
    by_name = {name.casefold(): word for word in words for name in (word.label, word.value)}
    labels = ", ".join(word.label for word in words)

    def read(value: object) -> str:
        word = by_name.get(text(value).casefold())
        if word is None:
            raise ValueError(f"”{shown(value)}” finns inte att välja. Möjliga är: {labels}.")
        return word.value

    return read


def _choice(heading: str, field: str, words: Iterable[Labelled | Outcome], about: str) -> Column:
    listed = tuple(words)
    return Column(heading, field, chosen(listed), about, tuple(word.label for word in listed))


def _yes(heading: str, field: str, about: str) -> Column:
    return Column(heading, field, yes, about, ("ja", "nej"))


_PERSON = Column("person", "person", text, "Personens id.")
_COUNTED = Column("räknas", "counted", kronor, "Hur mycket som räknas efter en bedömning; tomt är utan bedömning.")
_REASON = Column("skäl", "reason", text, "Varför, så som det skulle stå i beslutet.")

CASES = (
    Column("månad", "month", month, "Månaden som biståndet gäller: 2025-03."),
    Column("kommun", "kommun", code, "Kommunkod med fyra siffror, när kommunen har en egen normtabell."),
    Column("övriga boende", "other_residents", whole, "Andra som bor i bostaden men inte hör till hushållet."),
    Column("dagar", "days", whole, "Antal dagar, när hushållet räknas en del av månaden."),
)
"""What the sheet of cases says about the household itself."""

EXPECTED = (
    _choice("väntat utfall", "outcome", Outcome, "Rätt till bistånd, ingen rätt, eller går inte att avgöra."),
    Column("väntad norm", "norm", kronor, "Riksnormen i kronor."),
    Column("väntat bistånd", "assistance", kronor, "Biståndet i kronor."),
    Column("väntat överskott", "surplus", kronor, "Överskottet i kronor."),
)
"""What the kommun expects; at least one of them for every case."""

NOTES = (
    Column("regel", "rule", text, "Regelns id, till exempel COST-02. Får vara tom."),
    Column("källa", "source", text, "Var facit kommer ifrån. Får vara tom."),
)

SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "Personer": (
        "persons",
        (
            Column("id", "id", text, "Kort namn, till exempel a."),
            Column("född", "born", day, "Födelsedag: 1990-05-01."),
            _choice("roll", "role", Role, "vuxen, barn eller skolungdom."),
            Column("sambo med", "cohabits_with", text, "Den andras id, för makar och sambor."),
            _yes("lunch borta", "lunch_away", "ja när barnet äter lunch borta fem dagar i veckan."),
            Column("dagar", "days", whole, "Antal dagar, vid umgänge och växelvis boende."),
            _yes("lma", "lma", "ja för den som omfattas av LMA."),
        ),
    ),
    "Kostnader": (
        "costs",
        (
            _choice("slag", "kind", CostKind, "Slag av kostnad."),
            Column("sökt", "applied", kronor, "Sökt belopp i kronor."),
            Column("godtaget", "accepted", kronor, "Godtaget belopp; tomt betyder som sökt."),
            _REASON,
            Column("hushållets del", "household_share", text, "Del av kostnaden, till exempel 2/3."),
            _choice("grund", "basis", Basis, "Rätt till bistånd, eller bistånd utöver rätten."),
        ),
    ),
    "Inkomster": (
        "incomes",
        (
            _PERSON,
            _choice("slag", "kind", IncomeKind, "Slag av inkomst."),
            Column("netto", "net", kronor, "Kronor efter skatt."),
            Column("mottagen", "received", day, "Dagen då inkomsten kom: 2025-02-25."),
            _COUNTED,
            _REASON,
        ),
    ),
    "Tillgångar": (
        "assets",
        (
            _PERSON,
            _choice("slag", "kind", AssetKind, "Slag av tillgång."),
            Column("värde", "amount", kronor, "Värde i kronor när månaden börjar."),
            _COUNTED,
            _REASON,
        ),
    ),
    "Justeringar": (
        "adjustments",
        (
            _PERSON,
            _choice("riktning", "direction", Direction, "Högre eller lägre norm."),
            Column("belopp", "amount", kronor, "Kronor per månad."),
            _REASON,
            Column("post", "item", text, "Del av normen, till exempel livsmedel. Får vara tom."),
        ),
    ),
    "Biståndsmånader": ("assistance_months", (Column("månad", "month", month, "En månad med bistånd: 2025-01."),)),
    "Tidigare överskott": (
        "surpluses",
        (
            Column("månad", "month", month, "Månaden som överskottet uppstod."),
            Column("belopp", "amount", kronor, "Överskottet i kronor."),
        ),
    ),
}
"""The other sheets: the list of the case file that each fills, and its columns after ``fall``."""
