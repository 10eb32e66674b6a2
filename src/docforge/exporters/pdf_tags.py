"""The tags of a PDF (ISO 32000-1, 14.8): one structure element for each element of the laid-out HTML.

Stands in for WeasyPrint's own ``add_tags``, which makes an element of every box: there a paragraph that runs
over a page is two paragraphs, an article is one on each page, a note is a nameless box at the page's foot.
Here an element is one whatever pages it stands on, a note follows its mark, and what the layout adds (running
heads, folios, the head of a table on its next page) is an artifact. Roles are those of PDF 1.7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from docforge.exporters.pdf_structure import Annotation, Content, Node, add_structure
from docforge.exporters.pdf_table_tags import complete_tables

POINTS = 0.75  # of a CSS pixel
ROLES: Mapping[str, str] = {
    **{f"h{n}": f"H{n}" for n in range(1, 7)},
    "main": "Part", "article": "Art", "section": "Sect", "div": "Div", "header": "Div", "aside": "Div",
    "figure": "Div", "nav": "Div", "footer": "Div", "p": "P", "pre": "P", "blockquote": "BlockQuote",
    "ul": "L", "ol": "L", "li": "LI", "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption", "img": "Figure",
    "a": "Link", "code": "Code", "q": "Quote",
}  # fmt: skip
PSEUDO_ROLES: Mapping[str, str] = {"marker": "Lbl", "footnote-marker": "Lbl", "footnote-call": "Reference"}
CONTENTS = "contents"
HEADINGS = tuple(f"H{n}" for n in range(1, 7))


def add_tags(pdf: Any, document: Any, pdf_version: object, page_streams: Sequence[Any]) -> None:
    """Give ``pdf`` its structure; ``page_streams`` are the painted pages of ``document``."""
    tree = _Tree()
    counts = [
        tree.add_page(page, number, stream)
        for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True))
    ]
    _level_headings(tree.root)
    complete_tables(tree.root)
    add_structure(pdf, tree.root, counts)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


class _Tree:
    """Grows the structure while the pages are walked in their order."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._heads: set[Any] = set()
        self._page = 0
        self._height = 0.0
        self._stream: Any = None
        self._marks: dict[int, int] = {}

    def add_page(self, page: Any, number: int, stream: Any) -> int:
        """Walk a page; gives how much marked content it has."""
        self._page, self._height, self._stream, self._marks = number, page.height, stream, {}
        count = len(stream._tags)
        for child in page._page_box.children:
            if isinstance(child, boxes.MarginBox):
                side = "/Header" if child.at_keyword.startswith("@top") else "/Footer"
                self._hide(child, {"Type": "/Pagination", "Subtype": side})
            else:
                self._walk(child, self.root)
        return count

    def _walk(self, box: Any, parent: Node) -> None:
        box = getattr(box, "_box", box)  # an absolutely placed box stands behind a placeholder
        if self._is_repeated(box) or (box.element is not None and box.element.get("data-decorative")):
            self._hide(box, {"Type": "/Pagination"} if box.element_tag == "thead" else {"Type": "/Layout"})
            return
        node = self._node(box, parent)
        if box.link_annotation is not None:
            self._add_link(box, node)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            mark = self._stream._tags.pop(box, None)
            if mark is not None:
                node.holder().place("Span").kids.append(Content(self._page, mark["mcid"]))
            return
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            self._walk(child, node)

    def _is_repeated(self, box: Any) -> bool:
        """Whether it is the head of a table that goes on from an earlier page or column."""
        if box.element_tag != "thead":
            return False
        known = box.element in self._heads
        self._heads.add(box.element)
        return known

    def _node(self, box: Any, parent: Node) -> Node:
        """Where the content of a box goes; its element gets a node when it is met first."""
        element, tag = box.element, box.element_tag
        if element is None or tag is None:
            return parent
        known = self._nodes.get((element, tag))
        if known is not None:
            return known.body
        role = _role(element, tag, parent)
        if role is None:
            return parent
        if tag.endswith("::footnote-call"):
            made = parent.place(role).grow(role)
            # The note follows its mark, though it is met later, at a page's foot.
            self._nodes[element, tag.partition("::")[0]] = note = parent.place("Note").grow("Note", element)
            note.entries["ID"] = element.get("id") or f"note-{len(self._nodes)}"
        elif tag.endswith("::marker") and parent.role == "LBody" and parent.parent is not None:
            made = Node(role, None, parent.parent)
            parent.parent.kids.insert(0, made)
        else:
            made = parent.place(role).grow(role, element)
            self._describe(made, box)
        self._nodes[element, tag] = made
        return made.body

    def _describe(self, node: Node, box: Any) -> None:
        element = node.element
        if node.role == "Figure":
            left, top = box.content_box_x(), box.content_box_y()
            corners = (left, self._height - top - box.height, left + box.width, self._height - top)
            node.attributes["Layout"] = {"BBox": tuple(round(POINTS * c, 2) for c in corners)}
            node.entries["Alt"] = element.get("alt") or ""
        elif node.role == "Formula":
            node.entries["Alt"] = element.get("data-tex") or "".join(element.itertext())
        elif node.role == "L":
            numbered = "/Decimal" if element.tag == "ol" else "/Disc"
            plain = box.style["list_style_type"] == "none"
            node.attributes["List"] = {"ListNumbering": "/None" if plain else numbered}
        if element.get("lang") and element.tag != "html":
            node.entries["Lang"] = element.get("lang")

    def _add_link(self, box: Any, node: Node) -> None:
        """A link's annotation goes to the link; where it leads inside, its words say so."""
        link = node.around("Link")
        if link is None:
            link = node.place("Link").grow("Link", box.element)
        said = " ".join("".join(link.element.itertext()).replace("\u200b", "").split())
        if said and "Dest" in box.link_annotation:
            box.link_annotation["Contents"] = pydyf.String(said)
        link.kids.append(Annotation(self._page, box.link_annotation))

    def _hide(self, box: Any, properties: Mapping[str, str]) -> None:
        """Make artifacts of all that a box shows."""
        box = getattr(box, "_box", box)
        mark = self._stream._tags.pop(box, None)
        if mark is not None:
            if not self._marks:
                self._marks = _places_of_marks(self._stream.stream)
            at = self._marks.get(mark["mcid"])
            if at is not None:
                self._stream.stream[at - 1 : at + 1] = ["/Artifact", pydyf.Dictionary(properties)]
        if box.link_annotation is not None:
            known = self._nodes.get((box.element, box.element_tag))
            self._add_link(box, known or self.root)
        for child in box.children if isinstance(box, boxes.ParentBox) else ():
            self._hide(child, properties)


