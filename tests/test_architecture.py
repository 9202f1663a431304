"""The shape of the house, computed from the syntax trees of its files."""

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MIGRATION = re.compile(r"migrations/\d{4}_")  # written by Django
SOURCES = [path for path in sorted((ROOT / "src").rglob("*.py")) if not MIGRATION.search(str(path))]
ALL_PYTHON = [
    *SOURCES,
    *sorted((ROOT / "tests").rglob("*.py")),
    *(ROOT / "benchmarks").rglob("*.py"),
]
Function = ast.FunctionDef | ast.AsyncFunctionDef

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_MEDIAN_LINES = 10
MAX_PARAMETERS = 6
MAX_POSITIONAL = 3
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc", "lib"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_command(function: Function) -> bool:
    """Whether click calls it: its parameters are then the options of a command."""
    return any("command" in ast.unparse(decorator) for decorator in function.decorator_list)


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_file_is_short_and_says_what_it_is(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE_LINES
    first_line = (ast.get_docstring(tree_of(path)) or "").split("\n")[0]
    assert first_line.endswith((".", ":", "?")), f"{named(path)}: {first_line!r}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_function_says_one_thing(path: Path) -> None:
    for function in functions(path):
        assert length(function) <= MAX_FUNCTION_LINES, function.name
        if is_command(function):
            continue
        positional = [*function.args.posonlyargs, *function.args.args]
        own = [one for one in positional if one.arg not in ("self", "cls")]
        assert len(own) <= MAX_POSITIONAL, function.name
        assert len(own) + len(function.args.kwonlyargs) <= MAX_PARAMETERS, function.name


def test_the_median_function_is_short() -> None:
    lengths = [length(function) for path in SOURCES for function in functions(path)]
    assert statistics.median(lengths) <= MAX_MEDIAN_LINES


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_imports_stand_at_the_top_and_errors_are_named(path: Path) -> None:
    for function in functions(path):
        inside = [
            node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        assert not inside, f"{function.name} imports inside"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = "" if node.type is None else ast.unparse(node.type)
            reraises = any(isinstance(one, ast.Raise) for one in ast.walk(node))
            broad = caught in ("", "Exception", "BaseException")
            assert not broad or reraises, f"line {node.lineno} catches everything"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_a_public_thing_says_what_it_is(path: Path) -> None:
    for node in tree_of(path).body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{named(path)}: {node.name}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [named(path) for path in SOURCES if path.stem in VAGUE_NAMES]


def test_nothing_names_this_or_that_machine_or_a_registry() -> None:
    told = re.compile("/" + "root/|/" + "work/|pypi" + r"\.org|files\.pythonhosted")
    files = [path for path in ROOT.rglob("*") if path.is_file() and _is_ours(path)]
    found = [named(path) for path in files if told.search(path.read_text("utf-8", "ignore"))]
    assert not found


def test_the_locks_carry_hashes_and_no_address() -> None:
    for lock in (ROOT / "locks").glob("*.txt"):
        text = lock.read_text("utf-8")
        pins = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line, re.IGNORECASE)]
        assert pins, lock
        assert "://" not in text
        assert all("==" in pin and pin.endswith("\\") for pin in pins)


def _is_ours(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    if path.name == ".git" or path.name.startswith(".coverage") or path.suffix == ".pyc":
        return False
    skipped = {"demo", "node_modules", "build", "dist"}
    return parts[0] not in skipped and not any(part.startswith(".") for part in parts[:-1])


def test_every_package_has_its_layer() -> None:
    contract = (ROOT / ".importlinter").read_text("utf-8")
    packages = {path.relative_to(ROOT / "src" / "wuxiang").parts[0] for path in SOURCES}
    names = {name.removesuffix(".py") for name in packages} - {"__init__"}
    assert not [name for name in names if f"wuxiang.{name}" not in contract]
