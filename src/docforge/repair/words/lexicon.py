"""Word lists as evidence: the document's own words first, then the language's.

The language lists are wordfreq's (https://github.com/rspeer/wordfreq), loaded on first use. A language that
it does not have leaves only the document's own words.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property, lru_cache

from docforge.repair.words.language import primary

_WORD_RE = re.compile(r"[^\W\d_]+")
_COMPOUND_RE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")


@lru_cache(maxsize=8)
def _frequencies(language: str) -> dict[str, float]:
    """Word -> frequency per word of running text; empty where no list exists."""
    from wordfreq import available_languages, get_frequency_dict

    code = primary(language)
    if code not in available_languages("small"):
        return {}
    return get_frequency_dict(code, wordlist="best" if code in available_languages("large") else "small")


class Lexicon:
    """``common`` is words per million in the language; ``own`` counts in the document itself."""

    def __init__(self, language: str, text: str = "") -> None:
        self.language = language
        self._text = text

    @cached_property
    def _own(self) -> Counter[str]:
        """Words that stand whole inside a line; those at a line's ends may be halves."""
        counts: Counter[str] = Counter()
        for line in self._text.splitlines():
            inner = _WORD_RE.findall(line.casefold())
            counts.update(inner[1:-1])
        return counts

    @cached_property
    def _compounds(self) -> Counter[str]:
        return Counter(_COMPOUND_RE.findall(self._text.casefold()))

    @cached_property
    def _list(self) -> dict[str, float]:
        return _frequencies(self.language)

    def common(self, word: str) -> float:
        return self._list.get(word.casefold(), 0.0) * 1e6

    def own(self, word: str) -> int:
        return self._own[word.casefold()]

    def own_compound(self, compound: str) -> int:
        """How often the hyphenated compound stands unbroken in the document."""
        return self._compounds[compound.casefold()]

    def known(self, word: str, least: float = 0.02) -> bool:
        """Is it a word: in the language at least ``least`` times a million, or twice in the document."""
        return self.common(word) >= least or self.own(word) >= 2
