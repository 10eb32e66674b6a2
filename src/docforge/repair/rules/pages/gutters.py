"""Columns that a dump set side by side, told by the white gutter between them, set one after the other.

`pdftotext -layout` keeps the page's picture: a line of the left column, white space, a line of the right one.
A gutter is a strip of spaces that many lines of a page share, with words on both sides. Lines that cross it
(a title, a wide table, its caption) bound the zone. Tables have gutters too: at least one side must be prose.
A zone is cut by recursion, so three columns are two gutters. A form feed stands where a column ends, because
a sentence may break there as it breaks at a page's end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished

GAP_RE = re.compile(r"(?<=\S) {2,}(?=\S)")
WIDE_RE = re.compile(r"(?<=\S) {3,}(?=\S)")
FEWEST = 4  # lines with words on both sides of a gutter
NARROWEST = 12  # characters of a column
CANDIDATES = 6  # places tried for a gutter
DEPTH = 4  # gutters within columns within zones
WHY = "columns stand side by side: the left one is set before the right one"


HANGING_RE = re.compile(r"(?<=  )(?:\[\d{1,3}\]|\d{1,3}[.)])[ ]+(?=\S|\Z)")


@dataclass(frozen=True, slots=True)
class Cell:
    """The part of a line that lies in a column: ``start`` is the offset of its first character.

    ``shared`` says that the line has words in this column or another.
    """

    start: int
    text: str
    shared: bool

    @property
    def blank(self) -> bool:
        return not self.text or self.text.isspace()

    def left(self, at: int) -> Cell:
        return Cell(self.start, self.text[:at].rstrip(), self.shared)

    def right(self, at: int) -> Cell:
        return Cell(self.start + min(at, len(self.text)), self.text[at:], self.shared)


Cells = Sequence[Cell]


def find_gutters(text: str, scene: Scene) -> Iterator[Edit]:
    """Set the columns of each page in reading order: "left␣␣␣right" line by line -> left ... right ..."""
    at = 0
    for page in text.split("\f"):
        if len(GAP_RE.findall(page)) >= FEWEST:
            cells, offset = [], at
            for line in page.split("\n"):
                cells.append(Cell(offset, line, not line.isspace() and bool(line)))
                offset += len(line) + 1
            yield from _zones(text, cells)
        at += len(page) + 1


def _zones(text: str, cells: Cells) -> Iterator[Edit]:
    for first, last, order in _parts(cells, DEPTH):
        if len(order) == 1:
            continue
        start, stop = cells[first].start, cells[last].start + len(cells[last].text)
        pieces: list[Piece] = []
        for i, column in enumerate(order):
            if i:
                pieces.append("\n\f")
            pieces += _lines(column)
        after = "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in pieces)
        yield Edit(
            start,
            stop,
            text[start:stop],
            after,
            "column-gutter",
            Safety.LIKELY,
            WHY,
            pieces=tuple(pieces),
        )


def _lines(column: Cells) -> list[Piece]:
    """The lines of a column without the white space that set it off from the page's edge."""
    filled = [c for c in column if not c.blank]
    margin = _margin(filled)
    pieces: list[Piece] = []
    for i, cell in enumerate(column):
        if i:
            pieces.append("\n")
        if not cell.blank:
            lead = min(margin, len(cell.text) - len(cell.text.lstrip(" ")))
            pieces.append((cell.start + lead, cell.start + len(cell.text.rstrip())))
    return pieces


def _margin(filled: Cells) -> int:
    """Where most lines begin; the least of the common places."""
    leads = Counter(len(c.text) - len(c.text.lstrip(" ")) for c in filled)
    return min((at for at, n in leads.items() if n * 5 >= len(filled)), default=0)


