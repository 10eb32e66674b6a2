"""The reference list of an article for other programs: CSL-JSON, BibTeX, RIS, JATS."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from docforge.errors import UsageError
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import Document

SUFFIXES = {".json": "csl-json", ".bib": "bibtex", ".ris": "ris", ".xml": "jats"}


def write_list(document: Document, kind: str) -> bytes:
    """The references in one of the formats of ``EXPORTS``."""
    return EXPORTS[kind](document)


def choose_export(kind: str, output: Path | None) -> str:
    """The format by its name, or by the suffix of the file; raises ``UsageError`` for an unknown one."""
    if not kind and output is not None:
        kind = SUFFIXES.get(output.suffix.lower(), output.suffix)
    if kind and kind not in EXPORTS:
        close = get_close_matches(kind, EXPORTS, 1, 0.4)
        maybe = f'Did you mean "{close[0]}"? ' if close else ""
        raise UsageError(f'There is no format "{kind}".', f"{maybe}Formats: {', '.join(EXPORTS)}.")
    return kind


def _csl_json(document: Document) -> bytes:
    from docforge.citations.exchange.csl import write_csl_json

    return write_csl_json(document.references)


def _bibtex(document: Document) -> bytes:
    from docforge.citations.exchange.bibtex import write_bibtex

    return write_bibtex(document.references)


def _ris(document: Document) -> bytes:
    from docforge.citations.exchange.ris import write_ris

    return write_ris(document.references)


def _jats(document: Document) -> bytes:
    """The ``ref-list`` of the article as the JATS exporter writes it."""
    from lxml import etree

    from docforge.exporters.jats import write_jats

    written = write_jats(Article("article", document), EditionMeta(language=document.meta.language))
    root = etree.fromstring(next(iter(written.files.values())))
    found = root.find("back/ref-list")
    if found is None:
        found = etree.Element("ref-list")
    found.tail = None
    etree.cleanup_namespaces(found)
    return etree.tostring(found, encoding="UTF-8", xml_declaration=True) + b"\n"


EXPORTS: dict[str, Callable[[Document], bytes]] = {
    "csl-json": _csl_json,
    "bibtex": _bibtex,
    "ris": _ris,
    "jats": _jats,
}