def _places_of_marks(stream: Sequence[Any]) -> dict[int, int]:
    """Where in a painted page the properties of each marked content stand."""
    return {
        item["MCID"]: at
        for at, item in enumerate(stream)
        if isinstance(item, pydyf.Dictionary) and "MCID" in item
    }


def _role(element: Any, tag: str, parent: Node) -> str | None:
    """The role of an HTML element, or of what CSS makes beside it; None: its parent holds what it holds."""
    name, _, pseudo = tag.partition("::")
    if pseudo:
        return PSEUDO_ROLES.get(pseudo)
    classes = (element.get("class") or "").split()
    if "formula" in classes:
        return "Formula"
    if name == "ol" and parent.element is not None and parent.element.get("class") == CONTENTS:
        return "TOC"
    if name == "li" and parent.role == "TOC":
        return "TOCI"
    role = ROLES.get(name)
    if role is None and element.get("lang") and name not in ("html", "body"):
        return "Span"
    return role


def _level_headings(root: Node) -> None:
    """No heading more than one level below the one before it (PDF/UA-1, 7.4.2)."""
    level = 0
    for node in root.descendants():
        if node.role in HEADINGS:
            level = min(HEADINGS.index(node.role) + 1, level + 1)
            node.role = HEADINGS[level - 1]
