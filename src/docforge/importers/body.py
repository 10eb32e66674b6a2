"""The body: blocks by role -> sections, paragraphs, lists, tables, figures, quotes; the reference list."""

from __future__ import annotations

import re
from dataclasses import replace

from docforge.importers.captions import find_captions, is_table_label, read_figure
from docforge.importers.draft import NOTE_RE, Chunk, Draft, Role
from docforge.importers.headings.find import find_headings
from docforge.importers.headings.levels import NUMBER_RE
from docforge.importers.list_parts import MARK_RE, find_lists, nests, part_lists
from docforge.importers.loose_cells import CELLS, gather_cells
from docforge.importers.marks import HEAD_RE, unwrap
from docforge.importers.pictures import bind_pictures, find_pictures, read_picture
from docforge.importers.reflist import find_reference_list
from docforge.importers.set_off import find_set_off, read_set_off
from docforge.importers.tables import bind_captions, find_tables, notes_of, read_table
from docforge.model.nodes import (
    Block,
    Blocks,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Preformat,
    Section,
)
from docforge.model.sections import nest
from docforge.repair.parts.names import is_part_name

ORDERED_RE = re.compile(r"\s*\(?(\d{1,2})[.)]")
RULE_RE = re.compile(r"(?:-\s?){3,}|(?:\*\s?){3,}|(?:_\s?){3,}")


def find_roles(draft: Draft) -> None:
    """Roles for all blocks that the front matter left."""
    find_pictures(draft)
    for chunk in draft.free():
        if RULE_RE.fullmatch(chunk.text):
            draft.chunk_aside(chunk, "layout", "a rule of the layout")
        elif not re.search(r"[\w%$€£§©]", chunk.text) and chunk.words <= 3:
            draft.chunk_aside(chunk, "layout", "signs without words")
        elif draft.marked and chunk.text.startswith("```"):
            chunk.role = Role.PREFORMAT
        elif draft.marked and all(line.startswith(">") for line in chunk.text.split("\n")):
            chunk.role = Role.QUOTE
    find_reference_list(draft)
    find_tables(draft)
    find_captions(draft)
    find_set_off(draft)
    part_lists(draft)
    find_lists(draft)
    find_headings(draft)
    gather_cells(draft)


def read_body(draft: Draft) -> Blocks:
    """Blocks of the body, nested into sections; reference entries are not among them."""
    flat: list[tuple[int, Block]] = []
    figures = tables = 0
    captions = bind_captions(draft)
    notes = {i: notes_of(draft, i) for i, c in enumerate(draft.chunks) if c.role is Role.TABLE}
    bound = {id(c) for c in captions.values()} | {id(n) for under in notes.values() for n in under}
    pictures = bind_pictures(draft, bound)
    shown = {id(picture) for picture in pictures.values()}
    for i, chunk in enumerate(draft.chunks):
        origin = draft.span(chunk.start, chunk.end)
        match chunk.role:
            case Role.HEADING:
                label, title = _heading(draft, chunk)
                flat.append((chunk.level, Section("", title, (), label, origin)))
            case Role.FREE | Role.PARAGRAPH if id(chunk) not in bound:
                flat.append((0, Paragraph(draft.inlines(chunk.start, chunk.end), origin)))
            case Role.LIST:
                _add_list(flat, _list(draft, chunk))
            case Role.TABLE:
                tables += 1
                flat.append((0, read_table(draft, chunk, captions.get(i), f"tbl-{tables}", notes[i])))
            case Role.CAPTION if id(chunk) not in bound:
                figures += 1
                flat.append((0, _figure(draft, chunk, pictures.get(i), f"fig-{figures}")))
            case Role.IMAGE if id(chunk) not in shown:
                figures += 1
                flat.append((0, read_picture(draft, chunk, f"fig-{figures}")))
            case Role.QUOTE:
                flat.append((0, _quote(draft, chunk)))
            case Role.SET_OFF:
                flat.append((0, read_set_off(draft, chunk)))
            case Role.PREFORMAT:
                flat.append((0, _preformat(draft, chunk)))
            case _:
                pass
    return nest(flat)


def _add_list(flat: list[tuple[int, Block]], found: List) -> None:
    """A list; or more items of the list before it, where a blank line stands between items."""
    last = flat[-1][1] if flat else None
    if isinstance(last, List) and last.ordered == found.ordered:
        counted = not found.ordered or found.start == last.start + len(last.items)
        if counted and last.origin and found.origin:
            items = (*last.items, *found.items)
            flat[-1] = (0, List(items, last.ordered, last.start, last.origin.to(found.origin)))
            return
    flat.append((0, found))


