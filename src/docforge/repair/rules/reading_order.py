"""Column text into its reading order: every block that changes place is a recorded move.

``repair.columns`` solves the order; here it becomes edits. What can stay stays: of the blocks, the heaviest
run that is in order already is left where it is, and the others are set in between.
"""

from __future__ import annotations

from collections.abc import Iterator

from docforge.diagnostics import diagnostic
from docforge.repair.columns import Continuation, Layout, solve_columns
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Bench, Scene
from docforge.repair.frames import Block
from docforge.repair.lines import wrapping

RULE, PULL_QUOTE, STANDFIRST = "reading-order", "pull-quote", "standfirst"
BEGINS, ENDS = 6, 5  # words that are shown of a piece


def find_reading_order(text: str, scene: Scene) -> Iterator[Edit]:
    """Set the columns of a magazine one after the other, and islands beside the text they belong to."""
    layout = solve_columns(text, scene.lexicon, scene.language)
    if layout is None:
        return
    kept = _kept(layout)
    places = {row: at for at, row in enumerate(layout.rows)}
    anchor, at = 0, 0
    rows = layout.rows
    while at <= len(rows):
        run: list[int] = []
        while at < len(rows) and rows[at] not in kept:
            run.append(rows[at])
            at += 1
        following = rows[at] if at < len(rows) else None
        before = rows[at - len(run) - 1] if at - len(run) > 0 else None
        yield from _between(text, layout, places, before, run, following, anchor)
        anchor = layout.blocks[following].end if following is not None else len(text)
        at += 1


def _kept(layout: Layout) -> set[int]:
    """Blocks that stay: the heaviest increasing run of the new order (a Fenwick tree of best weights)."""
    rows = layout.rows
    tree: list[tuple[int, int]] = [(0, -1)] * (len(rows) + 1)  # (weight, place of its last block)
    came: list[int] = []
    for place, row in enumerate(rows):
        best, i = (0, -1), row
        while i > 0:
            best = max(best, tree[i])
            i -= i & -i
        came.append(best[1])
        mine, i = (best[0] + len(layout.blocks[row].text), place), row + 1
        while i <= len(rows):
            tree[i] = max(tree[i], mine)
            i += i & -i
    best, i = (0, -1), len(rows)
    while i > 0:
        best = max(best, tree[i])
        i -= i & -i
    kept, at = set(), best[1]
    while at >= 0:
        kept.add(rows[at])
        at = came[at]
    return kept


def _between(
    text: str,
    layout: Layout,
    places: dict[int, int],
    before: int | None,
    run: list[int],
    following: int | None,
    anchor: int,
) -> Iterator[Edit]:
    """Edits for the gap between two blocks that stay: what leaves it, what comes in, and what parts them."""
    blocks, stop = layout.blocks, len(text) if following is None else layout.blocks[following].start
    first = 0 if before is None else before + 1
    leaving = list(range(first, len(blocks) if following is None else following))
    if not run and not leaving and (before, following) not in layout.joins:
        return
    previous = before
    for i in run:
        block = blocks[i]
        if previous is not None:
            glue = "\n" if (previous, i) in layout.joins else "\n\n"
            yield _edit(anchor, anchor, "", glue, "the next piece")
        why = _why(layout, places, i)
        yield Edit(anchor, anchor, "", block.text, _rule(block), Safety.LIKELY, why, moved=block.start)
        previous = i
    inside = previous is not None and following is not None and (previous, following) in layout.joins
    at = anchor
    for i in leaving:
        block = blocks[i]
        if inside and block.start > at:
            yield _edit(at, block.start, text[at : block.start], "", "white space between pieces")
        why = _why(layout, places, i)
        yield Edit(block.start, block.end, block.text, "", _rule(block), Safety.LIKELY, why)
        at = block.end
    if inside and stop >= at:
        yield _edit(at, stop, text[at:stop], "\n", "a sentence goes on here")
    elif run and following is not None and before is None:
        yield _edit(anchor, anchor, "", "\n\n", "the next piece")
    elif following is not None and text.count("\n", at, stop) < 2 and (run or leaving):
        yield _edit(stop, stop, "", "\n\n", "the next piece")


def _rule(block: Block) -> str:
    """Islands move under their own name: the importer makes of them what they are."""
    return {"pull quote": PULL_QUOTE, "standfirst": STANDFIRST}.get(block.kind, RULE)


def _edit(start: int, end: int, before: str, after: str, why: str) -> Edit:
    return Edit(start, end, before, after, RULE, Safety.LIKELY, why)


def _why(layout: Layout, places: dict[int, int], i: int) -> str:
    """The reason of the joint at the head of the piece that the block belongs to."""
    while i not in layout.why and places[i] > 0:
        i = layout.rows[places[i] - 1]
    return layout.why.get(i, "columns stand one after the other")


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
