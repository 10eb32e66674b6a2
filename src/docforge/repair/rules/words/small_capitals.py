"""Headings set in small capitals by a font that tells the two sizes of a capital apart for some letters only.

A dump of such a font gives each letter one case of its own, the same in every heading: "concLuSion",
"Learning goaLS". Several such lines that agree on the case of every letter show the font, and no author
writes so. The words are set in small letters, as small capitals stand for; a rare word that the text
elsewhere never begins with a small letter keeps its capital.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.words.lexicon import Lexicon

LONGEST = 90
RARE = 10.0  # of a million words: a word that is no name would stand in small letters somewhere
LEAST = 2  # lines that show the font: one is a name or a typing error
WORD_RE = re.compile(r"[^\W\d_]+")
MIXED_RE = re.compile(r"[a-zß-ÿ][A-ZÀ-Þ]")
LINE_RE = re.compile(
    r"[ \t]*(?:#{1,6} )?(?:\d{1,2}(?:\.\d{1,2})*\.? )*[^\W\d_]+(?:[ ,'’‘“”:?&/-]{1,3}[^\W\d_]+)*[:?]?[ \t]*"
)
WHY = "small capitals of a font whose dump gives each letter one case: set in small letters"


def find_small_capitals(text: str, scene: Scene) -> Iterator[Edit]:
    """Small letters for headings in small capitals: "concLuSion" -> "Conclusion"."""
    lines = split_lines(text)
    shown = [line for line in lines if _shows_font(line.text, scene.lexicon)]
    if len({line.text for line in shown}) < LEAST:
        return
    cases = _cases(shown)
    odd = {line.index for line in shown if _agrees(line.text, cases)}
    forms = Counter(WORD_RE.findall(text))
    own = Counter(word for i in odd for word in WORD_RE.findall(lines[i].text))
    odd = {i for i in odd if not any(forms[w] > own[w] for w in _mixed(lines[i].text))}
    if not _agree(lines[i].text for i in odd):
        return
    odd |= {line.index for line in lines if line.index not in odd and _stands(lines, line, cases)}
    forms.subtract(word for i in odd for word in WORD_RE.findall(lines[i].text))
    for i in sorted(odd):
        line = lines[i]
        begins = i - 1 not in odd
        for m in WORD_RE.finditer(line.text):
            word = _small(m.group(), forms, scene.lexicon)
            word = word[:1].upper() + word[1:] if begins else word
            begins = False
            if word != m.group():
                at = line.start + m.start()
                yield Edit(at, at + len(word), m.group(), word, "small-capitals", Safety.LIKELY, WHY)


def _shows_font(line: str, lexicon: Lexicon) -> bool:
    """Does a short line hold words of the language with capitals inside, each letter in one case?"""
    bare = line.strip()
    if not 6 <= len(bare) <= LONGEST or not MIXED_RE.search(bare) or not LINE_RE.fullmatch(line):
        return False
    letters = set("".join(WORD_RE.findall(bare)))
    if any(c.lower() != c and c.lower() in letters for c in letters):
        return False
    words = _mixed(bare)
    return sum(len(w) > 3 and lexicon.common(w) >= 0.1 for w in words) * 2 >= len(words) > 0


def _mixed(line: str) -> list[str]:
    return [w for w in WORD_RE.findall(line) if MIXED_RE.search(w)]


def _cases(shown: Sequence[Line]) -> dict[str, str]:
    """The case of each letter, as most of the lines have it."""
    votes: Counter[str] = Counter()
    for line in shown:
        votes.update(set("".join(WORD_RE.findall(line.text))))
    return {c.lower(): c for c, _ in sorted(votes.items(), key=lambda item: item[1])}


def _agree(shown: Iterable[str]) -> bool:
    """Do several lines have the same letter as a capital inside a word: "concLuSion", "Learning goaLS"?"""
    inner = Counter(
        c for line in set(shown) for c in set("".join(w[1:] for w in _mixed(line))) if c.isupper()
    )
    return any(count >= LEAST for count in inner.values())


def _agrees(line: str, cases: dict[str, str]) -> bool:
    return all(cases.get(c.lower(), c) == c for c in "".join(WORD_RE.findall(line)))


def _stands(lines: Sequence[Line], line: Line, cases: dict[str, str]) -> bool:
    """A short line in the same font on its own: "content" between paragraphs."""
    bare = line.text.strip()
    if not 4 <= len(bare) <= LONGEST or len(bare.split()) > 8 or not LINE_RE.fullmatch(line.text):
        return False
    word = WORD_RE.search(bare)
    if word is None or not word.group()[0].islower() or not _agrees(bare, cases):
        return False
    above = lines[line.index - 1].text if line.index else ""
    below = next((x.text for x in lines[line.index + 1 : line.index + 3] if not x.blank), "")
    return (not above.strip() or is_finished(above)) and bool(re.match(r"\s*[^\W\d_a-zß-ÿ]", below))


def _small(word: str, forms: Counter[str], lexicon: Lexicon) -> str:
    """The word in small letters, or as the rest of the text writes it: "GitHub", "python" -> "Python"."""
    small, title = word.lower(), word.capitalize()
    if not forms[small] and forms[title] > 1 and lexicon.common(small) < RARE:
        return title
    return word.upper() if forms[word.upper()] > forms[small] + forms[title] else small
