"""Which characters of a text no font of the edition can show, found before anything is laid out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.exporters.theme import covered_by_any, covered_with
from docforge.model.edition import EditionMeta
from docforge.model.meta import Document
from docforge.model.nodes import Inlines, Origin
from docforge.model.text import inline_text
from docforge.model.walk import block_inlines, document_blocks

# Separators, controls and format characters have no shape of their own.
_SHAPELESS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_AROUND = 20
HINT = (
    "Check that the character is right. If it is, name a font that has it in edition.toml: "
    'fonts = ["a font that is installed", "fonts/file.otf"].'
)


def find_missing_glyphs(
    texts: Iterable[str], where: str, edition: EditionMeta | None = None, document: Document | None = None
) -> tuple[Diagnostic, ...]:
    """One ``glyph-missing`` for each character that no font has, with its place and the text around it.

    It is an error in a final edition, and a warning before. The places are those of the ``document``.
    """
    known = covered_with(edition.fonts) if edition else covered_by_any()
    severity = Severity.WARNING if edition and edition.status != "final" else Severity.ERROR
    first: dict[str, str] = {}
    count: dict[str, int] = {}
    for text in texts:
        if text.isascii():
            continue
        composed = unicodedata.normalize("NFC", text)
        for char in sorted(set(composed)):
            if _shown(char, known):
                continue
            count[char] = count.get(char, 0) + composed.count(char)
            if char not in first:
                at = composed.index(char)
                first[char] = composed[max(0, at - _AROUND) : at + _AROUND].strip()
    places = _places(document, set(first)) if document and first else {}
    return tuple(
        diagnostic(
            "glyph-missing",
            f"No font has {char!r} (U+{ord(char):04X} {unicodedata.name(char, 'without a name')}), "
            f"found {count[char]} times, first in {near!r}.",
            places.get(char),
            hint=HINT,
            where="" if places.get(char) else where,
            severity=severity,
        )
        for char, near in sorted(first.items())
    )


def _places(document: Document, wanted: set[str]) -> dict[str, Origin]:
    """Where in the source the first block with each of the characters stands."""
    found: dict[str, Origin] = {}
    for content, origin in _contents(document):
        text = unicodedata.normalize("NFC", inline_text(content))
        if origin is None or text.isascii():
            continue
        for char in wanted.intersection(text) - found.keys():
            found[char] = origin
        if len(found) == len(wanted):
            break
    return found


def _contents(document: Document) -> Iterator[tuple[Inlines, Origin]]:
    """Inlines with the place of the smallest thing around them that has one."""
    meta = document.meta
    for content in (meta.title, meta.subtitle, meta.standfirst):
        yield from ((content, node.origin) for node in content)
    for paragraph in meta.abstract:
        yield paragraph.content, paragraph.origin
    for block in document_blocks(document):
        for content in block_inlines(block):
            yield content, block.origin
    for reference in document.references:
        yield from ((reference.content, node.origin) for node in reference.content)


def _shown(char: str, known: frozenset[int]) -> bool:
    if ord(char) in known or unicodedata.category(char) in _SHAPELESS:
        return True
    # The shaper takes a character apart when only its parts have glyphs.
    parts = unicodedata.normalize("NFD", char)
    return parts != char and all(ord(part) in known for part in parts)
