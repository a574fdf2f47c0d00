"""What must hold between the parts of a model: names exist and are used once, stages can be reached, gates can open."""

from collections.abc import Iterator, Sequence
from typing import get_origin

from pydantic import BaseModel
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .base import Element, Named
from .elements import Elements
from .events import EventKind
from .unknown import Unknown

PERSON = "person"  # always a party, never a role in the file: the one whom the journey is about
Loc = tuple[str | int, ...]

LISTS = tuple(name for name, field in Elements.model_fields.items() if get_origin(field.annotation) is tuple)

WHAT = {
    "roles": "rollen",
    "meetings": "mötet",
    "stages": "fasen",
    "activities": "insatsen",
    "artefacts": "handlingen",
    "measures": "måttet",
    "units": "enheten",
    "parties": "parten",
}
# (section, field, where the name must be found); the person is a party to plans, meetings and expectations, but never
# answers for the kommun's deadlines.
USES = (
    ("goals", "measure", ("measures",)),
    ("target_groups", "activities", ("activities",)),
    ("units", "part_of", ("units",)),
    ("parties", "members", ("parties",)),
    ("parties", "outplaced_at", ("units",)),
    ("meetings", "stage", ("stages",)),
    ("meetings", "roles", ("roles", PERSON)),
    ("stages", "team", ("roles",)),
    ("stages", "tracks", ("activities",)),
    ("stages", "returns_to", ("stages",)),
    ("gates", "meeting", ("meetings",)),
    ("deadlines", "owner", ("roles",)),
    ("deadlines", "escalate_to", ("roles",)),
    ("deadlines", "measure", ("measures",)),
    ("artefacts", "signed_by", ("roles", PERSON)),
    ("artefacts", "shared_with", ("roles", "parties")),
    ("employer_side", "offers", ("activities",)),
    ("employer_side", "owner", ("roles",)),
    ("follow_ups", "stage", ("stages",)),
    ("follow_ups", "owner", ("roles",)),
    ("follow_ups", "instrument", ("artefacts",)),
    ("follow_ups", "participants", ("roles", "parties", PERSON)),
    ("expectations", "party", ("roles", PERSON)),
    ("escalations", "to", ("roles",)),
)
# What there is room for where journeys are kept.
LONGEST_LABEL, LONGEST_ROLE, LONGEST_VERSION = 160, 40, 40
_CLOCKS = {("deadlines",), ("follow_ups",), ("aftercare", "checks")}  # a clock is known by its id alone


def require_sound(model: Elements) -> None:
    """
    Refuse a model whose parts do not fit together.

    :raises pydantic.ValidationError: one error per fault, each at its place and with `remedy` in its context
    """
    faults = [
        *_repeated_ids(model),
        *_too_long(model),
        *_unknown_names(model),
        *_unknown_sources(model),
        *_impossible(model),
    ]
    if faults:
        raise ValidationError.from_exception_data(type(model).__name__, faults)


def _fault(loc: Loc, kind: str, message: str, remedy: str) -> InitErrorDetails:
    # The text is passed as context, because pydantic reads braces in a template as names.
    error = PydanticCustomError(kind, "{text}", {"text": message, "remedy": remedy})
    return InitErrorDetails(type=error, loc=loc, input=None)


def _lists(model: Elements) -> Iterator[tuple[Loc, Sequence[Named]]]:
    for name in LISTS:
        yield (name,), getattr(model, name)
    if not isinstance(model.aftercare, Unknown) and not isinstance(model.aftercare.checks, Unknown):
        yield ("aftercare", "checks"), model.aftercare.checks
    if not isinstance(model.economy, Unknown):
        yield ("economy", "budget_lines"), model.economy.budget_lines


def _repeated_ids(model: Elements) -> Iterator[InitErrorDetails]:
    for loc, elements in _lists(model):
        seen: set[str] = set()
        for index, element in enumerate(elements):
            if element.id in seen:
                yield _fault(
                    (*loc, index, "id"), "repeated_id", f"”{element.id}” finns redan.", "Ge varje del ett eget id."
                )
            seen.add(element.id)
    clocks: set[str] = set()
    for loc, elements in _lists(model):
        if loc in _CLOCKS:
            for index, element in enumerate(elements):
                if element.id in clocks:
                    message = f"”{element.id}” är redan id för en annan klocka."
                    remedy = "Frister, uppföljningar och kontakter efter avslut ska ha olika id."
                    yield _fault((*loc, index, "id"), "repeated_id", message, remedy)
            clocks |= {element.id for element in elements}


