"""Running heads, running feet and folios: printed on every page, part of no sentence.

They are set aside, never dropped: ``importers.harvest`` reads the original publication out of them. In their
place a form feed stays, because a page broke there and the rule for sentences over page breaks needs to know.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.parts.bylines import find_names
from docforge.repair.references.lists import find_heads
from docforge.repair.references.shapes import LINK_TAIL_RE
from docforge.repair.rules.pages.beside import PAGE_RULE_RE, edges_of, neighbours, stands_alone, stands_within
from docforge.repair.rules.pages.folios import FOLIO_RE, find_folios
from docforge.repair.rules.pages.page_anchors import with_pages
from docforge.repair.rules.pages.page_edges import (
    FEW,
    FLOAT_RE,
    TITLED_RE,
    edge_lines,
    stranded_marks,
    varies,
)

RANGE_RE = re.compile(r"\d ?[-–] ?[eS]?\d+\.?\s*$|\d,\d{3}\s*$")
LONGEST = 160  # characters of a running head line
LONGEST_CITED = 320  # of one in which an article cites itself, in a dump that sets paragraphs on one line
ASIDE = "running head"

PUBLICATION_RE = re.compile(
    r"\bISSN\b|\bISBN\b|\bDOI\b|doi\.org|\bvol(?:ume)?\b|\bjournal\b|\brevue\b|\brevista\b|\bdergi|\bzeitschrift\b"
    r"|\bissue\b|\bno\.|©|\bwww\.|\breview\b|\bbulletin\b|\bpage\b|\bSJIF\b|\bimpact factor\b",
    re.IGNORECASE,
)
PERIODICAL_RE = re.compile(
    r"\b(?:journal|review|bulletin|annals|proceedings|transactions|quarterly|magazine|revue|revista|rivista"
    r"|zeitschrift|dergi\w*|archiv\w*)\b",
    re.IGNORECASE,
)
ENTRY_RE = re.compile(r"[\s*_]*\[?\d{1,3}[.\])]\s+[^\W\d_].*\S")
EDGE_NUMBER_RE = re.compile(r"^\d{1,4}(?=\D)\s*|\s*(?<=\D)\d{1,4}$")
MARKUP_RE = re.compile(r"^[#>*_\s-]+|[*_\s]+$")


# The date that a browser prints on each page: "11/22/26, 10:32 AM".
STAMP_RE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}(?: ?[AP]M)?", re.IGNORECASE)


DOI_ALONE_RE = re.compile(r"\W*(?:doi\s*:?\s*|https?://\S*?)?10\.\d{4,}/\S+", re.IGNORECASE)
# The digits of an address say which page it leads to; no number of this page is among them.
DIGITS_RE = re.compile(r"(10\.\d{4,}/\S+)|\d+")


def _without_digits(line: str) -> str:
    return DIGITS_RE.sub(lambda m: m[1] or "#", line).strip().casefold()


def _shape(line: str) -> str:
    """A line with what changes from page to page taken out: case, digits, spacing, markup."""
    return _without_digits(re.sub(r"\s+", " ", MARKUP_RE.sub("", line)))


def _core(line: str) -> str:
    """The shape without a page number at either end, glued or not: "43Journal of ..." -> "journal of ..."."""
    bare = re.sub(r"\s+", " ", MARKUP_RE.sub("", line)).strip()
    if DOI_ALONE_RE.fullmatch(bare):
        return _without_digits(bare)
    return _without_digits(EDGE_NUMBER_RE.sub("", EDGE_NUMBER_RE.sub("", bare)))


def _tokens(line: str) -> list[str]:
    return [t.strip(".,:;()").casefold() for t in line.split()]


def find_running_heads(text: str, scene: Scene) -> Iterator[Edit]:
    """Lines that come back page after page, and their split, re-ordered, misread and fused variants."""
    lines = split_lines(text)
    lines, anchors = (lines, {}) if "\f" in text else with_pages(lines)
    outer = anchors | edge_lines(lines)
    heads = {
        **_repeated(lines, text),
        **{i: why for i, why in outer.items() if not FOLIO_RE.match(lines[i].text)},
    }
    heads |= _variants(lines, heads)
    # "18–24. [CrossRef]" ends many entries of a reference list.
    heads = {i: why for i, why in heads.items() if not LINK_TAIL_RE.search(lines[i].text[-60:])}
    for i in _title_lines(lines, heads):
        del heads[i]
        outer.pop(i, None)
    folios = {**find_folios(lines, heads), **{i: why for i, why in outer.items() if i not in heads}}
    if "\f" in text:
        listed = max((head for head, _ in find_heads(text)), default=len(text))
        for i in stranded_marks(lines, {*heads, *folios}):
            if lines[i].start > listed and lines[i].text.strip()[0].isdigit():
                continue  # the numbers of a reference list tell how many entries it has
            line, why = lines[i], "the mark of a list item, apart from the item at the end of the page"
            yield Edit(line.start, line.end, line.text, "", "running-head", Safety.LIKELY, why, "list mark")
    for line in lines:
        if PAGE_RULE_RE.fullmatch(line.text) and any(i in heads for i in neighbours(lines, line)):
            yield Edit(
                line.start,
                line.end,
                line.text,
                "\f",
                "running-head",
                Safety.LIKELY,
                "a rule between pages",
                "layout",
            )
    for line in lines:
        if line.index in heads or line.index in folios:
            yield _aside(
                line,
                "folio" if line.index in folios else ASIDE,
                heads.get(line.index, folios.get(line.index, "")),
            )
    if heads:
        yield from _fused(lines, heads)


def _title_lines(lines: list[Line], heads: dict[int, str]) -> list[int]:
    """Heads of the first page that are the title itself: names stand below, or a copy stands above."""
    first = [line for line in lines[:200] if not line.blank and line.page == 0][:15]
    above: set[str] = set()
    found = []
    for line, after in pairwise(first):
        shape = _shape(line.text)
        if line.index not in heads or "#" in shape or PUBLICATION_RE.search(shape):
            continue
        named = after.index not in heads and len(find_names(after.text.replace("*", ""))) >= 2
        if any(a.endswith(shape) for a in above) or (named and not PERIODICAL_RE.search(shape)):
            found.append(line.index)
        above.add(shape)
    return found


def _aside(line: Line, kind: str, why: str) -> Edit:
    return Edit(
        line.start,
        line.end,
        line.text,
        "\f",
        "running-head" if kind == ASIDE else "folio",
        Safety.LIKELY,
        why,
        kind,
    )


def _too_long(text: str) -> bool:
    return len(text) > LONGEST and (len(text) > LONGEST_CITED or not PUBLICATION_RE.search(text))


def _repeated(lines: list[Line], text: str) -> dict[int, str]:
    """Index -> reason for lines that repeat as furniture does: far apart, with a sign of print about them."""
    edges, outer = edges_of(lines), edges_of(lines, 5)
    groups: dict[str, list[Line]] = defaultdict(list)
    cores: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if line.blank or _too_long(line.text) or "\t" in line.text.strip() or not stands_alone(lines, line):
            continue
        if FLOAT_RE.match(line.text):
            continue
        shape, core = _shape(line.text), _core(line.text)
        # A date and time have hardly a letter; at page edges they are furniture all the same.
        dated = line.index in edges and len(re.findall(r"\d+", line.text)) >= 3
        if dated or len(re.findall(r"[^\W\d_]", shape)) >= 3:
            groups[shape].append(line)
            if len(core) >= 8:
                cores[core].append(line)
    heads: dict[int, str] = {}
    few = lines[-1].page < FEW
    for shape, found in groups.items():
        if varies(found):
            continue
        apart = (found[-1].start - found[0].start) / max(1, len(found) - 1)
        on_edge = sum(line.index in edges for line in found)
        if len(found) >= 3 and apart >= 600:
            breaks = sum(_breaks_a_sentence(lines, line) for line in found)
            published = PUBLICATION_RE.search(shape) and "#" in shape
            if published or on_edge * 2 >= len(found) or breaks * 3 >= len(found):
                heads |= {line.index: f"the line comes {len(found)} times, page after page" for line in found}
        elif (
            few
            and len(found) >= 2
            and on_edge == len(found)
            and apart >= 600
            and TITLED_RE.match(found[0].text)
        ):
            heads |= {line.index: f"the line stands at the edge of {len(found)} pages" for line in found}
    for core, found in cores.items():
        numbered = [line for line in found if _core(line.text) != _shape(line.text)]
        alike = len(found) == 2 and found[0].text.strip() == found[1].text.strip()
        if alike or any(RANGE_RE.search(line.text) or ENTRY_RE.match(line.text) for line in found):
            continue  # the same number twice, an entry's own, or the pages of a reference: no folio
        apart = (found[-1].start - found[0].start) / max(1, len(found) - 1)
        placed = not edges or all(line.index in outer for line in found)
        if len(found) >= 2 and numbered and placed and apart >= 600 and not is_finished(core):
            for line in found:
                heads.setdefault(line.index, f"the line comes {len(found)} times, with a page number")
    stamps = [line.index for line in lines if STAMP_RE.fullmatch(MARKUP_RE.sub("", line.text).strip())]
    if len(stamps) >= 2:
        heads |= {i: f"the browser's date, printed on {len(stamps)} pages" for i in stamps}
    if edges and heads:
        _misread(lines, edges, heads)
    return heads


def _misread(lines: list[Line], edges: set[int], heads: dict[int, str]) -> None:
    """Add lines at page edges that are a head but for a few letters (OCR)."""
    shapes = sorted({_core(lines[i].text) for i in heads})
    for index in sorted(edges - set(heads)):
        core = _core(lines[index].text)
        if len(core) >= 8 and len(core) <= LONGEST:
            for shape in shapes:
                likeness = SequenceMatcher(None, core, shape, autojunk=False)
                if likeness.quick_ratio() >= 0.85 and likeness.ratio() >= 0.85:
                    heads[index] = "at a page edge, and a running head but for a few letters"
                    break


def _breaks_a_sentence(lines: list[Line], line: Line) -> bool:
    if stands_within(lines, line):
        return True
    for before in reversed(lines[max(0, line.index - 8) : line.index]):
        if not before.blank and (len(before.text) > LONGEST or is_finished(before.text)):
            return not is_finished(before.text)
    return False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """Words of the heads; the long ones also with one letter masked, so that a misread letter is found."""

    words: frozenset[str]
    masked: frozenset[str]
    numbers: frozenset[str]  # beginnings of words, to know a number that was cut

    @staticmethod
    def of(words: Iterable[str]) -> _Vocabulary:
        known = frozenset(words)
        return _Vocabulary(
            known,
            frozenset(mask for word in known if len(word) >= 4 for mask in _masks(word)),
            frozenset(word[:n] for word in known for n in range(1, len(word) + 1) if word[:n].isdigit()),
        )

    def near(self, token: str) -> bool:
        """Is the token one of the words, or one misread letter away ("SIIF" for "SJIF")?"""
        if token in self.words:
            return True
        if not 4 <= len(token) <= LONGEST or any(c.isdigit() for c in token):
            return False
        return any(mask in self.masked for mask in _masks(token))


def _masks(word: str) -> Iterator[str]:
    return (f"{word[:i]}\0{word[i + 1 :]}" for i in range(min(len(word), LONGEST)))


def _vocabulary(lines: list[Line], heads: dict[int, str]) -> _Vocabulary:
    """Words of the heads that carry publication facts; a head of plain words explains only itself."""
    strong = [
        lines[i].text
        for i in heads
        if re.search(r"\d", lines[i].text) and PUBLICATION_RE.search(lines[i].text)
    ]
    return _Vocabulary.of(token for line in strong for token in _tokens(line) if token)


def _variants(lines: list[Line], heads: dict[int, str]) -> dict[int, str]:
    """Lines of nothing but the heads' words: split over lines, in another order, with a misread letter."""
    vocabulary = _vocabulary(lines, heads)
    found: dict[int, str] = {}
    if not vocabulary.words:
        return found
    for line in lines:
        if line.blank or line.index in heads or _too_long(line.text):
            continue
        tokens = [t for t in _tokens(line.text) if t]
        if not all(vocabulary.near(t) or t in vocabulary.numbers for t in tokens):
            continue
        telling = len(tokens) >= 3 or (len(tokens) == 2 and any(re.search(r"\d{3}", t) for t in tokens))
        if telling and (PUBLICATION_RE.search(line.text) or re.search(r"\d", line.text)):
            found[line.index] = "made of the words of the running heads only"
    return found


