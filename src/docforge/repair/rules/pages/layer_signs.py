"""Signs that the printed lines of a page have as digits, read back from a second layer of its text.

Where a file carries its text twice, the two layers were made by different programs: a prime that has a font
of its own is a "1" in the one and a prime in the other. A word is read back where the layer has it as often
as the lines have the damaged one, and has the damaged one nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.rules.pages.doubled_text import second_layers

WORD_RE = re.compile(r"[^\s()\[\],;]+")
SIGNS_RE = re.compile(r"([′″‴*†‡°])\1*")
LONGEST = 40  # characters of a word that is looked at
WHY = "a second layer of the file's text has the sign that was printed"
Found = tuple[int, str]  # where a word stands, and the word
Frame = tuple[str, int, str]  # what stands before a run of one sign, how long it is, what stands behind


def find_layer_signs(text: str, scene: Scene) -> Iterator[Edit]:
    """Signs of a hidden layer for the digits that stand for them: "H-11 of gum" -> "H-1′ of gum"."""
    lines = split_lines(text)
    layers = second_layers(text, lines)
    if not layers:
        return
    hidden = {line.index for line in layers}
    pages: dict[int, list[Found]] = {}
    for line in lines:
        if line.index not in hidden:
            pages.setdefault(line.page, []).extend(_words(line))
    read: dict[int, str] = {}
    for page in {line.page for line in layers}:
        layer = Counter(word for line in layers if line.page == page for _, word in _words(line))
        # A layer may hold the lines on which the next page begins.
        own, after = pages.get(page, []), pages.get(page + 1, [])
        for words in (own, [*own, *after]):
            known = _readings(Counter(word for _, word in words), layer)
            read |= {at: known[word] for at, word in words if word in known}
    for at, whole in sorted((read | _same_phrases(pages.values(), read)).items()):
        yield from _smallest(text, at, whole)


def _words(line: Line) -> Iterator[Found]:
    for m in WORD_RE.finditer(line.text):
        word = m.group().rstrip(".:")
        if 2 <= len(word) <= LONGEST:
            yield line.start + m.start(), word


def _readings(printed: Counter[str], layer: Counter[str]) -> dict[str, str]:
    """Words of the printed lines -> words of the layer that differ by one run of a sign, beyond doubt."""
    frames: dict[Frame, set[str]] = {}
    for word in layer:
        if word not in printed and len(runs := list(SIGNS_RE.finditer(word))) == 1:
            start, end = runs[0].span()
            frames.setdefault((word[:start], end - start, word[end:]), set()).add(word)
    found = {}
    for word, count in printed.items():
        if word in layer:
            continue
        near = {w for frame in _frames(word) for w in frames.get(frame, ())}
        if len(near) == 1 and layer[(whole := near.pop())] == count:
            found[word] = whole
    return found


def _frames(word: str) -> Iterator[Frame]:
    """Every run of one digit in a word, cut out."""
    for m in re.finditer(r"(\d)\1*", word):
        for start in range(m.start(), m.end()):
            for end in range(start + 1, m.end() + 1):
                if start or end < len(word):
                    yield word[:start], end - start, word[end:]


def _same_phrases(pages: Iterable[Sequence[Found]], read: dict[int, str]) -> dict[int, str]:
    """The same words on pages without a layer, where the two words behind them are the same too."""
    phrases: dict[tuple[str, ...], str] = {}
    for words in pages:
        phrases |= {_phrase(words, i): read[at] for i, (at, _) in enumerate(words) if at in read}
    phrases = {phrase: whole for phrase, whole in phrases.items() if all(phrase)}
    return {
        at: phrases[_phrase(words, i)]
        for words in pages
        for i, (at, _) in enumerate(words)
        if at not in read and _phrase(words, i) in phrases
    }


def _phrase(words: Sequence[Found], i: int) -> tuple[str, ...]:
    return tuple(word for _, word in words[i : i + 3]) if i + 2 < len(words) else ("",)


def _smallest(text: str, at: int, whole: str) -> Iterator[Edit]:
    """The run alone that is another sign; both words are equally long."""
    m = SIGNS_RE.search(whole)
    if m:
        start, end = at + m.start(), at + m.end()
        yield Edit(start, end, text[start:end], m.group(), "layer-sign", Safety.LIKELY, WHY)
