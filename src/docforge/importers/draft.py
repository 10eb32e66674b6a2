"""An article on its way from repaired text to document: blocks of text, each given one role, none forgotten.

Every recogniser (front matter, captions, headings ...) looks at blocks that have no role yet and gives them
one; what is left is a paragraph. So a block can be neither lost nor used twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.importers.formulas import find_formulas
from docforge.importers.inlines import InlineReader, strip_inlines
from docforge.model.nodes import Inlines
from docforge.model.source import Kind
from docforge.places import Span
from docforge.repair.edit import Edit, Move, Safety
from docforge.repair.engine import Bench
from docforge.repair.lines import split_blocks

NOTE_RE = re.compile(r"\[\^(?P<id>[^\]\s^\[]{1,20})\]:\s*")


class Role(Enum):
    FREE = auto()
    ASIDE = auto()  # out of the text, by name
    FRONT = auto()  # title, people, abstract ...: taken by front matter
    HEADING = auto()
    PARAGRAPH = auto()
    LIST = auto()
    TABLE = auto()
    CAPTION = auto()  # figure (or bound to a table)
    QUOTE = auto()
    SET_OFF = auto()  # pull quote, block quotation, epigraph, verse: see Chunk.kind
    PREFORMAT = auto()
    IMAGE = auto()
    REFERENCE = auto()
    NOTE = auto()


@dataclass(slots=True)
class Chunk:
    """A block of the text in hand. ``start:end`` has no white space at its ends. ``level`` is a heading's,
    ``kind`` says what a block set off from the text is."""

    start: int
    end: int
    text: str
    role: Role = Role.FREE
    level: int = 0
    kind: str = ""

    @property
    def plain(self) -> str:
        """Text without emphasis marks, on one line; for looking, not for keeping."""
        return re.sub(r"\s+", " ", re.sub(r"(?<!\\)\*+|^#+\s|\\(?=[^\w\s])", "", self.text)).strip()

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(slots=True)
class Draft:
    bench: Bench
    kind: Kind
    chunks: list[Chunk]
    reader: InlineReader
    asides: list[Edit] = field(default_factory=list)
    kept: list[Edit] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @staticmethod
    def of(bench: Bench, kind: Kind) -> Draft:
        text = bench.text
        chunks = []
        for start, end in split_blocks(text):
            while start < end and text[start].isspace():
                start += 1
            role = Role.NOTE if NOTE_RE.match(text, start, end) else Role.FREE
            chunks.append(Chunk(start, end, text[start:end], role))
        formulas = find_formulas(text, kind)
        reader = InlineReader(bench, underscores=kind in ("ocr-markdown",), formulas=formulas)
        draft = Draft(bench, kind, chunks, reader)
        draft.asides = reader.asides
        return draft

    @property
    def marked(self) -> bool:
        """Does the text carry Markdown marks that mean structure?"""
        return self.kind in ("ocr-markdown", "html")

    def free(self) -> list[Chunk]:
        return [c for c in self.chunks if c.role is Role.FREE]

    def set_aside(self, start: int, end: int, kind: str, why: str, rule: str = "set-aside") -> None:
        text = self.bench.text[start:end]
        if text.strip():
            # A space stays, so that the words on either side do not run together.
            self.asides.append(Edit(start, end, text, " ", rule, Safety.LIKELY, why, kind))

    def chunk_aside(self, chunk: Chunk, kind: str, why: str, rule: str = "set-aside") -> None:
        """Set a whole block aside, unless the editor wants it in the text."""
        edit = Edit(chunk.start, chunk.end, chunk.text, " ", rule, Safety.LIKELY, why, kind)
        if self.bench.verdict(edit) == "reject":
            chunk.role = Role.PARAGRAPH
            self.kept.append(edit)
        else:
            chunk.role = Role.ASIDE
            self.set_aside(chunk.start, chunk.end, kind, why, rule)

    def inlines(self, start: int, end: int) -> Inlines:
        return strip_inlines(self.reader.read(start, end))

    def span(self, start: int, end: int) -> Span:
        return self.bench.span(start, end)

    def tell_at(self, code: str, message: str, place: Span | None, hint: str = "") -> None:
        self.diagnostics.append(diagnostic(code, message, place, hint))

    def tell(self, code: str, message: str, start: int, end: int, hint: str = "") -> None:
        self.diagnostics.append(diagnostic(code, message, self.span(start, end), hint))
