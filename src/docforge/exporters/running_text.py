"""The running text of a rendered article: its letters in order, and which element holds which of them.

Print and screen render the same text in different elements. What differs is left out here: notes and their
marks, formulas (drawn in print), links back, the notice of a proof. So the n-th letter of a part is the same
letter in every medium, and a place that is known in one is found in the others. Elements are lxml's or the
standard library's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from docforge.exporters.html_context import BLOCK_TAGS
from docforge.model.edition import ArticlePart

# By class: what one medium has and another has not, or has elsewhere.
NOT_RUNNING = frozenset("footnote formula mark note-label backlink status notes".split())
TRANSPARENT = "\u00ad\u200b"
NEAR = 32


@dataclass(frozen=True, slots=True)
class Stretch:
    """One string of the tree: the ``text`` of ``node``, or its ``tail``, which belongs to ``owner``.

    ``start`` letters of the part stand before it, ``own`` of them in earlier strings of ``owner``.
    """

    node: Any
    tail: bool
    owner: Any
    start: int
    own: int
    count: int

    @property
    def text(self) -> str:
        return str((self.node.tail if self.tail else self.node.text) or "")


@dataclass(slots=True)
class Part:
    """``letters`` are the letters and digits in order; ``begins`` says which of them begin a word."""

    name: ArticlePart
    stretches: list[Stretch] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)

    def near(self, at: int) -> str:
        return "".join(self.letters[at : at + NEAR])

    def stretch(self, at: int) -> Stretch | None:
        """The string that holds the letter with the number ``at``."""
        low, high = 0, len(self.stretches)
        while low < high:
            middle = (low + high) // 2
            if self.stretches[middle].start + self.stretches[middle].count <= at:
                low = middle + 1
            else:
                high = middle
        return self.stretches[low] if low < len(self.stretches) else None


# The runs of what ``is_letter`` says yes of.
LETTERS_RE = re.compile(r"[^\W_]+")


def is_letter(char: str) -> bool:
    return char.isalnum()


def count_letters(text: str) -> int:
    return sum(map(is_letter, text))


def running_text(article: Any) -> dict[ArticlePart, Part]:
    """The three parts of a rendered ``<article>``."""
    parts: dict[ArticlePart, Part] = {name: Part(name) for name in ("front", "body", "back")}
    at: ArticlePart = "front"
    for child in article:
        if is_running(child):
            if child.tag != "header":
                at = "body" if "body" in classes(child) else "back"
            _Reader(parts[at]).read(child)
    return parts


def classes(node: Any) -> list[str]:
    return str(node.get("class") or "").split()


def is_running(node: Any) -> bool:
    return isinstance(node.tag, str) and not NOT_RUNNING.intersection(classes(node))


def tree_text(root: Any, running: Callable[[Any], bool]) -> Part:
    """The text of any tree as one part, without the elements that ``running`` says no of."""
    part = Part("body")
    _Reader(part, running).read(root)
    return part


class _Reader:
    def __init__(self, part: Part, running: Callable[[Any], bool] = is_running) -> None:
        self.part = part
        self.running = running
        self.own: dict[int, int] = {}
        self.inside = False

    def read(self, node: Any) -> None:
        border = node.tag in BLOCK_TAGS or node.tag == "br"
        self.inside = self.inside and not border
        self.add(node, False, node)
        for child in node:
            if self.running(child):
                self.read(child)
            self.add(child, True, node)
        self.inside = self.inside and not border

    def pass_by(self, between: str) -> None:
        """What stands between two runs of letters parts words, but for signs that are not seen."""
        self.inside = self.inside and all(char in TRANSPARENT for char in between)

    def add(self, node: Any, tail: bool, owner: Any) -> None:
        part = self.part
        text = (node.tail if tail else node.text) or ""
        start, own, done = len(part.letters), self.own.get(id(owner), 0), 0
        for run in LETTERS_RE.finditer(text):
            self.pass_by(text[done : run.start()])
            part.letters.extend(run[0])
            part.begins.append(not self.inside)
            part.begins.extend(repeat(False, len(run[0]) - 1))
            self.inside, done = True, run.end()
        self.pass_by(text[done:])
        if count := len(part.letters) - start:
            part.stretches.append(Stretch(node, tail, owner, start, own, count))
            self.own[id(owner)] = own + count


def owners(parts: dict[ArticlePart, Part]) -> dict[int, list[tuple[Part, Stretch]]]:
    """The strings of each element by its identity, in order; the tree must stay alive meanwhile."""
    found: dict[int, list[tuple[Part, Stretch]]] = {}
    for part, stretch in _stretches(parts):
        found.setdefault(id(stretch.owner), []).append((part, stretch))
    return found


def _stretches(parts: dict[ArticlePart, Part]) -> Iterator[tuple[Part, Stretch]]:
    for part in parts.values():
        for stretch in part.stretches:
            yield part, stretch
