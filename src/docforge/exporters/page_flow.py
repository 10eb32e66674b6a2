"""Laid-out pages -> how high each block of the text is, and where a page or column ends white.

Reads the boxes of the layout engine by their kinds and positions, and changes nothing. A block is a child of
the text or of a section that bears its number as ``data-block``. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

BLOCK = "data-block"
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
LEAVES = frozenset({"LineBox", "BlockReplacedBox", "TableRowBox"})
# The least of a paragraph before and behind a border of pages: ``orphans`` and ``widows`` of the sheets.
LEAST_LINES = 2
# A page of running text may end so many lines short, for a paragraph of three lines is not parted; the margin
# below the last block may take one more.
USUAL_LINES = 3


@dataclass(slots=True)
class Measure:
    """One block: ``height`` without margins, ``unit`` a line of it, ``least`` what may stand alone of it.

    ``notes`` is the height of its notes at the foot of the page.
    """

    tag: str
    floats: bool
    across: bool
    before: float
    after: float
    height: float = 0.0
    unit: float = 0.0
    least: float = 0.0
    notes: float = 0.0


@dataclass(slots=True)
class Slot:
    """A column of a page, or a page of one column: what stands in it from ``top`` down to ``end``, under
    which it is white down to ``foot``. Counted from the top of the page's text.

    ``blocks`` are the numbers of those that stand in it, ``begun`` of those that begin there, in order.
    """

    page: int
    band: int
    top: float
    foot: float
    end: float
    across: bool = False
    blocks: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)

    @property
    def white(self) -> float:
        return max(0.0, self.foot - self.end)


@dataclass(frozen=True, slots=True)
class Gap:
    """White before a figure or table that begins the next page or column; ``white`` is its height.

    ``first`` is the block that begins there: the figure, or a heading that keeps to it. The white stands at
    the foot of ``column``, which begins at ``top``, or of all columns (None), as above a block across.
    """

    page: int
    white: float
    block: int
    first: int
    top: float
    column: int | None
    noted: bool


@dataclass(slots=True)
class Flow:
    """``page`` is the height of a page's text, ``overhead`` what notes at its foot take beside themselves."""

    columns: int
    blocks: dict[int, Measure] = field(default_factory=dict)
    slots: list[Slot] = field(default_factory=list)
    on_page: dict[int, list[Slot]] = field(default_factory=dict)
    page: float = 0.0
    overhead: float = 0.0
    line: float = 0.0

    @property
    def usual(self) -> float:
        """The most that running text by itself leaves white at the foot of a column."""
        return USUAL_LINES * self.line

    def white(self) -> float:
        """What stays white at the feet of all pages but the last, in column heights."""
        last = self.slots[-1].page if self.slots else 0
        return sum(self._feet(page) for page in range(last))

    def _feet(self, page: int) -> float:
        ends = self._last_band(page)
        if not ends:
            return self.page
        across = ends[0].across or self.columns == 1
        missing = 0 if across else self.columns - len(ends)
        white = sum(slot.white for slot in ends) + missing * (ends[0].foot - ends[0].top)
        return white if across else white / self.columns

    def _last_band(self, page: int) -> list[Slot]:
        on = self.on_page.get(page, [])
        return [slot for slot in on if slot.band == on[-1].band]

    def gaps(self) -> Iterator[Gap]:
        """The gaps before figures and tables, in the order of the text."""
        for before, after in pairwise(self.slots):
            block = self._leading_float(after)
            if block is None or not before.blocks:
                continue
            same = (before.page, before.band) == (after.page, after.band)
            band = self._last_band(before.page)
            if band[0].band != before.band or (before.page == after.page and not same):
                continue  # in the middle of a page
            level = not same and self.columns > 1
            white = self._feet(before.page) if level else before.white
            if white > self.usual:
                column = None if level else band.index(before)
                noted = before.foot < self.page - 1
                yield Gap(before.page, white, block, after.begun[0], before.top, column, noted)

    def _leading_float(self, slot: Slot) -> int | None:
        """The figure or table that a column begins with, headings before it left out."""
        if not slot.begun or slot.blocks[0] != slot.begun[0]:
            return None
        rest = (block for block in slot.begun if self.blocks[block].tag not in HEADINGS)
        first = next(rest, None)
        return first if first is not None and self.blocks[first].floats else None


