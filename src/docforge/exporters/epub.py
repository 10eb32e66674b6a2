"""EPUB 3.3 (https://www.w3.org/TR/epub-33/), zipped by ourselves so that the same input gives the same bytes.

Identifiers come from the content (a version 5 UUID over all that is read), ``dcterms:modified`` from the
edition's date at midnight UTC, a missing month or day being the first; without a date it is
1980-01-01T00:00:00Z, which is also the time of every zip entry.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from docforge.diagnostics import Diagnostic
from docforge.exporters.base import Exported
from docforge.exporters.details import own_addresses, own_doi
from docforge.exporters.epub_access import MATH
from docforge.exporters.epub_content import (
    EXTENSIONS,
    Content,
    Image,
    article_content,
    content_path,
    language_tag,
)
from docforge.exporters.epub_nav import cover_page, nav_page, page, page_bytes, title_page
from docforge.exporters.epub_package import CONTAINER, Item, PackageFacts, package_document
from docforge.exporters.html import XHTML
from docforge.exporters.issue.cover import Cover, cover_of_article, cover_picture
from docforge.exporters.outline import Entry
from docforge.exporters.pictures import mime_type
from docforge.exporters.theme import FACES, Face, covered, font_bytes, stylesheet
from docforge.model.edition import Article, EditionMeta

WHOLE = "edition.epub"
ALONE = "article.epub"
EPOCH = (1980, 1, 1, 0, 0, 0)
DATE_RE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
STYLES = ("../styles/base.css", "../styles/epub.css", "../styles/book.css")
SERIF, SYMBOLS = "Docforge Serif", "Docforge Symbols"
BOOK_CSS = """\
body { font-family: "Docforge Serif", "Docforge Symbols", serif; }
.cover { text-align: center; margin: 0; }
.cover img { max-width: 100%; max-height: 98vh; }
.title-page { text-align: center; margin-top: 15%; }
.title-page p { text-indent: 0; margin: .6em 0; }
.title-page h1 { margin: .6em 0; font-weight: 400; }
nav h1 { font-weight: 400; }
nav a { color: inherit; text-decoration: none; }
.note-text p + p { display: block; text-indent: 1.2em; }
.backlink { text-decoration: underline; }
nav .part { font-style: italic; }
.toc-authors { display: block; font-style: italic; font-size: .9em; }
nav ol { list-style: none; padding-left: 1.2em; }
nav > ol { padding-left: 0; }
nav li { margin: .35em 0; }
"""


def write_epub(articles: Sequence[Article], edition: EditionMeta, name: str = ALONE) -> Exported:
    """Write one EPUB of all ``articles``: "edition.epub" has a title page, "article.epub" has not.

    Diagnostics: what the shared HTML says (missing pictures, broken links, ...), and addresses that no
    reading system can open. Raises ``ConfigError`` for an unknown theme.
    """
    whole = name == WHOLE
    others = own_addresses(articles, edition)
    pages = {address: content_path(articles[at], at + 1) for address, at in others.items()} if whole else {}
    contents = [article_content(article, edition, n, pages) for n, article in enumerate(articles, 1)]
    title = _title(contents, edition, whole)
    language = language_tag(edition.language) if whole or not contents else contents[0].language
    cover = _cover(contents, edition, whole)
    items = _items(contents, edition, cover, title, language, whole)
    facts = PackageFacts(
        title,
        _identifier(items),
        modified(edition.date),
        language,
        whole,
        own_doi(articles[0].document.meta, edition) if articles and not whole else "",
    )
    package = package_document(facts, contents, edition, items)
    told: list[Diagnostic] = [*cover.diagnostics, *(d for content in contents for d in content.diagnostics)]
    return Exported({name: _zip(package, items)}, tuple(dict.fromkeys(told)))


def modified(date: str) -> str:
    """``dcterms:modified`` from an edition's date; see the module's docstring.

    >>> modified("2024-05")
    '2024-05-01T00:00:00Z'
    """
    m = DATE_RE.fullmatch(date)
    year, month, day = (m[1], m[2] or "01", m[3] or "01") if m else ("1980", "01", "01")
    return f"{year}-{month}-{day}T00:00:00Z"


def _title(contents: Sequence[Content], edition: EditionMeta, whole: bool) -> str:
    if not whole and contents:
        return contents[0].title
    return edition.title or edition.journal or "Untitled edition"


def _cover(contents: Sequence[Content], edition: EditionMeta, whole: bool) -> Cover:
    """The cover that the PDF of the edition has; a single article has one with its own title."""
    if whole or not contents:
        return cover_picture(edition, [" ".join(content.title.split()) for content in contents])
    return cover_of_article(edition, contents[0].article)


def _identifier(items: Sequence[Item]) -> str:
    digest = sha256()
    for item in items:
        digest.update(sha256(item.path.encode() + b"\0" + item.data).digest())
    return uuid5(NAMESPACE_URL, digest.hexdigest()).urn


def _items(
    contents: Sequence[Content], edition: EditionMeta, cover: Cover, title: str, language: str, whole: bool
) -> list[Item]:
    """Every file of the package, the spine's in reading order."""
    kind = mime_type(cover.name, cover.data)
    shown = f"images/cover.{EXTENSIONS[kind]}"
    xhtml = "application/xhtml+xml"
    landmarks = [Entry("cover: Cover", "text/cover.xhtml")]
    pages = [Item("text/cover.xhtml", xhtml, cover_page(shown, cover.words, language, STYLES), spine=True)]
    if whole:
        data = title_page(edition, title, language, STYLES)
        pages.append(Item("text/title.xhtml", xhtml, data, spine=True))
        landmarks.append(Entry("titlepage: Title page", "text/title.xhtml"))
        # A landmark may point to the contents only when they are read as a page too.
        landmarks.append(Entry("toc: Contents", "nav.xhtml#toc"))
    if contents:
        landmarks.append(Entry("bodymatter: Start of the text", contents[0].path))
    nav_styles = [style.removeprefix("../") for style in STYLES]
    nav = nav_page(contents, language, nav_styles, title, landmarks)
    pages.append(Item("nav.xhtml", xhtml, nav, "nav", spine=whole))
    for content in contents:
        root, body = page(content.title, content.language, STYLES)
        body.append(content.element)
        holds = "mathml" if any(True for _ in content.element.iter(MATH)) else ""
        pages.append(Item(content.path, xhtml, page_bytes(root), holds, spine=True))
    pictures: dict[str, Image] = {image.path: image for content in contents for image in content.images}
    faces = _faces(contents)
    return [
        *pages,
        Item(shown, kind, cover.data, "cover-image"),
        *(Item(path, pictures[path].media_type, pictures[path].data) for path in sorted(pictures)),
        Item("styles/base.css", "text/css", stylesheet(edition.theme, "base", edition.sheets).encode()),
        Item("styles/epub.css", "text/css", stylesheet(edition.theme, "epub", edition.sheets).encode()),
        Item("styles/book.css", "text/css", (_font_css(faces) + BOOK_CSS).encode()),
        *(Item(f"fonts/{face.file}", _font_type(face), font_bytes(face.file)) for face in faces),
    ]


