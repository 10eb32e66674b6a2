"""A byline whose lines an engine took apart at the pictures between its names.

Where a small picture stands behind a name, the rest of the printed line becomes a block of its own, further
down: "Ada Wren⏎B. Oak 2", "1,2, Jo Rook", "3, and Cleo". What begins with a mark or a comma goes on with the
line above it. The lines are put together again, or nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docforge.repair.edit import Edit, Piece, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.parts.bylines import (
    EMAIL_RE,
    INSTITUTION_RE,
    JOINERS,
    PARTICLES,
    Named,
    lower_words,
    read_names,
)
from docforge.repair.parts.imprint import line_kind

REACH = 80  # filled lines from the start within which a byline stands
LONGEST = 130  # signs of a line of names
MOST = 40  # lines of a byline in pieces
WORD_RE = re.compile(r"[^\W\d_][\w.'’‐‑-]*")
# Marks and what OCR makes of them and of pictures.
MARKS = r"[\d,;.*†‡§¶®©°!?“”\"'’&\s]"
BARE_RE = re.compile(rf"(?=.*[\d*†‡§¶®©°]){MARKS}+")
GOES_ON_RE = re.compile(rf"(?=[\d*†‡§¶®©°]{MARKS}*?[,;&]|[,;&]|{MARKS}*\band\b){MARKS}*(?:\band\b\s*)?")
PLACE_RE = re.compile(r"[\d*†‡§¶][\d*†‡§¶.)]*\s+[^\W\d_]")


def find_displaced_names(text: str, scene: Scene) -> Iterator[Edit]:
    """Put the pieces of a byline together: "Ada Wren" / "1,2 and Jo Oak" / "1" -> one line."""
    lines = [
        line for _, line in zip(range(REACH), (x for x in split_lines(text) if not x.blank), strict=False)
    ]
    lower = lower_words(text)
    for whole in _runs(lines, lower):
        # The last line of a title may look like a name.
        title = next((k for k, x in enumerate(whole[:4]) if _has_names(x, lower)), 4)
        starts = range(min(title + 1, len(whole) - 1))
        tries = ((whole[k:], _assembled(_blocks(whole[k:]), lower)) for k in starts)
        run, found = next(((run, f) for run, f in tries if f), (whole, None))
        if found is None:
            continue
        pieces = _pieces(found)
        start, end = run[0].start, run[-1].start + len(run[-1].text.rstrip())
        after = "".join(p if isinstance(p, str) else text[p[0] : p[1]] for p in pieces)
        why = "pieces of a line of names that begin with a mark or a comma go on with the line above"
        yield Edit(start, end, text[start:end], after, "byline-order", Safety.LIKELY, why, "", -1, pieces)
        return


def _runs(lines: Sequence[Line], lower: frozenset[str]) -> Iterator[list[Line]]:
    """Lines one after the other that hold names and marks and nothing else."""
    run: list[Line] = []
    for line in lines:
        if _is_names(line.text, lower) and (not run or line.page == run[-1].page) and len(run) < MOST:
            run.append(line)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _is_names(line: str, lower: frozenset[str]) -> bool:
    bare = line.strip()
    if len(bare) > LONGEST or INSTITUTION_RE.search(bare) or EMAIL_RE.search(bare) or ":" in bare:
        return False
    if PLACE_RE.match(bare) or line_kind(bare):
        return False
    words = WORD_RE.findall(bare)
    if not words:
        return bool(BARE_RE.fullmatch(bare))
    capital = [w for w in words if w[0].isupper()]
    rest = [w.casefold() for w in words if not w[0].isupper()]
    if not capital and not set(rest) <= JOINERS:
        return False
    known = [w for w in capital if len(w) > 2 and w.strip(".").casefold() in lower]
    return set(rest) <= JOINERS | PARTICLES and len(known) * 2 <= max(1, len(capital))


def _blocks(run: Sequence[Line]) -> list[list[Line]]:
    blocks = [[run[0]]]
    for before, line in pairwise(run):
        if line.index == before.index + 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _assembled(blocks: Sequence[list[Line]], lower: frozenset[str]) -> list[Line] | None:
    """The lines in the order of print, if two lines of names at most begin at the margin."""
    heads = [line for block in blocks for line in block if not _goes_on(line)]
    rest = [line for block in blocks for line in block if _goes_on(line)]
    if len(blocks) == 1:
        # A line end after an initial would pass for the end of a sentence.
        stops = any(re.search(r"[^\W\d_]\.$", x.text.rstrip()) for x in blocks[0][:-1])
        first = _whole_names(blocks[0][:1], lower)
        sure = len(first) > 1 or any(re.search(r"[\d*†‡§¶®©°]", n.marks) for n in first)
        return blocks[0] if stops and sure and len(_whole_names(blocks[0], lower)) >= 2 else None
    if not 1 <= len(heads) <= 2:
        return None
    if not any(WORD_RE.search(x.text) for x in rest) and not (len(heads) == 2 and _is_cut(*heads)):
        return None
    if len(heads) == 1:
        order = [heads[0], *rest]
    else:
        own = _loose(rest)
        order = [heads[0], *(x for x in rest if x not in own), heads[1], *own]
    return order if len(_whole_names(order, lower)) >= 2 else None


def _goes_on(line: Line) -> bool:
    bare = line.text.strip()
    return bool(BARE_RE.fullmatch(bare) or GOES_ON_RE.match(bare))


def _is_cut(line: Line, after: Line) -> bool:
    """Does a line end inside a name: "..., Mary E." / "Lark 1,2, and ..."?"""
    end = re.search(r"[^\W\d_]\w+ [^\W\d_]\.$", line.text.rstrip())
    return bool(end and re.match(r"\s*[^\W\d_]\w+\s*[\d,*†‡§¶®©°]", after.text))


def _loose(rest: Sequence[Line]) -> list[Line]:
    """Marks alone on their line right before marks: they belong to the second line of names.

    So do those that stand last.
    """
    bare = [bool(BARE_RE.fullmatch(x.text.strip())) for x in rest]
    for i, (line, after) in enumerate(pairwise(rest)):
        if bare[i] and re.match(r"[\d*†‡§¶]", after.text.strip()):
            return [line]
    return [rest[-1]] if rest and bare[-1] else []


def _whole_names(order: Sequence[Line], lower: frozenset[str]) -> list[Named]:
    """The names of the lines in this order; none if one of them is half a name."""
    names = read_names(" ".join(line.text.strip() for line in order), lower)
    return names if all(len(n.name.split()) > 1 for n in names) else []


def _has_names(line: Line, lower: frozenset[str]) -> bool:
    return any(2 <= len(n.name.split()) <= 4 for n in read_names(line.text.strip(), lower, cut=True))


def _pieces(order: Sequence[Line]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for line in order:
        lead = len(line.text) - len(line.text.lstrip())
        found += [(line.start + lead, line.start + len(line.text.rstrip())), " "]
    return tuple(found[:-1])
