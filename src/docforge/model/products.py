"""How a review prints what it is of, where only the parts of that are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docforge.model.labels import labels_of
from docforge.model.nodes import Inlines, Italic, Text


def composed_product(authors: Sequence[str], parts: Mapping[str, str], language: str) -> Inlines:
    """A work from its parts: "Ann Roe and Bo Elm, *Title*, Oslo, Press, 2020, ISBN ....".

    ``parts`` are fields of ``Product`` by their names.
    """
    isbn = f"ISBN {parts['isbn']}" if parts["isbn"] else ""
    after = ", ".join(filter(None, (parts["publisher_place"], parts["publisher"], parts["year"], isbn)))
    before = f"{labels_of(language).listed(authors)}, " if authors else ""
    title = (Italic((Text(parts["title"]),)),) if parts["title"] else ()
    nodes = (Text(before), *title, Text(f", {after}." if after else "."))
    return tuple(node for node in nodes if not isinstance(node, Text) or node.value)
