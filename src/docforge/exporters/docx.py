"""Article -> ``article.docx`` through pandoc (``--sandbox``), from Markdown of a document made ready.

Made ready: citations and labels as printed text, the reference list as paragraphs, notes that no mark points
to at the end, pictures as ``data:`` URIs, since pandoc may read no file. The zip is packed anew so that the
same article gives the same bytes.
"""

from __future__ import annotations

import base64
import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import MissingToolError, OutputError
from docforge.exporters.base import Exported
from docforge.exporters.markdown import MISSING_NOTE, markdown_text
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import (
    Block,
    Blocks,
    Bold,
    Cite,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Inline,
    Inlines,
    Italic,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    Xref,
)
from docforge.model.walk import document_inlines, map_inlines

_PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
_NO_PICTURE = "[image not in the source]"
_SECONDS = 120
# Pandoc's Markdown, but quotation marks and dashes stay as the author set them.
_READER = "markdown-smart"
_DATES_RE = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def write_docx(article: Article, edition: EditionMeta) -> Exported:
    """The article as a Word file; pictures that Word cannot hold give a ``not-rendered`` diagnostic.

    Raises MissingToolError without pandoc, OutputError where pandoc fails.
    """
    found: list[Diagnostic] = []
    document = _ready(article, edition, found)
    names = [c.name for c in article.document.meta.contributors]
    packed = _pandoc(markdown_text(document).encode("utf-8"), names)
    return Exported({"article.docx": _repack(packed)}, tuple(found))


def _pandoc(markdown: bytes, authors: list[str]) -> bytes:
    try:
        import pypandoc  # type: ignore[import-untyped]  # heavy: only where it is needed

        command = [pypandoc.get_pandoc_path(), "--sandbox", "--quiet", "-f", _READER, "-t", "docx", "-o", "-"]
        # Given here they are names as they stand, not Markdown.
        command += [part for name in authors for part in ("-M", f"author={name}")]
        done = subprocess.run(command, input=markdown, capture_output=True, timeout=_SECONDS, check=False)
    except (ImportError, OSError) as error:
        raise MissingToolError("pandoc is not installed", "Run: pip install pypandoc_binary") from error
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"pandoc did not finish the Word file in {_SECONDS} seconds", "Try again."
        ) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        raise OutputError(f"pandoc could not write the Word file: {said[-1]}", "Please report this.")
    return done.stdout


def _repack(packed: bytes) -> bytes:
    """The same parts in a fixed order, without the hour of their making."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as box, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers expect the list of content types first.
        for name in sorted(box.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = box.read(name)
            if name == "docProps/core.xml":
                content = _DATES_RE.sub(b"", content)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()


# ---------------------------------------------------------------- making ready


def _ready(article: Article, edition: EditionMeta, found: list[Diagnostic]) -> Document:
    document = article.document
    assets = dict(article.assets)
    notes = {n.id: n.label for n in document.notes}
    marked = {i.rid for i in document_inlines(document) if isinstance(i, NoteRef)}
    in_text = _printer(lambda rid: (NoteRef(rid),) if rid in notes else ())
    # A note inside a note is more than Word can do: its number is left.
    in_note = _printer(lambda rid: (Sup((Text(notes.get(rid) or "*"),)),))

    def ready(blocks: Blocks) -> Blocks:
        return _flatten(map_inlines(blocks, in_text), assets, found)

    entries = tuple(
        Paragraph(((Text(f"{r.label}. "),) if r.label else ()) + in_text(r.content))
        for r in document.references
    )
    loose = [n for n in document.notes if n.id not in marked]
    tail = _titled("references", in_text(document.references_title), entries)
    at_end = tuple(
        block
        for note in loose
        for block in (
            Paragraph((Text(f"{note.label} [note without a mark]"),)),
            *_flatten(map_inlines(note.blocks, in_note), assets, found),
        )
    )
    return Document(
        meta=_front(document.meta, in_text),
        body=(*_byline(document.meta, edition), *ready(document.body), *tail, *ready(document.back), *at_end),
        notes=tuple(
            replace(n, blocks=_flatten(map_inlines(n.blocks, in_note), assets, found) or _missing())
            for n in document.notes
            if n.id in marked
        ),
    )


def _missing() -> Blocks:
    return (Paragraph((Text(f"[{MISSING_NOTE}]"),)),)


def _titled(id: str, title: Inlines, blocks: Blocks) -> Blocks:
    return (Section(id, title, blocks),) if title else blocks


def _front(meta: ArticleMeta, printed: Callable[[Inlines], Inlines]) -> ArticleMeta:
    """What pandoc's Word writer prints of the metadata."""
    return ArticleMeta(
        title=printed(meta.title),
        subtitle=printed(meta.subtitle),
        language=meta.language,
        abstract=tuple(Paragraph(printed(p.content)) for p in meta.abstract),
    )


