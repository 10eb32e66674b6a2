"""A bound PDF against the files it was bound from: does each article show there what its own file shows?

Where it does, what was found of the article's own file holds for the bound one, and neither its glyphs nor
its words are read again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from docforge.validate.pdf_content import content_digest
from docforge.validate.pdf_text import elements_of, marks_of

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class _Article:
    """The marks of an article in reading order, those of its heads of tables, and the look of each page."""

    marks: tuple[tuple[int, int, str], ...]
    heads: tuple[tuple[tuple[int, int, str], ...], ...]
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a file shows: hashes of each article, as it reads and looks with its folios, and of each page."""

    articles: tuple[str, ...]
    looks: frozenset[str]


def shown_in(data: bytes) -> Shown | None:
    """What the PDF ``data`` shows; None if it cannot be read."""
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            look = Look()
            articles = tuple(sha256(repr(one).encode()).hexdigest() for one in _articles(pdf, look))
            return Shown(articles, frozenset(look.of(page) for page in pdf.pages))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return None


def _articles(pdf: Pdf, look: Look) -> Iterator[_Article]:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for node in elements_of(pdf.Root.get(Name.StructTreeRoot, Dictionary()), Name.Art):
        marks = tuple(marks_of(node, pages))
        heads = [tuple(marks_of(head, pages)) for head in elements_of(node, Name.THead)]
        own = sorted({page for page, _, _ in marks})
        order = {page: number for number, page in enumerate(own)}
        yield _Article(
            _counted(marks, order),
            tuple(_counted(head, order) for head in heads),
            tuple((str(pdf.pages[page].label).rpartition(":")[2], look.of(pdf.pages[page])) for page in own),
        )


def _counted(
    marks: tuple[tuple[int, int, str], ...], order: dict[int, int]
) -> tuple[tuple[int, int, str], ...]:
    """Marks by the place of their page in the article and not in the file."""
    return tuple((order.get(page, -1), mark, language) for page, mark, language in marks)


class Look:
    """Hashes what pages are drawn with; remembers fonts and forms of a file."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, page: pikepdf.Page) -> str:
        digest = sha256(content_digest(page))
        self._add(digest, page.obj.get(Name.Resources, Dictionary()), 0)
        return digest.hexdigest()

    def _add(self, digest: Any, resources: Any, depth: int) -> None:
        for name, font in sorted(resources.get(Name.Font, Dictionary()).items()):
            digest.update(name.encode() + self._once(font, self._font))
        for name, form in sorted(resources.get(Name.XObject, Dictionary()).items()):
            if depth < _DEPTH and isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form:
                digest.update(name.encode() + self._once(form, lambda f: self._form(f, resources, depth + 1)))

    def _once(self, thing: Any, look: Any) -> bytes:
        key = thing.objgen
        if key not in self._known or key == (0, 0):
            self._known[key] = look(thing)
        return self._known[key]

    def _font(self, font: Any) -> bytes:
        digest = sha256()
        for name in (Name.Subtype, Name.BaseFont, Name.Encoding, Name.ToUnicode):
            value = font.get(name)
            digest.update(value.read_bytes() if isinstance(value, Stream) else str(value).encode())
            digest.update(b"\n")
        return digest.digest()

    def _form(self, form: Any, around: Any, depth: int) -> bytes:
        digest = sha256(content_digest(form))
        self._add(digest, form.get(Name.Resources, around), depth)
        return digest.digest()
