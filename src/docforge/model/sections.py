"""A flat run of blocks -> sections within sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docforge.model.nodes import Block, Blocks, Section


def nest(flat: Sequence[tuple[int, Block]]) -> Blocks:
    """Sections from a flat run of (level, block); level 0 is text. Levels that are skipped close up."""
    root: list[Block] = []
    open_: list[tuple[int, Section, list[Block]]] = []

    def close(level: int) -> None:
        while open_ and open_[-1][0] >= level:
            _, section, inner = open_.pop()
            (open_[-1][2] if open_ else root).append(replace(section, blocks=tuple(inner)))

    for level, block in flat:
        if level and isinstance(block, Section):
            close(level)
            open_.append((level, block, []))
        else:
            (open_[-1][2] if open_ else root).append(block)
    close(0)
    return tuple(root)
