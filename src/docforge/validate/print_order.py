"""The article as it is rendered against the text of its pages, letter by letter: what is lost or doubled.

Both are read in the same order, the order of the text, so that words divided at line ends, running heads,
folios, notes at the foot and heads of tables on their next page ask for no guess: the first are letters that
follow each other, the others the PDF itself says are no part of the text. Signs other than letters and
figures, and accents, are not compared; texts of languages written from right to left and scripts whose
letters are drawn in another order than they are written are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional, normalize

from docforge.validate.pdf_text import Piece, PrintedArticle
from docforge.validate.print_floats import in_print_order
from docforge.validate.words import HTML_INLINE

# So many letters show where two texts are the same again: in a table few would not, near a text's end there
# are no more; how far a changed stretch is looked through.
PROBES = (64, 24, 12)
CHANGED = 400
MOST = 25
SHOWN = 12
# From Devanagari to Myanmar, and Khmer.
REORDERED = (("\u0900", "\u109f"), ("\u1780", "\u17ff"))


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that are lost, or there too often, on the page with this folio."""

    lost: bool
    words: str
    folio: str


@dataclass(slots=True)
class _Letters:
    """The letters of strings one after another; ``starts`` is where each string begins among them."""

    strings: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, string: str) -> None:
        self.strings.append(string)
        self.starts.append(self.count)
        letters = fold(string)
        self.folded.append(letters)
        self.count += len(letters)

    def at(self, letter: int) -> int:
        """Which string holds the letter of this number."""
        return max(0, bisect_right(self.starts, letter) - 1)

    def to_words(self, letters: str, span: range) -> range:
        """The same change told from the border of a word: of "the c|at the c|at" not "at the c"."""
        first, last = span.start, span.stop
        while first and letters[first - 1] == letters[last - 1] and not self._begins_word(first):
            first, last = first - 1, last - 1
        return range(first, last) if self._begins_word(first) else span

    def _begins_word(self, letter: int) -> bool:
        string = self.strings[at := self.at(letter)]
        index = _before(string, letter - self.starts[at])
        return index == 0 or not string[index - 1].isalnum()

    def words(self, span: range, between: str = "") -> str:
        """The words that hold these letters; ``between`` stands between two strings."""
        first, last = span.start, span.stop
        begin, end = self.at(first), self.at(last - 1)
        said = self.strings[begin : end + 1]
        before = _before(said[0], first - self.starts[begin])
        after = _before(said[-1], last - 1 - self.starts[end]) + 1
        while before and not said[0][before - 1].isspace():
            before -= 1
        while after < len(said[-1]) and not said[-1][after].isspace():
            after += 1
        said[-1] = said[-1][:after]
        said[0] = said[0][before:]
        found = between.join(said).replace("\u200b", "").replace("\u00ad", "").split()
        more = f" … ({len(found)} words)" if len(found) > SHOWN else ""
        return " ".join(found[:SHOWN]).strip(".,;:()[]“”") + more


def _before(string: str, count: int) -> int:
    """The index in ``string`` before which so many of its letters stand."""
    seen = 0
    for index, char in enumerate(string):
        letters = len(_fold_char(char))
        if letters and seen >= count:
            return index
        seen += letters
    return len(string)


def fold(text: str) -> str:
    """The letters and figures that are compared: "Ärger-\u00adnis ﬁnden" -> "argernisfinden"."""
    return "".join(map(_fold_char, text))


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    if bidirectional(char) in ("R", "AL", "AN") or any(low <= char <= high for low, high in REORDERED):
        return ""
    plain = normalize("NFKD", normalize("NFKD", char).casefold().replace("ı", "i"))
    return "".join(c for c in plain if c.isalnum())


def _letters(strings: Iterable[str]) -> _Letters:
    found = _Letters()
    for string in strings:
        found.add(string)
    return found


