"""Where in an article's text, as its editor has it, a part of a written file stands."""

from __future__ import annotations

import re
from functools import cached_property

from docforge.edition.tracing.fields import Field
from docforge.model.source import SourceText
from docforge.model.text import letters
from docforge.places import Span

# Letters fewer than these are found in the middle of other words.
SHORTEST = 5
FRONT_RE = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
# What exporters put before an id, by what it is the id of: see exporters/html_context.py.
PREFIX_RE = re.compile(r"(?:ref|note|noteref|cite|fn)-(?=.)")


class Searched:
    """One source text, its letters counted once."""

    def __init__(self, source: SourceText) -> None:
        self.source = source

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        places: list[int] = []
        found: list[str] = []
        for at, char in enumerate(self.source.text):
            if char.isalnum():
                for letter in char.casefold():
                    found.append(letter)
                    places.append(at)
        return "".join(found), places

    @cached_property
    def _front(self) -> str:
        """The front matter of canonical Markdown, "" where there is none."""
        found = FRONT_RE.match(self.source.text) if self.source.kind == "markdown" else None
        return found[0] if found else ""

    def words(self, run: str, start: int = 0) -> Span | None:
        """The one place of these letters; None where there is none, or more than one."""
        text, places = self._letters
        if len(run) < SHORTEST:
            return None
        first = (
            text.find(run) if not start else next((at for at in _all(text, run) if places[at] >= start), -1)
        )
        if first < 0 or (not start and text.find(run, first + 1) >= 0):
            return None
        return Span(self.source.name, places[first], places[first + len(run) - 1] + 1)

    def id(self, name: str) -> Span | None:
        """Where an id is given: ``{#fig-1``, ``[^1]:`` or, in the front matter, ``- id: roe2020``."""
        if self.source.kind != "markdown":
            return None
        plain = PREFIX_RE.sub("", name, count=1)
        for one in dict.fromkeys((name, plain)):
            for pattern in (
                rf"\{{[^{{}}\n]*#{re.escape(one)}(?=[\s}}])",
                rf"^\[\^{re.escape(one)}\]:",
                rf"^[ \t]*(?:- )?id:[ \t]*[\"']?{re.escape(one)}[\"']?[ \t]*$",
            ):
                if found := re.search(pattern, self.source.text, re.MULTILINE):
                    return Span(self.source.name, found.start(), found.end())
        return None

    def field(self, field: Field, shown: str) -> Span | None:
        """The line of a field of the front matter: the one that has the words ``shown``, else its key's."""
        if not self._front:
            return None
        key = re.search(rf"^{re.escape(field.front)}:", self._front, re.MULTILINE) if field.front else None
        if key is None:
            return None
        there = self.words(letters(shown).casefold(), key.start()) if shown else None
        if there is not None and there.start < len(self._front):
            return there
        return Span(self.source.name, key.start(), key.end())

    def front(self) -> Span | None:
        """Where a field that is missing has to be written: the first line of the front matter."""
        return Span(self.source.name, 0, 3) if self._front else None


def _all(text: str, run: str) -> list[int]:
    places, at = [], text.find(run)
    while at >= 0:
        places.append(at)
        at = text.find(run, at + 1)
    return places
