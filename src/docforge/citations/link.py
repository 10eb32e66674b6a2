"""Citations in the text, linked to the reference list: Document in, Document with ``Cite`` nodes out.

A citation becomes a ``Cite`` only where exactly one entry fits each work; ``Cite.printed`` is the replaced
text, sign by sign. What fits none or several stays text and is told. Italic "et al." inside becomes plain.
Citations that other inlines interrupt (a link in the middle) and superscript numbers are not looked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.citations.backward import Memory, find_backward, same_persons
from docforge.citations.grammar import (
    DATE_WORDS,
    NARRATIVE_RE,
    NUMERIC_RE,
    NamePhrase,
    Work,
    is_date_like,
    narrative_starts,
    parse_group,
    read_phrase,
)
from docforge.citations.index import Entry, ReferenceIndex
from docforge.citations.numeric import (
    LEAST,
    RAISED_RE,
    ROUND_RE,
    cited_numbers,
    cites_in_round_brackets,
    cites_raised,
    join_ranges,
    numbers_of,
    raised_numbers,
    read_group,
)
from docforge.citations.runs import Run, run_text
from docforge.citations.telling import Told, numbers_without_places, without_list
from docforge.diagnostics import Diagnostic, sort_diagnostics
from docforge.model.meta import Document
from docforge.model.nodes import (
    Bold,
    Cite,
    CiteItem,
    Inline,
    Inlines,
    Italic,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Underline,
)
from docforge.model.text import inline_text
from docforge.model.walk import map_inlines

# A bracket with numbers inside round ones is a group of its own: "(see Table 2 [12])". A scan mixes brackets.
GROUP_RE = re.compile(
    r"[\[({][\dlIO|][\dlIO|\s,;.–—-]{0,60}[\])}]|\((?:[^()\[\]]|\[(?![\dlI|])|\[(?=(?:1[5-9]|20)\d\d\])|\])*\)|\[[^\[\]]*\]"
)
UNDATED_RE = re.compile(r"[no]\.|s\.\s?f\.|press\b|forthcoming|submitted|Druck\b|prensa\b|paraître|\[[l|]\]")
GAP_RE = re.compile(r"\s*[;,]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+|[–-]?")
PART_RE = re.compile(r"\s*(?P<part>[^;]{1,400})")
UNREAD_RE = re.compile(
    r"\s*(?:see\s+|cf\.\s*)?(?P<name>[^\W\d_][\w'’-]+)[^;]*?(?:,\s*(?:1[5-9]|20)\d\d|\b(?:1[5-9]|20)\d\d[a-z])\b"
)
# "t[1]", "x(2020)": an index of a variable, not a citation; beside such a one "to[1]" is one too.
VARIABLE_RE = re.compile(r"(?<![\w'’-])[^\W\d_]\Z")
SHORT_RE = re.compile(r"(?<![\w'’-])[^\W\d_]{2}\Z")
INDEX_RE = re.compile(r"(?<![\w'’-])[^\W\d_]\[\d")


def link_citations(document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Link printed citations to the entries of ``document.references`` and tell what could not be linked."""
    index = ReferenceIndex(document.references)
    if not index.numbers and _cites_by_position(document):
        index.number_by_position()
    index.fill_numbers(max(cited_numbers(document), default=0))
    size = len(document.references)
    memory = Memory()
    linker = _Linker(
        index,
        Told(index, memory),
        memory,
        {number: entries[0].id for number, entries in index.numbers.items()},
        bool(index.numbers) and cites_in_round_brackets(document, size),
        bool(index.numbers) and cites_raised(document, size),
    )
    body = map_inlines(document.body, linker.rewrite)
    memory.forget()
    notes = tuple(replace(n, blocks=map_inlines(n.blocks, linker.rewrite)) for n in document.notes)
    memory.forget()
    back = map_inlines(document.back, linker.rewrite)
    meta = document.meta
    abstract = tuple(replace(p, content=linker.rewrite(p.content)) for p in meta.abstract)
    meta = replace(meta, abstract=abstract, standfirst=linker.rewrite(meta.standfirst))
    linked = replace(document, body=body, notes=notes, back=back, meta=meta)
    found = linker.told.found if document.references else without_list(linker.told.found)
    if document.references and not index.numbers:
        found += numbers_without_places(set(cited_numbers(document)), size)
    return linked, tuple(sort_diagnostics(found))


def _bare_end(pieces: Sequence[tuple[CiteItem, str]]) -> list[tuple[CiteItem, str]]:
    return [*pieces[:-1], (pieces[-1][0], "")]


def _cites_by_position(document: Document) -> bool:
    """Whether bracketed numbers of the text can only be places in a list that has lost its own numbers.

    They begin with 1, none is beyond the list, and they name half of it at least.
    """
    raised = raised_numbers(document) if len(set(cited_numbers(document))) < LEAST else []
    cited = set(raised or cited_numbers(document) or cited_numbers(document, ROUND_RE))
    size = len(document.references)
    return bool(cited) and 1 in cited and max(cited) <= size and len(cited) >= max(3, size / 2)


