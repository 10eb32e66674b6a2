"""Files from disk, refused with a plain sentence where no text can be read from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docforge.errors import InputError
from docforge.model.source import Kind
from docforge.repair.decisions import Decisions

LIMIT = 32 * 1024 * 1024
FOREIGN_SUFFIXES = (".docx", ".odt")


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes as received. ``name`` is what messages call it; ``kind`` is set where the editor said it."""

    name: str
    data: bytes
    kind: Kind | None = None

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the editor has said about reading an article. ``language`` is BCP 47, "" where nothing was said.

    Then the text's own language stands, and ``default_language`` where the text does not show it.
    ``title_capitals``: "keep", or "title" for title case where the title is printed in capitals.
    ``decisions``: the editor's word on single repairs and questions. ``references``: the editor's own list of
    references, which wins over what is read. ``duplicates``: "keep" entries of one work, or "merge" them.
    """

    language: str = ""
    title_capitals: str = "keep"
    default_language: str = "en"
    decisions: Decisions = field(default_factory=Decisions)
    references: RawFile | None = None
    duplicates: str = "keep"

    @property
    def parts(self) -> list[str | bytes]:
        """What of it a result depends on."""
        said = [self.language, self.title_capitals, self.default_language]
        given: list[str | bytes] = [self.references.name, self.references.data] if self.references else []
        return [*said, "decisions", *self.decisions.parts, "references", *given, self.duplicates]


def load_file(path: Path, name: str, kind: Kind | None = None) -> RawFile:
    """Read a text from disk. Raises ``InputError`` for what is no file, unreadable or too large."""
    if path.is_dir():
        raise InputError(f"{name} is a folder, not a file.", "Name the files in it.")
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise too_large(name, size)
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise InputError(
            f"{name} cannot be read: {error.strerror or error}.",
            "Check the name and your rights to the file.",
        ) from error
    return check_raw(RawFile(name, data, kind))


def check_raw(raw: RawFile) -> RawFile:
    """``raw`` itself, or ``InputError``: too large, a PDF, or not the office file that its name promises.

    Whether text can be read from it is for ``importers.decode`` to say.
    """
    name, data = raw.name, raw.data
    if len(data) > LIMIT:
        raise too_large(name, len(data))
    if data.startswith(b"%PDF-"):
        shown = name if name != "-" else "FILE.pdf"
        text = f"{Path(shown).stem}.txt"
        raise InputError(
            f"{name} is a PDF, which docforge does not read yet.",
            f"Extract its text first: pdftotext -layout {shown} {text}   and then name {text}.",
        )
    if is_foreign(raw) and not data.startswith(b"PK"):
        raise InputError(
            f"{name} is not a DOCX or ODT file, although it is named like one.",
            "Save it again from the word processor.",
        )
    return raw


def is_foreign(raw: RawFile) -> bool:
    """Is it for pandoc to read?"""
    return raw.kind == "foreign" or raw.suffix in FOREIGN_SUFFIXES


def is_jats_file(raw: RawFile) -> bool:
    """Is it JATS? By the editor's word, else by its name and how it begins."""
    if raw.kind is not None:
        return raw.kind == "jats"
    from docforge.importers.jats.parse import is_jats

    return is_jats(raw.data, raw.suffix)


def too_large(name: str, size: int) -> InputError:
    return InputError(
        f"{name} is too large: {size / 1024 / 1024:.0f} MiB, and {LIMIT // 1024 // 1024} MiB is the limit.",
        "One file holds one article; split it, or leave out what is not text.",
    )
