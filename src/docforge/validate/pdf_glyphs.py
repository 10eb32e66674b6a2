"""Which shown glyphs of a PDF page are .notdef: the box a font draws for a character it lacks.

Reads the text operators of content streams (ISO 32000-1, 9.4.3) and the encodings of composite fonts
(9.7.5). Simple fonts (Type1, TrueType without Type0) are not looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Stream

from docforge.validate.pdf_content import Draw, Show, UseFont, operations

CIDCHAR_RE = re.compile(rb"<([0-9A-Fa-f]{4})>\s+(\d+)")
CIDRANGE_RE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s+(\d+)")
_FORM_DEPTH = 10

Lookup = Callable[[int], int]


class Glyphs:
    """Finds .notdef on pages; remembers the fonts of a document."""

    def __init__(self) -> None:
        self._lookups: dict[tuple[int, int], Lookup | None] = {}

    def missing_on(self, page: pikepdf.Page) -> dict[str, int]:
        """Font names and how many .notdef each shows on the page."""
        missing: dict[str, int] = {}
        resources = page.obj.get(Name.Resources, Dictionary())
        self._read(page, resources, missing, 0)
        return missing

    def _read(self, content: Any, resources: Any, missing: dict[str, int], depth: int) -> None:
        font: Any = None
        for operation in operations(content):
            match operation:
                case UseFont(name):
                    font = resources.get(Name.Font, Dictionary()).get(name)
                case Show(codes) if font is not None:
                    lookup = self._lookup(font)
                    lacking = [code for code in set(codes) if lookup(code) == 0] if lookup else []
                    count = sum(map(codes.count, lacking))
                    if count:
                        base = str(font.get(Name.BaseFont, "/?"))[1:]
                        missing[base] = missing.get(base, 0) + count
                case Draw(name) if depth < _FORM_DEPTH:
                    form = resources.get(Name.XObject, Dictionary()).get(name)
                    if isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form:
                        self._read(form, form.get(Name.Resources, resources), missing, depth + 1)
                case _:
                    pass

    def _lookup(self, font: Any) -> Lookup | None:
        key = font.objgen
        if key not in self._lookups or key == (0, 0):
            self._lookups[key] = _code_to_glyph(font)
        return self._lookups[key]


def _code_to_glyph(font: Any) -> Lookup | None:
    """How a composite font comes from a code to a glyph; ``None`` for fonts that are not looked into."""
    if font.get(Name.Subtype) != Name.Type0:
        return None
    encoding = font.get(Name.Encoding)
    if isinstance(encoding, Stream):
        mapped = _read_cmap(encoding.read_bytes())
        return lambda code: mapped.get(code, 0)
    return int if encoding == Name("/Identity-H") else None


def _read_cmap(data: bytes) -> dict[int, int]:
    mapped: dict[int, int] = {}
    for block in re.findall(rb"begincidrange(.*?)endcidrange", data, re.DOTALL):
        for low, high, cid in CIDRANGE_RE.findall(block):
            first = int(low, 16)
            mapped.update((code, int(cid) + code - first) for code in range(first, int(high, 16) + 1))
    for block in re.findall(rb"begincidchar(.*?)endcidchar", data, re.DOTALL):
        mapped.update((int(code, 16), int(cid)) for code, cid in CIDCHAR_RE.findall(block))
    return mapped
