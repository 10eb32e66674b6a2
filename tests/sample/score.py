"""Prints how near repaired articles are to the sample's originals.

    PYTHONPATH=tests python -m sample.score build [id...]

``build`` is the output folder of ``docforge build sources``; its ``articles/<id>/article.md`` are scored.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sample.compare import (
    Matched,
    compare_headings,
    compare_notes,
    compare_paragraphs,
    compare_references,
    compare_tables,
    word_differences,
    word_error_rate,
)

TRUTH = Path(__file__).parent / "truth"
SHOWN = 12
PARTS = {
    "headings": compare_headings,
    "paragraphs": compare_paragraphs,
    "notes": compare_notes,
    "references": compare_references,
    "table rows": compare_tables,
}


def line(name: str, found: Matched) -> str:
    return f"  {name:12} recall {found.recall:6.1%}  precision {found.precision:6.1%}"


def report(name: str, result: str) -> str:
    """Scores and the first differences of one article."""
    truth = (TRUTH / f"{name}.md").read_text(encoding="utf-8")
    lines = [f"{name}: word error rate {word_error_rate(truth, result):.2%}"]
    lines += [line(part, compare(truth, result)) for part, compare in PARTS.items()]
    for wanted, found in word_differences(truth, result)[:SHOWN]:
        lines.append(f"  - {wanted[:90] or '(nothing)'!r} became {found[:90] or '(nothing)'!r}")
    return "\n".join(lines)


if __name__ == "__main__":
    out, *chosen = sys.argv[1:] or ["build"]
    for article in chosen or sorted(path.stem for path in TRUTH.glob("*-*.md")):
        file = Path(out) / "articles" / article / "article.md"
        print(
            report(article, file.read_text(encoding="utf-8")) if file.is_file() else f"{article}: not built"
        )
