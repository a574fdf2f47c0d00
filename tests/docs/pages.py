"""The pages of the docs, and what stands in their fences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from tests.repo.files import ROOT

PAGES = sorted(
    [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "GLOSSARY.md")]
    + list((ROOT / "docs").rglob("*.md"))
)
FENCE = re.compile(
    r"^(?P<indent> *)(?:<!-- from: (?P<source>\S+) -->\n *)?```(?P<language>\w*)\n(?P<body>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Fence:
    """One fenced part of a page; ``source`` is the file it says to be cut from."""

    page: Path
    language: str
    body: str
    source: str | None

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}: {self.body.strip().splitlines()[0][:50]}"


def fences() -> Iterator[Fence]:
    """Yield every fence of every page."""
    for page in PAGES:
        for found in FENCE.finditer(page.read_text(encoding="utf-8")):
            yield Fence(page, found["language"], dedent(found["body"]), found["source"])
