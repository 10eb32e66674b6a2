"""Names of closing parts that are run in with their text: "Acknowledgments: We thank …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import split_blocks
from docforge.repair.parts.names import BACK_NAME_RE

RUN_IN_RE = re.compile(
    r"(?P<open>\*\*|_|\*|)(?P<name>[^\n:.—–*_]{5,60}?)\s?"
    r"(?:[:.](?P=open)|(?P=open) ?[:.]|\s[—–])(?P<gap>[ \t]+)"
    r"(?=[^\W\d_a-zß-ÿ]|[\"“(])"
)


def is_run_in(line: str) -> bool:
    """Does a line begin with the name of a closing part and its text: "Acknowledgments: We thank …"?"""
    m = RUN_IN_RE.match(line.lstrip()[:90])
    return bool(m and BACK_NAME_RE.fullmatch(m["name"]))


def find_run_in_headings(text: str, scene: Scene) -> Iterator[Edit]:
    """Part the name of a closing part from its text: "Acknowledgments: We thank …"."""
    for start, end in split_blocks(text):
        if start * 5 < len(text) * 2:
            continue  # a labelled abstract has its "Funding:" too
        while start < end and text[start] in " \t":
            start += 1
        m = RUN_IN_RE.match(text, start, min(end, start + 90))
        if not m or not BACK_NAME_RE.fullmatch(m["name"]) or end - m.end() < 12:
            continue
        why = "the name of a closing part, run in with its text"
        gap = slice(*m.span("gap"))
        yield Edit(gap.start, gap.stop, text[gap], "\n\n", "run-in-heading", Safety.LIKELY, why)
