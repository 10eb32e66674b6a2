"""How damaged a reading looks, by what is known of damage: not whether its words are the right ones.

The measure is a sum over the words between spaces. 0 says that nothing is wrong to be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docforge.repair.words.lexicon import Lexicon

EDGE_RE = re.compile(r"^[\W_]+|[\W_]+$")
URL_RE = re.compile(r"(?:https?://|www\.|doi\.org/|10\.\d{4,9}/)", re.IGNORECASE)
CUT_URL_RE = re.compile(r"https?(?::/{0,2})?(?:www\.?)?", re.IGNORECASE)
PART_RE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "leadership.While", "zone(Smith", "Sciences,12": a space is lost. Initials "W.Y." and "U.S.-led" are none.
GLUED_RE = re.compile(
    r"[^\W\d_]{2}[.,;:!?)\]][^\W\d_]|\d\)\.[^\W\d_]|[^\W\d_]{3}\((?!s\))[^\W_]|[^\W\d_]{3},\d|[.*]https?:"
)
GLUED = "words run together"
UNKNOWN = "not a known word"
CAMEL_RE = re.compile(r"[a-zß-ÿ]{2}[A-Z][a-zß-ÿ]")
MOJIBAKE_RE = re.compile(r"\ufffd|Ã[\x80-\xbf¡-¿]|â€|Â[\xa0-¿]|[\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
MARKS_RE = re.compile(r"\\[_*~#&$%]|\*\*|&(?:amp|lt|gt|quot|nbsp);|</?[a-z]{1,6}>")
STRAY_RE = re.compile(r"[|~^¬¦§¢®©¥«»=<>{}\\_*]+")
# Digits between letters: "tbe 1ater", "C0mputer"; not "2021a", "COVID-19", "H2O", "3rd", "1mg".
UNITS = "mg|kg|ml|dl|km|cm|mm|nm|mol|min|ms|am|pm|bp|kb|px|pt|dpi|rpm"
MIXED_RE = re.compile(
    rf"[a-zß-ÿ]\d+[a-zß-ÿ]|\b\d+(?!(?:st|nd|rd|th|s|{UNITS}|[a-z])\b)[a-zß-ÿ]{{2,}}|\d[OIl]+\d|\b[OIl]\d{{2,}}\b|\b\d+[OIl]\b"
)
ONE_LETTER = frozenset("aiouyeàèéóúAIOYEÀÈÉÓÚ")


@dataclass(frozen=True, slots=True)
class Look:
    """``score`` sums what looks damaged; ``signs`` names the kinds for a reader of the report."""

    score: float
    signs: tuple[str, ...]


class Eye:
    """Looks at readings with one lexicon: the language and the words of all copies."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.look = lru_cache(maxsize=100_000)(self._look)

    def _look(self, reading: str) -> Look:
        score, signs = 0.0, []
        for token in reading.split():
            for weight, sign in self.token(token):
                score += weight
                signs.append(sign)
        gaps = self.gaps(reading)
        return Look(score + gaps.score, tuple(dict.fromkeys((*signs, *gaps.signs))))

    def gaps(self, reading: str) -> Look:
        """What is wrong between words."""
        score, signs = 0.0, []
        if re.search(r"\w -[^\W\d_]", reading):
            score += 0.5
            signs.append("a space before a hyphen")
        if re.search(r"[^\W\d_]- [a-zß-ÿ]", reading):
            score += 1
            signs.append("a hyphen of a line end")
        return Look(score, tuple(signs))

    def token(self, token: str) -> list[tuple[float, str]]:
        """What is wrong with one word between spaces."""
        found: list[tuple[float, str]] = []
        if MOJIBAKE_RE.search(token):
            found.append((2.0, "wrongly decoded signs"))
        core = EDGE_RE.sub("", token)
        if not core:
            if STRAY_RE.search(token):
                found.append((1.0, "a stray sign"))
            return found
        if CUT_URL_RE.fullmatch(core):
            found.append((1.0, "an address without its rest"))
        address = URL_RE.search(token)
        if MARKS_RE.search(token):
            found.append((1.0, "marks of another format"))
        if address:
            if token[: address.start()].strip("(<[\"'“‘*") not in ("", "doi:", "https://", "http://"):
                found.append((1.0, GLUED))
            return found
        if GLUED_RE.search(core):
            found.append((1.0, GLUED))
        if MIXED_RE.search(core):
            found.append((1.0, "digits among letters"))
        if (
            len(core) == 1
            and core.isalpha()
            and core not in ONE_LETTER
            and not (core.isupper() and token != core)
        ):
            found.append((0.7, "a letter by itself"))
        elif STRAY_RE.search(core):
            found.append((0.7, "a stray sign"))
        for part in PART_RE.findall(core):
            if len(part) > 1 and (weight := self._unknown(part)):
                found.append((weight, UNKNOWN))
                break
        return found

    def _unknown(self, part: str) -> float:
        part = part.replace("’", "'")
        bare = re.sub(r"'[sS]$", "", part)
        if self.lexicon.known(bare) or self.lexicon.known(part):
            return 0.0
        if CAMEL_RE.search(part):
            return 0.8
        if part[0].isupper():
            return 0.0 if part.isupper() and len(part) <= 5 else 0.4
        return 1.0

    def known_words(self, reading: str) -> bool:
        """Does the reading hold words, all of them known?"""
        parts = PART_RE.findall(reading)
        return bool(parts) and all(self._unknown(p) == 0.0 for p in parts)

    def readable(self, reading: str, least: float = 0.75) -> bool:
        """Do so many of the words between spaces look undamaged?"""
        tokens = reading.split()
        return bool(tokens) and sum(not self.token(t) for t in tokens) >= least * len(tokens)
