"""Check an HTML file: well-formed, ids unique, links inside it resolve, nothing is fetched from outside.

HTML: https://html.spec.whatwg.org/. Not checked: the content models of the standard. Of a site it is checked
too that links from page to page lead to a file, and to an id in it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml import html as lxml_html

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.base import Checked
from docforge.validate.remedies import remedy_of

CHECKER = "HTML links"
VERSION = "1"
FETCHING = (
    ("img", "src"), ("script", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"),
    ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"),
)  # fmt: skip
# Of these a browser only takes note.
NOTED = frozenset({"canonical", "license", "prev", "next"})
# libxml2 knows HTML 4 only; it calls the elements of HTML 5 unknown.
UNKNOWN_TAG = "HTML_UNKNOWN_TAG"


def check_html(data: bytes, file: str) -> Checked:
    """Check one file; each finding is an ``invalid-output`` error, at its line where one is known."""
    found: list[Diagnostic] = []
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        return Checked(CHECKER, VERSION, file, True, diagnostics=(_bad(file, 0, f"no HTML: {error}"),))
    for entry in parser.error_log:
        if entry.type_name != UNKNOWN_TAG and entry.level_name != "WARNING":
            found.append(_bad(file, entry.line, f"not well-formed: {entry.message}"))
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is not None and name in seen:
            found.append(_bad(file, element.sourceline or 0, f"the id {name!r} is given twice"))
        seen.add(name or "")
    for element in root.iter("a"):
        href = element.get("href", "")
        if href.startswith("#") and unquote(href[1:]) not in seen | {"top"}:
            found.append(
                _bad(file, element.sourceline or 0, f"a link points to {href!r}, and nothing has that id")
            )
    for tag, attribute in FETCHING:
        for element in root.iter(tag):
            if NOTED & set((element.get("rel") or "").split()):
                continue
            address = element.get(attribute, "")
            if urlsplit(address).scheme in ("http", "https", "ftp") or address.startswith("//"):
                found.append(
                    _bad(file, element.sourceline or 0, f"<{tag}> would be fetched from {address!r}")
                )
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(dict.fromkeys(found)))


def check_site(files: Mapping[str, bytes], folder: str) -> Checked:
    """Check the links between the files of a site, given by name; ``folder`` is what the result is of."""
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    pages = {
        name: lxml_html.document_fromstring(data, parser=parser)
        for name, data in files.items()
        if name.endswith(".html")
    }
    ids = {name: {e.get("id") for e in page.iter(etree.Element)} for name, page in pages.items()}
    found: list[Diagnostic] = []
    for name, page in pages.items():
        for element in page.iter("a", "img", "link", "script"):
            address = element.get("href") or element.get("src") or ""
            parts = urlsplit(address)
            if not parts.path or parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
            fragment = unquote(parts.fragment)
            if target not in files or (fragment and target in ids and fragment not in ids[target]):
                said = f"a link points to {address!r}, which is not in the site"
                found.append(_bad(name, element.sourceline or 0, said))
    return Checked("site links", VERSION, folder, True, diagnostics=tuple(dict.fromkeys(found)))


def _bad(file: str, line: int, message: str) -> Diagnostic:
    where = f"{file}:{line}" if line else file
    return diagnostic("invalid-output", message, hint=remedy_of(message), where=where)
