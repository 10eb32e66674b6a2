"""Column text into its reading order: every block that changes place is a recorded move.

``repair.order.columns`` solves the order; here it becomes edits, as small as the exchange they make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from docforge.diagnostics import diagnostic
from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Bench, Scene
from docforge.repair.lines import wrapping
from docforge.repair.order.columns import Continuation, Layout, solve_columns

RULE = "reading-order"
BEGINS, ENDS = 6, 5  # words that are shown of a piece


def find_reading_order(text: str, scene: Scene) -> Iterator[Edit]:
    """Set the columns of a magazine one after the other, and islands beside the text they belong to."""
    layout = solve_columns(text, scene.lexicon, scene.language)
    if layout is None:
        return
    blocks, last = layout.blocks, -1
    for first, stop in _parts(layout.rows):
        rows = layout.rows[first:stop]
        if (last, rows[0]) in layout.joins:
            yield _gap(text, blocks[first - 1].end, blocks[first].start)
        if len(rows) > 1:
            yield _exchange(text, layout, rows)
        last = rows[-1]


def _parts(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The smallest runs of blocks within which the new order stays: each is one edit, to be judged alone."""
    first = highest = 0
    for at, row in enumerate(rows):
        highest = max(highest, row)
        if highest == at:
            yield first, at + 1
            first = at + 1


def _gap(text: str, start: int, end: int) -> Edit:
    why = "a sentence goes on in the next column"
    return Edit(start, end, text[start:end], "\n", RULE, Safety.LIKELY, why)


def _exchange(text: str, layout: Layout, rows: Sequence[int]) -> Edit:
    """Blocks in their new order as one edit; a sentence that goes on is parted by a line end only."""
    blocks = layout.blocks
    pieces: list[Piece] = []
    for before, row in pairwise((-1, *rows)):
        if before >= 0:
            pieces.append("\n" if (before, row) in layout.joins else "\n\n")
        pieces.append((blocks[row].start, blocks[row].end))
    start, end = blocks[min(rows)].start, blocks[max(rows)].end
    after = "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in pieces)
    whys = dict.fromkeys(layout.why[row] for row in rows if layout.why.get(row))
    why = "; ".join(whys) or "columns stand one after the other"
    return Edit(start, end, text[start:end], after, RULE, Safety.LIKELY, why, pieces=tuple(pieces))


def tell_reading_order(bench: Bench) -> None:
    """Tell each joint: how the text goes on, why, and what else could have followed."""
    text = bench.text
    if not wrapping(text).frames:
        return
    layout = solve_columns(text, bench.scene.lexicon, bench.scene.language)
    if layout is None or not layout.changed:
        return
    for found in layout.joints:
        if found.right == found.left + 1 and not found.joint.inside:
            continue
        last, first = layout.pieces[found.left][-1], layout.pieces[found.right][0]
        end, begin = layout.blocks[last], layout.blocks[first]
        bench.diagnostics.append(
            diagnostic(
                "reading-order",
                f"After “… {_end(end.text)}” the text goes on with “{_begin(begin.text)} …”:"
                f" {found.joint.why or 'no better piece is left'}.",
                bench.span(max(end.start, end.end - 40), end.end),
                _alternative(layout, found),
            )
        )


def _alternative(layout: Layout, found: Continuation) -> str:
    if found.other < 0:
        return "There is no other piece."
    other = layout.blocks[layout.pieces[found.other][0]]
    return (
        f"The next best is “{_begin(other.text)} …”"
        f" (cost {found.other_cost:.1f}; chosen {found.cost:.1f}; lower is better)."
    )


def _begin(text: str) -> str:
    return " ".join(text.split()[:BEGINS])


def _end(text: str) -> str:
    return " ".join(text.split()[-ENDS:])
