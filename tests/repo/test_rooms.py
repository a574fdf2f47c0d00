"""House rules of the rooms that no linter knows: how an action looks, who asks the clock, who writes."""

import ast

import pytest
from tests.repo.files import ROOT, SOURCE, sources

ACTION_FILES = [*sources("apps/*/actions.py"), *sources("apps/*/actions/*.py")]
CLOCK_READERS = {"views", "adapters", "management", "middleware"}
NOT_ACTIONS = {"draft_key"}  # changes nothing
BY_IS_SIGNED = {"keep_for_later"}  # the session has ended; a signed key says who
BY_NOBODY = {"sweep", "refresh_clocks"}  # the night's own work: it derives what is so, and changes no case
NO_TRACE = BY_NOBODY | {"save_draft", "discard_draft", "keep_for_later"}  # one's own half-written form: nothing yet
WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "update_or_create", "get_or_create"}


def actions():
    """Return file and node of each public function of the actions, apart from the log's own."""
    return [
        pytest.param(path, node, id=f"{path.relative_to(SOURCE / 'apps').with_suffix('')}.{node.name}")
        for path in ACTION_FILES
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and path.name[0] != "_"
        if "audit" not in path.parts and not node.name.startswith("check_") and node.name not in NOT_ACTIONS
    ]


@pytest.mark.parametrize(("path", "node"), actions())
def test_an_action_is_keyword_only_and_knows_who_and_when(path, node):
    assert not node.args.args, "keyword-only: begin the arguments with *"
    assert ({"at"} if node.name in BY_IS_SIGNED | BY_NOBODY else {"by", "at"}) <= {
        argument.arg for argument in node.args.kwonlyargs
    }
    assert ast.get_docstring(node), "say what it does and which refusals it raises"


@pytest.mark.parametrize(("path", "node"), [case for case in actions() if case.values[1].name not in NO_TRACE])
def test_an_action_leaves_a_trace(path, node):
    """It calls ``record``, directly, through a private helper of its file, or through another action."""
    assert _calls(node) & _leaving_traces(path), "call audit.actions.record, or another action"


def test_only_the_edge_asks_what_time_it_is():
    askers = {"timezone.now", "datetime.now", "date.today", "timezone.localdate", "time.time"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("apps/**/*.py")
        if not CLOCK_READERS & {part.removesuffix(".py") for part in path.parts}
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in askers
        and not (node.args and ast.unparse(node.func) == "timezone.localdate")
    ]  # fmt: skip
    assert not found, "take `at` as an argument"


def test_the_demo_writes_through_actions_alone():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}"
        for path in sources("demo/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        and ".objects" in ast.unparse(node.func)
    ]  # fmt: skip
    assert not found


def test_no_signals_and_no_logic_in_save():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("apps/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
        or (isinstance(node, ast.FunctionDef) and node.name == "save" and "models" in path.as_posix())
    ]
    assert not found


def _calls(tree):
    """Return the last name of everything that is called."""
    functions = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "") for function in functions
    }


def _leaving_traces(path):
    """Return names that leave a trace when called from a file: ``record``, every public action, and their helpers."""
    traces = {"record"} | {node.name for file in ACTION_FILES for node in ast.parse(file.read_text()).body
                           if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}  # fmt: skip
    near = [path] if path.name == "actions.py" else list(path.parent.glob("*.py"))
    helpers = [node for file in near for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)]
    for _ in range(3):  # a helper's helper
        traces |= {node.name for node in helpers if _calls(node) & traces}
    return traces
