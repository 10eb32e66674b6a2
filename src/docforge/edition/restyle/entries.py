"""Which entries of a list a style may set, and what it gets of each.

A style prints fields, not the string: an entry may be set only if every word of it stands in a field. The
others are printed as they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields
from typing import Any

from docforge.citations.exchange.csl import to_csl
from docforge.citations.parsing.items import unsure_fields
from docforge.citations.parsing.lexicon import CLASSES, MONTHS
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.text import inline_text, words
from docforge.repair.words.language import FUNCTION_WORDS, WORD_RE

# Kinds of words that stand between fields ("In", "Hrsg.", "pp.", "abgerufen") and no field holds.
BETWEEN = frozenset({"and", "etal", "in", "ed", "page", "vol", "issue", "edition", "ord", "access", "id"})
# What goes along for other programs: the printed string and number, the letter that is in the date here.
OWN = frozenset({"custom", "citation-number", "year-suffix"})
LINKING = frozenset("a am at by da de from http https le no of on org the to u unter".split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as the style gets it. ``left`` says why it is printed as it stands; "" if it is set."""

    reference: Reference
    item: dict[str, Any]
    left: str = ""


def make_entry(reference: Reference, language: str) -> Entry:
    """The entry of a reference in an article of ``language``."""
    csl = reference.csl
    item = {key: value for key, value in to_csl(reference).items() if key not in OWN}
    if csl.year_suffix:
        # A literal date, so that the letter stays as printed and is not given out anew by the style.
        item["issued"] = {"literal": csl.issued[:4] + csl.year_suffix}
    item["language"] = _language(f"{csl.title} {csl.container_title}", language)
    return Entry(reference, item, _why_left(reference))


def _why_left(reference: Reference) -> str:
    csl = reference.csl
    if not csl.type or not (csl.title or csl.container_title):
        return "its title is not known"
    if reference.certain:
        return ""
    if unsure := unsure_fields(reference):
        return f"not certain: {', '.join(unsure)}"
    if loose := loose_words(reference):
        return f"without a field: {' '.join(loose[:6])}{' ...' if len(loose) > 6 else ''}"
    return ""


def loose_words(reference: Reference) -> list[str]:
    """Words of the printed entry that stand in no field, in order."""
    held = Counter(word.casefold() for word in words(_field_text(reference.csl)))
    loose = []
    for word in words(inline_text(reference.content)):
        small = word.casefold()
        if held[small] > 0:
            held[small] -= 1
        elif small not in LINKING and BETWEEN.isdisjoint(CLASSES.get(small, ())):
            loose.append(word)
    return loose


def _field_text(item: CslItem) -> str:
    parts: list[str] = []
    for field in fields(item):
        value = getattr(item, field.name)
        if isinstance(value, str):
            parts.append(value)
        else:
            parts += (_name_text(name) for name in value)
    for date in (item.issued, item.accessed):
        parts += _date_words(date)
    if item.issued and item.year_suffix:
        parts.append(item.issued[:4] + item.year_suffix)
    return " ".join(parts)


def _name_text(name: Name) -> str:
    # "J.-P." is printed "JP" as well, and "et al." stands for nobody.
    initials = "".join(part[0] for part in re.findall(r"[^\W\d_]+", name.given))
    return f"{name.family} {name.given} {name.literal} {initials}"


def _date_words(date: str) -> list[str]:
    """The ways in which month and day of a date are printed: "2021-05-03" -> "May", "5", "3", "03"."""
    found = []
    for part in date.split("-")[1:]:
        if part.isdecimal():
            found += [part, str(int(part))]
    if len(date) >= 7 and date[5:7].isdecimal():
        found += [name for name, number in MONTHS.items() if number == int(date[5:7])]
    return found


def _language(text: str, language: str) -> str:
    """The language of a title by its function words, that of the article where they do not decide."""
    found = WORD_RE.findall(text.casefold())
    own = language.split("-")[0]
    counts = {name: sum(word in known for word in found) for name, known in FUNCTION_WORDS.items()}
    best = max(counts, key=lambda name: (counts[name], name == own))
    return best if counts[best] > counts.get(own, 0) else language
