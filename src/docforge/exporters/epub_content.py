"""Articles as EPUB content documents: the shared HTML made fit for EPUBCheck, and what can be said of it.

The shared rendering is changed in a few ways only: addresses that no reading system accepts are repaired or
unlinked, links inside links are parted, repeated ids get names of their own, and headings that the contents
list points to get an id.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote, urlsplit

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.html import XHTML, plain_title, render_article
from docforge.exporters.html_context import Element
from docforge.exporters.outline import Entry, outline
from docforge.exporters.page_anchors import anchored_pages
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.model.edition import Article, EditionMeta

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPS = "http://www.idpf.org/2007/ops"
LANGUAGE_RE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?")
HOST_RE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\.?")
PLAIN_URI_RE = re.compile(r"[A-Za-z0-9()+,\-.:=@;$_!*'/?#]+")
BAD_PERCENT_RE = re.compile(r"%(?![0-9A-Fa-f]{2})")
NOT_NAME_RE = re.compile(r"[^A-Za-z0-9_-]+")
KEEP = "/:@!$&'()*+,;=~%-._"
EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
HEADINGS = tuple(f"{{{XHTML}}}h{n}" for n in range(1, 7))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the package; ``path`` is relative to the package document."""

    path: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """One article as a content document; ``path`` is relative to the package document."""

    article: Article
    path: str
    title: str
    language: str
    element: Element
    images: tuple[Image, ...]
    sections: tuple[Entry, ...]
    pages: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]


def language_tag(value: str) -> str:
    """``value`` when it is a well-formed language tag (BCP 47, without rare parts), else "und"."""
    return value if LANGUAGE_RE.fullmatch(value) else "und"


def web_address(href: str) -> str:
    """An address that WHATWG's URL standard parses without complaint; "" when it cannot be repaired.

    >>> web_address("https://example.org/a b[1]")
    'https://example.org/a%20b%5B1%5D'
    """
    if href.lower().startswith("doi:"):
        href = "https://doi.org/" + href[4:].strip()
    try:
        parts = urlsplit(href.strip())
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme in ("http", "https", "ftp"):
        host = _host(parts.hostname or "")
        if not host:
            return ""
        address = f"{scheme}://{host}" + (f":{port}" if port is not None else "") + _quoted(parts.path or "/")
        address += "?" + _quoted(parts.query, "?") if parts.query else ""
        return address + ("#" + _quoted(parts.fragment, "?") if parts.fragment else "")
    if scheme == "mailto" and "@" in parts.path:
        query = "?" + _quoted(parts.query) if parts.query else ""
        return "mailto:" + _quoted(parts.path) + query
    if scheme in ("tel", "urn") and PLAIN_URI_RE.fullmatch(href):
        return href
    return ""


def _host(name: str) -> str:
    try:
        ascii_name = name.encode("idna").decode("ascii") if not name.isascii() else name
    except UnicodeError:
        return ""
    # A last label of digits alone would be read as an IPv4 address.
    last = ascii_name.rstrip(".").rpartition(".")[2]
    if not HOST_RE.fullmatch(ascii_name) or len(ascii_name) > 253 or last.isdigit():
        return ""
    return ascii_name


def _quoted(text: str, more: str = "") -> str:
    return quote(BAD_PERCENT_RE.sub("%25", text), safe=KEEP + more)


def content_path(article: Article, number: int) -> str:
    """The file of the article that stands at ``number`` in the spine."""
    return f"text/{number:03d}-{file_name(article.id)}.xhtml"


def article_content(
    article: Article, edition: EditionMeta, number: int, others: Mapping[str, str] | None = None
) -> Content:
    """Render one article; ``number`` is its place in the spine and makes its file name unique.

    ``others`` are addresses of articles of the same book, with the files that they are there.
    """
    names: dict[str, str] = {}
    images: list[Image] = []
    told: list[Diagnostic] = []
    usable: list[tuple[str, bytes]] = []
    for name, data in article.assets:
        picture = safe_picture(name, data)
        told.extend(picture.diagnostics)
        kind = mime_type(name, picture.data) if picture.data else ""
        if kind not in EXTENSIONS:
            continue
        usable.append((name, picture.data))
        path = f"images/{sha256(picture.data).hexdigest()[:16]}.{EXTENSIONS[kind]}"
        names[name] = path
        images.append(Image(path, kind, picture.data))
    # A picture that cannot be shown is no asset here: the rendering then says that it is missing.
    shown = replace(article, assets=tuple(usable))
    rendered = render_article(shown, edition, "epub", href=lambda name: f"../{names[name]}")
    root = rendered.element
    path = content_path(article, number)
    told.extend(_mend_addresses(root, article.id))
    link_inside(root, others or {}, path)
    language = language_tag(article.document.meta.language)
    for element in root.iter(etree.Element):
        for attribute in ("lang", XML_LANG):
            if element.get(attribute) is not None and language_tag(element.get(attribute, "")) == "und":
                element.set(attribute, "und")
    _unique_ids(root)
    used = {element.get("src", "").removeprefix("../") for element in root.iter(f"{{{XHTML}}}img")}
    return Content(
        article,
        path,
        plain_title(article),
        language,
        root,
        tuple(image for image in images if image.path in used),
        outline(root, path),
        tuple(Entry(page, f"{path}#{quote(name)}") for page, name in anchored_pages(root)),
        rendered.diagnostics + tuple(told),
    )


def link_inside(root: Element, others: Mapping[str, str], here: str) -> None:
    """Let links to the address of another article of the book lead to it in the book."""
    for link in root.iter(f"{{{XHTML}}}a") if others else ():
        page = others.get(link.get("href", "").lower())
        if page and page != here:
            link.set("href", posixpath.relpath(page, posixpath.dirname(here)))


def file_name(text: str) -> str:
    """ASCII letters, digits, "-" and "_" of ``text``; "article" where none is left."""
    return NOT_NAME_RE.sub("-", text).strip("-")[:60] or "article"


def _mend_addresses(root: Element, where: str) -> list[Diagnostic]:
    told: list[Diagnostic] = []
    for link in root.iter(f"{{{XHTML}}}a"):
        href = link.get("href")
        if href is None or href.startswith("#"):
            continue
        mended = web_address(href)
        if mended:
            link.set("href", mended)
            continue
        del link.attrib["href"]
        link.tag = f"{{{XHTML}}}span"
        told.append(
            diagnostic(
                "resource-refused",
                f"The address {href!r} is not one that a reading system can open; its text stays.",
                hint="Correct the address.",
                where=where,
            )
        )
    return told


def _unique_ids(root: Element) -> None:
    """Give the second bearer of an id another one; links go to the first."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is None:
            continue
        unique, number = name, 2
        while unique in seen:
            unique, number = f"{name}-{number}", number + 1
        if unique != name:
            element.set("id", unique)
        seen.add(unique)
