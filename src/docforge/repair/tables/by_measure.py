"""Tables of two columns of sentences, dumped cell after cell: each column has a measure of its own.

"Oats are sown⏎in March.⏎They want⏎a dry⏎spring.⏎Rye is sown⏎in October." Lines of a cell break where the
next word finds no room in its column, and the two measures take turns. Both are narrower than the text's, so
that no paragraph breaks its lines so. None where one measure explains the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.lines import Line, is_finished
from docforge.repair.parts.captions import CAPTION_RE, is_table_kind
from docforge.repair.tables.grid import Grid, Parts, parts_of
from docforge.repair.tables.heads import head_rows

FULL = 0.85  # of the text's measure, the widest that a column may be
LONGEST = 160  # lines that are read
FEWEST = 12
NARROWER = 0.9  # of the wider measure, the other one at most
ROOM = 0.93  # of a column's longest line, what a line holds of letters that are not narrow
HEADS = 4  # lines of both heads, where they are cells
HEAD = 2  # lines above the cells
TALL = 2.4  # lines of a cell in the mean
CELL = 0.6  # what a cell costs
LOOSE = 2.5  # what it costs that a line ends although the next word had room
OPEN = 1.5  # what it costs that a cell ends, or begins, inside a sentence
CLOSED = 0.8  # what it costs that a cell goes on behind a sentence
LONE = 2.5  # what it costs that a column has a cell more than the other
AGAIN = 1.5  # what it costs that a cell stands below one of its own column
WORD = 12  # letters of a long word
UNREAD = 1.2
DEAR = 0.5  # a line
SHORT = 6  # lines that only the narrower measure explains
NEVER = 1e9


@dataclass(frozen=True, slots=True)
class _Cell:
    first: int
    last: int
    column: int


def solve_measures(lines: Sequence[Line], width: float) -> Grid | None:
    """Two columns of sentences by their measures; None where nothing tells them from paragraphs."""
    filled = [line for line in lines if not line.blank][:LONGEST]
    texts = [" ".join(line.text.split()) for line in filled]
    if len(filled) < FEWEST or any("\t" in text for text in texts):
        return None
    if sum(is_finished(text) for text in texts) < 4:
        return None
    wides = sorted({len(text) for text in texts}, reverse=True)
    best: tuple[float, int, list[_Cell]] | None = None
    for wide in wides[:3]:
        top = next((k for k in range(HEAD + 1) if all(len(t) <= wide for t in texts[k:])), None)
        if top is None or wide > FULL * width:
            continue
        for narrow in (w for w in wides if 0.4 * wide <= w <= NARROWER * wide):
            for headed in (HEADS, 0) if not top else (0,):
                cost, cells = _read(filled[top:], texts[top:], wide, narrow, headed)
                cost += UNREAD * top + LONE * abs(sum(1 - 2 * c.column for c in _merged(texts[top:], cells)))
                if best is None or cost < best[0]:
                    best = cost, top, cells
    if best is None or best[0] > DEAR * len(filled):
        return None
    cost, top, cells = best
    cells = [_Cell(c.first + top, c.last + top, c.column) for c in cells]
    if not _sure(texts, cells):
        return None
    rows = _rows(filled, texts, cells)
    if len(rows) < 3:
        return None
    head = head_rows(filled[:top], 2)
    why = f"sentences in two measures that take turns: {len(rows)} rows of a table"
    return Grid((*head, *rows), filled[-1].index - lines[0].index + 1, why)


def narrow_runs(lines: Sequence[Line], width: float, taken: set[int]) -> Iterator[list[Line]]:
    """Lines that are narrower than the text's, up to the last that ends a sentence.

    Where lines are apart, or a page ends, a run goes on only inside a sentence.
    """
    run: list[Line] = []
    last: Line | None = None  # that is not blank
    for line in [*lines, None]:
        if line is not None and line.blank:
            if run:
                run.append(line)
            continue
        goes_on = line is not None and _goes_on(line, last if run else None, width)
        if goes_on and line is not None and line.index not in taken:
            run.append(line)
        else:
            yield from _trimmed(lines, run, width)
            run = [line] if line is not None and _may_head(lines, line, width) else []
        last = line


def _goes_on(line: Line, last: Line | None, width: float) -> bool:
    """May the line be one more of a run that ends with ``last``?"""
    match = CAPTION_RE.match(line.text.strip())
    if len(line.text.strip()) > FULL * width or (match and is_table_kind(match)):
        return False
    far = last is not None and (line.page != last.page or line.index > last.index + 2)
    return not far or (last is not None and not is_finished(last.text))


def _trimmed(lines: Sequence[Line], run: list[Line], width: float) -> Iterator[list[Line]]:
    """The run without the rest of the paragraph above it, and what follows its last sentence."""
    while run and not is_finished(run[-1].text):
        run.pop()
    above = lines[run[0].index - 1] if run and run[0].index else None
    wide = above is not None and len(above.text.strip()) > FULL * width and not is_finished(above.text)
    begin = 1 if wide and run[0].text.strip()[:1].islower() else 0
    while begin < len(run) and run[begin].blank:
        begin += 1
    if len(run) - begin >= FEWEST:
        yield run[begin:]


def _may_head(lines: Sequence[Line], line: Line, width: float) -> bool:
    """May a wider line be the heads of both columns, "Name and use Kept by the miller"?"""
    bare = line.text.strip()
    if not bare[:1].isupper() or len(bare) > 0.95 * width or is_finished(bare) or not line.index:
        return False
    return len(lines[line.index - 1].text.strip()) <= FULL * width


def _tight(text: str, after: str, wide: int) -> bool:
    """Had the line no room for the first word of the next one? A word may be parted at a hyphen too."""
    return len(text) + 1 + len(after.split()[0].partition("-")[0]) > ROOM * wide or text.endswith(
        ("-", "‐", "/")
    )


def _read(
    filled: Sequence[Line], texts: Sequence[str], wide: int, narrow: int, headed: int
) -> tuple[float, list[_Cell]]:
    """The cheapest cut into cells of the wider (0) and the narrower (1) column."""
    size = len(texts)
    widths = (wide, narrow)
    costs = [[NEVER, NEVER] for _ in range(size)]
    came: list[list[tuple[int, bool]]] = [[(-1, True), (-1, True)] for _ in range(size)]
    costs[0] = [CELL if len(texts[0]) <= w else NEVER for w in widths]
    said = False  # a sentence: the heads of the columns, a few lines, are none
    for k in range(1, size):
        above, text = texts[k - 1], texts[k]
        apart = filled[k].index > filled[k - 1].index + 1
        finished, small = is_finished(above), text[:1].islower()
        said = said or finished or k > headed
        ends = CELL + (OPEN if said and not finished else 0.0) + (OPEN if small else 0.0)
        goes_on = 0.0 if small or (said and not finished) else CLOSED
        for c in (0, 1):
            if len(text) > widths[c]:
                continue
            tight = _tight(above, text, widths[c]) and (small or not apart)
            stay = costs[k - 1][c] + goes_on + (0.0 if tight else LOOSE)
            # Only a page's end cuts a cell inside a sentence: its last line is as full as the others.
            cut = [LOOSE if said and not finished and len(above) + WORD < ROOM * w else 0.0 for w in widths]
            turn = costs[k - 1][1 - c] + ends + cut[1 - c]
            again = costs[k - 1][c] + ends + cut[c] + AGAIN if apart else NEVER
            costs[k][c], came[k][c] = min((stay, (c, False)), (turn, (1 - c, True)), (again, (c, True)))
    c = 0 if costs[-1][0] <= costs[-1][1] else 1
    total = costs[-1][c]
    cells: list[_Cell] = []
    last = size - 1
    for k in range(size - 1, -1, -1):
        before, begins = came[k][c]
        if begins:
            cells.insert(0, _Cell(k, last, c))
            last = k - 1
            c = before
    return total, cells


def _sure(texts: Sequence[str], cells: Sequence[_Cell]) -> bool:
    """Do both columns hold several cells of several lines, and does the wider measure not explain them?"""
    lines = sum(c.last - c.first + 1 for c in cells)
    columns = [[c for c in cells if c.column == k] for k in (0, 1)]
    tall = [sum(c.last - c.first >= 2 for c in column) for column in columns]
    if min(tall) < 3 or lines < TALL * len(cells):
        return False
    wide = max(len(texts[k]) for c in columns[0] for k in range(c.first, c.last + 1))
    short = sum(
        not _tight(texts[k], texts[k + 1], wide) and not is_finished(texts[k])
        for c in columns[1]
        for k in range(c.first, c.last)
    )
    return short >= SHORT


def _merged(texts: Sequence[str], cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells without those that go on inside a sentence of the last one in their column."""
    found: list[_Cell] = []
    last: dict[int, _Cell] = {}
    for cell in cells:
        above = texts[last[cell.column].last] if cell.column in last else "."
        small = texts[cell.first][:1].islower()
        if not (above.endswith(("-", "‐")) or (small and not is_finished(above))):
            found.append(cell)
        last[cell.column] = cell
    return found


def _rows(filled: Sequence[Line], texts: Sequence[str], cells: Sequence[_Cell]) -> list[tuple[Parts, ...]]:
    """Cells of both columns side by side; one that goes on inside a sentence belongs to the one above it."""
    begun = _merged(texts, cells)
    columns: list[list[list[Line]]] = [[], []]
    for cell in cells:
        lines = filled[cell.first : cell.last + 1]
        if cell in begun:
            columns[cell.column].append(list(lines))
        else:
            columns[cell.column][-1] += lines
    count = max(map(len, columns))
    return [tuple(parts_of(column[k]) if k < len(column) else () for column in columns) for k in range(count)]
