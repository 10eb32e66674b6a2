"""Document -> HTML: one rendering that serves the web, EPUB and the printed page.

How other exporters use it::

    rendered = render_article(article, edition, "epub", href=lambda name: f"images/{name}")
    rendered.element       # <article> of lxml elements; for "epub" in the XHTML namespace, with epub:type
    rendered.diagnostics   # what could not be shown, what is missing

``article_element(article, edition, medium)`` gives the element alone. ``href`` maps the name of an asset to
the address used in ``img/@src``; its default is a data: URI for "web", "asset:<name>" for "print" (our closed
fetcher reads that), and "images/<name>" for "epub".

Ids: sections, figures, tables and formulas keep theirs; references are "ref-<id>", notes "note-<id>", marks
"noteref-<id>"; ``prefix`` stands before all of them (print needs it: an edition is one file).
Outside "print" an anchor stands where a page of the layout begins, "page-<folio>", and where one of the
first publication did, "original-page-<folio>" (``page_anchors``).
In "print" a note stands where its mark is, as ``span.footnote[data-label]``; elsewhere in ``section.notes``.

HTML: https://html.spec.whatwg.org/; roles: https://www.w3.org/TR/dpub-aria-1.1/.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree
from lxml.html import tostring

from docforge.diagnostics import Diagnostic
from docforge.exporters.base import Exported
from docforge.exporters.html_back import add_back
from docforge.exporters.html_blocks import add_blocks
from docforge.exporters.html_context import (
    BLOCK_TAGS,
    Element,
    Href,
    Medium,
    Rendering,
    element,
    sub,
    sub_text,
)
from docforge.exporters.html_front import END, add_front
from docforge.exporters.html_links import part_links
from docforge.exporters.mathml import MATHML
from docforge.exporters.page_anchors import add_original_anchors, add_page_anchors
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.theme import stylesheet
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of
from docforge.model.statements import split_statements
from docforge.model.text import inline_text
from docforge.repair.words.language import direction

XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Rendered:
    """An article as an element, and what is to be said about it."""

    element: Element
    diagnostics: tuple[Diagnostic, ...]


def article_element(article: Article, edition: EditionMeta, medium: Medium) -> Element:
    """The article as ``<article>``, without its diagnostics; see the module's docstring."""
    return render_article(article, edition, medium).element


def render_article(
    article: Article, edition: EditionMeta, medium: Medium, href: Href | None = None, prefix: str = ""
) -> Rendered:
    """Render an article for a medium. Raises nothing: what cannot be shown is a diagnostic."""
    to = Rendering(article, edition, medium, href or _default_href(article, medium), prefix)
    meta = article.document.meta
    root = element("article", lang=meta.language, dir=direction(meta.language))
    if status := status_notice(edition, meta.language):
        if medium == "print":
            root.set("data-status", status)
        else:
            sub_text(root, "p", status, "status")
    add_front(root, to)
    text, *after = split_statements(article.document.body, article.document.back)
    body = sub(root, "div", "body")
    add_blocks(body, text, to)
    add_back(root, after, to)
    if medium == "print":
        sub(root, "span", id=to.anchor("", END))
    part_links(root)
    if medium != "print":
        add_page_anchors(root, article.page_starts, medium)
        add_original_anchors(root, meta.original_pages)
    separate_blocks(root)
    if medium == "epub":
        root = to_xhtml(root)
    return Rendered(root, tuple(to.diagnostics))


def separate_blocks(root: Element) -> None:
    """Put a line end after each block, so that words of two blocks never touch in the file's text."""
    for node in root.iter(*BLOCK_TAGS):
        if not node.tail and node is not root:
            node.tail = "\n"


def status_notice(edition: EditionMeta, language: str = "") -> str:
    """What a page of an unfinished edition is marked with, in the edition's language or another."""
    return "" if edition.status == "final" else labels_of(language or edition.language)[edition.status]


def plain_title(article: Article) -> str:
    """The title as plain text, for ``<title>`` and metadata; the id where there is none."""
    return " ".join(inline_text(article.document.meta.title).split()) or article.id


def to_xhtml(root: Element) -> Element:
    """A copy of the tree in the XHTML namespace; ``lang`` is doubled as ``xml:lang``."""
    return _moved(root, {None: XHTML, "epub": "http://www.idpf.org/2007/ops"})


def _moved(node: Element, namespaces: dict[str | None, str] | None = None, namespace: str = XHTML) -> Element:
    if node.tag == "math":
        namespace, namespaces = MATHML, {None: MATHML}
    made = etree.Element(f"{{{namespace}}}{node.tag!s}", nsmap=namespaces)
    for name, value in node.attrib.items():
        made.set(name, value)
    if lang := node.get("lang"):
        made.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    made.text, made.tail = node.text, node.tail
    for child in node:
        made.append(_moved(child, None, namespace))
    return made


def _default_href(article: Article, medium: Medium) -> Href:
    if medium == "print":
        return lambda name: f"asset:{name}"
    if medium == "epub":
        return lambda name: f"images/{name}"
    assets = dict(article.assets)

    def data_uri(name: str) -> str:
        data = safe_picture(name, assets[name]).data
        return f"data:{mime_type(name, data)};base64,{base64.b64encode(data).decode()}"

    return data_uri


def write_html(article: Article, edition: EditionMeta) -> Exported:
    """The article as one file, "article.html": no script, no network, styles and pictures inside."""
    rendered = render_article(article, edition, "web")
    style = "".join(stylesheet(edition.theme, name, edition.sheets) for name in ("base", "web"))
    language = article.document.meta.language
    root = element("html", lang=language, dir=direction(language))
    head = sub(root, "head")
    sub(head, "meta", charset="utf-8")
    sub(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    csp = sub(head, "meta", content=policy)
    csp.set("http-equiv", "Content-Security-Policy")
    sub_text(head, "title", plain_title(article))
    add_head_meta(head, article, edition)
    sub(head, "style").text = style
    main = sub(sub(root, "body"), "main")
    main.append(rendered.element)
    data = page_data(root)
    pictures = [safe_picture(name, data) for name, data in article.assets]
    told = tuple(d for picture in pictures for d in picture.diagnostics)
    return Exported({"article.html": data}, rendered.diagnostics + told)


def page_data(root: Element) -> bytes:
    """A page as it stands on disk; libxml2 knows HTML 4 only and would close what HTML 5 leaves open."""
    # The stubs want an HtmlElement; the function takes any element.
    data = tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")  # type: ignore[call-overload]
    return bytes(data).replace(b"</wbr>", b"") + b"\n"


def add_head_meta(head: Element, article: Article, edition: EditionMeta) -> None:
    """Authors and keywords for ``<head>``; facts of the original publication stay out of it."""
    meta = article.document.meta
    for person in meta.contributors:
        sub(head, "meta", name="author", content=person.name)
    if meta.keywords:
        sub(head, "meta", name="keywords", content=", ".join(meta.keywords))
    sub(head, "meta", name="generator", content="docforge")
    if edition.journal:
        sub(head, "meta", name="citation_journal_title", content=edition.journal)