def compare_print(root: Any, printed: PrintedArticle) -> list[Difference]:
    """What the pages of an article lack, and what they say too often, in the order of the text.

    ``root`` is the ``<article>`` that was laid out, which knows its first page and not yet its last, and has
    its figures where the author has them.
    """
    leftward = {node.get("lang") for node in root.iter() if node.get("dir") == "rtl"}
    pieces = [piece for piece in printed.pieces if piece.language not in leftward]
    last = list(printed.folios.values())[-1:]
    expected, there = _letters(_strings(root, last)), _letters(piece.text for piece in pieces)
    found = []
    wanted, shown = "".join(expected.folded), "".join(there.folded)
    if wanted != shown:
        root = in_print_order(root, shown, lambda node: fold("".join(_strings(node, last))))
        expected = _letters(_strings(root, last))
        wanted = "".join(expected.folded)
    for lost, more in differences(wanted, shown):
        at = pieces[there.at(more.start)] if pieces else Piece(0, "")
        folio = printed.folios.get(at.page, "")
        if len(lost):
            span = lost if len(more) else expected.to_words(wanted, lost)
            found.append(Difference(True, expected.words(span), folio))
        if len(more):
            span = more if len(lost) else there.to_words(shown, more)
            # Doubled words stand in the article too, whole and with the spaces between them.
            twin = wanted.rfind(shown[span.start : span.stop], 0, lost.start)
            words = expected.words(range(twin, twin + len(span))) if twin >= 0 else there.words(span, " ")
            found.append(Difference(False, words, folio))
    return found + list(_beside(printed))


def _strings(node: Any, last: list[str]) -> Iterator[str]:
    """The strings of a rendered tree in order; the borders of blocks are spaces."""
    if not isinstance(node.tag, str) or node.get("dir") == "rtl":
        return
    border = "" if node.tag in HTML_INLINE else " "
    yield border + (node.text or "")
    if node.get("class") == "last-page":
        yield from last
    for child in node:
        yield from _strings(child, last)
        yield child.tail or ""
    if border:
        yield border


def _beside(printed: PrintedArticle) -> Iterator[Difference]:
    """What stands outside the text and is no head of a table that goes on."""
    heads = [head for head in map(fold, printed.heads) if head]
    for page, folio in printed.folios.items():
        said = " ".join(piece.text for piece in printed.beside if piece.page == page)
        rest = fold(said)
        for head in heads:
            rest = rest.replace(head, "")
        if rest:
            yield Difference(False, " ".join(said.split()[:SHOWN]), folio)


def differences(expected: str, there: str) -> Iterator[tuple[range, range]]:
    """Stretches of ``expected`` that are lost, each with the stretch of ``there`` that stands in its place.

    One letter for another is no loss of a word: a font may say so of a glyph that two letters share.
    """
    i = j = 0
    for _ in range(MOST):
        same = _same(expected, i, there, j)
        i, j = i + same, j + same
        if i == len(expected) and j == len(there):
            return
        lost, more = _next(expected, i, there, j)
        if lost != more or lost > 2:
            yield range(i, i + lost), range(j, j + more)
        i, j = i + lost, j + more


def _same(one: str, i: int, two: str, j: int) -> int:
    """How many letters from two places on are the same."""
    total, step = 0, 64
    while True:
        a, b = one[i + total : i + total + step], two[j + total : j + total + step]
        if a != b or not a:
            pairs = enumerate(zip(a, b, strict=False))
            return total + next((n for n, (x, y) in pairs if x != y), min(len(a), len(b)))
        total, step = total + len(a), min(2 * step, 1 << 16)


def _next(expected: str, i: int, there: str, j: int) -> tuple[int, int]:
    """How many letters of each to pass by until they are the same again."""
    rest = (len(expected) - i, len(there) - j)
    for probe in PROBES:
        best = rest
        if (at := expected.find(there[j : j + probe], i)) >= 0 and j < len(there) and at - i < sum(best):
            best = (at - i, 0)
        for lost in range(min(CHANGED, len(expected) - i)):
            if lost >= sum(best):
                break
            reach = j + CHANGED + probe if lost else len(there)
            at = there.find(expected[i + lost : i + lost + probe], j, reach)
            if at >= 0 and lost + at - j < sum(best):
                best = (lost, at - j)
        if best != rest:
            return best
    return rest
