"""Two copies of one article side by side: what differs is listed, nothing is changed.

Each difference of words has its own ``copy-differs`` with both readings and its place in the base copy;
differences of spacing, of the shape of quotation marks and of markup are grouped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.citations.entries import work_key
from docforge.collate.identity import compare_works
from docforge.collate.readings import Kind, Variant, align, find_variants, grams, likeness, shorten
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import CslItem, Document, Reference
from docforge.model.nodes import Inlines, Origin, Paragraph, Section, Text
from docforge.model.source import SourceText
from docforge.model.text import block_strings, inline_text
from docforge.model.walk import block_inlines, iter_blocks, iter_inlines
from docforge.places import Span, line_column
from docforge.repair.record import Reading


def compare_copies(
    base: Document, base_source: SourceText, other: Document, other_source: SourceText
) -> tuple[Diagnostic, ...]:
    """List where ``other`` reads otherwise than ``base``, the copy that is the text.

    Places are in the base, except for passages that only the other copy has.
    """
    name = other_source.name
    works = compare_works(base, other)
    if not works.same:
        return (
            diagnostic(
                "copy-unrelated",
                f"{name} is not a copy of the same article as {base_source.name}: {works.shown}.",
                Span(name, 0, 0),
                "Take it out of this article's copies, or put it into a folder of its own.",
            ),
        )
    comparison = _Comparison(base_source, other_source)
    found = [*_partial(base, other, base_source, other_source)]
    for part_base, part_other in _front_pairs(base, other):
        comparison.compare(part_base, part_other)
    comparison.keywords(base, other)
    if _paragraphs(other) and _paragraphs(base):
        comparison.passages("paragraph", _paragraphs(base), _paragraphs(other))
    if base.references and other.references:
        comparison.references(base, other)
    return (*found, *comparison.found, *comparison.grouped())


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of one copy that is compared as a whole."""

    what: str
    text: str
    markup: tuple[tuple[str, str], ...] = ()
    origin: Origin = None


