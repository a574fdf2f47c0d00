"""Swedish sentences for what a case file may have wrong: what it is, and what is expected instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

_AMOUNT = "Skriv kronor med siffror, till exempel 5500 eller 5500.50."
_LIST = "Skriv en lista, där varje post börjar med ett bindestreck."

_LONGEST_SHOWN = 60

_BY_TYPE = {
    "missing": "Uppgiften saknas. {expected}",
    "decimal_parsing": "”{input}” är inget belopp. " + _AMOUNT,
    "decimal_type": "”{input}” är inget belopp. " + _AMOUNT,
    "finite_number": "”{input}” är inget belopp. " + _AMOUNT,
    "decimal_max_digits": "{input} har för många siffror. " + _AMOUNT,
    "decimal_max_places": "{input} har för många decimaler. Skriv högst två, alltså ören.",
    "greater_than_equal": "{input} är för lågt. Det lägsta är {ge}.",
    "less_than_equal": "{input} är för högt. Det högsta är {le}.",
    "invalid_key": "”{input}” är inget namn på en uppgift. Skriv till exempel month:, persons: eller costs:.",
    "int_type": "”{input}” är inget heltal. Skriv antalet med siffror.",
    "bool_type": "”{input}” är varken ja eller nej. Skriv true eller false.",
    "string_type": "”{input}” är ingen text. Skriv text inom citattecken.",
    "too_short": "Texten är tom. {expected}",
    "string_too_short": "Texten är tom. {expected}",
    "string_pattern_mismatch": "”{input}” är ingen kommunkod. {expected}",
    "tuple_type": "Här ska flera poster stå. " + _LIST,
    "model_type": "Här ska uppgifter stå som nyckel: värde, till exempel {{kind: rent, applied: 6000}}.",
}

_EXPECTED = {
    "month": "Ange månaden som biståndet gäller, till exempel 2025-03.",
    "kommun": 'Skriv fyra siffror inom citattecken, till exempel "1488".',
    "persons": "Ange minst en person med id, born och role.",
    "id": "Ge personen ett kort id, till exempel a.",
    "born": "Ange födelsedagen som 1990-05-01.",
    "role": "Ange adult, child eller pupil.",
    "person": "Ange id för en person i hushållet.",
    "kind": "Ange vilket slag det är, till exempel rent, wage eller bank.",
    "applied": "Ange det belopp som är sökt. " + _AMOUNT,
    "net": "Ange beloppet efter skatt. " + _AMOUNT,
    "amount": "Ange värdet. " + _AMOUNT,
    "direction": "Ange higher eller lower.",
    "reason": "Skriv skälet.",
    "received": "Ange dagen då inkomsten kom, till exempel 2025-02-25.",
}


def in_swedish(error: Mapping[str, Any], keys: Mapping[str, Sequence[str]]) -> str:
    """
    Return the sentence for one of pydantic's errors.

    ``keys`` gives the keys allowed in each list of the case file, and under ``""`` those of the file itself.
    """
    name, given = str(error["loc"][-1]) if error["loc"] else "", shown(error["input"])
    if error["type"] == "extra_forbidden":
        return _unknown(name, keys[str(error["loc"][0]) if len(error["loc"]) > 1 else ""], "Uppgiften finns inte")
    if error["type"] == "enum":
        words = [word.strip("'") for word in error["ctx"]["expected"].replace(" or ", ", ").split(", ")]
        return _unknown(given, words, f"”{given}” finns inte att välja")
    sentence = _BY_TYPE.get(error["type"])
    if sentence is None:
        return str(error["msg"])  # our own sentences are Swedish already
    expected = _EXPECTED.get(name, "")
    return sentence.format_map({"input": given, "expected": expected} | error.get("ctx", {})).strip()


def shown(value: object) -> str:
    """Write a value for a sentence: on one line, and not longer than a reader needs to recognise it."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _unknown(word: str, allowed: Sequence[str], what: str) -> str:
    near = get_close_matches(word, allowed, n=1)
    hint = f" Menade du {near[0]}?" if near else ""
    return f"{what}.{hint} Möjliga är: {', '.join(allowed)}."
