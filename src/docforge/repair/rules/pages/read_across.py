"""Two columns of a reference list that a scan read across: each line holds a line of both.

No gutter is left to be seen, but the numbers of the right column stand inside the lines and count on, each
about where the left column ends. Lines of print are about equally wide, so the others are cut where both
halves fill their column, or where the half that does not is the last line of its entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.measure import width
from docforge.repair.references.shapes import HEADING_RE, UPPER, ended, strong_start

FEWEST = 5  # numbers inside lines that count on
STEP = 3  # what the next number may be more than the last
OVER = 1.1  # of the measure: so wide may a line of one column come out
BOTH = 1.12  # of the measure: so wide a line holds words of both columns
NEAR = 0.85  # of the measure: so wide is a full line
TOP = 2  # lines that the head of the right column has, where it stands above
EDGE = 0.05  # what a hyphen before a cut, or a speck behind it, is worth
ALONE = 0.05  # what it costs that a line has no right half
CUT_SHORT = 0.02  # what it costs that the last line of an entry is short
UNENDED = 0.05  # and that it does not end as an entry does
ASTRAY = 0.3  # both together, at most
WHY = "the columns of the list were read across: the left one is set before the right one"
INNER_RE = re.compile(rf"(?<=\S)\s+(?=(\d{{1,3}})[.,]\s+[_\s]*{UPPER})")
START_RE = re.compile(rf"\s*\(?\[?(\d{{1,3}})[.,)\]]?\s+[_\s]*(?={UPPER})")
RANGE_RE = re.compile(r"\d[-–]\d+[.,]?\Z")
HYPHEN_RE = re.compile(r"[^\W\d_]-\Z")
SPECK_RE = re.compile(r"[‘“'_][^\W\d_]")  # what a scan sees at the edge of a column
SPACE_RE = re.compile(r"(?<=\S)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """The left half of a line ends at ``left``, the right one begins at ``right``; both of the line."""

    left: int
    right: int


def find_read_across(text: str, scene: Scene) -> Iterator[Edit]:
    """Cut lines in two: "1. Lee, A. (2001) The mill 9. Oak, B. (2007) On rags" -> left ... right ..."""
    pages: list[list[Line]] = []
    for line in split_lines(text):
        if not pages or line.page != pages[-1][-1].page:
            pages.append([])
        pages[-1].append(line)
    for page in pages:
        filled = [line for line in page if not line.blank]
        inner = _counted(filled)
        if len(inner) >= FEWEST:
            yield from _part(text, filled, inner)


def _counted(lines: Sequence[Line]) -> dict[int, _Cut]:
    """The longest run of numbers inside lines that count on, by line."""
    runs: dict[int, tuple[int, int]] = {}  # number -> length of the best run that ends there, its last link
    links: list[tuple[int, int, _Cut]] = []  # the link before, line, cut
    for i, line in enumerate(lines):
        for m in INNER_RE.finditer(line.text):
            number = int(m[1])
            before = max((runs[n] for n in range(number - STEP, number) if n in runs), default=(0, -1))
            if before[0] >= runs.get(number, (0, -1))[0]:
                runs[number] = (before[0] + 1, len(links))
                links.append((before[1], i, _Cut(m.start(), m.end())))
    at = max(runs.values(), default=(0, -1))[1]
    found: dict[int, _Cut] = {}
    while at >= 0:
        at, i, cut = links[at]
        found.setdefault(i, cut)
    return found


def _part(text: str, lines: Sequence[Line], inner: dict[int, _Cut]) -> Iterator[Edit]:
    widths = [width(line.text.strip()) for line in lines]
    totals = sorted(widths[min(inner) : max(inner) + 1])
    half = totals[len(totals) * 3 // 4] / 2
    lefts = [width(lines[i].text[: cut.left].strip()) for i, cut in inner.items()]
    full = sorted(w for w in lefts if NEAR * half <= w <= OVER * half)
    if 2 * len(full) < len(lefts) or sum(w > OVER * half for w in lefts) > 1:
        return
    wide = full[len(full) * 2 // 3]
    measure = wide, 2 * half - wide
    first, last = _zone(widths, inner, half)
    zone = lines[first : last + 1]
    halves = list(_halves(zone, {i - first: cut for i, cut in inner.items()}, measure))
    left = [(line.start + a, line.start + b) for line, (a, b), _ in halves if b > a]
    right = [(line.start + a, line.start + b) for line, _, (a, b) in halves if b > a]
    if not left or not right:
        return
    above = _above(text, lines[:first], left, measure[1])
    top = [(line.start, line.end) for line in lines[above:first]]
    start, end = (top or [(zone[0].start, 0)])[0][0], zone[-1].end
    pieces: list[Piece] = [*_rows(text, left), "\n\f", *_rows(text, [*top, *right])]
    after = "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in pieces)
    yield Edit(start, end, text[start:end], after, "read-across", Safety.LIKELY, WHY, pieces=tuple(pieces))


def _rows(text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The lines of a column; a number at a line's start begins a block."""
    for i, (start, end) in enumerate(ranges):
        if i:
            yield "\n\n" if START_RE.match(text, start, end) else "\n"
        yield (start, end)


