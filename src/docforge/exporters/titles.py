"""The title of an article in print: its lines are made of like length, which the layout engine cannot."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.exporters.font_shapes import FontShapes
from docforge.exporters.html_context import Element
from docforge.exporters.theme import Look

# What a title may be wider than reckoned: italics, marks.
SLACK = 1.04
# Only titles: a heading of more lines is a paragraph.
MOST_LINES = 6


def balance_title(root: Element, look: Look) -> None:
    """Make the measure of an article's title as narrow as its number of lines allows."""
    title = root.find("header/h1")
    if title is None:
        return
    words = "".join(_told(title)).split()
    shapes = FontShapes.of(look.title_font)
    scale = look.title_size * 25.4 / 72
    widths = [shapes.width(word) * scale for word in words]
    space = shapes.width(" ") * scale
    count = _lines(widths, space, look.title_measure)
    if not 1 < count <= MOST_LINES:
        return
    low, high = max(widths), look.title_measure
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (low, middle) if _lines(widths, space, middle) <= count else (middle, high)
    if high * SLACK < look.title_measure:
        title.set("style", f"max-width: {high * SLACK:.1f}mm")


def _told(title: Element) -> Iterator[str]:
    """The words of a title without its notes."""
    yield title.text or ""
    for child in title:
        if child.get("class") not in ("footnote", "mark"):
            yield from _told(child)
        yield child.tail or ""


def _lines(widths: list[float], space: float, measure: float) -> int:
    lines, at = 1, 0.0
    for width in widths:
        if at and at + space + width > measure:
            lines, at = lines + 1, width
        else:
            at += width + (space if at else 0)
    return lines
