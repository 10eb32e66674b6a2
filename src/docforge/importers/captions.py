"""Captions bound to their figure or table, credits, and the lettering of figures set aside.

The pictures themselves are not in a text: a figure without its file keeps a visible placeholder, and its
lettering ("4 km to the old mill N") is no alternative text; it goes to the report by name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.labels import CREDIT_RE, SOURCE_RE
from docforge.model.nodes import Figure, Inlines
from docforge.repair.lines import is_finished
from docforge.repair.parts.captions import (
    CAPTION_RE,
    CONTINUED_RE,
    PICTURE_RE,
    VERB_RE,
    is_certain,
    is_table_kind,
    shows,
)
from docforge.repair.words.language import FUNCTION_WORDS, open_ends, primary

LONGEST_CAPTION = 1200
TERMINATORS_RE = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
WORDS_A_STOP = 40  # prose has a full stop every 25 words or so; lettering has hardly any


def find_captions(draft: Draft) -> None:
    """Give caption blocks their role: labelled ones, and unlabelled ones that end in a credit."""
    chunks = draft.chunks
    for i, chunk in enumerate(chunks):
        if chunk.role is not Role.FREE or "\n" in chunk.text:
            continue
        match = CAPTION_RE.match(chunk.text)
        if match and CONTINUED_RE.match(chunk.text[match.end() :]):
            why = "the label again, where a table goes on after a page break"
            draft.chunk_aside(chunk, "repeated caption", why, "repeated-caption")
            continue
        if match and is_certain(match):
            chunk.role = Role.CAPTION
            if not is_table_kind(match):
                _lettering(draft, i)
                _letters_below(draft, i)
            continue
        if len(chunk.text) > LONGEST_CAPTION:
            continue
        if PICTURE_RE.match(chunk.text) or shows(chunk.plain):
            chunk.role = Role.CAPTION
            continue
        match = CAPTION_RE.match(chunk.plain)
        if match and _is_caption(chunk, match, draft):
            chunk.role = Role.CAPTION
            if not is_table_kind(match):
                _lettering(draft, i)
        elif chunk.words >= 6 and (credit := CREDIT_RE.search(chunk.text)) and credit.start() > 20:
            chunk.role = Role.CAPTION


def _is_caption(chunk: Chunk, match: re.Match[str], draft: Draft) -> bool:
    """A label with a mark after it, or a short block; "Figure 2 shows that ..." is a sentence."""
    if match["mark"] in (":", ".", "|", "—", "–"):
        return True
    rest = chunk.plain[match.end() :]
    return chunk.words <= 40 and not VERB_RE.match(rest)


LETTER_RE = re.compile(r"[A-Z]|[A-Z]{1,4}\d{0,3}|[a-z]\)|\(?[a-zA-Z]\)|[−–-]?\d{1,4}(?:[.,]\d{1,3})?%?")


def _letters_below(draft: Draft, caption: int) -> None:
    """Set aside short blocks of letters and numbers right after a caption: "CT1 FT1", "59.7%"."""
    found = []
    for chunk in draft.chunks[caption + 1 : caption + 40]:
        if chunk.role is Role.ASIDE:
            continue
        tokens = chunk.text.split()
        if chunk.role is not Role.FREE or len(tokens) > 6 or not all(map(LETTER_RE.fullmatch, tokens)):
            break
        found.append(chunk)
    if len(found) >= 2:
        why = "letters and numbers of the picture right after its caption"
        for chunk in found:
            draft.chunk_aside(chunk, "figure lettering", why, "figure-lettering")


def _lettering(draft: Draft, caption: int) -> None:
    """Set aside the block right before a figure caption when it is letters of the picture, not prose."""
    for chunk in reversed(draft.chunks[max(0, caption - 40) : caption]):
        if chunk.role is Role.ASIDE:
            continue
        if chunk.role is not Role.FREE or len(chunk.text) > 12 or is_finished(chunk.text):
            break
        draft.chunk_aside(
            chunk, "figure lettering", "letters of the picture right before its caption", "figure-lettering"
        )
    before = next(
        (c for c in reversed(draft.chunks[max(0, caption - 1) : caption]) if c.role is Role.FREE), None
    )
    if before is None or is_finished(before.text) or "\t" in before.text or before.words < 12:
        return
    stops = len(TERMINATORS_RE.findall(before.text))
    after = next((c for c in draft.chunks[caption + 1 : caption + 60] if c.role is Role.FREE), None)
    if (after is not None and after.text[:1].islower()) or _breaks_off(before.text, draft):
        return
    rate = before.words / (stops + 1)
    if (
        rate >= WORDS_A_STOP
        or (stops == 0 and before.words >= 12)
        or (rate >= WORDS_A_STOP / 2 and _is_odd(before, draft))
    ):
        why = "stands right before a figure caption and reads as the picture's own lettering"
        draft.chunk_aside(before, "figure lettering", why, "figure-lettering")


OPEN_RE = re.compile(r"\([^()\n]{0,24}$|[,;‐-]$|(?<![^\W\d_])(?P<word>[^\W\d_]+)$")


def _breaks_off(text: str, draft: Draft) -> bool:
    """Is it prose that the float interrupts: "... was 123 mm (Graph"? Lettering has few function words."""
    end = OPEN_RE.search(text)
    language = draft.bench.scene.language
    if end is None or (end["word"] and end["word"] not in open_ends(language)):
        return False
    words = [w.casefold() for w in text.split()]
    return sum(w in FUNCTION_WORDS.get(primary(language), ()) for w in words) * 8 >= len(words)


ODD_RE = re.compile(r"(?:^|\s)[>•▪►■]\s|</?u>|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")


def _is_odd(chunk: Chunk, draft: Draft) -> bool:
    """Signs of a drawing: loose bullets, tags, letters of a script that the rest of the text does not use."""
    here = len(ODD_RE.findall(chunk.text))
    return here >= 3 and (_odd_signs(draft.bench.text) - here) * 3 <= here


@lru_cache(maxsize=2)
def _odd_signs(text: str) -> int:
    return len(ODD_RE.findall(text))


def read_figure(draft: Draft, chunk: Chunk, identifier: str) -> Figure:
    """A figure without its picture from a caption block: label, caption, source, credit."""
    label_end = chunk.start
    graphic = ""
    picture = PICTURE_RE.match(chunk.text)
    if picture:
        label_end = chunk.start + picture.end()
        graphic = picture["file"]
        why = "the name of a picture; kept as the figure's file"
        draft.set_aside(chunk.start, label_end, "image link", why)
    label, label_end = read_label(draft, chunk, label_end)
    caption_end = chunk.end
    credit: Inlines = ()
    found = CREDIT_RE.search(chunk.text)
    if found and chunk.start + found.start() > label_end:
        caption_end = chunk.start + found.start()
        credit = draft.inlines(caption_end, chunk.end)
    source: Inlines = ()
    named = SOURCE_RE.search(chunk.text, 0, caption_end - chunk.start)
    if named and chunk.start + named.start() > label_end:
        source = draft.inlines(chunk.start + named.start(), caption_end)
        caption_end = chunk.start + named.start()
    caption: Inlines = draft.inlines(label_end, caption_end)
    return Figure(
        identifier,
        label,
        caption,
        graphic,
        credit=credit,
        source=source,
        origin=draft.span(chunk.start, chunk.end),
    )


def read_label(draft: Draft, chunk: Chunk, start: int) -> tuple[str, int]:
    """The printed label of a caption and where its text begins: "**Table 2:** Oats" -> "Table 2"."""
    bare = chunk.text.lstrip("*")
    skip = len(chunk.text) - len(bare)
    match = CAPTION_RE.match(bare)
    if match is None:
        return "", start
    text, first = draft.bench.text, chunk.start + skip
    draft.set_aside(chunk.start, first, "markup", "a mark, not a word")
    number, end = first + match.end("number"), first + match.end()
    draft.set_aside(number, end, "label mark", "the mark between label and caption")
    if skip and text.startswith("*" * skip, end):
        draft.set_aside(end, end + skip, "markup", "a mark, not a word")
        end += skip
    return text[first:number], end


def is_table_label(chunk: Chunk) -> bool:
    match = CAPTION_RE.match(chunk.plain)
    return bool(match and is_table_kind(match))
