"""Tables dumped a row a line, with one space between cells: "Oats 12 14⏎Rye 9 10"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from docforge.repair.lines import Line
from docforge.repair.tables.grid import Grid, Parts, piece_of
from docforge.repair.tables.heads import even_cells, split_head
from docforge.repair.tables.kinds import MORE_RE, NUMBER_RE, SIGN_RE, VALUE_RE

TOKEN_RE = re.compile(r"\S+")
SIGNS_RE = re.compile(r"[+−–—*✓✔✗-]{2,8}")
TOP = 16  # lines of a head whose cells stand one below the other
GROUPS = 4  # lines without a value that may stand between rows
INDEX_RE = re.compile(r"(\d{1,3})\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as label and values; ``values`` are ranges in the line's text."""

    line: Line
    label_end: int
    values: tuple[tuple[int, int], ...]


def read_values(line: Line) -> _Read:
    """The values at the end of a line: "Control group 9.80 ± 0.50 1.45 ± 0.21" -> two of them."""
    text = line.text
    tokens = [(m.start(), m.end()) for m in TOKEN_RE.finditer(text)]
    values: list[tuple[int, int]] = []
    i = len(tokens)
    while i > 0:
        taken = _ends_with_value(text, tokens, i)
        if taken is None:
            break
        values.insert(0, (tokens[taken][0], tokens[i - 1][1]))
        i = taken
    return _Read(line, tokens[i - 1][1] if i else 0, tuple(values))


def _ends_with_value(text: str, tokens: list[tuple[int, int]], end: int) -> int | None:
    """Index of the first token of the value that ends before token ``end``; longest value first."""
    last = text[slice(*tokens[end - 1])]
    for size in (5, 4, 3, 2):
        if end - size >= 0:
            piece = text[tokens[end - size][0] : tokens[end - 1][1]]
            if len(piece) <= 40 and NUMBER_RE.fullmatch(piece) and _is_one(piece):
                return end - size
    if VALUE_RE.fullmatch(last) or SIGN_RE.fullmatch(last):
        return end - 1
    return None


def _is_one(piece: str) -> bool:
    """Is it one value with what belongs to it, and not two side by side?"""
    head = VALUE_RE.match(piece)
    return bool(head and MORE_RE.match(piece, head.end()))


