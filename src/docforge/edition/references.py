"""``docforge references``: strings read into items, and the citation card of an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from docforge.citations.card import Card, make_card
from docforge.citations.checks.entry import listed_entries
from docforge.citations.noted_list import works_in_notes
from docforge.citations.parsing.doubt import doubtful_fields
from docforge.citations.parsing.parse import parse_reference
from docforge.citations.retractions import Retractions, check_retractions, read_retractions
from docforge.diagnostics import Diagnostic, Severity
from docforge.edition.inputs import Guidance, RawFile
from docforge.edition.reading import read_copies
from docforge.edition.results import Finding, place_findings
from docforge.importers.decode import decode
from docforge.model.meta import Document, Reference
from docforge.model.source import SourceText
from docforge.repair.record import Reading

# Findings of the card, the worst kind first; what is not about the list or its citations is left out.
KINDS = (
    "link-broken",
    "reference-retracted",
    "citation-unlinked",
    "citation-year",
    "citation-ambiguous",
    "identifier-wrong",
    "address-broken",
    "pages-backwards",
    "reference-given",
    "reference-doubtful",
    "reference-duplicate",
    "reference-merged",
    "reference-uncited",
    "reference-fields",
    "reference-noticed",
    "reference-order",
    "address-rebuilt",
    "doi-as-url",
    "reference-lookup",
    "reference-capitals",
)
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class References:
    """An article's list as the command shows it. ``retractions`` is None where no list of them was given.

    ``noted`` are works that its notes cite in full, where it has no list of its own.
    """

    document: Document
    card: Card
    findings: tuple[Finding, ...]
    retractions: Retractions | None
    retracted: int
    sources: tuple[SourceText, ...] = ()
    noted: tuple[Reference, ...] = ()

    @property
    def listed(self) -> Document:
        """The document with the list that is handed on."""
        return replace(self.document, references=self.noted) if self.noted else self.document


def parse_lines(file: RawFile, *, confidence: bool = False) -> Iterator[bytes]:
    """One JSON object with ``raw`` and ``csl`` for each line of the file, in order. Raises ``InputError``."""
    source, _ = decode(file.data, file.name, "plain")
    lines = source.text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    for line in lines:
        raw = line.rstrip("\r")
        parsed = parse_reference(raw)
        told: dict[str, object] = {"raw": raw, "csl": parsed.csl}
        if confidence:
            told["confidence"] = {field: round(sure, 3) for field, sure in parsed.confidence.items()}
            told["doubtful"] = list(doubtful_fields(parsed))
        yield (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8")


def article_of_edition(
    identifier: str, edition: Path
) -> tuple[RawFile | None, tuple[RawFile, ...], Guidance]:
    """The texts of an article of an edition, by its id, and what the editor has said of it."""
    from docforge.edition.build import choose
    from docforge.edition.config import load_edition
    from docforge.edition.gather import gather

    config = load_edition(edition)
    given = gather(config, choose(config, [identifier])[0])
    return given.corrected, given.copies, given.guidance


def read_list(
    corrected: RawFile | None,
    copies: Sequence[RawFile],
    guidance: Guidance,
    retractions: RawFile | None = None,
) -> References:
    """The reference list of an article, checked. Raises ``InputError``."""
    from docforge.edition.final import check_links

    reading = read_copies(corrected, copies, guidance)
    document = reading.document
    found = [*reading.diagnostics, *check_links(document), *_plain_citations(reading)]
    entries = listed_entries(document.references)
    known = read_retractions(retractions.data, retractions.name, entries) if retractions else None
    if known:
        found += check_retractions(entries, known)
    shown = list(dict.fromkeys(d for d in found if d.code in KINDS))
    return References(
        document,
        make_card(document, shown, parsed=reading.sources[0].kind != "markdown"),
        _sorted(place_findings(shown, "", reading.sources)),
        known,
        len({d.span or d.where for d in shown if d.code == "reference-retracted"}),
        reading.sources,
        works_in_notes(document),
    )


def with_findings(read: References, found: Sequence[Diagnostic]) -> References:
    """The same with what else was found of its entries."""
    return replace(read, findings=_sorted((*read.findings, *place_findings(found, "", read.sources))))


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    return tuple(
        sorted(findings, key=lambda f: (RANK[f.diagnostic.severity], order.get(f.diagnostic.code, 99)))
    )


def _plain_citations(reading: Reading) -> tuple[Diagnostic, ...]:
    """Printed citations of an article.md that no key links and no entry fits."""
    if reading.sources[0].kind != "markdown":
        return ()
    from docforge.citations.link import link_citations

    found = link_citations(reading.document)[1]
    return tuple(
        replace(d, where=reading.sources[0].name) if d.span is None and not d.where else d for d in found
    )


def card_lines(name: str, read: References) -> Iterator[str]:
    """The card in plain words."""
    card = read.card
    yield f"References of {name}"
    given = f", {card.given} given by the editor" if card.given else ""
    yield f"entries: {card.entries}; {card.fully} read fully, {card.partly} partly, {card.unread} not{given}"
    if read.noted:
        count = f"{len(read.noted)} work{'s' if len(read.noted) > 1 else ''}"
        yield f"cited in notes: {count}, read from the notes; the article has no list (--to hands them on)"
    yield f"cited: {card.cited}; not cited: {card.uncited}"
    yield (
        f"citations: {card.linked} linked, {card.unlinked} without an entry,"
        f" {card.ambiguous} that fit several"
    )
    works = "work" if card.duplicate_works == 1 else "works"
    duplicates = f"{card.duplicate_works} {works} in {card.duplicate_entries} entries"
    yield f"duplicates: {duplicates if card.duplicate_works else 'none found'}"
    kinds = "; ".join(
        f"{count} {kind}{f' ({wrong} wrong)' if wrong else ''}" for kind, count, wrong in card.identifiers
    )
    wrong = "" if any(w for _, _, w in card.identifiers) or not kinds else "; form and check digits are right"
    yield f"identifiers: {kinds + wrong if kinds else 'none'}"
    yield f"retractions: {_retractions(read)}"


def _retractions(read: References) -> str:
    if read.retractions is None:
        return "not checked (give a list with --retractions FILE)"
    count = f"{read.retracted} of {read.card.entries} entries retracted" if read.retracted else "none found"
    known = read.retractions
    return f"{count} (list {known.name}, {known.dated}, {known.size} records)"


def card_plain(read: References) -> dict[str, object]:
    """The card as values for JSON."""
    plain: dict[str, object] = asdict(read.card)
    plain["uncited"] = read.card.uncited
    plain["cited_in_notes"] = len(read.noted)
    plain["identifiers"] = {
        kind: {"checked": count, "wrong": wrong} for kind, count, wrong in read.card.identifiers
    }
    known = read.retractions
    plain["retractions"] = (
        {"checked": False}
        if known is None
        else {
            "checked": True,
            "list": known.name,
            "dated": known.dated,
            "records": known.size,
            "retracted": read.retracted,
        }
    )
    return plain
