"""The walls of the house (``[tool.importlinter]``) stand, and each falls on a planted violation and on nothing else."""

import ast
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from tests.repo.files import ROOMS, ROOT, SOURCE, imports_of

LIBRARIES, HOUSE, ORDER, INSIDE, PAGES, TABLES, FIREWALL, CIRCLES = (
    "The libraries know neither the web, the database nor the network",
    "The rooms stand on the libraries, the commands on the rooms",
    "A room imports the rooms below it, never above, never its neighbour",
    "Inside a room: pages call actions and queries, never the reverse",
    "A room's pages and forms are its own",
    "Pages never touch tables: only actions, queries and permissions do",
    "Nothing of the pathway reaches a calculation or a payment",
    "No circles anywhere",
)
PLANTED = [
    (LIBRARIES, {"entitlement/planted.py": "import django.db"}),
    (LIBRARIES, {"policylab/planted.py": "import httpx"}),
    (HOUSE, {"entitlement/planted.py": "import framsteg.workingmodel"}),
    (HOUSE, {"planted/__init__.py": ""}),
    (ORDER, {"apps/applications/planted.py": "import framsteg.apps.partners.enums"}),
    (ORDER, {"apps/planted/__init__.py": ""}),
    (INSIDE, {"apps/payments/notices.py": "import framsteg.apps.payments.queries", "apps/payments/queries.py": ""}),
    (PAGES, {"apps/payments/planted.py": "import framsteg.apps.payments.views", "apps/payments/views.py": ""}),
    (PAGES, {"apps/payments/planted.py": "import framsteg.apps.decisions.forms", "apps/decisions/forms.py": ""}),
    (TABLES, {"apps/payments/views.py": "import framsteg.apps.payments.models"}),
    (TABLES, {"apps/workbench/planted.py": "import framsteg.apps.people.models"}),
    (FIREWALL, {"apps/decisions/facts.py": "import framsteg.apps.pathway.queries.attendance"}),
    (FIREWALL, {"apps/decisions/actions/assessment.py": "import framsteg.apps.pathway.actions"}),
    (FIREWALL, {"apps/payments/planted.py": "import framsteg.apps.pathway.queries"}),
    (
        FIREWALL,  # by a chain: the calculation asks a helper, and the helper asks the pathway
        {
            "apps/decisions/proposal.py": "import framsteg.apps.decisions.planted",
            "apps/decisions/planted.py": "import framsteg.apps.pathway.queries",
        },
    ),
    (
        CIRCLES,
        {"apps/core/one.py": "import framsteg.apps.core.two", "apps/core/two.py": "import framsteg.apps.core.one"},
    ),
]


def broken_contracts(root: Path, source: Path) -> set[str]:
    """Run the linter on a package folder's parent and return the names of the contracts it found broken."""
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts:" in ran.stdout, ran.stdout + ran.stderr
    return set(re.findall(r"^(.+?) BROKEN", ran.stdout, re.MULTILINE))


def test_every_contract_is_kept():
    assert broken_already() == set()


@pytest.mark.parametrize(("contract", "files"), PLANTED, ids=[next(iter(files)) for _contract, files in PLANTED])
def test_a_planted_violation_breaks_exactly_its_contract(contract, files, tmp_path):
    assert broken_by(files, tmp_path) == {contract} | broken_already()


def test_an_upward_import_breaks_the_order_of_the_rooms_and_closes_a_circle(tmp_path):
    planted = {"apps/partners/planted.py": "import framsteg.apps.payments.apps"}

    assert broken_by(planted, tmp_path) == {ORDER, CIRCLES} | broken_already()


def broken_by(files: dict[str, str], tmp_path: Path) -> set[str]:
    """Plant code in a copy of the house and return the names of the contracts that break there."""
    copy = tmp_path / "src" / "framsteg"
    shutil.copytree(
        SOURCE, copy, ignore=lambda _, names: [name for name in names if Path(name).suffix not in {"", ".py"}]
    )
    for name, code in files.items():
        file = copy / name
        file.parent.mkdir(exist_ok=True)
        file.write_text((file.read_text() if file.exists() else "") + f"\n{code}\n")
    return broken_contracts(tmp_path, tmp_path / "src")


@cache
def broken_already() -> set[str]:
    """Return what is broken without any plant, so that one real fault gives one red test and not thirteen."""
    return broken_contracts(ROOT, ROOT / "src")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_rooms_views_import_no_other_rooms_views(room):
    """The linter cannot say «the same room's», so this says it."""
    pages = [*room.glob("views.py"), *room.glob("views/*.py"), *room.glob("urls.py")]
    foreign = [
        f"{page.relative_to(SOURCE)}:{line} {name}"
        for page in pages
        for line, name in imports_of(ast.parse(page.read_text()))
        if re.match(rf"framsteg\.apps\.(?!{room.name}\b)\w+\.(views|forms|urls)\b", name)
    ]
    assert not foreign
