"""Navigation document, page of the cover and title page of an EPUB (EPUB 3.3, section 7, https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docforge.exporters.details import printed_date
from docforge.exporters.epub_content import OPS, XML_LANG, Content
from docforge.exporters.html import XHTML, status_notice
from docforge.exporters.html_context import EPUB_TYPE, FORBIDDEN_RE, Element
from docforge.exporters.issue.entries import issue_line as numbered
from docforge.exporters.outline import Entry
from docforge.model.edition import EditionMeta
from docforge.model.labels import labels_of


def add(parent: Element, tag: str, text: str = "", cls: str = "") -> Element:
    """Append an XHTML element; characters that XML cannot hold are left out."""
    made = etree.SubElement(parent, f"{{{XHTML}}}{tag}")
    if cls:
        made.set("class", cls)
    if text:
        made.text = FORBIDDEN_RE.sub("", text)
    return made


def page(title: str, language: str, styles: Sequence[str]) -> tuple[Element, Element]:
    """An empty XHTML page: its root and its body."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    root.set("lang", language)
    root.set(XML_LANG, language)
    head = add(root, "head")
    add(head, "meta").set("charset", "utf-8")
    add(head, "title", title)
    for style in styles:
        link = add(head, "link")
        link.set("rel", "stylesheet")
        link.set("type", "text/css")
        link.set("href", style)
    return root, add(root, "body")


def page_bytes(root: Element) -> bytes:
    """A page as it stands in the package."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def nav_page(
    contents: Sequence[Content], language: str, styles: Sequence[str], title: str, landmarks: Sequence[Entry]
) -> bytes:
    """The table of contents, with authors where there are several articles; pages of print, landmarks."""
    root, body = page(title, language, styles)
    toc = add(body, "nav")
    toc.set(EPUB_TYPE, "toc")
    toc.set("role", "doc-toc")
    toc.set("id", "toc")
    add(toc, "h1", labels_of(language)["contents"])
    entries = whole_list = add(toc, "ol")
    section = ""
    for content in contents:
        part = content.article.document.meta.section
        if len(contents) > 1 and part != section:
            section = part
            entries = whole_list
            if part.strip():
                group = add(whole_list, "li")
                add(group, "span", part, "part")
                entries = add(group, "ol")
        item = add(entries, "li")
        link = add(item, "a", content.title)
        link.set("href", content.path)
        people = authors(content)
        if people.strip() and len(contents) > 1:
            link.text = f"{content.title} "
            add(link, "span", people, "toc-authors")
        _add_entries(item, content.sections)
    _add_page_list(body, contents)
    marks = add(body, "nav")
    marks.set(EPUB_TYPE, "landmarks")
    marks.set("hidden", "hidden")
    add(marks, "h2", "Landmarks")
    places = add(marks, "ol")
    for entry in landmarks:
        # ``text`` is "type: words" here; the type is the landmark's meaning.
        kind, _, words = entry.text.partition(": ")
        link = add(add(places, "li"), "a", words)
        link.set(EPUB_TYPE, kind)
        link.set("href", entry.href)
    return page_bytes(root)


def _add_page_list(body: Element, contents: Sequence[Content]) -> None:
    pages = [page for content in contents for page in content.pages]
    if not pages:
        return
    listing = add(body, "nav")
    listing.set(EPUB_TYPE, "page-list")
    listing.set("role", "doc-pagelist")
    listing.set("hidden", "hidden")
    add(listing, "h2", "Pages")
    _add_entries(listing, pages)


def authors(content: Content) -> str:
    """The authors of an article in printed order."""
    people = content.article.document.meta.contributors
    return ", ".join(name for p in people if (name := FORBIDDEN_RE.sub("", p.name).strip()))


def _add_entries(item: Element, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    inner = add(item, "ol")
    for entry in entries:
        line = add(inner, "li")
        add(line, "a", entry.text).set("href", entry.href)
        _add_entries(line, entry.inner)


def issue_line(edition: EditionMeta) -> str:
    """ "Volume 3, number 2, May 2024" from what is known."""
    parts = [numbered(edition), printed_date(edition.date, edition.language)]
    return ", ".join(filter(None, parts))


def title_page(edition: EditionMeta, title: str, language: str, styles: Sequence[str]) -> bytes:
    """The title page of an edition: what its editor decided, nothing else."""
    root, body = page(title, language, styles)
    section = add(body, "section", cls="title-page")
    section.set(EPUB_TYPE, "titlepage")
    if notice := status_notice(edition):
        add(section, "p", notice, "status")
    if edition.journal and edition.journal != title:
        add(section, "p", edition.journal, "journal")
    add(section, "h1", title)
    for text, cls in (
        (issue_line(edition), "issue"),
        (edition.description, "description"),
        (
            f"{labels_of(edition.language)['edited_by']} {', '.join(edition.editors)}"
            if edition.editors
            else "",
            "editors",
        ),
        (", ".join(p for p in (edition.publisher, edition.publisher_place) if p), "publisher"),
        (f"ISSN {edition.issn_electronic} (electronic)" if edition.issn_electronic else "", "issn"),
        (f"ISSN {edition.issn_print} (print)" if edition.issn_print else "", "issn"),
    ):
        if text:
            add(section, "p", text, cls)
    return page_bytes(root)


def cover_page(picture: str, alt: str, language: str, styles: Sequence[str]) -> bytes:
    """The page that shows the cover ``picture``; its alternative text is all that stands on it."""
    root, body = page(labels_of(language)["cover"], language, styles)
    section = add(body, "section", cls="cover")
    section.set(EPUB_TYPE, "cover")
    image = add(section, "img")
    image.set("src", f"../{picture}")
    image.set("alt", FORBIDDEN_RE.sub("", alt))
    return page_bytes(root)
