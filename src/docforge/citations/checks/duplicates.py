"""Entries that name one work, each group with the rules that found it.

Chapters of one book, parts of one report and pieces with one stock title ("Introduction") are no duplicates:
where two entries show different DOIs, pages or numbers in their titles they are two works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docforge.citations.checks.entry import Listed
from docforge.citations.entries import fold, work_key
from docforge.citations.loose import edit_distance
from docforge.diagnostics import Diagnostic

SAME_DOI = "same DOI"
SAME_WORDS = "same authors, year and words"
SAME_TITLE = "same title and year"
NEAR_TITLE = "same authors and year, nearly the same title"
LEAST_TITLE = 12  # letters of a title that says which work it is
LONGEST = 300  # letters of a title that are compared
NEIGHBOURS = 12  # titles of the same authors that are compared with one
NUMBER_RE = re.compile(r"\d+|\b[IVX]+\b")


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one work in the order of the list, and the rules that bound them."""

    entries: tuple[Listed, ...]
    rules: tuple[str, ...]


def find_groups(entries: Sequence[Listed]) -> tuple[Group, ...]:
    """Groups of duplicates in the order of the list."""
    parent = list(range(len(entries)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    rules: list[tuple[int, str]] = []
    for first, second, rule in _pairs(entries):
        a, b = sorted((root(first), root(second)))
        parent[b] = a
        rules.append((first, rule))
    members: dict[int, list[int]] = {}
    for place in range(len(entries)):
        members.setdefault(root(place), []).append(place)
    found: dict[int, list[str]] = {}
    for place, rule in rules:
        found.setdefault(root(place), []).append(rule)
    return tuple(
        Group(tuple(entries[p] for p in places), tuple(dict.fromkeys(found[head])))
        for head, places in members.items()
        if len(places) > 1
    )


def _pairs(entries: Sequence[Listed]) -> Iterator[tuple[int, int, str]]:
    """Pairs that a rule binds; of a group each entry with the one before it."""
    yield from _same(entries, SAME_DOI, lambda e: e.csl.doi.casefold())
    yield from _same(entries, SAME_WORDS, _words)
    yield from _same(entries, SAME_TITLE, _title)
    blocks: dict[object, list[tuple[str, int]]] = {}
    for place, listed in enumerate(entries):
        title = title_key(listed.csl.title)[:LONGEST]
        if listed.entry.families and len(title) >= LEAST_TITLE:
            blocks.setdefault((listed.entry.families, listed.entry.year), []).append((title, place))
    for block in blocks.values():
        block.sort()
        for number, (title, place) in enumerate(block):
            for other, further in block[number + 1 : number + 1 + NEIGHBOURS]:
                if other != title and _near(title, other) and _may_be_one(entries[place], entries[further]):
                    yield place, further, NEAR_TITLE


def _same(
    entries: Sequence[Listed], rule: str, key: Callable[[Listed], object]
) -> Iterator[tuple[int, int, str]]:
    last: dict[object, int] = {}
    for place, listed in enumerate(entries):
        value = key(listed)
        if not value:
            continue
        if value in last and (rule == SAME_DOI or _may_be_one(entries[last[value]], listed)):
            yield last[value], place, rule
        last[value] = place


def _words(listed: Listed) -> object:
    words = work_key(listed.text)
    return (listed.entry.families, listed.entry.year, words) if listed.entry.families and words else ""


def _title(listed: Listed) -> object:
    title, year = title_key(listed.csl.title), listed.entry.year
    return (title, year, listed.entry.families[:1]) if len(title) >= LEAST_TITLE and year else ""


def title_key(title: str) -> str:
    """Letters and digits of a title, small and without accents."""
    return "".join(sign for sign in fold(title) if sign.isalnum())


def _near(a: str, b: str) -> bool:
    """A letter in twenty may differ, or one of them stops at its subtitle; numbers are the same."""
    short, long = sorted((a, b), key=len)
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    if long.startswith(short) and len(short) >= 2 * LEAST_TITLE:
        return True
    most = max(1, len(short) // 20)
    return len(long) - len(short) <= most and edit_distance(a, b, most) <= most


def _may_be_one(a: Listed, b: Listed) -> bool:
    """Nothing in the fields says that they are two works."""
    one, two = a.csl, b.csl
    if one.doi and two.doi and one.doi.casefold() != two.doi.casefold():
        return False
    if one.page and two.page and one.page != two.page:
        return False
    if (one.volume and two.volume and one.volume != two.volume) or (
        one.isbn and two.isbn and one.isbn != two.isbn
    ):
        return False
    return sorted(NUMBER_RE.findall(one.title)) == sorted(NUMBER_RE.findall(two.title))


def check_duplicates(groups: Sequence[Group]) -> Iterator[Diagnostic]:
    for group in groups:
        yield group.entries[0].tell(
            "reference-duplicate",
            f"{len(group.entries)} entries name the same work ({', '.join(group.rules)}):"
            f" {'; '.join(e.entry.short for e in group.entries)}.",
            "All stay. To make them one entry, to which all their citations point, say"
            ' duplicate_references = "merge" in article.toml, or --duplicate-references merge.',
        )
