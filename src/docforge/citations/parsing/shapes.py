"""Labels that the shape of print alone decides: numbers of a journal, identifiers, quoted titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from docforge.citations.parsing.addresses import access_date
from docforge.citations.parsing.tokens import Token

NUMBERS = frozenset({"volume", "issue", "page", "date", "other", "number"})
RANGE = r"[A-Za-z]?\d{1,6}(?:\s?[–—-]{1,2}\s?[A-Za-z]?\d{1,6})?"
RUN = r"[A-Za-z]?\d{1,6}\s?[–—-]{1,2}\s?[A-Za-z]?\d{1,6}"
YEAR = r"(?P<date>(?:1[89]|20)\d\d)"
VOLUME = r"(?P<volume>\d{1,4})\s?(?:\((?P<issue>[^()]{1,12})\)\s?)?:\s?"
NUMBER_RES = (
    # "1998; 11(3): 393-403": year, volume, issue, pages, as medicine sets them.
    re.compile(
        rf"(?<![\w–-]){YEAR}(?:\s[A-Z][a-z]{{2}}(?:\s\d{{1,2}})?)?\s?;\s?{VOLUME}(?P<page>{RANGE})(?![\w–-])"
    ),
    # "(1997) 7:230-236"
    re.compile(rf"\({YEAR}\)[.,]?\s?{VOLUME}(?P<page>{RUN})(?![\w–-])"),
    # "7(2):230-236, 1997", "7:230-236 (1997)"
    re.compile(rf"(?<![\w:./–-])(?<!\d[,;]\s){VOLUME}(?P<page>{RUN})[.,]?\s\(?{YEAR}(?!\w)"),
)
ISSUE_BEFORE_RE = re.compile(r"(?:\b(?:nos?|nr|heft|h|issue|iss|fasc|z|núm)\.?|№|n[°º])\s*$", re.IGNORECASE)
# "arXiv:1707.05812", "[hep-lat/0309025]": an identifier, no year and no volume.
ARXIV_RE = re.compile(
    r"\barXiv\s?:\s?\d{4}\s?\.\s?\d{4,5}(?:v\d+)?"
    r"|\b(?:hep|astro|cond|math|gr|nucl|quant|physics|nlin|cs|q)\s?(?:-\s?[a-z]{2,4})?\s?/\s?\d{7}\b",
    re.IGNORECASE,
)

BOOK_NUMBER_RE = re.compile(r"\bIS[BS]N(?:-1[03])?\s?:?\s?\d[\dXx -]{6,20}", re.IGNORECASE)


def label_by_shape(text: str, tokens: Sequence[Token], labels: list[str]) -> None:
    """Set the labels that a shape leaves no choice of."""
    starts = [t.start for t in tokens]
    _clear_identifiers(text, starts, labels)
    for match in (m for pattern in NUMBER_RES for m in pattern.finditer(text)):
        inside = _between(starts, match.start(), match.end())
        if {labels[i] for i in inside} <= NUMBERS and not ISSUE_BEFORE_RE.search(
            text, max(0, match.start("volume") - 12), match.start("volume")
        ):
            for i in inside:
                labels[i] = "other"
            for name in ("date", "volume", "issue", "page"):
                for i in _between(starts, *match.span(name)):
                    labels[i] = name

    _lettered_journals(tokens, labels)
    _lettered_pages(tokens, labels)


def _clear_identifiers(text: str, starts: Sequence[int], labels: list[str]) -> None:
    """Digits of identifiers and of the day of access are no numbers of the work."""
    for match in (m for pattern in (ARXIV_RE, BOOK_NUMBER_RE) for m in pattern.finditer(text)):
        for i in _between(starts, match.start(), match.end()):
            if labels[i] in NUMBERS:
                labels[i] = "other"
    visited = access_date(text)[1]
    for i in _between(starts, visited.start, visited.stop):
        if labels[i] in ("volume", "issue", "page"):
            labels[i] = "other"


def _lettered_journals(tokens: Sequence[Token], labels: list[str]) -> None:
    """ "Phys. Lett. B 379": a capital that stands apart from the number belongs to the journal."""
    for i in range(1, len(tokens) - 1):
        if (
            labels[i] in ("volume", "other")
            and re.fullmatch("[A-H]", tokens[i].text)
            and labels[i + 1] == "volume"
            and tokens[i + 1].text.isdigit()
            and (
                labels[i - 1] == "journal"
                or (labels[i - 2 : i - 1] == ["journal"] and tokens[i - 1].text == ".")
            )
        ):
            labels[i] = "journal"
            if tokens[i - 1].text == ".":
                labels[i - 1] = "journal"


def _lettered_pages(tokens: Sequence[Token], labels: list[str]) -> None:
    """ "34 (2007) S959", "303, L1": a letter stuck to a page is a part of it."""
    paged = "page" in labels
    for i in range(1, len(tokens)):
        letter = tokens[i - 1]
        if not paged and labels[i] == labels[i - 1] == "other" and "volume" in labels[max(0, i - 6) : i]:
            if (
                not tokens[i].gap
                and tokens[i].text.isdigit()
                and letter.gap
                and re.fullmatch("[A-Z]", letter.text)
            ):
                labels[i - 1] = labels[i] = "page"
                paged = True
        elif (
            labels[i] == "page"
            and labels[i - 1] == "other"
            and not tokens[i].gap
            and letter.gap
            and re.fullmatch("[A-Z]", letter.text)
            and tokens[i].text.isdigit()
        ):
            labels[i - 1] = "page"


def _between(starts: Sequence[int], start: int, end: int) -> range:
    """The tokens that begin in a stretch of the text; none for a part that is not there."""
    return range(bisect_left(starts, start), bisect_left(starts, end)) if start >= 0 else range(0)
