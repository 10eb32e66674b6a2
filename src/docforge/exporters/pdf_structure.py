"""Structure elements of a PDF while they grow, and how they are written (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

# What holds other elements and no text of its own (14.8.4.2); text in it is wrapped.
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "TOCI", "L", "LI"})
# What stands in a line (14.8.4.4).
INLINE = frozenset({"Span", "Quote", "Note", "Reference", "Code", "Link", "Formula", "Lbl"})
# Kept though nothing stands in them: a table without them has holes.
CELLS = frozenset({"TR", "TH", "TD"})


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content of a page."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link's place on a page."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class Node:
    """One structure element; ``element`` is its HTML element, None where only PDF asks for it."""

    role: str
    element: Any = None
    parent: Node | None = None
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    entries: dict[str, Any] = field(default_factory=dict)

    def grow(self, role: str, element: Any = None) -> Node:
        """A new last child; a list item gets the body that holds all but its marker."""
        made = Node(role, element, self)
        self.kids.append(made)
        if role == "LI":
            made.grow("LBody")
        return made

    @property
    def body(self) -> Node:
        """Where the content of the HTML element goes."""
        first = next((kid for kid in self.kids if isinstance(kid, Node) and kid.role == "LBody"), None)
        return first if self.role == "LI" and first is not None else self

    def place(self, role: str) -> Node:
        """Where a child of ``role`` may stand: text and inline elements in a group need a paragraph."""
        if role not in INLINE or self.role not in GROUPING:
            return self
        wrapper = "Reference" if self.role == "TOCI" else "P"
        last = self.kids[-1] if self.kids else None
        if isinstance(last, Node) and last.element is None and last.role == wrapper:
            return last
        return self.grow(wrapper)

    def holder(self) -> Node:
        """Where text goes that stands in it: the space between two items belongs to the first."""
        last = self.kids[-1] if self.kids else None
        return last.body if self.role in ("L", "TOC") and isinstance(last, Node) else self

    def descendants(self) -> Iterator[Node]:
        """All elements below, in reading order."""
        waiting = [kid for kid in reversed(self.kids) if isinstance(kid, Node)]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))

    def around(self, role: str) -> Node | None:
        """The nearest element of ``role`` that this one is or stands in."""
        node: Node | None = self
        while node is not None and node.role != role:
            node = node.parent
        return node


def prune(root: Node) -> None:
    """Take out elements that nothing stands in."""
    for node in [*reversed(list(root.descendants())), root]:
        node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.role in CELLS]


def add_structure(pdf: Any, root: Node, counts: Sequence[int]) -> None:
    """Add the elements to ``pdf``; ``counts`` is how much marked content each page has."""
    prune(root)
    top = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(top)
    pages: list[list[Any]] = [["null"] * count for count in counts]
    links: list[tuple[Any, Any]] = []
    dictionaries = {id(root): _element(root, top)}
    pdf.add_object(dictionaries[id(root)])
    for node in root.descendants():
        assert node.parent is not None
        made = _element(node, dictionaries[id(node.parent)])
        pdf.add_object(made)
        dictionaries[id(node)] = made
    for node in (root, *root.descendants()):
        _fill(node, dictionaries, pdf.page_references, pages, links)
    numbers = pydyf.Array()
    for index, references in enumerate(pages):
        numbers.extend((index, pydyf.Array(references)))
    for index, (reference, annotation) in enumerate(links, len(pages)):
        numbers.extend((index, reference))
        annotation["StructParent"] = index
    parents = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(parents)
    top["ParentTree"] = parents.reference
    top["ParentTreeNextKey"] = len(pages) + len(links)
    top["K"] = pydyf.Array([dictionaries[id(root)].reference])
    pdf.catalog["StructTreeRoot"] = top.reference


def _element(node: Node, parent: Any) -> Any:
    made = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference})
    for name, value in node.entries.items():
        made[name] = pydyf.String(value)
    if node.attributes:
        owners = [
            pydyf.Dictionary({"O": f"/{owner}", **_values(of)}) for owner, of in node.attributes.items()
        ]
        made["A"] = owners[0] if len(owners) == 1 else pydyf.Array(owners)
    return made


def _values(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: pydyf.Array(pydyf.String(v) if isinstance(v, str) else v for v in value)
        if isinstance(value, tuple)
        else value
        for name, value in attributes.items()
    }


def _fill(
    node: Node,
    dictionaries: Mapping[int, Any],
    page_references: Sequence[Any],
    pages: Sequence[list[Any]],
    links: list[tuple[Any, Any]],
) -> None:
    """Write the kids of one element: elements, marked content, links."""
    made = dictionaries[id(node)]
    first = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
    if first is None:
        below = (kid for each in node.descendants() for kid in each.kids if not isinstance(kid, Node))
        first = next((kid.page for kid in below), None)
    if first is not None:
        made["Pg"] = page_references[first]
    kids = pydyf.Array()
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(dictionaries[id(kid)].reference)
        elif isinstance(kid, Content):
            pages[kid.page][kid.mcid] = made.reference
            if kid.page == first:
                kids.append(kid.mcid)
            else:
                kids.append(
                    pydyf.Dictionary({"Type": "/MCR", "Pg": page_references[kid.page], "MCID": kid.mcid})
                )
        else:
            links.append((made.reference, kid.dictionary))
            reference = kid.dictionary.reference
            kids.append(
                pydyf.Dictionary({"Type": "/OBJR", "Obj": reference, "Pg": page_references[kid.page]})
            )
    if kids:
        made["K"] = kids
