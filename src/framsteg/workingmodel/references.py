"""What must hold between the parts of a model: names exist and are used once, stages can be reached, gates can open."""

from collections.abc import Iterator, Sequence

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from .elements import Elements, Named
from .events import EventKind
from .unknown import UNKNOWN, Unknown

PERSON = "person"  # always a party, never a role in the file: the one whom the journey is about
Loc = tuple[str | int, ...]


def require_sound(model: Elements) -> None:
    """
    Refuse a model whose parts do not fit together.

    :raises pydantic.ValidationError: one error per fault, each at its place and with `remedy` in its context
    """
    faults = [*_repeated_ids(model), *_unknown_names(model), *_unknown_sources(model), *_impossible(model)]
    if faults:
        raise ValidationError.from_exception_data(type(model).__name__, faults)


def _fault(loc: Loc, kind: str, message: str, remedy: str) -> InitErrorDetails:
    # The text is passed as context, because pydantic reads braces in a template as names.
    error = PydanticCustomError(kind, "{text}", {"text": message, "remedy": remedy})
    return InitErrorDetails(type=error, loc=loc, input=None)


def _lists(model: Elements) -> Iterator[tuple[Loc, Sequence[Named]]]:
    for name in ("roles", "stages", "deadlines", "gates", "artefacts", "activities", "follow_ups", "expectations"):
        yield (name,), getattr(model, name)
    yield ("exits",), model.exits
    yield ("measures",), model.measures
    if model.aftercare is not UNKNOWN and model.aftercare.checks is not UNKNOWN:
        yield ("aftercare", "checks"), model.aftercare.checks


def _repeated_ids(model: Elements) -> Iterator[InitErrorDetails]:
    for loc, elements in _lists(model):
        seen: set[str] = set()
        for index, element in enumerate(elements):
            if element.id in seen:
                yield _fault(
                    (*loc, index, "id"), "repeated_id", f"”{element.id}” finns redan.", "Ge varje del ett eget id."
                )
            seen.add(element.id)


def _unknown_names(model: Elements) -> Iterator[InitErrorDetails]:
    roles = {role.id for role in model.roles}
    stages = {stage.id for stage in model.stages}
    activities = {activity.id for activity in model.activities}
    if PERSON in roles:
        index = [role.id for role in model.roles].index(PERSON)
        yield _fault(
            ("roles", index, "id"),
            "reserved_id",
            "”person” betyder alltid den som vägen gäller.",
            "Välj ett annat id för rollen.",
        )
    for loc, name in _role_uses(model):
        # The person is a party to plans and expectations, but never answers for the kommun's deadlines.
        may_be_person = loc[0] in ("artefacts", "expectations")
        if name not in roles and not (may_be_person and name == PERSON):
            yield _missing(loc, "rollen", name, roles)
    for index, follow_up in enumerate(model.follow_ups):
        if follow_up.stage not in stages:
            yield _missing(("follow_ups", index, "stage"), "fasen", follow_up.stage, stages)
    for index, stage in enumerate(model.stages):
        for place, track in enumerate(stage.tracks):
            if track not in activities:
                yield _missing(("stages", index, "tracks", place), "insatsen", track, activities)


def _missing(loc: Loc, what: str, name: str, known: set[str]) -> InitErrorDetails:
    remedy = f"Skriv in den, eller välj bland {', '.join(sorted(known))}." if known else "Skriv in den i filen."
    return _fault(loc, "unknown_name", f"{what.capitalize()} ”{name}” finns inte i filen.", remedy)


def _role_uses(model: Elements) -> Iterator[tuple[Loc, str]]:
    for i, stage in enumerate(model.stages):
        for j, name in enumerate(stage.team):
            yield ("stages", i, "team", j), name
    for i, deadline in enumerate(model.deadlines):
        yield ("deadlines", i, "owner"), deadline.owner
        if not isinstance(deadline.escalate_to, Unknown):
            yield ("deadlines", i, "escalate_to"), deadline.escalate_to
    for i, artefact in enumerate(model.artefacts):
        if artefact.signed_by is not UNKNOWN:
            for j, name in enumerate(artefact.signed_by):
                yield ("artefacts", i, "signed_by", j), name
    for i, follow_up in enumerate(model.follow_ups):
        yield ("follow_ups", i, "owner"), follow_up.owner
    for i, expectation in enumerate(model.expectations):
        yield ("expectations", i, "party"), expectation.party
    if model.aftercare is not UNKNOWN and model.aftercare.checks is not UNKNOWN:
        for i, check in enumerate(model.aftercare.checks):
            yield ("aftercare", "checks", i, "owner"), check.owner


def _source_uses(model: Elements) -> Iterator[tuple[Loc, tuple[str, ...]]]:
    yield ("meta",), model.meta.source
    if model.meta.decision is not UNKNOWN:
        yield ("meta", "decision"), model.meta.decision.source
    for index, principle in enumerate(model.meta.principles):
        yield ("meta", "principles", index), principle.source
    for loc, elements in _lists(model):
        for index, element in enumerate(elements):
            yield (*loc, index), element.source
    if model.aftercare is not UNKNOWN:
        yield ("aftercare",), model.aftercare.source


def _unknown_sources(model: Elements) -> Iterator[InitErrorDetails]:
    known = set(model.meta.sources)
    for loc, sources in _source_uses(model):
        for index, source in enumerate(sources):
            if source not in known:
                yield _fault(
                    (*loc, "source", index),
                    "unknown_source",
                    f"Källan ”{source}” finns inte i meta.sources.",
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
