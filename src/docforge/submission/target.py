"""What a package is made from, and what a target is: one way of packing for one kind of receiver."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.model.edition import EditionMeta
from docforge.submission.facts import Facts

# "new": offered to a journal as a new manuscript; "deposit": an article that this press publishes.
Kind = Literal["new", "deposit"]


@dataclass(frozen=True, slots=True)
class Destination:
    """The journal that a package goes to. Empty strings are facts that nobody gave."""

    journal: str = ""
    acronym: str = ""
    provider: str = ""


@dataclass(frozen=True)
class Item:
    """One article: its facts, its files by name, where article.toml says what; ``told`` of it so far."""

    facts: Facts
    files: Mapping[str, bytes]
    lines: Mapping[str, str] = field(default_factory=dict)
    told: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        return self.facts.id

    def at(self, key: str) -> str:
        """The place of a key ("one/article.toml, line 3"), or the file that it is missing from."""
        return _place(self.lines, key) or self.id


@dataclass(frozen=True)
class Order:
    """What is packed and for whom. ``schemas`` is a folder of official schemas that the user named."""

    edition: EditionMeta
    items: tuple[Item, ...]
    destination: Destination = Destination()
    lines: Mapping[str, str] = field(default_factory=dict)
    schemas: Path | None = None

    def at(self, key: str) -> str:
        """The place of a key of edition.toml."""
        return _place(self.lines, key) or "edition.toml"


def _place(lines: Mapping[str, str], key: str) -> str:
    while key and key not in lines:
        key = key.rpartition("[")[0] if key.endswith("]") else key.rpartition(".")[0]
    return lines.get(key, "")


Seal = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]


@dataclass(frozen=True)
class Parts:
    """``about`` says in a few words what each file is. ``seal`` adds what lists or wraps all the others.

    ``beside`` are files that go along and must not be inside; ``first`` is the entry that stands first.
    """

    files: dict[str, bytes]
    about: dict[str, str] = field(default_factory=dict)
    told: tuple[Diagnostic, ...] = ()
    seal: Seal | None = None
    first: str = ""
    beside: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """``whole``: one package holds all articles of the issue. ``upload`` tells what to do with it.

    ``inspect`` looks at the finished zip: files to be put beside it, and what was found.
    ``checklist`` is told whether the package is made or refused.
    """

    name: str
    title: str
    standard: str
    explained: str
    upload: str
    kind: Kind
    whole: bool
    check: Callable[[Order], Iterator[Diagnostic]]
    build: Callable[[Order], Parts]
    inspect: Callable[[Order, bytes], tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]] | None = None
    checklist: Callable[[Order], str] | None = None


def fault(
    item: Item | Order, fact: str, what: str, rule: str, remedy: str, key: str = "", *, advice: bool = False
) -> Diagnostic:
    """A finding about one fact: whose, which, what is wrong, by which rule, what to do."""
    return _told("package-advice" if advice else "package-field", item, fact, what, rule, remedy, key)


def file_fault(item: Item | Order, file: str, what: str, rule: str, remedy: str, key: str = "") -> Diagnostic:
    """A finding about one file."""
    return _told("package-file", item, file, what, rule, remedy, key)


def refusal(item: Item | Order, fact: str, what: str, rule: str, remedy: str, key: str = "") -> Diagnostic:
    """Why the package must not be made at all."""
    return _told("package-refused", item, fact, what, rule, remedy, key)


def _told(
    code: str, item: Item | Order, fact: str, what: str, rule: str, remedy: str, key: str
) -> Diagnostic:
    who = f"{item.id}, {fact}" if isinstance(item, Item) else f"The issue, {fact}"
    return diagnostic(code, f"{who}: {what} Rule: {rule}", hint=remedy, where=item.at(key))


def errors(told: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in told)