def _parts(cells: Cells, depth: int) -> list[tuple[int, int, list[Cells]]]:
    """(first line, last line, columns in reading order) of each part of ``cells``, from top to bottom."""
    whole = [(0, len(cells) - 1, [cells])]
    if depth == 0 or len(cells) < FEWEST:
        return whole
    for at in _gutters(cells):
        zones = _runs(cells, at)
        if zones:
            break
    else:
        return whole
    parts: list[tuple[int, int, list[Cells]]] = []
    done = 0
    for first, last in [*zones, (len(cells), len(cells))]:
        if first > done:
            for a, b, order in _parts(cells[done:first], depth - 1):
                parts.append((a + done, b + done, order))
        if first < len(cells):
            inside = cells[first : last + 1]
            cuts = _before_numbers(inside, at)
            left = _columns([c.left(cut) for c, cut in zip(inside, cuts, strict=True)], depth - 1)
            right = _columns([c.right(cut) for c, cut in zip(inside, cuts, strict=True)], depth - 1)
            parts.append((first, last, [*left, *right]))
        done = last + 1
    return parts


def _before_numbers(cells: Cells, at: int) -> list[int]:
    """Where each line is cut: before a number that hangs in front of the right column, "left   12.   Lee"."""
    found = [HANGING_RE.search(c.text, max(0, at - 9), at) if len(c.text) > at else None for c in cells]
    if sum(m is not None for m in found) < FEWEST:
        return [at] * len(cells)
    return [m.start() if m else at for m in found]


def _columns(cells: Cells, depth: int) -> list[Cells]:
    """The columns within a column, without empty lines at its ends."""
    filled = [i for i, c in enumerate(cells) if not c.blank]
    if not filled:
        return []
    cells = _closed_up(cells[filled[0] : filled[-1] + 1])
    found = _parts(cells, depth)
    if all(len(order) == 1 for _, _, order in found):
        return [cells]
    return [column for _, _, order in found for column in order]


def _closed_up(cells: Cells) -> Cells:
    """A column without the empty lines that come only from lines of the other column between its own."""
    width = max(len(c.text.strip()) for c in cells)
    gap = [
        c.blank and c.shared and 0 < i < len(cells) - 1 and not cells[i - 1].blank and not cells[i + 1].blank
        for i, c in enumerate(cells)
    ]
    kept: list[Cell] = []
    for i, cell in enumerate(cells):
        if gap[i]:
            before, after = cells[i - 1].text.strip(), cells[i + 1].text.strip()
            full = len(before) >= 0.8 * width
            paced = any(gap[k] for k in (i - 2, i + 2) if 0 <= k < len(gap))
            if (not is_finished(before) and (after[0].islower() or (full and paced))) or (full and paced):
                continue
        kept.append(cell)
    return kept


def _blocked(cell: Cell, at: int) -> bool:
    return len(cell.text) > at - 2 and not cell.text[at - 2 : at].isspace()


def _both(cell: Cell, at: int) -> bool:
    return len(cell.text) > at and not cell.text[:at].isspace() and not cell.text[at:].isspace()


def _gutters(cells: Cells) -> list[int]:
    """Strips of space that many lines share, with words on both sides; the likeliest first.

    Of strips that are nearly as common the first on the line is taken: an indent, or the text after the
    number of an entry, is further in.
    """
    starts: Counter[int] = Counter()
    for cell in cells:
        starts.update(m.end() for m in GAP_RE.finditer(cell.text))
        lead = len(cell.text) - len(cell.text.lstrip(" "))
        if lead > NARROWEST and lead < len(cell.text):
            starts[lead] += 1
    found: list[tuple[int, int]] = []
    for at, count in starts.most_common(CANDIDATES):
        if count < FEWEST or at <= NARROWEST:
            continue
        two = sum(_both(c, at) and not _blocked(c, at) for c in cells)
        if two >= FEWEST:
            found.append((at, two))
    most = max((n for _, n in found), default=0)
    return [at for at, _ in sorted(found, key=lambda f: (f[1] * 5 < most * 4, f[0]))]


