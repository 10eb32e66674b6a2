"""Labels mended where print says more than the labeller saw: italics, articles, borders without a sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docforge.citations.parsing.tokens import Token

WORKS = ("title", "journal", "container", "series")
ARTICLES = frozenset(
    "the a an der die das ein eine le la les un une el los las il lo gli het een de den".split()
)


def smooth_labels(tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """The labels with works as long as print shows them."""
    mended = list(labels)
    _fill_italics(tokens, mended)
    for i in range(1, len(mended)):
        if mended[i] == mended[i - 1] or not _is_word(tokens[i - 1]) or not _is_word(tokens[i]):
            continue
        # "A | Shift in the Paradigm": the article belongs to the work.
        if mended[i] in WORKS and mended[i - 1] == "other" and tokens[i - 1].text.casefold() in ARTICLES:
            if tokens[i - 1].text[0].isupper():
                mended[i - 1] = mended[i]
        # "Wald und Wiese | Zeitschrift": no sign parts a publisher from the work behind it.
        elif mended[i] in ("journal", "container") and mended[i - 1] == "publisher":
            _take_run(mended, i - 1, "publisher", mended[i])
    return mended


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha()


def _take_run(labels: list[str], last: int, old: str, new: str) -> None:
    while last >= 0 and labels[last] == old:
        labels[last] = new
        last -= 1


def _fill_italics(tokens: Sequence[Token], labels: list[str]) -> None:
    """A run in italics that holds a work is that work, but for numbers and places in it."""
    start = 0
    while start < len(tokens):
        if not tokens[start].italic:
            start += 1
            continue
        end = start
        while end < len(tokens) and tokens[end].italic:
            end += 1
        votes = Counter(labels[i] for i in range(start, end) if labels[i] in WORKS and _is_word(tokens[i]))
        words = [i for i in range(start, end) if _is_word(tokens[i])]
        if votes and len(words) < 60:
            work = votes.most_common(1)[0][0]
            for i in _inner(tokens, start, end):
                if labels[i] in (*WORKS, "publisher", "org", "other"):
                    labels[i] = work
        elif words and len(words) < 60:
            _name_italics(labels, words, _inner(tokens, start, end))
        start = end


def _name_italics(labels: list[str], words: Sequence[int], inner: range) -> None:
    """A run in italics without a work: names never stand so, and a publisher stands so as a whole."""
    found = {labels[i] for i in words} - {"other"}
    if found and found <= {"editor", "author", "translator"}:
        titled = "title" in labels[: words[0]]
        for i in inner:
            labels[i] = "container" if titled else "title"
    elif found in ({"publisher"}, {"org"}):
        for i in inner:
            labels[i] = labels[i] if labels[i] != "other" else next(iter(found))


def _inner(tokens: Sequence[Token], start: int, end: int) -> range:
    """The run without signs at its ends."""
    while start < end and not tokens[start].text[0].isalnum():
        start += 1
    while end > start and not tokens[end - 1].text[0].isalnum():
        end -= 1
    return range(start, end)
