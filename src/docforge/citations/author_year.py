"""Author-year citations of one run of text: "(see Panda, 2021a; Banka & Bussmann, 2023)", "Panda (2021a)".

A citation is a hit only where exactly one entry fits each work; what fits none or several is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.citations.clusters import Hit, make_cite
from docforge.citations.grammar import (
    DATE_WORDS,
    NamePhrase,
    Work,
    is_date_like,
    narrative_starts,
    parse_group,
    read_phrase,
)
from docforge.citations.index import Entry, ReferenceIndex
from docforge.citations.runs import Run
from docforge.citations.telling import Told
from docforge.model.nodes import CiteItem

GAP_RE = re.compile(r"\s*[;,]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|[–-]?")
PART_RE = re.compile(r"\s*(?P<part>[^;]{1,400})")
UNREAD_RE = re.compile(
    r"\s*(?:see\s+|cf\.\s*)?(?P<name>[^\W\d_][\w'’-]+)[^;]*?(?:,\s*(?:1[5-9]|20)\d\d|\b(?:1[5-9]|20)\d\d[a-z])\b"
)


@dataclass(slots=True)
class AuthorYear:
    """Looks works up by their names and year."""

    index: ReferenceIndex
    told: Told

    def group(self, run: Run, start: int, end: int, same: NamePhrase | None) -> list[Hit]:
        """ "(see Panda, 2021a; Banka & Bussmann, 2023)"; works that stay open split the group."""
        text, inner = run.text, start + 1
        parsed = parse_group(text[inner : end - 1], same=same)
        self._tell_unread(run, inner, end - 1, parsed)
        works = [w for w in parsed if w.comma or not is_date_like(w)]
        # The letter at the end of "2021a–c" is shown with what it belongs to.
        shown = [w.start if w.end - w.start > 2 else works[0].start for w in works]
        linked = [
            (w, self._one_entry(w, run, inner + start, inner + w.end))
            for w, start in zip(works, shown, strict=True)
        ]
        stretches: list[list[tuple[Work, Entry]]] = []
        last_end = -1
        for work, entry in linked:
            if entry is None:
                last_end = -1
                continue
            gap = text[inner + last_end : inner + work.start] if last_end >= 0 else ""
            if last_end >= 0 and GAP_RE.fullmatch(gap):
                stretches[-1].append((work, entry))
            else:
                stretches.append([(work, entry)])
            last_end = work.end
        hits = []
        for stretch in stretches:
            first, last = inner + stretch[0][0].start, inner + stretch[-1][0].end
            whole = not text[inner:first].strip() and not text[last : end - 1].strip()
            low, high = (start, end) if whole else (first, last)
            pieces = _pieces(text, inner, stretch)
            hits.append((low, high, make_cite(pieces, text[low:first], text[last:high])))
        return hits

    def _one_entry(self, work: Work, run: Run, start: int, end: int) -> Entry | None:
        """The entry a work is linked to; says so where there is none or more than one.

        "(London: Press, 1999)" behind a title is no citation.
        """
        fits = self.index.find(work) or self.index.find_loosely(work)
        if not fits and work.other:
            fits = self.index.find(replace(work, year=work.other, suffix=""))
        if len(fits) == 1:
            return fits[0]
        if fits:
            self.told.ambiguous(run, start, end, fits)
        elif (
            not is_date_like(work)
            and not any(":" in name for name in work.names)
            and (work.comma or work.et_al or len(work.names) > 1 or self.index.knows(work))
        ):
            self.told.unlinked(run, start, end, work)
        return None

    def _tell_unread(self, run: Run, start: int, end: int, works: Sequence[Work]) -> None:
        """Parts that begin with a known author and hold a year, but read like nothing: "Panda, 2021a–c"."""
        ends = [w.end for w in works]
        for match in PART_RE.finditer(run.text, start, end):
            low, high = match.start() - start, match.end() - start
            behind = bisect_right(ends, low)
            if behind < len(works) and works[behind].start < high:
                continue
            lead = UNREAD_RE.match(match[0])
            if lead and lead["name"].casefold() not in DATE_WORDS and self.index.knows_name(lead["name"]):
                self.told.unlinked(run, match.start("part"), match.end())

    def narrative(self, run: Run, bracket: int, end: int) -> list[Hit]:
        """ "Berger and Lund (2023a, p. 5)": the longest names before the bracket that fit one entry."""
        text, inner = run.text, bracket + 1
        open_: list[tuple[int, Work, tuple[Entry, ...]]] = []
        loose: list[tuple[int, list[Work], list[tuple[Entry, ...]]]] = []
        for start in narrative_starts(text, bracket):
            phrase = read_phrase(text[start:bracket])
            if phrase is None or phrase.prefix:
                continue
            works = parse_group(
                text[inner : end - 1], NamePhrase(phrase.names, phrase.et_al, "", phrase.whole)
            )
            if not works or text[inner + works[-1].end : end - 1].strip():
                continue
            fits = [self.index.find(w) for w in works]
            if all(len(f) == 1 for f in fits):
                return [_narrated(text, start, inner, end, works, [f[0] for f in fits])]
            open_ += [(start, w, f) for w, f in zip(works, fits, strict=True) if len(f) != 1]
            loose.append((start, works, fits))
        for start, works, fits in loose:
            found = [
                f or self.index.find_loosely(w, narrative=True) for w, f in zip(works, fits, strict=True)
            ]
            if all(len(f) == 1 for f in found):
                return [_narrated(text, start, inner, end, works, [f[0] for f in found])]
        for start, _, fits_of_work in open_:
            if len(fits_of_work) > 1:
                self.told.ambiguous(run, start, end, fits_of_work)
                return []
        # The shortest names are the likeliest: "In Panda (2019)" is Panda.
        for start, work, _ in reversed(open_):
            if self.index.knows(work) or ((work.et_al or work.suffix) and not is_date_like(work)):
                self.told.unlinked(run, start, end, work)
                return []
        return []


def _narrated(
    text: str, start: int, inner: int, end: int, works: Sequence[Work], entries: Sequence[Entry]
) -> Hit:
    pieces = _pieces(text, inner, list(zip(works, entries, strict=True)))
    head, tail = text[start : inner + works[0].start], text[inner + works[-1].end : end]
    pieces[0] = (replace(pieces[0][0], printed=head + pieces[0][0].printed), pieces[0][1])
    pieces[-1] = (replace(pieces[-1][0], printed=pieces[-1][0].printed + tail), "")
    return start, end, replace(make_cite(pieces, "", ""), narrative=True)


def _pieces(text: str, inner: int, stretch: Sequence[tuple[Work, Entry]]) -> list[tuple[CiteItem, str]]:
    """Items with the text between each and the next."""
    pieces = []
    for number, (work, entry) in enumerate(stretch):
        after = (
            text[inner + work.end : inner + stretch[number + 1][0].start] if number + 1 < len(stretch) else ""
        )
        printed = text[inner + work.start : inner + work.end]
        pieces.append((CiteItem(entry.id, printed, work.prefix.strip(), work.locator), after))
    return pieces
