"""What a content stream of a PDF shows and marks, in plain values: ISO 32000-1, 9.4 (text), 14.6 (marks).

The pages of an article stand in its own file and again in that of the edition: each is read once.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

HEX_RE = re.compile(rb"<([0-9A-Fa-f]*)>")
STRING_RE = re.compile(rb"<(?P<hex>[0-9A-Fa-f]*)>|\((?P<literal>(?:[^\\()]|\\.)*)\)", re.DOTALL)
ESCAPE_RE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# The parser gives these alone: most operators of a page draw nothing that matters here.
_READ = "BDC BMC EMC Tf Do Tj TJ ' \""
_KEPT = 512


@dataclass(frozen=True, slots=True)
class UseFont:
    """The font of this name shows what follows."""

    name: str


@dataclass(frozen=True, slots=True)
class Show:
    """Two-byte codes of the text that is shown."""

    codes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Draw:
    """A picture, or a form with content of its own."""

    name: str


@dataclass(frozen=True, slots=True)
class Begin:
    """Marked content: its tag, its number in the structure, the type and subtype of an artifact."""

    tag: str
    number: int | None
    kind: str
    subkind: str


@dataclass(frozen=True, slots=True)
class End:
    """The end of marked content."""


Operation = UseFont | Show | Draw | Begin | End


class _Content:
    """A content stream known by its bytes."""

    __slots__ = ("content", "digest")

    def __init__(self, content: Any) -> None:
        self.content = content
        self.digest = content_digest(content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def operations(content: Any) -> tuple[Operation, ...]:
    """What a page or a form does that matters to its text, in order."""
    return _operations(_Content(content))


def content_digest(content: Any) -> bytes:
    """A hash of the content stream of a page or a form."""
    written = content.obj.get(Name.Contents, Array()) if isinstance(content, pikepdf.Page) else content
    digest = sha256()
    for stream in (written,) if isinstance(written, Stream) else written:
        digest.update(stream.read_bytes())
        digest.update(b"\n")
    return digest.digest()


@lru_cache(maxsize=_KEPT)
def _operations(content: _Content) -> tuple[Operation, ...]:
    done = tuple(_read(content.content))
    content.content = None  # the file may be closed; its bytes are known
    return done


def _read(content: Any) -> Iterator[Operation]:
    for instruction in pikepdf.parse_content_stream(content, _READ):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                yield _begin(operands)
            case "EMC":
                yield End()
            case "Tf":
                yield UseFont(str(operands[0]))
            case "Do":
                yield Draw(str(operands[0]))
            case _:
                yield Show(tuple(codes_of(operands)))


def _begin(operands: Any) -> Begin:
    properties = operands[1] if len(operands) > 1 else Dictionary()
    if not isinstance(properties, Dictionary):
        return Begin("", None, "", "")
    number = int(properties.MCID) if Name.MCID in properties else None
    kind, subkind = str(properties.get(Name.Type, "")), str(properties.get(Name.Subtype, ""))
    return Begin(str(operands[0]), number, kind, subkind)


def codes_of(operands: Any) -> Iterator[int]:
    """Two-byte codes of the strings that an operator shows."""
    for operand in operands:
        if isinstance(operand, Array):
            # Thousands of parts a page: as written they are read in one go.
            yield from _codes(operand.unparse())
        elif isinstance(operand, pikepdf.String):
            yield from _pairs(bytes(operand))


def _codes(written: bytes) -> Sequence[int]:
    """The codes in an array of strings. Each string begins a code of its own."""
    # An empty string is written as a literal; layout engines set spaces apart by it.
    if b"(" not in written.replace(b"()", b""):
        parts = HEX_RE.findall(written)
        if all(len(part) % 4 == 0 for part in parts):
            return _pairs(bytes.fromhex(b"".join(parts).decode("ascii")))
    return [code for match in STRING_RE.finditer(written) for code in _pairs(_string(match))]


def _pairs(data: bytes) -> Sequence[int]:
    return struct.unpack(f">{len(data) // 2}H", data[: len(data) // 2 * 2])


def _string(written: re.Match[bytes]) -> bytes:
    """The bytes of a string as qpdf writes it (ISO 32000-1, 7.3.4): hexadecimal, or literal with escapes."""
    if written["hex"] is not None:
        return bytes.fromhex(written["hex"].decode("ascii"))
    return ESCAPE_RE.sub(_escaped, written["literal"])


def _escaped(written: re.Match[bytes]) -> bytes:
    sign = written[1]
    return bytes([int(sign, 8) & 255]) if sign.isdigit() else ESCAPES.get(sign, sign)
