"""Pandoc as a process of its own, closed: it reads nothing but what it is given, and reaches no network.

https://pandoc.org/MANUAL.html#general-options (--sandbox)
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from docforge.errors import MissingToolError


def run_pandoc(options: Sequence[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run pandoc with ``options`` on ``data``; what it says and whether it failed is the caller's to tell.

    Raises ``MissingToolError`` without pandoc, ``subprocess.TimeoutExpired`` after ``seconds``.
    """
    try:
        import pypandoc  # heavy: only where it is needed

        command = [pypandoc.get_pandoc_path(), "--sandbox", *options]
        return subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)
    except (ImportError, OSError) as error:
        raise MissingToolError("pandoc is not installed", "Run: pip install pypandoc_binary") from error
