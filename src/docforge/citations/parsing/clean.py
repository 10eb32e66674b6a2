"""Cleaning of a raw reference string before it is cut into tokens; the raw string is never touched.

Mends what would mislead the labeller and is certain by its shape: invisible signs, ligatures, Markdown marks,
spaces inside an address, a DOI broken in two, words cut at a line end. It never splits glued words (the
tokens do that) and never changes letters. ``Mapped`` keeps for each sign where it came from, so that labels
given on the raw string can be carried over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
LIGATURE_RE = re.compile(f"[{''.join(LIGATURES)}]")
INVISIBLE_RE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]+")
CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]+")
ESCAPE_RE = re.compile(r"\\+(?=[\\`*_{}\[\]()#+.!&~$%<>-])")
EMPHASIS_RE = re.compile(r"\*+|</?(?:i|b|em|strong|sup|sub|u|span|italic|bold)\b[^<>]{0,80}>")
# "_War on the Rocks_", but no underscore of an address.
UNDERSCORE_RE = re.compile(r"(?<![^\s(\[“])_([^_\s][^_]{0,200})_(?=[\s.,;:)\]”]|$)")
ITALIC_RES = (
    re.compile(r"(?<![*\\])\*(?![*\s])[^*]{1,400}(?<![\s\\])\*(?!\*)"),
    UNDERSCORE_RE,
    re.compile(r"<(i|em)>[^<>]{1,400}</\1>"),
)
LINK_RE = re.compile(r"\[([^\[\]]{1,300})\]\(<?(https?://[^\s<>]{1,500}?)>?\)")
# "develop-\nment": a small letter on both sides of a line end; "pre-\nand post-" keeps its hyphen. Whether
# "develop- ment" in one line was broken once is for the repair rules, which know the text's own words.
LINE_HYPHEN_RE = re.compile(
    r"(?<=[^\W\d_]{2})[-‐][ \t]*\r?\n\s*(?=[^\W\d_A-ZÀ-Þ]{2})"
    r"(?!(?:and|or|und|oder|bzw|et|ou|y|o|en|of|e|to|bis|als)\b)"
)
SPACES_RE = re.compile(r"\s+")
BROKEN_SCHEME_RE = re.compile(r"\bh\s?t\s?t\s?p\s?(s?)\s?:\s?/\s?/\s?", re.IGNORECASE)
BROKEN_WWW_RE = re.compile(r"\bwww\s?\.\s?(?=\w)")
BROKEN_DOI_RE = re.compile(
    r"(?P<a>\b(?:dx\.)?doi\s?\.\s?org\s?/\s?|\bdoi\s?:?\s*)?\b(?P<b>10\s?\.\s?\d{4,9})\s?/\s?(?=\S)",
    re.IGNORECASE,
)
# What may follow an address after a space and can only be its continuation: "/a", "hy_is_a", "2320.pdf".
ENDINGS = r"(?:html?|pdf|php|aspx?|jsp|xml)\b"
DOMAINS = r"(?:com|org|net|edu|gov|de|fr|ac|co|uk|eu|info|int)\b"
MORE = (
    rf"(?:(?<![.,;:>)\]])\s(?=[/?=&%_#~])|(?<=[/?=&%_~])\s(?=[\w%])|(?<=[\w/]-)\s(?=[\w%]*[\d/_])|(?<=\w\.)\s(?={ENDINGS}|{DOMAINS})"
    rf"|(?<=\w)\s(?=\.(?:{ENDINGS}|{DOMAINS}|\w+/))|(?<=[\w%])\s(?=[a-z0-9][\w%-]*(?:_[\w%./-]+|/[\w%.-]+/|\.{ENDINGS}))|(?<=\d\.)\s(?=\d{{3,}}))"
)
WIDE_ADDRESS_RE = re.compile(rf"(?:https?://|www\.|\b10\.\d{{4,9}}/)\S+(?:{MORE}\S+){{0,5}}", re.IGNORECASE)
ADDRESS_GAP_RE = re.compile(r"\s")


@dataclass(slots=True)
class Mapped:
    """A text, and for each of its signs the offset in the raw string."""

    text: str
    index: list[int]
    italics: list[tuple[int, int]] = field(default_factory=list)

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> None:
        """Replace every match; new signs take the place of the first sign they stand for."""
        pieces: list[str] = []
        index: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new == match[0]:
                continue
            start, end = match.span()
            pieces += (self.text[last:start], new)
            index += self.index[last:start]
            old = self.index[start:end] or [self.index[start] if start < len(self.index) else start]
            index += (old + [old[-1]] * len(new))[: len(new)]
            last = end
        if pieces or last:
            self.text = "".join(pieces) + self.text[last:]
            self.index = index + self.index[last:]


def clean_mapped(raw: str) -> Mapped:
    """The cleaned text with its map to the raw string.

    >>> clean_mapped("A devel-\\nopment. ht tp://www. x.org/ab c").text
    'A development. http://www.x.org/ab c'
    """
    mapped = Mapped(raw, list(range(len(raw))))
    italics = find_italics(raw)
    mapped.sub(INVISIBLE_RE, "")
    mapped.sub(CONTROL_RE, " ")
    mapped.sub(LIGATURE_RE, lambda m: LIGATURES[m[0]])
    if "\\" in mapped.text:
        mapped.sub(ESCAPE_RE, "")
    if "](" in mapped.text:
        mapped.sub(LINK_RE, _shown_link)
    mapped.sub(EMPHASIS_RE, "")
    if "_" in mapped.text:
        mapped.sub(UNDERSCORE_RE, lambda m: m[1])
    mapped.sub(LINE_HYPHEN_RE, "")
    mapped.sub(SPACES_RE, " ")
    mapped.sub(BROKEN_SCHEME_RE, lambda m: f"http{m[1].lower()}://")
    mapped.sub(BROKEN_WWW_RE, "www.")
    mapped.sub(BROKEN_DOI_RE, lambda m: re.sub(r"\s", "", m["a"] or "") + re.sub(r"\s", "", m["b"]) + "/")
    if "://" in mapped.text or "www." in mapped.text or "10." in mapped.text:
        mapped.sub(WIDE_ADDRESS_RE, lambda m: ADDRESS_GAP_RE.sub("", m[0]))
    mapped.italics = [(bisect_left(mapped.index, a), bisect_left(mapped.index, b)) for a, b in italics]
    return mapped


def find_italics(raw: str) -> list[tuple[int, int]]:
    """Stretches set apart by Markdown or HTML emphasis: "*Defence Studies*, 23"."""
    if "*" not in raw and "_" not in raw and "<" not in raw:
        return []
    return [match.span() for pattern in ITALIC_RES for match in pattern.finditer(raw)]


def _shown_link(match: re.Match[str]) -> str:
    """ "[text](address)": the text where it is the address itself, both where it is not."""
    text, address = match[1], match[2]
    bare = re.sub(r"^https?://|/$", "", address)
    return address if re.sub(r"^https?://|/$", "", text.replace(" ", "")) == bare else f"{text} {address}"
