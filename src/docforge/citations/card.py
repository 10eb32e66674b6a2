"""The citation card of an article: its reference list in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from docforge.citations.checks.duplicates import find_groups
from docforge.citations.checks.entry import Listed, cited_ids, listed_entries
from docforge.citations.checks.identifiers import entry_identifiers, meta_identifiers
from docforge.citations.parsing.items import unsure_fields
from docforge.diagnostics import Diagnostic
from docforge.model.meta import CslItem, Document

# CSL types that stand by themselves: nothing else holds or publishes them of necessity.
ALONE = frozenset({"book", "report", "thesis", "webpage", "dataset", "software", "standard", "patent"})


@dataclass(frozen=True, slots=True)
class Card:
    """Counts; ``identifiers`` has for each kind how many there are and how many of them are wrong."""

    entries: int
    fully: int
    partly: int
    unread: int
    given: int
    cited: int
    linked: int
    unlinked: int
    ambiguous: int
    duplicate_works: int
    duplicate_entries: int
    identifiers: tuple[tuple[str, int, int], ...]

    @property
    def uncited(self) -> int:
        return self.entries - self.cited


def make_card(document: Document, found: Collection[Diagnostic], *, parsed: bool = True) -> Card:
    """Count. ``found`` are the findings about the document's citations.

    ``parsed`` says that the fields were read from printed strings, so that some may be in doubt.
    """
    entries = listed_entries(document.references)
    read = Counter(_read(listed, parsed) for listed in entries)
    cited = cited_ids(document)
    codes = Counter(d.code for d in found)
    groups = find_groups(entries)
    return Card(
        entries=len(entries),
        fully=read["fully"],
        partly=read["partly"],
        unread=read["not"],
        given=sum(r.certain for r in document.references),
        cited=len({r.id for r in document.references} & set(cited)),
        linked=len(cited),
        unlinked=codes["citation-unlinked"] + codes["citation-year"],
        ambiguous=codes["citation-ambiguous"],
        duplicate_works=len(groups),
        duplicate_entries=sum(len(g.entries) for g in groups),
        identifiers=_identifiers(document, entries),
    )


def _read(listed: Listed, parsed: bool) -> str:
    """Fully: who, when and what, nothing in doubt, and where it stands unless it stands alone."""
    csl = listed.csl
    if csl == CslItem():
        return "not"
    who, what = csl.author or csl.editor, csl.title
    where = csl.container_title or csl.publisher or csl.url or csl.doi or csl.type in ALONE
    whole = bool(who and csl.issued and what and where)
    return "fully" if whole and not (parsed and unsure_fields(listed.reference)) else "partly"


def _identifiers(document: Document, entries: Sequence[Listed]) -> tuple[tuple[str, int, int], ...]:
    there: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    found = [i for listed in entries for i in entry_identifiers(listed)]
    for one in (*found, *(i for i, _ in meta_identifiers(document.meta))):
        there[one.kind] += 1
        wrong[one.kind] += bool(one.wrong)
    return tuple((kind, count, wrong[kind]) for kind, count in sorted(there.items()))
