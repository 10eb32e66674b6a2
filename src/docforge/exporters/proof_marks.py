"""Marks in the margins of a proof: line numbers, and the numbers of queries beside their lines.

They are drawn as outlines and as artifacts (ISO 32000-1, 14.8.2.2): to be seen on the page, and no part of
the text that is read aloud, copied, searched or counted. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from docforge.exporters.page_places import Line, Pages
from docforge.exporters.theme import font_bytes

FACE = "SourceSans3-Regular.ttf"
# As copy editors count: every fifth line has its number, and each page begins anew.
EVERY = 5
SIZE = 6.5 * 96 / 72
GREY = (0.4, 0.4, 0.4)
RED = (0.54, 0.18, 0.11)
# Between the type area and a line's number, and between it and the number of a query.
NEAR, FAR = 12.0, 26.0
Outline = tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A short text with its left end at ``x``, or its right end where ``ends`` is set."""

    text: str
    x: float
    baseline: float
    colour: tuple[float, float, float]
    ends: bool = False


Marks = dict[int, list[Mark]]
Marker = Callable[[Pages], Marks]


def line_marks(pages: Pages) -> Marks:
    """The numbers of lines, by page: left of the text; of a second column, right of it."""
    found: Marks = {}
    for line in pages.lines:
        if line.number and line.number % EVERY == 0:
            area = pages.areas[line.page]
            second = line.left > (area.left + area.right) / 2
            x = area.right + NEAR if second else area.left - NEAR
            found.setdefault(line.page, []).append(
                Mark(str(line.number), x, line.baseline, GREY, ends=not second)
            )
    return found


def query_mark(pages: Pages, line: Line, text: str) -> Mark:
    """The numbers of queries right of the text, beyond the line numbers of a second column."""
    area = pages.areas[line.page]
    columns = any(one.left > (area.left + area.right) / 2 for one in pages.lines if one.page == line.page)
    return Mark(text, area.right + (FAR if columns else NEAR), line.baseline, RED)


def mark_pages(pages: Sequence[Any], marks: Marks) -> None:
    """Have the layout engine draw the marks with its pages, by their index."""
    for index, of_page in marks.items():
        page = pages[index]
        page.paint = partial(_paint, page.paint, tuple(of_page))


def _paint(paint: Any, marks: Sequence[Mark], stream: Any, scale: float = 1) -> None:
    paint(stream, scale)
    with stream.artifact(), stream.stacked():
        stream.transform(a=scale, d=scale)
        for mark in marks:
            _draw(stream, mark)


def _draw(stream: Any, mark: Mark) -> None:
    shapes = [_glyph(char) for char in mark.text]
    x = mark.x - (sum(width for width, _ in shapes) * SIZE if mark.ends else 0)
    stream.set_color_rgb(*mark.colour)
    for width, outline in shapes:
        for name, numbers in outline:
            across = [x + value * SIZE for value in numbers[::2]]
            down = [mark.baseline - value * SIZE for value in numbers[1::2]]
            placed = [value for point in zip(across, down, strict=True) for value in point]
            {"move": stream.move_to, "line": stream.line_to, "curve": stream.curve_to, "close": stream.close}[
                name
            ](*placed)
        x += width * SIZE
    stream.fill()


@lru_cache(maxsize=64)
def _glyph(char: str) -> tuple[float, Outline]:
    """Advance and outline of a character, in ems."""
    font = _font()
    name = font.getBestCmap()[ord(char)]
    em = font["head"].unitsPerEm
    pen = _Outliner(font.getGlyphSet(), em)
    font.getGlyphSet()[name].draw(pen)
    return font["hmtx"][name][0] / em, tuple(pen.outline)


@lru_cache(maxsize=1)
def _font() -> TTFont:
    return TTFont(BytesIO(font_bytes(FACE)))


class _Outliner(BasePen):  # type: ignore[misc]
    """Records an outline in the terms of PDF; curves of the second degree come in as such of the third."""

    def __init__(self, glyphs: Any, em: int) -> None:
        super().__init__(glyphs)
        self.em = em
        self.outline: list[tuple[str, tuple[float, ...]]] = []

    def _add(self, name: str, *points: tuple[float, float]) -> None:
        self.outline.append((name, tuple(value / self.em for point in points for value in point)))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("move", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("line", pt)

    def _curveToOne(  # noqa: N802
        self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]
    ) -> None:
        self._add("curve", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._add("close")
