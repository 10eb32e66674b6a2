"""Articles -> PDF/UA-1: our HTML, laid out by WeasyPrint with a closed fetcher.

Each page is laid out once, but for articles with pages that end white (``page_fill``). An article's PDF is
its own pages; the edition (``exporters.issue.pages``) is the same pages, bound with those before and after
them. PDF/UA: ISO 14289-1; PDF 1.7: ISO 32000-1.

WeasyPrint is imported inside the functions: it is heavy, and other commands do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docforge.diagnostics import Diagnostic
from docforge.exporters.base import Exported
from docforge.exporters.colours import in_screen_colours
from docforge.exporters.floats import Moves, starts_in_text
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.html_context import Element
from docforge.exporters.laid import Laid
from docforge.exporters.layout_lint import check_layout
from docforge.exporters.page_fill import Filled, fill_pages
from docforge.exporters.page_places import page_starts, read_pages
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.print_tree import PrintTree
from docforge.exporters.printed import at_folio
from docforge.exporters.proof_marks import Marker, line_marks, mark_pages
from docforge.exporters.svg import svg_text, with_shipped_fonts
from docforge.model.edition import Article, EditionMeta

if TYPE_CHECKING:
    from weasyprint.document import Document

    from docforge.exporters.pdf_engine import Engine

Counted = Callable[[int], None]
PRINTED_SHAPES = ("data-label", "data-verso", "data-recto", "data-book", "data-status")


def write_pdf(article: Article, edition: EditionMeta) -> Exported:
    """The article alone as "article.pdf"; its folios begin with ``article.first_page``, or 1."""
    first = int(article.first_page) if article.first_page.isdecimal() else 1
    laid = lay_out_article(article, edition, max(first, 1))
    return Exported({"article.pdf": laid.data}, laid.diagnostics)


def lay_out_article(
    article: Article,
    edition: EditionMeta,
    folio: int,
    marker: Marker = line_marks,
    counted: Counted | None = None,
) -> Laid:
    """The pages of an article; the first of them bears ``folio``. ``marker`` marks the margins of a proof.

    ``counted`` is told how many pages there are before they are painted.
    """
    article = at_folio(article, edition, str(folio))
    printed = PrintTree(article, edition)
    texts = _printed_texts(printed.article, article)
    missing = find_missing_glyphs(texts, article.id, edition, article.document)
    pictures, told = _pictures(article)

    def make(engine: Engine) -> Filled:
        return fill_pages(engine, printed, folio, article.id)

    laid, moves = _paginate(make, edition, folio, pictures, article.id, marker, counted)
    starts = starts_in_text(laid.starts, printed.article, printed.blocks, moves) if moves else laid.starts
    return replace(
        laid, diagnostics=(*printed.diagnostics, *told, *missing, *laid.diagnostics), starts=starts
    )


def lay_out_tree(
    root: Element,
    edition: EditionMeta,
    folio: int,
    pictures: Mapping[str, bytes],
    where: str,
    marker: Marker = line_marks,
    counted: Counted | None = None,
) -> Laid:
    """The pages of an ``<html>`` tree as it is. An article among them gets its marks in a proof."""

    def make(engine: Engine) -> Filled:
        return Filled(engine.lay_out(root, folio))

    return _paginate(make, edition, folio, pictures, where, marker, counted)[0]


def _paginate(
    make: Callable[[Engine], Filled],
    edition: EditionMeta,
    folio: int,
    pictures: Mapping[str, bytes],
    where: str,
    marker: Marker,
    counted: Counted | None,
) -> tuple[Laid, Moves]:
    """The pages that are made, marked and painted, and what was moved for them."""
    from docforge.exporters.pdf_engine import engine_for, engine_log, label_pages

    engine = engine_for(edition)

    def finish(_: Document, pdf: Any) -> None:
        label_pages(pdf, folio)

    engine.fetcher.serve(pictures)
    with engine_log(where, engine.fetcher) as said:
        filled = make(engine)
        pages = filled.document.pages
        if counted is not None:
            counted(len(pages))
        places = read_pages(pages)
        if places and edition.status == "proof":
            mark_pages(pages, marker(places))
        data = engine.paint(filled.document, finish=finish)
    starts = page_starts(places, folio) if places else ()
    faults = check_layout(pages, where, folio)
    return Laid(data, folio, len(pages), (*said, *faults, *filled.told), starts), filled.moves


def _pictures(article: Article) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """The article's pictures by the address the page asks for, made safe; what was refused."""
    from docforge.exporters.pdf_engine import asset_url

    made: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for name, raw in article.assets:
        picture = safe_picture(name, raw)
        found += picture.diagnostics
        vector = picture.data and mime_type(name, picture.data) == "image/svg+xml"
        made[asset_url(article.id, name)] = (
            with_shipped_fonts(picture.data) if vector else in_screen_colours(picture.data)
        )
    return made, tuple(found)


def _printed_texts(root: Element, article: Article) -> Iterator[str]:
    yield from tree_texts(root)
    for name, raw in article.assets:
        if mime_type(name, raw) == "image/svg+xml" and (clean := safe_picture(name, raw).data):
            yield svg_text(clean)


def tree_texts(root: Element) -> Iterator[str]:
    """What will be printed, a string for each block so that the text near a character can be shown."""
    for node in root.iter():
        if node.text:
            yield node.text
        if node.tail:
            yield node.tail
        for name in PRINTED_SHAPES:
            if value := node.get(name):
                yield value
