"""A cover designed from the metadata, as SVG whose letters are shapes: it needs no font wherever it is shown.

SVG 1.1: https://www.w3.org/TR/SVG11/. The designs are in ``cover_designs``; each theme has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.details import printed_date
from docforge.exporters.font_shapes import face_with
from docforge.exporters.issue.cover_designs import DESIGNS, Canvas, people
from docforge.exporters.issue.entries import issue_line
from docforge.exporters.pictures import safe_picture
from docforge.exporters.theme import look
from docforge.model.edition import Article, EditionMeta
from docforge.model.text import inline_text

# Dark grounds on which white text has a contrast of at least 7:1 (WCAG 2.2, 1.4.6).
GROUNDS = ("#1f3a4d", "#4a1f2b", "#23402f", "#3a2a52", "#553018", "#173f47", "#2e2f45", "#4b1d3f")


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of a cover, its description, and what is to be said about it."""

    name: str
    data: bytes
    words: str
    diagnostics: tuple[Diagnostic, ...]


def cover_picture(edition: EditionMeta, titles: Sequence[str]) -> Cover:
    """The editor's picture made safe, else one designed from the metadata and the ``titles`` of articles."""
    if edition.cover:
        picture = safe_picture(*edition.cover)
        if picture.data:
            return Cover(picture.name, picture.data, cover_words(edition), picture.diagnostics)
        designed = cover_picture(replace(edition, cover=None, cover_alt=""), titles)
        return replace(designed, diagnostics=(*picture.diagnostics, *designed.diagnostics))
    words = "".join(filter(None, (edition.journal, edition.title, people(edition))))
    face = DESIGNS[look(edition.theme).cover].face
    lacking = "".join(sorted({c for c in words if not c.isspace() and not face_with(c, face)}))
    told = (
        diagnostic(
            "glyph-missing",
            f"The designed cover has no letters for {lacking[:40]!r}.",
            where="edition",
            hint="Name a picture for the cover in edition.toml: cover.",
        ),
    )
    data = cover_svg(edition, titles)
    return Cover("cover.svg", data, cover_words(edition), told if lacking else ())


def cover_of_article(edition: EditionMeta, article: Article) -> Cover:
    """The designed cover with one article's title and authors; the issue's own picture is not its."""
    meta = article.document.meta
    title = " ".join(inline_text(meta.title).split()) or article.id
    names = tuple(person.name for person in meta.contributors)
    return cover_picture(
        replace(edition, title=title, editors=names, guest_editors=(), cover=None, cover_alt=""), ()
    )


def cover_words(edition: EditionMeta) -> str:
    """The description of the cover: the editor's, else the words that stand on it."""
    told = (
        edition.journal,
        edition.title,
        people(edition),
        issue_line(edition),
        printed_date(edition.date, edition.language),
    )
    return edition.cover_alt or "Cover: " + ". ".join(filter(None, told))


def cover_svg(edition: EditionMeta, titles: Sequence[str]) -> bytes:
    """The cover of an issue in the design of its theme: its journal, title, number, date, people and house.

    The colour comes from the journal and its volume, so that the issues of a volume are alike.
    """
    seen = look(edition.theme)
    key = sha256(f"{edition.journal}\0{edition.volume}".encode()).digest()
    canvas = Canvas(seen.width, seen.height, GROUNDS[key[0] % len(GROUNDS)])
    DESIGNS[seen.cover].draw(canvas, edition, [title for title in titles if title])
    return canvas.svg().encode()
