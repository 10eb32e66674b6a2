"""Inlines cut and joined by offsets into their text, so that a word of one copy can stand in another.

Emphasis and links are cut with their text; what has no text of its own to cut (a citation, a formula, code)
is taken whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.model.nodes import (
    Bold,
    ExtLink,
    Foreign,
    Inline,
    Inlines,
    Italic,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
    Xref,
)
from docforge.model.text import inline_text
from docforge.places import Span

Wrapper = Italic | Bold | Underline | Strike | SmallCaps | Sup | Sub | Foreign | ExtLink | Xref
WRAPPERS = (Italic, Bold, Underline, Strike, SmallCaps, Sup, Sub, Foreign, ExtLink, Xref)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text or an inline without inner inlines, the wrappers around it from outside in, and its place."""

    path: tuple[Wrapper, ...]
    node: Inline
    start: int
    end: int


def leaves(content: Inlines) -> list[Leaf]:
    """Flat pieces of inlines, with offsets into ``inline_text(content)``."""
    found: list[Leaf] = []

    def walk(nodes: Inlines, path: tuple[Wrapper, ...], at: int) -> int:
        for node in nodes:
            if isinstance(node, WRAPPERS):
                at = walk(node.content, (*path, node), at)
            else:
                size = len(inline_text((node,)))
                found.append(Leaf(path, node, at, at + size))
                at += size
        return at

    walk(content, (), 0)
    return found


def cut(content: Sequence[Leaf], start: int, end: int) -> list[Leaf] | None:
    """The pieces of ``start:end``; None where that would cut what cannot be cut."""
    found = []
    for leaf in content:
        if leaf.end < start or leaf.start > end:
            continue
        if leaf.start == leaf.end:  # a note mark or the like
            if start < leaf.start < end or (leaf.start == start < end):
                found.append(leaf)
            continue
        low, high = max(leaf.start, start), min(leaf.end, end)
        if low >= high:
            continue
        if (low, high) == (leaf.start, leaf.end):
            found.append(leaf)
        elif isinstance(leaf.node, Text):
            found.append(Leaf(leaf.path, _part(leaf.node, low - leaf.start, high - leaf.start), low, high))
        else:
            return None
    return found


def _part(node: Text, start: int, end: int) -> Text:
    return Text(node.value[start:end], place_in(node, start, end))


def place_in(node: Text, start: int, end: int) -> Span | None:
    """Place of a piece of a text; narrowed only where text and source run letter for letter."""
    origin = node.origin
    if origin is not None and origin.end - origin.start == len(node.value):
        return Span(origin.file, origin.start + start, origin.start + end)
    return origin


def build(pieces: Sequence[Leaf]) -> Inlines:
    """Inlines of pieces; neighbours inside one wrapper stay inside one, neighbouring texts become one."""
    return _build(pieces, 0)


def _build(pieces: Sequence[Leaf], depth: int) -> Inlines:
    done: list[Inline] = []
    i = 0
    while i < len(pieces):
        leaf = pieces[i]
        if len(leaf.path) <= depth:
            _append(done, leaf.node)
            i += 1
            continue
        j = i
        while j < len(pieces) and len(pieces[j].path) > depth and pieces[j].path[depth] is leaf.path[depth]:
            j += 1
        done.append(_rewrap(leaf.path[depth], _build(pieces[i:j], depth + 1)))
        i = j
    return tuple(done)


def _append(done: list[Inline], node: Inline) -> None:
    last = done[-1] if done else None
    if not (isinstance(node, Text) and isinstance(last, Text)):
        done.append(node)
        return
    origin = None
    if node.origin and last.origin and node.origin.file == last.origin.file:
        origin = last.origin.to(node.origin)
    done[-1] = Text(last.value + node.value, origin)


def _rewrap(wrapper: Wrapper, content: Inlines) -> Inline:
    if not isinstance(wrapper, ExtLink):
        return replace(wrapper, content=content)
    # A bare address is its own label: the one may not differ from the other.
    old, new = inline_text(wrapper.content), inline_text(content)
    href = wrapper.href
    if old != new and href.endswith(old) and re.fullmatch(r"\S+", new):
        href = href[: len(href) - len(old)] + new
    return replace(wrapper, href=href, content=content)


def splice(content: Inlines, changes: Sequence[tuple[int, int, Sequence[Leaf]]]) -> Inlines | None:
    """``content`` with ranges replaced by pieces, in order; None where a range cuts what cannot be cut.

    The pieces take the emphasis or link that stood around the range, or that touches an insertion on both
    sides.
    """
    own = leaves(content)
    length = own[-1].end if own else 0
    result: list[Leaf] = []
    at = 0
    for start, end, put in changes:
        kept, out = cut(own, at, start), cut(own, start, end)
        if kept is None or out is None:
            return None
        result += kept
        around = _around(own, start, end, out)
        for leaf in put:
            styled = leaf.path if around is None or _styles(leaf.path) - _styles(around) else around
            result.append(Leaf(styled, leaf.node, 0, 0))
        at = end
    rest = cut(own, at, length)
    if rest is None:
        return None
    marks = [leaf for leaf in own if leaf.start == leaf.end == length and leaf not in rest]
    return build([*result, *rest, *marks])


def _styles(path: tuple[Wrapper, ...]) -> set[type[Wrapper]]:
    return {type(w) for w in path}


def _around(own: Sequence[Leaf], start: int, end: int, out: Sequence[Leaf]) -> tuple[Wrapper, ...] | None:
    """The wrappers that hold a whole range; of an insertion, those on both sides of it."""
    if out:
        first = out[0].path
        return first if all(leaf.path == first for leaf in out) else ()
    before = [leaf.path for leaf in own if leaf.start < start <= leaf.end]
    after = [leaf.path for leaf in own if leaf.start <= end < leaf.end]
    return before[0] if before and after and before[0] == after[0] else ()
