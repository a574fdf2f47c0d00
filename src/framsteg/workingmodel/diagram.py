"""A model as a line of stages, and drawn as text: Mermaid's stateDiagram-v2."""

from dataclasses import dataclass

from .elements import Deadline, Gate, Stage
from .events import EventKind
from .schema import WorkingModel


@dataclass(frozen=True)
class Step:
    """A stage in its place: the gates that stand before its event, and the deadlines that start in it."""

    stage: Stage
    gates: tuple[Gate, ...]
    deadlines: tuple[Deadline, ...]


def steps(model: WorkingModel) -> tuple[Step, ...]:
    """Return the stages in the order of the file; a gate before no stage's event stands with the first."""
    return tuple(
        Step(
            stage,
            tuple(gate for gate in model.gates if _stands_before(model, gate) is stage),
            tuple(deadline for deadline in model.deadlines if _starts_in(model, deadline) is stage),
        )
        for stage in model.stages
    )


def _stands_before(model: WorkingModel, gate: Gate) -> Stage:
    causes = {action.causes for action in gate.before}
    return next((stage for stage in model.stages if stage.enters_on in causes), model.stages[0])


def mermaid(model: WorkingModel) -> str:
    """
    Return the model as a Mermaid state diagram: stages in the order of the file, each entered by its event, with the
    deadlines that start there and the gates as notes.
    """
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [f'    state "{_plain(stage.label)}" as {_name(stage)}' for stage in model.stages]
    lines += _arrows(model)
    for step in steps(model):
        lines += _note(_name(step.stage), [_deadline(deadline) for deadline in step.deadlines])
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
