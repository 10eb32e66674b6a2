"""Sentences that a figure, a table or their captions interrupt, and the lettering of figures.

On the page a float stands where there is room for it, often between two halves of a sentence; a dump gives it
there. The half that goes on in small letters is set before the float again. Lettering (letters of panels,
numbers of axes, words of a diagram) is no text: near the caption of its figure it is set aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import hyphen_joins, is_finished, split_blocks, wrapping
from docforge.repair.parts.captions import CAPTION_RE, is_table_kind
from docforge.repair.references.lists import find_heads
from docforge.repair.words.language import HYPHENATING, primary

MOST = 60  # blocks between two halves of a sentence
FARTHEST = 8000  # characters between them
LONG = 80  # characters of a half
SMALL_RE = re.compile(r"[a-zß-ÿ][\w'’-]*[ ,\n]")
GAP_RE = re.compile(r" {3,}")  # between letters that a layout dump keeps apart
TINY = 8  # words of a block of lettering
FEWEST = 3  # blocks of lettering in a row
LETTERS_RE = re.compile(r"[^\W\d_]+")
HEADING_LIKE_RE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?[^\W\d_a-zß-ÿ][^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    text: str
    page: int
    caption: re.Match[str] | None
    note: bool  # under a table: it begins with a tab


def _blocks(text: str) -> list[_Block]:
    stop = max((start for start, _ in find_heads(text)), default=len(text))
    found = []
    page = before = 0
    for start, end in split_blocks(text):
        page += "\f" in text[before:start]
        before = end
        if start > stop:
            break
        block = text[start:end]
        first = len(block) - len(block.lstrip())
        found.append(
            _Block(
                start + first,
                end,
                block[first:],
                page,
                CAPTION_RE.match(block[first : first + 200]),
                "\t" in block[:first],
            )
        )
    return found


# ---------------------------------------------------------------- sentences


def find_float_joins(text: str, scene: Scene) -> Iterator[Edit]:
    """Set a float behind the paragraph that it interrupts: "as shown⏎⏎Figure 1. ...⏎⏎in the first"."""
    if not wrapping(text).wrapped or wrapping(text).frames:
        return
    blocks = _blocks(text)
    i = 0
    while i < len(blocks):
        k = _continuation(blocks, i, scene)
        if not k:
            i += 1
            continue
        left, right, first, last = blocks[i], blocks[k], blocks[i + 1], blocks[k - 1]
        gap = text[left.end : first.start]
        # A space at the line's end stays there: where every line keeps one, a line without is cut in a word.
        end = gap[: len(gap) - len(gap.lstrip(" \t"))] + "\n"
        pieces: tuple[Piece, ...] = (end, (right.start, right.end), gap, (first.start, last.end))
        after = end + right.text + gap + text[first.start : last.end]
        why = "the sentence goes on behind what stands between its halves; that is set after the paragraph"
        yield Edit(
            left.end,
            right.end,
            text[left.end : right.end],
            after,
            "float-join",
            Safety.LIKELY,
            why,
            pieces=pieces,
        )
        i = k + 1


def _continuation(blocks: Sequence[_Block], i: int, scene: Scene) -> int:
    """Index of the block that goes on the sentence of block ``i`` behind a float; 0: there is none."""
    left = blocks[i]
    if left.caption or left.note or "\t" in left.text or len(left.text) < LONG or not _breaks_off(left.text):
        return 0
    floated = False
    for k in range(i + 1, min(i + 1 + MOST, len(blocks))):
        block = blocks[k]
        if block.end - left.end > FARTHEST or block.page > left.page + 4:
            return 0
        if floated and SMALL_RE.match(block.text) and len(block.text) > LONG and "\t" not in block.text:
            return k if _goes_on(left.text, block, scene) else 0
        if block.caption:
            floated = True
        elif len(block.text) > 4 * LONG and "\t" not in block.text and _breaks_off(block.text):
            return 0  # a nearer paragraph breaks off
        elif _is_prose(block.text) or (not floated and len(block.text) > LONG and "\t" not in block.text):
            return 0
    return 0


def _breaks_off(text: str) -> bool:
    """Does running text end without a stop? Cells of a table are hardly letters, or a word a line."""
    end = text[-4 * LONG :]
    letters = sum(c.isalpha() or c.isspace() for c in end)
    lines = end.count("\n") + 1
    return (
        not is_finished(text)
        and bool(re.search(r"[^\W\d_][-‐]?$|,$|\)$|\]$", text.rstrip()))
        and letters * 5 >= 4 * len(end)
        and len(end.split()) >= 4 * lines
    )


def _is_prose(text: str) -> bool:
    """A paragraph of its own; notes under a table are shorter or hold more signs than letters."""
    letters = sum(c.isalpha() or c.isspace() for c in text)
    return len(text) > 4 * LONG and is_finished(text) and "\t" not in text and letters * 10 >= 9 * len(text)


def _goes_on(left: str, block: _Block, scene: Scene) -> bool:
    text = block.text
    if block.caption or len(text) < 40 or "\t" in text or not SMALL_RE.match(text) or len(text.split()) < 7:
        return False
    cut = re.search(r"([^\W\d_]+)[-‐]$", left.rstrip())
    if cut:
        tail = re.match(r"[^\W\d_]+", text)
        return tail is not None and hyphen_joins(cut[1], tail.group(), scene.lexicon) is True
    words = re.findall(r"[^\W\d_]+", text[:80])[:4]
    known = sum(scene.lexicon.known(w, 0.3) for w in words)
    if "=" in text[:80] or not words or not _is_word(words[0], scene):
        return False
    letters = sum(c.isalpha() for c in text[:200])
    return known >= 3 and letters * 10 >= 6 * min(len(text), 200)


def _is_word(word: str, scene: Scene) -> bool:
    """Surely a word: a scrap of OCR is often two letters long."""
    return scene.lexicon.common(word) >= (1 if len(word) > 2 else 500) or scene.lexicon.own(word) >= 3


# ---------------------------------------------------------------- lettering


def find_lettering(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside the lettering of a figure beside its caption: "A⏎⏎B⏎⏎0.5⏎⏎time (days)⏎⏎Figure 2. ..."."""
    if not wrapping(text).wrapped:
        return
    blocks = _blocks(text)
    reach = -1
    for i, block in enumerate(blocks):
        if block.caption is None or is_table_kind(block.caption):
            continue
        for run in (_run(blocks, i, -1, scene), _run(blocks, i, 1, scene)):
            if not _is_lettering([blocks[k].text for k in run]) or min(run) <= reach:
                continue
            reach = max(run)
            start, end = blocks[min(run)].start, blocks[reach].end
            why = "the lettering of a figure, beside its caption"
            cut = text[start:end]
            yield Edit(start, end, cut, "", "figure-lettering", Safety.LIKELY, why, "figure lettering")


