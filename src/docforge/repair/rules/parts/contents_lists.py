"""A list of contents at the head of a text: its lines come again as the headings of the parts.

The list is set aside; each line that comes again is parted from the text around it, for the list says that it
is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

LABEL_RE = re.compile(
    r"\s*[#*_\s]*(?:(?:table of )?contents|on this page|in this article|inhalt(?:sverzeichnis)?"
    r"|sommaire|table des matières|índice|contenido|sumário|indice|içindekiler)[*_]*\s*:?\s*",
    re.IGNORECASE,
)
LEADER_RE = re.compile(r"[\s.·…_]*\d{0,4}\s*$")
MARK_RE = re.compile(r"^[\s\-*+•·#_]*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?")
MOST = 80  # lines of the longest list


def find_contents_lists(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside "Contents" and its lines, and part the headings that they name."""
    lines = [line for line in split_lines(text) if not line.blank]
    label = next((i for i, line in enumerate(lines[:400]) if LABEL_RE.fullmatch(line.text)), None)
    if label is None:
        return
    keys = [entry_key(line.text) for line in lines]
    later: dict[str, int] = {}
    for i in range(len(lines) - 1, label, -1):
        later[keys[i]] = later.get(keys[i], 0) + 1
    end, again = label + 1, 0
    taken: set[str] = set()
    while end < min(len(lines), label + MOST) and _entry(lines[end], keys[end]):
        if keys[end] in taken:
            break  # the first heading of the text itself
        if later.get(keys[end], 0) > 1:
            again = end
            taken.add(keys[end])
        elif end - max(again, label) > 3:
            break
        end += 1
    if len(taken) < 3 or len(taken) * 5 < (again - label) * 3:
        return
    start, stop = lines[label].start, lines[again].end
    why = "a list of contents: its lines come again as headings"
    yield Edit(start, stop, text[start:stop], "", "contents-list", Safety.LIKELY, why, "contents list")
    yield from _parted(text, lines[again + 1 :], keys[again + 1 :], taken)


def _parted(text: str, lines: Sequence[Line], keys: Sequence[str], listed: set[str]) -> Iterator[Edit]:
    why = "the list of contents names this line: a heading"
    for line, key in zip(lines, keys, strict=True):
        if key not in listed:
            continue
        for at, beyond in ((line.start - 1, line.start - 2), (line.end, line.end + 1)):
            if 0 < at < len(text) - 1 and text[at] == "\n" and text[beyond] not in "\n\f":
                yield Edit(at, at + 1, "\n", "\n\n", "contents-list", Safety.LIKELY, why)


def entry_key(line: str) -> str:
    """A line of the list, or a heading, without number, leaders and page: what the two share."""
    return re.sub(r"\s+", " ", MARK_RE.sub("", LEADER_RE.sub("", line))).strip().casefold()


def _entry(line: Line, key: str) -> bool:
    return 2 < len(key) <= 110 and len(line.text) <= 160 and "\t" not in line.text
