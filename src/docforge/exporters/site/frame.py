"""What every page of the site has: head, masthead with navigation, main part, foot."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from docforge.exporters.details import licence_link
from docforge.exporters.html import page_data, status_notice
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.exporters.issue.entries import edition_title, issue_line
from docforge.model.edition import EditionMeta
from docforge.model.labels import labels_of
from docforge.repair.words.language import direction

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'"
)
PAGES = ("index.html", "authors.html", "keywords.html", "about.html", "search.html")
NAMES = {"authors.html": "authors", "about.html": "about", "search.html": "search"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A page under way: its root, its head and its main part; ``path`` is its place in the site."""

    root: Element
    head: Element
    main: Element
    path: str

    def link(self, target: str) -> str:
        """The address of a file of the site, seen from this page."""
        path, _, fragment = target.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.path) or ".") if path else ""
        return quote(relative, safe="/.-_~") + (f"#{fragment}" if fragment else "")


def frame(path: str, title: str, edition: EditionMeta, language: str = "", cls: str = "") -> Frame:
    """An empty page that stands at ``path``."""
    language = language or edition.language
    root = element("html", lang=language, dir=direction(language))
    head = sub(root, "head")
    body = sub(root, "body", cls)
    made = Frame(root, head, element("main", id="main"), path)
    sub(head, "meta", charset="utf-8")
    sub(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    sub(head, "meta", content=POLICY).set("http-equiv", "Content-Security-Policy")
    whole = edition_title(edition)
    sub_text(head, "title", title if title == whole else f"{title} – {whole}")
    sub(head, "meta", name="generator", content="docforge")
    sub(head, "meta", name="color-scheme", content="light dark")
    for name in ("theme.css", "site.css"):
        sub(head, "link", rel="stylesheet", href=made.link(f"assets/{name}"))
    if address := page_address(edition, path):
        sub(head, "link", rel="canonical", href=address)
    sub_text(body, "a", labels_of(language).site("skip"), "skip", href="#main")
    _add_masthead(body, made, edition)
    body.append(made.main)
    _add_foot(body, edition)
    return made


def page_address(edition: EditionMeta, path: str) -> str:
    """The address of a page on the web, "" where nobody has said where the site will stand."""
    if not edition.site_url:
        return ""
    return f"{edition.site_url.rstrip('/')}/{quote(path.removesuffix('index.html'), safe='/.-_~')}"


def page_bytes(made: Frame) -> bytes:
    """The page as it stands on disk."""
    return page_data(made.root)


def _add_masthead(body: Element, made: Frame, edition: EditionMeta) -> None:
    header = sub(body, "header", "masthead", lang=edition.language, dir=direction(edition.language))
    home = sub(sub(header, "p", "site-name"), "a", href=made.link("index.html"))
    if edition.journal and edition.title:
        sub_text(home, "span", edition.journal, "journal")
        add_text(home, " ")
        sub_text(home, "span", edition.title, "issue-title")
    else:
        sub_text(home, "span", edition_title(edition), "journal")
    labels = labels_of(edition.language)
    nav = sub(header, "nav", aria_label=labels.site("navigation"))
    entries = sub(nav, "ul")
    known = {"index.html": labels["contents"], "keywords.html": labels["keywords"]}
    for path in PAGES:
        name = known.get(path) or labels.site(NAMES[path])
        link = sub_text(sub(entries, "li"), "a", name, href=made.link(path))
        if path == made.path:
            link.set("aria-current", "page")


def _add_foot(body: Element, edition: EditionMeta) -> None:
    foot = sub(body, "footer", "site-foot", lang=edition.language, dir=direction(edition.language))
    line = ", ".join(
        filter(None, (edition.journal, issue_line(edition), labels_of(edition.language).date(edition.date)))
    )
    if line:
        sub_text(foot, "p", line)
    house = ", ".join(filter(None, (edition.publisher, edition.publisher_place)))
    if house:
        sub_text(foot, "p", house)
    if edition.licence and edition.licence != "unknown":
        name, url = licence_link(edition.licence)
        said = sub_text(foot, "p", labels_of(edition.language)["issue_rights"] + " ")
        sub_text(said, "a" if url else "span", name, href=url, rel="license" if url else "")
    if notice := status_notice(edition):
        sub_text(foot, "p", notice, "status-line")
