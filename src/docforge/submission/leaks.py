"""The leak scan: every byte of every part of a finished zip, and what its parts say when they are unpacked.

Zips in zips (Word files are zips), the streams and strings of PDF, the chunks of PNG, text in UTF-8 and
UTF-16, XML with and without its tags, entities, percent signs and base64: each is looked through for each
needle. The result lists what was looked for, in which parts, and where it was found.
"""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from docforge.errors import InputError
from docforge.submission.needles import EMAIL_RE, ORCID_RE, PATH_RE, Needle, fold, pattern
from docforge.validate.archive import read_archive
from docforge.validate.print_words import read_pdf

DEEPEST = 5
MOST = 64 * 1024 * 1024
TAG_RE = re.compile(r"<[^<>]*>")
# Where a word of XML ends with its element: a paragraph, a cell, a line.
BREAK_RE = re.compile(r"</(?:\w+:)?(?:p|tc|td|th|li|div|title|h\d|text|tspan)>|<(?:\w+:)?(?:br|tab)\b[^<>]*>")
BASE64_RE = re.compile(r"base64,\s*([A-Za-z0-9+/=\s]{16,})")
# In bytes that are no text, short words turn up by chance.
SURE = 5
PATTERNS = {"any e-mail": EMAIL_RE, "any ORCID": ORCID_RE, "any path": PATH_RE}


@dataclass(frozen=True, slots=True)
class Leak:
    """``part`` is the path inside the zip ("manuscript.docx!word/document.xml"), ``form`` how it was read."""

    needle: Needle
    part: str
    form: str
    count: int = 1


@dataclass
class Scan:
    """What was read, and what was found in it."""

    parts: dict[str, list[str]] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)


def scan(data: bytes, needles: Sequence[Needle], allowed: Mapping[str, int] | None = None) -> Scan:
    """Look through a zip. ``allowed``: how often a needle's text may stand in a part, for what may stay."""
    made = Scan()
    wanted = [(needle, pattern(needle)) for needle in needles]
    spare = allowed or {}
    for part, form, content in _open("", data, 0):
        made.parts.setdefault(part, []).append(form)
        found = _in_text(content, wanted) if isinstance(content, str) else _in_bytes(content, needles)
        for needle, count in found.items():
            if count > spare.get(needle.text, 0):
                made.leaks.append(Leak(needle, part, form, count))
    return made


def _in_text(text: str, wanted: Sequence[tuple[Needle, re.Pattern[str]]]) -> Counter[Needle]:
    found: Counter[Needle] = Counter()
    forms = {True: fold(text), False: fold(text, loose=False)}
    # "ELLEN@..." in a link is percent-coded or not; a word over a line's end has lost its hyphen.
    for needle, sought in wanted:
        if count := len(sought.findall(forms[needle.loose])):
            found[needle] = count
    for kind, general in PATTERNS.items():
        for match in general.finditer(text):
            found[Needle(kind, match[0])] += 1
    return found


def _in_bytes(data: bytes, needles: Sequence[Needle]) -> Counter[Needle]:
    found: Counter[Needle] = Counter()
    lower = data.lower()
    for needle in needles:
        if not needle.loose and len(needle.text) < SURE:
            continue
        for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            try:
                text = (needle.text.lower() if needle.loose else needle.text).encode(code)
            except UnicodeEncodeError:
                continue
            count = (lower if needle.loose else data).count(text)
            found[needle] = max(found[needle], count)
    return +found


# ---------------------------------------------------------------- opening


def _open(part: str, data: bytes, depth: int) -> Iterator[tuple[str, str, bytes | str]]:
    """The part itself, and all that is in it, each in every form that it can be read in."""
    name = part or "the zip"
    yield name, "bytes", data
    if depth > DEEPEST or len(data) > MOST:
        return
    if data.startswith(b"PK\x03\x04"):
        archive = read_archive(data, name)
        yield name, "names", "\n".join(archive.names)
        for inner, content in archive.files.items():
            yield from _open(f"{part}!{inner}".removeprefix("!"), content, depth + 1)
    elif data.startswith(b"%PDF"):
        yield from _pdf(name, data, depth)
    elif data.startswith(b"\x89PNG"):
        yield from ((name, "chunks", text) for text in _png(data))
    elif data.startswith(b"\x1f\x8b"):
        unpacked = zlib.decompressobj(31).decompress(data, MOST)
        yield from _open(f"{part}!unpacked", unpacked, depth + 1)
    elif data.startswith(b"\xff\xd8"):
        yield name, "printable", data.decode("latin-1").replace("\0", "")
    else:
        yield from _text(name, data, depth)


