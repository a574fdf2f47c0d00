"""A model drawn as text: Mermaid's stateDiagram-v2."""

from .elements import Deadline, Stage
from .events import EventKind
from .schema import WorkingModel


def mermaid(model: WorkingModel) -> str:
    """
    Return the model as a Mermaid state diagram: stages in the order of the file, each entered by its event, with the
    deadlines that start there and the gates as notes.
    """
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{_plain(stage.label)}" as {_name(stage)}' for stage in model.stages]
    lines += _arrows(model)
    for stage in model.stages:
        lines += _note(_name(stage), [_deadline(d) for d in model.deadlines if _starts_in(model, d) is stage])
    lines += _gates(model)
    return "\n".join(lines) + "\n"


def _arrows(model: WorkingModel) -> list[str]:
    arrows, previous = [], "[*]"
    for stage in model.stages:
        arrows.append(f"    {previous} --> {_name(stage)}: {stage.enters_on.label}")
        previous = _name(stage)
    leaves = "" if model.stages[-1].enters_on is EventKind.EXITED else f": {EventKind.EXITED.label}"
    arrows.append(f"    {previous} --> [*]{leaves}")
    return arrows


def _name(stage: Stage) -> str:
    return f"fas_{stage.id}"  # an id such as "end" means something else to Mermaid


def _starts_in(model: WorkingModel, deadline: Deadline) -> Stage:
    """Return the stage where the deadline is told: the one its event enters, or the last one before that event."""
    order = list(EventKind)
    started = [stage for stage in model.stages if order.index(stage.enters_on) <= order.index(deadline.starts_on)]
    return max(started, key=lambda stage: order.index(stage.enters_on), default=model.stages[0])


def _deadline(deadline: Deadline) -> str:
    return f"Frist {deadline.within}: {deadline.starts_on.label} → {deadline.met_by.label}"


def _gates(model: WorkingModel) -> list[str]:
    lines = []
    for index, gate in enumerate(model.gates, 1):
        before = ", ".join(action.label for action in gate.before)
        lines.append(f'    state "Grind: {_plain(gate.label)}" as grind_{index}')
        lines += _note(f"grind_{index}", [f"Kräver att {gate.requires.label}", f"före: {before}"])
    return lines


def _note(state: str, rows: list[str]) -> list[str]:
    if not rows:
        return []
    return [f"    note right of {state}", *(f"        {row}" for row in rows), "    end note"]


def _plain(text: str) -> str:
    """A quote or a line break in a label would end the label."""
    return " ".join(text.replace('"', "”").split())
