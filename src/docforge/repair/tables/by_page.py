"""Tables that fill whole pages, often turned: each block of such a page is a cell, and nothing tells rows.

The dump of a turned page follows neither rows nor columns, and its caption may stand anywhere among cells.
What says that the pages are one table is the caption, and that no line fills the text's measure on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line
from docforge.repair.parts.captions import CAPTION_RE, CONTINUED_RE, is_certain, is_table_kind
from docforge.repair.tables.by_column import blocks_of
from docforge.repair.tables.edits import RULE
from docforge.repair.tables.grid import Grid, merged, parts_of, pieces_of

FULL = 0.8  # of the measure: no cell's line is wider
MEAN = 0.5  # of the measure, the lines in the mean
FEWEST = 30  # lines
CELLS = 10
TALL = 1.7  # lines of a cell in the mean
ABOVE = 0.2  # share of the lines that stand before the caption: elsewhere it stands over its table
MOST = 40  # pages
AGAIN_RE = re.compile(r"\(?cont(?:inued|’d|'d|\.)?\)?\.?", re.IGNORECASE)
GAP_RE = re.compile(r"\S {3,}\S")

Page = list[Line]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages that are one table: their filled lines, and the caption's."""

    lines: list[Line]
    caption: Line

    @property
    def why(self) -> str:
        count = len(blocks_of(_with_gaps(self.lines)))
        return f"{count} blocks on pages that hold nothing but a table; nothing tells their rows"


def find_sheets(lines: Sequence[Line], captions: Sequence[int], width: float) -> Iterator[Sheet]:
    """Pages around a table's caption on which no line is as wide as the text's."""
    wanted = set(captions)
    if not wanted:
        return
    pages = _pages(lines)
    narrow = [_is_narrow(page, width) for page in pages]
    held = [any(line.index in wanted for line in page) for page in pages]
    done = -1
    for k, page in enumerate(pages):
        if k <= done or not held[k] or not narrow[k]:
            continue
        stop = k + 1
        while stop < len(pages) and stop - k < MOST and narrow[stop] and _goes_on(pages[stop]):
            stop += 1
        first = k - 1 if k - 1 > done and narrow[k - 1] and not held[k - 1] and _goes_on(pages[k - 1]) else k
        done = stop - 1
        whole = [line for p in pages[first:stop] for line in p]
        caption = next(line for line in page if line.index in wanted)
        if _is_table(whole, caption, width):
            yield Sheet(whole, caption)


def _pages(lines: Sequence[Line]) -> list[Page]:
    """The filled lines of each page that has some."""
    found: list[Page] = []
    for line in lines:
        if line.blank:
            continue
        if found and found[-1][-1].page == line.page:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_narrow(page: Page, width: float) -> bool:
    """Is no line but a caption as wide as the text's, or cut into cells already?"""
    for line in page:
        bare = line.text.strip()
        match = CAPTION_RE.match(bare)
        if match and is_certain(match):
            if not is_table_kind(match):
                return False
        elif len(bare) > FULL * width or "\t" in bare or GAP_RE.search(bare):
            return False
    return True


def _goes_on(page: Page) -> bool:
    """Does the page hold no caption but "Table 2 Continued", and blocks of several lines?"""
    said = [m for line in page if (m := CAPTION_RE.match(line.text.strip())) and is_certain(m)]
    if said:
        return all(CONTINUED_RE.match(m.string[m.end() :]) for m in said)
    return len(page) >= TALL * len(blocks_of(_with_gaps(page)))


def _is_table(whole: Page, caption: Line, width: float) -> bool:
    """Are there many blocks, of several lines each, above the caption too?"""
    cells = [line for line in whole if not _is_said(line) and line is not caption]
    if len(cells) < FEWEST or sum(len(line.text.strip()) for line in cells) > MEAN * width * len(cells):
        return False
    blocks = blocks_of(_with_gaps(cells))
    tall = len(cells) >= TALL * len(blocks) and len(blocks) >= CELLS
    above = sum(line.index < caption.index for line in cells)
    below = sum(line.index > caption.index and line.page == caption.page for line in cells)
    return tall and above >= ABOVE * (above + below)


def _is_said(line: Line) -> bool:
    """Is it "(Continued)", or the caption over again?"""
    bare = line.text.strip()
    match = CAPTION_RE.match(bare)
    return bool(AGAIN_RE.fullmatch(bare)) or bool(match and CONTINUED_RE.match(bare[match.end() :]))


def _with_gaps(lines: Sequence[Line]) -> list[Line]:
    """The lines with a blank one wherever lines between them are left out."""
    found: list[Line] = list(lines[:1])
    for above, line in pairwise(lines):
        if line.index > above.index + 1 or line.page != above.page:
            found.append(Line(above.end, above.end, "", above.page, above.index + 1, True))
        found.append(line)
    return found


def sheet_edits(text: str, sheet: Sheet, scene: Scene) -> Iterator[Edit]:
    """The caption, then each block as a row of one cell; what says that the table goes on is set aside."""
    runs: list[list[Line]] = [[]]
    reached = False
    for line in sheet.lines:
        reached = reached or line is sheet.caption
        if _is_said(line) and reached:
            runs.append([])
        else:
            runs[-1].append(line)
    runs = [run for run in runs if run]
    for k, run in enumerate(runs):
        cells = blocks_of(_with_gaps([line for line in run if line is not sheet.caption]))
        grid = Grid(tuple((parts_of(block),) for block in cells), len(run), sheet.why, (), sure=False)
        pieces: list[Piece] = list(pieces_of(text, grid, scene.lexicon))
        if sheet.caption in run:
            at = sheet.caption.start + len(sheet.caption.text) - len(sheet.caption.text.lstrip())
            pieces = [(at, sheet.caption.start + len(sheet.caption.text.rstrip())), "\n\n", *pieces]
        start, end = run[0].start, run[-1].end
        if k:
            stop = runs[k - 1][-1].end
            why = "the table goes on after a page break"
            cut = text[stop:start]
            yield Edit(stop, start, cut, "\n", RULE, Safety.LIKELY, why, "repeated table head")
        made = tuple(merged(pieces))
        after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in made)
        yield Edit(start, end, text[start:end], after, RULE, Safety.LIKELY, sheet.why, pieces=made)
