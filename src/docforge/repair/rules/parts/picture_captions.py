"""Captions without a label, told by the place of their picture: "[mill.png]⏎The mill in 1902.".

A page's figure is one block of a dump: the place of the picture and, on the next line or glued to it, the
caption. The paragraphs around it are parted from it by blank lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.parts.captions import CAPTION_MARK, CAPTION_RE, unmarked

RULE = "picture-caption"
LONGEST = 1200
FILE = r"\[[\w.~%+-]{1,80}\.(?:png|jpe?g|gif|svg|webp|bmp)\]"
LINK = r"(?:\[)?!\[[^\]\n]{0,300}\]\([^()\s]{0,400}(?:[ \t]\"[^\"\n]{0,200}\")?\)(?:\]\([^()\s]{0,400}\))?"
BARE = r"\[(?:IMG|IMAGE|Image|image|Illustration|Photo|Picture|Figure|Bild|Foto|Abbildung|Imagen|Imagem)\]"
# The picture on a line of its own, or glued to its caption as tools set it: "![](mill.png)The mill".
PLACE_RE = re.compile(
    rf"(?m)^(?P<indent>[ \t]*)(?:(?P<file>(?:{FILE}[ \t]*)+)|(?P<bare>{BARE})|(?P<link>{LINK}))"
    r"(?P<gap>[ \t]*\n[ \t]*|)(?=\S)"
)
NAMED_RE = re.compile(
    r"(?m)^[ \t]*(?P<open>\[(?:Illustration|Image|Picture|Photo|Figure|Ilustraci[óo]n|Imagen|Imagem|Immagine"
    r"|Abbildung|Bild|Foto)[ \t]*[:.][ \t]+)(?P<text>[^\[\]]{8,1200})\][ \t]*$"
)
BEGIN_RE = re.compile(r"(?:\*{1,3}|_{1,3})?[\"“‘'(]?\d{0,2}\s?[^\W\d_a-zß-ÿ]")
NO_TEXT_RE = re.compile(r"[-+*•]\s|[>#|\[]|\d{1,3}[.)]\s|!\[|```")
END_RE = re.compile(r"\n[ \t]*(?:\n|\Z)|\f")
WHY = "it stands in one block with the place of a picture"
SAID_RE = re.compile(r"[^\W\d_]{2,}\s+\S*[^\W\d_]{2,}")


def find_picture_captions(text: str, scene: Scene) -> Iterator[Edit]:
    """Mark the block that stands at the place of a picture as its caption."""
    for m in NAMED_RE.finditer(text):
        yield from _named(text, m)
    for m in PLACE_RE.finditer(text):
        if not m["gap"] and not m["link"]:
            continue  # "[mill.png] The mill" is read as it stands
        above = text.rfind("\n", 0, max(m.start() - 1, 0)) + 1
        if text[above : m.start()].strip():
            continue  # it stands within a block
        body = text[m.end() : m.end() + LONGEST]
        stop = END_RE.search(body)
        if (stop is None and len(body) == LONGEST) or not _is_caption(body[: stop.start() if stop else None]):
            continue
        yield _marked(m, CAPTION_RE.match(unmarked(body[:200]).lstrip()) is not None)


def _marked(m: re.Match[str], labelled: bool) -> Edit:
    """The caption parted from its picture: a label tells itself, words without one get a mark."""
    mark = "" if labelled else CAPTION_MARK
    if m["link"]:
        return Edit(m.start("gap"), m.end("gap"), m["gap"], f"\n\n{mark}", RULE, Safety.LIKELY, WHY)
    if m["file"] and not labelled and m["file"].count("[") == 1:
        return Edit(m.start("gap"), m.end("gap"), m["gap"], " ", RULE, Safety.LIKELY, WHY)
    start = m.end("indent")
    gone = m.string[start : m.end()]
    return Edit(start, m.end(), gone, mark, RULE, Safety.LIKELY, WHY, "picture")


def _is_caption(block: str) -> bool:
    """Does a block read as a caption: words from a capital on, no item, no link, no other picture?"""
    if not BEGIN_RE.match(block) or NO_TEXT_RE.match(block) or "![" in block:
        return False
    return SAID_RE.search(block) is not None and "\n```" not in block


def _named(text: str, m: re.Match[str]) -> Iterator[Edit]:
    """ "[Illustration: The mill in 1902.]" -> the caption alone."""
    why = "a note of the transcriber that names a picture and gives its caption"
    if m["text"].count("\n\n") or not SAID_RE.search(m["text"]):
        return
    mark = "" if CAPTION_RE.match(m["text"]) else CAPTION_MARK
    yield Edit(m.start("open"), m.end("open"), m["open"], mark, RULE, Safety.LIKELY, why, "label")
    end = m.end("text")
    yield Edit(end, end + 1, "]", "", RULE, Safety.LIKELY, why)
