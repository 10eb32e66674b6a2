"""Tagged PDF files -> one: the pages of each in order, with structure, links, destinations and outline.

An article is laid out once: its own file and its pages in the edition are the same. ISO 32000-1: 14.7
(logical structure), 12.3 (destinations, outlines), 12.4.2 (page labels).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Literal
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, PageCopyWarning, Pdf, String

from docforge.exporters.pdf_conformance import conform_pdf, save

# The address of a link to the first page of another part; ``bind`` makes it a link within the bound file.
PART_LINK = "docforge-part:"


@dataclass(frozen=True, slots=True)
class Part:
    """A file to bind. Its folios begin with ``first`` ("r" roman, "D" arabic; "" shows ``prefix`` alone).

    ``target`` is the name that links of other parts know it by; ``blank``: an empty page goes before it.
    """

    data: bytes
    style: Literal["r", "D", ""] = "D"
    first: int = 1
    language: str = ""
    target: str = ""
    blank: bool = False
    prefix: str = ""


@dataclass
class _Bound:
    """What the parts are gathered in."""

    pdf: Pdf
    document: Any
    parents: list[Any]
    names: dict[bytes, Any]
    outline: list[Any]
    labels: list[Any]
    starts: dict[str, Any]
    next_parent: int = 0


def bind(parts: Sequence[Part]) -> bytes:
    """One file of all parts, PDF/UA-1 and PDF/A-3a, with the title and the metadata of the first.

    Raises ``ValueError`` for a link to a part that is not there.
    """
    pdf = Pdf.open(BytesIO(parts[0].data))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array()))
    to = _Bound(pdf, document, [], {}, [], [], {})
    for number, part in enumerate(parts):
        source = pdf if number == 0 else Pdf.open(BytesIO(part.data))
        _add(to, part, source, first=number == 0)
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(to.parents)))
    root.ParentTreeNextKey = to.next_parent
    pdf.Root.StructTreeRoot = root
    pdf.Root.PageLabels = Dictionary(Nums=Array(to.labels))
    named = [thing for name in sorted(to.names) for thing in (String(name), to.names[name])]
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(named)))
    _set_outline(to)
    _link_parts(to)
    conform_pdf(pdf)
    return save(pdf)


def _add(to: _Bound, part: Part, source: Pdf, first: bool) -> None:
    pdf = to.pdf
    if part.blank:
        # Its label goes on where the part before it ended.
        pdf.add_blank_page()
        pdf.pages[-1].mediabox = pdf.pages[-2].mediabox
    at = 0 if first else len(pdf.pages)
    if not first:
        with warnings.catch_warnings():
            # Destinations and links are brought over below, with the structure.
            warnings.simplefilter("ignore", PageCopyWarning)
            pdf.pages.extend(source.pages)
    to.labels += [at, _label(part)]
    pages = [page.obj for page in list(pdf.pages)[at:]]
    if part.target:
        to.starts[part.target] = pages[0]

    def own(thing: Any) -> Any:
        if first:
            return thing
        return pdf.copy_foreign(thing if thing.is_indirect else source.make_indirect(thing))

    tree = own(source.Root.StructTreeRoot)
    _renumber(to, tree, pages)
    _rename(tree, f"{len(to.labels) // 2}.")
    for kid in _kids(tree):
        kid.P = to.document
        if kid.get(Name.S) == Name.Document:
            kid.S = Name.Part
        if part.language:
            kid.Lang = String(part.language)
        to.document.K.append(kid)
    names = source.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary()).get(Name.Names, Array())
    listed = list(names)
    for name, place in zip(listed[::2], listed[1::2], strict=True):
        to.names.setdefault(bytes(name), own(place))
    outlines = source.Root.get(Name.Outlines, Dictionary())
    if Name.First in outlines:
        to.outline += _chain(own(outlines.First))


def _renumber(to: _Bound, tree: Any, pages: Sequence[Any]) -> None:
    """Give the pages and links of a part keys of the common parent tree."""
    nums = list(tree.ParentTree.Nums)
    base = to.next_parent
    for key, value in zip(nums[::2], nums[1::2], strict=True):
        to.parents += [int(key) + base, value]
        to.next_parent = max(to.next_parent, int(key) + base + 1)
    for page in pages:
        if Name.StructParents in page:
            page.StructParents = int(page.StructParents) + base
        for annotation in page.get(Name.Annots, Array()):
            if Name.StructParent in annotation:
                annotation.StructParent = int(annotation.StructParent) + base


def _rename(tree: Any, prefix: str) -> None:
    """Make names of elements, and what refers to them (heads of tables, 14.8.5.7), unique in the file."""
    waiting = [kid for kid in _kids(tree) if isinstance(kid, Dictionary)]
    while waiting:
        node = waiting.pop()
        if Name.ID in node:
            node.ID = String(prefix.encode() + bytes(node.ID))
        given = node.get(Name.A, Array())
        for attributes in given if isinstance(given, Array) else (given,):
            if isinstance(attributes, Dictionary) and Name.Headers in attributes:
                heads = [String(prefix.encode() + bytes(head)) for head in attributes.Headers]
                attributes.Headers = Array(heads)
        waiting += [kid for kid in _kids(node) if isinstance(kid, Dictionary) and Name.S in kid]


def _kids(node: Any) -> list[Any]:
    kids = node.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _chain(item: Any) -> Iterator[Any]:
    while item is not None:
        yield item
        item = item.get(Name.Next)


def _set_outline(to: _Bound) -> None:
    items = to.outline
    if not items:
        return
    root = to.pdf.make_indirect(Dictionary(Type=Name.Outlines, First=items[0], Last=items[-1]))
    for number, item in enumerate(items):
        item.Parent = root
        for name, neighbour in ((Name.Prev, number - 1), (Name.Next, number + 1)):
            if 0 <= neighbour < len(items):
                item[name] = items[neighbour]
            elif name in item:
                del item[name]
    # The open items and, below each, as many as its own count says are open (12.3.3).
    root.Count = len(items) + sum(max(0, int(item.get(Name.Count, 0))) for item in items)
    to.pdf.Root.Outlines = root


def _label(part: Part) -> Dictionary:
    label = Dictionary()
    if part.style:
        label.S, label.St = Name(f"/{part.style}"), part.first
    if part.prefix:
        label.P = String(part.prefix)
    return label


def _link_parts(to: _Bound) -> None:
    """Links that name another part lead to its first page."""
    for page in to.pdf.pages:
        for annotation in page.obj.get(Name.Annots, Array()):
            address = str(annotation.get(Name.A, Dictionary()).get(Name.URI, ""))
            if not address.startswith(PART_LINK):
                continue
            target = unquote(address.removeprefix(PART_LINK))
            if target not in to.starts:
                raise ValueError(f"a link leads to {target!r}, which is no part of the file")
            del annotation.A
            start = to.starts[target]
            height = start.MediaBox[3]
            annotation.Dest = Array([start, Name.XYZ, 0, height, 0])
