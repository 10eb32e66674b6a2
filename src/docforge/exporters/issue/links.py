"""Links from the pages around the articles to the articles."""

from __future__ import annotations

from docforge.exporters.html_context import Element, sub_text
from docforge.exporters.issue.entries import Entry
from docforge.exporters.pdf_binding import PART_LINK


def link_to(parent: Element, one: Entry, text: str, cls: str = "") -> Element:
    """A link with ``text`` to the first page of an article."""
    return sub_text(parent, "a", text, cls, href=PART_LINK + one.id)
