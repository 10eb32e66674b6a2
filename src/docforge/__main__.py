"""``python -m docforge``."""

from __future__ import annotations

from docforge.cli.main import run

run()
