"""Figures and tables that print sets behind paragraphs which follow them: the article in the order of print.

A press does so to fill its pages. Where each stands is read from the letters of the pages alone, and only the
places are looked at where a figure may stand: in its own section, behind text that follows it, not across a
heading, another figure or table. One that stands elsewhere is left where the author has it, so that it is
told as lost there and doubled here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

Letters = Callable[[Any], str]
BORDERS = frozenset({"section", "figure", "h1", "h2", "h3", "h4", "h5", "h6"})
# So many letters tell a place; so far from where it should be a figure is looked for; so often at most.
TOLD = 64
NEAR = 4000
MOST = 50


def in_print_order(root: Any, shown: str, letters: Letters) -> Any:
    """The rendered article with its figures where ``shown``, the letters of its pages, has them.

    ``letters`` are the letters of an element as they are compared. The article itself is not changed.
    """
    moves = {number: count for number, count in _moves(root, shown, letters) if count}
    if not moves:
        return root
    root = deepcopy(root)
    for number, figure in enumerate([*_floats(root)]):
        holder = figure.getparent()
        at = holder.index(figure)
        holder.remove(figure)
        holder.insert(at + moves.get(number, 0), figure)
    return root


def _floats(root: Any) -> Iterator[Any]:
    return (node for node in root.iter() if is_float(node))


def is_float(node: Any) -> bool:
    return node.tag == "figure" or "table-wrap" in (node.get("class") or "").split()


def _moves(root: Any, shown: str, letters: Letters) -> Iterator[tuple[int, int]]:
    """Of each figure its number and how many of the elements that follow it stand before it in print."""
    drift = 0
    for number, (figure, start) in enumerate(_starts(root, letters)):
        own = letters(figure)
        if not own:
            continue
        passed = [letters(node) for node in _passed(figure)]
        found = _place(shown, max(0, start + drift), own, passed)
        if found is not None:
            count, at = found
            drift = at - sum(map(len, passed[:count])) - start
            yield number, count


def _starts(root: Any, letters: Letters) -> Iterator[tuple[Any, int]]:
    """The figures, each with how many letters stand before it."""
    waiting, count = [root], 0
    while waiting:
        node = waiting.pop()
        if is_float(node):
            yield node, count
        if is_float(node) or not any(map(is_float, node.iter())):
            count += len(letters(node))
        else:
            waiting += reversed([*node])


def _passed(figure: Any) -> Iterator[Any]:
    for node in figure.itersiblings():
        if node.tag in BORDERS or is_float(node):
            return
        yield node


def _place(shown: str, start: int, own: str, passed: list[str]) -> tuple[int, int] | None:
    """Behind how many of ``passed`` the letters of a figure stand, and where; None if nowhere near."""
    begin, end = max(0, start - NEAR), start + sum(map(len, passed)) + len(own) + NEAR
    for _ in range(MOST):
        at = shown.find(own, begin, end)
        if at < 0:
            return None
        if not passed or shown.startswith(passed[0][:TOLD], at + len(own)):
            return 0, at
        if count := _behind(shown, at, passed):
            return count, at
        begin = at + 1
    return None


def _behind(shown: str, at: int, passed: list[str]) -> int:
    """How many of ``passed`` end before a place: all of them, or one where some are lost."""
    length, ends = 0, 0
    for count, last in enumerate(passed, 1):
        length += len(last)
        if last and shown.endswith(last[-TOLD:], max(0, at - TOLD), at):
            if length <= at and shown.startswith(passed[0][:TOLD], at - length):
                return count
            ends = ends or count
    return ends
