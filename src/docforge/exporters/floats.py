"""Figures and tables that print sets later than the author did, so that no page ends white before them.

A figure may stand behind paragraphs, lists and quotes that follow it in its own section: never across a
heading, another figure or table, never before its place, and with notes of its own not past other notes.
Only the tree that is laid out is changed; other formats keep the author's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from docforge.exporters.html_context import Element
from docforge.exporters.page_flow import BLOCK
from docforge.exporters.running_text import Part, running_text
from docforge.model.edition import ArticlePart, PageStart

PASSED = frozenset({"p", "ul", "ol", "blockquote", "aside", "pre"})
# By the number of a figure's block: behind how many of the blocks that follow it it stands.
Moves = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the text. ``passes`` are those a figure or table may pass, each with whether it may stand
    there: not between "as follows:" and what follows, nor between a formula and the sentence around it.
    """

    number: int
    element: Element
    passes: tuple[tuple[int, bool], ...] = ()


def number_blocks(article: Element) -> list[Block]:
    """The blocks of a rendered ``<article>`` in order; each element bears its number."""
    found = [*_blocks(article)]
    for number, node in enumerate(found):
        node.set(BLOCK, str(number))
    return [Block(n, node, tuple(_passes(node)) if is_float(node) else ()) for n, node in enumerate(found)]


def is_float(node: Any) -> bool:
    return node.tag == "figure" or "table-wrap" in (node.get("class") or "").split()


def _blocks(node: Element, within: bool = False) -> Iterator[Element]:
    for child in node:
        if child.tag == "section" or child.get("class") == "body":
            yield from _blocks(child, True)
        elif within and isinstance(child.tag, str):
            yield child


def _passes(figure: Element) -> Iterator[tuple[int, bool]]:
    noted = _has_notes(figure)
    for node, after in pairwise(chain(figure.itersiblings(), (None,))):
        if node is None:
            return
        if not _is_passed(node) or (noted and _has_notes(node)):
            return
        yield int(node.get(BLOCK, "0")), _may_stand(node, after)


def _is_passed(node: Element) -> bool:
    return node.tag in PASSED or _is_formula(node)


def _is_formula(node: Element) -> bool:
    return "disp-formula" in (node.get("class") or "").split()


def _may_stand(before: Element, after: Element | None) -> bool:
    """Whether a figure between two blocks parts nothing that belongs together."""
    if "".join(before.itertext()).rstrip().endswith(":") or (after is not None and _is_formula(after)):
        return False
    begins = "".join(after.itertext()).lstrip()[:1] if after is not None else ""
    return not begins.islower()


def _has_notes(node: Element) -> bool:
    return any({"footnote", "mark"}.intersection((e.get("class") or "").split()) for e in node.iter())


def in_order(blocks: Sequence[Block], moves: Moves) -> list[int]:
    """The numbers of the blocks as they stand after ``moves``."""
    order = [block.number for block in blocks]
    # No move reaches beyond the next figure, so that none meets another.
    for number, count in moves.items():
        order[number : number + count + 1] = [*order[number + 1 : number + count + 1], number]
    return order


def move_floats(article: Element, moves: Moves) -> None:
    """Set the figures of a numbered article behind the blocks that they pass."""
    known = {int(node.get(BLOCK, "0")): node for node in article.iter() if node.get(BLOCK) is not None}
    for number, count in moves.items():
        figure = known[number]
        holder = figure.getparent()
        if holder is not None:
            at = holder.index(figure)
            holder.remove(figure)
            holder.insert(at + count, figure)


# ---------------------------------------------------------------- where pages begin in the author's order


@dataclass(frozen=True, slots=True)
class _Moved:
    """In a part of the text: a figure with its letters from ``start`` on, and the letters that it passes."""

    part: ArticlePart
    start: int
    own: int
    passed: int

    def back(self, letter: int) -> int:
        """The number in the author's order of a letter of print; the text behind it for one of the figure."""
        if self.start <= letter < self.start + self.passed:
            return letter + self.own
        last = self.start + self.passed + self.own
        return last if self.start + self.passed <= letter < last else letter


def starts_in_text(
    starts: Sequence[PageStart], article: Element, blocks: Sequence[Block], moves: Moves
) -> tuple[PageStart, ...]:
    """Where pages begin in the author's order; a page that begins with a moved figure, behind it."""
    parts = running_text(article)
    moved = [*_moved(parts, blocks, moves)]
    found = []
    for start in starts:
        at = start.letters
        for one in moved:
            if one.part == start.part and at != (back := one.back(at)):
                at = back
                break
        part = parts[start.part]
        if at < len(part.letters):
            found.append(PageStart(start.page, start.part, at, part.near(at)))
    return tuple(found)


def _moved(parts: Mapping[ArticlePart, Part], blocks: Sequence[Block], moves: Moves) -> Iterator[_Moved]:
    letters: dict[int, list[int]] = {}
    places: dict[int, tuple[ArticlePart, int]] = {}
    for part in parts.values():
        for stretch in part.stretches:
            number = _number(stretch.owner)
            if number is not None:
                letters.setdefault(number, []).append(stretch.count)
                places.setdefault(number, (part.name, stretch.start))
    for number, count in moves.items():
        if number in places:
            passed = sum(sum(letters.get(n, ())) for n, _ in blocks[number].passes[:count])
            yield _Moved(*places[number], sum(letters[number]), passed)


def _number(node: Any) -> int | None:
    while node is not None and node.get(BLOCK) is None:
        node = node.getparent()
    return None if node is None else int(node.get(BLOCK))
