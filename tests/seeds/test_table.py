"""``CLASSES.md`` names every class of the list of damage, and only tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from seeds.reading import SHARED

HERE = Path(__file__).resolve().parent
ROW_RE = re.compile(r"^\| (?P<item>\d{3}-\d+|Between the witnesses) \| (?P<tests>.+) \|$", re.M)


def rows() -> list[tuple[str, list[str]]]:
    table = (HERE / "CLASSES.md").read_text("utf-8")
    return [(m["item"], m["tests"].split(", ")) for m in ROW_RE.finditer(table)]


def test_every_named_test_is_there() -> None:
    code = "\n".join(path.read_text("utf-8") for path in HERE.glob("test_*.py"))
    tests = set(re.findall(r"^def (test_\w+)\(", code, re.M))
    named = {name for _, names in rows() for name in names}
    assert named - tests == set()


@pytest.mark.needs_shared
def test_every_class_has_a_test() -> None:
    listed = (SHARED / "DAMAGE.md").read_text("utf-8")
    items = re.findall(r"^(?:###+ |\| )(\d{3}-\d+)\b|^## (Between the witnesses)", listed, re.M)
    assert [item for item, _ in rows()] == [a or b for a, b in items]
