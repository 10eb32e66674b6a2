"""Pages whose columns a dump gives in the wrong order, told by the sentences that cross them.

Where a column ends in the middle of a sentence, the text goes on in small letters somewhere; where two parts
of a page are exchanged it does not go on below. One order for all pages is looked for, each page as it stands
or with two neighbouring runs of blocks exchanged, in which the fewest sentences are broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, small_names, split_blocks, wrapping
from docforge.repair.parts.captions import CAPTION_RE
from docforge.repair.references.lists import find_heads
from docforge.repair.words.language import open_ends

SHORT = 60  # a block so short may be a heading: its end says nothing
MOST = 9  # units of a page; of more only those at broken sentences may begin a run
LEAST = 2.0  # what each changed page must gain
ALONE = 5.0  # what it must gain if it is the only one: a dump that does so does it often
HEALED = 0.6  # so much of what broken sentences cost may be left
BALANCE = 0.4  # what columns of unlike length cost
COLUMN = 300  # characters of each of two runs that may be exchanged: they are columns, not lines
REACH = 240  # characters at a block's ends in which a bracket is looked for
WHY = "the page's columns stand in the wrong order: sentences that break off go on when they are exchanged"
UNOPENED_RE = re.compile(r"[^()]{4,200}\)")
FIRST_RE = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block of running text and what follows it that is none; ``small``: it begins within a sentence."""

    start: int
    end: int
    small: bool
    unopened: bool  # a bracket closes that was not opened
    kind: str  # how it ends: "ended", "open", "hyphen", "bracket", "asks" (for a word), "short"
    first: str
    last: str


Swap = tuple[int, int, int]  # the runs first:middle and middle:last of a page's units are exchanged
NONE: Swap = (0, 0, 0)


def find_page_order(text: str, scene: Scene) -> Iterator[Edit]:
    """Exchange the halves of pages: "is known as ... in a" ⏎⏎ "Numerous ... prevails" -> the other way."""
    if "\f" not in text or wrapping(text).frames:
        return
    pages = _pages(text, open_ends(scene.language))
    if len(pages) < 2:
        return
    pairs = _pairs(text, pages)
    swaps, gain = _swaps(pages, pairs)
    if gain < ALONE and sum(s != NONE for s in swaps) < 2:
        return
    changed = [_order(page, swap) for page, swap in zip(pages, swaps, strict=True)]
    if _broken(changed, pairs) > HEALED * _broken(pages, pairs):
        return  # a text full of broken sentences: a few that meet by chance show nothing
    for page, (first, middle, last) in zip(pages, swaps, strict=True):
        if last:
            start, turn, end = page[first].start, page[middle].start, page[last - 1].end
            gap = page[middle - 1].end
            # A form feed stands where a column ends, as it does where a page ends.
            pieces: tuple[Piece, ...] = ((turn, end), "\n\n\f", (start, gap))
            after = text[turn:end] + "\n\n\f" + text[start:gap]
            yield Edit(start, end, text[start:end], after, "page-order", Safety.LIKELY, WHY, pieces=pieces)


def _pages(text: str, open_words: frozenset[str]) -> list[list[_Unit]]:
    """The units of each page, from its first block of running text on."""
    stop = max((start for start, _ in find_heads(text)), default=len(text))
    # A name that begins sentences in small letters shows nothing: "evolved is a package".
    names = frozenset(w for w, n in small_names(text).items() if n >= 2)
    pages: list[list[_Unit]] = [[]]
    before = 0
    for start, end in split_blocks(text):
        if start > stop:
            break
        if "\f" in text[before:start] and pages[-1]:
            pages.append([])
        before = end
        page = pages[-1]
        if _flows(text, start, end):
            page.append(_unit(text, start, end, names, open_words))
        elif page:
            page[-1] = replace(page[-1], end=end)
    return [page for page in pages if page]


def _flows(text: str, start: int, end: int) -> bool:
    sample = text[start : min(end, start + 400)]
    letters = sum(c.isalpha() for c in sample)
    return len(sample.split()) >= 6 and letters * 2 > len(sample) and not CAPTION_RE.match(sample)


