"""Line ends inside paragraphs: lost hyphens, kept hyphens, hard wraps, and line ends that end a paragraph.

The evidence is in the bytes, so these rules come before any that touches spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import hyphen_joins, split_blocks, wrapping
from docforge.repair.parts.captions import CAPTION_RE, is_certain
from docforge.repair.rules.lines.paragraph_ends import LISTING_RE, find_measured_ends, is_listing, lettered
from docforge.repair.words.language import parts_no_words

LOST_RE = re.compile(r"(?<=[^\W\d_])\n(?=[^\W\d_])")
HEAD_RE = re.compile(r"[^\W\d_]+$")
TAIL_RE = re.compile(r"[^\W\d_]+")
WINDOW = 60  # characters either side in which a word's half is looked for


def _head(text: str, at: int) -> str:
    match = HEAD_RE.search(text[max(0, at - WINDOW) : at])
    return match.group() if match else ""


def _tail(text: str, at: int) -> str:
    match = TAIL_RE.match(text[at : at + WINDOW])
    return match.group() if match else ""


def find_lost_hyphens(text: str, scene: Scene) -> Iterator[Edit]:
    """Words cut at a line end whose hyphen is gone: "Febru⏎ary" -> "February".

    Where wrapped lines keep a space at their end, the missing space is proof. Elsewhere a half that is no
    word shows the cut; two halves that could both be words are joined only in a text that has shown such
    cuts, and only where the whole is by far the commoner reading.
    """
    ends = wrapping(text)
    if not ends.wrapped:
        return
    lexicon, unsure, sure = scene.lexicon, [], 0
    for m in LOST_RE.finditer(text):
        head, tail = _head(text, m.start()), _tail(text, m.end())
        if not tail[:1].islower():
            continue
        whole = head + tail
        if ends.spaced and (lexicon.known(whole) or _spaced_around(text, m.start())):
            why = "every other wrapped line keeps a space at its end; this one stops inside a word"
            yield Edit(m.start(), m.end(), "\n", "", "lost-hyphen", Safety.LIKELY, why)
            continue
        rarer = min(lexicon.common(head), lexicon.common(tail))
        if lexicon.known(whole, 0.3) and rarer < 1:
            sure += 1
            why = f"“{whole}” is a word; “{head if lexicon.common(head) < 1 else tail}” is not"
            yield Edit(m.start(), m.end(), "\n", "", "lost-hyphen", Safety.LIKELY, why)
        elif len(head) > 1 and lexicon.common(whole) > 5 * rarer:
            unsure.append((m, whole))
    if sure >= 3 and sure > len(KEPT_RE.findall(text)):
        for m, whole in unsure:
            why = f"the text has lost its hyphens, and “{whole}” is far commoner than its halves"
            yield Edit(m.start(), m.end(), "\n", "", "lost-hyphen", Safety.LIKELY, why)


def _spaced_around(text: str, at: int) -> bool:
    """Does a line next to the one that ends at ``at`` keep its space? Lists and code are set without."""
    begin = text.rfind("\n", 0, at)
    end = text.find("\n", at + 1)
    return text[begin - 1 : begin] == " " or (end > 0 and text[end - 1] == " ")


HYPHENS = ("-", "‐", "‑", "\u00ad", "¬")
KEPT_RE = re.compile(r"(?<=[^\W\d_])([-‐‑\u00ad¬])([ \t]*)\n[ \t]*(?=[^\W_])")

JOINED_RE = re.compile(r"(?<=[^\W\d_])‐ (?=[a-zß-ÿ])")
LEAST_PRINTERS = 8


def find_kept_hyphens(text: str, scene: Scene) -> Iterator[Edit]:
    """Hyphens at line ends: the printer's go ("in-⏎vasion" -> "invasion"), a word's stay ("rules-⏎based")."""
    for m in KEPT_RE.finditer(text):
        yield hyphen_edit(text, m, m.start(1), scene)
    if only_printers(text):
        why = "the text has this hyphen at line ends alone, and here the lines were joined"
        for m in JOINED_RE.finditer(text):
            yield Edit(m.start(), m.end(), m.group(), "", "kept-hyphen", Safety.LIKELY, why)


@lru_cache(maxsize=4)
def only_printers(text: str) -> bool:
    """Does U+2010 stand at line ends alone, as layout engines set it there, and never inside a word?"""
    if text.count("‐") < LEAST_PRINTERS:
        return False
    inside = len(re.findall(r"‐(?=[^\W_])", text))
    return inside * 50 <= len(re.findall(r"[^\W\d_]‐[ \t]*\n?[ \t]*[a-zß-ÿ]", text)) - inside


def hyphen_edit(text: str, m: re.Match[str], hyphen: int, scene: Scene) -> Edit:
    """The edit for a line-end hyphen: ``m`` covers hyphen and gap, ``hyphen`` is the hyphen's offset."""
    head, tail = _head(text, hyphen), _tail(text, m.end())
    compound = text[max(0, hyphen - 1 - len(head)) : hyphen - len(head)] in ("-", "‐", "‑")
    # "mother-⏎in-law": a hyphen right after the second half shows a compound too.
    behind = m.end() + len(tail)
    compound = compound or bool(re.match(r"[-‐‑][^\W\d_]", text[behind : behind + 2]))
    joins: bool | None
    if text[hyphen] in "\u00ad¬" or (text[hyphen] == "‐" and tail[:1].islower() and only_printers(text)):
        joins = True
    elif compound and scene.lexicon.common(head + tail) < 1:
        joins = False  # "might-is-⏎right": a compound goes on
    else:
        joins = hyphen_joins(head, tail, scene.lexicon)
    if joins:
        why = f"“{head + tail}” is a word; the hyphen is the line end's"
        return Edit(hyphen, m.end(), text[hyphen : m.end()], "", "kept-hyphen", Safety.LIKELY, why)
    cut = text[hyphen + 1 : m.end()]
    why = (
        "the hyphen is the word's own"
        if joins is False
        else "nothing shows that the hyphen is the line end's: kept"
    )
    return Edit(hyphen + 1, m.end(), cut, "", "true-hyphen", Safety.LIKELY, why)


