"""The outline that a page's text shows by its indents, as text browsers print it.

Paragraphs stand at one indent, headings left of it, deeper ones further in, the highest in the middle of the
line. Where nearly all paragraphs share an indent, a single line at another one is a heading, whatever its
words; and a single line at the paragraphs' own indent is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from docforge.importers.draft import Chunk, Draft, Role

CENTRED = 12  # an indent that only the middle of a line explains
LONGEST = 120
STEP = 2  # a text browser sets each level so far in


def read_outline(draft: Draft, around: Sequence[Chunk]) -> dict[int, int]:
    """Levels of the headings by id of their block, or nothing where the indents tell none."""
    if draft.marked:
        return {}
    free = [c for c in around if c.role is Role.FREE]
    prose = [c for c in free if c.words > 25]
    if len(prose) < 8:
        return {}
    indents = {id(c): indent_of(draft, c) for c in free}
    (body, count), *_ = Counter(indents[id(c)] for c in prose).most_common(1)
    if not STEP <= body <= 3 * STEP or count < 0.8 * len(prose):
        return {}
    found: dict[int, int] = {}
    for chunk in free:
        indent = indents[id(chunk)]
        odd = indent != body and (indent % STEP == 0 or indent > CENTRED)
        if odd and _single(draft, chunk) and (indent < body + 2 * STEP or indent > CENTRED):
            found[id(chunk)] = 1 if indent > CENTRED else indent // STEP + 1
    return found if len(found) >= 3 else {}


def indent_of(draft: Draft, chunk: Chunk) -> int:
    """Spaces before the block's first line in the source."""
    text = draft.bench.scene.source.text
    at = draft.span(chunk.start, chunk.end).start
    space = re.search(r"[ ]*\Z", text[max(0, at - 80) : at])
    return len(space.group()) if space else 0


def _single(draft: Draft, chunk: Chunk) -> bool:
    plain = chunk.plain
    return (
        "\n" not in chunk.text
        and 2 < len(plain) <= LONGEST
        and bool(re.search(r"[^\W\d_]{2}", plain))
        and not re.match(r"[-*+•·(\[]", plain)
        and not plain.endswith((",", ";"))
    )
