"""Cutting a cleaned reference into fine tokens: letters, digits, single signs; addresses stay whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

URL = r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+"
DOI = r"10\.\d{4,9}/[^\s<>\"“”]+"
ADDRESS_RE = re.compile(rf"{URL}|{DOI}", re.IGNORECASE)
# Small letters followed by a capital are two tokens: glued words, but also "McDonald".
TOKEN_RE = re.compile(
    r"[^\W\d_]*?[a-zß-öø-ÿ\u0101-\u017f\u0430-\u044f](?=[A-ZÀ-ÖØ-Þ\u0410-\u042f][a-zß-öø-ÿ\u0430-\u044f])"
    r"|[^\W\d_]+[\u0300-\u036f]*(?:[^\W\d_]+[\u0300-\u036f]*)*|\d+|\S"
)
# Full-width signs mean what their narrow ones mean.
WIDE = dict(zip("（）［］，：；．。、", "()[],:;..,", strict=True))
TRAILING = ".,;:!?'’”\"»>"


class Token(NamedTuple):
    """One token with its place in the cleaned text; ``gap`` says that a space stood before it."""

    text: str
    start: int
    end: int
    gap: bool
    italic: bool = False


def cut_tokens(text: str, italics: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """Cut a cleaned string: "Phys.Rev. 12(3)" -> Phys . Rev . 12 ( 3 )."""
    tokens: list[Token] = []
    position = 0
    for match in ADDRESS_RE.finditer(text):
        _cut_plain(text, position, match.start(), tokens)
        end = _address_end(text, match.start(), match.end())
        tokens.append(Token(text[match.start() : end], match.start(), end, _gap(text, match.start())))
        position = end
    _cut_plain(text, position, len(text), tokens)
    if italics:
        starts = [t.start for t in tokens]
        for a, b in italics:
            for i in range(bisect_left(starts, a), bisect_left(starts, b)):
                tokens[i] = tokens[i]._replace(italic=True)
    return tokens


def _cut_plain(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in TOKEN_RE.finditer(text, start, end):
        begin = match.start()
        tokens.append(Token(WIDE.get(match[0], match[0]), begin, match.end(), _gap(text, begin)))


def _gap(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == " "


def _address_end(text: str, start: int, end: int) -> int:
    """Without the sentence's own signs at the end: "(http://x.org/a)." ends before ")."."""
    while end > start + 1:
        last = text[end - 1]
        if last in TRAILING or (
            last in ")]}" and text.count(last, start, end) > text.count("([{"[")]}".index(last)], start, end)
        ):
            end -= 1
        else:
            break
    return end