def find_paragraph_ends(text: str, scene: Scene) -> Iterator[Edit]:
    """Line ends that end a paragraph though no blank line follows.

    In text that keeps a space at wrapped line ends: a line without one that ends no word ("members.⏎
    Lastly"), and a line that begins with a space (a new text frame). In other wrapped text the measure of the
    lines tells: see ``paragraph_ends``.
    """
    ends = wrapping(text)
    if not ends.wrapped:
        return
    if not ends.spaced:
        yield from find_measured_ends(text)
        return
    for start, end in split_blocks(text):
        offset = start
        lines = text[start:end].split("\n")
        if len(lines) < 2 or is_listing(lines):
            continue
        for line, after in pairwise(lines):
            offset += len(line) + 1
            why = ""
            if "\t" in line or "\t" in after:
                continue
            if ends.frames and re.match(r" \S", after):
                why = "a line that begins with a space opens a new text frame"
            elif not line.endswith(" ") and not re.search(r"[^\W\d_]$", line) and not line.endswith(HYPHENS):
                why = "the line has no trailing space: it did not go on"
            elif not line.endswith(" ") and not after[:1].islower() and not line.endswith(HYPHENS):
                why = "the line has no trailing space, and the next begins anew"
            if why:
                yield Edit(offset - 1, offset, "\n", "\n\n", "paragraph-end", Safety.LIKELY, why)


def find_line_blocks(text: str, scene: Scene) -> Iterator[Edit]:
    """Text of a web page has one line an element: each line is a block, unless the text is hard-wrapped."""
    if wrapping(text).wrapped and wrapping(text).width > 50:
        return
    for m in re.finditer(r"(?<=[^\s])[ \t]*\n(?=[^\n\t])", text):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        after = text[m.end() : m.end() + 400].split("\n")[0]
        if ("\t" in line and "\t" in after) or LISTING_RE.match(after):
            continue
        yield Edit(
            m.end() - 1, m.end(), "\n", "\n\n", "web-line", Safety.LIKELY, "one line, one element of the page"
        )


def find_wraps(text: str, scene: Scene) -> Iterator[Edit]:
    """Hard wraps inside a paragraph become spaces: "approach to⏎foreign" -> "approach to foreign".

    Between letters of scripts that part no words, a wrap becomes nothing (CSS Text 3, section 4.1.3,
    https://www.w3.org/TR/css-text-3/#line-break-transform).
    """
    for start, end in split_blocks(text):
        lines = text[start:end].split("\n")
        if len(lines) < 2:
            continue
        offset = start
        label = CAPTION_RE.match(lines[0].lstrip())
        caption = label is not None and is_certain(label) and text.count("\t", start, end) == 1
        items = lettered(lines)
        for i, (line, after) in enumerate(pairwise(lines)):
            offset += len(line) + 1
            if i + 1 in items:
                continue
            if not caption and (
                "\t" in line.lstrip()
                or "\t" in after.lstrip()
                or LISTING_RE.match(after)
                or _is_columns(line)
                or (LISTING_RE.match(line) and line.lstrip().startswith(("#", "|", "```", "---", "***")))
            ):
                continue
            cut_start = offset - 1 - (len(line) - len(line.rstrip()))
            cut_end = offset + len(after) - len(after.lstrip())
            between = "" if parts_no_words(line.rstrip()[-1:]) and parts_no_words(after.lstrip()[:1]) else " "
            yield Edit(
                cut_start,
                cut_end,
                text[cut_start:cut_end],
                between,
                "line-wrap",
                Safety.SAFE,
                "one line a paragraph",
            )


def _is_columns(line: str) -> bool:
    """Cells apart by wide gaps: a table row of a layout dump."""
    return len(re.findall(r"\S {3,}(?=\S)", line)) >= 2
