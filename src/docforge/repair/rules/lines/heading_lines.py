"""Headings set solid with the text around them: a dump without blank lines hides them in a block of prose.

A heading is a short line that begins anew and does not end as sentences end, after a line that is finished
and before one that begins a sentence. It may run over two lines, and headings may stand on one another. Rows
of tables, list items, names and captions look alike; a block that is mostly short lines is none of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import is_finished, split_blocks, wrapping
from docforge.repair.parts.bylines import EMAIL_RE, find_names, read_names
from docforge.repair.parts.captions import CAPTION_RE
from docforge.repair.parts.names import is_lesser_name, is_part_name
from docforge.repair.rules.lines.line_room import ended_early, is_full, is_inset, own_width
from docforge.repair.rules.lines.run_in_headings import is_run_in

NUMBER_RE = re.compile(
    r"(?:(?P<own>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=(?P=own)[.)]?\s))?"  # "3.1 3.1. Inks"
    r"(?:\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|[IVX]{1,5}[.)]|\(?(?:[ivx]{1,4}|[a-hA-H])[.)])\s+"
)
ITEM_RE = re.compile(r"\s*(?:[-*+•·◦▪‣–—]|o(?= [^\W\d_])|\(?(?:\d{1,2}|[ivx]{1,4}|[a-hA-H])[.)])\s+")
OPEN_RE = re.compile(
    r"(?:[,;–—‑\u00ad-]|\b(?:the|a|an|of|and|or|to|in|on|at|by|for|from|with|as|is|are|was|were|that|which|under|into|between|using|via|then|it|its|their|this|these|not|be|been|have|has|had|can|will|also|such|than|but|when|if|because|while|like|who|whose"
    r"|der|die|das|und|von|mit|für|zur|zum|de|la|le|les|et|des|du|y|e|del|en|da|do|ve|ile))$",
    re.IGNORECASE,
)
# "What the furniture was for", "Where it comes from": a question may end with its preposition.
ASKS_RE = re.compile(
    r"(?:what|who|whom|where|which)\b.*\b(?:for|from|of|in|on|to|with|at|by|was|is|are|were)$", re.IGNORECASE
)
# A clause with its subject and verb, broken at a line's end: "This tutorial was made for a workshop at the".
CLAUSE_RE = re.compile(
    r"(?:The|This|These|Those|It|They|Our|Their|In|On|For|With|More)\b(?: [^\W\d_][\w'’-]*,?){1,12}?"
    r" (?:is|are|was|were|has|have|had|will|can|could|may|might|should|seems?|appears?)\b"
    r"|In addition to\b|We['’]re\b"
)
VERB_RE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|could|may|should)\b")


def is_clause(line: str) -> bool:
    """Is the line the beginning of a sentence: "This tutorial was made for a workshop at the"?"""
    return len(line.split()) >= LEAST_CLAUSE and line[-1:] not in "?:" and bool(CLAUSE_RE.match(line))


def ends_open(line: str) -> bool:
    """Does the line end with a word that no heading ends with?"""
    return bool(OPEN_RE.search(line)) and not ASKS_RE.match(line)


COUNTING_RE = re.compile(r"\d{1,2}\.\d|\(?(?:[ivx]{1,4}|\d{1,2}|[a-h])\)")
ENUMERATED_RE = re.compile(r"\(?(\d{1,2}|[ivx]{1,4}|[a-h])\)\s+[^\W\d_]")
LABELLED_RE = re.compile(r"[^\W\d_]{3,12} (?:\d{1,2}|[A-Z]|[IVX]{1,4})\s*(?:[:.]|\s[–—-])\s*[^\W\d_]")
BYLINES = 40  # lines after these in which names may stand
ZONE = 12  # lines of title and names, where only the names of parts are told
ROOMY = 1.25  # times as long as others may be headings that were ended on purpose
LEAST_CLAUSE = 6  # words of the beginning of a sentence
MANY = 14  # words of the longest heading
MOST = (
    20  # words of the longest one with a number of two parts, or a count: "3.3. Mechanism of ...", "ii) ..."
)
SENTENCE_RE = re.compile(r"[^\W\d_A-Z]{3}[.?!] [^\W\d_a-zß-ÿ]")  # a sentence ends inside


def find_heading_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Part headings from the prose they stand in: "… the guide.⏎Heads and folios⏎A page has …"."""
    ends = wrapping(text)
    if not ends.wrapped or ends.spaced:
        return
    width = own_width(text, ends.width)
    before, seen = "", 0
    for (start, end), (next_start, next_end) in pairwise([*split_blocks(text), (len(text), len(text))]):
        lines = text[start:end].split("\n")
        if len(lines) > 1:
            after = text[next_start : min(next_end, next_start + 200)].split("\n")[0]
            yield from _part(lines, start, before, after, width, skip=ZONE - seen)
        before = lines[-1]
        seen += len(lines)


