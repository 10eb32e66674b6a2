"""The text of a tagged PDF as its structure orders it: what each article says, and on which page.

Text is read from the content streams (ISO 32000-1, 9.4.3) by the fonts' ToUnicode (9.10.3), gathered by
marked content (14.6), and put in order by the structure tree (14.7). What the layout repeats is marked as an
artifact (14.8.2.2) and told apart. Text that a picture draws in a form of its own is not read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from docforge.validate.pdf_content import Begin, End, Show, UseFont, operations

BF_CHAR_RE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
BF_RANGE_RE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
# Marks of notes and items, which CSS makes, and pictures.
NO_WORDS = frozenset({"/Lbl", "/Reference", "/Figure"})
NEAR = 80
MARGINS = frozenset({"/Header", "/Footer"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that is shown together, on the page of this index; ``language`` is what its tags say."""

    page: int
    text: str
    language: str = ""


@dataclass(slots=True)
class PrintedArticle:
    """The text of an article in reading order, and what its pages show beside it.

    ``folios`` are the labels of its pages by their index; ``beside`` is neither in the structure nor in a
    running head or foot: the repeated head of a table, or what must not be there. ``heads`` are those of its
    tables, each once.
    """

    pieces: list[Piece] = field(default_factory=list)
    beside: list[Piece] = field(default_factory=list)
    folios: dict[int, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)


def read_articles(data: bytes) -> list[PrintedArticle]:
    """The articles of a PDF in their order: its ``Art`` elements.

    Raises ``pikepdf.PdfError`` for bytes that are no PDF.
    """
    with Pdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        reader = _Reader()
        shown: dict[int, _Shown] = {}
        made = []
        for node in elements_of(pdf.Root.get(Name.StructTreeRoot, Dictionary()), Name.Art):
            article = PrintedArticle()
            for page, mark, language in marks_of(node, pages):
                if page not in shown:
                    shown[page] = reader.read(pdf.pages[page])
                article.pieces.append(Piece(page, shown[page].text(mark), language))
            for head in elements_of(node, Name.THead):
                article.heads.append(
                    "".join(shown[page].text(mark) for page, mark, _ in marks_of(head, pages))
                )
            for page in sorted({piece.page for piece in article.pieces}):
                article.folios[page] = str(pdf.pages[page].label).rpartition(":")[2]
                article.beside += [Piece(page, text) for text in shown[page].beside]
            made.append(article)
        return made


def words_near(pdf: Pdf, node: Any) -> str:
    """The first words of a structure element, or of the smallest one around it that has some."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    reader = _Reader()
    shown: dict[int, _Shown] = {}
    while isinstance(node, Dictionary) and Name.S in node and node.S not in (Name.Art, Name.Document):
        said = str(node.get(Name.Alt, ""))
        for page, mark, _ in marks_of(node, pages):
            if page not in shown:
                shown[page] = reader.read(pdf.pages[page])
            said += shown[page].text(mark)
            if len(said) > NEAR:
                break
        if words := " ".join(said.split()):
            return words[:NEAR].strip()
        node = node.get(Name.P)
    return ""


def elements_of(root: Any, role: Any) -> Iterator[Any]:
    """The elements of a role, in order; none within another."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.get(Name.S) == role:
            yield node
        else:
            waiting += [kid for kid in reversed(_kids(node)) if isinstance(kid, Dictionary) and Name.S in kid]


def _kids(node: Any) -> list[Any]:
    kids = node.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def marks_of(article: Any, pages: dict[tuple[int, int], int]) -> Iterator[tuple[int, int, str]]:
    """Page, number and language of the marked content of an article, in reading order."""
    waiting: list[tuple[Any, Any, str]] = [(article, None, "")]
    while waiting:
        node, around, language = waiting.pop()
        if isinstance(node, int):
            yield pages[around.objgen], int(node), language
        elif Name.MCID in node:
            yield pages[node.get(Name.Pg, around).objgen], int(node.MCID), language
        elif str(node.get(Name.S, "")) and str(node.S) not in NO_WORDS:
            page, language = node.get(Name.Pg, around), str(node.get(Name.Lang, language))
            waiting += [(kid, page, language) for kid in reversed(_kids(node))]


@dataclass(slots=True)
class _Shown:
    """What a page shows: by the number of its marked content, and beside it."""

    marked: dict[int, list[str]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)

    def text(self, mark: int) -> str:
        return "".join(self.marked.get(mark, ()))


class _Reader:
    """Reads pages; remembers what the codes of fonts mean."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], dict[int, str]] = {}

    def read(self, page: pikepdf.Page) -> _Shown:
        fonts = page.obj.get(Name.Resources, Dictionary()).get(Name.Font, Dictionary())
        shown, means = _Shown(), dict[int, str]()
        within: list[list[str] | None] = []
        for operation in operations(page):
            match operation:
                case Begin():
                    within.append(_place(operation, shown))
                case End():
                    if within:
                        within.pop()
                case UseFont(name):
                    means = self._means(fonts.get(name))
                case Show(codes):
                    to = next((place for place in reversed(within) if place is not None), shown.beside)
                    to.append("".join([means.get(code, "") for code in codes]))
                case _:
                    pass
        return shown

    def _means(self, font: Any) -> dict[int, str]:
        if font is None or Name.ToUnicode not in font:
            return {}
        key = font.objgen
        if key not in self._fonts or key == (0, 0):
            self._fonts[key] = _read_to_unicode(font.ToUnicode.read_bytes())
        return self._fonts[key]


def _place(begun: Begin, shown: _Shown) -> list[str] | None:
    """Where the text of marked content goes; None: where that goes in which it stands."""
    if begun.number is not None:
        return shown.marked.setdefault(begun.number, [])
    if begun.tag != "/Artifact":
        return None
    return [] if begun.kind == "/Layout" or begun.subkind in MARGINS else shown.beside


def _read_to_unicode(data: bytes) -> dict[int, str]:
    means: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        means.update((int(code, 16), _utf16(value)) for code, value in BF_CHAR_RE.findall(block))
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for low, high, value in BF_RANGE_RE.findall(block):
            first, start = int(low, 16), int(value, 16)
            means.update(
                (code, chr(start + code - first))
                for code in range(first, min(int(high, 16), first + 65535) + 1)
                if start + code - first <= 0x10FFFF
            )
    return means


def _utf16(value: bytes) -> str:
    return bytes.fromhex(value.decode("ascii")).decode("utf-16-be", "replace")
