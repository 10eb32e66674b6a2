"""Look at web pages in a browser, light and dark, narrow and wide, with axe-core (https://www.deque.com/axe/).

Also found: pages that scroll sideways, what the browser complains of (a policy of the page that is broken, a
script that fails), and requests to anywhere outside. Chromium is started once for all pages.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.axe_rules import FAULT, part_of, remedy
from docforge.validate.base import Checked
from docforge.validate.checkers import environment, find_node, lacking, modules_folder, not_run
from docforge.validate.names import AXE
from docforge.validate.selectors import lines_of

CHECKER = AXE
PACKAGE = "axe-core"
SCRIPT = Path(__file__).resolve().parents[1] / "data" / "browser_check.cjs"
SECONDS = 1800
SHOWN = 300


def axe_version() -> str:
    """The version of the installed package, "" when there is none."""
    try:
        return str(json.loads((modules_folder() / PACKAGE / "package.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def check_in_browser(paths: Sequence[Path], shown: Sequence[str] = ()) -> tuple[Checked, ...]:
    """Look at each page at 320 and 1280 pixels, light and dark; ``shown`` are the names findings give them.

    Out: ``invalid-output`` findings. Never raises for a missing tool: then ``ran`` is False and ``reason``
    has the remedy.
    """
    names = tuple(shown) or tuple(str(path) for path in paths)
    if not paths:
        return ()
    if reason := lacking(PACKAGE, "axe"):
        return not_run(CHECKER, axe_version(), names, reason)
    version = axe_version()
    command = [str(find_node()), str(SCRIPT), *(str(path.resolve()) for path in paths)]
    with tempfile.TemporaryDirectory(prefix="docforge-axe-", ignore_cleanup_errors=True) as home:
        try:
            run = subprocess.run(
                command, capture_output=True, timeout=SECONDS, check=False, env=environment(home), cwd=home
            )
        except subprocess.TimeoutExpired:
            return not_run(CHECKER, version, names, f"The browser gave no answer in {SECONDS} seconds.")
        except OSError as error:
            return not_run(CHECKER, version, names, f"Node does not start: {error}.")
    said = [line for line in run.stdout.decode("utf-8", "replace").splitlines() if line.startswith("{")]
    failed = (run.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"])[0]
    done = [
        checked
        for line, name, path in zip(said, names, paths, strict=False)
        if (checked := _read(line, name, path))
    ]
    reason = f"The browser gave no report; it said: {failed[:SHOWN]}"
    return (*done, *not_run(CHECKER, version, names[len(done) :], reason))


def _read(line: str, name: str, path: Path) -> Checked | None:
    try:
        found = tuple(dict.fromkeys(_findings(json.loads(line), name, path)))
    except (ValueError, KeyError, TypeError):
        return None
    return Checked(CHECKER, axe_version(), name, True, diagnostics=found)


def _findings(report: dict[str, Any], name: str, path: Path) -> Iterator[Diagnostic]:
    targets = list(dict.fromkeys(one["target"] for one in report["axe"]))
    lines = dict(zip(targets, lines_of(path.read_bytes(), targets), strict=True)) if targets else {}
    views: dict[tuple[str, ...], list[str]] = {}
    for one in report["axe"]:
        said = " ".join(one["said"].split())[:SHOWN]
        told = (one["rule"], one["impact"] or "", one["help"], said, one["target"])
        views.setdefault(told, []).append(one["view"])
    for (rule, impact, what, said, target), seen in views.items():
        part = part_of(target)
        severity = Severity.WARNING if impact == "minor" else Severity.ERROR
        yield _found(
            f"{name}:{lines[target]}" if lines[target] else name,
            f"{rule}{f' in {part}' if part else ''} ({'; '.join(seen)}): {what}. {said} Element: {target}",
            remedy(rule),
            severity,
        )
    for one in report["wide"]:
        yield _found(name, f"the page scrolls sideways by {one['over']} pixels ({one['view']})", FAULT)
    for complaint in report["complaints"]:
        yield _found(name, f"the browser complains: {str(complaint)[:SHOWN]}", FAULT)
    for address in report["requests"]:
        yield _found(name, f"the page asks for {address}", FAULT)


def _found(where: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return diagnostic("invalid-output", message, hint=hint, where=where, severity=severity)
