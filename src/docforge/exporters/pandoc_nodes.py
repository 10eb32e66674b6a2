"""Nodes of pandoc's document type as JSON values, and the Word styles that docforge gives them.

The type: https://hackage.haskell.org/package/pandoc-types/docs/Text-Pandoc-Definition.html. Styles by name:
https://pandoc.org/MANUAL.html#custom-styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from docforge.exporters.html_context import FORBIDDEN_RE

Node = dict[str, Any]
Nodes = list[Node]
TableRow = list[list[Any]]

# Pandoc compares the first two numbers with its own.
API_VERSION = [1, 23]
# Text that docforge adds to the article's own: "Abstract", "[image not in the source]", numbers of marks.
ADDED = "Added"
FORMULA = "Formula"
ABSTRACT_TITLE = "Abstract Title"
CORRESPONDENCE = "Correspondence"
DETAILS = "Details"

_SPACE_RE = re.compile(r"([ \t\r\n]+)")


def _attributes(id: str = "", style: str = "") -> list[Any]:
    return [id, [], [["custom-style", style]] if style else []]


def clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return FORBIDDEN_RE.sub("", text)


def plain(text: str) -> Nodes:
    """Words and the spaces between them."""
    return [
        {"t": "Space"} if part.isspace() and part[0] in " \t\r\n" else {"t": "Str", "c": part}
        for part in _SPACE_RE.split(clean(text))
        if part
    ]


def wrapped(kind: str, content: Nodes) -> Node:
    """Emph, Strong, Superscript and the like."""
    return {"t": kind, "c": content}


def code(text: str) -> Node:
    return {"t": "Code", "c": [_attributes(), clean(text)]}


def code_block(text: str) -> Node:
    return {"t": "CodeBlock", "c": [_attributes(), clean(text)]}


def formula(tex: str) -> Node:
    # Pandoc writes TeX that it cannot read as text; the style tells it from the words around it.
    return styled(FORMULA, [{"t": "Math", "c": [{"t": "InlineMath"}, clean(tex)]}])


def in_language(language: str, content: Nodes) -> Node:
    """Inlines that say what language they are in (BCP 47)."""
    return {"t": "Span", "c": [["", [], [["lang", language]] if language else []], content]}


def styled(style: str, content: Nodes) -> Node:
    """Inlines in a character style."""
    return {"t": "Span", "c": [_attributes(style=style), content]}


def added(text: str) -> Node:
    return styled(ADDED, plain(text))


def anchor(id: str) -> Node:
    """A place to link to."""
    return {"t": "Span", "c": [_attributes(id), []]}


def link(target: str, content: Nodes) -> Node:
    return {"t": "Link", "c": [_attributes(), content, [clean(target), ""]]}


def note(blocks: Nodes) -> Node:
    return {"t": "Note", "c": blocks}


def para(content: Nodes, style: str = "") -> Node:
    """A paragraph, in a paragraph style if one is named."""
    made = {"t": "Para", "c": content}
    return div([made], style=style) if style else made


def div(blocks: Nodes, id: str = "", style: str = "") -> Node:
    return {"t": "Div", "c": [_attributes(id, style), blocks]}


def header(level: int, content: Nodes, id: str = "") -> Node:
    return {"t": "Header", "c": [level, _attributes(id), content]}


def listing(items: Sequence[Nodes], start: int | None) -> Node:
    """A list with numbers from ``start``, or with bullets."""
    # An item without a block would lose its number.
    filled = [item or [{"t": "Plain", "c": []}] for item in items]
    if start is None:
        return {"t": "BulletList", "c": filled}
    return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], filled]}


def figure(id: str, picture: str, alt: str, caption: Nodes) -> Node:
    """A picture, ``picture`` being its address, with what stands under it."""
    image = {"t": "Image", "c": [_attributes(), plain(alt), [picture, ""]]}
    below = [{"t": "Plain", "c": caption}] if caption else []
    return {"t": "Figure", "c": [_attributes(id), [None, below], [{"t": "Plain", "c": [image]}]]}


def cell(content: Nodes, rowspan: int = 1, colspan: int = 1) -> list[Any]:
    inside = [{"t": "Plain", "c": content}] if content else []
    return [_attributes(), {"t": "AlignDefault"}, rowspan, colspan, inside]


def table(
    id: str, caption: Nodes, align: Sequence[str], head: Sequence[TableRow], body: Sequence[TableRow]
) -> Node:
    """A table of rows of ``cell``; ``align`` has one name a column."""
    names = {"": "AlignDefault", "left": "AlignLeft", "center": "AlignCenter", "right": "AlignRight"}
    columns = [[{"t": names[name]}, {"t": "ColWidthDefault"}] for name in align]
    rows = [[[_attributes(), row] for row in part] for part in (head, body)]
    below = [{"t": "Plain", "c": caption}] if caption else []
    return {
        "t": "Table",
        "c": [
            _attributes(id),
            [None, below],
            columns,
            [_attributes(), rows[0]],
            [[_attributes(), 0, [], rows[1]]],
            [_attributes(), []],
        ],
    }
