"""A cover designed from the metadata, as SVG whose letters are shapes: it needs no font wherever it is shown.

SVG 1.1: https://www.w3.org/TR/SVG11/. The designs are in ``cover_designs``; each theme has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.issue.cover_designs import DESIGNS, Canvas
from docforge.exporters.pictures import safe_picture
from docforge.exporters.theme import covered, look
from docforge.model.edition import EditionMeta

# Dark grounds on which white text has a contrast of at least 7:1 (WCAG 2.2, 1.4.6).
GROUNDS = ("#1f3a4d", "#4a1f2b", "#23402f", "#3a2a52", "#553018", "#173f47", "#2e2f45", "#4b1d3f")


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture of a cover, and what is to be said about it."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...]


def cover_picture(edition: EditionMeta, titles: Sequence[str]) -> Cover:
    """The editor's picture made safe, else one designed from the metadata."""
    if edition.cover:
        picture = safe_picture(*edition.cover)
        return Cover(picture.data, picture.diagnostics)
    words = "".join(filter(None, (edition.journal, edition.title, *edition.editors, *edition.guest_editors)))
    known = covered(DESIGNS[look(edition.theme).cover].face)
    lacking = "".join(sorted({c for c in words if not c.isspace() and ord(c) not in known}))
    told = (
        diagnostic(
            "glyph-missing",
            f"The designed cover has no letters for {lacking[:40]!r}.",
            where="edition",
            hint="Name a picture for the cover in edition.toml: cover.",
        ),
    )
    return Cover(cover_svg(edition, titles), told if lacking else ())


def cover_svg(edition: EditionMeta, titles: Sequence[str]) -> bytes:
    """The cover of an issue in the design of its theme: its journal, title, number, date, people and house.

    The colour comes from the journal and its volume, so that the issues of a volume are alike.
    """
    seen = look(edition.theme)
    key = sha256(f"{edition.journal}\0{edition.volume}".encode()).digest()
    canvas = Canvas(seen.width, seen.height, GROUNDS[key[0] % len(GROUNDS)])
    DESIGNS[seen.cover].draw(canvas, edition, [title for title in titles if title])
    return canvas.svg().encode()
