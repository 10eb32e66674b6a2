"""Headings that are sentences, told by what several of them share.

"We meet on Mondays." is a sentence like any other. It is a heading where the page sets several such lines
apart from what is above them and none from what is below ("set apart"), where they are counted ("Lesson 1:
Ask early.", "Step two, the proof:", "3.1. Ask early.") or where most short sentences on their own begin with
the same word. A pull quote is set apart too, but its words stand in the text again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.gaps import gap_above, gap_below
from docforge.repair.parts.captions import CAPTION_RE

LEAST = 3  # so many of one form are no chance
MOST_WORDS = 25
MOST_COUNTED = 40  # words of a heading that its count tells
MOST_ALIKE = 12  # words of a sentence that others begin like
MOST_TOLD = 200  # candidates; a text with more of them has another form
COUNTS = "one two three four five six seven eight nine ten".split()
COUNTED_RE = re.compile(
    rf"(?P<label>[^\W\d_]{{3,12}}) (?P<count>\d{{1,2}}|{'|'.join(COUNTS)})(?:[:.,]|\s[–—-])\s+[^\W\d_]",
    re.IGNORECASE,
)
NUMBERED_RE = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+[\"“‘'«(¿¡]?[^\W\d_a-zß-ÿ]")


def find_rows(draft: Draft, around: Sequence[Chunk]) -> set[int]:
    """Blocks, by id, that are headings by the form they share with others."""
    able = [
        i
        for i, (c, after) in enumerate(pairwise(around))
        if _free(c)
        and 2 <= c.words <= MOST_COUNTED
        and not CAPTION_RE.match(c.plain)
        and (after.words > 12 or after.role is not Role.FREE or after.plain.endswith(":"))
        and not after.plain[:1].islower()
    ]
    return (
        _counted(around, able)
        | _numbered(around, able)
        | _opened_alike(around, able)
        | _set_apart(draft, around, able)
    )


def _free(chunk: Chunk) -> bool:
    return chunk.role is Role.FREE or (chunk.role is Role.SET_OFF and chunk.kind == "pullquote")


def _counted(around: Sequence[Chunk], able: Sequence[int]) -> set[int]:
    """Three blocks or more that one word counts from 1 up: "Lesson 1: …", "Lesson 2: …"."""
    rows: dict[str, list[tuple[int, int]]] = {}
    for i in able:
        if m := COUNTED_RE.match(around[i].plain):
            word = m["count"].casefold()
            count = int(word) if word.isdigit() else COUNTS.index(word) + 1
            rows.setdefault(m["label"].casefold(), []).append((count, i))
    found: set[int] = set()
    for row in rows.values():
        counts = [n for n, _ in row]
        if len(row) >= LEAST and counts == list(range(1, len(row) + 1)) and _parted([i for _, i in row]):
            found |= {id(around[i]) for _, i in row}
    return found


def _numbered(around: Sequence[Chunk], able: Sequence[int]) -> set[int]:
    """Blocks whose printed numbers count on through the text: "3. Lessons", "3.1. Lesson 1: Ask early."."""
    numbers = {i: _number(around[i]) for i, c in enumerate(around) if _free(c) and c.words <= MOST_COUNTED}
    chain: list[int] = []
    last: tuple[int, ...] = ()
    for i, number in numbers.items():
        alone = number and all(len(numbers.get(k, ())) != len(number) for k in (i - 1, i + 1))
        if alone and _follows(last, number):
            chain.append(i)
            last = number
    if len(chain) < LEAST or not _parted(chain):
        return set()
    told = set(able)
    return {id(around[i]) for i in chain if i in told}


def _number(chunk: Chunk) -> tuple[int, ...]:
    m = NUMBERED_RE.match(chunk.plain)
    return tuple(int(n) for n in m[1].split(".")) if m else ()


def _follows(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Is it the next number, on the same level, a higher one or one below: 2.1 -> 2.2, 3 or 2.1.1?"""
    if number == (*last, 1):
        return True
    depth = len(number)
    return depth <= len(last) and number == (*last[: depth - 1], last[depth - 1] + 1)


def _opened_alike(around: Sequence[Chunk], able: Sequence[int]) -> set[int]:
    """Short sentences that each stand on their own before prose, most of them begun with one word: "We …"."""
    told = [
        i
        for i in able
        if i
        and around[i].words <= MOST_ALIKE
        and around[i].plain[-1:] in ".!?"
        and not re.search(r"[.?!:] ", around[i].plain)
        and not around[i - 1].plain.endswith(":")
    ]
    firsts = Counter(_first(around[i]) for i in told)
    if not firsts:
        return set()
    (word, count), *_ = firsts.most_common(1)
    if not word or count <= LEAST or count * 2 <= len(told) or len(told) > MOST_TOLD:
        return set()
    whole = _key(" ".join(c.plain for c in around))
    return {id(around[i]) for i in told if _first(around[i]) == word and _once(around[i], whole)}


def _first(chunk: Chunk) -> str:
    m = re.match(r"[^\W\d_a-zß-ÿ][^\W\d_]*", chunk.plain)
    return m.group().casefold() if m else ""


def _parted(places: Sequence[int]) -> bool:
    """More stands between them than they themselves are: a list of steps has nothing between its items."""
    return places[-1] - places[0] >= 2 * (len(places) - 1)


def _set_apart(draft: Draft, around: Sequence[Chunk], able: Sequence[int]) -> set[int]:
    """Blocks with room above and none below, where the paragraphs have no room between them."""
    if draft.marked or draft.kind in ("web", "html") or len(able) > MOST_TOLD:
        return set()
    short = [i for i in able if around[i].words <= MOST_WORDS]
    told = [i for i in short if gap_above(draft, around[i]) >= 2 and gap_below(draft, around[i]) == 1]
    prose = [c for c in around if c.words > MOST_WORDS and c.role is Role.FREE]
    if len(told) < LEAST or sum(gap_above(draft, c) >= 2 for c in prose) * 4 > len(prose):
        return set()
    # Cells of a table that fell apart stand among many other short blocks.
    if sum(_free(c) and c.words <= MOST_WORDS for c in around) > 3 * len(told):
        return set()
    whole = _key(" ".join(c.plain for c in around))
    return {id(around[i]) for i in told if _once(around[i], whole) and _begins(around[i])}


def _key(plain: str) -> str:
    return re.sub(r"[\W_]+", "", plain).casefold()


def _once(chunk: Chunk, whole: str) -> bool:
    key = _key(chunk.plain)
    at = whole.find(key)
    return at < 0 or chunk.words < 4 or whole.find(key, at + 1) < 0


def _begins(chunk: Chunk) -> bool:
    return bool(re.match(r"[\"“‘'«(¿¡]?[^\W\d_a-zß-ÿ]", chunk.plain)) and chunk.plain[-1:] not in ',;”"'