def read_flow(pages: Sequence[Any], columns: int) -> Flow:
    """The blocks of an article's pages and the columns that they stand in."""
    reader = _Reader(Flow(columns))
    for number, page in enumerate(pages):
        reader.add_page(page._page_box, number)
    reader.finish()
    return reader.flow


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._lines: Counter[float] = Counter()
        self._pieces: dict[int, list[Any]] = {}
        self._noted: dict[int, float] = {}
        self._page = 0
        self._band = 0
        self._top = self._foot = 0.0

    def add_page(self, box: Any, number: int) -> None:
        self._page, self._band, self._top = number, 0, box.content_box_y()
        self._foot = float(box.height)
        self.flow.page = max(self.flow.page, box.height)
        for area in (child for child in box.children if type(child).__name__ == "FootnoteAreaBox"):
            if area.children:
                self._foot -= area.margin_height()
                self._add_notes(area)
        for child in box.children:
            if type(child).__name__ not in ("FootnoteAreaBox", "MarginBox"):
                self._walk(child, None)

    def _add_notes(self, area: Any) -> None:
        for note in area.children:
            height = note.margin_height()
            self._noted[id(note.element)] = self._noted.get(id(note.element), 0.0) + height
        rest = area.margin_height() - sum(note.margin_height() for note in area.children)
        self.flow.overhead = max(self.flow.overhead, rest)

    def _walk(self, box: Any, slot: Slot | None) -> None:
        if hasattr(box, "_box") or not hasattr(box, "children") or box.element is None:
            return  # placed by itself, or nothing that text stands in
        if _is(box, "columns") and box.children and box.children[0].element is box.element:
            self._band += 1
            for column in box.children:
                self._walk(column, self._slot(column.content_box_y(), False))
            self._band += 1
        elif box.element.get(BLOCK) is not None or box.element_tag == "header":
            self._add_block(box, slot or self._whole(box))
        else:
            for child in box.children:
                self._walk(child, slot)

    def _slot(self, top: float, across: bool) -> Slot:
        top -= self._top
        slot = Slot(self._page, self._band, top, self._foot, top, across)
        self.flow.slots.append(slot)
        self.flow.on_page.setdefault(self._page, []).append(slot)
        return slot

    def _whole(self, box: Any) -> Slot:
        """The slot of a block that stands in no column."""
        last = self.flow.slots[-1] if self.flow.slots else None
        if last is not None and (last.page, last.band) == (self._page, self._band):
            return last
        return self._slot(box.position_y, True)

    def _add_block(self, box: Any, slot: Slot) -> None:
        slot.end = max(slot.end, _lowest(box) - self._top)
        if box.element.get(BLOCK) is None:
            return
        block = int(box.element.get(BLOCK))
        slot.blocks.append(block)
        if block not in self.flow.blocks:
            slot.begun.append(block)
            style = box.style
            whole = box.element_tag == "figure" or _is(box, "table-wrap")
            across = self.flow.columns > 1 and (_is(box, "across") or slot.across)
            margins = [_pixels(style[name]) for name in ("margin_top", "margin_bottom")]
            self.flow.blocks[block] = Measure(box.element_tag, whole, across, *margins)
        self._pieces.setdefault(block, []).append(box)

    def finish(self) -> None:
        """What is known of a block when all its pieces are."""
        for block, pieces in self._pieces.items():
            found = self.flow.blocks[block]
            for piece in pieces[:-1]:
                found.height += max(0.0, _lowest(piece) - piece.border_box_y())
            last = pieces[-1]
            found.height += last.border_height()
            lines = [line.height for piece in pieces for line in _leaves(piece, "LineBox")]
            if found.tag == "p":
                self._lines.update(round(height, 2) for height in lines)
            found.unit = lines[0] if lines else 0.0
            found.least = _least(found, pieces)
            notes = (self._noted.get(id(e), 0.0) for e in last.element.iter() if e.get("class") == "footnote")
            found.notes = sum(notes)
        if self._lines:
            self.flow.line = self._lines.most_common(1)[0][0]


def _least(block: Measure, pieces: Sequence[Any]) -> float:
    """The least height of a first piece of a block; all of it where it is kept whole."""
    whole = pieces[0].style["break_inside"].startswith("avoid") or block.tag in HEADINGS
    if block.floats:
        rows = list(_leaves(pieces[0], "TableRowBox"))
        if whole or block.tag == "figure" or len(rows) <= LEAST_LINES + 1 or _is_short(pieces[0]):
            return block.height
        third = rows[LEAST_LINES]  # the head, and as many rows of the body
        return float(third.position_y + third.height - pieces[0].border_box_y())
    if whole or not block.unit or block.height < 2 * LEAST_LINES * block.unit - 0.5:
        return block.height
    return LEAST_LINES * block.unit


def _is_short(box: Any) -> bool:
    """Whether the table of a block is kept on one page."""
    kinds = ((table.get("class") or "").split() for table in box.element.iter("table"))
    return any("short" in kind and "prose" not in kind for kind in kinds)


def _is(box: Any, name: str) -> bool:
    return name in (box.element.get("class") or "").split()


def _pixels(length: Any) -> float:
    value = getattr(length, "value", length)
    return float(value) if isinstance(value, int | float) else 0.0


def _leaves(box: Any, *kinds: str) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    if type(box).__name__ in kinds:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _leaves(child, *kinds)


def _lowest(box: Any) -> float:
    """Where the last line, picture or row of a block ends; its box may reach to the foot of the page."""
    ends = [leaf.position_y + leaf.margin_height() for leaf in _leaves(box, *LEAVES)]
    return float(max(ends, default=box.border_box_y()))
