"""What stands beside an event in the log, in words; tests/repo/test_log_labels.py sees that none is without a name."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import cache

from django.apps import apps
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from framsteg.apps.core.formats import swedish_datetime

Value = str | int | bool | None

NAMES = {
    "account": gettext_lazy("konto"),
    "activity": gettext_lazy("insats"),
    "after": gettext_lazy("efter"),
    "all": gettext_lazy("allt"),
    "amended": gettext_lazy("ändrat"),
    "basis": gettext_lazy("grund"),
    "before": gettext_lazy("före"),
    "body": gettext_lazy("organ"),
    "caseworker": gettext_lazy("handläggare"),
    "cause": gettext_lazy("orsak"),
    "changes": gettext_lazy("ändringar"),
    "channel": gettext_lazy("sätt"),
    "checksum": gettext_lazy("kontrollsumma"),
    "clock": gettext_lazy("klocka"),
    "coach": gettext_lazy("jobbcoach"),
    "consultant": gettext_lazy("konsulent"),
    "corrected": gettext_lazy("rättade"),
    "covers": gettext_lazy("omfattar"),
    "cut": gettext_lazy("nedsatt"),
    "day": gettext_lazy("dag"),
    "decision": gettext_lazy("beslut"),
    "declared": gettext_lazy("uppgivet"),
    "destination": gettext_lazy("avslut till"),
    "direction": gettext_lazy("riktning"),
    "due_on": gettext_lazy("senast"),
    "ends_on": gettext_lazy("sista dag"),
    "fact": gettext_lazy("uppgift"),
    "first_day": gettext_lazy("första dag"),
    "flaw": gettext_lazy("brist"),
    "former": gettext_lazy("förra"),
    "ground": gettext_lazy("grund"),
    "has_file": gettext_lazy("har fil"),
    "held": gettext_lazy("hölls"),
    "instrument": gettext_lazy("bedömningsinstrument"),
    "judgement": gettext_lazy("domstolens avgörande"),
    "looked_for": gettext_lazy("sökte på"),
    "members": gettext_lazy("personer"),
    "missing": gettext_lazy("saknades"),
    "model": gettext_lazy("arbetsmodell"),
    "month": gettext_lazy("månad"),
    "months": gettext_lazy("månader"),
    "needs_follow_up": gettext_lazy("behöver följas upp"),
    "new": gettext_lazy("nya"),
    "now": gettext_lazy("är nu"),
    "number": gettext_lazy("nummer"),
    "offer": gettext_lazy("insats i katalogen"),
    "orders": gettext_lazy("uppdrag"),
    "outcome": gettext_lazy("utfall"),
    "owner": gettext_lazy("vems uppgift"),
    "paper": gettext_lazy("handling"),
    "party": gettext_lazy("part"),
    "payee_changed": gettext_lazy("mottagaren ändrad"),
    "payees": gettext_lazy("mottagare"),
    "planned_on": gettext_lazy("planerad"),
    "received_at": gettext_lazy("inkom"),
    "recipient": gettext_lazy("mottagare"),
    "reply_by": gettext_lazy("svar senast"),
    "role": gettext_lazy("roll"),
    "role_before": gettext_lazy("roll före"),
    "sequence": gettext_lazy("löpnummer"),
    "source": gettext_lazy("källa"),
    "staff": gettext_lazy("medarbetare"),
    "staff_role": gettext_lazy("medarbetarens roll"),
    "starts_on": gettext_lazy("första dag"),
    "successor": gettext_lazy("nya"),
    "tie": gettext_lazy("kontakt"),
    "unit": gettext_lazy("enhet"),
    "unit_kind": gettext_lazy("enhetens slag"),
    "unit_before": gettext_lazy("enhet före"),
    "until": gettext_lazy("till och med"),
    "verdict": gettext_lazy("bedömning"),
    "verified": gettext_lazy("kontrollerat"),
    "version": gettext_lazy("version"),
    "was": gettext_lazy("var"),
    "way": gettext_lazy("sätt"),
}


def written(details: Mapping[str, Value]) -> str:
    """
    Return what stands beside an event as one line; a word that nobody names any more stays a code.

    In the order of the words: the databases keep the details in different orders.
    """
    named = sorted((str(NAMES.get(name, name)), _value(value)) for name, value in details.items() if value != "")
    return ", ".join(f"{name}: {value}" for name, value in named)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if not isinstance(value, str):
        return str(value)
    if isinstance(moment := _moment(value), datetime):
        return swedish_datetime(moment)
    return ", ".join(str(_words().get(word, word)) for word in value.split(","))


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text) if "T" in text else None
    except ValueError:
        return None


@cache
def _words() -> dict[str, object]:
    """
    Return what the code words of all rooms' choices are called, where they are called the same everywhere.

    The rooms stand above this one, so their words are found through their tables and not by import.
    """
    found: defaultdict[str, set[object]] = defaultdict(set)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            for word, label in getattr(field, "flatchoices", ()):
                found[str(word)].add(label)
    return {word: next(iter(labels)) for word, labels in found.items() if len({str(label) for label in labels}) == 1}
