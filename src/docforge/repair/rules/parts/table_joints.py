"""Tables that a page's end cut in two: the part on the next page goes on under the head of the first.

The evidence is the head, which stands over the second part again. A cell of the head that a dump put below
both parts goes back into the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, is_finished, split_lines
from docforge.repair.parts.captions import CAPTION_RE, is_certain

RULE = "table-joint"
MOST = 4  # words of a cell of the head that stands outside
GAP = 40  # lines, blank ones too, between two parts
HEADS = 3  # rows of one head
WHY = "the table goes on after a page's end; its head stands there again"


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of a table, one row each, and the place of the line after them."""

    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        return self.lines[0].text.count("\t") + 1


def find_table_joints(text: str, scene: Scene) -> Iterator[Edit]:
    """Join "Crop⇥Yield⏎Oats⇥12" and, a page on, "Crop⇥Yield⏎Rye⇥9" under one head."""
    lines = split_lines(text)
    chain: list[_Part] = []
    for part in [*_parts(lines), None]:
        if chain and part is not None and _goes_on(lines, chain, part):
            chain.append(part)
            continue
        if len(chain) > 1:
            yield from _joined(text, lines, chain)
        chain = [part] if part is not None else []


def _goes_on(lines: Sequence[Line], chain: Sequence[_Part], part: _Part) -> bool:
    """Is the part one more of the same table: its head again, and nothing between but a cell of the head?"""
    last = chain[-1]
    if last.width != part.width or not _head_again(chain[0], part):
        return False
    first, stop = last.lines[-1].index + 1, part.lines[0].index
    between = [line for line in lines[first : min(stop, first + GAP)] if not line.blank]
    if stop - first > GAP or len(between) > 1:
        return False
    if not between:
        return len(chain) == 1 or _below(lines, chain[0]) is None
    alike = (between[0].text.strip(), *(_bare(_below(lines, p)) for p in (*chain, part)))
    return len(set(alike)) == 1 and _empty_cell(chain[0], between[0]) is not None


def _joined(text: str, lines: Sequence[Line], chain: Sequence[_Part]) -> Iterator[Edit]:
    loose = _below(lines, chain[0])
    loose = loose if loose is not None and loose.index < chain[1].lines[0].index else None
    stop = chain[0].lines[-1].end
    if loose is not None:
        yield _with_cell(text, chain[0], loose, _empty_cell(chain[0], loose) or 0)
        stop = loose.end
    for part in chain[1:]:
        begin = part.lines[_head_again(chain[0], part)].start
        yield _cut(text, stop + 1, begin)
        stop = part.lines[-1].end
    if loose is not None and (last := _below(lines, chain[-1])) is not None:
        yield _cut(text, last.start, last.end)


def _cut(text: str, start: int, end: int) -> Edit:
    return Edit(start, end, text[start:end], "", RULE, Safety.LIKELY, WHY, "repeated table head")


def _parts(lines: Sequence[Line]) -> Iterator[_Part]:
    """Runs of rows with the same number of tabs."""
    run: list[Line] = []
    for line in [*lines, None]:
        tabs = line.text.count("\t") if line is not None else 0
        if line is not None and run and run[-1].page == line.page and tabs == run[-1].text.count("\t") > 0:
            run.append(line)
            continue
        if len(run) > 1 and not any(_is_caption(x) for x in run):
            yield _Part(tuple(run))
        run = [line] if line is not None and tabs else []


def _is_caption(line: Line) -> bool:
    match = CAPTION_RE.match(line.text.strip())
    return match is not None and is_certain(match)


def _cells(line: Line) -> tuple[str, ...]:
    return tuple(re.sub(r"\W+", "", cell).casefold() for cell in line.text.split("\t"))


def _head_again(a: _Part, b: _Part) -> int:
    """How many rows at the top of ``b`` are those of ``a`` over again; 0 where that proves nothing."""
    count = 0
    for one, two in zip(a.lines[:HEADS], b.lines[: min(HEADS, len(b.lines) - 1)], strict=False):
        if _cells(one) != _cells(two):
            break
        count += 1
    letters = sum(len(cell) for line in b.lines[:count] for cell in _cells(line))
    words = sum(bool(re.search(r"[^\W\d_]{2}", cell)) for line in b.lines[:count] for cell in _cells(line))
    if count == len(a.lines) or letters < 6 or (words < 2 and letters < 20):
        return 0
    return count


def _below(lines: Sequence[Line], part: _Part) -> Line | None:
    """The first filled line after a part."""
    after = part.lines[-1].index + 1
    return next((line for line in lines[after : after + GAP] if not line.blank), None)


def _bare(line: Line | None) -> str:
    return line.text.strip() if line is not None else ""


def _empty_cell(part: _Part, line: Line) -> int | None:
    """The one empty cell of a head, where a line reads as such a cell."""
    bare = line.text.strip()
    if "\t" in bare or len(bare.split()) > MOST or is_finished(bare) or not bare[:1].isupper():
        return None
    empty = [i for i, cell in enumerate(part.lines[0].text.split("\t")) if not cell.strip()]
    return empty[0] if len(empty) == 1 else None


def _with_cell(text: str, part: _Part, line: Line, cell: int) -> Edit:
    """The part with the line below it as a cell of its head."""
    head = part.lines[0]
    at = head.start
    for _ in range(cell):
        at = text.index("\t", at) + 1
    start = line.start + len(line.text) - len(line.text.lstrip())
    own = (start, line.start + len(line.text.rstrip()))
    pieces: list[Piece] = [(head.start, at)] if at > head.start else []
    pieces += [own, (at, part.lines[-1].end)]
    after = "".join(p if isinstance(p, str) else text[slice(*p)] for p in pieces)
    why = "stands below every part of the table, whose head lacks one cell"
    return Edit(
        head.start,
        line.end,
        text[head.start : line.end],
        after,
        RULE,
        Safety.LIKELY,
        why,
        pieces=tuple(pieces),
    )
