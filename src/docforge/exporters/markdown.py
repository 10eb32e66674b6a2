"""Article -> canonical Markdown: Pandoc's dialect, which ``importers.markdown`` reads back unchanged.

YAML front matter (metadata, references), then body, ``::: {#refs}``, what stands behind it, and the notes. It
never wraps lines and never touches quotation marks or dashes: read it in Pandoc as ``markdown-smart``.
https://pandoc.org/MANUAL.html#pandocs-markdown
"""

from __future__ import annotations

from docforge.exporters.base import Exported
from docforge.exporters.markdown_front import front_matter
from docforge.exporters.markdown_inlines import (
    MAX_FORMULA,
    InlineWriter,
    attributes,
    destination,
    escape,
    note_token,
)
from docforge.exporters.markdown_tables import table_lines
from docforge.model.captions import join_label
from docforge.model.edition import Article
from docforge.model.meta import Document
from docforge.model.nodes import (
    Block,
    Blocks,
    DispFormula,
    DispQuote,
    Figure,
    Footnote,
    List,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    VerseGroup,
)

_HEADINGS = 6  # Markdown has no more levels
MISSING_NOTE = "text not in the source"


def write_markdown(article: Article) -> Exported:
    """``article.md``. Nothing is left out, so there are no diagnostics."""
    return Exported({"article.md": markdown_text(article.document).encode("utf-8")})


def markdown_text(document: Document) -> str:
    """The whole file as a string."""
    writer = InlineWriter({r.id: r.csl for r in document.references})
    lines = front_matter(document, writer)
    parts = [_blocks(document.body, writer, 1)]
    if document.references or document.references_title or document.back:
        if document.references_title:
            parts.append([f"# {writer.line(document.references_title)} {{.unnumbered}}"])
        parts.append(["::: {#refs}", ":::"])
    parts.append(_blocks(document.back, writer, 1))
    parts += [_note(note, writer) for note in document.notes]
    for part in parts:
        if part:
            lines += ["", *part]
    return "\n".join(lines) + "\n"


def _blocks(blocks: Blocks, writer: InlineWriter, level: int) -> list[str]:
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            lines.append("")
            # Two lists or quotations in a row would be read as one.
            if isinstance(block, List | DispQuote) and type(block) is type(before):
                lines += ["<!-- -->", ""]
        lines += _block(block, writer, level)
        before = block
    return lines


def _block(block: Block, writer: InlineWriter, level: int) -> list[str]:
    match block:
        case Paragraph(content):
            return writer.paragraph(content).split("\n")
        case Section():
            return _section(block, writer, level)
        case List():
            return _list(block, writer, level)
        case DispQuote():
            return _quote(block, writer, level)
        case VerseGroup(lines):
            return [f"| {writer.line(line)}".rstrip() for line in lines]
        case Preformat():
            fence = "```"
            while fence in block.value:
                fence += "`"
            return [fence + block.language, *(block.value.split("\n") if block.value else []), fence]
        case DispFormula():
            return _formula(block)
        case Figure():
            return [_figure(block, writer)]
        case TableWrap():
            return _table(block, writer)


def _section(block: Section, writer: InlineWriter, level: int) -> list[str]:
    deeper = {"level": str(level)} if level > _HEADINGS else {}
    marks = attributes(block.id, pairs={"label": block.label} | deeper)
    heading = " ".join(("#" * min(level, _HEADINGS), *filter(None, [writer.line(block.title)]), marks))
    inner = _blocks(block.blocks, writer, level + 1)
    return [heading, "", *inner] if inner else [heading]


def _list(block: List, writer: InlineWriter, level: int) -> list[str]:
    tight = all(len(i.blocks) <= 1 and all(isinstance(b, Paragraph) for b in i.blocks) for i in block.items)
    lines: list[str] = []
    for number, item in enumerate(block.items, block.start):
        marker = f"{number}." if block.ordered else "-"
        marker = marker.ljust(4) if len(marker) < 4 else marker + " "
        if lines and not tight:
            lines.append("")
        inner = _blocks(item.blocks, writer, level) or [""]
        pad = " " * len(marker)
        lines += [(marker + inner[0]).rstrip(" "), *(pad + x if x else "" for x in inner[1:])]
    return lines


def _quote(block: DispQuote, writer: InlineWriter, level: int) -> list[str]:
    lines = _blocks(block.blocks, writer, level)
    if block.attrib:
        lines += [""] * bool(lines) + [f"[{writer.line(block.attrib)}]{{.attrib}}"]
    if block.kind:
        return [f"::: {{.{block.kind}}}", *lines, ":::"]
    return [f"> {line}" if line else ">" for line in lines or [""]]


def _formula(block: DispFormula) -> list[str]:
    tex = block.tex
    plain = tex and tex == tex.strip() and "$" not in tex and "`" not in tex and not tex.endswith("\\")
    if plain and tex.isprintable() and len(tex) < MAX_FORMULA:
        inner, classes = f"$${tex}$$", tuple[str, ...]()
    else:
        inner, classes = escape(tex), ("displaymath",)
    if not (block.id or block.label or classes):
        return [inner]
    return [f"[{inner}]" + attributes(block.id, classes, {"label": block.label})]


def _figure(block: Figure, writer: InlineWriter) -> str:
    joined = join_label(block.label, block.caption)
    pairs = {} if joined is not None else {"label": block.label}
    permission = block.permission
    pairs |= {
        "alt": block.alt,
        "source": writer.line(block.source),
        "credit": writer.line(block.credit),
        "permission": writer.line(block.allowed),
        "licence": permission.licence if permission.licence != "unknown" else "",
        "rights-holder": permission.holder,
        "rights-year": permission.year,
        "rights-statement": permission.statement,
    }
    classes = ("nolabel",) * (joined is None and not block.label) + ("decorative",) * block.decorative
    target = destination(block.graphic) if block.graphic else ""
    caption = writer.line(block.caption if joined is None else joined)
    return f"![{caption}]({target}){attributes(block.id, classes, pairs)}"


def _table(block: TableWrap, writer: InlineWriter) -> list[str]:
    joined = join_label(block.label, block.caption)
    pairs = {} if joined is not None else {"label": block.label}
    classes = ("nolabel",) if joined is None and not block.label else ()
    caption = writer.line(block.caption if joined is None else joined)
    marks = attributes(block.id, classes, pairs)
    lines = [*table_lines(block, writer), "", f": {caption} {marks}" if caption else f": {marks}"]
    if block.notes:
        lines += ["", "::: {.table-notes}"]
        for number, note in enumerate(block.notes):
            lines += [""] * bool(number) + writer.paragraph(note).split("\n")
        lines.append(":::")
    return lines


def _note(note: Footnote, writer: InlineWriter) -> list[str]:
    mark = f"[^{note_token(note.id)}]:"
    blocks: Blocks = note.blocks
    if not blocks:
        return [f"{mark} [\\[{MISSING_NOTE}\\]]{{.missing}}"]
    inner = _blocks(blocks, writer, 1)
    # Only a paragraph may stand beside the mark: other blocks would be read as its text.
    if not isinstance(blocks[0], Paragraph):
        return [mark, *(f"    {x}" if x else "" for x in inner)]
    return [f"{mark} {inner[0]}", *(f"    {x}" if x else "" for x in inner[1:])]
