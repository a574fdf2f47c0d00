"""The reference page of rules: the register beside the tests that name each rule."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from framsteg.entitlement.register import Chapter, Rule, chapters

ROOT = Path(__file__).resolve().parents[1]
MARK = re.compile(r"mark\.rule\(([^)]*)\)")
ID = re.compile(r"\b[A-Z]+-\d\d[b]?\b")

INTRODUCTION = """
# Reglerna

Varje regel om ekonomiskt bistånd som Framsteg känner till, och vad programmet gör med den.

- **byggd**: programmet räknar eller håller reda på regeln, och minst ett test prövar den.
- **parameter**: ett daterat värde som inte är läst i lagen: kommunens val där lagen lämnar det öppet, eller en uppgift
  ur en annan källa.
- **okänd**: lagtexten eller beloppet är inte läst. Programmet gissar inte.
- **utanför beräkningen**: en människa avgör, eller ett annat rum i Framsteg.

**Säkerhet.** A: läst i lagtext, dom eller hos myndigheten. B: kommun eller två källor. C: en andrahandskälla.
K: yrkeskunskap som inte är kontrollerad. Ingen jurist har läst koden. **I kraft** är tomt där källan inte säger när.
"""


def page() -> str:
    """Return the page in Markdown, without the line that says it is generated."""
    named = tests_by_rule()
    return INTRODUCTION + "".join(_chapter(chapter, named) for chapter in chapters())


def tests_by_rule() -> dict[str, list[Path]]:
    """Return the test files that name each rule, in ``@pytest.mark.rule("NORM-04")`` or a spec table's ``rule``."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "tests").rglob("*")):
        for name in sorted(set(_named(path))):
            found.setdefault(name, []).append(path)
    return found


def _named(path: Path) -> Iterator[str]:
    if path.suffix == ".py":
        for mark in MARK.findall(path.read_text(encoding="utf-8")):
            yield from ID.findall(mark)
    elif path.suffix == ".csv" and path.parent.name == "spec":
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter=";"):
                yield from ID.findall(row["rule"])


def _chapter(chapter: Chapter, named: dict[str, list[Path]]) -> str:
    rows = "\n".join(_row(rule, named) for rule in chapter.rules)
    head = (
        "| Regel | Innebörd | Lagrum | I kraft | Säkerhet | Status | Var | Tester |\n|---|---|---|---|---|---|---|---|"
    )
    return f"\n## {chapter.name}\n\n{head}\n{rows}\n"


def _row(rule: Rule, named: dict[str, list[Path]]) -> str:
    tests = sorted({path for name in rule.names for path in named.get(name, [])})
    cells = (
        ", ".join(rule.names),
        rule.title,
        rule.paragraph,
        _period(rule),
        rule.confidence or "–",
        rule.status,
        " ".join(filter(None, (_link(rule.module), rule.note))) or "–",
        ", ".join(f"[{path.stem}](../../{path.relative_to(ROOT)})" for path in tests) or "–",
    )
    return f"| {' | '.join(cells)} |"


def _period(rule: Rule) -> str:
    if rule.valid_from is None and rule.valid_to is None:
        return "–"
    return f"{rule.valid_from or ''}–{rule.valid_to or ''}"


def _link(module: str | None) -> str:
    return f"[{module.removeprefix('entitlement/')}](../../src/framsteg/{module})." if module else ""
