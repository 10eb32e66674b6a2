"""Articles -> PDF/UA-1: our HTML, laid out by WeasyPrint with a closed fetcher.

Each page is laid out once. An article's PDF is its own pages; the edition is the same pages after the front
matter, with the same folios. PDF/UA: ISO 14289-1; PDF 1.7: ISO 32000-1.

WeasyPrint is imported inside the functions: it is heavy, and other commands do without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.exporters.base import Exported
from docforge.exporters.front_matter import ContentsEntry, front_matter
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.html import add_head_meta, plain_title, render_article
from docforge.exporters.html_context import NOT_IN_ID_RE, Element, element, sub, sub_text
from docforge.exporters.page_places import Pages, page_starts, read_pages
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.proof_marks import line_marks, mark_pages
from docforge.exporters.svg import svg_text, with_shipped_fonts
from docforge.model.edition import Article, EditionMeta, PageStart

if TYPE_CHECKING:
    from weasyprint.document import Document

    from docforge.exporters.pdf_engine import Engine

SHORT_TITLE = 64
PRINTED_SHAPES = ("data-label", "data-verso", "data-recto", "data-status")


@dataclass(frozen=True, slots=True)
class ArticlePdf:
    """One article's pages as a file; ``first_page`` and ``last_page`` are the folios printed on them."""

    id: str
    data: bytes
    first_page: str
    last_page: str
    page_starts: tuple[PageStart, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class EditionPdf:
    """The whole edition and each article; ``diagnostics`` are the edition's own, not its articles'."""

    data: bytes
    articles: tuple[ArticlePdf, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    article: Article
    document: Document
    places: Pages | None
    first: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.document.pages) - 1


def layout_edition(articles: Sequence[Article], edition: EditionMeta) -> EditionPdf:
    """Lay out all articles with continuous folios, and the front matter before them."""
    from docforge.exporters import pdf_engine

    pictures, told = _pictures(articles)
    engine = pdf_engine.Engine(edition.theme, pictures)
    laid: list[_Laid] = []
    folio = _first_folio(articles[0]) if articles else 1
    for article in articles:
        laid.append(_lay_out(article, edition, engine, folio, told[article.id]))
        folio = laid[-1].last + 1
    files = tuple(_article_pdf(one, engine) for one in laid)
    data, found = _edition_pdf(laid, edition, engine)
    return EditionPdf(data, files, found)


def write_pdf(article: Article, edition: EditionMeta) -> Exported:
    """The article alone as "article.pdf"; its folios begin with ``article.first_page``, or 1."""
    from docforge.exporters import pdf_engine

    pictures, told = _pictures((article,))
    engine = pdf_engine.Engine(edition.theme, pictures)
    laid = _lay_out(article, edition, engine, _first_folio(article), told[article.id])
    made = _article_pdf(laid, engine)
    return Exported({"article.pdf": made.data}, made.diagnostics)


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
    return _page_document(article, edition, rendered.element), rendered.diagnostics


def _first_folio(article: Article) -> int:
    return int(article.first_page) if article.first_page.isdecimal() and int(article.first_page) > 0 else 1


def _lay_out(
    article: Article, edition: EditionMeta, engine: Engine, folio: int, told: tuple[Diagnostic, ...]
) -> _Laid:
    from docforge.exporters.pdf_engine import engine_log

    root, found = _print_tree(article, edition)
    missing = find_missing_glyphs(_printed_texts(root, article), article.id)
    with engine_log(article.id, engine.fetcher) as said:
        document = engine.lay_out(root, folio)
    places = read_pages(document.pages)
    if places and edition.status == "proof":
        mark_pages(document.pages, line_marks(places))
    return _Laid(article, document, places, folio, (*found, *told, *missing, *said))


def _article_pdf(laid: _Laid, engine: Engine) -> ArticlePdf:
    from docforge.exporters.pdf_engine import engine_log, label_pages

    def finish(_: Document, pdf: Any) -> None:
        label_pages(pdf, ((0, "D", laid.first),))

    with engine_log(laid.article.id, engine.fetcher) as said:
        data = engine.paint(laid.document, finish=finish)
    starts = page_starts(laid.places, laid.first) if laid.places else ()
    told = (*laid.diagnostics, *said)
    return ArticlePdf(laid.article.id, data, str(laid.first), str(laid.last), starts, told)


def _edition_pdf(
    laid: Sequence[_Laid], edition: EditionMeta, engine: Engine
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    from docforge.exporters.pdf_engine import engine_log, label_pages, mark_languages

    entries = [ContentsEntry(one.article, str(one.first), _root_id(one.article)) for one in laid]
    root = front_matter(edition, entries)
    missing = find_missing_glyphs(_tree_texts(root), "edition")
    with engine_log("edition", engine.fetcher) as said:
        front = engine.lay_out(root, 1)
        pages = list(front.pages)
        first = laid[0].first if laid else 1
        if (len(pages) + 1) % 2 != first % 2:
            # A recto follows a verso: a blank leaf side keeps the sides of a printed book.
            pages += engine.lay_out(_blank(edition), len(pages) + 1).pages
        languages = [edition.language] * len(pages)
        fronts = len(pages)
        for one in laid:
            pages += one.document.pages
            languages += [one.article.document.meta.language] * len(one.document.pages)

        def finish(_: Document, pdf: Any) -> None:
            label_pages(pdf, ((0, "r", 1), (fronts, "D", first)) if laid else ((0, "r", 1),))
            mark_languages(pdf, languages)

        data = engine.paint(front, pages, finish)
    return data, (*missing, *dict.fromkeys(said))


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
    sub(root, "body").append(body)
    return root


def _verso(article: Article, edition: EditionMeta) -> str:
    names = [person.name for person in article.document.meta.contributors]
    authors = " and ".join(names) if len(names) < 3 else f"{names[0]} and others"
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


def _blank(edition: EditionMeta) -> Element:
    root = element("html", lang=edition.language)
    sub_text(sub(root, "head"), "title", "Blank page")
    sub(sub(root, "body", "front-matter"), "div")
    return root


def _pictures(articles: Sequence[Article]) -> tuple[dict[str, bytes], dict[str, tuple[Diagnostic, ...]]]:
    """The articles' pictures by the address the page asks for, made safe; what was refused, by article."""
    from docforge.exporters.pdf_engine import asset_url

    made: dict[str, bytes] = {}
    told: dict[str, tuple[Diagnostic, ...]] = {}
    for article in articles:
        found: list[Diagnostic] = []
        for name, raw in article.assets:
            picture = safe_picture(name, raw)
            found += picture.diagnostics
            vector = picture.data and mime_type(name, picture.data) == "image/svg+xml"
            made[asset_url(article.id, name)] = with_shipped_fonts(picture.data) if vector else picture.data
        told[article.id] = tuple(found)
    return made, told


def _printed_texts(root: Element, article: Article) -> Iterator[str]:
    yield from _tree_texts(root)
    for name, raw in article.assets:
        if mime_type(name, raw) == "image/svg+xml" and (clean := safe_picture(name, raw).data):
            yield svg_text(clean)


def _tree_texts(root: Element) -> Iterator[str]:
    """What will be printed, a string for each block so that the text near a character can be shown."""
    for node in root.iter():
        if node.text:
            yield node.text
        if node.tail:
            yield node.tail
        for name in PRINTED_SHAPES:
            if value := node.get(name):
                yield value
