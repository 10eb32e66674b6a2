"""WeasyPrint, shut in: it reads what we hand it, and what it complains about becomes a diagnostic.

The one module that imports WeasyPrint. https://doc.courtbouillon.org/weasyprint/stable/api_reference.html
"""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes
from xml.etree import ElementTree

import cssselect2
import pydyf
from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.exporters.html_context import Element
from docforge.exporters.libraries import names_by_loader
from docforge.exporters.pdf_conformance import conform
from docforge.exporters.pictures import mime_type
from docforge.exporters.theme import FACES, OwnSheets, font_bytes, print_sheets
from docforge.model.edition import EditionMeta, FontFile

with names_by_loader():
    import weasyprint
    import weasyprint.pdf
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from docforge.exporters.pdf_notes import keep_notes
    from docforge.exporters.pdf_tags import add_tags

# It has no setting for it: our structure in place of its own.
weasyprint.pdf.add_tags = add_tags
keep_notes()

PRINT_SHEETS = ("base", "page", "issue")
Finisher = Callable[[Document, Any], None]
FONT_FILES = frozenset(face.file for face in FACES)


def asset_url(article_id: str, name: str) -> str:
    """The address under which the closed fetcher knows a picture; no two articles share one."""
    return f"asset:{quote(article_id)}/{quote(name)}"


class ClosedFetcher(URLFetcher):  # type: ignore[misc]
    """Gives out fonts, the pictures it was made with, and data: images and fonts. Refuses all else."""

    def __init__(self, assets: Mapping[str, bytes], fonts: Sequence[FontFile] = ()) -> None:
        super().__init__(allowed_protocols=())
        self._assets = assets
        self._fonts = {font.file: font.data for font in fonts}
        self.refused: list[str] = []

    def serve(self, assets: Mapping[str, bytes]) -> None:
        """Give out these pictures from now on, and no others."""
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        scheme, _, rest = url.partition(":")
        if scheme == "font" and (name := unquote(rest)) in FONT_FILES | self._fonts.keys():
            found = self._fonts[name] if name in self._fonts else font_bytes(name)
            return URLFetcherResponse(url, found, {"Content-Type": "font/otf"})
        if scheme == "asset" and url in self._assets:
            data = self._assets[url]
            return URLFetcherResponse(url, data, {"Content-Type": mime_type(unquote(rest), data)})
        if scheme == "data" and rest.startswith(("image/", "font/")):
            kind, data = _data_uri(rest)
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        self.refused.append(url)
        raise ValueError("outside the article")

    def open(self, url: Any, data: object = None, timeout: object = None) -> URLFetcherResponse:
        return self.fetch(getattr(url, "full_url", url))


def _data_uri(rest: str) -> tuple[str, bytes]:
    kind, _, body = rest.partition(",")
    if kind.endswith(";base64"):
        try:
            return kind.removesuffix(";base64"), base64.b64decode(unquote(body))
        except binascii.Error as error:
            raise ValueError("not base64") from error
    return kind, unquote_to_bytes(body)


class _Tree(weasyprint.HTML):  # type: ignore[misc]
    """A document from elements in hand: what was built as a tree need not be written and parsed again."""

    def __init__(self, root: Element, fetcher: ClosedFetcher) -> None:
        # Its own elements, not lxml's: WeasyPrint keys styles by element identity, which lxml does not keep.
        tree = ElementTree.fromstring(etree.tostring(root))
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class Engine:
    """Lays out documents in one theme: the stylesheets are parsed and the fonts loaded once."""

    def __init__(self, theme: str, own: OwnSheets = (), fonts: tuple[FontFile, ...] = ()) -> None:
        self.fetcher = ClosedFetcher({}, fonts)
        self.fonts = FontConfiguration()
        self._given = (theme, PRINT_SHEETS, own, fonts)
        self._sheets: list[weasyprint.CSS] = []

    def _css(self, text: str) -> weasyprint.CSS:
        return weasyprint.CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def lay_out(self, root: Element, first_folio: int) -> Document:
        """Pages of one document, the first of them numbered ``first_folio``; an odd page is a recto."""
        if not self._sheets:
            for path, text in print_sheets(*self._given):
                with _named(path):
                    self._sheets.append(self._css(text))
        side = "right" if first_folio % 2 else "left"
        own = f"@page :first {{ counter-reset: page {first_folio} }} html {{ break-before: {side} }}"
        return _Tree(root, self.fetcher).render(
            font_config=self.fonts, stylesheets=[*self._sheets, self._css(own)], pdf_variant="pdf/ua-1"
        )

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Nothing that is complained about meanwhile is told: it was told of an earlier layout."""
        logger = logging.getLogger("weasyprint")
        already = len(self.fetcher.refused)
        logger.addFilter(_refuse)
        try:
            yield
        finally:
            logger.removeFilter(_refuse)
            del self.fetcher.refused[already:]

    def paint(self, document: Document, finish: Finisher | None = None) -> bytes:
        """The PDF (UA-1, A-3a) of a document."""
        data: bytes = document.write_pdf(finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=True)
        return conform(data)


def engine_for(edition: EditionMeta) -> Engine:
    """The engine of an edition's theme, ready for the next document."""
    return _engine(edition.theme, edition.sheets, edition.fonts)


@lru_cache(maxsize=4)
def _engine(theme: str, own: OwnSheets, fonts: tuple[FontFile, ...]) -> Engine:
    return Engine(theme, own, fonts)


def label_pages(pdf: Any, first: int) -> None:
    """Write the folios, from ``first`` on, as page labels (ISO 32000-1, 12.4.2)."""
    numbers = pydyf.Array((0, pydyf.Dictionary({"S": "/D", "St": first})))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _refuse(_: logging.LogRecord) -> bool:
    return False


class _Keeper(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Have what is said of a stylesheet begin with its name; line and column follow in the message."""
    name = f"templates/{path}: "

    def add(record: logging.LogRecord) -> bool:
        record.msg = name.replace("%", "%%") + str(record.msg)
        return True

    logger = logging.getLogger("weasyprint")
    logger.addFilter(add)
    try:
        yield
    finally:
        logger.removeFilter(add)


@contextmanager
def engine_log(where: str, fetcher: ClosedFetcher | None = None) -> Iterator[list[Diagnostic]]:
    """Collect what WeasyPrint logs, and what ``fetcher`` refuses, meanwhile; filled when the block ends."""
    found: list[Diagnostic] = []
    records: list[logging.LogRecord] = []
    handler = _Keeper(records)
    logger = logging.getLogger("weasyprint")
    already = len(fetcher.refused) if fetcher else 0
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        for record in records:
            severity = Severity.ERROR if record.levelno >= logging.ERROR else Severity.WARNING
            message = f"The layout engine says: {record.getMessage()}"
            found.append(diagnostic("layout-error", message, where=where, severity=severity))
        for url in fetcher.refused[already:] if fetcher else ():
            found.append(
                diagnostic("resource-refused", f"{url[:200]!r} was asked for and refused.", where=where)
            )