def _part(
    lines: Sequence[str], start: int, before: str, after: str, width: float, *, skip: int
) -> Iterator[Edit]:
    why = "a short line without a stop, before a line that begins anew: a heading"
    breaks = _breaks([*lines, after], before, width, skip=skip)
    offset = start
    for i, line in enumerate(lines[:-1]):
        offset += len(line) + 1
        if i + 1 in breaks:
            yield Edit(offset - 1, offset, "\n", "\n\n", "heading-line", Safety.LIKELY, why)


def _breaks(lines: Sequence[str], before: str, width: float, *, skip: int) -> set[int]:
    """Indexes of lines before which a heading begins or ends; the last line is the next block's first."""
    found: set[int] = set()
    short = sum(len(line.strip()) < 0.5 * width for line in lines[:-1])
    prose = short * 2 < len(lines) or len(lines) <= 4
    i = 0
    while i < len(lines) - 1:
        told = prose and i >= skip and not (i < skip + BYLINES and _is_byline(lines[i].strip()))
        last = _heading_at(
            lines, i, lines[i - 1] if i else before, width, prose=told, first=i == 0 or i in found
        )
        if last < 0:
            if i and prose and is_finished(lines[i - 1]) and is_run_in(lines[i]):
                found.add(i)
            i += 1
            continue
        if i:
            found.add(i)
        found.add(last + 1)
        i = last + 1
    return found


def _heading_at(lines: Sequence[str], i: int, before: str, width: float, *, prose: bool, first: bool) -> int:
    """Index of the last line of the heading that begins at line ``i``, or -1."""
    if "\t" in lines[i] or (i and "\t" in lines[i - 1]):
        return -1  # a row of a table, or a caption behind its label
    line = lines[i].strip()
    anew = first or is_finished(before) or is_part_name(before) or _is_enumerated(lines, i)
    if _is_name(line) and (anew or (" " in line and not OPEN_RE.search(before.strip()))):
        return i if _begins(lines[i + 1], 0) else -1
    if (
        (anew or not _begins(before, 0))
        and _is_name(f"{line} {lines[i + 1].strip()}")
        and _begins(lines[min(i + 2, len(lines) - 1)], 0)
    ):
        return i + 1  # "Author⏎Contributions"
    if not prose or not (anew or _was_heading(before, width)) or _is_item(lines, i):
        return -1
    whole = line
    for last in range(i + 1, min(i + 3, len(lines) - 1)):
        alone = len(lines) == 3 and _is_rest(line, lines[1].strip(), width)
        if not (alone or _runs_on(lines[last - 1].strip(), lines[last].strip(), width)):
            break
        whole = f"{whole} {lines[last].strip()}"
        if (
            _stands_as_heading(whole, (last - i + 1) * width)
            and _before_prose(lines, last + 1, width)
            and not _runs_into(lines, last, i, width)
        ):
            return last
    roomy = i == 0 and is_finished(before) and ended_early(lines, i)
    if not _stands_as_heading(line, ROOMY * width if roomy else width) or is_inset(lines, i):
        return -1
    if i and _runs_into(lines, i, i, width):
        return -1
    told = _before_prose(lines, i + 1, width) or (is_finished(before) and _ends_early(lines, i, width))
    return i if told else -1


def _runs_into(lines: Sequence[str], last: int, first: int, width: float) -> bool:
    """Is the line full and followed by prose: "… the warden, Anna⏎Weir, and Jo Oak for their help"?"""
    counted = NUMBER_RE.match(lines[first].strip()) or LABELLED_RE.match(lines[first].strip())
    return not counted and _prose(lines, last + 1, width) and is_full(lines, last, first)


def _is_rest(line: str, after: str, width: float) -> bool:
    """Two lines by themselves, a long one and a short word or two: "Ropes of hemp and of other⏎fibres"."""
    return (
        len(line) > 0.5 * width
        and 0 < len(after) <= 0.2 * width
        and after[:1].isalpha()
        and not (NUMBER_RE.match(after) or _is_name(after) or _is_name(line))
    )


def _ends_early(lines: Sequence[str], i: int, width: float) -> bool:
    """Does a line end with room for many words, above full lines: "Software⏎fenceR is a package that ..."?"""
    below = [line.strip() for line in lines[i + 1 : min(i + 3, len(lines) - 1)]]
    full = len(below) == 2 and all(len(line) > 0.85 * width for line in below)
    return full and len(lines[i].strip()) < 0.45 * width and len(lines[i].split()) <= 8


def _is_name(line: str) -> bool:
    return is_part_name(line) or is_lesser_name(line)


def _is_enumerated(lines: Sequence[str], i: int) -> bool:
    """A count of one kind that starts on a count of another: "1) Sheets" on "i) Laid sheets"."""
    own = ENUMERATED_RE.match(lines[i])
    below = ENUMERATED_RE.match(lines[i + 1]) if own else None
    return bool(own and below and _kind(own.group()) != _kind(below.group()) and below[1] in ("1", "i", "a"))


