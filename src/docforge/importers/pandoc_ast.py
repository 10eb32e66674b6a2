"""Pandoc's JSON syntax tree -> blocks and inlines. https://hackage.haskell.org/package/pandoc-types (1.23)

What the model has no place for (raw markup, pictures inside a line) is collected, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from docforge.errors import InputError
from docforge.importers.markdown.items import slug
from docforge.model.captions import split_label
from docforge.model.nodes import (
    Align,
    Block,
    Blocks,
    Bold,
    Break,
    Cell,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Foreign,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    List,
    ListItem,
    Monospace,
    NoteRef,
    Paragraph,
    Preformat,
    Row,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    VerseGroup,
    Xref,
)
from docforge.model.text import inline_text

Node = dict[str, Any]
MAX_DEPTH = 100
_WRAPS: dict[str, Callable[[Inlines], Inline]] = {
    "Emph": Italic,
    "Strong": Bold,
    "Underline": Underline,
    "Strikeout": Strike,
    "Superscript": Sup,
    "Subscript": Sub,
    "SmallCaps": SmallCaps,
}
_ALIGN: dict[str, Align] = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def join(nodes: Iterable[Inline]) -> Inlines:
    """Neighbouring texts as one; spaces at the ends go."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].value + node.value)
        elif not isinstance(node, Text) or node.value:
            out.append(node)
    return tuple(out)


def tree_text(node: Any) -> str:
    """All text of a syntax tree, read without the model: blocks, cells and notes end with a line end."""
    out: list[str] = []
    behind: list[str] = []
    stack: list[Any] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, str):
            out.append(here)
        elif isinstance(here, list):
            stack += reversed(here)
        elif isinstance(here, dict):
            kind = here.get("t")
            content: Any = here.get("c")
            match kind:
                case "Str" | "MetaString":
                    out.append(content)
                case "Space" | "SoftBreak" | "LineBreak":
                    out.append(" ")
                case "Code" | "CodeBlock" | "RawBlock" | "RawInline" | "Math":
                    out.append(content[1] if kind not in ("CodeBlock", "RawBlock") else f"{content[1]}\n")
                case "Note":
                    behind.append(tree_text(content))
                case "Link" | "Image":
                    stack.append(content[1])
                case "Span" | "Quoted" | "Cite":
                    stack.append(content[1])
                case "Header":
                    stack += ["\n", content[2]]
                case "Table":
                    stack += ["\n", *reversed(list(_table_parts(content)))]
                case "Figure":
                    stack += ["\n", content[2], "\n", content[1][1]]
                case "Div" | "OrderedList":
                    stack += ["\n", content[1]]
                case "DefinitionList":
                    stack += ["\n", *reversed([[term, "\n", texts] for term, texts in content])]
                case "LineBlock":
                    stack += [x for line in reversed(content) for x in ("\n", line)]
                case None:  # the metadata: keys with their values
                    stack += [x for value in reversed(here.values()) for x in ("\n", value)]
                case _ if kind in _WRAPS:
                    stack.append(content)
                case _:
                    stack += ["\n", content if content is not None else []]
    return "".join(out) + "".join(f"\n{text}" for text in behind)


def _table_parts(content: list[Any]) -> Iterator[Any]:
    yield [content[1][1], "\n"]
    for row in _rows(content[3][1], *(r for b in content[4] for r in (b[2], b[3])), content[5][1]):
        for cell in row[1]:
            yield [cell[4], "\n"]


