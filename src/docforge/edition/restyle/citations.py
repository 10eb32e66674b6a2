"""Which citations of a text a style may set, and how each stands in the sentence.

A citation may hold more than names and years ("Panda's early study (2021a)"): where the style would drop a
word of its author's, it stays as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docforge.citations.printed import printed_names
from docforge.edition.restyle.citeproc import Cited
from docforge.edition.restyle.entries import Entry
from docforge.edition.restyle.styles import Style
from docforge.model.meta import CslItem
from docforge.model.nodes import Cite, CiteItem
from docforge.model.text import words

# Words between names, which each style has in its own way.
BETWEEN = frozenset("and und et y e ve en al others u a".split())
YEAR_RE = re.compile(r"\s*,?\s*[(\[]?\s*(?:1[5-9]|20)\d\d")
NUMBERED = ("numeric", "label")


def may_set(cite: Cite, entries: Mapping[str, Entry], style: Style) -> bool:
    """Whether nothing but names, year, number, prefix and locator would be put anew."""
    if style.kind == "note" or not all(item.rid in entries for item in cite.items):
        return False
    if words(cite.before + cite.separator + cite.after):
        return False
    if cite.narrative and (len(cite.items) > 1 or not (cite.before == cite.after == "")):
        return False
    return all(_item_may_be_set(item, cite, entries[item.rid], style) for item in cite.items)


def _item_may_be_set(item: CiteItem, cite: Cite, entry: Entry, style: Style) -> bool:
    csl = entry.reference.csl
    if style.kind not in NUMBERED and not (printed_names(csl) and csl.issued):
        return False
    if cite.narrative:
        return bool(printed_author(item))
    known = {word.casefold() for text in _known(item, entry, csl) for word in words(text)}
    return all(word.casefold() in known | BETWEEN for word in words(item.printed))


def _known(item: CiteItem, entry: Entry, csl: CslItem) -> Iterator[str]:
    yield from (item.prefix, item.locator, entry.reference.label, csl.issued[:4] + csl.year_suffix)
    for name in (*csl.author, *csl.editor):
        yield from (name.family, name.given, name.literal)


def printed_author(item: CiteItem) -> str:
    """The names of a narrative citation as printed: "Panda and Doe (2021)" -> "Panda and Doe"."""
    found = YEAR_RE.search(item.printed)
    rest = item.printed[found.end() :].strip(" )].,abcdefgh") if found else ""
    return item.printed[: found.start()].strip() if found and rest == item.locator.strip() else ""


def cited(item: CiteItem, cite: Cite, style: Style) -> Cited:
    """One work of a citation as citeproc gets it."""
    # The author stands in the sentence, and the sentence keeps its words: "Panda and Doe (2021)".
    named = cite.narrative or YEAR_RE.match(item.printed.removeprefix(item.prefix).lstrip())
    return Cited(item.rid, bool(named) and style.kind not in NUMBERED, item.prefix, item.locator)