class _Comparison:
    def __init__(self, base: SourceText, other: SourceText) -> None:
        self.base, self.other = base, other
        self.found: list[Diagnostic] = []
        self._small: dict[str, list[tuple[_Passage, str]]] = {}

    def compare(self, base: _Passage, other: _Passage) -> None:
        """Differences inside two passages that belong together."""
        for variant in find_variants(base.text, other.text):
            if variant.kind is Kind.WORDS:
                self._differs(base, other, variant)
            else:
                self._note(variant.kind.value, base, f"“{variant.base}” / “{variant.other}”")
        if base.markup != other.markup:
            first = next((m for m in other.markup if m not in base.markup), None)
            lost = next((m for m in base.markup if m not in other.markup), ("", ""))
            self._note("markup", base, f"“{shorten((first or lost)[1])}”")

    def keywords(self, base: Document, other: Document) -> None:
        ours, theirs = base.meta.keywords, other.meta.keywords
        if ours and theirs and ours != theirs:
            one, two = _Passage("keywords", "; ".join(ours)), _Passage("keywords", "; ".join(theirs))
            self._differs(one, two, Variant(Kind.WORDS, one.text, two.text, 0))

    def passages(self, what: str, base: Sequence[_Passage], other: Sequence[_Passage]) -> None:
        """Align by likeness, compare each pair, tell what stands in one copy only."""
        pairs = align([p.text for p in base], [p.text for p in other])
        self._pairs(what, base, other, pairs)

    def references(self, base: Document, other: Document) -> None:
        """Entry by entry: same author, year and letter first, then likeness of the rest."""
        ours, theirs = base.references, other.references
        keys = [_entry_key(r) for r in theirs]
        pairs: list[tuple[int, int]] = []
        free = dict.fromkeys(range(len(theirs)))
        for number, reference in enumerate(ours):
            key = _entry_key(reference)
            fits = [j for j in free if key is not None and keys[j] == key]
            if len(fits) > 1:
                wanted = grams(work_key(_entry_text(reference)))
                best = max(fits, key=lambda j: likeness(wanted, grams(work_key(_entry_text(theirs[j])))))
                fits = [best]
            if fits:
                pairs.append((number, fits[0]))
                del free[fits[0]]
        left = [i for i in range(len(ours)) if i not in {p[0] for p in pairs}]
        right = list(free)
        texts = align([_entry_text(ours[i]) for i in left], [_entry_text(theirs[j]) for j in right])
        pairs += [(left[i], right[j]) for i, j in texts]
        shown = [_passage(f"reference {n}", r.content, r.origin) for n, r in enumerate(ours, 1)]
        other_shown = [_passage(f"reference {n}", r.content, r.origin) for n, r in enumerate(theirs, 1)]
        self._pairs("reference", shown, other_shown, sorted(pairs))

    def grouped(self) -> list[Diagnostic]:
        """One finding for each kind of small difference."""
        names = {
            "spacing": "Only spaces differ",
            "form": "Only the shape of quotation marks, apostrophes or dashes differs",
            "markup": "Only markup (italics, links, escapes) differs",
        }
        found = []
        for kind, name in names.items():
            if cases := self._small.get(kind, []):
                places = "1 place" if len(cases) == 1 else f"{len(cases)} places"
                examples = ", ".join(f"{p.what} ({text})" for p, text in cases[:4])
                such = ", such as" if len(cases) > 4 else ":"
                found.append(
                    diagnostic(
                        "copy-differs",
                        f"{name} in {self.other.name}, in {places}{such} {examples}.",
                        cases[0][0].origin,
                    )
                )
        return found

    def _pairs(
        self, what: str, base: Sequence[_Passage], other: Sequence[_Passage], pairs: Sequence[tuple[int, int]]
    ) -> None:
        for i, j in pairs:
            self.compare(base[i], other[j])
        mine, theirs = {i for i, _ in pairs}, {j for _, j in pairs}
        for number, passage in enumerate(base):
            if number not in mine:
                message = f"Not in {self.other.name}: {what} “{shorten(passage.text)}”"
                self.found.append(diagnostic("copy-differs", message, passage.origin))
        for number, passage in enumerate(other):
            if number not in theirs:
                message = f"Only in {self.other.name}: {what} “{shorten(passage.text)}”"
                self.found.append(
                    diagnostic("copy-differs", message, passage.origin, "Ask which copy is right.")
                )

    def _differs(self, base: _Passage, other: _Passage, variant: Variant) -> None:
        mine = f"“{variant.base}”" if variant.base else "nothing"
        theirs = f"“{variant.other}”" if variant.other else "nothing"
        self.found.append(
            diagnostic(
                "copy-differs",
                f"{_capital(base.what)}: {mine} here, {theirs} in {self.other.name}.",
                self._place(base, variant),
                f"The other reading stands at {_line(self.other, other.origin)}." if other.origin else "",
            )
        )

    def _place(self, passage: _Passage, variant: Variant) -> Origin:
        """The reading itself where it stands once in its passage of the source, else the whole passage."""
        origin = passage.origin
        if origin is None or origin.file != self.base.name or not variant.base or "…" in variant.base:
            return origin
        text = self.base.text
        first = text.find(variant.base, origin.start, origin.end)
        if first < 0 or text.find(variant.base, first + 1, origin.end) >= 0:
            return origin
        return Span(origin.file, first, first + len(variant.base))

    def _note(self, kind: str, passage: _Passage, text: str) -> None:
        self._small.setdefault(kind, []).append((passage, text))


def _line(source: SourceText, origin: Span) -> str:
    if origin.file != source.name:
        return origin.file
    return f"{source.name}, line {line_column(source.text, origin.start)[0]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- parts of a document


