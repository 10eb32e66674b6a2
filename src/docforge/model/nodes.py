"""Blocks and inlines: frozen, closed unions, names from JATS 1.3 Publishing where it has one.

Every node may carry ``origin``, the place in the source that it was read from. Origins take no part in
comparison: two documents are equal when they say the same, wherever it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docforge.places import Span

Origin = Span | None


def _origin() -> Origin:
    return field(default=None, compare=False, repr=False)


# ---------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    origin: Origin = _origin()


class Wrap:
    """What all inlines around others share; the words are in ``content``."""

    __slots__ = ()
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Italic(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Bold(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Underline(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Strike(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class SmallCaps(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Sup(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Sub(Wrap):
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Foreign(Wrap):
    """A phrase in another language than the text around it; ``language`` is BCP 47."""

    content: tuple[Inline, ...]
    language: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Monospace:
    value: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class InlineFormula:
    """TeX, without the dollar signs."""

    tex: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Break:
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class ExtLink(Wrap):
    """A link out of the document; a bare URL has its own text as content."""

    href: str
    content: tuple[Inline, ...]
    origin: Origin = _origin()


RefType = Literal["fig", "table", "sec", "disp-formula"]


@dataclass(frozen=True, slots=True)
class Xref(Wrap):
    """A link to a labelled thing in the same article: figure, table, section, formula."""

    ref_type: RefType
    rid: str
    content: tuple[Inline, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A note mark in the text; the note stands in ``Document.notes`` under ``rid``."""

    rid: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class CiteItem:
    """One work of a citation cluster (CSL). ``printed`` is what stood in the text for this work."""

    rid: str
    printed: str
    prefix: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation cluster linked to the reference list.

    The whole as printed is ``before`` + the items' ``printed`` joined by ``separator`` + ``after``:
    "(Kovač & Novak, 2022; Panda, 2021a)" has before "(", separator "; ", after ")".
    A narrative citation "Panda (2021a)" has empty ``before`` and ``after`` and is one item.
    """

    items: tuple[CiteItem, ...]
    before: str = "("
    after: str = ")"
    separator: str = "; "
    narrative: bool = False
    origin: Origin = _origin()

    @property
    def printed(self) -> str:
        return self.before + self.separator.join(i.printed for i in self.items) + self.after


Inline = (
    Text
    | Italic
    | Bold
    | Underline
    | Strike
    | SmallCaps
    | Sup
    | Sub
    | Foreign
    | Monospace
    | InlineFormula
    | Break
    | ExtLink
    | Xref
    | NoteRef
    | Cite
)
Inlines = tuple[Inline, ...]
# What only sets its content in another type, or says what language it is in.
Emphasis = Italic | Bold | Underline | Strike | SmallCaps | Sup | Sub | Foreign


# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Inlines
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Section:
    """``label`` is the number as printed ("2.1"), apart from the title."""

    id: str
    title: Inlines
    blocks: tuple[Block, ...]
    label: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: tuple[Block, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class List:
    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    origin: Origin = _origin()


QuoteKind = Literal["", "pullquote", "epigraph"]


@dataclass(frozen=True, slots=True)
class DispQuote:
    blocks: tuple[Block, ...]
    kind: QuoteKind = ""
    attrib: Inlines = ()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class VerseGroup:
    """Verse: one tuple of inlines a line."""

    lines: tuple[Inlines, ...]
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Preformat:
    """Text whose spaces and lines count (code)."""

    value: str
    language: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class DispFormula:
    tex: str
    id: str = ""
    label: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Permission:
    """Rights of one article or figure. ``licence`` is an SPDX id, a URL, or "unknown"."""

    licence: str = "unknown"
    holder: str = ""
    year: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """``graphic`` is a file of the article's folder, or "" while the image is missing (shown as a gap).

    ``alt`` is written by a person; "" means that there is none, and that is said, never hidden.
    ``decorative`` is a person's word that the picture says nothing, so that it needs none.
    ``allowed`` is the printed "Reproduced by permission of …"; ``permission`` is what an editor recorded.
    """

    id: str
    label: str
    caption: Inlines
    graphic: str = ""
    alt: str = ""
    credit: Inlines = ()
    source: Inlines = ()
    permission: Permission = Permission()
    decorative: bool = False
    allowed: Inlines = ()
    origin: Origin = _origin()

    @property
    def lines(self) -> tuple[Inlines, ...]:
        """The lines below the caption, in the order of print: source, credit, permission."""
        return tuple(line for line in (self.source, self.credit, self.allowed) if line)


Align = Literal["", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    content: Inlines
    colspan: int = 1
    rowspan: int = 1
    origin: Origin = _origin()


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableWrap:
    """``notes`` stand under the table: general and source notes, one tuple of inlines each."""

    id: str
    label: str
    caption: Inlines
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    align: tuple[Align, ...] = ()
    notes: tuple[Inlines, ...] = ()
    origin: Origin = _origin()


Block = Paragraph | Section | List | DispQuote | VerseGroup | Preformat | DispFormula | Figure | TableWrap
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note. No blocks: its mark is in the text, but its text is not in the source."""

    id: str
    label: str
    blocks: Blocks
    origin: Origin = _origin()
