"""What a block looks like that could be a heading: its length, its signs, its first and last letters."""

from __future__ import annotations

import re
from collections import Counter

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.gaps import gap_above, gap_below
from docforge.importers.headings.levels import ENUMERATION_RE, NUMBER_RE
from docforge.importers.headings.words import SMALL, bare_of
from docforge.importers.labels import KEYWORDS_RE
from docforge.repair.lines import wrapping
from docforge.repair.parts.bylines import find_names
from docforge.repair.parts.captions import CAPTION_RE, CONTINUED_RE
from docforge.repair.parts.names import is_part_name
from docforge.repair.rules.lines.heading_lines import SENTENCE_RE, VERB_RE, ends_open, is_clause

LONGEST = 150
MOST_WORDS = 20
LONGEST_WHOLE, MOST_WHOLE = 220, 30  # of one that the dump's own line ends tell
MOST_SAID = 16  # words of a heading that may be a sentence
SIGNS_RE = re.compile(
    r"://|www\.|@|[|=<>+©→]|\.\w{2,5}$|\b(?:19|20)\d\d[a-z]?\)|\bet al\b|^[\W_]*\d[\d\W_]*$"
    r"|: ?\d+\b.*: ?\d+\b|[^\W\d_]\)?: ?\d+$|\S \d+\.\d+ \d+\.\d"
)
CHARGE_RE = re.compile(r"\([+±-]\)")
ITEM_RE = re.compile(r"[-*+•·◦▪‣–—]\s")
EMPHASIS_RE = re.compile(r"(?:\*{1,3}|_{1,3})[^*_\n](?:[^\n]*[^\n])?(?:\*{1,3}|_{1,3}):?")


def could_be(draft: Draft, chunk: Chunk, seen: Counter[str], common: frozenset[str], *, strict: bool) -> bool:
    """Could the block be a heading by its own look? ``strict``: headings carry marks in this text."""
    whole = chunk.words > MOST_SAID and len(chunk.text) <= LONGEST_WHOLE and _ends_by_itself(draft, chunk)
    longest, most = (LONGEST_WHOLE, MOST_WHOLE) if whole else (LONGEST, MOST_WORDS)
    if chunk.role is not Role.FREE or len(chunk.text) > longest or "\n" in chunk.text or "\t" in chunk.text:
        return False
    plain = bare_of(chunk)
    if is_part_name(plain):
        return seen[chunk.plain] <= 2
    title = ENUMERATION_RE.sub("", NUMBER_RE.sub("", plain))
    if CONTINUED_RE.match(plain):
        return False  # "(Continued)": of a table that goes on over the page
    if chunk.text[:1] in "*†‡§¶" and not draft.marked:
        return False  # what a mark in a table or a byline points to
    if len(plain) < 3 or chunk.words > most or seen[chunk.plain] > 1 or CAPTION_RE.match(title):
        return False
    if draft.marked and EMPHASIS_RE.fullmatch(chunk.text):
        return not plain.endswith((".", ",")) and not SIGNS_RE.search(plain) and not KEYWORDS_RE.match(plain)
    if draft.kind == "html" or strict:
        return False
    if chunk.words > MOST_SAID and not whole and not _is_apart(draft, chunk):
        return bool(NUMBER_RE.match(plain)) and _looks_like(plain, title)
    return _looks_like(plain, title) and (bool(NUMBER_RE.match(plain)) or not _is_names(plain, common))


def _ends_by_itself(draft: Draft, chunk: Chunk) -> bool:
    """Does the dump say that a paragraph ends here: it puts a space after each line that goes on?"""
    source = draft.bench.scene.source.text
    place = draft.span(chunk.start, chunk.end)
    lines = source[place.start : place.end].split("\n")
    return (
        len(lines) > 1
        and all(line.endswith((" ", "\u00ad", "-")) for line in lines[:-1])
        and source[place.end : place.end + 1] == "\n"
        and wrapping(source).spaced
    )


def _is_apart(draft: Draft, chunk: Chunk) -> bool:
    """Is a long title without verb or list set apart by room above and below?"""
    said = re.search(rf",|{VERB_RE.pattern}", chunk.plain)
    return not said and gap_above(draft, chunk) >= 2 and gap_below(draft, chunk) >= 2


def _is_names(plain: str, common: frozenset[str]) -> bool:
    """Two names or more, in words that the text does not use: "Ada Wren, Jo Oak", not "SAGE AND SALT"."""
    words = [w.casefold() for w in re.findall(r"[^\W\d_]{3,}", plain)]
    known = sum(w in common for w in words if w not in SMALL)
    return len(find_names(plain)) >= 2 and known * 2 <= len(words)


def _looks_like(plain: str, title: str) -> bool:
    if plain[-1] in '.,;:-–—‐\u00ad…”"’)':
        mark = plain[-1]
        closed = mark == ")" and re.search(r"\([^()]{1,40}\)$", plain)
        if not closed and not (plain.isupper() and mark in ":)"):
            return False
    if (
        SENTENCE_RE.search(title)
        or title.count("(") != title.count(")")
        or SIGNS_RE.search(CHARGE_RE.sub(" ", plain))
        or ITEM_RE.match(plain)
    ):
        return False
    first = re.match(r"[\"“‘'«(¿¡]?(?:[a-z](?=[A-Z]))?([^\W_])", title)
    if (
        first is None
        or not (first[1].isupper() or first[1].isdigit())
        or not re.search(r"[^\W\d_]{3}", plain)
    ):
        return False
    if plain[0] in "‘'" and "’" not in plain[1:] and "'" not in plain[1:]:
        return False  # a speck that OCR read as a quotation mark
    if ends_open(plain) or is_clause(plain):
        return False
    return not re.match(r"0\d\b", plain) and (not plain.endswith("!") or len(plain.split()) > 1)


def title_like(plain: str) -> bool:
    """Every word of weight begins with a capital."""
    weighty = [w for w in re.findall(r"[^\W\d_][\w'’-]*", plain) if w.casefold() not in SMALL]
    return bool(weighty) and len(weighty) <= MOST_WORDS and all(w[0].isupper() for w in weighty)
