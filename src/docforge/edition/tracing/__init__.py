"""From what a checker says of a written file back to the words and facts that an editor wrote.

A finding names a line of a written file ("articles/one/article.xml:40"). What stands there is looked for in
the article's text: the id it has, else its words where they stand there once; a fact is looked for in the
front matter, in article.toml and in edition.toml. What is not found for certain gets no place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from docforge.diagnostics import Diagnostic
from docforge.edition.tomlfile import TomlFile
from docforge.edition.tracing.fields import Field, field_of
from docforge.edition.tracing.source import Searched
from docforge.edition.tracing.written import Element, Written, is_large, open_written
from docforge.model.source import SourceText
from docforge.model.text import letters
from docforge.places import Span
from docforge.validate.base import Checked

WHERE_RE = re.compile(r"(?P<file>.+?)(?:!(?P<inner>.+?))?(?::(?P<line>\d+))?")
QUOTED_RE = re.compile(r": “([^”]+?) ?…?”")
LOST_RE = re.compile(r"'([^']+)'")
# So many letters of a quotation are looked for where the whole is not one string of the source.
QUOTED_PARTS = (40, 24, 16)
WORDS = ("words-differ", "words-doubled")


@dataclass(frozen=True, slots=True)
class Origins:
    """What an article was made of: its texts, the one to correct first, and the files that say facts."""

    sources: tuple[SourceText, ...] = ()
    article: TomlFile | None = None
    edition: TomlFile | None = None


class Tracer:
    """Places for findings. ``read`` gives a written file's bytes by the name that findings call it."""

    def __init__(self, origins: Callable[[str, str], Origins], read: Callable[[str], bytes | None]) -> None:
        """``origins`` says what a file, or a file inside it, was made of."""
        self._origins = lru_cache(maxsize=None)(origins)
        self._searched = lru_cache(maxsize=None)(Searched)
        self._open = lru_cache(maxsize=16)(self._opened)
        self._read = read

    def trace(self, checked: Checked) -> Checked:
        """``checked`` with the place in the article's own text of each finding that can be followed there."""
        return replace(checked, diagnostics=tuple(map(self.place, checked.diagnostics)))

    def _opened(self, file: str, inner: str) -> Written | None:
        data = self._read(file)
        return None if data is None else open_written(data, file, inner)

    def place(self, found: Diagnostic, folder: str = "") -> Diagnostic:
        """A finding with its place; ``folder`` is that of the file that it names, where it is not told."""
        where = WHERE_RE.fullmatch(found.where)
        if found.span or where is None:
            return found
        file, inner = folder + where["file"], where["inner"] or ""
        origins = self._origins(file, inner)
        searched = tuple(map(self._searched, origins.sources))
        line = int(where["line"] or 0)
        written = self._open(file, inner) if line else None
        element = written.at(line) if written else None
        if written is None or element is None:
            return _at(found, _quoted(found, searched))
        if (field := field_of(element, f"{found.hint} {found.message}")) is not None:
            return _of_field(found, field, written.shown(element), origins, searched)
        return _at(found, _climb(written, element, searched) or _quoted(found, searched))


def _at(found: Diagnostic, span: Span | None) -> Diagnostic:
    return replace(found, span=span) if span else found


def _quoted(found: Diagnostic, searched: Sequence[Searched]) -> Span | None:
    """The place of words that the message itself quotes: whole, else of the first of them."""
    pattern = LOST_RE if found.code in WORDS else QUOTED_RE
    runs = [letters(words).casefold() for words in pattern.findall(found.message)]
    cut = [run[:size] for run in runs for size in (len(run), *QUOTED_PARTS)]
    return next((span for run in cut for one in searched if (span := one.words(run))), None)


def _climb(written: Written, element: Element, searched: Sequence[Searched]) -> Span | None:
    """The place of the smallest part around an element that has an id or words of its own."""
    for part in (element, *element.iterancestors()):
        name = part.get("id")
        for one in searched:
            if name and not is_large(part) and (span := one.id(name)):
                return span
            for run in written.runs(part):
                if span := one.words(run):
                    return span
        if is_large(part):
            return next((span for one in searched if name and (span := one.id(name))), None)
    return None


def _of_field(
    found: Diagnostic, field: Field, shown: str, origins: Origins, searched: Sequence[Searched]
) -> Diagnostic:
    """A fact: the file that gives it wins, in the order in which the files win; a missing one has no line."""
    for toml, path in ((origins.article, field.article), (origins.edition, field.edition)):
        if toml and path and path in toml.lines:
            return replace(found, hint=f"{found.hint} It is set in {toml.at(path)}.".strip())
    if not field.front:
        return found
    given = (one.field(field, shown) for one in searched)
    missing = (one.front() for one in searched)
    return _at(found, next(filter(None, given), None) or next(filter(None, missing), None))