def _fused(lines: list[Line], heads: dict[int, str]) -> Iterator[Edit]:
    """A head before the text of its line: "JOURNAL ISSN 1234 Vol. 1 3 projects with ..."."""
    vocabulary = _vocabulary(lines, heads)
    if not vocabulary.words:
        return
    for line in lines:
        if line.index in heads or line.blank or len(line.text) < 40:
            continue
        tokens = list(re.finditer(r"\S+", line.text[:600]))
        near = vocabulary.near
        # A head stands at the beginning of the line, or it is none: most lines are told by a few words.
        if not any(near(t.group().strip(".,:;()").casefold()) for t in tokens[3:16:4]):
            continue
        known = [near(t.group().strip(".,:;()").casefold()) for t in tokens]
        start = next(
            (i for i, k in enumerate(known) if k and all(known[i : i + 4]) and len(known[i : i + 4]) == 4),
            None,
        )
        if start is None or start > 12:
            continue
        end = start
        while end < len(known) and known[end]:
            end += 1
        facts = sum(bool(re.search(r"\d", t.group())) for t in tokens[start:end])
        if end - start < 6 or facts < 2:
            continue
        first = start
        if start and PERIODICAL_RE.search(line.text[: tokens[start].end()]):
            first = 0
        cut = slice(tokens[first].start(), tokens[end - 1].end())
        yield Edit(
            line.start + cut.start,
            line.start + cut.stop,
            line.text[cut],
            "\f",
            "running-head",
            Safety.LIKELY,
            "the words of the running heads, run together with the text that follows",
            ASIDE,
        )
