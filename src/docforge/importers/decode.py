"""Bytes -> ``SourceText``: decoded, every byte of evidence kept; what cannot be text is refused."""

from __future__ import annotations

import codecs
from hashlib import sha256

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import InputError
from docforge.importers.detect import detect_kind
from docforge.model.source import Kind, SourceText
from docforge.places import Span

LARGEST = 32 * 1024 * 1024  # bytes; an article of words is a thousand times smaller
LONGEST_LINE = 4 * 1024 * 1024  # code points

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAGIC = (
    (b"%PDF-", "a PDF file", "Extract its text first (pdftotext FILE.pdf) and give docforge the text."),
    (b"PK\x03\x04", "a ZIP container (DOCX, ODT, EPUB ...)", "Give it the right suffix (.docx or .odt)."),
    (b"\x89PNG", "a PNG picture", "Run OCR on it first (tesseract FILE.png out) and give docforge the text."),
    (
        b"\xff\xd8\xff",
        "a JPEG picture",
        "Run OCR on it first (tesseract FILE.jpg out) and give docforge the text.",
    ),
    (
        b"II*\x00",
        "a TIFF picture",
        "Run OCR on it first (tesseract FILE.tif out) and give docforge the text.",
    ),
)


def decode(data: bytes, name: str, kind: Kind | None = None) -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """Read bytes as text of ``kind`` (detected when None).

    Raises ``InputError`` for an empty, binary or far too large file.
    """
    if not data.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        raise InputError(f"{name} is empty.", "Check that the right file was given.")
    if len(data) > LARGEST:
        raise InputError(
            f"{name} has {len(data) // 2**20} MB; an article has at most {LARGEST // 2**20} MB.",
            "Split the file, one article a file.",
        )
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{name} is {what}, not text.", hint)
    text, encoding, found = _decode(data, name)
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise InputError(
            f"{name} has a line of {longest:,} characters; no text has such lines.",
            "Check that the file is text, and break it into lines.",
        )
    if kind is None:
        kind, reason = detect_kind(text, name)
        found.append(
            diagnostic(
                "kind-guessed",
                f"{name} was taken for {_KIND_WORDS[kind]}: {reason}.",
                where=name,
                hint='Say kind = "..." in article.toml, or --kind, if that is wrong.',
            )
        )
    return SourceText(name, text, kind, encoding, sha256(data).hexdigest()), tuple(found)


_KIND_WORDS: dict[Kind, str] = {
    "plain": "a text dump",
    "ocr-markdown": "OCR output in Markdown",
    "web": "the text of a web page",
    "html": "a web page",
    "markdown": "docforge Markdown",
    "foreign": "a word-processor file",
    "jats": "a JATS file",
}


def _decode(data: bytes, name: str) -> tuple[str, str, list[Diagnostic]]:
    found: list[Diagnostic] = []
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding), encoding, found
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name} begins as {encoding} but breaks at byte {error.start}.",
                    "Save it again as UTF-8.",
                ) from error
    if b"\x00" in data:
        raise InputError(
            f"{name} is a binary file, not text.", "Give docforge the text, a web page, DOCX or ODT."
        )
    try:
        return data.decode("utf-8"), "utf-8", found
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        line = data.count(b"\n", 0, error.start) + 1
        found.append(
            diagnostic(
                "encoding-guessed",
                f"{name} is not UTF-8 (line {line}); it was read as Windows-1252.",
                where=name,
                hint="Look at letters with accents and at quotes; save the file as UTF-8 if they are wrong.",
            )
        )
        if "\ufffd" in text:
            at = text.index("\ufffd")
            found.append(
                diagnostic(
                    "encoding-damage",
                    f"{name} has {text.count(chr(0xFFFD))} bytes that no encoding explains.",
                    Span(name, at, at + 1),
                    "They are shown as \ufffd; look them up in the original.",
                )
            )
        controls = sum(1 for c in text if c < " " and c not in "\t\n\x0b\f\r")
        if controls > 0.02 * len(text):
            raise InputError(
                f"{name} is a binary file, not text.", "Give docforge the text, a web page, DOCX or ODT."
            ) from error
        return text, "cp1252", found
