"""What citeproc gives -> inlines of the model: links to entries become citations, addresses links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from docforge.exporters.pandoc_nodes import Nodes
from docforge.importers.pandoc_ast import AstReader, join
from docforge.model.nodes import Cite, CiteItem, Emphasis, Inline, Inlines, Text, Xref
from docforge.model.text import inline_text

ANCHOR = "ref-"


def set_content(nodes: Nodes) -> Inlines:
    """An entry of the list."""
    return AstReader().inlines(nodes)


def set_label(nodes: Nodes) -> str:
    """The number of an entry as the style prints it: "[1]", "1."."""
    return inline_text(set_content(nodes)).strip()


def set_citation(nodes: Nodes, rids: Iterable[str]) -> Inlines:
    """A citation of the works ``rids``, each linked; what a range hides ("1-3") is linked without words."""
    content = join(_linked(AstReader().inlines(nodes)))
    seen = {item.rid for item in _items(content)}
    return (*content, *(_piece(rid, "") for rid in rids if rid not in seen))


def _items(content: Inlines) -> Iterator[CiteItem]:
    for node in content:
        if isinstance(node, Cite):
            yield from node.items
        elif isinstance(node, Emphasis):
            yield from _items(node.content)


def _piece(rid: str, printed: str) -> Cite:
    return Cite((CiteItem(rid, printed),), before="", after="")


def _linked(content: Inlines, rid: str = "") -> Iterator[Inline]:
    for node in content:
        if isinstance(node, Xref) and node.rid.startswith(ANCHOR):
            yield from _linked(node.content, node.rid.removeprefix(ANCHOR))
        elif isinstance(node, Text) and rid:
            yield _piece(rid, node.value)
        elif isinstance(node, Emphasis):
            yield replace(node, content=join(_linked(node.content, rid)))
        else:
            yield node
