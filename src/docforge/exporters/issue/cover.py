"""A cover designed from the metadata, as SVG whose letters are shapes: it needs no font wherever it is shown.

SVG 1.1: https://www.w3.org/TR/SVG11/. Letters are set by the advances and the pair kerning of the font
(OpenType 1.9, GPOS lookup type 2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.details import listed, printed_date
from docforge.exporters.issue.entries import issue_line
from docforge.exporters.pictures import safe_picture
from docforge.exporters.theme import covered, font_bytes
from docforge.model.edition import EditionMeta

# The page of the journal theme, in millimetres; other pages scale it.
WIDTH, HEIGHT, MARGIN = 170, 240, 16
SERIF, ITALIC, SANS = "SourceSerif4-Regular.ttf", "SourceSerif4-It.ttf", "SourceSans3-Regular.ttf"
MM_PER_POINT = 25.4 / 72
# Dark grounds on which white text has a contrast of at least 7:1 (WCAG 2.2, 1.4.6).
GROUNDS = ("#1f3a4d", "#4a1f2b", "#23402f", "#3a2a52", "#553018", "#173f47", "#2e2f45", "#4b1d3f")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: str
    points: float


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
    lacking = "".join(sorted({c for c in words if not c.isspace() and ord(c) not in covered(SERIF)}))
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
    """The cover of an issue: its journal, title, number, date, people and house.

    ``titles`` of the articles are drawn as bars, one each, as long as the title is.
    """
    key = sha256(f"{edition.journal}\0{edition.volume}".encode()).digest()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}mm" height="{HEIGHT}mm">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{GROUNDS[key[0] % len(GROUNDS)]}"/>',
        '<g fill="#ffffff">',
    ]
    big = edition.title or edition.journal or "Edition"
    y = MARGIN + 8.0
    if edition.title and edition.journal:
        y = _add(parts, [_Line(edition.journal, SERIF, 15)], y)
        parts.append(f'<rect x="{MARGIN}" y="{_n(y - 3.4)}" width="{WIDTH - 2 * MARGIN}" height=".25"/>')
    size = next(p for p in (40, 34, 28, 23, 19) if p == 19 or len(list(_wrapped(big, SERIF, p))) <= 4)
    y = _add(parts, [_Line(big, SERIF, size)], max(y + 14, 52))
    if people := listed((*edition.editors, *edition.guest_editors)[:6]):
        _add(parts, [_Line(people, ITALIC, 12)], y + 3)
    parts += _bars(titles)
    foot = HEIGHT - MARGIN - 9.5
    parts.append(f'<rect x="{MARGIN}" y="{_n(foot - 7.5)}" width="{WIDTH - 2 * MARGIN}" height=".25"/>')
    number = " · ".join(filter(None, (issue_line(edition), printed_date(edition.date))))
    house = " · ".join(
        filter(
            None,
            (
                edition.publisher,
                *(f"ISSN {i}" for i in (edition.issn_print or edition.issn_electronic,) if i),
            ),
        )
    )
    for line in (_Line(number, SANS, 11), _Line(house, SANS, 9)):
        if line.text:
            foot = _add(parts, [line], foot)
    parts.append("</g></svg>")
    return "".join(parts).encode()


def _bars(titles: Sequence[str]) -> Iterator[str]:
    """A bar for each article in the order of the issue, as long as its title is."""
    shown = [title for title in titles if title][:24]
    if not shown:
        return
    longest = max(map(len, shown))
    top, height = 128.0, 74.0
    step = min(height / len(shown), 7.5)
    for number, title in enumerate(shown):
        length = (WIDTH - 2 * MARGIN) * max(0.12, len(title) / longest)
        tint = 0.16 + 0.2 * (number % 3) / 2
        yield (
            f'<rect x="{MARGIN}" y="{_n(top + height - step * (len(shown) - number))}" width="{_n(length)}" '
            f'height="{_n(step * 0.42)}" fill-opacity="{_n(tint)}"/>'
        )


def _add(parts: list[str], lines: Sequence[_Line], y: float) -> float:
    """Draw wrapped lines whose first baseline is at ``y``; the next free baseline comes back."""
    for line in lines:
        leading = line.points * 1.18 * MM_PER_POINT
        for text in _wrapped(line.text, line.font, line.points):
            parts.append(_drawn(text, line, y))
            y += leading
    return y


def _wrapped(text: str, font: str, points: float) -> Iterator[str]:
    """Lines no wider than the cover's measure; a single word may be."""
    measure = (WIDTH - 2 * MARGIN) / (points * MM_PER_POINT)
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _Font.of(font).width(longer) > measure:
            yield line
            line = word
        else:
            line = longer
    if line:
        yield line


