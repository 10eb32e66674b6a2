"""A title printed in capitals, set in title case when the editor says so.

Capitals are the publisher's choice, so this is no repair: by default it is only suggested. The document's own
text shows which words are names and which are initials (NATO).
"""

from __future__ import annotations

import re
from collections import Counter

SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "via",
        "with",
        "und",
        "der",
        "die",
        "das",
        "de",
        "la",
        "et",
    ]
)


def title_case(title: str, text: str) -> str:
    """Title case (words of weight capitalised), each word in the form the text itself prefers if it is capitalised there."""
    words = re.findall(r"[^\W\d_]+", title)
    forms: dict[str, Counter[str]] = {w.casefold(): Counter() for w in words}
    for found in re.findall(r"[^\W\d_]+", text):
        if (found.casefold() in forms and found != found.upper()) or (
            len(found) <= 6 and found.casefold() in forms
        ):
            forms[found.casefold()][found] += 1
    first = True

    def set_word(m: re.Match[str]) -> str:
        nonlocal first
        key, at_start = m.group().casefold(), first
        first = False
        seen = forms[key]
        lower, upper = seen[key], seen[m.group().upper()]
        if upper > seen[m.group().capitalize()] + lower and len(key) > 1:
            return m.group().upper()
        if key in SMALL and not at_start:
            return key
        return m.group().capitalize()

    return re.sub(r"[^\W\d_]+", set_word, title)
