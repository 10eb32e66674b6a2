"""Where commands look when they are not told."""

from __future__ import annotations

from pathlib import Path

EDITION_FILE = "edition.toml"


def default_edition() -> Path:
    """The current folder if it is an edition, else ``sources``."""
    here = Path()
    return here if (here / EDITION_FILE).exists() else Path("sources")
