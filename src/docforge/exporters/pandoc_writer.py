"""Blocks and inlines -> pandoc's document type, as Word needs it.

Citations as they are printed, each linked to its entry; labels in the text; notes where their first mark is,
a further mark a link with the same number. What Word cannot hold: a note in a note (its number stands there),
a picture in a note, and any picture but PNG, JPEG and GIF.
"""

from __future__ import annotations

import base64

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters import pandoc_nodes as pd
from docforge.exporters.html_inlines import is_safe_link
from docforge.exporters.pandoc_nodes import Node, Nodes
from docforge.exporters.pandoc_tables import filled_rows, table_width
from docforge.exporters.pictures import mime_type
from docforge.exporters.raster import drawing_as_png
from docforge.model.edition import Article
from docforge.model.labels import labels_of
from docforge.model.nodes import (
    Block,
    Blocks,
    Bold,
    Break,
    Cite,
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
    Monospace,
    NoteRef,
    Origin,
    Paragraph,
    Preformat,
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
from docforge.model.walk import document_blocks

FILE = "article.docx"
NOTE_MISSING = "[text not in the source]"
NO_PICTURE = "[image not in the source]"
NOT_SHOWN = "[image not shown in this file]"
# Kinds that every version of Word shows.
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
_DEEPEST = 9
_EMPHASIS = {
    Italic: "Emph", Bold: "Strong", Underline: "Underline", Strike: "Strikeout", SmallCaps: "SmallCaps",
    Sup: "Superscript", Sub: "Subscript",
}  # fmt: skip


def reference_anchor(id: str) -> str:
    return f"ref-{id}"


def labelled(label: str, content: Nodes) -> Nodes:
    """ "Table 1. Words"; a label that ends with a sign of its own gets no point."""
    if not label:
        return content
    point = "." if content and label[-1:].isalnum() else ""
    return [*pd.plain(label + point), *([{"t": "Space"}] if content else []), *content]


class PandocWriter:
    """Blocks and inlines of one article as pandoc's; keeps which notes were written and what was found."""

    def __init__(self, article: Article) -> None:
        document = article.document
        self.found: list[Diagnostic] = []
        self._article = article
        self._assets = dict(article.assets)
        self._language = document.meta.language
        self._notes = {note.id: note for note in document.notes}
        self._entries = {reference.id for reference in document.references}
        self._targets = {
            block.id
            for block in document_blocks(document)
            if isinstance(block, Section | Figure | TableWrap | DispFormula) and block.id
        }
        # Notes by the number that Word will give them.
        self._numbers: dict[str, int] = {}
        self._in_note = False
        self._in_link = False
        # Marks inside notes, whose numbers are known only when all the text is written.
        self._waiting: list[tuple[Node, str]] = []

    def tell(self, code: str, message: str, origin: Origin, hint: str = "") -> None:
        where = "" if origin else self._article.id
        self.found.append(diagnostic(code, message, origin, hint, where=where))

    # ------------------------------------------------------------ inlines

    def inlines(self, content: Inlines) -> Nodes:
        return [part for node in content for part in self._inline(node)]

    def _inline(self, node: Inline) -> Nodes:
        match node:
            case Text(value):
                return pd.plain(value)
            case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sup() | Sub():
                return [pd.wrapped(_EMPHASIS[type(node)], self.inlines(node.content))]
            case Foreign():
                return [pd.in_language(node.language, self.inlines(node.content))]
            case Monospace(value):
                return [pd.code(value)]
            case InlineFormula(tex):
                return [pd.formula(tex)]
            case Break():
                return [{"t": "LineBreak"}]
            case ExtLink():
                return self._external(node)
            case Xref():
                return self._internal(node)
            case NoteRef():
                return self._mark(node)
            case Cite():
                return self._citation(node)

    def _link(self, target: str, content: Inlines) -> Nodes:
        if self._in_link:
            return self.inlines(content)
        self._in_link = True
        inside = self.inlines(content)
        self._in_link = False
        return [pd.link(target, inside)]

    def _external(self, node: ExtLink) -> Nodes:
        if is_safe_link(node.href):
            return self._link(node.href, node.content or (Text(node.href),))
        self.tell(
            "resource-refused",
            f"The link {node.href!r} is not one a published page may have; its text stays.",
            node.origin,
            "Give a whole address with http, https, ftp or mailto.",
        )
        return self.inlines(node.content)

    def _internal(self, node: Xref) -> Nodes:
        if node.rid in self._targets:
            return self._link(f"#{node.rid}", node.content)
        self.tell(
            "link-broken",
            f"{inline_text(node.content)!r} points to {node.rid!r}, which is not there.",
            node.origin,
        )
        return self.inlines(node.content)

    def _citation(self, node: Cite) -> Nodes:
        made = pd.plain(node.before)
        for index, item in enumerate(node.items):
            made += pd.plain(node.separator) if index else []
            if item.rid in self._entries and item.printed:
                made += self._link(f"#{reference_anchor(item.rid)}", (Text(item.printed),))
                continue
            if item.rid not in self._entries:
                told = f"{item.printed!r} cites {item.rid!r}, which is not in the list."
                self.tell("link-broken", told, node.origin)
            made += pd.plain(item.printed)
        return made + pd.plain(node.after)

    # ------------------------------------------------------------ notes

    def _mark(self, node: NoteRef) -> Nodes:
        rid = node.rid
        if rid not in self._notes:
            self.tell("link-broken", f"A mark points to the note {rid!r}, which is not there.", node.origin)
            return []
        if self._in_note:
            return [self._number(rid)]
        if rid in self._numbers:
            number = self._number(rid)
            return [number] if self._in_link else [pd.link(f"#note-{rid}", [number])]
        self._numbers[rid] = len(self._numbers) + 1
        around, self._in_link = self._in_link, False
        text = pd.note(self._note_blocks(self._notes[rid]))
        self._in_link = around
        return [pd.anchor(f"note-{rid}"), text]

    def _number(self, rid: str) -> Node:
        """The number of a note as a mark; it is filled in when it is known."""
        number = {"t": "Str", "c": ""}
        self._waiting.append((number, rid))
        return pd.styled(pd.ADDED, [pd.wrapped("Superscript", [number])])

    def _note_blocks(self, note: Footnote) -> Nodes:
        self._in_note = True
        blocks = self.blocks(note.blocks) or [pd.para([pd.added(NOTE_MISSING)])]
        self._in_note = False
        return blocks

    def unmarked_notes(self) -> Nodes:
        """The notes that no mark in the text has called, under a heading; settles the marks' numbers."""
        left = [note for note in self._notes.values() if note.id not in self._numbers]
        made: Nodes = [pd.header(1, [pd.added(labels_of(self._language)["notes"])])] if left else []
        for note in left:
            label = pd.para([pd.added(f"{self._label(note.id)} [note without a mark in the text]")])
            made.append(pd.div([label, *self._note_blocks(note)], id=f"note-{note.id}"))
        for number, rid in self._waiting:
            number["c"] = self._label(rid)
        return made

    def _label(self, rid: str) -> str:
        number = self._numbers.get(rid) or list(self._notes).index(rid) + 1
        return str(number) if rid in self._numbers else self._notes[rid].label or str(number)

    # ------------------------------------------------------------ blocks

    def blocks(self, blocks: Blocks, level: int = 1) -> Nodes:
        return [part for block in blocks for part in self._block(block, level)]

    def _block(self, block: Block, level: int) -> Nodes:
        match block:
            case Paragraph(content):
                return [pd.para(self.inlines(content))]
            case Section():
                return self._section(block, level)
            case List():
                items = [self.blocks(item.blocks, level) for item in block.items]
                return [pd.listing(items, block.start if block.ordered else None)]
            case DispQuote():
                attrib = [pd.para(self.inlines(block.attrib))] if block.attrib else []
                return [{"t": "BlockQuote", "c": [*self.blocks(block.blocks, level), *attrib]}]
            case VerseGroup(lines):
                return [{"t": "LineBlock", "c": [self.inlines(line) for line in lines]}]
            case Preformat(value):
                return [pd.code_block(value)]
            case DispFormula():
                return self._formula(block)
            case Figure():
                return self._figure(block)
            case TableWrap():
                return self._table(block)

    def _section(self, block: Section, level: int) -> Nodes:
        title = self.inlines(block.title)
        head = [*pd.plain(block.label), *([{"t": "Space"}] if block.label and title else []), *title]
        inside = self.blocks(block.blocks, level + 1)
        if not head:
            return [pd.div(inside, id=block.id)]
        return [pd.header(min(level, _DEEPEST), head, block.id), *inside]

    def _formula(self, block: DispFormula) -> Nodes:
        label = pd.plain("\u2003" + block.label) if block.label else []
        made = pd.para([pd.formula(block.tex), *label])
        return [pd.div([made], id=block.id) if block.id else made]

    def _figure(self, block: Figure) -> Nodes:
        picture = self._picture(block)
        caption = labelled(block.label, self.inlines(block.caption))
        if picture:
            made = [pd.figure(block.id, picture, block.alt, caption)]
        else:
            told = NOT_SHOWN if block.graphic in self._assets else NO_PICTURE
            below = [pd.para(caption, "Image Caption")] if caption else []
            made = [pd.div([pd.para([pd.added(told)], "Figure"), *below], id=block.id)]
        made += [pd.para(self.inlines(line), "Figure Note") for line in block.lines]
        rights = block.permission
        if rights.statement or rights.holder:
            told = rights.statement or " ".join(filter(None, ("©", rights.year, rights.holder)))
            made.append(pd.para(pd.plain(told), pd.DETAILS))
        return made

    def _picture(self, block: Figure) -> str:
        """The picture as an address that holds it; "" where there is none or Word cannot show it."""
        data = self._assets.get(block.graphic)
        if data is None:
            return ""
        kind = mime_type(block.graphic, data)
        name = block.label or f"figure {block.id!r}"
        if kind == "image/svg+xml" and (drawn := drawing_as_png(block.graphic, data)):
            kind, data = "image/png", drawn
        if kind not in _PICTURES:
            self.tell(
                "not-rendered",
                f"{name}: the picture {block.graphic} is not in {FILE}; its caption is.",
                block.origin,
                "Word shows PNG, JPEG and GIF everywhere. Save the picture as one of these, and name that"
                " file in the article. A drawing (SVG) is put in as PNG where it has a size and its letters"
                " are in the shipped fonts.",
            )
            return ""
        if self._in_note:
            self.tell(
                "not-rendered",
                f"{name}: the picture {block.graphic} stands in a note and is not in {FILE}; its caption is.",
                block.origin,
                "Move the figure into the text.",
            )
            return ""
        return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"

    def _table(self, block: TableWrap) -> Nodes:
        caption = labelled(block.label, self.inlines(block.caption))
        width = table_width(block)
        if width:
            align = [*block.align, *[""] * width][:width]
            head, body = (filled_rows(part, width, self.inlines) for part in (block.head, block.body))
            made = [pd.table(block.id, caption, align, head, body)]
        else:
            made = [pd.div([pd.para(caption, "Table Caption")], id=block.id)]
        return made + [pd.para(self.inlines(note), "Table Note") for note in block.notes]