def _too_long(model: Elements) -> Iterator[InitErrorDetails]:
    """What has no room where a journey is kept would stop every application under the model."""
    for loc, elements in _lists(model):
        for index, element in enumerate(elements):
            if (loc in _CLOCKS or loc in {("stages",), ("activities",)}) and len(element.label) > LONGEST_LABEL:
                message = f"Texten är längre än {LONGEST_LABEL} tecken."
                yield _fault((*loc, index, "label"), "too_long", message, "Korta den, och skriv resten i note.")
            if loc == ("roles",) and len(element.id) > LONGEST_ROLE:
                message = f"Rollens id är längre än {LONGEST_ROLE} tecken."
                yield _fault((*loc, index, "id"), "too_long", message, "Välj ett kortare id.")
    if len(model.meta.version) > LONGEST_VERSION:
        message = f"Versionen är längre än {LONGEST_VERSION} tecken."
        yield _fault(("meta", "version"), "too_long", message, "Skriv ett kortare namn på versionen.")


def _unknown_names(model: Elements) -> Iterator[InitErrorDetails]:
    names = {section: {element.id for element in getattr(model, section)} for section in WHAT} | {PERSON: {PERSON}}
    if PERSON in names["roles"]:
        index = [role.id for role in model.roles].index(PERSON)
        yield _fault(
            ("roles", index, "id"),
            "reserved_id",
            "”person” betyder alltid den som vägen gäller.",
            "Välj ett annat id för rollen.",
        )
    for section, field, places in USES:
        known = set().union(*(names[place] for place in places))
        for index, element in enumerate(getattr(model, section)):
            for loc, name in _names(getattr(element, field), (section, index, field)):
                if name not in known:
                    yield _missing(loc, WHAT[places[0]], name, known)
    if not isinstance(model.aftercare, Unknown) and not isinstance(model.aftercare.checks, Unknown):
        for index, check in enumerate(model.aftercare.checks):
            if check.owner not in names["roles"]:
                yield _missing(("aftercare", "checks", index, "owner"), "rollen", check.owner, names["roles"])


def _names(value: object, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Yield each name that a field holds, with its place: one, several, or none when it is okänd."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*loc, index), item
    elif isinstance(value, str):
        yield loc, value


def _missing(loc: Loc, what: str, name: str, known: set[str]) -> InitErrorDetails:
    remedy = f"Skriv in den, eller välj bland {', '.join(sorted(known))}." if known else "Skriv in den i filen."
    return _fault(loc, "unknown_name", f"{what.capitalize()} ”{name}” finns inte i filen.", remedy)


def elements_of(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, Element]]:
    """Yield every part that states a source, however deep it stands."""
    if isinstance(value, Element):
        yield loc, value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from elements_of(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from elements_of(item, (*loc, index))


def _unknown_sources(model: Elements) -> Iterator[InitErrorDetails]:
    known = set(model.meta.sources)
    for loc, element in elements_of(model):
        for index, source in enumerate(element.source):
            key = source.split()[0]  # the rest is the place in the source
            if key not in known:
                yield _fault(
                    (*loc, "source", index),
                    "unknown_source",
                    f"Källan ”{key}” finns inte i meta.sources.",
                    f"Beskriv den i meta.sources, eller välj bland {', '.join(sorted(known))}.",
                )


def _impossible(model: Elements) -> Iterator[InitErrorDetails]:
    possible = _possible_events(model)
    for index, gate in enumerate(model.gates):
        if gate.requires not in possible:
            yield _fault(
                ("gates", index, "requires"),
                "gate_never_opens",
                f"Grinden kan aldrig öppnas: den kräver ”{gate.requires.label}”, som den själv hindrar.",
                "Kräv en händelse som kan inträffa medan grinden är stängd.",
            )
    entered: set[EventKind] = set()
    for index, stage in enumerate(model.stages):
        if stage.enters_on in entered:
            message = f"Fasen kan aldrig nås: en tidigare fas börjar redan med {stage.enters_on.value}."
            yield _fault(
                ("stages", index, "enters_on"),
                "unreachable_stage",
                message,
                "Låt varje fas börja med sin egen händelse.",
            )
        elif stage.enters_on not in possible:
            message = f"Fasen kan aldrig nås: en grind hindrar för alltid {stage.enters_on.value}."
            remedy = "Ändra grinden eller fasens händelse."
            yield _fault(("stages", index, "enters_on"), "unreachable_stage", message, remedy)
        entered.add(stage.enters_on)
    if _span_is_backwards(model):
        yield _fault(("meta", "valid_to"), "backwards", "valid_to ligger före valid_from.", "Rätta någon av dagarna.")


def _possible_events(model: Elements) -> set[EventKind]:
    """Grow the set of events that can happen until no closed gate opens any more."""
    possible: set[EventKind] = set()
    while True:
        closed = {a.causes for gate in model.gates for a in gate.before if gate.requires not in possible}
        grown = set(EventKind) - closed
        if grown == possible:
            return possible
        possible = grown


def _span_is_backwards(model: Elements) -> bool:
    start, end = model.meta.valid_from, model.meta.valid_to
    if end is None or isinstance(start, Unknown) or isinstance(end, Unknown):
        return False
    precision = min(len(start), len(end))  # a month and a day are compared as months
    return end[:precision] < start[:precision]
