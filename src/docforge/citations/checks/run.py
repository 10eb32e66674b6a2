"""All checks of a reference list at once."""

from __future__ import annotations

from docforge.citations.checks.addresses import check_addresses
from docforge.citations.checks.duplicates import check_duplicates, find_groups
from docforge.citations.checks.entry import cited_ids, listed_entries
from docforge.citations.checks.identifiers import check_front_identifiers, check_identifiers
from docforge.citations.checks.order import check_order
from docforge.citations.checks.pages import check_pages
from docforge.citations.checks.uncited import find_uncited
from docforge.diagnostics import Diagnostic, sort_diagnostics
from docforge.model.meta import Document


def check_references(document: Document) -> tuple[Diagnostic, ...]:
    """What the list shows to be amiss, after the citations of the text are linked to it."""
    entries = listed_entries(document.references)
    cited = cited_ids(document)
    return tuple(
        sort_diagnostics(
            [
                *check_front_identifiers(document.meta),
                *check_identifiers(entries),
                *check_pages(entries),
                *check_addresses(entries),
                *check_order(entries, cited),
                *find_uncited(entries, cited),
                *check_duplicates(find_groups(entries)),
            ]
        )
    )