def _byline(meta: ArticleMeta, edition: EditionMeta) -> Blocks:
    """What stands between the title block and the text."""
    lines: list[Inlines] = [(Text(a.text),) for a in meta.affiliations if a.text]
    if edition.print_emails:
        lines += [(Text(c.email),) for c in meta.contributors if c.email]
    if meta.standfirst:
        lines.append((Italic(meta.standfirst),))
    if meta.keywords:
        lines.append((Bold((Text("Keywords"),)), Text(f": {', '.join(meta.keywords)}")))
    lines += [c.biography for c in meta.contributors if c.biography]
    return tuple(Paragraph(line) for line in lines)


def _printer(note: Callable[[str], Inlines]) -> Callable[[Inlines], Inlines]:
    """A rewrite of inlines: citations as they are printed, note marks by ``note``."""

    def rewrite(content: Inlines) -> Inlines:
        out: list[Inline] = []
        for node in content:
            match node:
                case Cite():
                    out.append(Text(node.printed))
                case NoteRef(rid):
                    out += note(rid)
                case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sup() | Sub():
                    out.append(replace(node, content=rewrite(node.content)))
                case ExtLink() | Xref():
                    out.append(replace(node, content=rewrite(node.content)))
                case _:
                    out.append(node)
        return tuple(out)

    return rewrite


def _flatten(blocks: Blocks, assets: dict[str, bytes], found: list[Diagnostic]) -> Blocks:
    return tuple(part for block in blocks for part in _flat(block, assets, found))


def _flat(block: Block, assets: dict[str, bytes], found: list[Diagnostic]) -> Blocks:
    """A block as Word can show it: labels in the text, attributions as paragraphs."""
    match block:
        case Section():
            title = _labelled(block.label, block.title, " ")
            return (replace(block, label="", title=title, blocks=_flatten(block.blocks, assets, found)),)
        case List(items):
            kept = tuple(ListItem(_flatten(i.blocks, assets, found)) for i in items)
            return (replace(block, items=kept),)
        case DispQuote():
            attrib: Blocks = (Paragraph(block.attrib),) if block.attrib else ()
            return (DispQuote((*_flatten(block.blocks, assets, found), *attrib)),)
        case DispFormula(tex):
            return (DispFormula(tex), *((Paragraph((Text(block.label),)),) if block.label else ()))
        case TableWrap():
            return (replace(block, label="", caption=_labelled(block.label, block.caption, ". ")),)
        case Figure():
            return _figure(block, assets, found)
        case _:
            return (block,)


def _labelled(label: str, content: Inlines, separator: str) -> Inlines:
    if not label:
        return content
    return (Text(label + separator if content else label), *content)


def _figure(block: Figure, assets: dict[str, bytes], found: list[Diagnostic]) -> Blocks:
    caption = _labelled(block.label, block.caption, ". ")
    kind = block.graphic.rsplit(".", 1)[-1].lower()
    data = assets.get(block.graphic)
    under = tuple(Paragraph(line) for line in (block.source, block.credit) if line)
    if data is None or kind not in _PICTURES:
        if data is not None:
            message = f"{block.label or block.id}: Word cannot hold {block.graphic}; its caption stands alone"
            found.append(
                diagnostic("not-rendered", message, hint="Give a PNG beside it.", where="article.docx")
            )
        parts = (Paragraph((Text(_NO_PICTURE),)), *((Paragraph(caption),) if caption else ()))
        return (*parts, *under)
    uri = f"data:{_PICTURES[kind]};base64,{base64.b64encode(data).decode('ascii')}"
    return (Figure(block.id, "", caption, uri, block.alt), *under)
