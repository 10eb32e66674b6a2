"""Captions in a text dump: where one begins, where it ends, and a block of its own for it.

A tab is put between label and caption: later steps know by it that this is a caption and no sentence.
Evidence for its end: a sentence that ends in a short line, blank lines, the next line's shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, Wrapping, is_finished, split_lines, wrapping
from docforge.repair.parts.captions import CAPTION_RE, PICTURE_RE, SHOWN_RE, VERB_RE, is_table_kind, shows
from docforge.repair.rules.lines.line_ends import KEPT_RE, hyphen_edit

RULE = "caption-line"
LONGEST = 40  # lines of one caption
PANEL_RE = re.compile(r"[B-Z]\b|A(?=[,–-]| and\b| to\b|$)")  # "Fig. 2 A and B show"
OPEN_RE = re.compile(
    r"(?:\b(?:in|see|and|or|of|to|by|from|with|on|at|also|cf\.|e\.g\.,?|the|both|per|than|as|via|this|following)|[(\[,;])$",
    re.IGNORECASE,
)
TITLE_RE = re.compile(r"(?:\([a-zA-Z]\)\s+)?[\"“‘'(]?\d{0,2}[^\W\d_a-zß-ÿ]")  # "(a) The mill"
OPEN_END_RE = re.compile(r"(?:[,;(–±=-]|\b(?:of|the|a|an|and|or|in|on|at|by|for|from|with|to|as|under|per))$")
WEAK_OPEN_RE = re.compile(r"(?:\b(?:see|cf\.|e\.g\.,?|as in|shown in|and)|[(\[])$", re.IGNORECASE)
NARROW = 0.8  # of the text's width: a caption beside or below a small picture
FULL = 0.92  # of the widest line: the next word would have found no room
WIDER = 1.4  # times the width of the text's lines
LEGEND_RE = re.compile(
    r"\(?[a-hA-H](?:[–-][b-hB-H])?[).:,]\s|(?:error |scale )?bars?\b|arrows?\b|arrowheads?\b"
    r"|values? (?:are|represent)\b|data (?:are|were|represent)\b|results are\b"
    r"|(?:black|white|gr[ae]y|dark|light|open|filled|solid|dashed|dotted) "
    r"(?:bars?|columns?|circles?|squares?|triangles?|lines?|boxes)\b"
    r"|abbreviations?\b|asterisks?\b|\*+ ?p\b|n ?= ?\d|magnification\b|means? ?±|note[.:]|source[.:]",
    re.IGNORECASE,
)
GAP_RE = re.compile(r"\S(?: {3,}|\t)\S")
LEADERS_RE = re.compile(r"(?:\.\s?){4,}\s*\d+$|\s{3,}\d+$")
GLUED_RE = re.compile(
    r"^\s*(?P<title>\S.{18,400}?[^\s\d(])(?P<label>(?:Figure|Table|Scheme) ?\d{1,2}) *$"
)  # "... the yields of oatsFigure 2"


def find_caption_lines(text: str, scene: Scene) -> Iterator[Edit]:
    """Part captions from what stands around them: "Table 2: Yields⏎of oats" -> "Table 2:⇥Yields of oats"."""
    ends = wrapping(text)
    lines = split_lines(text)
    blanks = sum(line.blank for line in lines) >= 0.12 * len(lines)
    listed = _listed(lines)
    at = 0
    while at < len(lines):
        glued = GLUED_RE.match(lines[at].text)
        if glued and _repeats(glued["title"], lines[at + 1 : at + 12]):
            stop = _end(lines, at + 1, 0, ends, blanks, False)
            yield from _glued(text, lines, at, stop, glued, scene)
            at = stop + 1
            continue
        bare = lines[at].text.strip()
        if PICTURE_RE.match(bare) and _near(lines, at, -1) is not None:
            why = "the name of a picture begins a block"
            yield Edit(lines[at].start - 1, lines[at].start, "\n", "\n\n", RULE, Safety.LIKELY, why)
        if _is_shown(lines, at):
            yield from _apart(text, lines, at, at, "it names what a picture shows, between two sentences")
        match = CAPTION_RE.match(bare)
        if match and at not in listed and _begins(lines, at, match, ends.width):
            alone = match.end() == len(bare)
            stop = _narrow(lines, at, ends.width)
            stop = stop or _end(lines, at, len(bare), ends, blanks, is_table_kind(match))
            if not alone or stop > at:
                yield from _edits(text, lines, at, stop, match, scene, join=not ends.spaced)
                at = stop + 1
                continue
        at += 1


def _is_shown(lines: list[Line], at: int) -> bool:
    """Is the line a caption without a label: no sentence, behind one that ends and before one that begins?"""
    bare = lines[at].text.strip()
    if not SHOWN_RE.match(bare) or not shows(bare) or is_finished(bare):
        return False
    before, after = _near(lines, at, -1), _near(lines, at, 1)
    return (before is None or is_finished(before.text)) and (
        after is None or after.text.strip()[:1].isupper()
    )


def _listed(lines: list[Line]) -> set[int]:
    """Lines of a list of figures or tables: one label a line, or with the leaders of a contents page."""
    labels = [i for i, line in enumerate(lines) if CAPTION_RE.match(line.text.strip())]
    known = set(labels)
    filled = [i for i, line in enumerate(lines) if not line.blank]
    after = dict(pairwise(filled))
    found = {i for i in labels if LEADERS_RE.search(lines[i].text[-40:])}
    for i in labels:
        second = after.get(i, -1)
        third = after.get(second, -1)
        if second in known and third in known:
            found |= {i, second, third}
    return found


def _near(lines: list[Line], at: int, step: int) -> Line | None:
    """The line right before or after, unless a blank line or a page break lies between."""
    i = at + step
    if 0 <= i < len(lines) and not lines[i].blank and lines[i].page == lines[at].page:
        return lines[i]
    return None


def _begins(lines: list[Line], at: int, match: re.Match[str], width: float) -> bool:
    """Does a caption begin here, and not a sentence that names a figure?"""
    rest = match.string[match.end() :].lstrip("*_")
    before = _near(lines, at, -1)
    if GAP_RE.search(match.string) and not GAP_RE.search(match.string[: match.end() + 1]):
        return False  # beside it stands another column
    if rest and (VERB_RE.match(rest) or rest[0] in ",;)]"):
        return False
    mark = match["mark"]
    strong = mark in (":", "|", "—", "–") or (
        mark == "." and bool(re.match(r"\s", match.string[match.end("mark") :] or " "))
    )
    if before is not None:
        tail = before.text.rstrip()
        if WEAK_OPEN_RE.search(tail) or (mark not in (":", "|") and OPEN_RE.search(tail)):
            return False
        if mark == "." and not rest[:1].isupper() and not rest[:1].isdigit() and rest[:1] not in '(“"':
            return False
    if not rest:
        # A label on a line of its own, before its title.
        after = _near(lines, at, 1) or (lines[at + 2] if at + 2 < len(lines) else None)
        scrap = before is not None and len(before.text.strip()) < 0.5 * width and _near(lines, at, 1) is None
        return (
            (before is None or is_finished(before.text) or scrap)
            and after is not None
            and bool(re.match(r"\s*[\"“‘'(]?[^\W\d_a-zß-ÿ]", after.text))
            and not CAPTION_RE.match(after.text.strip())
            and len(after.text.split()) >= 3
        )
    if strong:
        return True
    return (
        (before is None or (mark == "" and is_finished(before.text) and _is_set_as_label(match, rest)))
        and bool(TITLE_RE.match(rest))
        and len(rest.split()) >= 3
    )


def _is_set_as_label(match: re.Match[str], rest: str) -> bool:
    """Is it "FIGURE 2 The mill" or "Fig. 2 The mill"? No sentence begins with a label and a title."""
    return match["kind"].isupper() or not PANEL_RE.match(rest)


def _narrow(lines: list[Line], at: int, width: float) -> int:
    """Last line of a block that is set narrower than the text, each of its lines full; 0 for another one."""
    last = at
    while last - at < LONGEST and _near(lines, last, 1) is not None:
        last += 1
    block = [line.text.strip() for line in lines[at : last + 1]]
    own = max(map(len, block))
    if (
        _near(lines, at, -1) is not None
        or len(block) < 3
        or own > NARROW * width
        or not is_finished(block[-1])
    ):
        return 0
    full = all(len(a) + 1 + len(b.split(maxsplit=1)[0]) > FULL * own for a, b in pairwise(block))
    return last if full and not any(GAP_RE.search(x) or CAPTION_RE.match(x) for x in block[1:]) else 0


def _end(lines: list[Line], at: int, width: int, ends: Wrapping, blanks: bool, table: bool) -> int:
    """Index of the caption's last line."""
    last = at
    interrupts = _interrupts(lines, at, ends.width)
    while last - at < LONGEST:
        line = lines[last]
        bare = line.text.strip()
        width = max(width, len(bare))
        finished = is_finished(bare) and not re.search(
            r"(?:\b[^\W\d_]|\bvs|\bcf|\bspp?|\bal|\betc|\bca)\.$|[:;]$", bare
        )
        alone = last == at and CAPTION_RE.fullmatch(bare) is not None
        finished = finished and not alone
        after = _near(lines, last, 1)
        if after is None:
            follow = lines[last + 2] if last + 2 < len(lines) else None
            if follow is None or follow.blank or follow.page != line.page or finished:
                return last
            start = follow.text.strip()
            small = start[:1].islower() and (not interrupts or OPEN_END_RE.search(bare) is not None)
            goes_on = alone or small or (start[:1] == "(" and len(start) > 0.5 * width)
            if not goes_on or GAP_RE.search(start) or len(start.split()) < (1 if is_finished(start) else 3):
                return last
            last += 2
            continue
        following = after.text.strip()
        if CAPTION_RE.match(following) and not following[:1].islower():
            return last
        if GAP_RE.search(following):
            return last
        short = len(bare) < 0.9 * width
        begins_anew = not following[:1].islower()
        if alone:
            last += 1
            continue
        heading = len(following) < 0.6 * max(width, ends.width) and not is_finished(following)
        apart = short or not blanks or (table and len(following) < 0.6 * width) or (heading and begins_anew)
        if finished and begins_anew and ends.wrapped and not _is_broken(bare, following):
            return last
        # Wider than the columns of the text: both lines are of the caption. So is what explains a picture.
        across = min(len(bare), len(following)) > WIDER * ends.width > 0
        legend = not table and LEGEND_RE.match(following) is not None
        if finished and apart and not across and not legend:
            return last
        open_end = bool(OPEN_END_RE.search(bare)) or _bracketed(bare, following)
        if not finished and not open_end and begins_anew:
            if len(bare) < 0.75 * max(width, ends.width):
                return last
            if table and len(following) < 0.6 * width and not is_finished(following):
                return last
        if table and not open_end and not re.search(r"[^\W\d_]{2}", following):
            return last  # a line of numbers
        last += 1
    return at


