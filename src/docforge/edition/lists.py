"""The reference list of an article as the editor wants it: their own list over it, duplicates, checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from docforge.citations.checks.addresses import check_rebuilt
from docforge.citations.checks.entry import cited_ids, listed_entries
from docforge.citations.checks.run import check_references
from docforge.citations.exchange.given import GivenItem, read_given
from docforge.citations.exchange.match import as_references, lay_over, tell_unmet
from docforge.citations.parsing.items import find_doubts
from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.edition.duplicates import merge_duplicates
from docforge.edition.inputs import Guidance, RawFile
from docforge.model.meta import Reference
from docforge.model.source import SourceText
from docforge.model.text import inline_text, words
from docforge.repair.record import Reading

SWITCH_RE = re.compile(r"^duplicate-references:[ \t]*[\"']?merge\b", re.MULTILINE)
FRONT_END_RE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
ADDRESS_RULES = frozenset({"url-space", "url-join", "url-wrap"})


@lru_cache(maxsize=4)
def _items(name: str, data: bytes) -> tuple[GivenItem, ...]:
    return read_given(data, name)


def given_items(given: RawFile | None) -> tuple[GivenItem, ...]:
    """The items of the editor's list. Raises ``InputError`` for a file that is none."""
    return _items(given.name, given.data) if given else ()


def lay_given(reading: Reading, given: RawFile | None) -> Reading:
    """The reading with the fields of the editor's list.

    Items that the text cites by key join the list; where the text has no list at all, all do.
    """
    if given is None:
        return reading
    document, items = reading.document, given_items(given)
    laid = lay_over(document.references, items)
    wanted = set(cited_ids(document)) - {r.id for r in document.references}
    added = [i for i in laid.left if i.key in wanted or not document.references]
    left = [i for i in laid.left if i.key not in wanted] if document.references else []
    references = (*laid.references, *as_references(added))
    told = [*tell_unmet(laid, left, given.name)]
    if added:
        told.append(
            diagnostic(
                "reference-given",
                f"{len(added)} entries of the reference list were taken from {given.name}.",
                hint="The text cites them by their keys, or has no list of its own.",
                where=given.name,
                severity=Severity.INFO,
            )
        )
    count = sum(len(words(inline_text(r.content))) for r in references[len(laid.references) :])
    account = reading.conservation
    return replace(
        reading,
        document=replace(document, references=references),
        conservation=replace(account, decided=account.decided + count),
        diagnostics=(*_still_open(reading, laid.references), *told),
    )


def _still_open(reading: Reading, references: tuple[Reference, ...]) -> Iterator[Diagnostic]:
    """The findings without the doubts that the editor's list has answered."""
    certain = {r.origin for r in references if r.certain}
    doubted = any(d.code == "reference-fields" for d in reading.diagnostics)
    for found in reading.diagnostics:
        answered = found.code == "reference-doubtful" and found.span in certain
        if found.code != "reference-fields" and not answered:
            yield found
    if doubted:
        yield from find_doubts(references)


def settle_references(reading: Reading, guidance: Guidance) -> Reading:
    """Duplicates merged where that is asked for, and the checks of the list; citations are linked before."""
    if guidance.duplicates == "merge" or _asks_to_merge(reading.sources[0]):
        reading = merge_duplicates(reading, guidance.decisions)
    repairs = [
        (e.place, e.before, e.after, e.cut) for e in reading.edits if e.rule in ADDRESS_RULES and e.applied
    ]
    entries = listed_entries(reading.document.references) if repairs else ()
    found = (*check_references(reading.document), *check_rebuilt(entries, repairs))
    return replace(reading, diagnostics=(*reading.diagnostics, *found))


def _asks_to_merge(source: SourceText) -> bool:
    """Does the front matter of article.md say "duplicate-references: merge"?"""
    if source.kind != "markdown" or not source.text.startswith("---"):
        return False
    end = FRONT_END_RE.search(source.text, 3)
    return bool(end and SWITCH_RE.search(source.text, 0, end.start()))