def _drawn(text: str, line: _Line, y: float) -> str:
    font = _Font.of(line.font)
    scale = line.points * MM_PER_POINT / font.em
    wide = font.width(text) * line.points * MM_PER_POINT
    # A word wider than the measure is made narrower as a whole, never cut.
    scale *= min(1, (WIDTH - 2 * MARGIN) / wide) if wide else 1
    return (
        f'<path transform="translate({MARGIN} {_n(y)}) scale({scale:.6f} {-scale:.6f})" '
        f'd="{font.path(text)}"/>'
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


class _Font:
    """The shapes, advances and kerning of one shipped font file."""

    def __init__(self, file: str) -> None:
        from fontTools.ttLib import TTFont

        self.font: Any = TTFont(BytesIO(font_bytes(file)))
        self.glyphs = self.font.getGlyphSet()
        self.names: dict[int, str] = self.font.getBestCmap()
        self.em = int(self.font["head"].unitsPerEm)
        self.pairs = list(_pair_tables(self.font))

    @staticmethod
    @lru_cache(maxsize=4)
    def of(file: str) -> _Font:
        return _Font(file)

    def places(self, text: str) -> Iterator[tuple[str, float]]:
        """Each glyph with the place it begins at, in font units; the last is "" at the end of the text."""
        x, before = 0.0, ""
        for sign in text:
            name = self.names.get(ord(sign))
            if name is None:
                continue
            x += self.kern(before, name) if before else 0
            yield name, x
            x += self.glyphs[name].width
            before = name
        yield "", x

    def width(self, text: str) -> float:
        """The width of a line in ems."""
        return list(self.places(text))[-1][1] / self.em

    def path(self, text: str) -> str:
        """The outlines of a line as SVG path data, in font units."""
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        pen = SVGPathPen(self.glyphs, ntos=lambda v: _n(float(v)))
        for name, x in self.places(text):
            if name:
                self.glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, x, 0)))
        return str(pen.getCommands())

    def kern(self, left: str, right: str) -> float:
        for coverage, table in self.pairs:
            if left not in coverage:
                continue
            if table.Format == 1:
                for pair in table.PairSet[coverage[left]].PairValueRecord:
                    if pair.SecondGlyph == right:
                        return float(pair.Value1.XAdvance) if pair.Value1 else 0.0
                continue
            first = table.ClassDef1.classDefs.get(left, 0)
            second = table.ClassDef2.classDefs.get(right, 0)
            value = table.Class1Record[first].Class2Record[second].Value1
            return float(getattr(value, "XAdvance", 0) or 0)
        return 0.0


def _pair_tables(font: Any) -> Iterator[tuple[dict[str, int], Any]]:
    """The pair adjustments of the feature "kern", in the order in which they are tried."""
    if "GPOS" not in font:
        return
    gpos = font["GPOS"].table
    wanted = sorted(
        {
            i
            for f in gpos.FeatureList.FeatureRecord
            if f.FeatureTag == "kern"
            for i in f.Feature.LookupListIndex
        }
    )
    for index in wanted:
        for table in gpos.LookupList.Lookup[index].SubTable:
            pairs = table.ExtSubTable if table.LookupType == 9 else table
            if pairs.LookupType == 2:
                yield {name: n for n, name in enumerate(pairs.Coverage.glyphs)}, pairs
