"""Letters that OCR took for others: "classroorn" -> "classroom", "destro3'ed" -> "destroyed".

Only in a text that shows such damage all over: a clean text has words that no list knows too, and they are
its author's. A token is repaired when it is no word, and exactly one word of the language (or of the document
itself) is one confusion of printed shapes away, or one letter in a long word. Names, numbers, addresses and
reference lists are left as they are: no word list knows them.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.references.lists import find_heads
from docforge.repair.words.lexicon import Lexicon

# What the eye of a machine reads, and what was printed. Shapes, not languages; letters of the Latin script.
SHAPES: tuple[tuple[str, str], ...] = tuple(
    (read, printed)
    for read, all_printed in {
        "rn": "m", "m": "rn in ni", "in": "m", "ni": "m", "iu": "m", "ii": "u n", "li": "h", "ll": "h",
        "h": "b li y ly", "b": "h", "cl": "d", "d": "cl", "vv": "w", "w": "vv", "c": "e o", "e": "c o",
        "o": "c e a", "a": "o", "u": "n ii", "n": "u r ii", "l": "i t", "i": "l t", "t": "f i l r",
        "f": "t s", "r": "t n", "v": "y r", "j": "y i l", "y": "v", "x": "s", "s": "x", "1": "l i",
        "0": "o", "5": "s",
        "3": "y", "3'": "y", "jr": "y", "j'": "y", "3-": "y", "j-": "y", "vS": "S", "I": "l", "J": "l",
        "ti": "n h u", "tt": "u n", "hl": "fl", "se": "w", "im": "un", "ai": "n", "ck": "d", "k": "h",
        "q": "g", "g": "q", "z": "s", "mm": "nn", "nn": "mm", "ri": "n", "ir": "n", "li'": "h",
    }.items()
    for printed in all_printed.split()
)  # fmt: skip
TOKEN_RE = re.compile(r"(?<![\w@/.#-])[^\W\d_](?:[\w]|['’-](?=\w))*(?![\w@/]|\.\w)")
PLAIN_RE = re.compile(r"[a-zà-ÿ]+")
ADDRESS_RE = re.compile(r"\S*(?://|www\.|@|\\)\S*")
LONGEST = 30  # letters; more is no word
SHORTEST = 4
UNKNOWN = 0.02  # times in a million words: rarer is no word of the language
COMMON = 0.8  # times in a million: what a misread word may have been
FAMILIAR = 50  # times in a million: the same, of four letters, where so many words are near each other
DAMAGED = 0.012  # share of a text's different words that must look misread before any is touched
FEWEST = 8  # different words that look misread


def find_misread_words(text: str, scene: Scene) -> Iterator[Edit]:
    """Propose the printed word for tokens that are none, in a text full of them."""
    end = max((start for start, _ in find_heads(text)), default=len(text))
    tokens = [m for m in TOKEN_RE.finditer(text, 0, end) if SHORTEST <= len(m.group()) <= LONGEST]
    counts = Counter(m.group() for m in tokens)
    readings = {token: reading for token in counts if (reading := _reading(token, counts, scene.lexicon))}
    # Of different tokens: a term of the art that no list knows comes often, a misread word comes once.
    plain = sum(bool(PLAIN_RE.fullmatch(token)) for token in counts)
    misread = len(readings)
    if misread < FEWEST or misread < DAMAGED * plain:
        return
    addresses = [(m.start(), m.end()) for m in ADDRESS_RE.finditer(text, 0, end)]
    at = 0
    for m in tokens:
        if not (printed := readings.get(m.group())):
            continue
        while at < len(addresses) and addresses[at][1] <= m.start():
            at += 1
        if at < len(addresses) and addresses[at][0] <= m.start():
            continue
        why = (
            f"“{m.group()}” is no word, “{printed}” is one misread shape away,"
            f" and {misread} words of this text look misread"
        )
        yield Edit(m.start(), m.end(), m.group(), printed, "misread-word", Safety.LIKELY, why)


def _reading(token: str, counts: Counter[str], lexicon: Lexicon) -> str:
    """The one printed word that a token can be; "" when it is a word, or nothing or too much fits."""
    if token[0].isupper() and not _broken(token):
        return ""  # a name, as likely as not
    if lexicon.common(token) >= UNKNOWN or "-" in token or token.isupper():
        return ""
    if token[-1:].isdigit() and lexicon.common(token.rstrip(string.digits)) >= UNKNOWN:
        return ""  # a word and its note mark
    weights: dict[str, float] = {}
    for candidate in _confused(token):
        if candidate.isalpha():
            weights[candidate] = max(weights.get(candidate, 0), _weight(candidate, counts, lexicon))
    if PLAIN_RE.fullmatch(token) and len(token) >= 7 and not any(weights.values()):
        for candidate in _one_letter(token):
            # Another form of a term that the document has is no evidence: "ethide", "ethides".
            weights[candidate] = lexicon.common(candidate) if lexicon.common(candidate) >= COMMON else 0.0
    ranked = sorted(((w, c) for c, w in weights.items() if w), reverse=True)[:2]
    if not ranked or (len(ranked) == 2 and ranked[1][0] * 15 > ranked[0][0]):
        return ""
    if len(token) < 5 and ranked[0][0] < FAMILIAR:
        return ""
    if counts[token] >= 2 and lexicon.common(ranked[0][1]) < FAMILIAR and not _broken(token):
        return ""  # the document's own word, as it seems
    return ranked[0][1]


def _broken(token: str) -> bool:
    """Signs or digits in the middle of letters: no name has them."""
    return bool(re.search(r"[^\W\d_]\d['’-]?[^\W\d_]|[^\W\d_]j['’][a-z]{2}", token))


def _weight(word: str, counts: Counter[str], lexicon: Lexicon) -> float:
    """How likely a word is here: times in a million, and ten for each time it stands in the document."""
    common = lexicon.common(word)
    own = counts[word]
    if common < COMMON and own < 3:
        return 0.0
    return common + 10.0 * own


@lru_cache(maxsize=4096)
def _confused(token: str) -> tuple[str, ...]:
    """All tokens that are one confusion of shapes away."""
    found = []
    for read, printed in SHAPES:
        at = token.find(read)
        while at >= 0:
            found.append(token[:at] + printed + token[at + len(read) :])
            at = token.find(read, at + 1)
    return tuple(dict.fromkeys(found))


def _one_letter(token: str) -> Iterator[str]:
    """All tokens with one letter put in, left out, replaced."""
    letters = string.ascii_lowercase
    for i in range(len(token) + 1):
        head, tail = token[:i], token[i:]
        for letter in letters:
            yield head + letter + tail
            if tail and tail[0] != letter:
                yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
