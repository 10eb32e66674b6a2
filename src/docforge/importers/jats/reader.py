"""What all parts of the reader share: targets of links, notes as they are met, and what is set aside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from docforge.importers.jats.mathml_tex import mathml_tex
from docforge.model.nodes import Footnote

XLINK = "{http://www.w3.org/1999/xlink}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LINE_RE = re.compile(r"[ \t]*[\r\n]\s*")
# Elements whose borders are no borders of words.
JOINED = frozenset(
    """
    italic bold underline strike sc sup sub monospace overline roman sans-serif fixed-case ext-link uri
    email xref named-content styled-content inline-formula abbrev target milestone-start milestone-end
    index-term ruby rb rt private-char tex-math alternatives
    """.split()
)
# Fields that stand in running text in some elements, and one after another in others.
FIELDS = frozenset(
    """
    institution institution-wrap country city addr-line year month day source article-title chapter-title
    volume issue fpage
    lpage pub-id name string-name surname given-names prefix suffix person-group etal publisher-name
    publisher-loc comment edition elocation-id collab page-range isbn issn date-in-citation data-title date
    string-date part-title conf-name
    """.split()
)
RUNNING = frozenset(
    ("mixed-citation", "citation", "nlm-citation", "aff", "related-article", "product", "string-name")
)


@dataclass(slots=True)
class Reader:
    """State of one reading. ``own`` says that docforge wrote the file; ``aside`` is text by kind."""

    root: etree._Element
    targets: dict[str, etree._Element]
    own: bool = False
    notes: list[Footnote] = field(default_factory=list)
    aside: dict[str, list[str]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    numbers: dict[str, int] = field(default_factory=dict)

    def put_aside(self, kind: str, element: etree._Element | None) -> None:
        """Keep the words of an element that the document has no place for, or has as a field."""
        if element is not None and (text := plain_text(element).strip()):
            self.aside.setdefault(kind, []).append(text)

    def tell(self, what: str) -> None:
        """Count something that is read as less than it is."""
        self.lost[what] = self.lost.get(what, 0) + 1

    def number(self, prefix: str) -> str:
        """An id for what has none."""
        while True:
            self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
            name = f"{prefix}-{self.numbers[prefix]}"
            if name not in self.targets:
                return name


def new_reader(root: etree._Element) -> Reader:
    targets = {str(e.get("id")): e for e in root.iter(etree.Element) if e.get("id")}
    return Reader(root, targets, own=(root.get("specific-use") or "").startswith("docforge"))


def cleaned(text: str | None) -> str:
    """Text in which the line ends of the file are spaces."""
    return LINE_RE.sub(" ", text or "")


def is_note_mark(element: etree._Element, reader: Reader) -> bool:
    """Whether a cross reference is the mark of a note of the text."""
    target = reader.targets.get((element.get("rid") or "").split(" ")[0])
    return element.tag == "xref" and target is not None and is_note(target)


def is_joined(element: etree._Element) -> bool:
    """Whether the text before and behind an element is one with its own."""
    tag = str(element.tag)
    if tag in FIELDS:
        parent = element.getparent()
        if parent is not None and parent.tag == "name":
            return False
        return any(above.tag in RUNNING for above in element.iterancestors())
    return tag in JOINED or tag.startswith("mml-")


def has_tex(element: etree._Element) -> bool:
    """Whether this is MathML whose formula stands beside it as TeX."""
    parent = element.getparent()
    return element.tag == "mml-math" and parent is not None and parent.find("tex-math") is not None


def own_tex(math: etree._Element) -> str | None:
    """The TeX of MathML: as it tells it itself (an annotation, ``<math alttext="x^2">``), else made of it."""
    notes = (node for node in math.iter("mml-annotation") if node.get("encoding") == "application/x-tex")
    tex = next((node.text for node in notes if node.text), None) or math.get("alttext")
    return cleaned(tex).strip().strip("$").strip() or None if tex else mathml_tex(math)


def is_note(element: etree._Element) -> bool:
    """A note of the text: not one of a table, and not one about an author."""
    return element.tag == "fn" and not any(
        a.tag in ("table-wrap-foot", "author-notes") for a in element.iterancestors()
    )


def plain_text(element: etree._Element) -> str:
    """All text of an element; borders of blocks are line ends."""
    return _text_of(element, lambda node: None)


def words_in(root: etree._Element, reader: Reader) -> str:
    """The text of the whole file that is to be accounted for: all but note marks and formulas told twice."""

    def stands_for(node: etree._Element) -> str | None:
        if is_note_mark(node, reader) or has_tex(node):
            return ""
        tex = own_tex(node) if node.tag == "mml-math" else ""
        return f" {tex} " if tex else None

    return _text_of(root, stands_for)


def _text_of(root: etree._Element, stands_for: Callable[[etree._Element], str | None]) -> str:
    """The text below ``root``; what ``stands_for`` gives for an element is told instead of what it holds."""
    out: list[str] = []

    def walk(node: etree._Element) -> None:
        if not isinstance(node.tag, str):
            return
        if (instead := stands_for(node)) is not None:
            out.append(instead)
            return
        border = "" if is_joined(node) else "\n"
        out.append(border)
        out.append(cleaned(node.text))
        for child in node:
            walk(child)
            out.append(cleaned(child.tail))
        out.append(border)

    walk(root)
    return "".join(out)
