"""Tables of long cells in the dump of a text browser, which sets a row as lines, one cell after the other.

The heads of the columns stand above, each a block; each row begins a line of its own, before which the last
line of the row above ends early. Cells end where sentences end. What cannot be cut so is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.tables.grid import Grid, Parts, piece_of, pieces_of

RULE = "browser-table"
FEWEST = 3  # rows
NARROWEST = 50  # characters of the longest line
LONGEST = 8  # words of a head
MOST = 4  # heads
LINES = 200  # of one table
STOP_RE = re.compile(r"[^\W_A-Z)]?[\w)”\"][.!?]\s+(?=[“\"(]?[^\W\d_a-zß-ÿ])")
ITEM_RE = re.compile(r"\s*(?:[*+•o#-]|\d{1,3}[.)])\s")


def find_browser_tables(text: str, scene: Scene) -> Iterator[Edit]:
    """Rows of tabs: "Rule⏎⏎Case⏎⏎Pay. We paid.⏎Wait. We lay." -> "Rule⇥Case⏎Pay.⇥We paid.⏎Wait.⇥We lay."."""
    heads: list[Line] = []
    for block in _blocks(split_lines(text)):
        if len(block) == 1 and _is_head(block[0]):
            heads.append(block[0])
            continue
        if 2 <= len(heads) <= MOST and 2 * FEWEST <= len(block) + FEWEST <= LINES:
            grid = _solved(text, heads, block)
            if grid is not None:
                start, end = heads[0].start, block[-1].end
                pieces = pieces_of(text, grid, None)
                after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
                yield Edit(start, end, text[start:end], after, RULE, Safety.LIKELY, grid.why, pieces=pieces)
        heads = []


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if not line.blank:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_head(line: Line) -> bool:
    bare = line.text.strip()
    return (
        len(bare.split()) <= LONGEST
        and not is_finished(bare)
        and bare[:1].isupper()
        and not ITEM_RE.match(line.text)
        and "\t" not in bare
    )


def _solved(text: str, heads: Sequence[Line], block: Sequence[Line]) -> Grid | None:
    width = max(len(line.text.rstrip()) for line in block)
    if width < NARROWEST or any(ITEM_RE.match(line.text) or "\t" in line.text for line in block):
        return None
    rows: list[list[Line]] = []
    for line in block:
        room = width - len(rows[-1][-1].text.rstrip()) if rows else 0
        if not rows or room > len(line.text.split()[0]):
            rows.append([])
        rows[-1].append(line)
    if len(rows) < FEWEST or not all(is_finished(row[-1].text) for row in rows):
        return None
    cells = [_cells(text, row, len(heads)) for row in rows]
    if any(cut is None for cut in cells):
        return None
    sure = sum(len(_stops(row)) == len(heads) - 1 for row in rows)
    if 2 * sure < len(rows):
        return None
    top = tuple((piece_of(head),) for head in heads)
    why = f"{len(rows)} rows under {len(heads)} heads, each row a line anew and a sentence to each cell"
    return Grid((top, *(cut for cut in cells if cut is not None)), len(block), why)


def _stops(row: Sequence[Line]) -> list[int]:
    """Where a sentence ends and one begins, as offsets into the row's lines put together."""
    return [m.end() for m in STOP_RE.finditer(_whole(row))]


def _whole(row: Sequence[Line]) -> str:
    return "\n".join(line.text for line in row)


def _cells(text: str, row: Sequence[Line], count: int) -> tuple[Parts, ...] | None:
    """The row's cells, a sentence each; of more sentences, two cells as even as can be."""
    stops = _stops(row)
    if len(stops) < count - 1 or (len(stops) > count - 1 and count > 2):
        return None
    size = len(_whole(row))
    if len(stops) > count - 1:
        stops = [min(stops, key=lambda at: abs(2 * at - size))]
    found, begin = [], row[0].start
    for stop in [*(row[0].start + at for at in stops), row[-1].end]:
        found.append(_parts(text, begin, stop))
        begin = stop
    return tuple(found)


def _parts(text: str, start: int, end: int) -> Parts:
    """The stretches of each line between two places, without white space around them."""
    found = []
    for m in re.finditer(r"[^\n]+", text[start:end]):
        bare = m.group().strip()
        if bare:
            first = start + m.start() + m.group().index(bare)
            found.append((first, first + len(bare)))
    return tuple(found)
