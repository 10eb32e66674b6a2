"""Tables: rows of tabs, of pipes, of wide gaps -> ``TableWrap``, with the caption that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.importers.captions import TAGGED, is_table_label, read_label, read_text
from docforge.importers.draft import Chunk, Draft, Role
from docforge.model.nodes import Align, Cell, Inlines, Row, TableWrap
from docforge.model.text import inline_text
from docforge.repair.edit import Move

RULE_RE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
GAP_RE = re.compile(r" {2,}")


def find_tables(draft: Draft) -> None:
    """Give blocks of rows their role: at least two rows, at least two columns."""
    under = False  # a table: its notes are neither list nor heading
    for chunk in draft.chunks:
        if chunk.role is not Role.FREE:
            under = under and chunk.role is Role.ASIDE
            continue
        if under and is_table_note(draft, chunk):
            chunk.role = Role.PARAGRAPH
            continue
        under = False
        lines = chunk.text.split("\n")
        if len(lines) < 2:
            continue
        start, end = _extent(draft, chunk)
        tabs = [line.count("\t") for line in draft.bench.text[start:end].split("\n")]
        if (
            min(tabs) >= 1
            or (draft.marked and sum(line.strip().startswith("|") for line in lines) == len(lines))
            or (len(lines) >= 3 and len(_columns(lines)) >= 2)
        ):
            chunk.role = Role.TABLE
            under = True


def _extent(draft: Draft, chunk: Chunk) -> tuple[int, int]:
    """The block with the empty cells at its corners: a block's ends are bare, a row's need not be."""
    start, end = chunk.start, chunk.end
    while start and draft.bench.text[start - 1] == "\t":
        start -= 1
    while draft.bench.text[end : end + 1] == "\t":
        end += 1
    return start, end


def _columns(lines: list[str]) -> list[int]:
    """Left edges of columns in space-aligned rows; empty when the rows share no gutters."""
    if sum(bool(GAP_RE.search(line.strip())) for line in lines) < 0.7 * len(lines):
        return []
    width = max(map(len, lines))
    padded = [line.ljust(width) for line in lines]
    blank = [all(line[i] == " " for line in padded) for i in range(width)]
    edges = [i for i in range(1, width) if not blank[i] and blank[i - 1] and (i < 2 or blank[i - 2])]
    first = next((i for i in range(width) if not blank[i]), 0)
    return [first, *[e for e in edges if e > first]]


def read_table(
    draft: Draft, chunk: Chunk, caption: Chunk | None, identifier: str, under: Sequence[Chunk] = ()
) -> TableWrap:
    """The table of a block, first row as its head, with its caption's label and text, and notes under it."""
    notes = [draft.inlines(note.start, note.end) for note in under]
    label = ""
    text: Inlines = ()
    if caption is not None:
        label, text = _caption(draft, caption)
    rows = _rows(draft, chunk)
    widest = max(len(row) for row in rows)
    if widest == 2 and not any(len(row) > 1 and row[1].content for row in rows):
        rows, widest = [row[:1] for row in rows], 1
        draft.tell(
            "table-unread",
            f"The cells of {label or 'a table'} stand one below the other: their rows could not be told.",
            chunk.start,
            chunk.end,
            "Compare with the original and set the rows in article.md.",
        )
    if min(len(row) for row in rows) != widest:
        draft.tell(
            "table-ragged",
            f"A table has rows of {min(len(r) for r in rows)} to {widest} cells.",
            chunk.start,
            chunk.end,
            "Empty cells were added at the right; compare with the original.",
        )
        rows = [row + (Cell(()),) * (widest - len(row)) for row in rows]
    head: tuple[Row, ...] = (rows[0],) if _is_head(rows) else ()
    align: tuple[Align, ...] = tuple(_align(rows[1:], i) for i in range(widest))
    return TableWrap(
        identifier, label, text, head, tuple(rows[len(head) :]), align if any(align) else (), tuple(notes),
        origin=draft.span(chunk.start, chunk.end),
    )  # fmt: skip


def notes_of(draft: Draft, index: int) -> list[Chunk]:
    """Blocks right under the table at ``chunks[index]`` that begin with a tab: its notes."""
    found = []
    for chunk in draft.chunks[index + 1 : index + 16]:
        if chunk.role is not Role.PARAGRAPH or not is_table_note(draft, chunk):
            break
        found.append(chunk)
    return found


def is_table_note(draft: Draft, chunk: Chunk) -> bool:
    return chunk.start > 0 and draft.bench.text[chunk.start - 1] == "\t" and "\n" not in chunk.text


