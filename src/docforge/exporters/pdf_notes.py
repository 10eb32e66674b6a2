"""Notes at the foot of the page: each of them on the page of its mark or after it, once, in their order.

WeasyPrint moves a note that does not fit to the next page. Where many do not fit it forgets some of them
(lines that it takes back take their notes along, moved ones too), turns their order about, and in a further
pass hands them to the wrong page. So what is due is counted anew after each page: the notes that waited for
it, then those whose marks stand on it; and each page finds what the one before it left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import weasyprint.layout
import weasyprint.layout.page

_make_page = weasyprint.layout.page.make_page
_make_all_pages = weasyprint.layout.make_all_pages
# Of a layout, the notes that wait for each page (from 1).
_waiting: WeakKeyDictionary[Any, dict[int, list[Any]]] = WeakKeyDictionary()


def keep_notes() -> None:
    """Have WeasyPrint make pages so from now on; it has no setting for it."""
    weasyprint.layout.page.make_page = _page
    weasyprint.layout.make_all_pages = _all_pages


def _page(
    context: Any, root_box: Any, page_type: Any, resume_at: Any, number: int, page_state: Any
) -> tuple[Any, Any, Any]:
    """A page as WeasyPrint makes it, with the notes that still wait afterwards set right."""
    waiting = _waiting.setdefault(context, {})
    waited = waiting.get(number, [])
    context.reported_footnotes = list(waited)
    page, resume_at, next_page = _make_page(context, root_box, page_type, resume_at, number, page_state)
    shown = set(map(id, context.current_page_footnotes))
    marked = [box.footnote for box in page.children[0].descendants() if box.footnote is not None]
    due = {id(note): note for note in (*waited, *marked)}
    waiting[number + 1] = [note for key, note in due.items() if key not in shown]
    context.reported_footnotes = list(waiting[number + 1])
    # A note whose mark stands is not for a later line to bring.
    context.footnotes = [note for note in context.footnotes if id(note) not in due]
    return page, resume_at, next_page


def _all_pages(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
    """One pass over all pages; a further one comes to those behind the text only if it is told of them."""
    waiting = _waiting.get(context, {})
    # A page has an entry: where in the text it begins (None: behind its end), and whether it is made again.
    for number, (before, entry) in enumerate(pairwise(context.page_maker), 2):
        if pages and entry[0] is None and waiting.get(number):
            before[-1]["content_changed"] = True
    yield from _make_all_pages(context, root_box, html, pages)
