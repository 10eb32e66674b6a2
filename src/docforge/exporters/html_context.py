"""What all parts of the HTML rendering share: the state of one rendering and the helpers to grow elements.

Elements are lxml's, without namespace; ``html.render_article`` moves them into XHTML for EPUB at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.theme import look
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import Labels, labels_of
from docforge.model.nodes import DispFormula, Figure, Footnote, Origin, Section, TableWrap
from docforge.model.walk import document_blocks

Medium = Literal["web", "print", "epub"]
Href = Callable[[str], str]
Element = etree._Element
# TeX, and whether it is displayed.
Formula = tuple[str, bool]

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
# What XML 1.0 cannot hold, section 2.2 (https://www.w3.org/TR/xml/#charsets).
FORBIDDEN_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BLOCK_TAGS = (
    "aside", "blockquote", "caption", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul",
)  # fmt: skip
NOT_IN_ID_RE = re.compile(r"[^\w.-]")


@dataclass
class Rendering:
    """The state of rendering one article for one medium."""

    article: Article
    edition: EditionMeta
    medium: Medium
    href: Href
    prefix: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    targets: set[str] = field(init=False)
    notes: dict[str, tuple[int, Footnote]] = field(init=False)
    references: set[str] = field(init=False)
    marks: dict[str, int] = field(default_factory=dict)
    cited: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        document = self.article.document
        self.notes = {note.id: (number, note) for number, note in enumerate(document.notes, 1)}
        self.references = {reference.id for reference in document.references}
        self.targets = {
            block.id
            for block in document_blocks(document)
            if isinstance(block, Section | Figure | TableWrap | DispFormula) and block.id
        }

    @cached_property
    def maths(self) -> Mapping[Formula, Element]:
        """The article's formulas as MathML, all by the first question for one."""
        from docforge.exporters.mathml import document_mathml

        return document_mathml(self.article.document)

    @property
    def proof(self) -> bool:
        """Placeholders and remarks to the editor may be shown."""
        return self.edition.status != "final"

    @property
    def labels(self) -> Labels:
        """What is printed beside the article's own words, in its language."""
        return labels_of(self.article.document.meta.language)

    @property
    def notes_at_foot(self) -> bool:
        """Notes stand at the foot of their page: in print, unless the theme has them after the text."""
        return self.medium == "print" and not look(self.edition.theme).notes_at_end

    def anchor(self, kind: Literal["", "ref", "cite", "note", "noteref"], name: str) -> str:
        """The element id of a thing; unique over an edition in print, over an article elsewhere."""
        safe = NOT_IN_ID_RE.sub("-", name)
        return f"{self.prefix}{kind}-{safe}" if kind else f"{self.prefix}{safe}"

    def tell(self, code: str, message: str, origin: Origin = None, hint: str = "") -> None:
        where = "" if origin else self.article.id
        self.diagnostics.append(diagnostic(code, message, origin, hint, where=where))

    def region(self, name: str) -> str:
        """A name for a part that one goes to by name: the second with the same one has a number."""
        self.regions[name] = self.regions.get(name, 0) + 1
        return name if self.regions[name] == 1 else f"{name} ({self.regions[name]})"

    def note_label(self, note_id: str) -> str:
        """The mark of a note as printed, or its number where none is known."""
        number, note = self.notes[note_id]
        return note.label or str(number)


def element(tag: str, cls: str = "", **attributes: str) -> Element:
    """A new element; an attribute name's ``_`` stands for ``-``, empty values are left out."""
    made = etree.Element(tag)
    if cls:
        made.set("class", cls)
    for name, value in attributes.items():
        if value:
            made.set(name.strip("_").replace("_", "-"), FORBIDDEN_RE.sub("", value))
    return made


def sub(parent: Element, tag: str, cls: str = "", **attributes: str) -> Element:
    """A new last child of ``parent``."""
    made = element(tag, cls, **attributes)
    parent.append(made)
    return made


def add_text(parent: Element, text: str) -> None:
    """Append text after all that ``parent`` holds; characters that XML cannot hold are left out."""
    if not text:
        return
    text = FORBIDDEN_RE.sub("", text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def sub_text(parent: Element, tag: str, text: str, cls: str = "", **attributes: str) -> Element:
    """A new last child that holds ``text``."""
    made = sub(parent, tag, cls, **attributes)
    add_text(made, text)
    return made