def _run(blocks: Sequence[_Block], caption: int, step: int, scene: Scene) -> list[int]:
    """Blocks of a few short lines next to a caption, but for headings that bound them."""
    run: list[int] = []
    k = caption + step
    while 0 <= k < len(blocks) and blocks[k].page == blocks[caption].page and _is_tiny(blocks[k], scene):
        run.append(k)
        k += step
    while run and HEADING_LIKE_RE.match(blocks[run[-1]].text):
        run.pop()
    return run


def _is_tiny(block: _Block, scene: Scene) -> bool:
    lines = block.text.split("\n")
    if block.caption is not None or "\t" in block.text:
        return False
    if all(_is_scrap(line, scene) for line in lines):
        return True
    return (
        all(
            len(cell.split()) <= 4 and len(cell) <= 40
            for line in lines
            for cell in GAP_RE.split(line.strip())
        )
        and (len(block.text.split()) <= TINY or len(lines) >= 3)
        and (block.text[-1].isdigit() or not is_finished(block.text))
    )


def _is_scrap(line: str, scene: Scene) -> bool:
    """Numbers of an axis, and what OCR makes of letters in a picture: "-0.4-03 01 0 O2", "cTo -vcm OcT2"."""
    tokens = line.split()
    if len(line) > LONG or primary(scene.language) not in HYPHENATING:
        return False
    known = sum(len(w) > 2 and scene.lexicon.common(w) >= 1 for t in tokens for w in LETTERS_RE.findall(t))
    return known * 4 <= len(tokens)


def _is_lettering(texts: Sequence[str]) -> bool:
    tokens = [t for text in texts for t in text.split()]
    lines = [line for text in texts for line in text.split("\n")]
    bare = sum(len(re.sub(r"[^\W\d_]", "", t)) * 2 >= len(t) or len(t) <= 2 for t in tokens)
    if len(lines) < FEWEST:
        return False
    # The panels of one figure bear the same words.
    counts = Counter("".join(LETTERS_RE.findall(line)).casefold() for line in lines)
    again = sum(n for n in counts.values() if n > 1)
    return (
        bare * 5 >= 2 * len(tokens)
        or (len(lines) >= 2 * FEWEST and bare * 10 >= len(tokens))
        or (len(lines) >= 2 * FEWEST and again * 2 >= len(lines))
    )
