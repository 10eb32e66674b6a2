"""One damaged copy of an article -> ``Reading``: the document and the account of how it came about."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from docforge.citations.entries import assign_keys
from docforge.citations.parsing.items import find_doubts, read_reference
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.importers.body import find_roles, read_body, read_notes
from docforge.importers.draft import Draft, Role
from docforge.importers.front.kinds import find_kind
from docforge.importers.front.matter import read_front
from docforge.importers.harvest import harvest_history, harvest_original
from docforge.importers.html_text import find_html_markup, find_html_spaces
from docforge.importers.missing_notes import add_missing_notes
from docforge.importers.reflist import read_references
from docforge.importers.set_off import take_standfirst
from docforge.importers.web import read_web_front
from docforge.model.meta import ArticleMeta, Document, OriginalPublication, Reference
from docforge.model.source import SourceText
from docforge.repair.conservation import check_conservation
from docforge.repair.decisions import Decisions
from docforge.repair.edit import Recorded
from docforge.repair.engine import Bench, Rule, Scene
from docforge.repair.profiles import PROFILES
from docforge.repair.record import Reading
from docforge.repair.rules.pages.page_breaks import tell_unfinished
from docforge.repair.rules.pages.reading_order import tell_reading_order
from docforge.repair.words.capitals import find_title_capitals
from docforge.repair.words.lexicon import Lexicon

HTML = (
    Rule("html-markup", find_html_markup, "before all: later rules read text, not tags"),
    Rule("html-space", find_html_spaces, "after tags are marks"),
)

CAPITALS_RE = re.compile(r"(?m)^[^a-zß-ÿ\n]*[^\W\d_a-z]{2,}[^a-zß-ÿ\n]*$")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the editor has said of the article before it is read.

    ``language`` is BCP 47. ``title_capitals`` is "keep", or "title" to set a title printed in capitals in
    title case (capitals are the publisher's; without the editor's word they stay). ``decisions`` are about
    single repairs.
    """

    language: str = "en"
    title_capitals: str = "keep"
    decisions: Decisions = field(default_factory=Decisions)


def read_copy(source: SourceText, hints: Hints) -> Reading:
    """One copy, repaired and structured by the profile of its kind, with the account of it.

    Ids of sections, cross-references and linked citations are the normaliser's work, after this.
    """
    scene = Scene(source, hints.language, Lexicon(hints.language, source.text), hints.decisions)
    bench = Bench.of(scene)
    if source.kind == "html":
        bench.run(HTML)
    for rule in PROFILES[source.kind]:
        if rule.name == "line-wrap":
            tell_unfinished(bench)
        elif rule.name == "reading-order":
            tell_reading_order(bench)
        bench.run((rule,))
    draft = Draft.of(bench, source.kind)
    document = _structure(draft, hints)
    if _sets_title(bench, draft, hints):
        draft = Draft.of(bench, source.kind)
        document = _structure(draft, hints)
    bench.decline(draft.kept)
    bench.apply(draft.asides, settled=True)
    document = replace(
        document,
        meta=replace(
            document.meta, original=_harvest(bench.records), history=harvest_history(_cut(bench.records))
        ),
        references=_without_furniture(document.references, bench.records, source),
    )
    moves = [*bench.moves, *draft.moves]
    conservation, broken = check_conservation(source, bench.records, moves, bench.text, document)
    aside = [r.place for r in bench.records if r.aside and r.applied]
    told = [
        d
        for d in bench.diagnostics
        if d.span is None
        or d.code == "decision-refused"
        or not any(a.start <= d.span.start < a.end for a in aside)
    ]
    told += [
        _doubtful(r, n) for n, r in enumerate(document.references, 1) if not r.csl.author and not r.csl.issued
    ]
    told += find_doubts(document.references)
    found = [*told, *draft.diagnostics, *_front_told(document, source), *broken]
    return Reading(document, (source,), tuple(bench.records), tuple(moves), tuple(found), conservation)


