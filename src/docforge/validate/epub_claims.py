"""Check that a book says nothing untrue of its accessibility, and that its own links lead somewhere.

What the package document claims (schema:accessibilityFeature and the like) is held against the pages: a claim
that is not true is an error, a feature that is there and not told a warning. Needs nothing from outside.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote, urlsplit

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.base import Checked
from docforge.validate.remedies import remedy_of

CHECKER = "EPUB claims"
VERSION = "1"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
CONTAINER = "META-INF/container.xml"
HEADINGS = tuple(f"{XHTML}h{n}" for n in range(1, 7))
NAMED = {"toc": "tableOfContents", "page-list": "pageNavigation"}
# What a machine sees in the pages; of other features a claim is taken as it is.
SEEN = (
    "alternativeText",
    "MathML",
    "pageBreakMarkers",
    "pageNavigation",
    "tableOfContents",
    "structuralNavigation",
)
ALT_REMEDY = 'Write what each picture shows as alt="..." of the figure.'


@dataclass
class _Book:
    """What stands in the pages of a book."""

    pages: dict[str, etree._Element]
    files: set[str]
    told: int = 0
    undescribed: list[str] = field(default_factory=list)
    features: set[str] = field(default_factory=set)


def check_claims(data: bytes, file: str) -> Checked:
    """Check one book; each finding is an ``invalid-output`` with the page and line where one is known."""
    try:
        found = tuple(_findings(data, file))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, RuntimeError) as error:
        said = " ".join(str(error).split())
        return Checked(CHECKER, VERSION, file, True, diagnostics=(_wrong(f"no readable EPUB: {said}", file),))
    return Checked(CHECKER, VERSION, file, True, diagnostics=found)


def _findings(data: bytes, file: str) -> Iterator[Diagnostic]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        rootfile = next(_parse(archive.read(CONTAINER)).iter("{*}rootfile"))
        package_path = rootfile.get("full-path", "")
        package = _parse(archive.read(package_path))
        names = set(archive.namelist())
        folder = posixpath.dirname(package_path)
        paths = [
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            for item in package.iter(f"{OPF}item")
            if item.get("media-type") == "application/xhtml+xml"
        ]
        book = _Book({path: _parse(archive.read(path)) for path in paths}, names)
    for path, page in book.pages.items():
        _look(book, path, page)
    yield from _claims(package, book, f"{file}!{package_path}")
    yield from _links(book, file)


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _look(book: _Book, path: str, page: etree._Element) -> None:
    cover = any(
        "cover" in (e.get(EPUB_TYPE) or "").split() for e in page.iter(f"{XHTML}section", f"{XHTML}body")
    )
    for element in page.iter(etree.Element):
        kind = (element.get(EPUB_TYPE) or "").split()
        if element.tag == f"{XHTML}img" and element.get("role") not in ("presentation", "none") and not cover:
            book.told += 1
            if not (element.get("alt") or "").strip():
                book.undescribed.append(f"{path}:{element.sourceline or 0}")
        elif element.tag == MATH:
            book.features.add("MathML")
        elif element.tag == f"{XHTML}nav":
            if next(element.iter(f"{XHTML}a"), None) is not None:
                book.features |= {NAMED[one] for one in kind if one in NAMED}
        elif element.tag in HEADINGS:
            book.features.add("structuralNavigation")
        if "pagebreak" in kind or element.get("role") == "doc-pagebreak":
            book.features.add("pageBreakMarkers")
    if book.told and not book.undescribed:
        book.features.add("alternativeText")
    else:
        book.features.discard("alternativeText")


def _claims(package: etree._Element, book: _Book, where: str) -> Iterator[Diagnostic]:
    told: dict[str, list[str]] = {}
    for meta in package.iter(f"{OPF}meta"):
        told.setdefault(meta.get("property", ""), []).append((meta.text or "").strip())
    features = told.get("schema:accessibilityFeature", [])
    for feature in SEEN:
        if feature in features and feature not in book.features:
            first = (
                f" First: {book.undescribed[0]}." if feature == "alternativeText" and book.undescribed else ""
            )
            hint = ALT_REMEDY if feature == "alternativeText" else ""
            yield _wrong(f"the book claims {feature}, which is not true of its pages.{first}", where, hint)
        elif feature in book.features and feature not in features:
            message = f"the book has {feature} and does not say so"
            hint = remedy_of(message)
            yield diagnostic("invalid-output", message, hint=hint, where=where, severity=Severity.WARNING)
    if book.undescribed and "textual" in told.get("schema:accessModeSufficient", []):
        yield _wrong(
            f"the book says that its text alone is enough; {len(book.undescribed)} of {book.told} pictures "
            f"have no description. First: {book.undescribed[0]}",
            where,
            ALT_REMEDY,
        )
    if book.undescribed and any("WCAG" in one for one in told.get("dcterms:conformsTo", [])):
        yield _wrong(
            "the book claims to conform to WCAG, and pictures have no description", where, ALT_REMEDY
        )
    if told.get("dcterms:conformsTo") and not any(told.get("a11y:certifiedBy", [])):
        yield _wrong("the book claims conformance and names nobody who vouches for it", where)
    for needed in ("accessMode", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        if not any(told.get(f"schema:{needed}", [])):
            yield _wrong(f"schema:{needed} is missing", where)


def _links(book: _Book, file: str) -> Iterator[Diagnostic]:
    """Links to files that are not in the book, and to ids that are not in the file."""
    ids = {
        path: {e.get("id") for e in page.iter(etree.Element) if e.get("id")}
        for path, page in book.pages.items()
    }
    for path, page in book.pages.items():
        for link in page.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
            href = link.get("href") or link.get("src") or ""
            parts = urlsplit(href)
            if parts.scheme or parts.netloc or not href:
                continue
            target = path
            if parts.path:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            fragment = unquote(parts.fragment)
            if target not in book.files or (fragment and target in ids and fragment not in ids[target]):
                where = f"{file}!{path}:{link.sourceline or 0}"
                yield _wrong(f"a link points to {href!r}, which is not in the book", where)


def _wrong(message: str, where: str, hint: str = "") -> Diagnostic:
    return diagnostic("invalid-output", message, hint=hint or remedy_of(message), where=where)
