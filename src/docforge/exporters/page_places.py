"""Laid-out pages -> which line of which page holds which letters of the running text.

Reads the boxes of the layout engine by their kinds and positions, and changes nothing. Lengths are CSS
pixels from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docforge.exporters.running_text import (
    Part,
    Stretch,
    count_letters,
    owners,
    running_text,
)
from docforge.model.edition import ArticlePart, PageStart
from docforge.model.text import letters

# A line inside one of these is no line of the text column.
NOT_COLUMN = frozenset(("TableCellBox", "InlineBlockBox"))


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand together on a line: from ``start`` on, so many."""

    part: ArticlePart
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (the first is 0). ``number`` counts the lines of the column, 0 for those of cells.

    ``left`` is where its column begins, ``baseline`` where its letters stand.
    """

    page: int
    number: int
    left: float
    baseline: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Left and right edge of a page's type area."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Pages:
    """The running text of a laid-out article and its lines in the order of reading; by page its area and the
    letters of its notes.
    """

    parts: dict[ArticlePart, Part]
    lines: tuple[Line, ...]
    areas: tuple[Area, ...]
    notes: tuple[str, ...]

    def line_of(self, part: ArticlePart, letter: int) -> Line | None:
        """The line that a letter stands on."""
        for line in self.lines:
            for run in line.runs:
                if run.part == part and run.start <= letter < run.start + run.count:
                    return line
        return None


def read_pages(pages: Sequence[Any]) -> Pages | None:
    """The lines of an article's pages; None where there is no article on them."""
    boxes = [page._page_box for page in pages]
    article = next((e for box in boxes for e in [_article(box)] if e is not None), None)
    if article is None:
        return None
    parts = running_text(article)
    reader = _Reader(owners(parts))
    lines = tuple(line for number, box in enumerate(boxes) for line in reader.lines(box, number))
    return Pages(parts, lines, tuple(map(_area, boxes)), tuple(map(_notes, boxes)))


def page_starts(pages: Pages, first_folio: int) -> tuple[PageStart, ...]:
    """Where each page begins; a page that begins inside a word, at the next one."""
    found: dict[int, PageStart] = {}
    for line in pages.lines:
        if line.page in found or not line.runs:
            continue
        run = line.runs[0]
        part = pages.parts[run.part]
        at = run.start
        while at < len(part.letters) and not part.begins[at]:
            at += 1
        if at < len(part.letters):
            found[line.page] = PageStart(str(first_folio + line.page), run.part, at, part.near(at))
    return tuple(found.values())


def _area(box: Any) -> Area:
    left = float(box.content_box_x())
    return Area(left, left + float(box.width))


def _notes(box: Any) -> str:
    """The letters of the notes at the foot of a page."""
    areas = [child for child in box.children if type(child).__name__ == "FootnoteAreaBox"]
    inner = (text for area in areas for child in area.children for text in _boxes(child))
    return letters("".join(text.text for text in inner if type(text).__name__ == "TextBox"))


def _article(box: Any) -> Any:
    """The ``<article>`` that the boxes of a page were made of."""
    for inner in _boxes(box):
        if inner.element is not None and inner.element_tag == "article":
            return inner.element
    return None


def _boxes(box: Any) -> Iterator[Any]:
    """A box and all in it, without what stands in the margins and at the foot."""
    box = getattr(box, "_box", box)
    if type(box).__name__ in ("MarginBox", "FootnoteAreaBox"):
        return
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


class _Reader:
    """Knows of each element how many of its letters stood on lines before."""

    def __init__(self, strings: dict[int, list[tuple[Part, Stretch]]]) -> None:
        self.strings = strings
        self.used: dict[int, int] = {}

    def lines(self, page_box: Any, page: int) -> Iterator[Line]:
        number = 0
        for box, column in self._line_boxes(page_box, True):
            runs = tuple(self._runs(box))
            if not runs:
                continue
            number += column
            yield Line(
                page,
                number if column else 0,
                float(box.position_x),
                float(box.position_y + box.baseline),
                runs,
            )

    def _line_boxes(self, box: Any, column: bool) -> Iterator[tuple[Any, bool]]:
        box = getattr(box, "_box", box)
        kind = type(box).__name__
        if kind in ("MarginBox", "FootnoteAreaBox") or "::" in (box.element_tag or ""):
            return
        if kind == "LineBox":
            yield box, column
            return
        inner = column and kind not in NOT_COLUMN
        for child in getattr(box, "children", ()):
            yield from self._line_boxes(child, inner)

    def _runs(self, box: Any) -> Iterator[Run]:
        for inner in _boxes(box):
            if type(inner).__name__ != "TextBox" or inner.element is None or "::" in inner.element_tag:
                continue
            if count := count_letters(inner.text):
                yield from self._run(inner.element, count)

    def _run(self, element: Any, count: int) -> Iterator[Run]:
        known = self.strings.get(id(element), [])
        at = self.used.get(id(element), 0)
        if not known or at + count > known[-1][1].own + known[-1][1].count:
            # A note, or the head of a table that stands on each page of it.
            return
        self.used[id(element)] = at + count
        for part, stretch in known:
            first = max(at, stretch.own)
            last = min(at + count, stretch.own + stretch.count)
            if first < last:
                yield Run(part.name, stretch.start + first - stretch.own, last - first)