def _is_broken(line: str, following: str) -> bool:
    """Was a line broken because the next word found no room in it: is none much longer?"""
    return len(line) + len(following.split(maxsplit=1)[0]) + 1 > 0.9 * len(following)


def _interrupts(lines: list[Line], at: int, width: float) -> bool:
    """Does the caption stand within a sentence: is the last line before it prose that breaks off?"""
    before = next((line for line in reversed(lines[max(0, at - 4) : at]) if not line.blank), None)
    if before is None or is_finished(before.text) or GAP_RE.search(before.text.strip()):
        return False
    words = re.findall(r"[^\W\d_]{2,}", before.text)
    return len(before.text.strip()) >= 0.6 * width > 0 and sum(w.islower() for w in words) >= 4


def _bracketed(line: str, after: str) -> bool:
    """Does a bracket opened in a line close in the next: "(mean of⏎3 plots)"?"""
    return line.rfind("(") > line.rfind(")") and 0 <= after.find(")") < (after.find("(") % (len(after) + 1))


def _edits(
    text: str, lines: list[Line], at: int, stop: int, match: re.Match[str], scene: Scene, *, join: bool
) -> Iterator[Edit]:
    why = f"the label “{match.string[: match.end('number')]}” begins a caption"
    yield from _apart(text, lines, at, stop, why)
    indent = len(lines[at].text) - len(lines[at].text.lstrip())
    start = lines[at].start + indent
    gap_start = start + (match.end("mark") if match["mark"] else match.end("number"))
    gap_end = start + match.end()
    if gap_end >= lines[at].start + len(lines[at].text.rstrip()):
        # The label stands alone: its title begins on a later line.
        following = next(line for line in lines[at + 1 : stop + 1] if not line.blank)
        gap_end = following.start + len(following.text) - len(following.text.lstrip())
        at = following.index
    if text[gap_start:gap_end] != "\t":
        yield Edit(gap_start, gap_end, text[gap_start:gap_end], "\t", RULE, Safety.LIKELY, why)
    if join:
        yield from _joined(text, lines, at, stop, why, scene)


