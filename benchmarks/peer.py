"""What the peer is given: docforge's own print HTML, CSS and fonts, as plain files."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path

from lxml import etree, html

from docforge.edition.config import load_edition
from docforge.exporters.issue.entries import Entry
from docforge.exporters.issue.entries import entry as entry_of
from docforge.exporters.issue.front import front_matter
from docforge.exporters.pdf_binding import PART_LINK
from docforge.exporters.pdf_engine import PRINT_SHEETS
from docforge.exporters.print_tree import print_html
from docforge.exporters.theme import print_sheets, templates_folder
from docforge.model.edition import Article
from docforge.model.jsonio import from_json
from docforge.model.meta import Document
from docforge.model.nodes import Figure
from docforge.model.walk import document_blocks

ASSET_RE = re.compile(r'"asset:[^"/]+/([^"]+)"')


def _pictures(document: Document, folder: Path) -> tuple[tuple[str, bytes], ...]:
    names = {
        block.graphic for block in document_blocks(document) if isinstance(block, Figure) and block.graphic
    }
    return tuple((name, (folder / name).read_bytes()) for name in sorted(names) if (folder / name).is_file())


def _with_pictures(page: str, folder: Path) -> str:
    def data_uri(match: re.Match[str]) -> str:
        name = match[1]
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return f'"data:{kind};base64,{base64.b64encode((folder / name).read_bytes()).decode()}"'

    return ASSET_RE.sub(data_uri, page)


def _body(root: html.HtmlElement) -> html.HtmlElement:
    body = root.body
    assert body is not None
    return body


def write_pages(edition_folder: Path, built: Path, to: Path) -> None:
    """Write print.css, an HTML file for each article, and edition.html: the front matter and all of them."""
    to.mkdir(parents=True)
    config = load_edition(edition_folder)
    meta = config.meta
    css = "".join(text for _, text in print_sheets(meta.theme, PRINT_SHEETS, meta.sheets, meta.fonts))
    fonts = (templates_folder() / "fonts").as_uri()
    (to / "print.css").write_text(css.replace('url("font:', f'url("{fonts}/'), "utf-8")
    entries: list[Entry] = []
    bodies: list[html.HtmlElement] = []
    for entry in config.articles:
        folder = built / "articles" / entry.id
        document = from_json((folder / "article.json").read_text("utf-8"))
        article = Article(entry.id, document, _pictures(document, folder))
        page = _with_pictures(print_html(article, config.meta).decode("utf-8"), folder)
        (to / f"{entry.id}.html").write_text(page, "utf-8")
        bodies += _body(html.document_fromstring(page))
        entries.append(entry_of(article, str(len(entries) + 1)))
    front = etree.tostring(front_matter(config.meta, entries), method="html").decode("utf-8")
    root = html.document_fromstring(front.replace(PART_LINK, "#"))
    _body(root).extend(bodies)
    (to / "edition.html").write_bytes(html.tostring(root, doctype="<!DOCTYPE html>", encoding="utf-8"))