def _caption(draft: Draft, caption: Chunk) -> tuple[str, Inlines]:
    label, start = read_label(draft, caption, caption.start)
    return label, read_text(draft, caption, start, caption.end)


def _rows(draft: Draft, chunk: Chunk) -> list[Row]:
    at, end = _extent(draft, chunk)
    lines = draft.bench.text[at:end].split("\n")
    edges = [] if "\t" in chunk.text or chunk.text.lstrip().startswith("|") else _columns(lines)
    rows: list[Row] = []
    for line in lines:
        if RULE_RE.match(line) and "|" in line:
            draft.set_aside(at, at + len(line), "markup", "the rule under a table's head")
        elif line.strip():
            rows.append(
                tuple(
                    Cell(draft.inlines(s, e), origin=draft.span(s, e))
                    for s, e in _cells(draft, line, at, edges)
                )
            )
        at += len(line) + 1
    return rows


def _cells(draft: Draft, line: str, at: int, edges: list[int]) -> list[tuple[int, int]]:
    if edges:
        stops = [*edges[1:], len(line)]
        return [(at + min(a, len(line)), at + min(b, len(line))) for a, b in zip(edges, stops, strict=True)]
    mark = "\t" if "\t" in line else "|"
    cells, start = [], 0
    positions = [m.start() for m in re.finditer(r"(?<!\\)\|" if mark == "|" else "\t", line)]
    for position in [*positions, len(line)]:
        cells.append((at + start, at + position))
        if position < len(line) and mark == "|":
            draft.set_aside(at + position, at + position + 1, "markup", "a mark, not a word")
        start = position + 1
    if mark == "|":
        stripped = line.strip()
        cells = cells[stripped.startswith("|") :]
        cells = cells[:-1] if stripped.endswith("|") and len(cells) > 1 else cells
    return cells


def _text(cell: Cell) -> str:
    return inline_text(cell.content).strip()


NUMBER_RE = re.compile(r"[-+−–~<>≤≥±]?[\d.,  ]+\s*(?:%|‰|°C|[kmµn]?[gmsl])?(?:\s*[±(–-].*)?")


def _is_head(rows: list[Row]) -> bool:
    """Is the first row a head: filled, and no numbers where the rows below have them?"""
    if len(rows) < 2:
        return False
    return not any(
        NUMBER_RE.fullmatch(_text(cell)) and not re.fullmatch(r"(?:19|20)\d\d", _text(cell))
        for cell in rows[0]
    )


def _align(rows: list[Row], column: int) -> Align:
    values = [t for row in rows if column < len(row) and (t := _text(row[column]))]
    return "right" if values and all(NUMBER_RE.fullmatch(v) for v in values) else ""


def bind_captions(draft: Draft) -> dict[int, Chunk]:
    """Captions of tables by the table's index: each caption once, each table one.

    Where captions stand above or below their tables is the document's habit: the side that binds more wins,
    what is left over takes the other. A table's caption may carry any label ("Figure 3"); then it stands
    below. It stays as printed.
    """
    chunks = draft.chunks
    shown = [
        i
        for i, c in enumerate(chunks)
        if c.role not in (Role.ASIDE, Role.NOTE) and not is_table_note(draft, c)
    ]
    place = {i: n for n, i in enumerate(shown)}
    tables = [i for i in shown if chunks[i].role is Role.TABLE]

    def beside(table: int, step: int) -> int | None:
        at = place[table] + step
        if 0 <= at < len(shown) and chunks[shown[at]].role is Role.CAPTION:
            return shown[at]
        return None

    def names(caption: int) -> bool:
        return is_table_label(chunks[caption]) or chunks[caption].kind == TAGGED

    above = {t: c for t in tables if (c := beside(t, -1)) is not None and names(c)}
    below = {t: c for t in tables if (c := beside(t, 1)) is not None and names(c)}
    first, second = (below, above) if len(below) > len(above) else (above, below)
    found = dict(first)
    used = set(found.values())
    others = {t: c for t in tables if (c := beside(t, 1)) is not None}
    for table, caption in [*second.items(), *others.items()]:
        if table not in found and caption not in used:
            found[table] = caption
            used.add(caption)
    for table, caption in found.items():
        if caption > table:
            where = draft.span(chunks[table].start, chunks[table].start)
            draft.moves.append(
                Move(
                    draft.span(chunks[caption].start, chunks[caption].end),
                    where,
                    "table-caption",
                    "a table's caption stands with its table",
                )
            )
    return {table: chunks[caption] for table, caption in found.items()}