def _zone(widths: Sequence[float], inner: dict[int, _Cut], measure: float) -> tuple[int, int]:
    """First and last of a run of lines that hold words of both columns, with few others among."""
    first, last = min(inner), max(inner)
    for step, stop in ((-1, -1), (1, len(widths))):
        at = first if step < 0 else last
        edge = at
        while at != stop and abs(at - edge) <= STEP:
            if widths[at] >= BOTH * measure:
                edge = at
            at += step
        first, last = (edge, last) if step < 0 else (first, edge)
    return first, last


def _halves(
    zone: Sequence[Line], inner: dict[int, _Cut], measure: tuple[float, float]
) -> Iterator[tuple[Line, tuple[int, int], tuple[int, int]]]:
    """Each line with the ranges of its left and its right half, either of which may be empty."""
    numbers = [m and int(m[1]) for m in (START_RE.match(line.text) for line in zone)]
    head = min(inner)
    lowest = START_RE.match(zone[head].text, inner[head].right)
    for i, line in enumerate(zone):
        start, end = len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())
        last = i + 1 == len(zone)
        ends = not last and (bool(numbers[i + 1]) or strong_start(zone[i + 1].text))
        if i in inner:
            cut = inner[i]
        elif i < head and lowest and numbers[i] and 0 < int(lowest[1]) - (numbers[i] or 0) <= STEP:
            cut = _Cut(start, start)
        else:
            cut = _best(line.text[:end], measure, ends, last or i + 1 in inner)
        yield line, (start, max(start, cut.left)), (cut.right, end)


def _best(line: str, measure: tuple[float, float], left_ends: bool, right_ends: bool) -> _Cut:
    """Where a line is cut best: halves fill the column, unless the entry ends there."""
    found = [(_misfit(line, measure[0], left_ends) + ALONE, len(line), len(line))]
    for m in SPACE_RE.finditer(line):
        left, right = line[: m.start()], line[m.end() :]
        cost = _misfit(left, measure[0], left_ends) + _misfit(right, measure[1], right_ends)
        cost -= EDGE * (bool(HYPHEN_RE.search(left)) + bool(SPECK_RE.match(right)))
        found.append((cost, m.start(), m.end()))
    _, start, end = min(found)
    return _Cut(start, end)


def _misfit(half: str, measure: float, may_end: bool) -> float:
    """What it costs that a half of a line is wider or narrower than its column."""
    off = width(half.strip()) / measure - 1
    if off < 0 and HEADING_RE.fullmatch(half):
        return CUT_SHORT
    if not may_end:
        return abs(off)
    whole = bool(ended(half) or RANGE_RE.search(half))
    if off >= 0:
        return off if whole else off + UNENDED
    return min(-off, CUT_SHORT) if whole else min(-off + UNENDED, ASTRAY)


def _above(text: str, lines: Sequence[Line], left: Sequence[tuple[int, int]], measure: float) -> int:
    """Where the head of the right column begins: it stands above, and the left column breaks off."""
    first = at = len(lines)
    if ended(text[left[-1][0] : left[-1][1]]):
        return first
    while at and width(lines[at - 1].text.strip()) <= OVER * measure:
        at -= 1
        gap = at == 0 or lines[at - 1].index < lines[at].index - 1
        if gap and first - at >= TOP and not START_RE.match(lines[at].text):
            return at
    return first