def _runs(cells: Cells, at: int) -> list[tuple[int, int]]:
    """Zones (first line, last line) in which lines stand side by side at the gutter."""
    zones: list[tuple[int, int]] = []
    margin = _is_margin(cells, at)
    first = -1
    for i, cell in enumerate([*cells, Cell(0, "", False)]):
        if i == len(cells) or (_blocked(cell, at) and not _spills(cells, i, at)):
            if first >= 0:
                zones += _columned(cells, first, i - 1, at, margin)
            first = -1
        elif first < 0 and not cell.blank:
            first = i
    return zones


def _spills(cells: Cells, i: int, at: int) -> bool:
    """A line whose left side comes within a space of the gutter, between lines that keep clear of it."""
    text = cells[i].text
    if len(text) <= at or text[at - 1] != " " or text[at] == " ":
        return False
    near = [cells[k] for k in (i - 1, i + 1) if 0 <= k < len(cells)]
    return len(near) == 2 and all(_both(c, at) and not _blocked(c, at) for c in near)


def _is_margin(cells: Cells, at: int) -> bool:
    """Is the gutter the margin of most lines of the page, as beside a narrow side column?"""
    filled = [c for c in cells if not c.blank]
    clear = sum(c.text[:at].isspace() for c in filled if len(c.text) > at)
    return clear * 2 >= len(filled)


def _columned(cells: Cells, first: int, last: int, at: int, margin: bool) -> list[tuple[int, int]]:
    """The stretches of a run in which blocks of lines are columns of prose, not rows of a table."""
    groups: list[tuple[int, int]] = []
    for i in range(_below_rows(cells, first, last), last + 1):
        if cells[i].blank:
            continue
        if groups and groups[-1][1] == i - 1:
            groups[-1] = (groups[-1][0], i)
        else:
            groups.append((i, i))
    zones: list[tuple[int, int]] = []
    kinds = [_kind(cells[a : b + 1], at) for a, b in groups]
    if groups and _is_tabled(cells, groups[0], at):
        kinds[0] = "rows"
    open_at = -1
    for k, kind in enumerate([*kinds, "rows"]):
        if kind == "rows":
            if open_at >= 0:
                zones += _zone(cells, groups[open_at:k], kinds[open_at:k], at, margin)
            open_at = -1
        elif open_at < 0:
            open_at = k
    return zones


def _zone(
    cells: Cells, groups: Sequence[tuple[int, int]], kinds: Sequence[str], at: int, margin: bool
) -> list[tuple[int, int]]:
    """A zone from its first line that has words on the right to its last block that belongs to it."""
    filled = [i for a, b in groups for i in range(a, b + 1)]
    both = [i for i in filled if _both(cells[i], at)]
    if len(both) < FEWEST:
        return []
    right = [i for i in filled if len(cells[i].text) > at and not cells[i].text[at:].isspace()]
    # Beside a narrow side column, what stands above it on the right (a title) stays above it.
    first, last = both[0] if margin else right[0], right[-1]
    # What stands on the left alone after that belongs to the left column if it is set as the column is.
    for (a, b), kind in zip(groups, kinds, strict=True):
        if a <= last <= b or (a > last and kind == "prose"):
            last = b
        elif a > last:
            break
    return [(first, last)]


def _kind(cells: Cells, at: int) -> str:
    """What a block of lines is: "both" sides, "prose" on the left alone, "alone", or "rows" of a table."""
    both = [c for c in cells if _both(c, at)]
    left = [c.text[:at].strip() for c in cells if not c.text[:at].isspace() and c.text[:at]]
    right = [c.text[at:].strip() for c in cells if len(c.text) > at and not c.text[at:].isspace()]
    widest = max((len(x) for x in right), default=0)
    solid_left, solid_right = _solid(left, at - 2), _solid(right, widest)
    if len(both) >= FEWEST and (_valued(left) or _valued(right)):
        return "rows"
    if len(both) == len(cells) >= FEWEST and not any(x[0].islower() for x in (*left, *right)):
        return "rows"  # no line goes on with another
    if not both:
        return "prose" if len(left) > 1 and solid_left else "alone"
    gapped = sum(bool(WIDE_RE.search(x)) for x in (*left, *right))
    two = solid_left and solid_right and gapped * 5 <= len(left) + len(right)
    if two or _runs_on(left) or _runs_on(right) or _abreast([*left, *right]):
        return "both"
    return "rows"