def _was_heading(line: str, width: float) -> bool:
    return _stands_as_heading(line.strip(), width) and len(line.strip()) < 0.6 * width


def _before_prose(lines: Sequence[str], i: int, width: float, depth: int = 2) -> bool:
    """Does prose begin at line ``i``, at once or after ``depth`` more headings?"""
    if _prose(lines, i, width):
        return True
    if (
        depth
        and i + 1 < len(lines)
        and _stands_as_heading(lines[i].strip(), width)
        and not _is_item(lines, i)
    ):
        # Only a number tells that a heading stands on a heading that stands on a heading.
        below = depth - 1 if NUMBER_RE.match(lines[i]) else 0
        if _before_prose(lines, i + 1, width, below):
            return True
        runs_on = i + 2 < len(lines) and _runs_on(lines[i].strip(), lines[i + 1].strip(), width)
        return runs_on and _before_prose(lines, i + 2, width, below)
    return False


def _prose(lines: Sequence[str], i: int, width: float) -> bool:
    if i >= len(lines):
        return False
    # "The aims of the course are:" leads to a list, and is no full line.
    lead = lines[i].rstrip().endswith(":") and len(lines[i].split()) > 3
    return _begins(lines[i], (0.3 if lead else 0.62) * width)


def _begins(line: str, least: float) -> bool:
    """Does the line begin a sentence, and is it at least so long?"""
    bare = line.strip()
    return len(bare) > least and bool(re.match(r"[\"“‘'«(¿¡]?(?:[^\W\d_a-zß-ÿ]|[a-z]?\d)", bare))


def _runs_on(line: str, after: str, width: float) -> bool:
    """Is ``after`` the second line of the heading that ``line`` begins?"""
    longest = (1.35 if NUMBER_RE.match(line) else 1.1) * width
    if is_finished(line) or not after or len(after) > 0.8 * width or len(line) > longest:
        return False
    if ENUMERATED_RE.match(after):
        return False
    if OPEN_RE.search(line) or after[0].islower():
        return len(line) > 0.4 * width
    if line.isupper() or after.isupper():
        return line.isupper() and after.isupper() and len(line) > 0.3 * width
    if NUMBER_RE.match(after):
        return False
    # A line that had room for the next word was not broken for want of it.
    room, filled = (0.6, 0.46) if len(after.split()) > 1 else (0.72, 0.52)
    return len(line) + 1 + len(after.split()[0]) > room * width and len(line) > filled * width


def _is_item(lines: Sequence[str], i: int) -> bool:
    """One of several marked lines that follow each other closely, or a bullet."""
    m = ITEM_RE.match(lines[i])
    if not m:
        return False
    if m.group().strip()[-1] not in ".)":
        return True
    near = [*lines[max(0, i - 3) : i], *lines[i + 1 : i + 3]]
    mark = _kind(m.group())
    return any((o := ITEM_RE.match(line)) and _kind(o.group()) == mark for line in near)


def _kind(mark: str) -> str:
    """The form of an item's mark without its count: "2)" and "3)" are of one kind, "i)" is of another."""
    return re.sub(r"[^\W\d_]+", "i", re.sub(r"\d+", "1", mark.strip()))


def _is_byline(line: str) -> bool:
    """A line of names, the last one cut by its end perhaps: "Ada Wren ®', Jo Oak ®', Tim"."""
    if NUMBER_RE.match(line) or line.isupper():
        return False
    names = read_names(line, cut=True)
    return len(find_names(line)) >= 2 or (len(names) >= 2 and any(n.marks for n in names))


def _stands_as_heading(bare: str, width: float) -> bool:
    """Could the line be a heading by its own look?"""
    number = NUMBER_RE.match(bare)
    title = bare[number.end() :] if number else bare
    return (
        len(title) >= 3
        and len(bare) < (1.15 if number else 1.0 if LABELLED_RE.match(bare) else 0.8) * width
        and not (len(bare) > 0.7 * width and not number and VERB_RE.search(bare))
        and len(title.split()) <= (MOST if number and COUNTING_RE.match(number.group()) else MANY)
        and bool(re.match(r"[^\W\d_a-zß-ÿ]|[\"“‘'«(¿¡]?[^\W\d_a-zß-ÿ]|[a-z]?[A-Z]", title))
        and bool(re.search(r"[^\W\d_]{3}", title))
        and not (is_finished(title) and not title.endswith("?"))
        and not ends_open(bare)
        and not is_clause(bare)
        and not re.search(r"\S {3,}\S|\t|://|www\.|\b(?:19|20)\d\d[a-z]?\)|\bet al\b|[|=<>]|\.\w{2,5}$", bare)
        and not CAPTION_RE.match(title)
        and not EMAIL_RE.search(bare)
        and not SENTENCE_RE.search(title)
    )
