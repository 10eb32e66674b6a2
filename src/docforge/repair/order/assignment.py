"""The cheapest row of pieces: an assignment of successors, its cycles closed up, then improved.

``assign`` is the Hungarian method by shortest augmenting paths (Kuhn 1955, Jonker and Volgenant 1987): cubic
in the number of pieces, which is the number of text frames of an article. ``cheapest_path`` makes one
path of the assignment by merging cycles where that costs least (Karp 1979).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

Costs = Sequence[Sequence[float]]


def assign(costs: Costs) -> list[int]:
    """Column of each row so that the sum of the costs is least; ``costs`` is square."""
    n = len(costs)
    row_price, column_price = [0.0] * (n + 1), [0.0] * (n + 1)
    row_of = [n] * (n + 1)  # row that holds a column; column n is the one that waits
    for row in range(n):
        row_of[n], column = row, n
        least, came, done = [float("inf")] * n, [n] * n, [False] * (n + 1)
        while row_of[column] != n:
            done[column] = True
            here, step, following = row_of[column], float("inf"), n
            line = costs[here]
            for j in range(n):
                if done[j]:
                    continue
                reduced = line[j] - row_price[here] - column_price[j]
                if reduced < least[j]:
                    least[j], came[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(n + 1):
                if done[j]:
                    row_price[row_of[j]] += step
                    column_price[j] -= step
                elif j < n:
                    least[j] -= step
            column = following
        while column != n:
            row_of[column] = row_of[came[column]]
            column = came[column]
    chosen = [0] * n
    for j in range(n):
        chosen[row_of[j]] = j
    return chosen


def cheapest_path(costs: Costs, extra: Callable[[Sequence[int]], float]) -> list[int]:
    """Order of the pieces 0..n-1; row and column n of ``costs`` are the two ends of the text.

    ``extra`` is what an order costs besides its joints.
    """
    n = len(costs) - 1
    after = assign(costs)
    _merge_cycles(costs, after)
    order, at = [], after[n]
    while at != n:
        order.append(at)
        at = after[at]
    return _improved(costs, order, extra)


def _merge_cycles(costs: Costs, after: list[int]) -> None:
    """Make one cycle of all: two cycles become one where exchanging two successors costs least."""
    while True:
        cycle_of = [-1] * len(after)
        for first in range(len(after)):
            at = first
            while cycle_of[at] < 0:
                cycle_of[at] = first
                at = after[at]
        if all(c == 0 for c in cycle_of):
            return
        _, a, b = min(
            (costs[i][after[j]] + costs[j][after[i]] - costs[i][after[i]] - costs[j][after[j]], i, j)
            for i in range(len(after))
            for j in range(i + 1, len(after))
            if cycle_of[i] != cycle_of[j]
        )
        after[a], after[b] = after[b], after[a]


LONGEST_RUN = 4  # pieces that change place together
ROUNDS = 12


def path_cost(costs: Costs, order: Sequence[int], extra: Callable[[Sequence[int]], float]) -> float:
    """What an order costs, joint by joint, and as a whole."""
    end = len(costs) - 1
    row = (end, *order, end)
    return sum(costs[a][b] for a, b in pairwise(row)) + extra(order)


def _improved(costs: Costs, order: list[int], extra: Callable[[Sequence[int]], float]) -> list[int]:
    """Move runs of pieces to other places as long as that makes the whole cheaper."""
    best = path_cost(costs, order, extra)
    for _ in range(ROUNDS):
        found = _better(costs, order, best, extra)
        if found is None:
            break
        best, order = found
    return order


def _better(
    costs: Costs, order: list[int], best: float, extra: Callable[[Sequence[int]], float]
) -> tuple[float, list[int]] | None:
    end, n = len(costs) - 1, len(order)
    row = [end, *order, end]
    slack = extra(order)  # an order can gain by this much beside its joints
    for length in range(1, min(LONGEST_RUN, n - 1) + 1):
        for start in range(1, n - length + 2):
            stop = start + length
            head, tail = row[start], row[stop - 1]
            lifted = costs[row[start - 1]][row[stop]] - costs[row[start - 1]][head] - costs[tail][row[stop]]
            for at in range(1, n + 2):
                if start <= at <= stop:
                    continue
                before, behind = row[at - 1], row[at]
                change = lifted + costs[before][head] + costs[tail][behind] - costs[before][behind]
                if change >= slack - 1e-9:
                    continue
                run = row[start:stop]
                rest = row[:start] + row[stop:]
                place = at if at < start else at - length
                tried = (rest[:place] + run + rest[place:])[1:-1]
                cost = path_cost(costs, tried, extra)
                if cost < best - 1e-9:
                    return cost, tried
    return None
