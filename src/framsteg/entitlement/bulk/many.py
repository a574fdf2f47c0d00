"""From a folder of tables to answers, a span of households at a time, so that memory does not grow with the country."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from framsteg.entitlement.bulk.calculate import assess
from framsteg.entitlement.bulk.checks import wrong_households
from framsteg.entitlement.bulk.explain import MOST_SHOWN, faults_of, strays
from framsteg.entitlement.bulk.files import Folder, TableError
from framsteg.entitlement.bulk.read import Reader, Span
from framsteg.entitlement.bulk.result import Answers
from framsteg.entitlement.bulk.tables import Tables, read_tables, spans
from framsteg.entitlement.casefile import Fault
from framsteg.entitlement.month import Month
from framsteg.entitlement.parameters.schema import Practice

PERSONS_AT_A_TIME = 500_000


def answers(path: Path, month: Month, *, practice: Practice | None = None) -> Iterator[Answers]:
    """
    Yield the answers for the households of a folder, span by span.

    :raises TableError: after the last span, with what is wrong in any of them; nothing is to be used then
    """
    for _, tables in checked_tables(path, month):
        yield assess(tables, month, practice=practice)


def checked_tables(path: Path, month: Month) -> Iterator[tuple[Folder, Tables]]:
    """
    Yield the folder's tables span by span, while they are free of faults.

    :raises TableError: after the last span, with what is wrong in any of them
    """
    folder = Folder(path)
    reader = Reader(folder)
    faults: list[Fault] = []
    told = more = 0
    for tables in _ahead(reader, spans(reader, PERSONS_AT_A_TIME)):
        found = [*strays(folder, tables)] if tables.stray or tables.doubled else []
        wrong = [] if found else [int(place) for place in wrong_households(tables, month)]
        shown = wrong[: MOST_SHOWN - told]
        told, more = told + len(shown), more + len(wrong) - len(shown)
        faults += [*found, *(faults_of(folder, tables, month, shown) if shown else ())]
        if not faults:
            yield folder, tables
    if more:
        message = f"Ytterligare {more} hushåll har fel. Rätta de visade och försök igen."
        faults.append(Fault(str(path), None, "", message))
    if faults:
        raise TableError(sorted(faults, key=lambda fault: (fault.line is None, fault.file, fault.line or 0)))


def _ahead(reader: Reader, parts: list[Span]) -> Iterator[Tables]:
    """Read the next span while the one before is calculated: two spans in memory, and two processors at work."""
    with ThreadPoolExecutor(1) as thread:
        coming = [thread.submit(read_tables, reader, parts[0])]
        for part in [*parts[1:], None]:
            ready = coming.pop()
            if part is not None:
                tables = ready.result()
                coming.append(thread.submit(read_tables, reader, part))
                yield tables
            else:
                yield ready.result()
