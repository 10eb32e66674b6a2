"""Laid-out pages -> the notes at their feet that stand on another page than their marks.

The layout engine sets a note that does not fit on the next page; with ``footnote-policy: line`` the line of
its mark goes along instead. Reads the boxes of the layout engine, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docforge.exporters.running_text import count_letters

CALL = "::footnote-call"
# A higher note would take too much of its page along, and the engine may lose lines of it.
MOST_OF_PAGE = 1 / 3


def late_notes(pages: Sequence[Any]) -> dict[str, bool]:
    """The notes that begin on a page after that of their mark, by id; whether each is short."""
    boxes = [page._page_box for page in pages]
    begun: dict[str, int] = {}
    heights: dict[str, float] = {}
    for number, box in enumerate(boxes):
        for note in (note for area in _areas(box) for note in area.children):
            name = note.element.get("id") or ""
            begun.setdefault(name, number)
            heights[name] = heights.get(name, 0.0) + note.margin_height()
    if not begun:
        return {}
    marked = {name: number for number, box in enumerate(boxes) for name in _marks(box)}
    return {
        name: heights[name] < boxes[page].height * MOST_OF_PAGE
        for name, page in begun.items()
        if page > marked.get(name, page)
    }


def letters_on(pages: Sequence[Any]) -> int:
    """How many letters stand on the pages, in the text and at its foot; heads of tables are left out."""
    found = (box for page in pages for box in _inner(page._page_box, ("thead",)))
    return sum(count_letters(box.text) for box in found if type(box).__name__ == "TextBox")


def _areas(page: Any) -> Iterator[Any]:
    return (child for child in page.children if type(child).__name__ == "FootnoteAreaBox")


def _marks(page: Any) -> Iterator[str]:
    for child in page.children:
        if type(child).__name__ != "FootnoteAreaBox":
            for box in _inner(child):
                if box.element is not None and (box.element_tag or "").endswith(CALL):
                    yield box.element.get("id") or ""


def _inner(box: Any, without: tuple[str, ...] = ()) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    if type(box).__name__ == "MarginBox" or box.element_tag in without:
        return
    yield box
    for child in getattr(box, "children", ()):
        yield from _inner(child, without)
