"""Pictures of a Markdown text: a link in a block of its own, with its caption in the link, above or below.

Pandoc, and most that write Markdown, take the text of such a link for the caption; where a caption stands
beside the picture, it is a description.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace

from docforge.importers.captions import is_table_label, read_figure
from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.marks import is_emphasised
from docforge.model.nodes import Figure
from docforge.repair.parts.captions import label_of

# "![The mill](mill.png)", with a title ("mill.png \"In 1902\"") or a link itself ("[![](mill.png)](a.html)")
IMAGE_RE = re.compile(
    r"(?P<link>\[)?!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^()\s]*)(?:[ \t]+\"(?P<title>[^\"\n]*)\")?\)"
    r"(?(link)\]\([^()\s]*\))"
)
FEWEST = 3  # words of a caption in a link; fewer name the picture
WHY = "the link to a picture; kept as the figure's file and description"


def find_pictures(draft: Draft) -> None:
    """Give links to pictures their role, and part them from a caption on the line below."""
    if not draft.marked:
        return
    chunks: list[Chunk] = []
    for chunk in draft.chunks:
        m = IMAGE_RE.match(chunk.text) if chunk.role is Role.FREE else None
        if m is None:
            chunks.append(chunk)
            continue
        rest = chunk.text[m.end() :].lstrip()
        if not rest:
            chunk.role = Role.IMAGE
            chunks.append(chunk)
        elif label_of(rest[:200]) or (is_emphasised(rest) and "\n" not in rest):
            stop = chunk.start + m.end()
            chunks.append(replace(chunk, end=stop, text=m.group(), role=Role.IMAGE))
            chunks.append(replace(chunk, start=chunk.end - len(rest), text=rest))
        else:
            chunks.append(chunk)
    draft.chunks[:] = chunks


def bind_pictures(draft: Draft, bound: Container[int]) -> dict[int, Chunk]:
    """The picture of each caption, by the caption's index: the one above it, else one below that is free.

    ``bound`` are the captions of tables, by id.
    """
    chunks = draft.chunks
    found: dict[int, Chunk] = {}
    pictures = [i for i, c in enumerate(chunks) if c.role is Role.IMAGE]

    def free(i: int) -> bool:
        return 0 <= i < len(chunks) and chunks[i].role is Role.CAPTION and id(chunks[i]) not in bound

    for i in pictures:
        if free(i + 1):
            found[i + 1] = chunks[i]
    for i in pictures:
        if i + 1 not in found and i - 1 not in found and free(i - 1) and not is_table_label(chunks[i - 1]):
            found[i - 1] = chunks[i]
    return found


def read_picture(draft: Draft, chunk: Chunk, identifier: str, *, captioned: bool = False) -> Figure:
    """The figure of a link; its text is the caption, unless the figure has one already."""
    m = IMAGE_RE.fullmatch(chunk.text)
    assert m is not None
    source = m["src"]
    name = source.rsplit("/", 1)[-1] if not re.match(r"https?:|data:", source) else ""
    group = "title" if len((m["title"] or "").split()) >= FEWEST else "alt"
    worded = len(m[group].split()) >= FEWEST or label_of(m[group]) is not None
    if captioned or draft.kind != "ocr-markdown" or not worded:
        draft.set_aside(chunk.start, chunk.end, "image link", WHY)
        return Figure(identifier, "", (), name, m["alt"], origin=draft.span(chunk.start, chunk.end))
    start, end = chunk.start + m.start(group), chunk.start + m.end(group)
    draft.set_aside(chunk.start, start, "image link", WHY)
    draft.set_aside(end, chunk.end, "image link", WHY)
    figure = read_figure(draft, Chunk(start, end, m[group], Role.CAPTION), identifier)
    alt = m["alt"] if group == "title" else ""
    return replace(figure, graphic=name, alt=alt, origin=draft.span(chunk.start, chunk.end))
