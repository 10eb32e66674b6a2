"""Notes at the foot of the page: each of them on the page of its mark or after it, once, in their order.

WeasyPrint moves a note that does not fit to the next page. Where many do not fit it forgets some of them
(lines that it takes back take their notes along, moved ones too; pages that a further pass does not make
again hand nothing on) and turns their order about. So what is due is counted anew after each page: the notes
that waited for it, then those whose marks stand on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from weakref import WeakKeyDictionary

import weasyprint.layout
import weasyprint.layout.page

_make_page = weasyprint.layout.page.make_page
_make_all_pages = weasyprint.layout.make_all_pages
# Of a layout, the pages (from 0) that notes moved from or to.
_moved: WeakKeyDictionary[Any, set[int]] = WeakKeyDictionary()


def keep_notes() -> None:
    """Have WeasyPrint make pages so from now on; it has no setting for it."""
    weasyprint.layout.page.make_page = _page
    weasyprint.layout.make_all_pages = _all_pages


def _page(context: Any, *given: Any) -> Any:
    """A page as WeasyPrint makes it, with the notes that still wait afterwards set right."""
    waited = list(context.reported_footnotes)
    page, resume_at, next_page = _make_page(context, *given)
    shown = set(map(id, context.current_page_footnotes))
    marked = [box.footnote for box in page.children[0].descendants() if box.footnote is not None]
    due = {id(note): note for note in (*waited, *marked)}
    context.reported_footnotes = [note for key, note in due.items() if key not in shown]
    # A note whose mark stands is not for a later line to bring.
    context.footnotes = [note for note in context.footnotes if id(note) not in due]
    moved, number = _moved.setdefault(context, set()), context.current_page - 1
    moved.discard(number)
    if waited or context.reported_footnotes:
        moved.add(number)
    return page, resume_at, next_page


def _all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """One pass over all pages; a page that a further one makes again needs the notes that wait for it."""
    if pages:
        context.reported_footnotes = []
        for run in _runs(_moved.get(context, set())):
            if _needed(context.page_maker, run):
                for number in run:
                    context.page_maker[number][-1]["content_changed"] = True
    yield from _make_all_pages(context, root_box, html, pages)


def _runs(numbers: set[int]) -> Iterator[list[int]]:
    """Numbers that follow each other: [1, 2], [5] of 1, 2, 5."""
    for _, group in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def _needed(page_maker: list[Any], run: list[int]) -> bool:
    """Whether notes move into a page that is made again, or to one behind the end of the text."""
    return any(
        page_maker[number][-1]["content_changed"] or page_maker[number][0] is None
        for number in run[1:]
        if number < len(page_maker)
    )