def _faces(contents: Sequence[Content]) -> list[Face]:
    """The serif's faces, and the symbols' when the text has a sign that only they have."""
    text = {char for content in contents for part in content.element.itertext() for char in str(part)}
    regular = next(face for face in FACES if face.family == SERIF)
    lacking = {ord(char) for char in text} - covered(regular.file)
    wanted = []
    for face in FACES:
        if face.family == SYMBOLS and not lacking & covered(face.file):
            continue
        if face.weight == 700 and face.italic and not _bold_italic(contents):
            continue
        if face.family in (SERIF, SYMBOLS):
            wanted.append(face)
    return wanted


def _bold_italic(contents: Sequence[Content]) -> bool:
    strong, em = f"{{{XHTML}}}strong", f"{{{XHTML}}}em"
    return any(
        any(True for outer in content.element.iter(a) for _ in outer.iter(b))
        for content in contents
        for a, b in ((strong, em), (em, strong))
    )


def _font_type(face: Face) -> str:
    return "font/otf" if face.file.endswith(".otf") else "font/ttf"


def _font_css(faces: Sequence[Face]) -> str:
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("../fonts/{face.file}");'
        f" font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'}; }}\n"
        for face in faces
    )


def _zip(package: bytes, items: Sequence[Item]) -> bytes:
    """The container: ``mimetype`` first and stored, everything else by name (EPUB 3.3, section 4.2)."""
    files = {f"EPUB/{item.path}": item.data for item in items}
    files["EPUB/package.opf"] = package
    files["META-INF/container.xml"] = CONTAINER
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), b"application/epub+zip")
        for path in sorted(files):
            archive.writestr(_entry(path, zipfile.ZIP_DEFLATED), files[path])
    return out.getvalue()


def _entry(path: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, EPOCH)
    info.compress_type = method
    # The same on every system: Unix, a plain file, rw-r--r--.
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info
