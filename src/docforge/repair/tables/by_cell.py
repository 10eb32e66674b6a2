"""Tables dumped row by row with one cell a line (or a block): "Oats⏎12⏎14⏎Rye⏎9⏎10"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from docforge.repair.lines import Line
from docforge.repair.tables.by_column import blocks_of
from docforge.repair.tables.by_row import read_values
from docforge.repair.tables.grid import Grid, Parts, parts_of
from docforge.repair.tables.kinds import PAREN_RE, agreement, is_progression, kind_of, telling

MOST = 12  # columns
LONGEST = 240  # cells that are looked at for a period
Unit = list[Line]


def _is_value(line: Line) -> bool:
    return kind_of(line.text) in ("number", "sign")


def solve_values(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Words, then the same number of values, again and again: each run is a row."""
    filled = _apart([line for line in lines if not line.blank])
    runs = _runs(filled)
    values = [len(v) for _, v in runs if v]
    if len(values) < 2:
        return None
    count = Counter(values).most_common(1)[0][0]
    runs = _with_head(runs, count)
    rows: list[tuple[Parts, ...]] = []
    used = 0
    first: Unit | None = None
    for label, found in runs:
        if len(found) != count or not label or len(label) > (40 if first is None else 8):
            break
        if first is None:
            first = label
        else:
            rows.append((parts_of(label), *(parts_of(v) for v in found)))
        used = found[-1][-1].index
    if first is None or not rows or count < 2:
        return None
    seen = [[v[0].text.strip() for v in found] for _, found in runs[: len(rows) + 1]]
    if all(is_progression(s) for s in seen) or (len(seen) > 1 and all(s == seen[0] for s in seen)):
        return None
    if not captioned and (count < 3 or len(rows) < 2):
        return None
    if len(seen) > 2 and all(len(set(s)) == 1 for s in seen):
        return None  # the steps of a drawing: "1 1 1 1", "2 2 2 2"
    labels = [label for label, _ in runs[1 : len(rows) + 1]]
    found = runs[0][1]
    blocky = all(b[0].index > a[-1].index + 1 for a, b in pairwise(found))
    head, label = _parted(first, labels, count, blocky=blocky)
    rows.insert(0, (parts_of(label), *(parts_of(v) for v in found)))
    top = _head_row(head, count, blocky=blocky)
    why = f"{len(rows)} times a label and {count} values: the rows of a table"
    return Grid((*top, *rows), used - lines[0].index + 1, why)


def _apart(filled: Sequence[Line]) -> list[Line]:
    """Values that share a line, "0 5 6 19", as lines of their own; so those behind the end of a label."""
    read = [read_values(line) for line in filled]
    whole = [i for i, r in enumerate(read) if len(r.values) > 1]
    # Where a label is wrapped beside its values, what stands under them is the rest of it.
    beside = [i for i in whole if read[i].label_end]
    under = sum(i + 1 < len(read) and filled[i + 1].text.strip()[:1].islower() for i in beside)
    found: list[Line] = []
    for line, r in zip(filled, read, strict=True):
        if len(r.values) < 2 or (r.label_end and 3 * under > len(beside)):
            found.append(line)
            continue
        ranges = [(0, r.label_end)] if r.label_end else []
        found += [
            replace(line, start=line.start + a, end=line.start + b, text=line.text[a:b])
            for a, b in (*ranges, *r.values)
        ]
    return found


def _runs(filled: Sequence[Line]) -> list[tuple[Unit, list[Unit]]]:
    """(words, values) in turn; "(5%)" on a line of its own belongs to the number before it."""
    parens = [i for i, line in enumerate(filled) if PAREN_RE.fullmatch(line.text.strip())]
    pairs = len(parens) >= 2 and all(i and _is_value(filled[i - 1]) for i in parens)
    runs: list[tuple[Unit, list[Unit]]] = []
    for i, line in enumerate(filled):
        if pairs and i and PAREN_RE.fullmatch(line.text.strip()) and runs and runs[-1][1]:
            runs[-1][1][-1].append(line)
        elif _is_value(line) and runs:
            runs[-1][1].append([line])
        elif not runs or runs[-1][1]:
            runs.append(([line], []))
        else:
            runs[-1][0].append(line)
    return runs


def _with_head(runs: list[tuple[Unit, list[Unit]]], count: int) -> list[tuple[Unit, list[Unit]]]:
    """Runs whose first holds the whole head: "N/A" and "2001" may be heads of columns too."""
    first = next((i for i, (_, v) in enumerate(runs) if len(v) == count), 0)
    if not 0 < first <= 3:
        return runs
    head = [line for label, found in runs[:first] for line in (*label, *(x for v in found for x in v))]
    return [(head + runs[first][0], runs[first][1]), *runs[first + 1 :]]


