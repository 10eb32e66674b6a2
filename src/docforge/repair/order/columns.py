"""The reading order of column text whose frames a dump gives in another order.

The flow is cut where a frame or a page begins, where a column breaks off and where text begins in small
letters. Which piece goes on after which is one assignment problem: the cost of a joint is the evidence of
``joints``, the way the dump orders its frames (learned from the joints that language alone makes sure) and
the count of the note marks. Islands go where they belong: a pull quote after the paragraph it repeats, a
standfirst before the text, a caption after the paragraph that it interrupts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docforge.repair.lines import wrapping
from docforge.repair.order.assignment import cheapest_path, path_cost
from docforge.repair.order.frames import Block, read_blocks
from docforge.repair.order.joints import Evidence, Joint, Piece
from docforge.repair.order.pull_quotes import Repeat
from docforge.repair.words.lexicon import Lexicon

MOST_PIECES = 80  # the work grows with the cube; more are left as they stand
SURE = 2.0  # a joint is sure when the next best continuation costs so much more
FORCED = 3.5  # a joint that costs so much by itself is there only because the pieces were left over
MEAN, STEPS = -0.3, 0.62  # mean cost of the joints, and kinds of steps a joint, of an order that convinces
GAIN = 8.0  # so much cheaper must the new order be
NOTE_RE = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[^\W\d_][.,;:”’»)])|(?<=[”\"’][.,;]))\d{1,2}(?=\s|$|[,;:])")


@dataclass(frozen=True, slots=True)
class Continuation:
    """How one piece goes on: with piece ``right``; ``other`` is the best alternative (-1: there is none)."""

    left: int
    right: int
    joint: Joint
    cost: float
    other: int
    other_cost: float

    @property
    def sure(self) -> bool:
        return self.other_cost - self.cost >= SURE


@dataclass(frozen=True, slots=True)
class Layout:
    """``pieces``: runs of flow blocks in the order of the file; ``order``: their reading order.

    ``rows``: indexes of all blocks in the reading order. ``joins``: pairs of blocks that are one paragraph.
    """

    blocks: tuple[Block, ...]
    pieces: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    joints: tuple[Continuation, ...]
    rows: tuple[int, ...]
    joins: frozenset[tuple[int, int]]
    why: dict[int, str]

    @property
    def changed(self) -> bool:
        return list(self.rows) != sorted(self.rows)


def solve_columns(text: str, lexicon: Lexicon, language: str) -> Layout | None:
    """The reading order of ``text``; None where it is no column text, or nothing shows another order."""
    if not wrapping(text).frames:
        return None
    blocks, repeats = read_blocks(text)
    runs = _cut(blocks)
    if not 2 <= len(runs) <= MOST_PIECES:
        return None
    pieces = [_piece(blocks, run) for run in runs]
    flow = [b.text for b in blocks if b.kind == "flow"]
    evidence = Evidence(flow, lexicon, language)
    joints = [[evidence.joint(a, b) for b in pieces] for a in pieces]
    order, costs = _solve(blocks, runs, joints)
    found = _continuations(order, joints, costs)
    if not _convincing(blocks, runs, order, costs, found) or _notes_of(blocks, runs)(order) >= BACKWARD:
        return None
    return _lay_out(blocks, runs, order, found, repeats)


def _cut(blocks: Sequence[Block]) -> list[tuple[int, ...]]:
    """Runs of flow blocks between cuts."""
    runs: list[list[int]] = []
    for i, block in enumerate(blocks):
        if not block.flows:
            continue
        before = blocks[runs[-1][-1]] if runs else None
        if (
            before is None
            or block.frame
            or block.page != before.page
            or before.open
            or (block.small and block.kind == "flow")
        ):
            runs.append([])
        runs[-1].append(i)
    return [tuple(part) for run in _spans(blocks, runs) for part in run]


def _spans(blocks: Sequence[Block], runs: list[list[int]]) -> list[list[list[int]]]:
    """Runs by page, as frame marks tell pages; where one run fills a page of two columns, it is cut in two.

    Two columns that both end and begin with a paragraph leave no cut to be seen; their height does.
    """
    spans: list[list[list[int]]] = []
    for run in runs:
        if not spans or blocks[run[0]].frame or blocks[run[0]].page != blocks[spans[-1][-1][-1]].page:
            spans.append([])
        spans[-1].append(run)
    heights = sorted(_height(blocks, run) for span in spans if len(span) == 2 for run in span)
    if len(heights) < 4 or sum(len(s) == 2 for s in spans) * 2 < len(spans):
        return spans
    column = heights[len(heights) // 2]
    return [_halved(blocks, s, column) if len(s) == 1 else s for s in spans]


def _height(blocks: Sequence[Block], run: Sequence[int]) -> int:
    return sum(blocks[i].lines for i in run) + len(run) - 1


def _halved(blocks: Sequence[Block], span: list[list[int]], column: int) -> list[list[int]]:
    (run,) = span
    whole = _height(blocks, run)
    if whole < 1.5 * column:
        return span
    offs = [
        (abs(_height(blocks, run[:at]) - column) + abs(_height(blocks, run[at:]) - column), at)
        for at in range(1, len(run))
        if blocks[run[at - 1]].kind != "heading"
    ]
    off, at = min(offs, default=(whole, 0))
    return [run[:at], run[at:]] if at and off <= 0.5 * column else span


def _piece(blocks: Sequence[Block], run: tuple[int, ...]) -> Piece:
    text = "\n\n".join(blocks[i].text for i in run)
    return Piece(text, blocks[run[-1]].open, blocks[run[0]].kind == "heading")


# ---------------------------------------------------------------- the order


def _solve(
    blocks: Sequence[Block], runs: Sequence[tuple[int, ...]], joints: list[list[Joint]]
) -> tuple[list[int], list[list[float]]]:
    """Solve; learn how the dump orders its frames; solve again. Of several beginnings the cheapest end wins.

    The beginnings: no habit at all, the order of the file, and columns that stand right before left.
    """
    n = len(runs)
    marked = [blocks[run[0]].frame for run in runs]
    extra = _notes_of(blocks, runs)
    best: tuple[float, list[int], list[list[float]]] | None = None
    for begun in (None, list(range(n)), _turned(blocks, runs), _paired(n, 0), _paired(n, 1)):
        habit: Habit = Counter()
        if begun is not None:
            for a, b in pairwise(begun):
                habit[marked[a], b - a] += 10
        order = begun or []
        costs = _costs(blocks, runs, joints, habit)
        for _ in range(4):
            order = cheapest_path(costs, extra)
            fresh = _habit(order, joints, costs, marked)
            if fresh == habit:
                break
            habit = fresh
            costs = _costs(blocks, runs, joints, habit)
        total = path_cost(costs, order, extra)
        if best is None or total < best[0] - 1e-9:
            best = (total, order, costs)
    assert best is not None
    return best[1], best[2]


def _turned(blocks: Sequence[Block], runs: Sequence[tuple[int, ...]]) -> list[int]:
    """Pages as frame marks tell them, the frame that is marked read last."""
    order: list[int] = []
    page: list[int] = []
    for i, run in enumerate(runs):
        if blocks[run[0]].frame and page and not blocks[runs[page[-1]][0]].frame:
            order, page = [*order, *reversed(page)], []
        elif len(page) == 1 and not order and blocks[run[0]].frame:
            order, page = [*order, *page], []
        page.append(i)
    return [*order, *reversed(page)]


def _paired(n: int, first: int) -> list[int]:
    """Two columns a page, right before left, from piece ``first`` on."""
    order = list(range(first))
    for i in range(first, n, 2):
        order += [i + 1, i] if i + 1 < n else [i]
    return order


def _notes_of(blocks: Sequence[Block], runs: Sequence[tuple[int, ...]]) -> Callable[[Sequence[int]], float]:
    return _notes([" ".join(blocks[i].text for i in run) for run in runs])


def _notes(texts: Sequence[str]) -> Callable[[Sequence[int]], float]:
    """What an order costs in which the note marks do not count on."""
    notes = [[int(m) for m in NOTE_RE.findall(text)] for text in texts]
    if not {1, 2, 3} <= {v for found in notes for v in found}:
        return lambda order: 0.0

    def extra(order: Sequence[int]) -> float:
        row = [v for i in order for v in notes[i]]
        return sum(0.0 if b == a + 1 else (BACKWARD if b <= a else 0.7) for a, b in pairwise(row))

    return extra


Habit = Counter[tuple[bool, int]]
BACKWARD = 2.5  # what it costs that note marks count back; an order in which they do is refused
EDGE = (0.0, 3.0, 4.0, 5.0)  # what it costs to begin or end the text so many pieces away from the file's edge


def _costs(
    blocks: Sequence[Block], runs: Sequence[tuple[int, ...]], joints: list[list[Joint]], habit: Habit
) -> list[list[float]]:
    """Costs of all joints; the last row begins the text, the last column ends it."""
    n = len(runs)
    never = 1000.0
    steps = {
        mark: [
            _distance(step, {s: c for (m, s), c in habit.items() if m == mark}) for step in range(-n, n + 1)
        ]
        for mark in (False, True)
    }
    rows = [
        [
            never if i == j else joints[i][j].cost + steps[blocks[runs[i][0]].frame][j - i + n]
            for j in range(n)
        ]
        + [(6.0 if blocks[runs[i][-1]].open else 0.0) + EDGE[min(n - 1 - i, 3)]]
        for i in range(n)
    ]
    first = [(8.0 if blocks[runs[j][0]].small else 0.0) + EDGE[min(j, 3)] for j in range(n)]
    return [*rows, [*first, never]]


def _distance(step: int, habit: dict[int, int]) -> float:
    """What a step in the file costs: near ones less, and least those the dump is known to make."""
    prior = math.exp(-0.45 * abs(step - 1)) / 4.5
    total = sum(habit.values()) / 10
    share = (habit.get(step, 0) / 10 + 2.0 * prior) / (total + 2.0)
    return min(-math.log(max(share, 1e-3)), 6.0)


def _habit(
    order: Sequence[int], joints: list[list[Joint]], costs: list[list[float]], marked: Sequence[bool]
) -> Habit:
    """Steps in the file that the joints make, in tenths, apart for marked frames: sure ones count whole."""
    steps: Habit = Counter()
    for found in _continuations(order, joints, costs):
        inside = found.joint.inside and found.sure
        steps[marked[found.left], found.right - found.left] += 10 if inside else 5
    return steps


def _continuations(
    order: Sequence[int], joints: list[list[Joint]], costs: list[list[float]]
) -> list[Continuation]:
    found = []
    for a, b in pairwise(order):
        others = [(costs[a][j], j) for j in range(len(joints)) if j not in (a, b)]
        cost, other = min(others, default=(math.inf, -1))
        found.append(Continuation(a, b, joints[a][b], costs[a][b], other, cost))
    return found


def _convincing(
    blocks: Sequence[Block],
    runs: Sequence[tuple[int, ...]],
    order: Sequence[int],
    costs: list[list[float]],
    found: Sequence[Continuation],
) -> bool:
    """Is the order much better than the file's, and made sure by sentences that go on?"""
    as_found = list(range(len(runs)))
    if list(order) == as_found:
        return True
    gained = path_cost(costs, as_found, lambda _: 0.0) - path_cost(costs, order, lambda _: 0.0)
    changed = [f for f in found if f.right != f.left + 1]
    sure = sum(f.joint.inside and f.sure for f in changed)
    # A dump has few habits; an order that needs a new step for every joint is made up.
    steps = {(blocks[runs[f.left][0]].frame, f.right - f.left) for f in found}
    return (
        gained >= GAIN
        and sure >= 1
        and max(f.joint.cost for f in found) < FORCED
        and sum(f.joint.cost for f in found) <= MEAN * len(found)
        and len(steps) <= max(4, STEPS * len(found))
    )