@dataclass(slots=True)
class _Linker:
    index: ReferenceIndex
    told: Told
    memory: Memory
    ids: dict[str, str]
    round: bool
    raised: bool

    def rewrite(self, content: Inlines) -> Inlines:
        """Inlines of a paragraph with citations linked: in text and inside emphasis, not inside links."""
        self.memory.turn()
        return self._linked(content)

    def _linked(self, content: Inlines) -> Inlines:
        out: list[Inline] = []
        run: list[Inline] = []
        for node in content:
            if run_text(node) is not None:
                run.append(node)
                continue
            out += self._link_run(run)
            run = []
            match node:
                case Sup():
                    out.append(self._raise(node))
                case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sub():
                    out.append(replace(node, content=self._linked(node.content)))
                case Cite():
                    self.memory.keep([(0, 0, node)])
                    out.append(node)
                case _:
                    out.append(node)
        return (*out, *self._link_run(run))

    def _link_run(self, nodes: Sequence[Inline]) -> list[Inline]:
        run = Run(nodes)
        self.memory.open = []
        hits: list[tuple[int, int, Cite]] = []
        indexed = bool(INDEX_RE.search(run.text))
        for match in GROUP_RE.finditer(run.text):
            start, end = match.span()
            if not any("0" <= sign <= "9" for sign in match[0]) and not UNDATED_RE.search(match[0]):
                continue
            if VARIABLE_RE.search(run.text, max(0, start - 1), start):
                continue
            if indexed and SHORT_RE.search(run.text, max(0, start - 2), start):
                continue
            if numeric := self._number_group(match[0]):
                hits += self._numeric(run, start, numeric["body"], numeric.start("body"), end)
            elif NARRATIVE_RE.match(run.text, start):
                hits += self._narrative(run, start, end)
            else:
                same = self.memory.before(hits, start)
                hits += self._group(run, start, end, same_persons(self.index, same))
        hits = join_ranges(run.text, hits, self.ids)
        hits = find_backward(run.text, hits, self.memory, self.index)
        self.memory.keep(hits)
        return run.replaced(hits)

    def _number_group(self, text: str) -> re.Match[str] | None:
        found = NUMERIC_RE.fullmatch(text) if self.index.numbers else None
        return found or (ROUND_RE.fullmatch(text) if self.round else None)

    # ------------------------------------------------------------ author-year

    def _group(self, run: Run, start: int, end: int, same: NamePhrase | None) -> list[tuple[int, int, Cite]]:
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
            hits.append((low, high, _cite(pieces, text[low:first], text[last:high])))
        return hits

    def _one_entry(self, work: Work, run: Run, start: int, end: int) -> Entry | None:
        """The entry a work is linked to; says so where there is none or more than one."""
        fits = self.index.find(work) or self.index.find_loosely(work)
        if not fits and work.other:
            fits = self.index.find(replace(work, year=work.other, suffix=""))
        if len(fits) == 1:
            return fits[0]
        if fits:
            self.told.ambiguous(run, start, end, fits)
        elif not is_date_like(work) and (
            work.comma or work.et_al or len(work.names) > 1 or self.index.knows(work)
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

    def _narrative(self, run: Run, bracket: int, end: int) -> list[tuple[int, int, Cite]]:
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

    # ------------------------------------------------------------ numbers

    def _numeric(self, run: Run, start: int, body: str, offset: int, end: int) -> list[tuple[int, int, Cite]]:
        """ "[1, 3-5]"; numbers that the list lacks stay text."""
        entries = [e for n in numbers_of(body) for e in self.index.numbers.get(str(n), [])]
        if any(len(self.index.numbers[e.number]) > 1 for e in entries if e.number in self.index.numbers):
            self.told.ambiguous(run, start, end, tuple(entries))
            return []
        parts, whole = read_group(body, self.ids)
        inner = start + offset
        if whole and len(parts) == 1:
            cite = _cite(parts[0].pieces, run.text[start:inner], run.text[inner + len(body) : end])
            return [(start, end, cite)]
        if max(numbers_of(body), default=1000) < 1000:
            self.told.unlinked(run, start, end)
        return [(inner + p.start, inner + p.end, _cite(_bare_end(p.pieces), "", "")) for p in parts]

    def _raise(self, node: Sup) -> Sup:
        """Raised numbers "3,4" of a text that cites by them."""
        match = RAISED_RE.fullmatch(inline_text(node.content))
        if not self.raised or not match or any(isinstance(n, Cite) for n in node.content):
            return node
        run = Run(node.content)
        if run.text != match[0]:
            return node
        return replace(
            node,
            content=tuple(
                run.replaced(self._numeric(run, match.start("body"), match["body"], 0, match.end("body")))
            ),
        )


def _narrated(
    text: str, start: int, inner: int, end: int, works: Sequence[Work], entries: Sequence[Entry]
) -> tuple[int, int, Cite]:
    pieces = _pieces(text, inner, list(zip(works, entries, strict=True)))
    head, tail = text[start : inner + works[0].start], text[inner + works[-1].end : end]
    pieces[0] = (replace(pieces[0][0], printed=head + pieces[0][0].printed), pieces[0][1])
    pieces[-1] = (replace(pieces[-1][0], printed=pieces[-1][0].printed + tail), "")
    return start, end, replace(_cite(pieces, "", ""), narrative=True)


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


def _cite(pieces: Sequence[tuple[CiteItem, str]], before: str, after: str) -> Cite:
    """A cluster; where the signs between the works differ, each work carries its own."""
    between = {gap for _, gap in pieces[:-1]}
    if len(between) <= 1:
        items = tuple(item for item, _ in pieces)
        return Cite(items, before, after, between.pop() if between else "; ")
    items = tuple(replace(item, printed=item.printed + gap) for item, gap in pieces)
    return Cite(items, before, after, "")
