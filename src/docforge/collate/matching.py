"""Which units of two copies are the same passage: groups of units of one and units of the other.

Units meet by runs of words that stand once in each copy, wherever they stand: a column that one copy has in
another order still finds its passage. Short units (a heading, a cell) then meet between neighbours that met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from docforge.collate.units import Slot, Unit, kind_of

RUN = 3
SHARE = 0.2  # of the runs of the shorter unit
LIKE = 0.72
SHARED_LETTERS = 0.35
GAP = 12
SHORT = 15


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of the units of either copy that hold one passage, each in the order of its copy."""

    a: tuple[int, ...]
    b: tuple[int, ...]


def match_units(a: Sequence[Unit], b: Sequence[Unit]) -> list[Group]:
    """Groups in the order of ``a``; units in no group stand in one copy only."""
    edges = _by_runs(a, b)
    edges |= _between(a, b, edges)
    edges |= _inside(a, b, edges) | {(i, j) for j, i in _inside(b, a, {(j, i) for i, j in edges})}
    return _components(edges, len(a))


def _runs(units: Sequence[Unit]) -> tuple[dict[tuple[str, ...], int], list[int]]:
    """Run -> the one unit that has it, and the number of runs of each unit."""
    seen: dict[tuple[str, ...], int] = {}
    twice: set[tuple[str, ...]] = set()
    counts = []
    for number, unit in enumerate(units):
        keys = unit.keys
        size = min(RUN, len(keys))
        runs = [tuple(keys[i : i + RUN]) for i in range(len(keys) - size + 1)] if keys else []
        counts.append(len(runs))
        for run in runs:
            if run in seen:
                twice.add(run)
            seen[run] = number
    return {run: n for run, n in seen.items() if run not in twice}, counts


def _by_runs(a: Sequence[Unit], b: Sequence[Unit]) -> set[tuple[int, int]]:
    runs_a, counts_a = _runs(a)
    runs_b, counts_b = _runs(b)
    votes: Counter[tuple[int, int]] = Counter()
    for run, i in runs_a.items():
        if (j := runs_b.get(run)) is not None:
            votes[i, j] += 1
    return {
        (i, j)
        for (i, j), n in votes.items()
        if n >= SHARE * min(counts_a[i], counts_b[j]) and (n > 1 or min(counts_a[i], counts_b[j]) <= 2)
    }


def _between(a: Sequence[Unit], b: Sequence[Unit], edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Units left over between two that met: the most alike of the few that stand at the same place."""
    met_a, met_b = {i for i, _ in edges}, {j for _, j in edges}
    after: dict[int, int] = {}
    for i, j in edges:
        after[i] = max(after.get(i, -1), j)
    found: dict[int, int] = {}
    reach = -1  # unit of b after which the next one is looked for
    for i, unit in enumerate(a):
        if i in met_a:
            reach = after[i]
            continue
        near = []
        for j in range(reach + 1, min(len(b), reach + 1 + GAP)):
            if j in met_b:
                break
            near.append((_alike(unit, b[j]), -j))
        if near and max(near)[0] >= LIKE:
            found[i] = reach = -max(near)[1]
    waiting: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    taken = met_b | set(found.values())
    for j in range(len(b) - 1, -1, -1):
        if j not in taken and b[j].keys:
            waiting.setdefault((kind_of(b[j]), tuple(b[j].keys)), []).append(j)
    for i, unit in enumerate(a):
        if i not in met_a and i not in found and (same := waiting.get((kind_of(unit), tuple(unit.keys)))):
            found[i] = same.pop()
    return set(found.items())


def _inside(a: Sequence[Unit], b: Sequence[Unit], edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Short units of ``b`` that the unit of ``a`` its neighbour met has in it: a heading run in."""
    partners: dict[int, list[int]] = {}
    for i, j in edges:
        partners.setdefault(j, []).append(i)
    found: set[tuple[int, int]] = set()
    for j, unit in enumerate(b):
        if j in partners or not 1 < len(unit.keys) <= SHORT:
            continue
        for near in (j + 1, j - 1):
            for i in partners.get(near, ()):
                if len(a[i].keys) > len(unit.keys) and _contains(a[i].keys, unit.keys):
                    found.add((i, j))
            if found and (partners.get(near) and any((i, j) in found for i in partners[near])):
                break
    return found


def _contains(keys: Sequence[str], part: Sequence[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(keys)} "


def _alike(a: Unit, b: Unit) -> float:
    """Likeness of two short units, 0 for long ones, which would have met by their runs."""
    one, two = " ".join(a.keys), " ".join(b.keys)
    if not one or not two or max(len(one), len(two)) > 400:
        return 0.0
    if one == two:
        return 1.0
    if (a.slot is Slot.REFERENCE) != (b.slot is Slot.REFERENCE):
        return 0.0
    if max(len(one), len(two)) > 60 and not _may_be_alike(one, two):
        return 0.0
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def _may_be_alike(one: str, two: str) -> bool:
    """Do they share so many runs of three letters that it pays to compare them letter by letter?"""
    runs_one, runs_two = (Counter(zip(t, t[1:], t[2:], strict=False)) for t in (one, two))
    return (runs_one & runs_two).total() >= SHARED_LETTERS * min(runs_one.total(), runs_two.total())


def _components(edges: set[tuple[int, int]], size: int) -> list[Group]:
    parent: dict[int, int] = {}

    def find(x: int) -> int:
        root = x
        while parent.setdefault(root, root) != root:
            root = parent[root]
        while parent[x] != root:
            parent[x], x = root, parent[x]
        return root

    for i, j in edges:
        parent[find(i)] = find(size + j)
    members: dict[int, list[int]] = {}
    for x in sorted(parent):
        members.setdefault(find(x), []).append(x)
    groups = [
        Group(tuple(x for x in m if x < size), tuple(x - size for x in m if x >= size))
        for m in members.values()
    ]
    return sorted(groups, key=lambda g: g.a)
