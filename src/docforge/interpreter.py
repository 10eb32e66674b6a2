"""Programs of our own in processes of their own: this interpreter, with this one's module path.

``-P`` keeps the current folder, which may be anybody's, out of it.
"""

from __future__ import annotations

import os
import sys


def own_program(code: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command that runs ``code``, and the environment it needs."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return [sys.executable, "-P", "-c", code, *arguments], {**os.environ, "PYTHONPATH": path}
