"""What the words of a heading say of its place: the names of main and closing parts, small words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from docforge.importers.draft import Chunk, Role
from docforge.repair.parts.names import BACK_RE, LIST_RE, MAIN_RE

SMALL = frozenset(
    (
        "a an and as at between but by for from in into its nor of on or over per than that the this to "
        "under via vs with"
    ).split()
)


def bare_of(chunk: Chunk) -> str:
    """The words of a heading without any marks of emphasis."""
    return chunk.plain.strip("*_ ")


def is_main(chunk: Chunk) -> bool:
    plain = bare_of(chunk)
    return len(plain) <= 80 and bool(MAIN_RE.fullmatch(plain) or is_back(chunk))


def is_back(chunk: Chunk) -> bool:
    plain = bare_of(chunk)
    return len(plain) <= 80 and bool(BACK_RE.fullmatch(plain) or LIST_RE.fullmatch(plain))


def stacked_of(around: Sequence[Chunk]) -> set[int]:
    """Headings after which a heading follows at once."""
    return {id(c) for c, after in pairwise(around) if c.role is Role.HEADING and after.role is Role.HEADING}
