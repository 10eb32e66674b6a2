"""Pipe tables without pipes at the ends of their rows: "Mill| Year⏎---|---⏎Upper| 1902".

Some tools also glue a table's caption to its first cell. Where a text runs into the head, the cell begins
behind the end of its sentence; without one the cell was empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.parts.captions import CAPTION_RE, unmarked

RULE = "bare-pipe"
RULED_RE = re.compile(r"[ \t]{0,3}:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+")
PIPE_RE = re.compile(r"(?<!\\)\|")
GLUED_RE = re.compile(r"(?<=[\w)\]][.:)])(?=[A-ZÀ-ÖØ-Þ][^\W\d_])")


def find_bare_pipes(text: str, scene: Scene) -> Iterator[Edit]:
    """Close rows with pipes: "Mill| Year" -> "|Mill| Year|"."""
    if not RULED_RE.search(text):
        return
    lines = split_lines(text)
    done = 0
    for i in range(1, len(lines)):
        rule = lines[i]
        if i <= done or not RULED_RE.fullmatch(rule.text) or lines[i - 1].blank:
            continue
        width = len(PIPE_RE.findall(rule.text))
        if not 0 < len(PIPE_RE.findall(lines[i - 1].text)) <= width:
            continue
        yield from _head(lines, i - 1)
        yield from _closed(rule)
        for done in range(i + 1, len(lines)):
            line = lines[done]
            if line.blank or line.page != rule.page or len(PIPE_RE.findall(line.text)) > width:
                break
            if not PIPE_RE.search(line.text):
                break
            yield from _closed(line)


def _closed(line: Line, start: int = -1) -> Iterator[Edit]:
    """Pipes at both ends of a row."""
    first = line.start if start < 0 else start
    end = line.start + len(line.text.rstrip())
    why = "a row of a table whose cells are parted by pipes"
    yield Edit(first, first, "", "|", RULE, Safety.LIKELY, why)
    yield Edit(end, line.end, line.text[end - line.start :], "|", RULE, Safety.LIKELY, why)


def _head(lines: list[Line], at: int) -> Iterator[Edit]:
    """The row of heads, parted from the caption that runs into its first cell."""
    line = lines[at]
    pipe = PIPE_RE.search(line.text)
    assert pipe is not None
    glued = list(GLUED_RE.finditer(line.text, 0, pipe.start()))
    alone = at == 0 or lines[at - 1].blank
    if alone and not (glued and CAPTION_RE.match(unmarked(line.text).lstrip())):
        yield from _closed(line)
        return
    cut = line.start + (glued[-1].start() if glued else pipe.start())
    why = "the caption of a table runs into its first cell"
    yield Edit(cut, cut, "", "\n\n|", RULE, Safety.LIKELY, why)
    end = line.start + len(line.text.rstrip())
    yield Edit(end, line.end, line.text[end - line.start :], "|", RULE, Safety.LIKELY, why)
