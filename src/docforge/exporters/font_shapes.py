"""Shapes, advances and pair kerning of shipped fonts, for what is drawn or measured without the engine.

Letters are set by the advances and the pair kerning of the font (OpenType 1.9, GPOS lookup type 2).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from threading import RLock
from typing import Any

from docforge.exporters.theme import FACES, covered, font_bytes


class FontShapes:
    """The shapes, advances and kerning of one shipped font file."""

    def __init__(self, file: str) -> None:
        from fontTools.ttLib import TTFont

        self.font: Any = TTFont(BytesIO(font_bytes(file)), lazy=True)
        self.glyphs = self.font.getGlyphSet()
        self.names: dict[int, str] = self.font.getBestCmap()
        self.em = int(self.font["head"].unitsPerEm)
        self.pairs = list(_pair_tables(self.font))
        # The same few letters are measured and drawn on every cover.
        self.kerns: dict[tuple[str, str], float] = {}
        self.advances: dict[str, float] = {}
        self.drawn: dict[str, Any] = {}
        # The file is read where a glyph is first asked for, which one thread may do at a time.
        self._reading = RLock()

    @staticmethod
    @lru_cache(maxsize=8)
    def of(file: str) -> FontShapes:
        return FontShapes(file)

    def places(self, text: str) -> Iterator[tuple[str, float]]:
        """Each glyph with the place it begins at, in font units; the last is "" at the end of the text."""
        x, before = 0.0, ""
        for sign in text:
            name = self.names.get(ord(sign))
            if name is None:
                continue
            if before:
                pair = (before, name)
                if pair not in self.kerns:
                    self.kerns[pair] = self.kern(before, name)
                x += self.kerns[pair]
            yield name, x
            if name not in self.advances:
                self.advances[name] = self.glyphs[name].width
            x += self.advances[name]
            before = name
        yield "", x

    def width(self, text: str) -> float:
        """The width of a line in ems."""
        with self._reading:
            return list(self.places(text))[-1][1] / self.em

    def path(self, text: str) -> str:
        """The outlines of a line as SVG path data, in font units."""
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        pen = SVGPathPen(self.glyphs, ntos=lambda v: short(float(v)))
        with self._reading:
            for name, x in self.places(text):
                if name:
                    if name not in self.drawn:
                        self.drawn[name] = DecomposingRecordingPen(self.glyphs)
                        self.glyphs[name].draw(self.drawn[name])
                    self.drawn[name].replay(TransformPen(pen, (1, 0, 0, 1, x, 0)))
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


@lru_cache(maxsize=4096)
def line_width(text: str, font: str) -> float:
    """The width of a line in ems, of ``font`` and of those that stand in for it."""
    return sum(FontShapes.of(file).width(run) for file, run in runs(text, font))


def runs(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Stretches of a line in one font file each: ``font``, or another that has what it lacks."""
    for file, signs in groupby(text, lambda sign: face_with(sign, font) or font):
        yield file, "".join(signs)


def face_with(sign: str, font: str) -> str:
    """The font file that has a sign, ``font`` before the others; "" when none has."""
    files = (font, *(face.file for face in FACES))
    return next((file for file in files if sign == " " or ord(sign) in covered(file)), "")


def short(value: float) -> str:
    """A number with two places at most: "1.5", "2"."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


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