ROWS = 60  # lines of a table
TABLE_RE = re.compile(r"\s*(?:Table|Tab\.|Tabelle|Tableau|Tabla|Tabela)\s+[\dIVXS]+[.:]", re.IGNORECASE)


def _is_tabled(cells: Cells, group: tuple[int, int], at: int) -> bool:
    """Does a caption of a table stand right above, and are the lines on the left no running text?"""
    above = [c for c in cells[max(0, group[0] - 6) : group[0]] if not c.blank]
    if not any(TABLE_RE.match(c.text) for c in above[-3:]):
        return False
    inside = cells[group[0] : group[1] + 1]
    left = [c.text[:at].strip() for c in inside if c.text[:at].strip()]
    right = [c.text[at:].strip() for c in inside if c.text[at:].strip()]
    return len(left) * 10 <= len(right) * 7 or not _solid(left, at - 2)


LABEL_RE = re.compile(r"\s*(?:Table|Tab\.|Tabelle|Tableau|Tabla|Tabela)\s+[\dIVXS]+(?:[.:]|\s+[\dA-Z(])")


def _below_rows(cells: Cells, first: int, last: int) -> int:
    """The line after the rows of a table right under its caption, each of four cells or more."""
    above = [c for c in cells[max(0, first - 6) : first] if not c.blank]
    if not any(LABEL_RE.match(c.text) for c in above[-3:]):
        return first
    rows = [
        i
        for i in range(first, min(last + 1, first + ROWS))
        if len(WIDE_RE.findall(cells[i].text.strip())) >= 3
    ]
    near = [i for n, i in enumerate(rows) if i - (rows[n - 1] if n else first) <= 3]
    return near[-1] + 1 if len(near) >= 3 and len(near) == len(rows) else first


VALUE_RE = re.compile(r"[<>±+−–-]?\d[\d.,]*[%a-z*]{0,4}")


def _valued(lines: Sequence[str]) -> bool:
    """Do most lines hold nothing but values, as in the columns of a table: "16.56 0.029 −2.80"?"""
    only = sum(all(VALUE_RE.fullmatch(x) for x in line.split()) for line in lines)
    some = sum(len(line.split()) > 1 for line in lines)
    return only * 3 >= 2 * len(lines) and some * 3 >= 2 * len(lines)


def _abreast(lines: Sequence[str]) -> bool:
    """Three columns of prose: nearly every stretch between wide gaps is part of a sentence."""
    parts = [part for line in lines for part in WIDE_RE.split(line)]
    words = sum(len(part.split()) for part in parts)
    begun = sum(part[0].islower() for part in parts)
    return len(parts) >= 2 * FEWEST and words >= 4 * len(parts) and begun * 20 >= len(parts) * 7


def _runs_on(lines: Sequence[str]) -> bool:
    """Do most lines stand in runs of full lines, as in paragraphs, not in the cells of a table?"""
    width = sorted(len(x) for x in lines)[len(lines) * 9 // 10] if lines else 0
    total = run = 0
    for line in [*lines, ""]:
        if len(line) >= 0.75 * width and len(line.split()) >= 3 and not WIDE_RE.search(line):
            run += 1
        else:
            total += run if run >= FEWEST else 0
            run = 0
    return len(lines) >= FEWEST and width >= 24 and total * 2 >= len(lines)


def _solid(lines: Sequence[str], width: int) -> bool:
    """Is it running text: most lines fill the column, without wide gaps in them?"""
    full = sum(len(x) >= 0.6 * width and len(x.split()) >= 3 and not WIDE_RE.search(x) for x in lines)
    return len(lines) > 0 and full * 2 >= len(lines)
