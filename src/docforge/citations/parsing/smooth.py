"""Labels mended where print says more than the labeller saw: italics, articles, borders without a sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docforge.citations.parsing.lexicon import CLASSES
from docforge.citations.parsing.tokens import Token

WORKS = ("title", "journal", "container", "series")
ARTICLES = frozenset(
    "the a an der die das ein eine le la les un une el los las il lo gli het een de den".split()
)

QUOTES = {"“": "”“", "„": "“”", "«": "»", '"': '"', "‘": "’"}
PRESS = frozenset("press presses".split())
UNIVERSITY = frozenset("university univ".split())
# Words of other parts of a reference: "(in German)", "(3rd ed.)", "(trans. A. Elm)", "(Vol. 3)".
NO_TITLE = frozenset("ed in edition trans vol page issue year month thesis series press inst report".split())


def smooth_labels(tokens: Sequence[Token], labels: Sequence[str]) -> list[str]:
    """The labels with works as long as print shows them."""
    mended = list(labels)
    _fill_quotes(tokens, mended)
    _fill_italics(tokens, mended)
    _whole_presses(tokens, mended)
    _close_titles(tokens, mended)
    for i in range(1, len(mended)):
        if mended[i] == "title" and mended[i - 1] == "other" and tokens[i - 1].text in "¿¡":
            mended[i - 1] = "title"
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


def _fill_quotes(tokens: Sequence[Token], labels: list[str]) -> None:
    """The first words in quotation marks are the title, where no title stands before or after them."""
    start = 0
    while start < len(tokens):
        closer = QUOTES.get(tokens[start].text)
        end = start + 1
        while closer and end < len(tokens) and tokens[end].text not in closer:
            end += 1
        if not closer or end >= len(tokens):
            start += 1
            continue
        inside = range(start + 1, end)
        words = [i for i in inside if _is_word(tokens[i])]
        found = {labels[i] for i in words}
        if (
            2 <= len(words) < 60
            and not found & {"journal", "container", "series"}
            and "title" not in labels[:start]
            and "title" not in labels[end:]
        ):
            for i in _inner(tokens, start + 1, end):
                labels[i] = "title"
            return
        start = end + 1


def _whole_presses(tokens: Sequence[Token], labels: list[str]) -> None:
    """ "Cambridge Univ. Press": what stands before the press up to a comma belongs to it."""
    for i in range(2, len(tokens)):
        if (
            labels[i] == "publisher"
            and labels[i - 1] != "publisher"
            and tokens[i].text.casefold() in PRESS
            and (tokens[i - 1].text.casefold() in UNIVERSITY or tokens[i - 2].text.casefold() in UNIVERSITY)
        ):
            at = i - 1
            while at >= 0 and (_is_word(tokens[at]) or (tokens[at].text == "." and at == i - 1)):
                labels[at] = "publisher"
                at -= 1


def _close_titles(tokens: Sequence[Token], labels: list[str]) -> None:
    """ "Leaves of the beech (Fagus: Fagaceae).": words in brackets behind a title belong to it."""
    for i in range(1, len(tokens) - 2):
        if tokens[i].text != "(" or labels[i - 1] != "title" or labels[i] == "title":
            continue
        end = i + 1
        while end < len(tokens) - 1 and tokens[end].text not in "()" and end - i < 24:
            end += 1
        inside = [tokens[k] for k in range(i + 1, end)]
        if (
            tokens[end].text == ")"
            and end + 1 < len(tokens)
            and tokens[end + 1].text == "."
            and not any(t.text.isdigit() for t in inside)
            and not any(set(CLASSES.get(t.text.casefold(), ())) & NO_TITLE for t in inside)
            and {labels[k] for k in range(i + 1, end)}
            <= {"other", "place", "container", "series", "publisher", "title"}
        ):
            for k in range(i, end + 1):
                labels[k] = "title"


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
