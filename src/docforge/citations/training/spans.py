"""Labelled spans of training references -> one label a token, in one scheme for all sources.

Sources differ in what they hold for part of a field: "In J. Smith (Ed.)," or "J. Smith", "Vol. 3, No. 2," or
"3" and "2", "pp. 4-5." or "4-5". Here every label covers the bare value; lead words and marks are OTHER.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.citations.parsing.clean import clean_mapped
from docforge.citations.parsing.lexicon import CLASSES
from docforge.citations.parsing.tokens import Token, cut_tokens

OTHER = "other"
# Labels of the sources -> ours; what is missing here is OTHER.
NAMES = {
    "author": "author",
    "collab": "collab",
    "org": "org",
    "editor": "editor",
    "translator": "translator",
    "director": "author",
    "producer": "author",
    "date": "date",
    "title": "title",
    "journal": "journal",
    "container-title": "container",
    "collection-title": "series",
    "volume": "volume",
    "volume-only": "volume",
    "issue": "issue",
    "pages": "page",
    "publisher": "publisher",
    "location": "place",
    "edition": "edition",
    "genre": "genre",
    "note": "note",
    "source": "source",
    "medium": "note",
    "url": "url",
    "doi": "doi",
    "isbn": "isbn",
    "citation-number": "number",
}
EDGE_RE = re.compile(r"[^\w]+")
ISSUE_WORDS = frozenset(
    "no nr nos n num núm number numéro issue heft h hft fasc fascicolo fascicule sayı вып".split()
)
LEAD_WORDS = frozenset("by von par sous trans translated tr s".split())
EDITING_CLASSES = {"ed", "in"}


def label_tokens(raw: str, spans: Sequence[tuple[int, int, str]]) -> tuple[list[Token], list[str]]:
    """Tokens of the cleaned string and a label for each."""
    mapped = clean_mapped(raw)
    tokens = cut_tokens(mapped.text, mapped.italics)
    index = mapped.index
    labels = [OTHER] * len(tokens)
    position = 0
    for start, end, name in sorted(spans):
        members: list[int] = []
        while position < len(tokens) and index[tokens[position].start] < start:
            position += 1
        while position < len(tokens) and index[tokens[position].start] < end:
            members.append(position)
            position += 1
        label = NAMES.get(name, OTHER)
        for number, given in _narrow(tokens, members, label, name):
            labels[number] = given
    return tokens, labels


def _narrow(tokens: Sequence[Token], members: list[int], label: str, name: str) -> list[tuple[int, str]]:
    """The members of one span that carry the value."""
    if name == "volume":
        return _split_volume(tokens, members)
    if label == "page":
        kept = [m for m in members if any(c.isdigit() for c in tokens[m].text)]
        if kept:
            first, last = kept[0], kept[-1]
            # "S12-S18", "e1234", "xii-xv" keep their letters.
            if first - 1 in members and not tokens[first].gap and tokens[first - 1].text.isalpha():
                first -= 1
            # "12 f.", "45ff.": the word belongs to the value.
            if last + 1 in members and tokens[last + 1].text.casefold() in ("f", "ff", "sq", "sqq"):
                last += 1
            return [(m, label) for m in members if first <= m <= last]
        return [(m, label) for m in _trim(tokens, members, label)]
    members = _trim(tokens, members, label)
    if label in ("editor", "translator"):
        while members and _is_lead(tokens[members[0]].text):
            members = _trim(tokens, members[1:], label)
        while members and _is_lead(tokens[members[-1]].text):
            members = _trim(tokens, members[:-1], label)
    if label in ("container", "journal", "series"):
        while (
            len(members) > 1
            and tokens[members[0]].text.casefold() in ("in", "dans", "en", "of")
            and (tokens[members[0]].text != "In" or label != "journal" or len(members) > 2)
        ):
            members = _trim(tokens, members[1:], label)
    ending = [CLASSES.get(tokens[m].text.casefold(), ()) for m in members[-2:]]
    if label == "note" and len(members) <= 4 and any("edition" in classes for classes in ending):
        label = "edition"
    if label == "doi":
        members = [m for m in members if tokens[m].text.casefold() not in ("doi", ":")] or members
    return [(m, label) for m in members]


def _is_lead(text: str) -> bool:
    word = text.casefold()
    return word in LEAD_WORDS or bool(EDITING_CLASSES & set(CLASSES.get(word, ())))


def _trim(tokens: Sequence[Token], members: list[int], label: str) -> list[int]:
    """Drop signs from both ends, but never half of a pair: "Clin Endocrinol (Oxf)"."""
    first, last = 0, len(members)
    while first < last and EDGE_RE.fullmatch(tokens[members[first]].text):
        sign = tokens[members[first]].text
        if (
            sign in "(["
            and label not in ("author", "editor", "translator")
            and _closes(tokens, members[first + 1 : last], sign) not in (None, last - first - 2)
        ):
            break
        if sign in "'’‘ʻ" and first + 1 < last and not tokens[members[first + 1]].gap and label == "author":
            break
        first += 1
    while last > first and EDGE_RE.fullmatch(tokens[members[last - 1]].text):
        sign = tokens[members[last - 1]].text
        if sign in ")]" and any(tokens[m].text in "([" for m in members[first : last - 1]):
            break
        last -= 1
    return members[first:last]


def _closes(tokens: Sequence[Token], members: Sequence[int], sign: str) -> int | None:
    closer = ")" if sign == "(" else "]"
    return next((n for n, m in enumerate(members) if tokens[m].text == closer), None)


def _split_volume(tokens: Sequence[Token], members: list[int]) -> list[tuple[int, str]]:
    """ "Vol. 41, No. 2" and "41(2)": volume and issue apart, the words OTHER."""
    found: list[tuple[int, str]] = []
    state, open_bracket = "volume", False
    value_seen = False
    for place, m in enumerate(members):
        text = tokens[m].text
        classes = CLASSES.get(text.casefold(), ())
        if text in "([" and len(text) == 1:
            if value_seen:
                state, open_bracket = "issue", True
            continue
        if text in ")]" and len(text) == 1:
            open_bracket = False
            continue
        following = tokens[members[place + 1]].text if place + 1 < len(members) else ""
        if text.casefold() in ISSUE_WORDS and following in ".°º" and following:
            state = "issue"
        elif text.casefold() in ("t", "v") and following == ".":
            state = "volume"
        elif text.isdigit() or re.fullmatch(r"[IVXLCDM]+|[A-Z]|[a-z]", text):
            if value_seen and found[-1][1] == "volume" and state == "volume" and found[-1][0] < m - 1:
                state = "issue"
            found.append((m, state))
            value_seen = True
        elif text == ":" and value_seen:
            state = "page"
        elif text.casefold() in ("suppl", "supplement", "pt", "part") and value_seen:
            state = "issue"
            found.append((m, state))
        elif text in "&," and state == "issue" and found and found[-1] == (m - 1, "issue") and open_bracket:
            found.append((m, state))
        elif "issue" in classes or text == "№":
            state = "issue" if value_seen or text == "№" or text.casefold() in ISSUE_WORDS else "volume"
        elif "vol" in classes:
            state = "volume"
        elif text in "-–—/" and found and found[-1][0] == m - 1:
            found.append((m, state))
        elif text in ",;" and value_seen and not open_bracket and state == "volume":
            state = "issue"
        elif text.isalpha():
            found.append((m, state))
            value_seen = True
    while found and EDGE_RE.fullmatch(tokens[found[-1][0]].text):
        found.pop()
    return found