def _rows(*parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        yield from part


@dataclass(slots=True)
class AstReader:
    """Converts one tree; ``raw``, ``descriptions`` and ``repeated`` hold what is set aside."""

    notes: list[Footnote] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    figures: int = 0
    tables: int = 0
    ids: dict[str, int] = field(default_factory=dict)

    # ------------------------------------------------------------ inlines

    def inlines(self, nodes: list[Node], depth: int = 0) -> Inlines:
        if depth > MAX_DEPTH:
            raise InputError("the text is nested too deeply", "Simplify the file in a word processor.")
        return join(part for node in nodes for part in self._inline(node, depth + 1))

    def _inline(self, node: Node, depth: int) -> Iterable[Inline]:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Str":
                return [Text(content)]
            case "Space" | "SoftBreak":
                return [Text(" ")]
            case "LineBreak":
                return [Break()]
            case "Code":
                return [Monospace(content[1])]
            case "Math":
                return [InlineFormula(content[1])]
            case "RawInline":
                self.raw.append(content[1])
                return []
            case "Quoted":
                left, right = _QUOTES[content[0]["t"]]
                return [Text(left), *self.inlines(content[1], depth), Text(right)]
            case "Span" if spoken := dict(content[0][2]).get("lang", ""):
                return [Foreign(tuple(self.inlines(content[1], depth)), spoken)]
            case "Cite" | "Span":
                return self.inlines(content[1], depth)
            case "Link":
                inner = self.inlines(content[1], depth)
                href = content[2][0]
                return [
                    Xref("sec", href[1:], inner) if href[:1] == "#" and href[1:] else ExtLink(href, inner)
                ]
            case "Image":
                self.descriptions.append(inline_text(self.inlines(content[1], depth)))
                return []
            case "Note":
                number = len(self.notes) + 1
                note = Footnote(f"fn-{number}", str(number), ())
                self.notes.append(note)
                blocks = self.blocks(content, depth)
                self.notes[number - 1] = replace(note, blocks=blocks)
                return [NoteRef(note.id)]
            case _ if kind in _WRAPS:
                inner = self.inlines(content, depth)
                return [_WRAPS[kind](inner)] if inner else []
        raise InputError(f"pandoc gave an inline that docforge does not know: {kind}", "Report this, please.")

    # ------------------------------------------------------------ blocks

    def blocks(self, nodes: list[Node], depth: int = 0) -> Blocks:
        """Blocks of a container; headings become sections."""
        if depth > MAX_DEPTH:
            raise InputError("the text is nested too deeply", "Simplify the file in a word processor.")
        top: list[Block] = []
        open_: list[tuple[int, Section, list[Block]]] = []

        def close(level: int) -> None:
            while open_ and open_[-1][0] >= level:
                _, section, inner = open_.pop()
                (open_[-1][2] if open_ else top).append(replace(section, blocks=self._bind(inner)))

        for node in _flat(nodes):
            if node["t"] == "Header":
                level, _, title = node["c"]
                close(level)
                content = self.inlines(title, depth)
                id = self._unique(slug(inline_text(content)))
                open_.append((level, Section(id, content, ()), []))
                continue
            (open_[-1][2] if open_ else top).extend(self._block(node, depth + 1))
        close(0)
        return self._bind(top)

    def _unique(self, wanted: str) -> str:
        number = self.ids.get(wanted, 0)
        self.ids[wanted] = number + 1
        return self._unique(f"{wanted}-{number}") if number else wanted

    def _block(self, node: Node, depth: int) -> Iterable[Block]:
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Plain" | "Para":
                return self._paragraph(content, depth)
            case "LineBlock":
                return [VerseGroup(tuple(self.inlines(line, depth) for line in content))]
            case "CodeBlock":
                return [Preformat(content[1], next(iter(content[0][1]), ""))]
            case "RawBlock":
                self.raw.append(content[1])
                return []
            case "BlockQuote":
                return [DispQuote(self.blocks(content, depth))]
            case "BulletList":
                return [List(tuple(ListItem(self.blocks(item, depth)) for item in content))]
            case "OrderedList":
                items = tuple(ListItem(self.blocks(item, depth)) for item in content[1])
                return [List(items, True, max(0, content[0][0]))]
            case "DefinitionList":
                return [b for term, texts in content for b in self._definition(term, texts, depth)]
            case "HorizontalRule":
                return []
            case "Figure":
                return self._figure(content, depth)
            case "Table":
                return self._table(content, depth)
        raise InputError(f"pandoc gave a block that docforge does not know: {kind}", "Report this, please.")

    def _definition(self, term: list[Node], texts: list[list[Node]], depth: int) -> Iterable[Block]:
        yield Paragraph((Bold(self.inlines(term, depth)),))
        for text in texts:
            yield from self.blocks(text, depth)

    def _paragraph(self, content: list[Node], depth: int) -> Iterable[Block]:
        kept = [n for n in content if n["t"] not in ("Space", "SoftBreak", "LineBreak")]
        if kept and all(n["t"] == "Image" for n in kept):
            return [self._picture(n, depth) for n in kept]
        if len(kept) == 1 and kept[0]["t"] == "Math" and kept[0]["c"][0]["t"] == "DisplayMath":
            return [DispFormula(kept[0]["c"][1])]
        inner = self.inlines(content, depth)
        return [Paragraph(inner)] if inner else []

    def _picture(self, node: Node, depth: int) -> Figure:
        self.figures += 1
        return Figure(
            self._unique(f"fig-{self.figures}"), "", (), alt=inline_text(self.inlines(node["c"][1], depth))
        )

    def _figure(self, content: list[Any], depth: int) -> Iterable[Block]:
        inner = self.blocks(content[2], depth)
        caption = self._caption(content[1], depth)
        label, rest = split_label(caption)
        if len(inner) == 1 and isinstance(inner[0], Figure):
            alt = inner[0].alt
            if alt == inline_text(caption):  # a caption is no description
                self.repeated.append(alt)
                alt = ""
            return [replace(inner[0], label=label, caption=rest, alt=alt)]
        return [*inner, Paragraph(caption)] if caption else inner

    def _caption(self, caption: list[Any], depth: int) -> Inlines:
        return self._flow(caption[1], depth)

    def _flow(self, nodes: list[Node], depth: int) -> Inlines:
        """Blocks as one line of inlines: cells and captions hold no more."""
        out: list[Inline] = []
        for block in self.blocks(nodes, depth):
            parts = [block.content] if isinstance(block, Paragraph) else list(block_lines(block))
            for part in parts:
                out += [Break()] if out else []
                out += part
        return join(out)

    def _table(self, content: list[Any], depth: int) -> Iterable[Block]:
        rows = list(_rows(content[3][1], *(r for b in content[4] for r in (b[2], b[3])), content[5][1]))
        if len(rows) == 1 and len(rows[0][1]) == 1 and "Image" in str(rows[0][1][0][4]):
            return self.blocks(
                rows[0][1][0][4], depth
            )  # a frame around a picture, as word processors write it
        self.tables += 1
        head = self._table_rows(content[3][1], depth)
        body = tuple(r for b in content[4] for r in self._table_rows([*b[2], *b[3]], depth))
        body += self._table_rows(content[5][1], depth)
        label, rest = split_label(self._caption(content[1], depth))
        align = tuple(_ALIGN.get(spec[0]["t"], "") for spec in content[2])
        marks = align if any(align) else ()
        return [TableWrap(self._unique(f"tbl-{self.tables}"), label, rest, head, body, marks)]

    def _table_rows(self, rows: list[Any], depth: int) -> tuple[Row, ...]:
        return tuple(tuple(Cell(self._flow(c[4], depth), c[3], c[2]) for c in row[1]) for row in rows)

    def _bind(self, blocks: list[Block]) -> Blocks:
        """A paragraph "Figure 1: ..." behind a figure, "Table 1: ..." before a table, becomes its caption."""
        out: list[Block] = []
        for block in blocks:
            last = out[-1] if out else None
            if isinstance(block, Paragraph) and isinstance(last, Figure) and not (last.label or last.caption):
                label, rest = split_label(block.content)
                if label:
                    out[-1] = replace(last, label=label, caption=rest)
                    continue
            if (
                isinstance(block, TableWrap)
                and isinstance(last, Paragraph)
                and not (block.label or block.caption)
            ):
                label, rest = split_label(last.content)
                if label.startswith("Tab"):
                    out[-1] = replace(block, label=label, caption=rest)
                    continue
            out.append(block)
        return tuple(out)


def _flat(nodes: list[Node]) -> Iterator[Node]:
    """Nodes with the content of divisions in their place."""
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if node["t"] == "Div":
            stack += reversed(node["c"][1])
        else:
            yield node


def block_lines(block: Block) -> Iterator[Inlines]:
    """The text of a block as lines of inlines."""
    match block:
        case Paragraph(content):
            yield content
        case Section():
            yield block.title
            for inner in block.blocks:
                yield from block_lines(inner)
        case List(items):
            for item in items:
                for inner in item.blocks:
                    yield from block_lines(inner)
        case DispQuote():
            for inner in block.blocks:
                yield from block_lines(inner)
        case VerseGroup(lines):
            yield from lines
        case Preformat(value):
            yield (Monospace(value),)
        case DispFormula(tex):
            yield (InlineFormula(tex),)
        case Figure():
            yield join((Text(f"{block.alt} " if block.alt else ""), *block.caption))
        case TableWrap():
            if block.caption or block.label:
                yield join((Text(f"{block.label} " if block.label else ""), *block.caption))
            for row in (*block.head, *block.body):
                for cell in row:
                    yield cell.content
