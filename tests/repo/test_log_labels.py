"""The log speaks Swedish: every kind of event that the code records has a name, and no name is left over."""

import ast

from tests.repo.files import SOURCE, sources

from framsteg.apps.audit.details import NAMES
from framsteg.apps.audit.labels import DONE, PAGES, label_of


def recorded(function: str, keyword: str | None = None) -> dict[str, str]:
    """Return every kind that the code gives to a function of the log, and where; it is written out in full."""
    found = {}
    for path in sources("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or ast.unparse(node.func) != function:
                continue
            given = [word.value for word in node.keywords if word.arg == keyword] if keyword else node.args[:1]
            where = f"{path.relative_to(SOURCE)}:{node.lineno}"
            assert given, f"{where}: say which"
            if path.parts[-2:] == ("audit", "actions.py") and isinstance(given[0], ast.JoinedStr):
                continue  # record_read itself
            for kind in _texts(given[0]):
                assert isinstance(kind, ast.Constant), f"{where}: write the kind out, so that it can be found"
                found[kind.value] = where
    return found


def _texts(node):
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]


def test_everything_that_is_done_has_a_name():
    kinds = recorded("record")

    assert {kind: where for kind, where in kinds.items() if kind not in DONE} == {}
    assert DONE.keys() - kinds.keys() == set(), "these are recorded nowhere"


def test_every_page_that_opens_a_file_has_a_name():
    pages = recorded("record_read", "page")

    assert {page: where for page, where in pages.items() if page not in PAGES} == {}
    assert PAGES.keys() - pages.keys() == set(), "these are recorded nowhere"


def test_everything_that_stands_beside_an_event_has_a_name():
    beside = {}
    for path in sources("apps/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "record":
                words = {keyword.arg for keyword in node.keywords} - {"by", "at", "about", "household", None}
                beside |= {word: f"{path.relative_to(SOURCE)}:{node.lineno}" for word in words}

    assert {word: where for word, where in beside.items() if word not in NAMES} == {}


def test_a_read_is_called_by_its_page():
    assert label_of("workbench.household.read") == "hushållets översikt"
    assert label_of("people.household.opened") == "hushåll öppnat"
    assert label_of("followup.forgotten.thing") == "followup.forgotten.thing"
