"""
Measure the calculation for many households, side by side: readable rules, columns, OpenFisca-core and bare NumPy.

Each engine and size runs in a process of its own, so that its memory is its own. OpenFisca is only in the environment
that ``make bench`` builds beside the ordinary one; without it the row says so. Runs alone too.

What is in the clocks. All start from the same linked tables in memory (``read_tables``): each row of a cost, an income
or a month of history knows its household and its person. Reading files, checks, and looking up the law's parameters
for the first time are outside; so is building OpenFisca's ``TaxBenefitSystem``.

``columns``           ``bulk.assess``: adds the lists up, shares and roundings in whole numbers, fifteen amounts, the
                      outcome and what is missing for each household; on two processors.
``columns_alone``     the same on one.
``openfisca``         what its users do, on one processor (it has no other way): the lists are added up to one figure
                      for each kind and person or household (``inputs_of``), a ``SimulationBuilder`` makes the
                      entities, ``set_input`` takes the arrays, and ``calculate`` gives each of our fifteen amounts and
                      the outcome, all compared with ours.
``openfisca_three``   the same for norm, assistance and surplus alone: the other answers cost it little.
``openfisca_sums``    the same from figures already added up: nothing but OpenFisca itself.
``bare``              assistance alone, in floating point, from the same lists; ``bare_sums`` from figures already
                      added up: the floor.

The goal of ten times is measured against ``openfisca``: the same lists, rules and answers on both sides; the other
ratios stand beside it. Wall time, best of the runs that a few seconds hold.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from bench_entitlement_inputs import Inputs, bare, inputs_of
from bench_entitlement_tables import write_tables

from framsteg.entitlement import Month, bulk, calculate
from framsteg.entitlement.bulk import calculate as calculation
from framsteg.entitlement.bulk.calculate import assess
from framsteg.entitlement.bulk.explain import cases_of
from framsteg.entitlement.bulk.files import Folder
from framsteg.entitlement.bulk.read import Reader
from framsteg.entitlement.bulk.result import AMOUNTS, OUTCOMES
from framsteg.entitlement.bulk.tables import Tables, read_tables
from framsteg.entitlement.result import Outcome

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT / ".venv-bench" / "bin" / "python"
MONTH = Month(2025, 3)
SIDE_BY_SIDE = (1_000, 100_000, 1_000_000)
GROWTH = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
READABLE_AT_MOST = 1_000  # its time for one household is the same in a country
SECONDS = 3.0  # for each engine and size, and at least three runs
NAMES = {
    "readable": "Readable rules, one by one",
    "columns": "Columns (`bulk.assess`), two processors",
    "columns_alone": "Columns, one processor",
    "openfisca": "OpenFisca-core, the same answers from the same lists",
    "openfisca_three": "OpenFisca-core, only norm, assistance and surplus",
    "openfisca_sums": "OpenFisca-core, lists added up beforehand",
    "bare": "Bare NumPy, from the same lists",
    "bare_sums": "Bare NumPy, lists added up beforehand: the floor",
}
RATIOS = (
    ("columns", "openfisca"),
    ("columns_alone", "openfisca"),
    ("columns", "openfisca_three"),
    ("columns", "openfisca_sums"),
    ("bare", "openfisca"),  # what is to be had at all: adding up the lists is most of the work
)
ALL = (*AMOUNTS, "outcome")
THREE = ("norm", "assistance", "surplus")
OUTCOMES_THERE = np.array([OUTCOMES.index(one) for one in (Outcome.NO_RIGHT, Outcome.RIGHT, Outcome.UNKNOWN)])
Figures = dict[str, float]


def measure(engine: str, folder: Path) -> Figures:
    """Measure one engine on a folder in this process: best of some runs, wall and processor seconds, MB at most."""
    if engine == "files":
        out = folder / "answers.parquet"
        figures = timed(lambda: bulk.write_answers(bulk.answers(folder, MONTH), out).assistance / 100)
    else:
        figures = ENGINES[engine](folder)
    return figures | {"memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def timed(call: Callable[[], float]) -> Figures:
    """Return the best wall and processor time of some calls, and what the call answers: kronor of all households."""
    wall, processor, kronor = float("inf"), float("inf"), 0.0
    runs, until = 0, time.perf_counter() + SECONDS
    while runs < 3 or time.perf_counter() < until:
        runs += 1
        start, cpu = time.perf_counter(), time.process_time()
        kronor = call()
        wall, processor = min(wall, time.perf_counter() - start), min(processor, time.process_time() - cpu)
    return {"wall_s": wall, "cpu_s": processor, "kronor": kronor}


def read(folder: Path) -> Tables:
    return read_tables(Reader(Folder(folder)))


def readable(folder: Path) -> Figures:
    ids = [int(one) for one in read(folder).ids[:READABLE_AT_MOST]]
    cases = cases_of(Folder(folder), ids, MONTH)
    figures = timed(lambda: float(sum(calculate(case).assistance for case in cases)))
    return figures | {"households": len(cases)}


def columns(folder: Path) -> Figures:
    tables = read(folder)
    return timed(lambda: int(assess(tables, MONTH).assistance.sum()) / 100)


def columns_alone(folder: Path) -> Figures:
    calculation.PROCESSORS = 1
    return columns(folder)


def bare_numpy(folder: Path, *, added_up: bool = False) -> Figures:
    tables = read(folder)
    given = inputs_of(tables, MONTH)
    return timed(lambda: float(bare(given if added_up else inputs_of(tables, MONTH)).sum()))


def openfisca(folder: Path, *, added_up: bool = False, asked: tuple[str, ...] = ALL) -> Figures:
    try:
        from openfisca_framsteg import system
    except ImportError:
        print(
            "OpenFisca-core is not installed in this Python: run `make bench`, which builds .venv-bench.",
            file=sys.stderr,
        )
        return {}
    tables = read(folder)
    given, answers = inputs_of(tables, MONTH), assess(tables, MONTH)
    rules = system(*given.parameters, start="2025-01-01")
    result = run_openfisca(rules, given, asked)

    def assistance() -> float:
        start = given if added_up else inputs_of(tables, MONTH)
        return float(run_openfisca(rules, start, asked)["assistance"].sum(dtype=float))

    figures = timed(assistance)
    apart = max(float(np.abs(result[name] - getattr(answers, name) / 100).max()) for name in asked if name in AMOUNTS)
    other = int(np.count_nonzero(OUTCOMES_THERE[result["outcome"]] != answers.outcome)) if "outcome" in asked else 0
    return figures | {"apart": apart, "other_outcomes": other}


def run_openfisca(rules: object, given: Inputs, asked: tuple[str, ...]) -> dict[str, np.ndarray]:
    """
    Make a simulation, give it the figures and calculate.

    All members have the same role, given as numbers: OpenFisca takes texts too, but more slowly.
    """
    from openfisca_core.simulations import SimulationBuilder

    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", np.arange(len(given.household)))
    households = builder.declare_entity("household", np.arange(len(given.size)))
    builder.join_with_persons(households, given.household, np.zeros(len(given.household), np.intp))
    simulation = builder.build(rules)
    month, before = str(given.month), str(given.month.previous)
    for name, values in (given.persons | given.households).items():
        simulation.set_input(name, month, values)
    for name, values in given.before.items():
        simulation.set_input(name, before, values)
    for earlier, values in given.received.items():
        simulation.set_input("received_assistance", earlier, values)
    return {name: simulation.calculate(name, month) for name in asked}


ENGINES: dict[str, Callable[[Path], Figures]] = {
    "readable": readable,
    "columns": columns,
    "columns_alone": columns_alone,
    "openfisca": openfisca,
    "openfisca_three": partial(openfisca, asked=THREE),
    "openfisca_sums": partial(openfisca, added_up=True),
    "bare": bare_numpy,
    "bare_sums": partial(bare_numpy, added_up=True),
}


def run(engine: str, folder: Path) -> Figures:
    """Measure in a process of its own, OpenFisca in the environment beside."""
    python = str(BESIDE) if engine.startswith("openfisca") and BESIDE.exists() else sys.executable
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'scripts'}", "OMP_NUM_THREADS": "2"}
    command = [python, __file__, "--engine", engine, "--folder", str(folder)]
    answer = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(answer.stdout.splitlines()[-1])


def section(side_by_side: tuple[int, ...] = SIDE_BY_SIDE, growth: tuple[int, ...] = GROWTH) -> str:
    """Measure everything and return the section of docs/reference/performance.md."""
    beside: dict[int, dict[str, Figures]] = {}
    whole: dict[int, Figures] = {}
    with tempfile.TemporaryDirectory() as root:
        for size in sorted({*side_by_side, *growth}):
            print(f"Mäter {size} hushåll i tabeller …", flush=True)
            folder = Path(root) / str(size)
            subprocess.run([sys.executable, __file__, "--make", str(size), "--folder", str(folder)], check=True)
            if size in side_by_side:
                beside[size] = {engine: run(engine, folder) for engine in ENGINES}
            if size in growth:
                whole[size] = run("files", folder)
    return "\n".join([*_side_by_side(beside), "", *_growth(whole)]) + "\n"


def _side_by_side(results: dict[int, dict[str, Figures]]) -> list[str]:
    lines = [
        "## Many households",
        "",
        "Invented households, March 2025, 2.1 persons each, from linked tables in memory to answers; the best run of",
        "some seconds in a process of its own. The columns add up the lists and give fifteen amounts, exact to the",
        "öre, the outcome and what is missing. OpenFisca gives the same amounts and outcome, in 32-bit floating point;",
        "its users add up the lists before they call it, and it has no way to use two processors. What is in each",
        "clock is said in `scripts/bench_entitlement.py`.",
        "",
        f"| Households per second | {' | '.join(f'{size:,}' for size in results)} |",
        f"|---|{'---:|' * len(results)}",
    ]
    for engine, name in NAMES.items():
        lines.append(f"| {name} | {' | '.join(_rate(results[size][engine], size) for size in results)} |")
    for ours, theirs in RATIOS:
        ratios = (_ratio(figures, ours, theirs) for figures in results.values())
        lines.append(f"| {NAMES[ours]}, against {NAMES[theirs]} | {' | '.join(ratios)} |")
    theirs = [figures["openfisca"] for figures in results.values()]
    apart = max((figures.get("apart", 0) for figures in theirs), default=0)
    outcomes = max((figures.get("other_outcomes", 0) for figures in theirs), default=0)
    return [
        *lines,
        "",
        f"OpenFisca's fifteen amounts lie within {apart:.2f} kronor of ours (it counts in 32-bit floating point);",
        f"households with another outcome: {outcomes:.0f}.",
    ]


def _rate(figures: Figures, size: int) -> str:
    return f"{figures.get('households', size) / figures['wall_s']:,.0f}" if figures else "not installed"


def _ratio(engines: dict[str, Figures], ours: str, theirs: str) -> str:
    other = engines[theirs]
    return f"×{other['wall_s'] / engines[ours]['wall_s']:.1f}" if other else "–"


def _growth(results: dict[int, Figures]) -> list[str]:
    lines = [
        "From Parquet files to an answer file (`framsteg assess-many`): reading, every check, calculation, writing.",
        "",
        "| Households | Seconds | Processor seconds | Households per second | Memory at most, MB |",
        "|---:|---:|---:|---:|---:|",
    ]
    for size, figures in results.items():
        rate = size / figures["wall_s"]
        row = (
            f"{size:,}",
            f"{figures['wall_s']:.2f}",
            f"{figures['cpu_s']:.2f}",
            f"{rate:,.0f}",
            f"{figures['memory_mb']:.0f}",
        )
        lines.append(f"| {' | '.join(row)} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=[*ENGINES, "files"], help="measure one engine and print JSON")
    parser.add_argument("--make", type=int, help="write tables of so many households to --folder")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--quick", action="store_true", help="up to 100 000 households")
    asked = parser.parse_args()
    if asked.make:
        write_tables(asked.folder, asked.make)
    elif asked.engine:
        print(json.dumps(measure(asked.engine, asked.folder)))
    elif asked.quick:
        print(section(SIDE_BY_SIDE[:2], GROWTH[:3]))
    else:
        print(section())


if __name__ == "__main__":
    main()