def _front_pairs(base: Document, other: Document) -> Iterator[tuple[_Passage, _Passage]]:
    a, b = base.meta, other.meta
    for what, one, two in (
        ("title", a.title, b.title),
        ("subtitle", a.subtitle, b.subtitle),
        ("standfirst", a.standfirst, b.standfirst),
    ):
        if one and two:
            yield _passage(what, one, _first_origin(one)), _passage(what, two, _first_origin(two))
    if a.abstract and b.abstract:
        yield _joined("abstract", a.abstract), _joined("abstract", b.abstract)
    people_a, people_b = ("; ".join(c.name for c in m.contributors) for m in (a, b))
    if people_a and people_b:
        where = a.contributors[0].origin
        yield (
            _Passage("authors", people_a, (), where),
            _Passage("authors", people_b, (), b.contributors[0].origin),
        )
    for what in ("doi", "issn", "journal", "volume", "issue", "date"):
        one_fact, two_fact = getattr(a.original, what), getattr(b.original, what)
        if one_fact and two_fact:
            name = f"original publication ({what})"
            yield _Passage(name, one_fact), _Passage(name, two_fact)


def _joined(what: str, paragraphs: Sequence[Paragraph]) -> _Passage:
    # An abstract wholly in italics is markup of the whole, told once.
    content = tuple(i for p in paragraphs for i in (*p.content, Text(" ")))
    return _passage(what, content, paragraphs[0].origin or _first_origin(paragraphs[0].content))


def _passage(what: str, content: Inlines, origin: Origin) -> _Passage:
    marks = tuple(
        (type(n).__name__, inline_text((n,)))
        for n in iter_inlines(content)
        if not isinstance(n, Text) and type(n).__name__ != "Cite"
    )
    return _Passage(what, inline_text(content).strip(), marks, origin)


def _first_origin(content: Inlines) -> Origin:
    return next((n.origin for n in iter_inlines(content) if n.origin), None)


def _paragraphs(document: Document) -> list[_Passage]:
    """Paragraphs and headings of the body and of the notes, in reading order."""
    found = []
    blocks = (*document.body, *(b for n in document.notes for b in n.blocks))
    for block in iter_blocks(blocks):
        for content in block_inlines(block):
            if text := inline_text(content).strip():
                what = "heading" if isinstance(block, Section) else "paragraph"
                label = f"{what} “{shorten(text)[:30].rstrip()}…”" if len(text) > 30 else f"{what} “{text}”"
                found.append(_passage(label, content, block.origin or _first_origin(content)))
    return found


def _entry_text(reference: Reference) -> str:
    return inline_text(reference.content) or reference.raw


def _entry_key(reference: Reference) -> tuple[str, str, str] | None:
    item = reference.csl
    people = item.author or item.editor
    if item == CslItem() or not people or not item.issued:
        return None
    return (people[0].family or people[0].literal).casefold(), item.issued, item.year_suffix


def _parts(document: Document) -> dict[str, bool]:
    """Which parts a copy has."""
    return {
        "the title": bool(document.meta.title),
        "the abstract": bool(document.meta.abstract),
        "keywords": bool(document.meta.keywords),
        "the body text": any(text.strip() for block in document.body for text in block_strings(block)),
        "references": bool(document.references),
    }


def _partial(
    base: Document, other: Document, base_source: SourceText, other_source: SourceText
) -> Iterator[Diagnostic]:
    for whole, part, source in ((base, other, other_source), (other, base, base_source)):
        has = [name for name, there in _parts(part).items() if there]
        lacks = [name for name, there in _parts(whole).items() if there and name not in has]
        if lacks:
            holds = _listed(has) if has else "nothing that was recognised"
            yield diagnostic(
                "copy-partial",
                f"{source.name} holds only part of the article: {holds}. It lacks {_listed(lacks)}.",
                Span(source.name, 0, 0),
            )


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def partial_copies(base: Reading, other: Reading) -> Iterator[Diagnostic]:
    """What only one of two copies holds, part by part."""
    return _partial(base.document, other.document, base.sources[0], other.sources[0])
