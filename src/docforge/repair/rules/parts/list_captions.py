"""Captions of figures that a page set among the entries of its reference list: they go before the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, split_blocks
from docforge.repair.parts.captions import CAPTION_RE, is_certain, is_table_kind
from docforge.repair.references.lists import find_heads

RULE = "list-caption"
NUMBER_RE = re.compile(r"(?m)^[ \t]*(?:\[(?P<square>\d{1,3})\]|(?P<plain>\d{1,3})\.)(?=\s)")
REACH = 2000  # characters either side in which the numbers of entries are looked for


def find_list_captions(text: str, scene: Scene) -> Iterator[Edit]:
    """Set a caption before the reference list that it interrupts: "12. Lee. Mice⏎⏎Figure 4: ...⏎⏎and men"."""
    heads = [start for start, _ in find_heads(text)]
    if not heads or "\t" not in text[heads[0] :]:
        return
    blocks = [(start, end) for start, end in split_blocks(text) if end > heads[0]]
    captions = [_is_caption(text, start, end) for start, end in blocks]
    for i, (start, end) in enumerate(blocks):
        if not captions[i]:
            continue
        before = next((k for k in range(i - 1, -1, -1) if not captions[k]), None)
        after = next((k for k in range(i + 1, len(blocks)) if not captions[k]), None)
        head = max((h for h in heads if h < start), default=None)
        if before is None or after is None or head is None or blocks[before][1] <= head:
            continue
        if not _interrupts(text, blocks[before], blocks[after]):
            continue
        why = "the caption stands between two halves of one list of references"
        cut = text[start:end]
        if not text.endswith("\n\n", 0, head):
            yield Edit(head, head, "", "\n", RULE, Safety.LIKELY, why)
        yield Edit(head, head, "", cut, RULE, Safety.LIKELY, why, moved=start)
        yield Edit(head, head, "", "\n\n", RULE, Safety.LIKELY, why)
        yield Edit(start, end, cut, "", RULE, Safety.LIKELY, why)


def _is_caption(text: str, start: int, end: int) -> bool:
    match = CAPTION_RE.match(text[start : min(end, start + 200)].lstrip())
    return match is not None and is_certain(match) and not is_table_kind(match)


def _interrupts(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Does an entry go on behind the caption, or the next number of the list begin there?"""
    head, tail = text[max(before[0], before[1] - REACH) : before[1]], text[after[0] : after[0] + REACH]
    first = tail.lstrip()[:1]
    if not is_finished(head) and first.islower():
        return True
    numbers = list(NUMBER_RE.finditer(head))
    following = NUMBER_RE.match(tail)
    if not numbers or following is None or following.lastgroup != numbers[-1].lastgroup:
        return False
    return int(following[following.lastgroup or 0]) == int(numbers[-1][numbers[-1].lastgroup or 0]) + 1