def _unit(text: str, start: int, end: int, names: frozenset[str], open_words: frozenset[str]) -> _Unit:
    head, tail = text[start : min(end, start + REACH)].lstrip(), text[max(start, end - REACH) : end].rstrip()
    first = FIRST_RE.match(head)
    small = head[:1].islower() and (first is None or first.group() not in names)
    last = re.search(r"[^\W\d_]+$", tail)
    if end - start <= SHORT:
        kind = "short"
    elif tail.rfind("(") > tail.rfind(")"):
        kind = "bracket"
    elif is_finished(tail) and tail[-1] not in ";:":
        kind = "ended"
    elif tail[-1] in "-‐":
        kind = "hyphen"
    else:
        kind = "asks" if tail[-1] in ",;" or (last and last.group().casefold() in open_words) else "open"
    begins = first.group().casefold() if first else ""
    ends = last.group().casefold() if last else ""
    return _Unit(start, end, small, bool(UNOPENED_RE.match(head)), kind, begins, ends)


# What it costs that text in small letters, and other text, stands after an end of each kind.
COSTS = {
    "short": (0.5, 0.0),
    "ended": (2.0, 0.0),
    "hyphen": (-0.5, 1.5),
    "asks": (-0.5, 1.5),
    "open": (-0.5, 1.0),
    "bracket": (0.5, 1.0),
}


Pairs = frozenset[tuple[str, str]]


def _cost(left: _Unit, right: _Unit, pairs: Pairs = frozenset()) -> float:
    """What it costs that ``right`` stands after ``left``: a sentence is broken, or has no beginning."""
    if right.unopened:
        return -0.5 if left.kind == "bracket" else 2.0
    cost = COSTS[left.kind][not right.small]
    return cost - 0.5 if cost < 0 and (left.last, right.first) in pairs else cost


def _broken(pages: Sequence[Sequence[_Unit]], pairs: Pairs) -> float:
    """What the broken sentences of the whole text cost."""
    return sum(max(0.0, _cost(a, b, pairs)) for a, b in pairwise([unit for page in pages for unit in page]))


def _pairs(text: str, pages: Sequence[Sequence[_Unit]]) -> Pairs:
    """Which last and first words of units stand side by side elsewhere in the text."""
    lasts = {u.last for page in pages for u in page if u.kind in ("open", "asks")}
    firsts = {u.first for page in pages for u in page if u.small}
    words = re.findall(r"[\w-]+", text.casefold())
    return frozenset((a, b) for a, b in pairwise(words) if a in lasts and b in firsts)


def _swaps(pages: Sequence[Sequence[_Unit]], pairs: Pairs) -> tuple[list[Swap], float]:
    """For each page the exchange that makes the whole text read best, and what they gain together."""
    as_found = sum(_cost(a, b, pairs) for a, b in pairwise([unit for page in pages for unit in page]))
    best: list[tuple[float, list[Swap]]] = [(0.0, [])]
    last: list[_Unit] = []
    for page in pages:
        # The first page begins with front matter, whose lines are no sentences.
        options = [NONE, *(_options(page) if last else ())]
        row = []
        for swap in options:
            units = _order(page, swap)
            inner = sum(_cost(a, b, pairs) for a, b in pairwise(units))
            if swap != NONE:
                inner += LEAST + BALANCE * _imbalance(units, swap)
            came = [
                (cost + (_cost(last[s], units[0], pairs) if last else 0.0), path)
                for s, (cost, path) in enumerate(best)
            ]
            cost, path = min(came, key=lambda c: c[0])
            row.append((cost + inner, [*path, swap], units[-1]))
        best, last = [(c, p) for c, p, _ in row], [u for _, _, u in row]
    cost, swaps = min(best, key=lambda c: c[0])
    return swaps, as_found - cost + LEAST * sum(s != NONE for s in swaps)


def _options(page: Sequence[_Unit]) -> Iterator[Swap]:
    """All exchanges of neighbouring runs; none where the page reads well as it stands."""
    broken = [i for i in range(1, len(page)) if _cost(page[i - 1], page[i]) > 0]
    places = list(range(len(page) + 1)) if len(page) <= MOST else [0, *broken[:MOST], len(page)]
    for first, middle, last in combinations(places, 3):
        left, right = page[middle - 1].end - page[first].start, page[last - 1].end - page[middle].start
        if min(left, right) >= COLUMN:
            yield first, middle, last


def _imbalance(units: Sequence[_Unit], swap: Swap) -> float:
    """How unlike the two columns are that meet where the runs were exchanged: 0 of one size, 1 at most."""
    at = swap[0] + swap[2] - swap[1]
    left, right = sum(u.end - u.start for u in units[:at]), sum(u.end - u.start for u in units[at:])
    return abs(left - right) / (left + right)


def _order(page: Sequence[_Unit], swap: Swap) -> Sequence[_Unit]:
    first, middle, last = swap
    return [*page[:first], *page[middle:last], *page[first:middle], *page[last:]] if last else page
