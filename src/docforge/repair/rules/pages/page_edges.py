"""Lines that stand at the edges of page after page, where form feeds tell the pages.

A running head may run over several lines, be cut by OCR, change sides, or carry a number that changes. What
it always does is stand outermost: so lines are taken from the edge of a page inwards, as long as each comes
back at the same edge of other pages, is a piece of one that does, or is a page number.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from docforge.repair.lines import Line

LONG = 50  # characters of a line that is known though most of its words are misread
FEW = 8  # pages of a text in which a head of left or right pages may come twice only
DEPTH = 6  # lines looked at from each edge of a page
WORD_RE = re.compile(r"[^\W\d_]{2,}")
SIGNS_RE = re.compile(r"[\W\d_]+")
NUMBER_RE = re.compile(r"\d+")
FLOAT_RE = re.compile(r"[\s*_#]*(?:table|fig(?:ure|\.)?|box|scheme)\s*(?:\d|\W*\S{0,3}\s*$)", re.IGNORECASE)
SECTION_RE = re.compile(r"[\s*_#]*\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_]")
# The last line of a paragraph, or of several captions: "compared to the control group."
LAST_RE = re.compile(
    r"(?!.*(?:/|www\.|doi|@|[©|]|(?:19|20)\d\d))\s*[a-zß-ÿ](?:\D*|\S*\s+\S+\s+\S.*)[.!?]\s*$"
)
BARE_RE = re.compile(r"[\W\d_]*(?:(?:page|p)\b[\W\d_]*)?(?:(?:of|/)[\W\d_]*)?", re.IGNORECASE)
FOLIO_END_RE = re.compile(r"[\s#]*(?:(?:of|/)[\s#]*)?$")
FOLIO_RE = re.compile(r"\s*[-–—]?\s*(\d{1,4})\s*[-–—]?\s*")
# A head of left or right pages alone may come twice only; like ends of two sentences must not pass for one.
TITLED_RE = re.compile(r"\s*(?:\d{1,4}\s+)?[^\W\d_a-zß-ÿ](?=.*[^\W\d_]{3})(?=.{12}).*[^.:;,\s]\s*$")


Numbers = list[frozenset[tuple[str, int]]]


@dataclass
class _Group:
    """Lines of one edge that are the same but for numbers and misread letters."""

    words: frozenset[str]
    key: str
    pages: set[int] = field(default_factory=set)
    titled: bool = False
    numbers: list[Numbers] = field(default_factory=list)  # of each line

    @cached_property
    def shared(self) -> frozenset[tuple[str, int]]:
        """What most of the lines have: numbers, and folios, told by how far they are from the page."""
        counts = Counter(fact for facts in self.numbers for fact in set().union(*facts))
        return frozenset(fact for fact, c in counts.items() if c >= 2 and c * 2 > len(self.numbers))

    def strange(self, numbers: Numbers) -> bool:
        """Has a line other numbers than those that most lines share?"""
        known = sum(not self.shared.isdisjoint(facts) for facts in numbers)
        return len(numbers) >= 2 and known * 2 < len(numbers)

    @cached_property
    def grams(self) -> frozenset[str]:
        return _grams(self.key)

    @property
    def core(self) -> str:
        """The key without a folio at its end: "journal #, # of #" -> "journal #,"."""
        return FOLIO_END_RE.sub("", self.key)


def is_text(line: str) -> bool:
    """Is it a label, a numbered heading or the end of a sentence, however often its like comes?"""
    return any(r.match(line) for r in (FLOAT_RE, SECTION_RE, LAST_RE))


def _key(text: str) -> str:
    return NUMBER_RE.sub("#", " ".join(text.split())).casefold()


def _numbers(line: Line) -> Numbers:
    """What each number of the line may be: one that stays, or a folio that counts on with the pages."""
    found = [int(n[:9]) for n in NUMBER_RE.findall(line.text)]
    return [frozenset((("number", n), ("folio", n - line.page))) for n in found]


def varies(lines: Sequence[Line]) -> bool:
    """Do the numbers of like lines neither stay nor count on from page to page: "Journal, 12(3), 45-67"?"""
    group = _Group(frozenset(), "", numbers=[_numbers(line) for line in lines])
    return sum(map(group.strange, group.numbers)) * 2 > len(lines)


def _words(text: str) -> frozenset[str]:
    return frozenset(WORD_RE.findall(text.casefold()))


def edge_lines(lines: Sequence[Line]) -> dict[int, str]:
    """Index -> reason of the lines at page edges that come back on other pages."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.blank:
            pages[line.page].append(line)
    full = {n: page for n, page in pages.items() if len(page) >= 3}
    if len(full) < 2:
        return {}
    found: dict[int, str] = {}
    heads: list[_Group] = []
    for side in (1, -1):
        edges = {n: page[::side][: min(DEPTH, len(page) // 2)] for n, page in full.items()}
        groups = _grouped(edges)
        strong = [
            g
            for g in groups
            if len(g.pages) >= (2 if len(full) == 2 or (g.titled and len(full) <= FEW) else 3)
            and sum(map(g.strange, g.numbers)) * 2 <= len(g.numbers)
        ]
        heads += [g for g in strong if len(g.pages) >= 3]
        inner: dict[int, list[int]] = defaultdict(list)
        for page, edge in edges.items():
            chain = _chain(edge, strong)
            for line, why in chain:
                found[line.index] = why
            beside = edge[len(chain)] if 0 < len(chain) < len(edge) else None
            if beside is not None and (number := FOLIO_RE.fullmatch(beside.text)):
                inner[int(number[1]) - page].append(beside.index)
        for same in inner.values():
            if len(same) >= 2:
                found |= {i: f"page numbers that count on over {len(same)} pages" for i in same}
    for filled in full.values():
        for side in (1, -1):
            found |= _facts(filled[::side][:DEPTH], heads, found)
    keys = Counter(_key(lines[i].text) for i in found)
    steady = {key for key, n in keys.items() if n >= 2 and len(_words(key)) >= 3}
    opening = next(iter(pages), 0)  # the title on the first page may be the running head's
    for i, line in enumerate(lines):
        if line.page == opening or i in found or line.blank:
            continue
        if len(line.text) > 160 or _key(line.text) not in steady:
            continue
        if _alone(lines, i) or len(line.text.split()) >= 4:
            found[i] = "a running head that stands at the edge of other pages"
    return found


def _facts(edge: list[Line], heads: list[_Group], found: dict[int, str]) -> dict[int, str]:
    """Lines at an edge that has no running head, but the facts of one and more: "Title 2, 18; doi:10.1/x"."""
    facts: dict[int, str] = {}
    sure = False
    for line in edge:
        key, words = _key(line.text), _words(line.text)
        if line.index in found:
            return {}
        if any(key.startswith(g.core) and len(g.core) >= 10 and " " in g.core for g in heads):
            sure = True
        elif not (words and len(line.text.split()) == 1 and any(words & g.words for g in heads)):
            break
        facts[line.index] = "the facts of a running head, with others beside them"
    return facts if sure else {}


def _alone(lines: Sequence[Line], i: int) -> bool:
    return (
        (not i or lines[i - 1].blank) and (i + 1 == len(lines) or lines[i + 1].blank) and not lines[i].blank
    )


def _grouped(edges: dict[int, list[Line]]) -> list[_Group]:
    """The groups of the lines of one edge of all pages."""
    groups: list[_Group] = []
    by_key: dict[str, _Group] = {}
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for page, edge in edges.items():
        for line in edge:
            key, words = _key(line.text), _words(line.text)
            if sum(map(len, words)) < 3 or is_text(line.text):
                continue
            group = by_key.get(key)
            if group is None:
                near = (
                    {id(g): g for w in sorted(words) for g in by_word[w][-8:]}.values()
                    if len(words) >= 3
                    else ()
                )
                group = next((g for g in near if _alike(words, key, g)), None)
                if group is not None:
                    group.titled = False
            if group is None:
                group = _Group(words, key, titled=bool(TITLED_RE.match(line.text)))
                groups.append(group)
                for word in words:
                    by_word[word].append(group)
            by_key[key] = group
            group.pages.add(page)
            group.numbers.append(_numbers(line))
    return groups


def _alike(words: frozenset[str], key: str, group: _Group) -> bool:
    """The same line but for a few words, or a long one in which OCR has misread every other word."""
    shared = len(words & group.words)
    if shared * 5 >= 3 * len(words | group.words):
        return True
    if shared < 2 or len(key) < LONG or len(group.key) < LONG:
        return False
    own = _grams(key)
    return len(own & group.grams) * 5 >= 2 * len(own | group.grams)


@lru_cache(maxsize=64)
def _grams(key: str) -> frozenset[str]:
    bare = SIGNS_RE.sub("", key)
    return frozenset(map("".join, zip(bare, bare[1:], bare[2:], strict=False)))


def _chain(edge: list[Line], strong: list[_Group]) -> list[tuple[Line, str]]:
    """The lines of one page's edge that belong to the furniture, from the edge inwards."""
    kinds = [_membership(line, strong) for line in edge]
    last = max((i for i, k in enumerate(kinds) if k.startswith("the line")), default=-1)
    if last < 0:
        return []
    stop = next((i for i, k in enumerate(kinds) if not k), len(kinds))
    if stop <= last:
        # A single line of another make may stand between: a date, a cut piece.
        single = len(edge[stop].text.strip()) < 30 and not is_text(edge[stop].text)
        if single and all(kinds[stop + 1 : last + 1]):
            stop = last + 1
        else:
            last = max((i for i, k in enumerate(kinds[:stop]) if k.startswith("the line")), default=-1)
    return [(edge[i], kinds[i] or "it stands between lines of the running head") for i in range(last + 1)]


def _membership(line: Line, strong: list[_Group]) -> str:
    key, words = _key(line.text), _words(line.text)
    if BARE_RE.fullmatch(line.text):
        return "a page number beside a running head"
    if is_text(line.text):
        return ""
    for group in strong:
        if (group.key == key or (len(words) >= 3 and _alike(words, key, group))) and not group.strange(
            _numbers(line)
        ):
            return f"the line stands at the edge of {len(group.pages)} pages"
    bare = key.strip(" .,#")
    for group in strong:
        if (
            len(bare) >= 10
            and len(words) >= 2
            and (group.key.startswith(bare) or group.key.rstrip(" .#").endswith(bare))
        ):
            return "the line is a piece of a running head"
        if bare and bare in group.key:
            return "a piece of a running head"
    return ""


MARK_RE = re.compile(r"\s*(?:[•·‣▪●○◦∙–]|\(?(?:\d{1,3}|[a-z])[.)])\s*")


def stranded_marks(lines: Sequence[Line], taken: Container[int]) -> list[int]:
    """Marks of list items that a dump gives apart from the items, at the end of a page."""
    found: list[int] = []
    run: list[int] = []
    for i in range(len(lines) - 1, -1, -1):
        line = lines[i]
        if i + 1 == len(lines) or line.page != lines[i + 1].page:
            found += run
            run, going = [], True
        if line.blank or i in taken or not going:
            continue
        going = MARK_RE.fullmatch(line.text) is not None
        if going:
            run.append(i)
    return [*found, *run]