def solve_rows(lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Rows of a label and as many values as the other rows have; or a count, 1, 2, 3, and a text."""
    filled = [line for line in lines if not line.blank]
    return _valued(filled, lines, captioned=captioned) or _counted(filled, lines, captioned=captioned)


def _valued(filled: list[Line], lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    read = [read_values(line) for line in filled]
    first = next((i for i, r in enumerate(read) if len(r.values) >= 2 or (r.values and r.label_end)), None)
    if first is None or first > (6 if any(len(r.line.text.split()) > 3 for r in read[:first]) else TOP):
        return None
    run = takewhile(
        lambda i: any(r.values for r in read[max(first, i - GROUPS) : i + 1]), range(first, len(read))
    )
    sizes = Counter(len(read[i].values) for i in run if read[i].values and _short(read[i]))
    if not sizes:
        return None
    count = max(sizes, key=lambda n: (sizes[n], n))
    last, misses = first, 0
    for i in range(first, len(read)):
        if len(read[i].values) >= count and _short(read[i]):
            last, misses = i, 0
        elif _signs(read[i], count) or (_is_group(read, i, count) and misses < 2):
            misses += 1
            last = i if _signs(read[i], count) else last
        else:
            break
    body = read[first : last + 1]
    full = sum(len(r.values) >= count for r in body)
    # One row of signs is enough under a caption: no sentence ends in them.
    signs = [r.line.text[a:b] for r in body for a, b in r.values]
    only = (
        captioned and full == len(body) == 1 and count >= 2 and first and all(map(SIGN_RE.fullmatch, signs))
    )
    if (full < (2 if captioned else 4) and not only) or full < 0.5 * len(body) or (count == 1 and full < 4):
        return None
    if not captioned and count < 2:
        return None
    labels = sum(bool(re.search(r"[^\W\d_]", _label(r, count))) for r in body)
    labelled = labels >= 0.6 * len(body)
    if count == 1 and labels < 0.8 * len(body):
        return None
    rows = [_row(r, count, labelled=labelled) for r in body]
    head = [r.line for r in read[:first]]
    top = _head(head, count, labelled=labelled)
    why = f"{full} lines with {count} values each: the rows of a table"
    return Grid((*top, *rows), body[-1].line.index - lines[0].index + 1, why)


def _short(read: _Read) -> bool:
    """A label is a few words; a sentence that ends in a number is none."""
    return len(read.line.text[: read.label_end].split()) <= 8


def _signs(read: _Read, count: int) -> bool:
    """Signs run together: "---" for three cells."""
    last = read.line.text.split()[-1] if read.line.text.split() else ""
    return count >= 2 and bool(SIGNS_RE.fullmatch(last))


def _is_group(read: list[_Read], at: int, count: int) -> bool:
    """A line of words between rows: the name of the rows that follow."""
    r = read[at]
    return (
        not r.values
        and len(r.line.text.split()) <= 7
        and not r.line.text.rstrip().endswith((".", ";", ","))
        and at + 1 < len(read)
        and len(read[at + 1].values) >= count
    )


def _label(read: _Read, count: int) -> str:
    spare = len(read.values) - count
    end = read.values[spare - 1][1] if spare > 0 else read.label_end
    return read.line.text[:end].strip()


def _row(read: _Read, count: int, *, labelled: bool) -> tuple[Parts, ...]:
    line, at = read.line, read.line.start
    values = [((at + a, at + b),) for a, b in read.values[-count:]]
    start = piece_of(line)[0]
    if len(read.values) < count:
        last = line.text.split()[-1]
        stop = len(line.text.rstrip())
        if SIGNS_RE.fullmatch(last) and len(last) == count and len(set(last)) == 1:
            signs = stop - len(last)
            label_end = len(line.text[:signs].rstrip())
            split = [((at + signs + i, at + signs + i + 1),) for i in range(count)]
            return (((start, at + label_end),), *split)
        if read.values and not SIGNS_RE.fullmatch(last):
            return (((start, at + read.label_end),), *values)
        # Signs that ran together into another number of cells: nothing tells which.
        return (((start, at + stop),),)
    spare = len(read.values) - count
    end = read.values[spare - 1][1] if spare > 0 else read.label_end
    if not labelled and not end:
        return tuple(values)
    return (((start, at + end),) if end else (), *values)


def _head(head: list[Line], count: int, *, labelled: bool) -> list[tuple[Parts, ...]]:
    """Rows of heads; a line that cannot be parted stays one cell."""
    found: list[tuple[Parts, ...]] = []
    whole = count + labelled
    complete = False
    before = head[0] if head else None
    if not any(split_head(line, whole, whole - 1 if labelled else whole) for line in head):
        for first in range(min(3, len(head))):
            if (row := even_cells(head[first:], whole)) is not None:
                return [*(((piece_of(line),),) for line in head[:first]), row]
    for line in head:
        cells = split_head(line, whole, whole - 1 if labelled else whole)
        lower = all(t[:1].islower() or t[:1] in "([" for t in line.text.split())
        if complete and not lower and cells is None and _wraps(found[-1], line, before):
            found[-1] = (*found[-1][:-1], (*found[-1][-1], piece_of(line)))
            continue
        if complete and not lower:
            cells = None  # the name of the first group of rows
        before = line
        complete = complete or cells is not None
        if cells is None:
            found.append((((piece_of(line)),),))
        elif len(cells) == whole:
            found.append(tuple((c,) for c in cells))
        else:
            found.append(((), *((c,) for c in cells)))
    return found


def _wraps(row: tuple[Parts, ...], line: Line, before: Line | None) -> bool:
    """Does the last and longest cell of a head go on: "Young  Old  Old and in beds⏎Raised beds"?"""
    if before is None or line.index != before.index + 1 or len(line.text.split()) > 3:
        return False
    sizes = [sum(b - a for a, b in cell) for cell in row]
    return len(sizes) > 1 and sizes[-1] >= 2 * max(sizes[:-1])


def _counted(filled: list[Line], lines: Sequence[Line], *, captioned: bool) -> Grid | None:
    """Rows that begin with a running number and go on in words: "01 The mill⏎02 The sluice"."""
    matches = [INDEX_RE.match(line.text.strip()) for line in filled]
    first = next((i for i, m in enumerate(matches) if m), None)
    if first is None or first > 3:
        return None
    rows: list[tuple[Parts, ...]] = []
    last, expected = first, int((matches[first] or [""])[1] or 0) if matches[first] else 0
    for i in range(first, len(filled)):
        m = matches[i]
        if m and int(m[1]) == expected:
            start, end = piece_of(filled[i])
            rows.append((((start, start + len(m[1])),), ((start + m.end(), end),)))
            expected += 1
            last = i
        elif rows and i + 1 < len(filled) and (n := matches[i + 1]) and int(n[1]) == expected and not m:
            rows[-1] = (rows[-1][0], (*rows[-1][1], piece_of(filled[i])))
            last = i
        else:
            break
    words = sum(len(line.text.split()) for line in filled[first : last + 1]) / max(1, len(rows))
    if len(rows) < (3 if captioned else 6) or words > 14 or (not captioned and not first):
        return None
    top: list[tuple[Parts, ...]] = []
    for line in filled[:first]:
        cells = split_head(line, 2)
        if cells is None:
            if not captioned:
                return None
            top.append((((piece_of(line)),),))
        else:
            top.append(tuple((c,) for c in cells))
    why = f"{len(rows)} lines that count on, each a number and a text: the rows of a table"
    return Grid((*top, *rows), filled[last].index - lines[0].index + 1, why)
