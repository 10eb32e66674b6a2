"""The formats an article is written in. Exporters, some slow to load, are loaded when needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docforge.errors import MissingToolError
from docforge.exporters.base import Exported
from docforge.model.edition import Article, EditionMeta

INSTALL_PANGO = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
Write = Callable[[Article, EditionMeta], Exported]


@dataclass(frozen=True, slots=True)
class Format:
    """``file`` is the name of the article in this format; ``suffixes`` are those of an output file that
    ask for it."""

    name: str
    file: str
    suffixes: tuple[str, ...]
    write: Write
    binary: bool = False
    # Written for the editor, who works on what was printed; the others are set in the citation style.
    as_printed: bool = False


def _markdown(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.markdown import write_markdown

    return write_markdown(article)


def _json(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.json_format import write_json

    return write_json(article)


def _html(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.html import write_html

    return write_html(article, edition)


def need_layout_engine() -> None:
    """Raise ``MissingToolError`` if WeasyPrint does not find the system libraries that it stands on."""
    try:
        import docforge.exporters.pdf_engine  # noqa: F401
    except OSError as error:
        raise MissingToolError(
            f"Pages cannot be laid out: a system library is missing ({str(error).splitlines()[0][:120]}).",
            f"Install Pango: {INSTALL_PANGO}",
        ) from error


def _pdf(article: Article, edition: EditionMeta) -> Exported:
    need_layout_engine()
    from docforge.exporters.pdf import write_pdf

    return write_pdf(article, edition)


def _epub(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.epub import write_epub

    return write_epub([article], edition)


def _jats(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.jats import write_jats

    return write_jats(article, edition)


def _docx(article: Article, edition: EditionMeta) -> Exported:
    from docforge.exporters.docx import write_docx

    return write_docx(article, edition)


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("md", "article.md", (".md", ".markdown"), _markdown, as_printed=True),
        Format("json", "article.json", (".json",), _json, as_printed=True),
        Format("html", "article.html", (".html", ".htm"), _html),
        Format("pdf", "article.pdf", (".pdf",), _pdf, binary=True),
        Format("epub", "article.epub", (".epub",), _epub, binary=True),
        Format("jats", "article.xml", (".xml",), _jats),
        Format("docx", "article.docx", (".docx",), _docx, binary=True),
    )
}
BY_SUFFIX = {suffix: f.name for f in FORMATS.values() for suffix in f.suffixes}
