"""Where a page of the print edition begins, as an anchor in HTML and EPUB.

An anchor is an empty ``span`` of the role doc-pagebreak (https://www.w3.org/TR/dpub-aria-1.1/#doc-pagebreak)
before the first word of the page; one that does not stand where its own letters say is left out. EPUB lists
the anchors in the navigation document (EPUB 3.3, section 7.3.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from docforge.exporters.html_context import EPUB_TYPE, NOT_IN_ID_RE, Element, Medium, element
from docforge.exporters.running_text import NEAR, Part, Stretch, is_letter, running_text
from docforge.model.edition import ArticlePart, PageStart
from docforge.model.meta import OriginalPage
from docforge.model.text import letter_position, letters, single_places

ROLE = "doc-pagebreak"
# Elements that hold text and stand in text; a page that begins with one begins before it.
INLINE = frozenset("a b bdi cite code em i s small span strong sub sup u".split())


def page_anchor(page: str) -> str:
    """The id of the anchor of a page."""
    return f"page-{page}"


def add_page_anchors(article: Element, starts: Sequence[PageStart], medium: Medium) -> None:
    """Put an anchor before the first word of each page into a rendered ``<article>``."""
    if not starts:
        return
    parts = running_text(article)
    taken = {node.get("id") for node in article.iter() if node.get("id")}
    found = [(start, at) for start in starts if (at := _find(parts[start.part], start)) is not None]
    # From the last one back: what is put in changes the strings behind it, not those before.
    for start, at in reversed(found):
        stretch = parts[start.part].stretch(at)
        if stretch is None or page_anchor(start.page) in taken:
            continue
        anchor = element("span", id=page_anchor(start.page), role=ROLE)
        # On the web checkers know no roles of books, and let only an element with a role have a label.
        anchor.set("aria-label" if medium == "epub" else "title", start.page)
        if medium == "epub":
            anchor.set(EPUB_TYPE, "pagebreak")
        _insert(anchor, stretch, at - stretch.start)


def original_anchor(page: str) -> str:
    """The id of the anchor of a page of the first publication."""
    return f"original-page-{NOT_IN_ID_RE.sub('-', page)}"


def add_original_anchors(article: Element, pages: Sequence[OriginalPage]) -> None:
    """Put an empty anchor where a page of the first publication began; a place found twice gets none.

    It has no role: the pages that readers are told of are those of this edition.
    """
    taken = {node.get("id") for node in article.iter() if node.get("id")}
    found = places_of(pages, running_text(article)) if pages else []
    for page, stretch, before in reversed(found):
        name = original_anchor(page.page)
        if name not in taken:
            title = f"Page {page.page} of the first publication"
            _insert(element("span", "original-page", id=name, title=title), stretch, before)


def places_of(
    pages: Sequence[OriginalPage], parts: Mapping[ArticlePart, Part]
) -> list[tuple[OriginalPage, Stretch, int]]:
    """The strings that pages begin in, with the number of letters before, in the order of the text."""
    runs = {letters(page.begins)[:NEAR]: page for page in pages}
    found = []
    for part in parts.values():
        for run, at in single_places("".join(part.letters), runs).items():
            if stretch := part.stretch(at):
                found.append((runs[run], stretch, at - stretch.start, part.name, at))
    once = Counter(page.page for page, *_ in found)
    order = {name: number for number, name in enumerate(parts)}
    found.sort(key=lambda one: (order[one[3]], one[4]))
    return [(page, stretch, before) for page, stretch, before, *_ in found if once[page.page] == 1]


def _find(part: Part, start: PageStart) -> int | None:
    """The number of the letter that the page begins with: where it should be, or the one place like it."""
    if part.near(start.letters) == start.near:
        return start.letters
    text = "".join(part.letters)
    at = text.find(start.near)
    return at if at >= 0 and text.find(start.near, at + 1) < 0 else None


def _insert(anchor: Element, stretch: Stretch, before: int) -> None:
    node, text = stretch.node, stretch.text
    cut = _with_opening(text, letter_position(text, before))
    if stretch.tail:
        # lxml takes a tail along with its node: it is parted when both stand in their places.
        node.tail = None
        node.addnext(anchor)
        node.tail, anchor.tail = text[:cut] or None, text[cut:] or None
    elif (figure := _picture_before(node)) is not None and not text[:cut].strip():
        figure.insert(0, anchor)
    elif node.tag in INLINE and not text[:cut].strip():
        _outermost(node).addprevious(anchor)
    else:
        node.text, anchor.tail = text[:cut] or None, text[cut:] or None
        node.insert(0, anchor)


def _with_opening(text: str, cut: int) -> int:
    """An opening quotation mark or bracket is the next word's, the hyphen of "two-fold" is not."""
    opening = cut
    while opening and not text[opening - 1].isspace():
        opening -= 1
        if is_letter(text[opening]):
            return cut
    return opening


def _outermost(node: Element) -> Element:
    """The outermost inline element that begins with ``node``."""
    parent = node.getparent()
    while (
        parent is not None and parent.tag in INLINE and parent[0] is node and not (parent.text or "").strip()
    ):
        node, parent = parent, parent.getparent()
    return node


def _picture_before(node: Element) -> Element | None:
    """The figure whose first words are those of ``node``: its picture stands on the page before them."""
    figure = next(node.iterancestors("figure"), None)
    if figure is None or figure.find("img") is None:
        return None
    first = next((e for e in figure.iter() if (e.text or "").strip()), None)
    return figure if first is node else None


def anchored_pages(article: Element) -> tuple[tuple[str, str], ...]:
    """The pages that a rendered article has anchors of: folio and id, in the order of the text."""
    return tuple(
        (str(node.get("aria-label")), str(node.get("id")))
        for node in article.iter()
        if isinstance(node.tag, str) and node.get("role") == ROLE
    )
