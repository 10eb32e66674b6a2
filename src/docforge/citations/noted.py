"""Works that notes cite in words, found in the list: "Jane Smith, The Book of Things (London 1999), 34".

In a note a work is cited in full, in short ("Smith, Book of Things, 40") or by year without brackets
("Müller 1999, S. 12"). It is linked where the family name of its first author is followed by words of one
entry's title, or by its year. What fits several entries is told; prose that names an author is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.citations.entries import fold, read_entry
from docforge.citations.grammar import (
    LOCATOR_RE,
    SAME_RE,
    SIGNAL_RE,
    YEAR_RE,
    Work,
    is_date_like,
    read_phrase,
)
from docforge.citations.index import ReferenceIndex, name_key
from docforge.citations.names import PARTICLES, word_set
from docforge.model.meta import CslItem, Reference
from docforge.model.text import inline_text

WORD_RE = re.compile(r"[^\W_][\w'’-]*")
SMALL = PARTICLES | word_set(
    "the of and in on for to from with by at as or its an der die das des dem den ein eine einer und von zur"
    " zum im am über für mit bei les un une et dans sur par pour au aux los las en con por para gli dei delle"
    " nel nella tra os das dos het een van voor op"
)
REACH = 260  # letters in which the title follows the name
GAP = 110  # letters that other authors may take
MOST = 24  # entries of one name, words of one title
YEARS_RE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# A sentence that ends between the name and the title: they do not belong together.
SENTENCE_RE = re.compile(
    r"(?<!\bed)(?<!\beds)(?<!\bhg)(?<!\bhrsg)(?<!\bdir)(?<!\bal)(?<!\bcur)(?<!\bred)(?<=[a-zß-ÿ]{2})[.?!]\s+(?=[^\W\d_a-zß-ÿ])"
)
SHORT_RE = re.compile(r"\.?\s*,\s*[“\"„«‘']?\s*(?P<title>[^,;:.()“”„«»\"]{4,120})")
GIVEN_RE = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[(\[;]))(?P<given>[^\W\d_a-zß-ÿ][\w'’-]*\.?)\s+$")


@dataclass(frozen=True, slots=True)
class Noted:
    """A stretch of a note that names a work: where its given names and its family name begin, what fits."""

    start: int
    family: int
    end: int
    fits: tuple[str, ...]
    locator: str = ""


@dataclass(frozen=True, slots=True)
class _Titled:
    """An entry as notes name it."""

    id: str
    initials: str
    title: tuple[str, ...]
    year: str


class NotedWorks:
    """The entries of a list by the family name of their first author."""

    def __init__(self, index: ReferenceIndex, references: Sequence[Reference]) -> None:
        self.index = index
        self._by_name: dict[str, list[_Titled]] = {}
        for reference in references:
            item = reference.csl
            if item == CslItem():
                item = read_entry(inline_text(reference.content) or reference.raw)
            first = next(iter(item.author or item.editor), None)
            if first is None:
                continue
            words = (first.family or first.literal).split()
            key = name_key(words[-1]) if words else ""
            initials = "".join(w[0] for w in re.findall(r"[^\W\d_]+", fold(first.given)))
            if len(key) > 1:
                titled = _Titled(
                    reference.id, initials, tuple(_own_words(item.title))[:MOST], item.issued[:4]
                )
                self._by_name.setdefault(key, []).append(titled)

    def find(self, text: str) -> list[Noted]:
        """The works that a paragraph of a note names, in its order."""
        found: list[Noted] = []
        last, done = "", 0
        for match in WORD_RE.finditer(text):
            if match.start() < done:
                continue
            key = name_key(match[0])
            same = bool(last) and bool(
                SAME_RE.fullmatch(match[0] + text[match.end() : match.end() + 1].strip())
            )
            entries = self._by_name.get(last if same else key, ())
            if not entries or len(entries) > MOST or not (same or match[0][0].isupper()):
                continue
            noted = self._dated(text, match) or self._titled(text, match, entries, same)
            if noted:
                found.append(noted)
                done = noted.end
                last = last if same else key
        return found

    def _dated(self, text: str, name: re.Match[str]) -> Noted | None:
        """ "Müller 1999, S. 12": names and a year without brackets."""
        year = YEAR_RE.search(text, name.end(), name.end() + 60)
        if not year or not year["year"] or text[year.start() - 1 : year.start()] not in (" ", "\u00a0"):
            return None
        phrase = read_phrase(text[name.start() : year.start()])
        if not phrase or phrase.prefix or name_key(phrase.names[0]) != name_key(name[0]):
            return None
        comma = text[: year.start()].rstrip().endswith(",")
        work = Work(
            name.start(), year.end(), phrase.names, phrase.et_al, year["year"], year["suffix"] or "",
            comma=comma, whole=phrase.whole,
        )  # fmt: skip
        fits = self.index.find(work)
        if not fits or is_date_like(work):
            return None
        place = LOCATOR_RE.match(text, year.end())
        end = place.end() if place else year.end()
        locator = place["locator"] if place else ""
        return Noted(name.start(), name.start(), end, tuple(e.id for e in fits), locator)

    def _titled(self, text: str, name: re.Match[str], entries: Sequence[_Titled], same: bool) -> Noted | None:
        """ "Smith, The Book of Things": a name, and behind it words of a title."""
        window = text[name.end() : name.end() + REACH].partition(";")[0]
        if not window.strip():
            return None
        given = None if same else GIVEN_RE.search(text, max(0, name.start() - 30), name.start())
        words = [(m.start(), key) for m in WORD_RE.finditer(window) if (key := _own_word(m[0]))]
        years = YEARS_RE.findall(window)
        fits: dict[str, tuple[int, bool]] = {}
        for entry in entries:
            if not same and given and _is_another(given["given"], entry.initials):
                continue
            run = _run(entry.title, words, window)
            dated = entry.year in years
            if _is_meant(entry, run, dated, years) or _is_short(entry, window):
                fits[entry.id] = (run, dated)
        if not fits:
            return None
        best = max(fits.values())
        ids = tuple(key for key, value in fits.items() if value == best)
        start = name.start()
        if given and any(e.id in ids and e.initials[:1] == fold(given["given"])[:1] for e in entries):
            start = given.start("given")
        return Noted(start, name.start(), name.end(), ids)


def _own_word(word: str) -> str:
    """A word as titles are compared by; "" for a small one."""
    key = name_key(word)
    return key if len(key) > 2 and key not in SMALL else ""


def _own_words(text: str) -> Iterator[str]:
    return (key for word in WORD_RE.findall(text) if (key := _own_word(word)))


def _run(title: Sequence[str], words: Sequence[tuple[int, str]], window: str) -> int:
    """The longest row of words of the title that follows the name soon, in one sentence with it."""
    best = 0
    for number, (at, word) in enumerate(words):
        if at > GAP:
            break
        for place in (n for n, own in enumerate(title) if own == word):
            length = 1
            while (
                place + length < len(title)
                and number + length < len(words)
                and title[place + length] == words[number + length][1]
            ):
                length += 1
            if length > best and not SENTENCE_RE.search(window, 0, at):
                best = length
    return best


def _is_meant(entry: _Titled, run: int, dated: bool, years: Sequence[str]) -> bool:
    """Whether a row of title words is enough: three, or the whole title, or two with the year."""
    if not entry.title:
        return False
    if years and not dated and entry.year:
        return run >= min(3, len(entry.title)) and run > 1
    whole = run == len(entry.title)
    return run >= 3 or (whole and (run > 1 or dated)) or (dated and run >= 2)


def _is_short(entry: _Titled, window: str) -> bool:
    """ ", Book of Things, 40": what stands up to the next sign is a part of the title."""
    match = SHORT_RE.match(window)
    short = tuple(_own_words(match["title"])) if match else ()
    if not short or (len(short) == 1 and len(short[0]) < 4):
        return False
    size = len(short)
    return any(entry.title[n : n + size] == short for n in range(len(entry.title) - size + 1))


def _is_another(given: str, initials: str) -> bool:
    """Whether the word before a family name is a given name of somebody else: "Karl" for "Smith, J."."""
    if not initials or SIGNAL_RE.fullmatch(f"{given} ") or SIGNAL_RE.fullmatch(given):
        return False
    return fold(given)[:1] not in initials
