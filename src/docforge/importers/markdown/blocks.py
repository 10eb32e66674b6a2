"""Block tokens -> blocks: a tree of tokens, one function a kind; flat headings become nested sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from markdown_it.token import Token

from docforge.importers.markdown.attributes import Attributes, read_attributes
from docforge.importers.markdown.inlines import Display, Marked, Picture
from docforge.importers.markdown.items import (
    Attrib,
    Caption,
    Heading,
    Item,
    Node,
    RefsHere,
    TableNotes,
    slug,
)
from docforge.importers.markdown.reader import InlineReader, note_id
from docforge.importers.markdown.tables import read_boxes, read_pipes
from docforge.model.captions import split_label
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    Inlines,
    List,
    ListItem,
    Origin,
    Paragraph,
    Permission,
    Preformat,
    QuoteKind,
    Section,
    TableWrap,
    Text,
    VerseGroup,
)
from docforge.model.text import inline_text
from docforge.places import Span

_HEADING_MARKS_RE = re.compile(r"(?:^|\s)(?P<marks>\{(?:[^{}\\]|\\.)*\})\s*$")
_CAPTION_RE = re.compile(r"(?::|Table:)(?:\s+|$)")
_KINDS: dict[str, QuoteKind] = {"pullquote": "pullquote", "epigraph": "epigraph"}


@dataclass(slots=True)
class BlockReader:
    """Converts nodes; collects notes and ids of one file."""

    inlines: InlineReader
    file: str
    lines: Sequence[int]  # where each line starts in the source, and its end
    first_line: int = 0  # lines of front matter before the tokens' first
    notes: list[Footnote] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)

    def origin(self, token: Token) -> Origin:
        if token.map is None:
            return None
        last = len(self.lines) - 1
        start, end = (min(n + self.first_line, last) for n in token.map)
        return Span(self.file, self.lines[start], self.lines[end])

    def unique(self, wanted: str) -> str:
        """``wanted``, or with a number behind it if that id is taken."""
        number = self.ids.get(wanted, 0)
        self.ids[wanted] = number + 1
        return self.unique(f"{wanted}-{number}") if number else wanted

    def numbered(self, prefix: str) -> str:
        """The first free of "fig-1", "fig-2", ..."""
        number = next(n for n in count(1) if f"{prefix}{n}" not in self.ids)
        return self.unique(f"{prefix}{number}")

    # ------------------------------------------------------------ sequences

    def items(self, nodes: list[Node]) -> list[Item]:
        return self._bind([item for node in nodes for item in self._item(node)])

    def blocks(self, nodes: list[Node]) -> Blocks:
        """Blocks of a container, headings nested."""
        return self.nest([i for i in self.items(nodes) if not isinstance(i, RefsHere)])

    def _bind(self, items: list[Item]) -> list[Item]:
        """Captions and notes to their tables; what is left alone stays a paragraph."""
        out: list[Item] = []
        waiting: Caption | None = None
        captioned = False
        for item in items:
            table = out[-1] if out and isinstance(out[-1], TableWrap) else None
            if isinstance(item, Caption):
                if table is not None and not captioned:
                    out[-1] = self._caption(table, item)
                    captioned = True
                    continue
                out += [waiting.plain] if waiting else []
                waiting = item
                continue
            if isinstance(item, TableNotes):
                if table is not None:
                    out[-1] = replace(table, notes=item.notes)
                else:
                    out += [Paragraph(n) for n in item.notes]
                continue
            captioned = False
            if waiting is not None:
                if isinstance(item, TableWrap):
                    item, captioned = self._caption(item, waiting), True
                else:
                    out.append(waiting.plain)
                waiting = None
            out.append(item)
        out += [waiting.plain] if waiting else []
        return [
            replace(i, id=self.numbered("tbl-")) if isinstance(i, TableWrap) and not i.id else i for i in out
        ]

    def _caption(self, table: TableWrap, caption: Caption) -> TableWrap:
        marks = caption.attributes
        label, rest = "", caption.content
        if "label" in marks.pairs:
            label = marks.get("label")
        elif "nolabel" not in marks.classes:
            label, rest = split_label(rest)
        return replace(table, id=self._given(marks.id) or table.id, label=label, caption=rest)

    def _given(self, id: str) -> str:
        if id:
            self.ids[id] = self.ids.get(id, 0) + 1
        return id

    def nest(self, items: Sequence[Item]) -> Blocks:
        """Sections from flat headings: a heading holds what follows up to the next of its level or higher."""
        top: list[Block] = []
        open_: list[tuple[int, Heading, list[Block]]] = []

        def close(level: int) -> None:
            while open_ and open_[-1][0] >= level:
                _, heading, blocks = open_.pop()
                into = open_[-1][2] if open_ else top
                into.append(self._section(heading, tuple(blocks)))

        for item in items:
            if isinstance(item, Heading):
                close(item.level)
                open_.append((item.level, item, []))
                continue
            into = open_[-1][2] if open_ else top
            if isinstance(item, Attrib):
                into.append(Paragraph(item.content, item.origin))
            elif not isinstance(item, RefsHere | TableNotes | Caption):
                into.append(item)
        close(0)
        return tuple(top)

    def _section(self, heading: Heading, blocks: Blocks) -> Section:
        marks = heading.attributes
        id = marks.id or self.unique(slug(inline_text(heading.title)))
        return Section(id, heading.title, blocks, marks.get("label"), heading.origin)

    # ------------------------------------------------------------ one node

    def _item(self, node: Node) -> Iterable[Item]:
        token = node.token
        origin = self.origin(token)
        match token.type:
            case "paragraph_open":
                return self._paragraph(node.children[0].token.content, origin)
            case "heading_open":
                return [self._heading(token, node.children[0].token.content, origin)]
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(ListItem(self.blocks(c.children), self.origin(c.token)) for c in node.children)
                ordered = token.type == "ordered_list_open"
                start = int(token.attrs.get("start", 1)) if ordered else 1
                return [List(items, ordered, start, origin)]
            case "blockquote_open":
                return [self._quote(self.items(node.children), "", origin)]
            case "div_open":
                return self._div(node, origin)
            case "fence" | "code_block":
                value = token.content.removesuffix("\n")
                info = token.info.strip()
                marks = read_attributes(info) if info.startswith("{") and info.endswith("}") else None
                language = next(iter(marks.classes), "") if marks else (info.split() or [""])[0]
                return [Preformat(value, language, origin)]
            case "verse":
                return [
                    VerseGroup(
                        tuple(self.inlines.inlines(x.rstrip(" ")) for x in token.meta["lines"]), origin
                    )
                ]
            case "grid":
                return [read_boxes(self.inlines, token.meta["rows"], origin)]
            case "table_open":
                return [read_pipes(self.inlines, node, origin)]
            case "footnote_reference_open":
                self._note(node, origin)
                return []
            case "verbatim":
                return [Paragraph((Text(token.meta["text"]),), origin)]
            case _:
                return []  # rules between parts and comments are no text

    def _heading(self, token: Token, source: str, origin: Origin) -> Heading:
        found = _HEADING_MARKS_RE.search(source)
        marks = read_attributes(found["marks"]) if found else None
        if found and marks is not None:
            source = source[: found.start()].rstrip(" ")
        level = int(token.tag[1:])
        deeper = marks.get("level") if marks else ""
        level = int(deeper) if deeper.isdecimal() and len(deeper) < 3 else level
        self._given(marks.id if marks else "")
        return Heading(level, self.inlines.inlines(source), marks or Attributes(), origin)

    def _paragraph(self, source: str, origin: Origin) -> list[Item]:
        if caption := _CAPTION_RE.match(source):
            found = _HEADING_MARKS_RE.search(source, caption.end() - 1)
            marks = read_attributes(found["marks"]) if found else None
            text = source[caption.end() : found.start() if found and marks else None].strip(" ")
            plain = Paragraph(self.inlines.inlines(source), origin)
            return [Caption(self.inlines.inlines(text), marks or Attributes(), plain)]
        read = self.inlines.read(source)
        if len(read) == 1:
            match read[0]:
                case Picture():
                    return [self._figure(read[0], origin)]
                case Display(tex, marks):
                    return [DispFormula(tex, self._given(marks.id), marks.get("label"), origin)]
                case Marked("attrib", content):
                    return [Attrib(content, origin)]
        return [Paragraph(self.inlines.settle(read), origin)]

    def _figure(self, picture: Picture, origin: Origin) -> Figure:
        marks = picture.attributes
        label, caption = marks.get("label"), picture.caption
        if not label and "nolabel" not in marks.classes:
            label, caption = split_label(caption)
        permission = Permission(
            marks.get("licence") or "unknown",
            marks.get("rights-holder"),
            marks.get("rights-year"),
            marks.get("rights-statement"),
        )
        lines = (self.inlines.inlines(marks.get(key)) for key in ("credit", "source", "permission"))
        credit, source, allowed = lines
        id = self._given(marks.id) or self.numbered("fig-")
        return Figure(
            id,
            label,
            caption,
            picture.target,
            marks.get("alt"),
            credit,
            source,
            permission,
            "decorative" in marks.classes,
            allowed,
            origin,
        )

    def _quote(self, items: list[Item], kind: QuoteKind, origin: Origin) -> DispQuote:
        attrib: Inlines = ()
        kept = list(items)
        if kept and isinstance(last := kept[-1], Attrib):
            attrib = last.content
            kept.pop()
        return DispQuote(self.nest([i for i in kept if not isinstance(i, RefsHere)]), kind, attrib, origin)

    def _div(self, node: Node, origin: Origin) -> Iterable[Item]:
        marks: Attributes = node.token.meta["attributes"]
        if marks.id == "refs":
            return [RefsHere()]
        items = self.items(node.children)
        for name in marks.classes:
            if name in _KINDS:
                return [self._quote(items, _KINDS[name], origin)]
            if name == "table-notes" and all(isinstance(i, Paragraph) for i in items):
                return [TableNotes(tuple(i.content for i in items if isinstance(i, Paragraph)))]
        return items

    def _note(self, node: Node, origin: Origin) -> None:
        token = node.token.meta["label"]
        nodes = node.children
        if len(nodes) == 1 and nodes[0].token.type == "paragraph_open":
            read = self.inlines.read(nodes[0].children[0].token.content)
            if len(read) == 1 and isinstance(read[0], Marked) and read[0].name == "missing":
                nodes = []
        self.notes.append(Footnote(note_id(token), token, self.blocks(nodes), origin))
