"""Levels by what headings are about: a main part restates the title's subject, or announces its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.headings.words import SMALL, is_main, stacked_of


def subordinate(draft: Draft, around: Sequence[Chunk], found: list[Chunk], base: int) -> bool:
    """Tell parts of parts by what announces them and by the title's subject; False without both."""
    title = next((c.plain for c in draft.chunks if c.role is Role.FRONT), "")
    subjects = _subjects(draft, title)
    announced = _announced(around)
    if not subjects or not any(id(c) in announced for c in found):
        return False
    for chunk in found:
        own = set(re.findall(r"[^\W\d_]+", chunk.plain))
        main = subjects <= own or id(chunk) in announced or is_main(chunk)
        chunk.level = base if main else base + 1
    if found[0].level != base:
        found[0].level = base
    _no_lone_parts(found, base)
    return True


def _announced(around: Sequence[Chunk]) -> set[int]:
    """Headings that announce parts: a heading follows at once, or after a lead-in with a colon."""
    leads = set(stacked_of(around))
    for chunk, lead, after in zip(around, around[1:], around[2:], strict=False):
        heads = chunk.role is Role.HEADING and after.role is Role.HEADING
        if heads and lead.role is Role.FREE and lead.plain.endswith(":"):
            leads.add(id(chunk))
    return leads


def _subjects(draft: Draft, title: str) -> set[str]:
    """The proper names of the title that run through the text: at most the two commonest."""
    body = draft.bench.text
    names: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]{3,}", title):
        for form in {word, word.capitalize(), word.upper()}:
            if form.casefold() not in SMALL and form[0].isupper():
                count = len(re.findall(rf"\b{re.escape(form)}\b", body))
                lower = len(re.findall(rf"\b{re.escape(word.casefold())}\b", body))
                if count >= 10 and lower * 10 < count:
                    names[form] = max(names.get(form, 0), count)
    ranked = sorted(names, key=lambda n: (-names[n], n))[:2]
    return set(ranked) if len(ranked) == 2 else set()


def _no_lone_parts(found: list[Chunk], base: int) -> None:
    """A part is never divided into one part: where that would be, the main part after it is a part too."""
    i = 0
    while i < len(found):
        if found[i].level == base:
            j = i + 1
            while j < len(found) and found[j].level > base:
                j += 1
            lone = j - i == 2
            if lone and j < len(found) and not is_main(found[j]):
                k = j + 1
                while k < len(found) and found[k].level > base:
                    k += 1
                if k - j == 2:
                    found[j].level = base + 1
                    continue
            if lone:
                found[i + 1].level = base
        i += 1
