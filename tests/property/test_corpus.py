"""Every damaged text of the corpus beside the repository: read, with every word accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from docforge.importers.decode import decode
from docforge.importers.read import Hints, read_copy

PAIRS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pairs"
INPUTS = sorted(p for p in PAIRS.glob("*/input.*") if p.suffix in (".txt", ".md", ".html"))


@pytest.mark.needs_shared
@pytest.mark.parametrize("path", INPUTS or [PAIRS], ids=lambda p: p.parent.name)
def test_conservation_holds(path: Path) -> None:
    source, _ = decode(path.read_bytes(), path.name)
    reading = read_copy(source, Hints())
    assert reading.conservation.holds
    told = {d.code for d in reading.diagnostics}
    assert not told & {"word-lost", "word-invented", "sign-lost", "order-changed", "paragraph-changed"}
