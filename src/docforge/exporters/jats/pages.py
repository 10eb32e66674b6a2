"""Where pages of the first publication began, as empty ``target`` elements in paragraphs (JATS 1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docforge.exporters.html_context import NOT_IN_ID_RE
from docforge.exporters.mathml import MATHML
from docforge.exporters.page_anchors import places_of
from docforge.exporters.running_text import tree_text
from docforge.model.meta import OriginalPage
from docforge.model.text import letter_position

KIND = "original-page"
NOT_RUNNING = frozenset(("fn", "tex-math", f"{{{MATHML}}}math", "inline-formula", "alt-text", "permissions"))


def put_original_pages(body: etree._Element, pages: Sequence[OriginalPage]) -> None:
    """Put a target before the first word of each page that begins in a paragraph."""
    found = places_of(pages, {"body": tree_text(body, _is_running)}) if pages else []
    for page, stretch, before in reversed(found):
        target = etree.Element("target", {"id": f"{KIND}-{NOT_IN_ID_RE.sub('-', page.page)}"})
        target.set("target-type", KIND)
        node, text = stretch.node, stretch.text
        cut = letter_position(text, before)
        if stretch.owner.tag != "p":
            continue
        if stretch.tail:
            node.tail = None
            node.addnext(target)
            node.tail, target.tail = text[:cut] or None, text[cut:] or None
        else:
            node.text, target.tail = text[:cut] or None, text[cut:] or None
            node.insert(0, target)


def _is_running(node: etree._Element) -> bool:
    """No notes, and no marks of them."""
    return isinstance(node.tag, str) and node.tag not in NOT_RUNNING and node.get("ref-type") != "fn"
