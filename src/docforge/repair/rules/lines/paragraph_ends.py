"""Paragraphs of a wrapped text, told by the measure of its lines, by indents and by the marks of lists.

A line that ends a sentence although the next word would have had room on it ends a paragraph; so does one
after which an indented line begins. Where neither shows, nothing is parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.lines import Line, is_finished, small_names, split_lines
from docforge.repair.measure import had_room, measures, width

LISTING_RE = re.compile(
    r"^\s*(?:[-*+•·◦▪▫‣●○■□]|\(?\d{1,2}[.)]|\((?:[ivx]{1,4}|[a-z])\)|[a-hivx]\)|#{1,6})(?:\s|$)"
    r"|^\s*\||^\s*```|^\s*>|^\s*(?:---+|\*\*\*+)\s*$"
)
BULLET_RE = re.compile(r"\s*(?:[•·‣▪●○◦∙–—*+-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+\S")
BEGIN_RE = re.compile(r"\s*[\"“‘'(«\[]*(?:[^\W\d_]|\d)")
SMALL_RE = re.compile(r"\s*[\"“‘'(«\[]*[a-zß-ÿ]")
SHORT = 0.8  # of the measure: so short a line has room whatever word follows
CITED_RE = re.compile(r"(?:\s*\[[\d,;\s–-]{1,30}\]|\^?\d{1,3})$")
# Signs of a line that is no prose: cells apart, or hardly a letter.
GAP_RE = re.compile(r"\S {3,}\S|\t")
# "\\begin{equation} a = b \\end{equation}", in the marks of a formula or without.
DISPLAY_RE = re.compile(r"\s*(?:\\[(\[]|\$\$)?\s*\\begin\{[a-z]{4,12}\*?\}")
DISPLAYED_RE = re.compile(r"\\end\{[a-z]{4,12}\*?\}\s*(?:\\[)\]]|\$\$)?[.,;]?\s*$")
FIRST_RE = re.compile(r"\S+")
WORD_RE = re.compile(r"[\w-]+")


def is_listing(lines: list[str]) -> bool:
    return sum(bool(LISTING_RE.match(line)) or "\t" in line for line in lines) * 2 > len(lines)


LETTER_RE = re.compile(r"\s*([a-z])\.\s+\S")


def lettered(lines: Sequence[str]) -> frozenset[int]:
    """Indexes of lines that count on as "a. ", "b. ", "c. "; one such line alone may be "c. 1900"."""
    found: list[int] = []
    for i, line in enumerate(lines):
        m = LETTER_RE.match(line)
        if m and ord(m[1]) - ord("a") == len(found):
            found.append(i)
    return frozenset(found if len(found) >= 3 else ())


def find_measured_ends(text: str) -> Iterator[Edit]:
    """Line ends that end a paragraph: "the argument stops.⏎Another paragraph opens with a full line"."""
    names = frozenset(small_names(text))
    lines = split_lines(text)
    top = _title_end(lines)
    run: list[Line] = []
    for line in lines:
        if run and line.page != run[-1].page:
            yield from _ends(run, names, top)
            run = []
        run.append(line)
    yield from _ends(run, names, top)


def _ends(page: list[Line], names: frozenset[str], top: int) -> Iterator[Edit]:
    widths = [0.0 if line.blank or GAP_RE.search(line.text) else width(line.text.strip()) for line in page]
    measure = measures(widths)
    listed = displayed = False
    for i in range(len(page) - 1):
        line, after = page[i], page[i + 1]
        displayed = not line.blank and (displayed or bool(DISPLAY_RE.match(line.text)))
        if line.blank or after.blank:
            listed = False
            continue
        closed = DISPLAYED_RE.search(line.text)
        if displayed and not closed:
            continue
        if displayed or DISPLAY_RE.match(after.text):
            displayed = False
            why = "a formula stands on lines of its own"
            yield Edit(line.end, line.end + 1, "\n", "\n\n", "paragraph-end", Safety.LIKELY, why)
            continue
        listed = listed or bool(BULLET_RE.match(line.text))
        if not widths[i] or "\t" in after.text or (line.index < top and line.text.rstrip().endswith(":")):
            continue
        why = _why(line.text, after.text, widths[i], measure[i], listed, names)
        if why:
            listed = False
            yield Edit(line.end, line.end + 1, "\n", "\n\n", "paragraph-end", Safety.LIKELY, why)


def _title_end(lines: Sequence[Line]) -> int:
    """Index of the line after the first block of a text: "The Boats:⏎A Year on the Canal" is one title."""
    first = next((i for i, line in enumerate(lines) if not line.blank), len(lines))
    return next((i for i in range(first, len(lines)) if lines[i].blank), 0)


def _why(line: str, after: str, own: float, measure: float, listed: bool, names: frozenset[str]) -> str:
    """Why a paragraph ends between two lines; "" if nothing shows that it does."""
    first = FIRST_RE.search(after)
    if first is None or measure < 9:
        return ""
    room = had_room(own, width(first.group()), measure)
    inset = _indent(after) - _indent(line)
    ended = is_finished(CITED_RE.sub("", line.rstrip()) or line)
    if BULLET_RE.match(after):
        if not listed and (ended or room):
            return "a list begins on the next line"
        return ""
    if not BEGIN_RE.match(after):
        return ""
    if SMALL_RE.match(after):
        word = WORD_RE.match(first.group())
        if ended and word and word.group() in names and had_room(own, width(first.group()), SHORT * measure):
            return "a sentence ends on a short line, and a name that begins others in small letters follows"
        return ""
    if ended and 1 < inset <= 8 and not listed:
        return "a sentence ends, and the next line is indented"
    if ended and room and not line.rstrip().endswith(";"):
        return "a sentence ends where the next word would have had room"
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
