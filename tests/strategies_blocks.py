"""Hypothesis strategies for blocks of every class and trees of sections, canonical as in ``strategies``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st
from strategies_inlines import NASTY, TRAPS, ids, inlines, plain_text, some_text

from docforge.model.nodes import (
    Block,
    Cell,
    DispFormula,
    DispQuote,
    Figure,
    List,
    ListItem,
    Paragraph,
    Permission,
    Preformat,
    Row,
    Section,
    TableWrap,
    VerseGroup,
)

cells = st.builds(Cell, inlines(2))
permissions = st.just(Permission()) | st.builds(Permission, some_text, plain_text, plain_text, plain_text)


@st.composite
def tables(draw: st.DrawFn) -> TableWrap:
    """Tables with and without head, with spans, now and then ragged."""
    columns = draw(st.integers(1, 4))
    head, body = draw(st.integers(0, 2)), draw(st.integers(0, 3))
    if draw(st.booleans()):
        rows: list[tuple[Cell, ...]] = [
            tuple(draw(cells) for _ in range(columns)) for _ in range(head + body)
        ]
        if rows and bool(draw(st.booleans())):
            at = draw(st.integers(0, len(rows) - 1))
            rows[at] = rows[at][: draw(st.integers(0, columns))]
            columns = max(len(row) for row in rows)
        top, rest = tuple(rows[:head]), tuple(rows[head:])
    else:
        top, rest = draw(_spanned(head, columns)), draw(_spanned(body, columns))
        if not _every_border_drawn(top, rest, columns):
            top, rest = _unspanned(top, columns), _unspanned(rest, columns)
    align: tuple[str, ...] = ()
    if columns and draw(st.booleans()):
        align = tuple(draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(columns))
        align = align if any(align) else ()
    return TableWrap(
        draw(ids), draw(plain_text | st.just("Table 1")), draw(inlines(2)), top, rest, align,  # type: ignore[arg-type]
        tuple(draw(st.lists(inlines(2), max_size=2))),
    )  # fmt: skip


def _unspanned(rows: tuple[Row, ...], columns: int) -> tuple[Row, ...]:
    """The same cells one by one, rows filled up."""
    return tuple((*(Cell(c.content) for c in row), *(Cell(()),) * (columns - len(row))) for row in rows)


def _every_border_drawn(head: tuple[Row, ...], body: tuple[Row, ...], columns: int) -> bool:
    """Whether a cell begins in each row and each column: else fewer would say the same."""
    begins: set[int] = set()
    for part in (head, body):
        reach = [0] * columns
        for row in part:
            x = 0
            for cell in row:
                while reach[x]:
                    x += 1
                begins.add(x)
                for i in range(x, x + cell.colspan):
                    reach[i] = cell.rowspan
                x += cell.colspan
            reach = [max(0, n - 1) for n in reach]
    return begins >= set(range(columns)) and all((*head, *body))


@cache
@st.composite
def _spanned(draw: st.DrawFn, height: int, width: int) -> tuple[Row, ...]:
    taken = [[False] * width for _ in range(height)]
    rows: list[Row] = []
    for y in range(height):
        row: list[Cell] = []
        for x in range(width):
            if taken[y][x]:
                continue
            down = draw(st.integers(1, height - y))
            across = 1
            while x + across < width and not taken[y][x + across] and draw(st.booleans()):
                across += 1
            for j in range(y, y + down):
                for i in range(x, x + across):
                    taken[j][i] = True
            row.append(replace(draw(cells), colspan=across, rowspan=down))
        rows.append(tuple(row))
    return tuple(rows)


figures = st.builds(
    Figure,
    ids,
    plain_text | st.just("Figure 1"),
    inlines(3),
    graphic=st.sampled_from(["", "figures/a.svg", "b c.png", "x(1)[2].jpg"]) | plain_text,
    alt=plain_text,
    credit=inlines(2),
    source=inlines(2),
    permission=permissions,
    decorative=st.booleans(),
    allowed=inlines(2),
)
code_text = st.lists(st.sampled_from([*NASTY, *TRAPS]), max_size=6).map("".join)

flat_blocks = (
    st.builds(Paragraph, inlines())
    | st.builds(Paragraph, inlines())
    | st.builds(VerseGroup, st.lists(inlines(2), min_size=1, max_size=3).map(tuple))
    | st.builds(Preformat, code_text, language=st.sampled_from(["", "python", "c++"]))
    | st.builds(
        DispFormula,
        plain_text | st.sampled_from(["E = mc^2", "a\n\\\\ b"]),
        id=st.just("") | ids,
        label=st.just("") | some_text,
    )
    | figures
    | tables()
)


def _nest(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    some = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(st.builds(ListItem, some), min_size=1, max_size=3).map(tuple)
    return (
        st.builds(List, items, ordered=st.just(False))
        | st.builds(List, items, ordered=st.just(True), start=st.integers(0, 12))
        | st.builds(DispQuote, some, kind=st.sampled_from(["", "pullquote", "epigraph"]), attrib=inlines(2))
    )


blocks = flat_blocks | _nest(flat_blocks | _nest(flat_blocks))


@cache
@st.composite
def section_trees(draw: st.DrawFn, depth: int = 3) -> tuple[Block, ...]:
    """Blocks, then sections, as a body or a section holds them."""
    before = draw(st.lists(blocks, max_size=2))
    sections: list[Block] = []
    if depth:
        for _ in range(draw(st.integers(0, 2))):
            label = draw(st.sampled_from(["", "1", "2.1", "IV"]) | some_text)
            sections.append(Section(draw(ids), draw(inlines(2)), draw(section_trees(depth - 1)), label=label))
    return (*before, *sections)
