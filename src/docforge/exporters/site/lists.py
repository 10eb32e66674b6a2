"""The pages around the articles: contents, authors, keywords, about, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from docforge.exporters.details import listed
from docforge.exporters.html import status_notice
from docforge.exporters.html_context import Element, add_text, sub, sub_text
from docforge.exporters.issue.cover import cover_words
from docforge.exporters.issue.entries import edition_title, entry, issue_line
from docforge.exporters.issue.front import add_imprint
from docforge.exporters.issue.index import Line, author_lines, keyword_lines
from docforge.exporters.site.article import NAMES, ArticlePage
from docforge.exporters.site.frame import Frame, frame, page_address
from docforge.model.edition import EditionMeta
from docforge.model.labels import labels_of
from docforge.model.text import inline_text


def index_page(pages: Sequence[ArticlePage], edition: EditionMeta, cover: str) -> Frame:
    """The first page: cover, what the issue is, its contents by section."""
    made = frame("index.html", edition_title(edition), edition, cls="index-page")
    labels = labels_of(edition.language)
    issue = sub(made.main, "div", "issue")
    if cover:
        sub(issue, "img", "cover", src=made.link(cover), alt=cover_words(edition))
    about = sub(issue, "div", "issue-facts")
    if notice := status_notice(edition):
        sub_text(about, "p", notice, "status")
    if edition.journal and edition.title:
        sub_text(about, "p", edition.journal, "journal")
    sub_text(about, "h1", edition_title(edition))
    if line := ", ".join(filter(None, (issue_line(edition), labels_of(edition.language).date(edition.date)))):
        sub_text(about, "p", line, "issue-line")
    if edition.editors:
        sub_text(about, "p", f"{labels['edited_by']} {listed(edition.editors)}", "editors")
    if edition.guest_editors:
        name = labels["guest_editors" if len(edition.guest_editors) > 1 else "guest_editor"]
        sub_text(about, "p", f"{name}: {listed(edition.guest_editors)}", "editors")
    if edition.description:
        sub_text(about, "p", edition.description, "description")
        sub(made.head, "meta", name="description", content=edition.description)
    contents = sub(made.main, "section", "contents", aria_labelledby="contents")
    sub_text(contents, "h2", labels["contents"], id="contents")
    _add_contents(contents, pages, made)
    return made


def _add_contents(parent: Element, pages: Sequence[ArticlePage], made: Frame) -> None:
    section, listing = "", None
    for page in pages:
        meta = page.article.document.meta
        labels = labels_of(meta.language)
        if listing is None or meta.section != section:
            section = meta.section
            if section:
                sub_text(parent, "h3", section, "part")
            listing = sub(parent, "ol", "articles")
        item = sub(listing, "li", lang=meta.language)
        sub_text(sub(item, "p", "title"), "a", page.title, href=made.link(page.path))
        if meta.contributors:
            sub_text(item, "p", listed([person.name for person in meta.contributors]), "by")
        if meta.standfirst:
            sub_text(item, "p", inline_text(meta.standfirst), "standfirst")
        where = page.article.elocation_id or "–".join(
            dict.fromkeys(filter(None, (page.article.first_page, page.article.last_page)))
        )
        line = sub(item, "p", "where")
        if where:
            add_text(line, f"{labels.site('article' if page.article.elocation_id else 'pages')} {where}")
        for name, shown in NAMES.items():
            if name in page.files:
                add_text(line, " · " if len(line) or line.text else "")
                label = labels.site("file", file=shown, title=page.title)
                href = made.link(page.path.replace("index.html", name))
                sub_text(line, "a", shown, href=href, aria_label=label)
        if not len(line) and not line.text:
            item.remove(line)


def listing_page(
    pages: Sequence[ArticlePage], edition: EditionMeta, kind: Literal["authors", "keywords"]
) -> Frame:
    """An index of all articles by their authors, or by their keywords."""
    labels = labels_of(edition.language)
    title = labels["keywords"] if kind == "keywords" else labels.site("authors")
    made = frame(f"{kind}.html", title, edition, cls="list-page")
    sub_text(made.main, "h1", title)
    entries = [entry(page.article, page.article.first_page) for page in pages]
    by_id = {page.article.id: page for page in pages}
    lines: tuple[Line, ...] = author_lines(entries) if kind == "authors" else keyword_lines(entries)
    if not lines:
        sub_text(made.main, "p", labels.site(f"no_{kind}"))
        return made
    listing = sub(made.main, "dl", "index")
    for words, articles in lines:
        sub_text(listing, "dt", words)
        for one in articles:
            page = by_id[one.id]
            sub_text(sub(listing, "dd"), "a", page.title, href=made.link(page.path))
    return made


def about_page(edition: EditionMeta) -> Frame:
    """Masthead and imprint."""
    labels = labels_of(edition.language)
    made = frame("about.html", labels.site("about_issue"), edition, cls="about-page")
    sub_text(made.main, "h1", labels.site("about_issue"))
    line = ", ".join(
        filter(None, (edition.journal, issue_line(edition), labels_of(edition.language).date(edition.date)))
    )
    if line:
        sub_text(made.main, "p", line, "issue-line")
    add_imprint(sub(made.main, "div", "imprint"), edition)
    if address := page_address(edition, "index.html"):
        line_ = sub_text(made.main, "p", labels.site("address") + labels["colon"] + " ")
        sub_text(line_, "a", address, "url", href=address)
    return made


def search_page(edition: EditionMeta) -> Frame:
    """The search: a field, and where its script writes what it finds."""
    labels = labels_of(edition.language)
    made = frame("search.html", labels.site("search"), edition, cls="search-page")
    sub_text(made.main, "h1", labels.site("search_issue"))
    form = sub(made.main, "form", "search", role="search", id="search")
    sub_text(form, "label", labels.site("words"), for_="words")
    sub(form, "input", id="words", type="search", name="q", autocomplete="off")
    sub_text(form, "button", labels.site("search"), type="submit")
    said = sub_text(made.main, "p", "", id="said", role="status")
    for name in ("none", "one", "many"):
        said.set(f"data-{name}", labels.site(name, "{}"))
    sub(made.main, "ol", "found", id="found")
    note = sub(sub(made.main, "noscript"), "p")
    add_text(note, labels.site("script") + " ")
    sub_text(note, "a", labels["contents"], href=made.link("index.html"))
    for name in ("search-index.js", "search.js"):
        sub(made.head, "script", src=made.link(f"assets/{name}")).set("defer", "defer")
    return made
