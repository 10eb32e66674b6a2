"""Check web pages with the Nu HTML checker (https://validator.github.io/validator/), that of the standard.

The checker is the package ``vnu-jar``, run in the Java that EPUBCheck runs in. All pages are one run.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.axe_rules import FAULT
from docforge.validate.base import Checked
from docforge.validate.checkers import INSTALL, modules_folder, not_run
from docforge.validate.epub import INSTALL as INSTALL_JAVA
from docforge.validate.epub import JVM_OPTIONS, find_java
from docforge.validate.names import NU
from docforge.validate.remedies import remedy_of

CHECKER = NU
SECONDS = 600
# Its schema of HTML is evaluated by recursion.
STACK = "-Xss16m"
SHOWN = 120
# It does not hold styles and pictures in the page against the hashes and schemes that the page's policy
# allows: a browser does, and the tests ask one.
NOT_UNDERSTOOD = "violates Content Security Policy"


def find_nu() -> Path | None:
    """The jar, None when it is not installed."""
    jar = modules_folder() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    return jar if jar.is_file() else None


def nu_version() -> str:
    """The version of the installed package, "" when there is none."""
    try:
        return str(json.loads((modules_folder() / "vnu-jar" / "package.json").read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return ""


def check_markup(paths: Sequence[Path], shown: Sequence[str] = ()) -> tuple[Checked, ...]:
    """Run the checker once over all pages; ``shown`` are the names that findings give them.

    Out: an ``invalid-output`` finding (error or warning, as the checker grades it) for each message, at its
    line. Never raises for a missing tool: then ``ran`` is False and ``reason`` has the remedy.
    """
    names = tuple(shown) or tuple(str(path) for path in paths)
    jar, java, version = find_nu(), find_java(), nu_version()
    if not paths:
        return ()
    if jar is None:
        return not_run(CHECKER, version, names, f"It is not installed. To install it: {INSTALL}")
    if java is None:
        return not_run(CHECKER, version, names, f"Java is not installed. To install it: {INSTALL_JAVA}")
    files = [str(path.resolve()) for path in paths]
    command = [
        str(java),
        *JVM_OPTIONS,
        STACK,
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    try:
        run = subprocess.run([*command, *files], capture_output=True, timeout=SECONDS, check=False)
        messages = json.loads(run.stdout)["messages"]
        found = _by_file(messages, dict(zip(files, names, strict=True)))
    except subprocess.TimeoutExpired:
        return not_run(CHECKER, version, names, f"It gave no answer in {SECONDS} seconds.")
    except OSError as error:
        return not_run(CHECKER, version, names, f"Java does not start: {error}.")
    except (ValueError, KeyError, TypeError):
        said = (run.stderr or run.stdout).decode("utf-8", "replace").strip().splitlines()
        return not_run(
            CHECKER, version, names, f"It gave no report; it said: {said[0] if said else 'nothing'}"
        )
    return tuple(Checked(CHECKER, version, name, True, diagnostics=tuple(found[name])) for name in names)


def _by_file(messages: Sequence[dict[str, Any]], names: dict[str, str]) -> dict[str, list[Diagnostic]]:
    found: dict[str, list[Diagnostic]] = {name: [] for name in names.values()}
    for message in messages:
        name = names.get(unquote(urlsplit(str(message.get("url", ""))).path))
        if name is None:
            # A message of no page: the checker itself could not go on.
            raise ValueError(str(message.get("message")))
        said = str(message["message"])
        if NOT_UNDERSTOOD in said:
            continue
        extract = " ".join(str(message.get("extract", "")).split())[:SHOWN]
        line = message.get("lastLine")
        severity = Severity.WARNING if message["type"] == "info" else Severity.ERROR
        found[name].append(
            diagnostic(
                "invalid-output",
                f"{said} Near: {extract}" if extract else said,
                hint=remedy_of(said, FAULT),
                where=f"{name}:{line}" if line else name,
                severity=severity,
            )
        )
    return found
