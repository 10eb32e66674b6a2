"""Walks the inlines of paragraphs and links what they cite: each run of text that nothing interrupts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from docforge.citations.author_year import AuthorYear
from docforge.citations.backward import Memory, find_backward, same_persons
from docforge.citations.clusters import Hit, bare_end, is_free, make_cite, put
from docforge.citations.grammar import NARRATIVE_RE, NUMERIC_RE
from docforge.citations.index import ReferenceIndex
from docforge.citations.noted import Noted, NotedWorks
from docforge.citations.numeric import RAISED_RE, ROUND_RE, join_ranges, numbers_of, read_group
from docforge.citations.runs import Run, run_text
from docforge.citations.telling import Told
from docforge.model.nodes import (
    Bold,
    Cite,
    CiteItem,
    Foreign,
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

# A bracket with numbers inside round ones is a group of its own: "(see Table 2 [12])". A scan mixes brackets.
GROUP_RE = re.compile(
    r"[\[({][\dlIO|][\dlIO|\s,;.–—-]{0,60}[\])}]|\((?:[^()\[\]]|\[(?![\dlI|])|\[(?=(?:1[5-9]|20)\d\d\])|\])*\)|\[[^\[\]]*\]"
)
UNDATED_RE = re.compile(r"[no]\.|s\.\s?f\.|press\b|forthcoming|submitted|Druck\b|prensa\b|paraître|\[[l|]\]")
# "t[1]", "x(2020)": an index of a variable, not a citation; beside such a one "to[1]" is one too.
VARIABLE_RE = re.compile(r"(?<![\w'’-])[^\W\d_]\Z")
SHORT_RE = re.compile(r"(?<![\w'’-])[^\W\d_]{2}\Z")
INDEX_RE = re.compile(r"(?<![\w'’-])[^\W\d_]\[\d")

LONGEST = 20000  # letters of a paragraph that is still a note


@dataclass(slots=True)
class Linker:
    """What a document's paragraphs are linked with."""

    index: ReferenceIndex
    told: Told
    memory: Memory
    ids: dict[str, str]
    round: bool
    raised: bool
    works: NotedWorks
    noted: list[Noted] = field(default_factory=list)  # of the note that is being walked
    read: int = 0  # letters of it that are behind

    @property
    def author_year(self) -> AuthorYear:
        return AuthorYear(self.index, self.told)

    def rewrite(self, content: Inlines) -> Inlines:
        """Inlines of a paragraph with citations linked: in text and inside emphasis, not inside links."""
        self.memory.turn()
        return self._linked(content)

    def rewrite_note(self, content: Inlines) -> Inlines:
        """The same for a paragraph of a note, which may cite works in words too."""
        text = inline_text(content)
        self.noted = self.works.find(text) if len(text) < LONGEST else []
        self.read = 0
        linked = self.rewrite(content)
        self.noted = []
        return linked

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
                    self.read += len(inline_text((node,)))
                case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sub() | Foreign():
                    out.append(replace(node, content=self._linked(node.content)))
                case Cite():
                    self.memory.keep([(0, 0, node)])
                    out.append(node)
                    self.read += len(node.printed)
                case _:
                    out.append(node)
                    self.read += len(inline_text((node,)))
        return (*out, *self._link_run(run))

    def _link_run(self, nodes: Sequence[Inline]) -> list[Inline]:
        run = Run(nodes)
        self.memory.open = []
        hits: list[Hit] = []
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
                hits += self.author_year.narrative(run, start, end)
            else:
                same = self.memory.before(hits, start)
                hits += self.author_year.group(run, start, end, same_persons(self.index, same))
        hits = join_ranges(run.text, hits, self.ids)
        self._put_noted(run, hits)
        hits = find_backward(run.text, hits, self.memory, self.index)
        self.memory.keep(hits)
        return run.replaced(hits)

    def _put_noted(self, run: Run, hits: list[Hit]) -> None:
        """Add the works that a note cites in words; this run stands ``read`` letters into the note."""
        begin, self.read = self.read, self.read + len(run.text)
        for noted in self.noted:
            # Given names may stand in another run than a family name in small capitals.
            start = (noted.start if noted.start >= begin else noted.family) - begin
            end = noted.end - begin
            if start < 0 or end > len(run.text) or not is_free(hits, start, end):
                continue
            if len(noted.fits) > 1:
                self.told.ambiguous(run, start, end, tuple(self.index.by_id[rid] for rid in noted.fits))
                continue
            item = CiteItem(noted.fits[0], run.text[start:end], locator=noted.locator)
            put(hits, (start, end, Cite((item,), "", "", narrative=True)))
        self.memory.open.sort()

    def _number_group(self, text: str) -> re.Match[str] | None:
        found = NUMERIC_RE.fullmatch(text) if self.index.numbers else None
        return found or (ROUND_RE.fullmatch(text) if self.round else None)

    def _numeric(self, run: Run, start: int, body: str, offset: int, end: int) -> list[Hit]:
        """ "[1, 3-5]"; numbers that the list lacks stay text."""
        entries = [e for n in numbers_of(body) for e in self.index.numbers.get(str(n), [])]
        if any(len(self.index.numbers[e.number]) > 1 for e in entries if e.number in self.index.numbers):
            self.told.ambiguous(run, start, end, tuple(entries))
            return []
        parts, whole = read_group(body, self.ids)
        inner = start + offset
        if whole and len(parts) == 1:
            cite = make_cite(parts[0].pieces, run.text[start:inner], run.text[inner + len(body) : end])
            return [(start, end, cite)]
        if max(numbers_of(body), default=1000) < 1000:
            self.told.unlinked(run, start, end)
        return [(inner + p.start, inner + p.end, make_cite(bare_end(p.pieces), "", "")) for p in parts]

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