def _parted(first: Unit, labels: list[Unit], count: int, *, blocky: bool) -> tuple[Unit, Unit]:
    """Head and first label from the run of words that holds both."""
    if blocky:
        cut = len(first) - len(_units(first, blocky=True)[-1])
        return first[:cut], first[cut:]
    if all(len(label) == 1 for label in labels) and len(_units(first[:-1])) in (count, count + 1):
        return first[:-1], first[-1:]
    width = max((len(line.text.strip()) for label in labels for line in label), default=0)
    heights = {len(label) for label in labels}
    best, most = len(first) - 1, -1
    # A label's lines are as long, and as many, as the other labels' lines; heads of narrow columns are short.
    for i in range(len(first) - 1, max(len(first) - max(heights, default=1) - 2, -1), -1):
        if len(first[i].text.strip()) < 0.6 * width and i + 1 < len(first):
            continue
        fits = 2 * (len(_units(first[:i])) in (count, count + 1)) + 2 * (len(first) - i in heights) + 1
        if fits > most:
            best, most = i, fits
    return first[:best], first[best:]


def _units(lines: Unit, *, blocky: bool = False) -> list[Unit]:
    """Lines of a head, those that a hyphen ties together as one; or its blocks."""
    units: list[Unit] = []
    for line in lines:
        if units and blocky and line.index == units[-1][-1].index + 1:
            units[-1].append(line)
        elif blocky:
            units.append([line])
        elif units and units[-1][-1].text.rstrip().endswith(("-", "‐", "\u00ad")):
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _head_row(head: Unit, count: int, *, blocky: bool) -> list[tuple[Parts, ...]]:
    units = _units(head, blocky=blocky)
    if not units:
        return []
    if len(units) == count + 1:
        return [tuple(parts_of(u) for u in units)]
    if len(units) == count:
        return [((), *(parts_of(u) for u in units))]
    # Nothing tells which words share a cell.
    return [(parts_of(head),)]


def solve_period(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Cells of the same kinds in turn, one a line or one a block: "a_1.txt⏎⏎Rain in May⏎⏎a_2.txt⏎⏎..."."""
    blocks = blocks_of(lines)
    by_block = sum(len(b) > 1 for b in blocks) and len(blocks) >= 6
    units: list[Unit] = blocks if by_block else [[line] for line in lines if not line.blank]
    units = units[:LONGEST]
    best: tuple[float, int, int, int] | None = None
    for count in range(2, min(MOST, len(units) // 3) + 1):
        score, skip, rows = _period(units, count, strict=not captioned)
        if score >= 0.85 and rows >= (3 if captioned else 4) and (best is None or score > best[0] + 0.03):
            best = (score, count, skip, rows)
    if best is None:
        return None
    _, count, skip, height = best
    taken = units[: skip + count * height]
    body = [tuple(parts_of(u) for u in taken[i : i + count]) for i in range(skip % count, len(taken), count)]
    if skip % count:
        body.insert(0, ((),) * (count - skip % count) + tuple(parts_of(u) for u in taken[: skip % count]))
    why = f"the same kinds of cell in turn, {count} to a row"
    return Grid(tuple(body), taken[-1][-1].index - lines[0].index + 1, why)


def _period(units: list[Unit], count: int, *, strict: bool) -> tuple[float, int, int]:
    """How well the units fit rows of ``count`` cells: score, cells of the head, rows of the body."""
    plain = ("words", "word", "text") if strict else ("words", "text")
    texts = [" ".join(line.text.strip() for line in u) for u in units]
    best = (0.0, 0, 0)
    for skip in (count, count - 1):
        whole = (len(texts) - skip) // count
        if whole >= 24 and not _fits(texts[skip : skip + 12 * count], count, plain):
            continue
        for height in sorted({whole, whole - 1, round(0.85 * whole), round(0.7 * whole)}, reverse=True):
            if height >= 3 and (score := _fits(texts[skip : skip + count * height], count, plain)):
                share = count * height / len(texts)
                if score * share > best[0]:
                    best = (score * (0.85 + 0.15 * share), skip, height)
                break
    return best


def _fits(body: list[str], count: int, plain: tuple[str, ...]) -> float:
    """How alike the cells of each column are; 0.0 where no column is of a kind that prose never is."""
    columns = [body[i::count] for i in range(count)]
    kinds = [max(set(k := list(map(kind_of, c))), key=k.count) for c in columns]
    odd = [i for i in range(count) if kinds[i] not in plain]
    if not odd or len(odd) == count or any(kinds[i] == kinds[(i + 1) % count] for i in odd):
        return 0.0
    score = min(agreement(c) for c in columns)
    if score < 0.85 or not any(telling(columns[i]) for i in odd):
        return 0.0
    return score


def stack_cells(lines: Sequence[Line]) -> Grid | None:
    """Cells that stand one a line, whose rows nothing tells: kept one below the other, as they came."""
    filled = [line for line in lines if not line.blank]
    kinds = Counter(kind_of(line.text) for line in filled)
    bits = kinds["number"] + kinds["sign"] + kinds["code"]
    if len(filled) < 8 or bits < 0.45 * len(filled) or max(len(line.text.strip()) for line in filled) > 60:
        return None
    if is_progression([line.text.strip() for line in filled]):
        return None
    why = f"{len(filled)} cells under a table's caption, one a line; nothing tells their rows"
    rows = tuple((parts_of([line]),) for line in filled)
    return Grid(rows, filled[-1].index - lines[0].index + 1, why, (), sure=False)
