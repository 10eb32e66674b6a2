"""A title printed in capitals, set in title case when the editor says so.

Capitals are the publisher's choice, so this is no repair: by default it is only suggested. The document's own
text shows which words are names and which are initials (NATO).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety

WORD_RE = re.compile(r"[^\W\d_]+")
SMALL_WORDS = "a an and as at but by for from in into nor of on or over per the to via with"
SMALL_WORDS_ELSEWHERE = "und der die das de la et"
SMALL = frozenset(f"{SMALL_WORDS} {SMALL_WORDS_ELSEWHERE}".split())


def find_title_capitals(text: str, start: int, end: int, *, apply: bool) -> Iterator[Edit]:
    """Title case for the title at ``start:end``: "THE ROLE OF NATO" -> "The Role of NATO"."""
    title = text[start:end]
    if title.upper() != title or len(WORD_RE.findall(title)) < 3:
        return
    cased = title_case(title, text[end:])
    safety = Safety.LIKELY if apply else Safety.SUGGEST
    why = (
        "the editor sets titles in title case"
        if apply
        else "the title is printed in capitals; title case may be wanted"
    )
    if cased != title:
        yield Edit(start, end, title, cased, "title-capitals", safety, why)


def title_case(title: str, text: str) -> str:
    """Title case; a word that the text writes in capitals where others are not (NATO) keeps them."""
    forms: dict[str, Counter[str]] = {word.casefold(): Counter() for word in WORD_RE.findall(title)}
    for word in WORD_RE.findall(text):
        if (seen := forms.get(word.casefold())) is not None:
            seen[word] += 1
    places = [m.start() for m in WORD_RE.finditer(title)]

    def set_word(m: re.Match[str]) -> str:
        key, at_edge = m.group().casefold(), m.start() in (places[0], places[-1])
        seen = forms[key]
        if len(key) > 1 and seen[key.upper()] > seen[key.capitalize()] + seen[key]:
            return key.upper()
        return key if key in SMALL and not at_edge else key.capitalize()

    return WORD_RE.sub(set_word, title)
