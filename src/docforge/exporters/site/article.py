"""The page of an article: its text, contents, citation and downloads, the articles before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docforge.citations.exchange.bibtex import write_bibtex
from docforge.citations.exchange.ris import write_ris
from docforge.exporters.details import printed_doi
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.exporters.outline import Entry, outline
from docforge.exporters.site.frame import Frame, frame
from docforge.exporters.site.head import add_article_head, date_of, title_of
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import Labels, labels_of
from docforge.model.meta import CslItem, Name, Reference

# The file to download -> how it is called.
NAMES = {"article.pdf": "PDF", "article.epub": "EPUB", "article.xml": "JATS XML"}
BIBTEX, RIS = "citation.bib", "citation.ris"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article on its way to a page; ``files`` are what can be downloaded beside it."""

    article: Article
    path: str
    title: str
    element: Element
    sections: tuple[Entry, ...]
    files: tuple[str, ...]


def page_of(article: Article, rendered: Element | None = None, files: tuple[str, ...] = ()) -> ArticlePage:
    """What a page is made of; sections of ``rendered`` that have no id get one."""
    made = element("article") if rendered is None else rendered
    path = f"articles/{article.id}/index.html"
    return ArticlePage(article, path, title_of(article), made, outline(made, ""), files)


def own_record(article: Article, edition: EditionMeta) -> dict[str, bytes]:
    """How the article itself is cited, as BibTeX and RIS."""
    meta = article.document.meta
    pages = "" if article.elocation_id else article.first_page
    if pages and article.last_page and article.last_page != article.first_page:
        pages = f"{article.first_page}-{article.last_page}"
    item = CslItem(
        type="article-journal" if edition.journal else "article",
        author=tuple(
            Name(person.family, person.given) if person.family and person.given else Name(literal=person.name)
            for person in meta.contributors
        ),
        issued=date_of(article, edition),
        title=title_of(article),
        container_title=edition.journal,
        volume=edition.volume,
        issue=edition.issue,
        page=pages or article.elocation_id,
        publisher=edition.publisher,
        doi=printed_doi(meta, edition) if meta.doi else "",
        issn=edition.issn_electronic or edition.issn_print,
    )
    records = (Reference(article.id, "", (), item, certain=True),)
    return {BIBTEX: write_bibtex(records), RIS: write_ris(records)}


def article_page(
    page: ArticlePage,
    edition: EditionMeta,
    before: ArticlePage | None,
    after: ArticlePage | None,
    addresses: Mapping[str, str],
) -> Frame:
    """``addresses`` are those of articles of the same issue, with the pages that they are here."""
    made = frame(page.path, page.title, edition, page.article.document.meta.language, "article-page")
    add_article_head(made.head, page.article, edition, page.path, "article.pdf" in page.files)
    for link in page.element.iter("a"):
        target = addresses.get(link.get("href", "").lower())
        if target and target != page.path:
            link.set("href", made.link(target))
    labels = labels_of(page.article.document.meta.language)
    if page.sections:
        nav = sub(made.main, "nav", "toc", aria_labelledby="toc-title")
        details = sub(nav, "details")
        sub_text(details, "summary", labels.site("inside")).set("id", "toc-title")
        _add_entries(details, page.sections)
    made.main.append(page.element)
    _add_downloads(made.main, page, labels)
    _add_neighbours(made, before, after, labels)
    return made


def _add_entries(parent: Element, entries: tuple[Entry, ...]) -> None:
    listing = sub(parent, "ol")
    for one in entries:
        item = sub(listing, "li")
        sub_text(item, "a", one.text, href=one.href)
        if one.inner:
            _add_entries(item, one.inner)


def _add_downloads(main: Element, page: ArticlePage, labels: Labels) -> None:
    box = sub(main, "aside", "take", aria_labelledby="take-title")
    sub_text(box, "h2", labels.site("take"), id="take-title")
    citation = next((p for p in page.element.iter("p") if p.get("class") == "citation"), None)
    if citation is not None:
        line = sub(box, "p", "cite-as")
        add_text(line, "".join(str(part) for part in citation.itertext()))
    for words, names in (
        (labels.site("citation"), {BIBTEX: "BibTeX", RIS: "RIS"}),
        (labels.site("article"), NAMES),
    ):
        there = [(name, shown) for name, shown in names.items() if name in page.files]
        if not there:
            continue
        listing = sub(box, "ul", "files", aria_label=words)
        for name, shown in there:
            sub_text(sub(listing, "li"), "a", shown, href=name)


def _add_neighbours(
    made: Frame, before: ArticlePage | None, after: ArticlePage | None, labels: Labels
) -> None:
    if before is None and after is None:
        return
    nav = sub(made.main, "nav", "neighbours", aria_label=labels.site("others"))
    for other, words, rel in ((before, "previous", "prev"), (after, "next", "next")):
        if other is None:
            continue
        link = sub(nav, "a", rel, href=made.link(other.path), rel=rel)
        sub_text(link, "span", labels.site(words), "way")
        add_text(link, " ")
        sub_text(link, "span", other.title, "title")