def _text(name: str, data: bytes, depth: int) -> Iterator[tuple[str, str, bytes | str]]:
    text = decoded(data)
    if text is None:
        return
    yield name, "text", text
    if "<" in text:
        yield name, "without tags", html.unescape(TAG_RE.sub("", BREAK_RE.sub(" ", text)))
    if "&" in text:
        yield name, "entities", html.unescape(text)
    if "%" in text:
        yield name, "percent signs", unquote(text)
    for number, found in enumerate(BASE64_RE.findall(text), 1):
        try:
            inner = base64.b64decode(re.sub(r"\s", "", found))
        except binascii.Error:
            continue
        yield from _open(f"{name}!base64-{number}", inner, depth + 1)


def decoded(data: bytes) -> str | None:
    """Text by its mark or as UTF-8; None for what is none."""
    for mark, code in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return data.decode(code, "replace")
    if b"\0" in data[:4096]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _png(data: bytes) -> Iterator[str]:
    """Text of the chunks, unpacked."""
    at = 8
    while at + 12 <= len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP"):
            yield body.decode("utf-8", "replace").replace("\0", " ")
            for start in (n for n in range(min(len(body), 200)) if body[n : n + 1] == b"x"):
                try:
                    yield zlib.decompressobj().decompress(body[start:], MOST).decode("utf-8", "replace")
                    break
                except zlib.error:
                    continue


def _pdf(name: str, data: bytes, depth: int) -> Iterator[tuple[str, str, bytes | str]]:
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise InputError(
            f"{name} cannot be opened to be looked through ({error}).", "Mend the file."
        ) from error
    with pdf:
        strings: list[str] = [str(value) for value in pdf.docinfo.values()] if pdf.docinfo else []
        for number, thing in enumerate(pdf.objects, 1):
            strings += _strings(thing, 0)
            if isinstance(thing, pikepdf.Stream):
                try:
                    content = thing.read_bytes()
                except pikepdf.PdfError:
                    content = thing.read_raw_bytes()
                yield from _open(f"{name}!stream-{number}", content, depth + 1)
        yield name, "strings", "\n".join(strings)
    for number, reading in enumerate(read_pdf(data), 1):
        yield name, f"printed text {number}", reading
        yield name, f"printed text {number}, divided words whole", re.sub(r"-\s*\n\s*", "", reading)


def _strings(thing: object, depth: int) -> Iterator[str]:
    """Strings and names of an object, and of what it holds directly; what it points to comes in its turn."""
    import pikepdf

    if isinstance(thing, pikepdf.Object) and thing.is_indirect and depth:
        return
    if isinstance(thing, pikepdf.String | pikepdf.Name):
        yield str(thing)
    elif isinstance(thing, pikepdf.Array):
        for part in thing:
            yield from _strings(part, depth + 1)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key
            yield from _strings(value, depth + 1)


# ---------------------------------------------------------------- proof


def proof(made: Scan, needles: Sequence[Needle]) -> str:
    """What was looked for, where, and where it was not found."""
    hits: dict[Needle, list[Leak]] = {}
    for leak in made.leaks:
        hits.setdefault(leak.needle, []).append(leak)
    lines = ["Leak scan of the package for blind review", "", "Looked for", "----------"]
    for needle in (*needles, *(n for n in hits if n not in needles)):
        where = hits.get(needle, [])
        told = "; ".join(f"FOUND in {leak.part} ({leak.form}, {leak.count})" for leak in where)
        lines.append(f"{needle.kind}: {needle.text} -- {told or f'not found in {len(made.parts)} parts'}")
    for kind in PATTERNS:
        there = any(needle.kind == kind for needle in hits)
        lines.append(f"{kind} by its form -- {'FOUND, see above' if there else 'not found'}")
    lines += ["", "Looked through", "--------------"]
    lines += [f"{part}: {', '.join(dict.fromkeys(forms))}" for part, forms in made.parts.items()]
    return "\n".join(lines) + "\n"
