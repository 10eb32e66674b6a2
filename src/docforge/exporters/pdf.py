"""Articles -> PDF/UA-1: our HTML, laid out by WeasyPrint with a closed fetcher.

Each page is laid out once. An article's PDF is its own pages; the edition (``exporters.issue.pages``) is the
same pages, bound with those before and after them. PDF/UA: ISO 14289-1; PDF 1.7: ISO 32000-1.

WeasyPrint is imported inside the functions: it is heavy, and other commands do without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.exporters.base import Exported
from docforge.exporters.colours import in_screen_colours
from docforge.exporters.columns import set_in_columns
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.html import add_head_meta, plain_title, render_article
from docforge.exporters.html_context import NOT_IN_ID_RE, Element, element, sub, sub_text
from docforge.exporters.laid import Laid
from docforge.exporters.layout_lint import check_layout
from docforge.exporters.page_places import page_starts, read_pages
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.printed import at_folio
from docforge.exporters.proof_marks import Marker, line_marks, mark_pages
from docforge.exporters.svg import svg_text, with_shipped_fonts
from docforge.exporters.theme import look
from docforge.exporters.titles import balance_title
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of

if TYPE_CHECKING:
    from weasyprint.document import Document

Counted = Callable[[int], None]
SHORT_TITLE = 64
PRINTED_SHAPES = ("data-label", "data-verso", "data-recto", "data-book", "data-status")


def write_pdf(article: Article, edition: EditionMeta) -> Exported:
    """The article alone as "article.pdf"; its folios begin with ``article.first_page``, or 1."""
    first = int(article.first_page) if article.first_page.isdecimal() else 1
    laid = lay_out_article(article, edition, max(first, 1))
    return Exported({"article.pdf": laid.data}, laid.diagnostics)


def print_html(article: Article, edition: EditionMeta) -> bytes:
    """The HTML that is laid out, to look at and to measure; pictures are addressed ``asset:ID/NAME``."""
    root, _ = _print_tree(article, edition)
    data: bytes = etree.tostring(root, method="html", doctype="<!DOCTYPE html>")
    return data


def _print_tree(article: Article, edition: EditionMeta) -> tuple[Element, tuple[Diagnostic, ...]]:
    from docforge.exporters.pdf_engine import asset_url

    rendered = render_article(
        article, edition, "print", lambda name: asset_url(article.id, name), prefix=f"{_root_id(article)}--"
    )
    balance_title(rendered.element, look(edition.theme))
    if look(edition.theme).columns > 1:
        set_in_columns(rendered.element, article)
    return _page_document(article, edition, rendered.element), rendered.diagnostics


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
    root, found = _print_tree(article, edition)
    missing = find_missing_glyphs(_printed_texts(root, article), article.id, edition, article.document)
    pictures, told = _pictures(article)
    laid = lay_out_tree(root, edition, folio, pictures, article.id, marker, counted)
    return replace(laid, diagnostics=(*found, *told, *missing, *laid.diagnostics))


def lay_out_tree(
    root: Element,
    edition: EditionMeta,
    folio: int,
    pictures: Mapping[str, bytes],
    where: str,
    marker: Marker = line_marks,
    counted: Counted | None = None,
) -> Laid:
    """The pages of an ``<html>`` tree. An article among them gets its marks in a proof."""
    from docforge.exporters.pdf_engine import engine_for, engine_log, label_pages

    engine = engine_for(edition)

    def finish(_: Document, pdf: Any) -> None:
        label_pages(pdf, folio)

    engine.fetcher.serve(pictures)
    with engine_log(where, engine.fetcher) as said:
        document = engine.lay_out(root, folio)
        if counted is not None:
            counted(len(document.pages))
        places = read_pages(document.pages)
        if places and edition.status == "proof":
            mark_pages(document.pages, marker(places))
        data = engine.paint(document, finish=finish)
    starts = page_starts(places, folio) if places else ()
    faults = check_layout(document.pages, where, folio)
    return Laid(data, folio, len(document.pages), (*said, *faults), starts)


def _root_id(article: Article) -> str:
    return NOT_IN_ID_RE.sub("-", article.id)


def _page_document(article: Article, edition: EditionMeta, body: Element) -> Element:
    """``<html>`` around an article, with the words of its running heads."""
    root = element("html", lang=article.document.meta.language)
    head = sub(root, "head")
    sub_text(head, "title", plain_title(article))
    add_head_meta(head, article, edition)
    body.set("id", _root_id(article))
    body.set("data-verso", _verso(article, edition))
    body.set("data-recto", short_title(article))
    body.set("data-book", _shorten(edition.title or edition.journal) or _verso(article, edition))
    sub(root, "body").append(body)
    return root


def _verso(article: Article, edition: EditionMeta) -> str:
    names = [person.name for person in article.document.meta.contributors]
    words = labels_of(article.document.meta.language)
    authors = words.listed(names) if len(names) < 3 else f"{names[0]} {words['and_others']}"
    journal = edition.journal_abbrev or edition.journal or edition.title
    both = " · ".join(filter(None, (authors, journal)))
    return both if len(both) <= SHORT_TITLE + 8 else _shorten(authors or journal)


def short_title(article: Article) -> str:
    """The running title, else the title up to its colon, else as much of it as fits."""
    given = article.document.meta.running_title
    if given:
        return given
    title = plain_title(article)
    return _shorten(title if len(title) <= SHORT_TITLE else title.split(": ")[0])


def _shorten(text: str) -> str:
    if len(text) <= SHORT_TITLE:
        return text
    return text[:SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


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