def _sets_title(bench: Bench, draft: Draft, hints: Hints) -> bool:
    """A title in capitals: set in title case if the editor says so (True), else only suggested."""
    title = next((c for c in draft.chunks if c.role is Role.FRONT), None)
    if title is None or not CAPITALS_RE.search(bench.text[:6000]):
        return False
    before = bench.text
    edit = find_title_capitals(before, title.start, title.end, apply=hints.title_capitals == "title")
    bench.apply(edit)
    return bench.text != before


def _structure(draft: Draft, hints: Hints) -> Document:
    meta = ArticleMeta(language=hints.language)
    if draft.kind in ("web", "html"):
        front, around = read_web_front(draft)
        meta = replace(meta, standfirst=around.standfirst)
    else:
        front = read_front(draft)
        meta = replace(meta, standfirst=take_standfirst(draft))
    find_roles(draft)
    meta = replace(meta, kind=find_kind(draft) or meta.kind)
    title, references = read_references(draft)
    body = read_body(draft)
    notes = add_missing_notes(draft, body, read_notes(draft))
    return Document(front.into(meta), body, notes, _keyed(references), title)


FOLIO_RE = re.compile(r"(?:\s{2,}|(?<=,) )\d{1,4}\s*$")
CUT_RE = re.compile(r",(?: \d{1,4})?\s*$")  # a line that ends before a volume, but for the page's number
VOLUME_RE = re.compile(r"\s*\d{1,4}\s?\(\d{1,3}\)")
FURNITURE = frozenset({"running head", "folio", "layout"})
CAPTION = "list-caption"  # the rule that takes a caption out of a reference list


def _without_furniture(
    references: tuple[Reference, ...], records: list[Recorded], source: SourceText
) -> tuple[Reference, ...]:
    """Raw strings without the running heads and captions that stood inside an entry."""
    cuts = [r.place for r in records if (r.aside in FURNITURE or r.rule == CAPTION) and r.applied]

    def raw(reference: Reference) -> str:
        span = reference.origin
        if span is None or reference.raw != source.text[span.start : span.end]:
            return reference.raw
        pieces, at = [], span.start
        for cut in cuts:
            if span.start <= cut.start and cut.end <= span.end and cut.start >= at:
                pieces.append(source.text[at : cut.start].strip("\n"))
                at = cut.end
        return "\n".join(p for p in (*pieces, source.text[at : span.end].strip("\n")) if p)

    return tuple(replace(r, raw=raw(r)) for r in references)


def _doubtful(reference: Reference, number: int) -> Diagnostic:
    return diagnostic(
        "reference-doubtful",
        f"Entry {number} of the reference list shows neither author nor year:"
        f" “{reference.raw[:60].strip()} …”.",
        reference.origin,
        "It is printed as it stands; it may be the end of the entry before it.",
    )


def _keyed(references: tuple[Reference, ...]) -> tuple[Reference, ...]:
    items = [read_reference(r.content) for r in references]
    return tuple(
        replace(reference, id=key, csl=item)
        for reference, key, item in zip(references, assign_keys(items), items, strict=True)
    )


def _harvest(records: list[Recorded]) -> OriginalPublication:
    kinds = ("running head", "original publication")
    found = [r for r in records if r.aside in kinds and r.applied]
    # A head of two lines may cut the journal's name in two, or stand between it and its volume.
    pairs = (
        FOLIO_RE.sub("", a.cut) + " " + b.cut
        for a, b in pairwise(found)
        if 0 <= b.place.start - a.place.end <= 2
        and (b.cut.lstrip()[:1].islower() or (CUT_RE.search(a.cut) and VOLUME_RE.match(b.cut)))
    )
    return harvest_original((*(r.cut for r in found), *pairs))


def _cut(records: list[Recorded]) -> list[str]:
    return [r.cut for r in records if r.aside == "original publication" and r.applied]


def _front_told(document: Document, source: SourceText) -> list[Diagnostic]:
    found = []
    if not document.meta.title:
        found.append(
            diagnostic(
                "no-title",
                f"No title was found in {source.name}.",
                where=source.name,
                hint='Write title = "..." into the article\'s article.toml.',
            )
        )
    if not document.meta.contributors:
        found.append(
            diagnostic(
                "no-author",
                f"No author was found in {source.name}.",
                where=source.name,
                hint='If the author is known, write [[authors]] name = "..." into article.toml.',
            )
        )
    return found
