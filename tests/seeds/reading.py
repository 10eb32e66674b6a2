"""The seeds as read, and the strings of the list of their damage; both from ``../shared``, never copied."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from docforge.citations.link import link_citations
from docforge.importers.decode import decode
from docforge.importers.read import Hints, read_copy
from docforge.model.meta import Document
from docforge.model.nodes import Section
from docforge.model.text import document_strings, inline_text
from docforge.model.walk import iter_blocks
from docforge.normalise.document import normalise
from docforge.repair.record import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared"


def seed_file(number: str) -> Path:
    return next((SHARED / "seeds").glob(f"{number}_*"))


@cache
def reading(number: str) -> Reading:
    path = seed_file(number)
    source, _ = decode(path.read_bytes(), path.name)
    return read_copy(source, Hints())


@cache
def document(number: str) -> Document:
    return link_citations(normalise(reading(number).document))[0]


def lines(number: str) -> list[str]:
    return seed_file(number).read_bytes().decode("utf-8").split("\n")


@cache
def strings(number: str) -> tuple[str, ...]:
    return tuple(document_strings(document(number)))


def text(number: str) -> str:
    return "\n".join(strings(number))


@cache
def damage(item: str) -> str:
    """The part of DAMAGE.md under one number ("001-3"), heading line included."""
    whole = (SHARED / "DAMAGE.md").read_text("utf-8")
    head = re.search(rf"^###+ {re.escape(item)}\b|^\| {re.escape(item)} \|", whole, re.M)
    assert head, item
    rest = whole[head.start() :]
    if rest.startswith("|"):
        return rest.split("\n", 1)[0]
    stop = re.search(r"\n##", rest)
    return rest[: stop.start()] if stop else rest


def headings(number: str) -> list[tuple[int, str]]:
    """(level, title) of all headings; the top of the body is 2, under the title's 1."""
    found: list[tuple[int, str]] = []

    def walk(blocks: object, level: int) -> None:
        for block in blocks:  # type: ignore[attr-defined]
            if isinstance(block, Section):
                found.append((level, inline_text(block.title)))
                walk(block.blocks, level + 1)

    walk(document(number).body, 2)
    return found


def blocks(number: str, kind: type) -> list[object]:
    return [b for b in iter_blocks(document(number).body) if isinstance(b, kind)]