# ---------------------------------------------------------------- blocks in the order


def _lay_out(
    blocks: Sequence[Block],
    runs: Sequence[tuple[int, ...]],
    order: Sequence[int],
    found: Sequence[Continuation],
    repeats: Sequence[Repeat],
) -> Layout:
    """All blocks in the reading order, islands where they belong."""
    flow = [i for piece in order for i in runs[piece]]
    joins = {(runs[f.left][-1], runs[f.right][0]) for f in found if f.joint.inside and f.joint.cost < 5}
    why = {runs[f.right][0]: f.joint.why for f in found}
    after: dict[int, list[int]] = {}
    head: list[int] = [i for i, b in enumerate(blocks) if b.kind == "front"]
    sources = {r.quote: r.source for r in repeats}
    place = {block: at for at, block in enumerate(flow)}
    last = -1
    for i, block in enumerate(blocks):
        if block.flows:
            last = i
        elif block.kind == "standfirst":
            head.append(i)
            why[i] = "a standfirst: it stands before the text in its own measure"
        elif block.kind != "front":
            anchor = sources.get(i, last)
            anchor = anchor if anchor in place else last
            if block.kind == "pull quote":
                why[i] = "a pull quote repeats the text; it goes after the paragraph it is taken from"
            else:
                why[i] = f"a {block.kind} interrupts the text here"
            if anchor < 0:
                head.append(i)
                continue
            at = place[anchor]
            while at + 1 < len(flow) and (flow[at], flow[at + 1]) in joins:
                at += 1
            after.setdefault(flow[at], []).append(i)
    rows = [*head]
    for i in flow:
        rows += [i, *after.get(i, [])]
    return Layout(tuple(blocks), tuple(runs), tuple(order), tuple(found), tuple(rows), frozenset(joins), why)
