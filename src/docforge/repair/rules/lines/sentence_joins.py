"""Sentences cut by a blank line: "The mills by the river" ⏎⏎ "made laid sheets until the flood."

The line before the gap is full, so it was broken for want of room and not at the end of a paragraph, and what
comes after begins in lower case. Captions, list items, equations and cells look alike and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, split_blocks, wrapping
from docforge.repair.parts.captions import CAPTION_RE

FULL = 0.8  # of the longest line of the block
PROSE = 3  # lines of the first block of prose; a line alone before that belongs to the front matter
LEAST_WORDS = 8
ENDS_RE = re.compile(r"[^\W_][’']?,?\s*\Z")
GOES_ON_RE = re.compile(r"[\"“‘(]?[a-zß-ÿ][\w’'-]*,? +(?:[^\W_]|[(\"“‘])")
SIGNS_RE = re.compile(r"[=<>|$\\{}\t]|\S {3,}\S|://|\.\w{2,4}/")


def find_sentence_joins(text: str, scene: Scene) -> Iterator[Edit]:
    """Close the gap in a sentence that goes on after a blank line."""
    ends = wrapping(text)
    if not ends.wrapped or ends.frames:
        return
    why = "a full line without a stop, and a block that goes on in lower case"
    begun = False
    for (start, end), (next_start, next_end) in pairwise(split_blocks(text)):
        gap = text[end:next_start]
        begun = begun or text.count("\n", start, end) >= PROSE - 1
        if "\f" in gap or gap.strip() or not begun:
            continue
        if _breaks_off(text[start:end], ends.width) and _goes_on(text[next_start:next_end]):
            yield Edit(end, next_start, gap, "\n", "sentence-join", Safety.LIKELY, why)


def _breaks_off(block: str, width: float) -> bool:
    """Does the block end in the middle of a sentence, with a full line?"""
    tail = block[-2000:].strip()
    lines = tail.split("\n")
    longest = min(max(len(line.strip()) for line in lines), 1.2 * width)
    return (
        (len(lines) > 1 or longest >= 0.9 * width)
        and len(tail.split()) > LEAST_WORDS
        and len(lines[-1].strip()) >= FULL * longest
        and longest >= 0.5 * width
        and bool(ENDS_RE.search(tail))
        and not is_finished(tail)
        and not CAPTION_RE.match(block[:200].lstrip())
        and not SIGNS_RE.search(lines[-1])
    )


def _goes_on(block: str) -> bool:
    head = block[:400].strip()
    first = head.split("\n")[0]
    return bool(GOES_ON_RE.match(head)) and len(head.split()) >= 4 and not SIGNS_RE.search(first)
