"""What a register of works says of a reference: a DOI, another year, another work. Only ever suggested.

Pure: asking the register is the caller's (``edition.crossref``). A record counts as the same work only where
its title is nearly the printed one and its year or its first author agrees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from docforge.citations.entries import fold
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import CslItem, Reference
from docforge.model.text import inline_text, words

# A record as api.crossref.org gives it: nearly CSL-JSON, but titles are lists.
Record = Mapping[str, Any]
SAME_TITLE = 0.9
OTHER_TITLE = 0.5
YEARS_APART = 1  # a work may be dated by its first appearance online or by its volume


@dataclass(frozen=True, slots=True)
class Register:
    """``by_doi`` gives the record of a DOI or None; ``search`` records that are like a printed entry."""

    name: str
    by_doi: Callable[[str], Record | None]
    search: Callable[[str], Sequence[Record]]


def suggest(reference: Reference, register: Register) -> Diagnostic | None:
    """What the register knows better about one entry, with the reason; None where it has nothing to say."""
    item = reference.csl
    if not item.title:
        return None
    if item.doi:
        record = register.by_doi(item.doi)
        return _told_of(reference, record, register) if record else None
    records = register.search(inline_text(reference.content) or reference.raw)
    same = ((record, _likeness(item, record)) for record in records)
    record, likeness = next((pair for pair in same if pair[1].same), ({}, None))
    doi = str(record.get("DOI", ""))
    if likeness is None or not doi:
        return None
    return _suggestion(
        reference,
        f"{register.name} has this work under the DOI {doi} ({likeness.reason}).",
        "Add it in references.json if it is the work that is meant.",
        after=doi,
    )


def _told_of(reference: Reference, record: Record, register: Register) -> Diagnostic | None:
    """Whether the work that the printed DOI belongs to is the one that the entry names."""
    item = reference.csl
    alike = _alike(item.title, _first(record.get("title")))
    if alike < OTHER_TITLE:
        return _suggestion(
            reference,
            f"{register.name} has another work under the DOI {item.doi}: “{_first(record.get('title'))}”"
            f" (titles {alike:.0%} alike).",
            "Look it up; the DOI may be damaged, or another entry's.",
        )
    year = _year(record)
    if year and item.issued[:4].isdecimal() and abs(int(year) - int(item.issued[:4])) > YEARS_APART:
        return _suggestion(
            reference,
            f"{register.name} dates the work under the DOI {item.doi} {year}, the entry {item.issued[:4]}.",
            "Look it up; the entry stays as printed.",
            before=item.issued[:4],
            after=year,
        )
    return None


def _suggestion(
    reference: Reference, message: str, hint: str, before: str = "", after: str = ""
) -> Diagnostic:
    return diagnostic(
        "reference-lookup",
        f"{reference.id}: {message}",
        reference.origin,
        hint,
        before=before,
        after=after,
    )


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How much a record is like an entry: its title, and whether year and first author are the entry's."""

    title: float
    year: bool
    author: bool

    @property
    def same(self) -> bool:
        return self.title >= SAME_TITLE and (self.year or self.author)

    @property
    def reason(self) -> str:
        parts = [f"titles {self.title:.0%} alike"]
        parts += ["same year"] if self.year else []
        parts += ["same first author"] if self.author else []
        return ", ".join(parts)


def _likeness(item: CslItem, record: Record) -> _Likeness:
    return _Likeness(
        _alike(item.title, _first(record.get("title"))),
        item.issued[:4] == _year(record),
        _author(item) == _record_author(record) != "",
    )


def _alike(one: str, other: str) -> float:
    a, b = (" ".join(words(fold(text))) for text in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _first(value: object) -> str:
    return str(value[0] if isinstance(value, list) and value else value or "")


def _year(record: Record) -> str:
    for key in ("issued", "published-print", "published-online"):
        parts = (record.get(key) or {}).get("date-parts") or [[None]]
        if parts[0] and parts[0][0]:
            return str(parts[0][0])
    return ""


def _author(item: CslItem) -> str:
    return fold(item.author[0].family or item.author[0].literal) if item.author else ""


def _record_author(record: Record) -> str:
    people = record.get("author") or [{}]
    return fold(str(people[0].get("family") or people[0].get("name") or ""))
