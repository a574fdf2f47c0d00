"""What the tests about the repository look through."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "framsteg"
ROOMS = sorted(folder for folder in (SOURCE / "apps").iterdir() if (folder / "__init__.py").exists())


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository, new ones included, without what git ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(ROOT / name for name in sorted(listed.stdout.split("\0")) if name and (ROOT / name).is_file())


def sources(pattern: str) -> list[Path]:
    """Return the tracked files under the package that match a pattern such as ``apps/**/*.py``; ``**`` is any depth."""
    return sorted(set(SOURCE.glob(pattern)).intersection(tracked()))


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and full name of everything a module imports; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
