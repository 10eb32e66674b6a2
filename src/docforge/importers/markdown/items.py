"""What blocks are made of on their way: a tree of tokens, and items that are to be bound to others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from markdown_it.token import Token

from docforge.importers.markdown.attributes import Attributes
from docforge.model.nodes import Block, Inlines, Origin


@dataclass(slots=True)
class Node:
    """A token with the tokens inside it."""

    token: Token
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on its way to becoming a section; ``given`` says that its id was written, not made up."""

    level: int
    title: Inlines
    attributes: Attributes
    origin: Origin


@dataclass(frozen=True, slots=True)
class RefsHere:
    """``::: {#refs}``."""


@dataclass(frozen=True, slots=True)
class TableNotes:
    notes: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """``: caption {#tbl-1}`` beside a table."""

    content: Inlines
    attributes: Attributes
    plain: Block


@dataclass(frozen=True, slots=True)
class Attrib:
    """``[Who said it]{.attrib}`` in a paragraph of its own: belongs to the quotation that it ends."""

    content: Inlines
    origin: Origin


Item = Block | Heading | RefsHere | TableNotes | Caption | Attrib


def tree(tokens: Iterable[Token]) -> list[Node]:
    """Nested nodes of a flat token list."""
    top: list[Node] = []
    stack = [top]
    for token in tokens:
        if token.nesting == -1:
            stack.pop()
            continue
        node = Node(token)
        stack[-1].append(node)
        if token.nesting == 1:
            stack.append(node.children)
    return top


def slug(text: str) -> str:
    """An id from a heading: "Aims and Scope" -> "aims-and-scope"."""
    made = "-".join(re.findall(r"[^\W_]+", text.lower()))
    return made if made[:1].isalpha() else f"sec-{made}".rstrip("-")
