"""Repair and structure on the corpus never fall below what was once reached (benchmarks/floors.py)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from floors import falls, floors_of, load  # noqa: E402
from repair import PAIRS, measure  # noqa: E402

FLOORS = load()["documents"]


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_quality_holds(name: str) -> None:
    scores, _ = measure(name)
    assert scores["holds"], "the conservation check does not hold"
    assert not falls(floors_of(scores), FLOORS[name])


@pytest.mark.needs_shared
def test_every_document_has_floors() -> None:
    assert sorted(FLOORS) == sorted(p.name for p in PAIRS.iterdir() if (p / "truth.json").exists())


def test_a_worse_result_is_told() -> None:
    floors = {"wer": 0.1, "heading_f1": 0.8}
    assert falls({"wer": 0.1, "heading_f1": 0.9}, floors) == []
    assert len(falls({"wer": 0.101, "heading_f1": 0.799}, floors)) == 2
    assert len(falls({"wer": 0.1}, floors)) == 1