def _apart(text: str, lines: list[Line], at: int, stop: int, why: str) -> Iterator[Edit]:
    """Blank lines before and after the caption, where there are none."""
    if _near(lines, at, -1) is not None:
        a = lines[at].start - 1
        yield Edit(a, a + 1, "\n", "\n\n", RULE, Safety.LIKELY, why)
    if _near(lines, stop, 1) is not None:
        b = lines[stop].end
        yield Edit(b, b + 1, "\n", "\n\n", RULE, Safety.LIKELY, why)


def _joined(
    text: str, lines: list[Line], at: int, stop: int, why: str, scene: Scene, title: str = ""
) -> Iterator[Edit]:
    """The caption's lines as one line; a printer's hyphen at a line end goes.

    ``title`` repeats the caption with the hyphens of its own line ends; those prove no compound.
    """
    filled = [line for line in lines[at : stop + 1] if not line.blank]
    for line, after in pairwise(filled):
        a = line.start + len(line.text.rstrip())
        b = after.start + len(after.text) - len(after.text.lstrip())
        hyphen = KEPT_RE.match(text, a - 1, b + 1)
        halves = re.search(r"[^\W\d_]+$", line.text.rstrip()[:-1]), re.match(r"[^\W\d_]+", text[b : b + 40])
        whole = "".join(m.group() for m in halves if m)
        if hyphen and hyphen.end() == b and title and all(halves) and scene.lexicon.known(whole, 0.3):
            yield Edit(a - 1, b, text[a - 1 : b], "", RULE, Safety.LIKELY, f"“{whole}” is a word")
        elif hyphen and hyphen.end() == b:
            yield hyphen_edit(text, hyphen, a - 1, scene)
        else:
            yield Edit(a, b, text[a:b], " ", RULE, Safety.LIKELY, why)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _repeats(title: str, following: list[Line]) -> bool:
    """Do the lines below begin with the title over again?"""
    wanted, got = _letters(title), ""
    for line in following:
        if line.blank:
            break
        got += _letters(line.text)
        if len(got) >= len(wanted):
            break
    # A page's end may cut the caption short of its title.
    return len(wanted) >= 12 and len(got) >= 0.6 * len(wanted) and wanted.startswith(got[: len(wanted)])


def _glued(
    text: str, lines: list[Line], at: int, stop: int, match: re.Match[str], scene: Scene
) -> Iterator[Edit]:
    """A title that runs into its label and stands again below: "Of oatsFigure 2⏎Of oats. ..."."""
    why = f"the title before “{match['label']}” stands again at the head of the caption"
    line = lines[at]
    yield from _apart(text, lines, at, stop, why)
    a, b = line.start + match.start("title"), line.start + match.end("title")
    yield Edit(a, b, match["title"], "", RULE, Safety.LIKELY, why, "repeated caption title")
    a = line.start + match.end("label")
    b = lines[at + 1].start + len(lines[at + 1].text) - len(lines[at + 1].text.lstrip())
    yield Edit(a, b, text[a:b], "\t", RULE, Safety.LIKELY, why)
    yield from _joined(text, lines, at + 1, stop, why, scene, match["title"])
