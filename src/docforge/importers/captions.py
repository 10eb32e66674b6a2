"""Captions bound to their figure or table, credits, and the lettering of figures set aside.

The pictures themselves are not in a text: a figure without its file keeps a visible placeholder, and its
lettering ("4 km to the old mill N") is no alternative text; it goes to the report by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.inlines import strip_inlines
from docforge.importers.labels import CREDIT_RE, PERMISSION_RE, SOURCE_RE
from docforge.importers.marks import HEAD_RE, is_emphasised, unwrap
from docforge.model.nodes import Bold, Figure, Inline, Inlines, Italic
from docforge.model.text import inline_text
from docforge.repair.lines import is_finished
from docforge.repair.parts.captions import (
    CAPTION_MARK,
    CONTINUED_RE,
    LEAD_RE,
    PICTURE_RE,
    VERB_RE,
    is_certain,
    is_set_off,
    is_table_kind,
    label_of,
    shows,
)
from docforge.repair.words.language import FUNCTION_WORDS, open_ends, primary

LONGEST_CAPTION = 1200
TAGGED = "tagged caption"
LONGEST_CREDIT = 20  # words of a caption that only says where its picture is from
# "Adapted from [7].", "Image by R. Elm, licensed under ...": no sentence of the text is so put.
TAKEN_RE = re.compile(
    r"(?:Excerpted|Adapted|Reproduced|Reprinted|Redrawn|Modified|Taken) (?:and (?:adapted|modified) )?from\b"
    r"(?![^.!?]*[.!?]\s+\S)(?![^.!?]{0,80}?,\s+(?:the|this|these|we|it|they|a)\b)"
    r"|(?:Image|Photo(?:graph)?|Picture|Illustration|Drawing|Figure|Diagram|Map|(?:Live )?[Dd]emo) by"
    r" [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\)?(?:\.?$|,\s+licensed\b| \(|, (?:CC|via|courtesy|used)\b)"
)
LONGEST_TEXT = 80  # words of a caption in the block below its label
TITLE_RE = re.compile(r"[\"“‘'(]?\d{0,2}[^\W\d_a-zß-ÿ]")
OPENED_RE = re.compile(r"(?<![^\s>])(\*{1,3}|_{1,3})(?=\S)")
TERMINATORS_RE = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
WORDS_A_STOP = 40  # prose has a full stop every 25 words or so; lettering has hardly any


def find_captions(draft: Draft) -> None:
    """Give caption blocks their role: labelled ones, and unlabelled ones that end in a credit."""
    chunks = draft.chunks
    for i, chunk in enumerate(chunks):
        # One that was bound to its credit before has its mark still.
        if chunk.role in (Role.FREE, Role.QUOTE, Role.CAPTION) and chunk.text.startswith(CAPTION_MARK):
            _take_tagged(draft, chunk)
            continue
        if chunk.role not in (Role.FREE, Role.QUOTE):
            continue
        if "\n" in chunk.text:
            continue
        match, _ = label_of(chunk.text) or (None, 0)
        if match and CONTINUED_RE.match(match.string[match.end() :]):
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
        if match and _is_caption(chunk, match):
            chunk.role = Role.CAPTION
            _take_text(draft, i, match)
            if not is_table_kind(match):
                _lettering(draft, i)
        elif chunk.role is Role.FREE and _is_caption_without_label(draft, i):
            chunk.role = Role.CAPTION


def _take_tagged(draft: Draft, chunk: Chunk) -> None:
    """What the page itself calls a caption, or what a rule told by its picture."""
    stop = chunk.start + len(CAPTION_MARK)
    draft.set_aside(chunk.start, stop, "markup", "a mark, not a word")
    chunk.role, chunk.kind, chunk.start = Role.CAPTION, TAGGED, stop
    chunk.text = draft.bench.text[stop : chunk.end]


def _is_caption_without_label(draft: Draft, index: int) -> bool:
    """It says what is shown, ends in a credit, or is set in other type below "![](mill.png)"."""
    chunk, before = draft.chunks[index], draft.chunks[index - 1] if index else None
    if PICTURE_RE.match(chunk.text) or LEAD_RE.match(chunk.text) or shows(chunk.plain):
        return True
    if before is not None and before.role is Role.IMAGE and is_emphasised(chunk.text):
        return True
    if chunk.words <= LONGEST_CREDIT and TAKEN_RE.match(chunk.plain):
        return True
    credit = CREDIT_RE.search(chunk.text) if chunk.words >= 6 else None
    return credit is not None and credit.start() > 20


def _take_text(draft: Draft, index: int, match: re.Match[str]) -> None:
    """A label alone in its block has its text in the next: "**Figure 2**⏎⏎The mill in 1902."."""
    chunk = draft.chunks[index]
    if match.end() < len(match.string.rstrip()):
        return
    after = draft.chunks[index + 1] if index + 1 < len(draft.chunks) else None
    if after is None or after.role is not Role.FREE or "\n" in after.text or HEAD_RE.match(after.text):
        return
    if 2 <= after.words <= LONGEST_TEXT and TITLE_RE.match(after.plain) and not label_of(after.text):
        chunk.end, chunk.text = after.end, draft.bench.text[chunk.start : after.end]
        after.role = Role.ASIDE  # now part of the caption's block; nothing is cut


def _is_caption(chunk: Chunk, match: re.Match[str]) -> bool:
    """A label with a mark after it, or a short block; "Figure 2 shows that ..." is a sentence."""
    if match["mark"] in (":", ".", "|", "—", "–"):
        return True
    if is_set_off(chunk.text):
        return True
    rest = match.string[match.end() :]
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
    """A figure without its picture from a caption block: label, caption, source, credit, permission."""
    label_end = chunk.start
    graphic = ""
    picture = PICTURE_RE.match(chunk.text)
    if lead := LEAD_RE.match(chunk.text):
        label_end = chunk.start + lead.end()
        draft.set_aside(chunk.start, label_end, "label", "says that a caption follows")
    if picture:
        label_end = chunk.start + picture.end()
        graphic = picture["file"]
        why = "the name of a picture; kept as the figure's file"
        draft.set_aside(chunk.start, label_end, "image link", why)
    label, label_end = read_label(draft, chunk, label_end)
    caption_end = chunk.end
    below: list[Inlines] = []
    for pattern in (PERMISSION_RE, CREDIT_RE, SOURCE_RE):
        found = pattern.search(chunk.text, 0, caption_end - chunk.start)
        start = chunk.start + found.start() if found else 0
        below.append(draft.inlines(start, caption_end) if start > label_end else ())
        caption_end = start if start > label_end else caption_end
    allowed, credit, source = below
    if not label and label_end == chunk.start:
        label_end, caption_end = unwrap(draft, label_end, caption_end)
    caption = read_text(draft, chunk, label_end, caption_end)
    return Figure(
        identifier,
        label,
        caption,
        graphic,
        credit=credit,
        source=source,
        allowed=allowed,
        origin=draft.span(chunk.start, chunk.end),
    )


def read_label(draft: Draft, chunk: Chunk, start: int) -> tuple[str, int]:
    """The printed label of a caption and where its text begins: "**Table 2:** Oats" -> "Table 2"."""
    found = label_of(chunk.text)
    if found is None:
        return "", start
    match, skip = found
    first = chunk.start + skip
    draft.set_aside(chunk.start, first, "markup", "a mark, not a word")
    number, end = first + match.end("number"), first + match.end()
    draft.set_aside(number, end, "label mark", "the mark between label and caption")
    return draft.bench.text[first:number], end


def read_text(draft: Draft, chunk: Chunk, start: int, end: int) -> Inlines:
    """The text of a caption; type that begins before the label ends where its mark stands."""
    text = draft.bench.text
    opened = OPENED_RE.search(text, chunk.start, start)
    if opened is None or start == chunk.start or opened[1] in text[opened.end() : start]:
        return draft.inlines(start, end)
    mark = opened[1]
    close = text.find(mark, start, end)
    if close < 0:
        return draft.inlines(start, end)
    draft.set_aside(close, close + len(mark), "markup", "a mark, not a word")
    rest = draft.reader.read(close + len(mark), end)
    inner = draft.reader.read(start, close)
    if not inline_text(rest).strip():
        return strip_inlines((*inner, *rest))
    kind: Callable[[Inlines], Inline] = Bold if len(mark) >= 2 else Italic
    return strip_inlines((kind(strip_inlines(inner)), *rest))


def is_table_label(chunk: Chunk) -> bool:
    found = label_of(chunk.text)
    return found is not None and is_table_kind(found[0])
