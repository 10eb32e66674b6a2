"""``docforge references --parse``: one line in, one line of JSON out."""

from __future__ import annotations

import json
from pathlib import Path

from docforge.cli.main import main

LINES = (
    "Berger, M., & Lund, W. Y. (2023a). Margins as a bridge. Journal of Page Studies, 23(1), 1.",
    "",
    "Keller, Anna (1998): Ordnung und Wandel. Eine Einführung. Opladen: Waldverlag.",
)


def _parse(folder: Path, *more: str) -> list[dict[str, object]]:
    given, out = folder / "in.txt", folder / "out.jsonl"
    given.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    assert main(["references", "--parse", str(given), "-o", str(out), *more]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_line_has_its_answer_in_order(tmp_path: Path) -> None:
    answers = _parse(tmp_path)
    assert [a["raw"] for a in answers] == list(LINES)
    assert all(set(a) == {"raw", "csl"} for a in answers)
    assert answers[1]["csl"] == {}
    csl = answers[0]["csl"]
    assert isinstance(csl, dict) and csl["container-title"] == "Journal of Page Studies"


def test_confidence_is_told_on_request(tmp_path: Path) -> None:
    for answer in _parse(tmp_path, "--confidence"):
        assert set(answer) == {"raw", "csl", "confidence", "doubtful"}


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    assert main(["references", "--parse", str(tmp_path / "none.txt")]) == 3
