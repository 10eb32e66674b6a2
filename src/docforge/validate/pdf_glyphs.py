"""Which shown glyphs of a PDF page are .notdef: the box a font draws for a character it lacks.

Reads the text operators of content streams (ISO 32000-1, 9.4.3) and the encodings of composite fonts
(9.7.5). Simple fonts (Type1, TrueType without Type0) are not looked into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

CIDCHAR_RE = re.compile(rb"<([0-9A-Fa-f]{4})>\s+(\d+)")
CIDRANGE_RE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s+(\d+)")
STRING_RE = re.compile(rb"<(?P<hex>[0-9A-Fa-f]*)>|\((?P<literal>(?:[^\\()]|\\.)*)\)", re.DOTALL)
ESCAPE_RE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
SHOWING = frozenset({"Tj", "TJ", "'", '"'})
# The parser gives these alone: most operators of a page draw nothing that matters here.
_READ = "Tf Do Tj TJ ' \""
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
        for instruction in pikepdf.parse_content_stream(content, _READ):
            operands, name = instruction.operands, str(instruction.operator)
            if name == "Tf":
                font = resources.get(Name.Font, Dictionary()).get(str(operands[0]))
            elif name in SHOWING and font is not None:
                lookup = self._lookup(font)
                count = sum(lookup(code) == 0 for code in codes_of(operands)) if lookup else 0
                if count:
                    base = str(font.get(Name.BaseFont, "/?"))[1:]
                    missing[base] = missing.get(base, 0) + count
            elif name == "Do" and depth < _FORM_DEPTH:
                form = resources.get(Name.XObject, Dictionary()).get(str(operands[0]))
                if isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form:
                    self._read(form, form.get(Name.Resources, resources), missing, depth + 1)

    def _lookup(self, font: Any) -> Lookup | None:
        key = font.objgen
        if key not in self._lookups or key == (0, 0):
            self._lookups[key] = _code_to_glyph(font)
        return self._lookups[key]


def codes_of(operands: Any) -> Iterator[int]:
    """Two-byte codes of the strings that an operator shows."""
    for operand in operands:
        if isinstance(operand, Array):
            # Thousands of parts a page: as written they are read in one go.
            strings = [_string(m) for m in STRING_RE.finditer(operand.unparse())]
        else:
            strings = [bytes(operand)] if isinstance(operand, pikepdf.String) else []
        for data in strings:
            yield from (data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2))


def _string(written: re.Match[bytes]) -> bytes:
    """The bytes of a string as qpdf writes it (ISO 32000-1, 7.3.4): hexadecimal, or literal with escapes."""
    if written["hex"] is not None:
        return bytes.fromhex(written["hex"].decode("ascii"))
    return ESCAPE_RE.sub(_escaped, written["literal"])


def _escaped(written: re.Match[bytes]) -> bytes:
    sign = written[1]
    return bytes([int(sign, 8) & 255]) if sign.isdigit() else ESCAPES.get(sign, sign)


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
