"""The rooms of ARCHITECTURE.md against the imports: arrows point down, none between neighbours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docforge.diagnostics import CODES

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "docforge"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}

# Files of the ground floor: every room may use them, and they may use each other.
GROUND = {"places", "diagnostics", "errors"}
ROW_RE = re.compile(r"^\| (?P<floor>\d) \| `(?P<room>\w+)` \|", re.MULTILINE)
FLOORS = {
    match["room"]: int(match["floor"])
    for match in ROW_RE.finditer((ROOT / "ARCHITECTURE.md").read_text("utf-8"))
}
# The package itself only hands on the API; running it as a module is the command line.
OUTSIDE_ROOMS = {"__init__": 5, "__main__": 5}

# Ways to the network. urllib.parse is plain text work and stays allowed.
NETWORK = {"urllib.request", "urllib.robotparser", "http", "socket", "socketserver", "ssl", "asyncio"}
NETWORK |= {"ftplib", "smtplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3"}


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything that a module imports, ``from x import y`` as ``x.y``."""
    package = ("docforge", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package[: len(package) - node.level + 1]
                base = ".".join((*above, base)).rstrip(".")
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def test_the_table_names_every_room() -> None:
    there = {_room(path) for path in MODULES} - set(OUTSIDE_ROOMS)
    # A folder of data holds no module and is no room.
    assert there - set(FLOORS) == set(), "rooms that ARCHITECTURE.md does not name"
    assert set(FLOORS) - there == set(), "rooms of ARCHITECTURE.md that do not exist"


def _crossings(path: Path) -> Iterator[str]:
    room = _room(path)
    floor = FLOORS.get(room) or OUTSIDE_ROOMS[room]
    for line, target in _imports(path):
        parts = target.split(".")
        if parts[0] != "docforge" or len(parts) < 2:
            continue
        other = parts[1]
        if other == room or other not in FLOORS:
            continue  # its own room, or a name such as docforge.__version__
        below = FLOORS[other] < floor
        ground = other in GROUND and floor == 1
        package_root = room in OUTSIDE_ROOMS
        if not (below or ground or package_root):
            yield f"{_name(path)}:{line}: {room} (floor {floor}) imports {other} (floor {FLOORS[other]})"


def test_arrows_point_down() -> None:
    assert [crossing for path in MODULES for crossing in _crossings(path)] == []


# Asked only by ``docforge references --lookup``.
THE_ONE_WAY = "edition/crossref.py"


def test_no_way_to_the_network_but_one() -> None:
    found = [
        f"{_name(path)}:{line}: {target}"
        for path in MODULES
        if _name(path) != THE_ONE_WAY
        for line, target in _imports(path)
        if any(target == name or target.startswith(name + ".") for name in NETWORK)
    ]
    assert found == []


def test_only_one_command_may_go_that_way() -> None:
    users = [
        _name(p)
        for p in MODULES
        for _, target in _imports(p)
        if target.startswith("docforge.edition.crossref")
    ]
    assert set(users) == {"cli/references.py"}


def _names_of(handler: ast.ExceptHandler) -> Iterator[str]:
    if handler.type is None:
        yield "everything"
    for node in ast.walk(handler.type) if handler.type else ():
        if isinstance(node, ast.Name):
            yield node.id


def test_nothing_is_swallowed() -> None:
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _room(path) != "cli" and _name(path) != "edition/tasks.py"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ExceptHandler)
        and {"everything", "Exception", "BaseException"} & set(_names_of(node))
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _room(path) != "cli"
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert found == []


def test_only_the_command_line_ends_the_program() -> None:
    """Exit codes live in ``cli``: a library that exits takes its caller down.

    The processes that lay out are ours from their first line to their last.
    """
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in MODULES
        if _room(path) not in {"cli", "__main__"} and _name(path) != "edition/workers.py"
        for node in ast.walk(TREES[path])
        if (isinstance(node, ast.Attribute) and ast.unparse(node) in {"sys.exit", "os._exit", "os.abort"})
        or (isinstance(node, ast.Name) and node.id in {"SystemExit", "exit", "quit"})
    ]
    assert found == []


# ---------------------------------------------------------------- diagnostic codes

MAKERS = {"diagnostic", "Diagnostic"}


def _values(node: ast.expr) -> Iterator[ast.Constant]:
    """The strings that an expression may come to: itself, or either side of a condition."""
    if isinstance(node, ast.IfExp):
        yield from _values(node.body)
        yield from _values(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node


def _codes_made(path: Path) -> Iterator[tuple[int, str]]:
    """Codes written as the first argument of ``diagnostic(...)`` or ``Diagnostic(...)``, or as ``code=``."""
    for node in ast.walk(TREES[path]):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in MAKERS:
            continue
        given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
        for argument in given:
            for constant in _values(argument):
                yield constant.lineno, str(constant.value)


def test_every_code_that_is_made_is_declared() -> None:
    found = [
        f"{_name(path)}:{line}: {code}"
        for path in MODULES
        for line, code in _codes_made(path)
        if code not in CODES
    ]
    assert found == []


def _strings(path: Path) -> Iterator[str]:
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_declared_code_is_used() -> None:
    """A code may reach its maker by way of a table, so any string of the source counts as a use."""
    used = {text for path in MODULES if path.name != "diagnostics.py" for text in _strings(path)}
    assert set(CODES) - used == set()


@pytest.mark.parametrize("code", sorted(CODES))
def test_codes_are_kebab_case(code: str) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
