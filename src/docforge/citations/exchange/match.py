"""An editor's list laid over the printed one: each item finds its entry by key, DOI, or work and year.

The printed string stays; the fields are the editor's and certain. What finds no partner is told.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from docforge.citations.checks.duplicates import title_key
from docforge.citations.checks.entry import listed_entries
from docforge.citations.exchange.given import GivenItem
from docforge.citations.index import name_key
from docforge.citations.loose import loose_entry
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import CslItem, Reference
from docforge.model.nodes import Text
from docforge.model.text import inline_text

LEAST_TITLE = 8  # letters that the title of an item and a printed entry must share
NAMED = 12


@dataclass(frozen=True, slots=True)
class Laid:
    """The list with the editor's fields; places of entries without an item, and items without an entry."""

    references: tuple[Reference, ...]
    unmet: tuple[int, ...]
    left: tuple[GivenItem, ...]


def lay_over(references: Sequence[Reference], given: Sequence[GivenItem]) -> Laid:
    """The printed entries with the fields of the items that are theirs.

    One item may serve several entries, where one work is listed as 2021a and 2021b.
    """
    found: dict[int, GivenItem] = {}
    by_key = {item.key: item for item in given}
    for place, reference in enumerate(references):
        if reference.id in by_key:
            found[place] = by_key[reference.id]
    taken = {id(item) for item in found.values()}
    by_doi = _table(given, lambda i: i.csl.doi.casefold())
    for place, reference in enumerate(references):
        if place not in found and (doi := reference.csl.doi.casefold()) in by_doi:
            found[place] = _best(by_doi[doi], reference)
    taken |= {id(item) for item in found.values()}
    _by_work(references, [i for i in given if id(i) not in taken], found)
    used = {id(item) for item in found.values()}
    laid = tuple(
        replace(r, csl=_fields(found[place].csl, r.csl), certain=True) if place in found else r
        for place, r in enumerate(references)
    )
    left = tuple(item for item in given if id(item) not in used)
    return Laid(laid, tuple(place for place in range(len(references)) if place not in found), left)


def as_references(items: Iterable[GivenItem]) -> tuple[Reference, ...]:
    """Items as entries of their own, printed as their fields are: a list that the text has lost."""
    return tuple(Reference(i.key, "", (Text(written(i.csl)),), i.csl, certain=True) for i in items)


def _table(
    given: Sequence[GivenItem], key: Callable[[GivenItem], Hashable]
) -> dict[Hashable, list[GivenItem]]:
    table: dict[Hashable, list[GivenItem]] = {}
    for item in given:
        if value := key(item):
            table.setdefault(value, []).append(item)
    return table


def _by_work(
    references: Sequence[Reference], given: Sequence[GivenItem], found: dict[int, GivenItem]
) -> None:
    """First author and year as printed, and the title somewhere in the entry."""
    table = _table(given, lambda i: (_first(i.csl), i.csl.issued[:4]))
    for place, reference in enumerate(references):
        if place in found:
            continue
        text = inline_text(reference.content) or reference.raw
        loose = loose_entry(text)
        own = reference.csl
        firsts = {_first(own), *loose.firsts} - {""}
        years = {own.issued[:4], *(year[:4] for year in loose.years)}
        fits = [i for first in firsts for year in years for i in table.get((first, year), ())]
        letters = title_key(text) if fits else ""
        fits = [
            i for i in dict.fromkeys(fits) if len(t := title_key(i.csl.title)) >= LEAST_TITLE and t in letters
        ]
        if fits:
            found[place] = _best(fits, reference)


def _best(fits: Sequence[GivenItem], reference: Reference) -> GivenItem:
    """The item with the letter of the year that is printed, else the first."""
    suffix = reference.csl.year_suffix
    return next((i for i in fits if i.csl.year_suffix == suffix), fits[0])


def _first(csl: CslItem) -> str:
    people = csl.author or csl.editor
    return name_key(people[0].family or people[0].literal) if people else ""


def _fields(given: CslItem, printed: CslItem) -> CslItem:
    """The editor's fields; the letter of the year stays as printed, for the text cites by it."""
    if printed.year_suffix and printed.issued[:4] == given.issued[:4]:
        return replace(given, year_suffix=printed.year_suffix)
    return given


def tell_unmet(laid: Laid, left: Sequence[GivenItem], name: str) -> Iterator[Diagnostic]:
    """Printed entries that the editor's list does not have, and the other way round."""
    if laid.unmet:
        listed = listed_entries(laid.references)
        names = "; ".join(listed[place].name for place in laid.unmet[:NAMED])
        more = f"; and {len(laid.unmet) - NAMED} more" if len(laid.unmet) > NAMED else ""
        yield diagnostic(
            "reference-given",
            f"{len(laid.unmet)} of {len(laid.references)} printed entries are not in {name}: {names}{more}.",
            laid.references[laid.unmet[0]].origin,
            "They stay as they were read. Give an item the entry's key as its id to bind the two.",
            where=name,
        )
    if left:
        names = "; ".join(f"{i.key} ({written(i.csl)[:60]})" for i in left[:NAMED])
        more = f"; and {len(left) - NAMED} more" if len(left) > NAMED else ""
        yield diagnostic(
            "reference-given",
            f"{name} has what the printed list has not: {names}{more}.",
            hint="They were not added, for the text does not print or cite them by key.",
            where=name,
        )


def written(csl: CslItem) -> str:
    """A plain printed form of an entry that came as fields only."""
    names = ", ".join(n.literal or f"{n.family}, {n.given}".strip(", ") for n in csl.author or csl.editor)
    year = f"({csl.issued[:4]}{csl.year_suffix})" if csl.issued else ""
    issue = f"({csl.issue})" if csl.issue else ""
    inside = ", ".join(p for p in (csl.container_title, f"{csl.volume}{issue}", csl.page) if p)
    doi = f"https://doi.org/{csl.doi}" if csl.doi else csl.url
    lead = " ".join(p for p in (names, year) if p)
    parts = [p.rstrip(".") for p in (lead, csl.title, inside, csl.publisher) if p]
    return " ".join([*(f"{p}." for p in parts), *([doi] if doi else [])])