def read_notes(draft: Draft) -> tuple[Footnote, ...]:
    """Notes that stand under ``[^1]:`` marks, in the order of the text; then those without any mark."""
    notes: list[Footnote] = []
    behind: list[Footnote] = []
    for chunk in draft.chunks:
        if chunk.role is not Role.NOTE:
            continue
        m = NOTE_RE.match(draft.bench.text, chunk.start, chunk.end)
        start = chunk.start
        if m:
            draft.set_aside(start, m.end(), "note mark", "the mark of a note")
            start = m.end()
        elif head := HEAD_RE.match(draft.bench.text, start, chunk.end):
            draft.set_aside(start, head.end(), "markup", "a mark, not a word")
            start = head.end()
        label = m["id"] if m else ""
        origin = draft.span(start, chunk.end)
        content = (Paragraph(draft.inlines(start, chunk.end), origin),)
        name = f"fn-{label or f'behind-{len(behind) + 1}'}"
        (notes if m else behind).append(Footnote(name, label, content, origin))
    return (*notes, *behind)


def _heading(draft: Draft, chunk: Chunk) -> tuple[str, Inlines]:
    """Printed number and title of a heading, without its marks."""
    start, end = unwrap(draft, chunk.start, chunk.end)
    label = ""
    m = NUMBER_RE.match(draft.bench.text[start:end])
    if m and re.match(r"\d", m.group()):
        label = m["number"].rstrip(".)")
        at = start + m.start("number")
        draft.set_aside(start, at, "label", "the number of a heading, which stands there twice")
        draft.set_aside(
            at + len(label), start + m.end("number"), "markup", "the mark after a heading's number"
        )
        start += m.end()
    stop = end
    if draft.bench.text[end - 1] == ":" or (
        draft.bench.text[end - 1] == "." and is_part_name(draft.bench.text[start:end])
    ):
        stop = end - 1
        draft.set_aside(stop, end, "markup", "the mark after a heading")
    return label, draft.inlines(start, stop)


def _list(draft: Draft, chunk: Chunk) -> List:
    lines = chunk.text.split("\n")
    marks = [MARK_RE.match(line) for line in lines]
    deep = nests(marks)
    items: list[ListItem] = []
    at, ordered, start_at = chunk.start, True, 1
    for i, (line, m) in enumerate(zip(lines, marks, strict=True)):
        mark_end = at + (m.end() if m else 0)
        below = deep and m is not None and bool(m["sign"])
        number = ORDERED_RE.match(line)
        ordered = ordered and (below or number is not None)
        if i == 0 and number:
            start_at = int(number[1])
        draft.set_aside(at, mark_end, "list mark", "the mark of a list item")
        stop = at + len(line)
        if draft.bench.text[mark_end:stop].strip():
            paragraph = Paragraph(draft.inlines(mark_end, stop), draft.span(mark_end, stop))
            item = ListItem((paragraph,), draft.span(at, stop))
            if below and items:
                items[-1] = _with_part(items[-1], item)
            else:
                items.append(item)
        at = stop + 1
    return List(tuple(items), ordered, start_at if ordered else 1, draft.span(chunk.start, chunk.end))


def _with_part(item: ListItem, part: ListItem) -> ListItem:
    """``item`` with one more item in the list below it."""
    last = item.blocks[-1]
    inner = (*last.items, part) if isinstance(last, List) else (part,)
    before = item.blocks[:-1] if isinstance(last, List) else item.blocks
    origin = item.origin.to(part.origin) if item.origin and part.origin else item.origin
    return ListItem((*before, List(inner)), origin)


def _figure(draft: Draft, chunk: Chunk, picture: Chunk | None, identifier: str) -> Figure:
    figure = read_figure(draft, chunk, identifier)
    if is_table_label(chunk):
        draft.tell(
            "table-doubtful",
            f"{figure.label} has its caption here, but its rows could not be told from text.",
            chunk.start,
            chunk.end,
            "The lines near it were left as they stand; set the table in article.md.",
        )
    if picture is None:
        return figure
    shown = read_picture(draft, picture, identifier, captioned=True)
    return replace(figure, graphic=shown.graphic, alt=shown.alt)


def _quote(draft: Draft, chunk: Chunk) -> DispQuote:
    at, blocks = chunk.start, []
    for line in chunk.text.split("\n"):
        draft.set_aside(at, at + 1, "markup", "a mark, not a word")
        content = draft.inlines(at + 1, at + len(line))
        if content:
            blocks.append(Paragraph(content, draft.span(at, at + len(line))))
        at += len(line) + 1
    return DispQuote(tuple(blocks), origin=draft.span(chunk.start, chunk.end))


def _preformat(draft: Draft, chunk: Chunk) -> Preformat:
    if chunk.kind == CELLS:
        lines = (line.rstrip() for line in chunk.text.split("\n") if line.strip())
        return Preformat("\n".join(lines), "", draft.span(chunk.start, chunk.end))
    first, _, rest = chunk.text.partition("\n")
    stop = chunk.end
    draft.set_aside(chunk.start, chunk.start + len(first), "markup", "the fence of a code block")
    if rest.rstrip().endswith("```"):
        stop = chunk.start + chunk.text.rstrip().rfind("```")
        draft.set_aside(stop, chunk.end, "markup", "the fence of a code block")
    body = draft.bench.text[chunk.start + len(first) + 1 : stop].rstrip("\n")
    return Preformat(body, "", draft.span(chunk.start, chunk.end))
