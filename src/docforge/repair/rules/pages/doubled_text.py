"""A page's text that a dump holds twice: once in printed lines, once more as one endless line.

Some files carry a hidden second layer of text under a figure or a page; a dump gives both. The endless line
is set aside where nearly all of it stands in the printed lines too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines, wrapping

LONGEST = 400  # characters that no printed line has
RUN = 4  # words in a row that are compared
SHARE = 0.8
STOP_RE = re.compile(r"[a-zß-ÿ)][.!?] [“\"‘(]?[A-ZÀ-Þ]")
ITEM_RE = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")  # a marked item of a list may be one line by itself
WORD_RE = re.compile(r"[^\W_]+")


def find_doubled_text(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside a line of hundreds of words that the lines around it say too."""
    why = "one endless line that repeats the printed lines: a second layer of the file's text"
    for line in second_layers(text, split_lines(text)):
        yield Edit(line.start, line.end, line.text, "", "doubled-text", Safety.LIKELY, why, "doubled text")


def second_layers(text: str, lines: Sequence[Line]) -> list[Line]:
    """The endless lines of a text whose words nearly all stand in its printed lines too."""
    ends = wrapping(text)
    if not ends.wrapped or ends.width * 2 > LONGEST:
        return []
    endless = [line for line in lines if len(line.text) >= LONGEST and not ITEM_RE.match(line.text)]
    if not endless:
        return []
    runs: dict[int, list[int]] = {line.index: _runs(line.text) for line in endless}
    wanted = {r for found in runs.values() for r in found}
    printed = " ".join(line.text for line in lines if line.index not in runs)
    said = wanted.intersection(_runs(printed))
    same = {i for i, found in runs.items() if found and sum(r in said for r in found) >= SHARE * len(found)}
    if not same:
        return []
    # A table's cells come in another order there: the words are the same.
    words = set(WORD_RE.findall(printed.casefold()))
    # Where most endless lines say something of their own, endless lines are how this text is set.
    layer = len(same) * 2 >= len(endless)
    return [line for line in endless if line.index in same or (layer and _holds_cells(line, words))]


def _holds_cells(line: Line, words: set[str]) -> bool:
    own = set(WORD_RE.findall(line.text.casefold()))
    return len(STOP_RE.findall(line.text)) < 2 and len(own & words) >= 0.8 * len(own)


def _runs(text: str) -> list[int]:
    words = WORD_RE.findall(text.casefold())
    return [hash(tuple(words[i : i + RUN])) for i in range(len(words) - RUN + 1)]
