"""The table of authors at the head of a printed web page: "Authors", "Affiliations", "Published", "DOI".

Engines give its cells one to a line, row by row or column by column, or a row to a line. Each cell is made a
block of its own; whose place is whose is told when front matter is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines
from docforge.repair.parts.bylines import INSTITUTION_RE, PARTICLES, read_names

AUTHORS = r"autho\w{0,4}"
PLACES = r"affil\w{2,10}"
FACTS = r"(?:publish\w{0,3}|do[i1l])"
# OCR reads small capitals badly: "AUTHO AFFILIATI", "PUBLISHED Dol".
LABELS_RE = re.compile(
    rf"\W*(?:{AUTHORS}|{PLACES}|{FACTS})(?:\W+(?:{AUTHORS}|{PLACES}|{FACTS}))*\W*", re.IGNORECASE
)
LABEL_RE = re.compile(rf"\b(?:{AUTHORS}|{PLACES}|{FACTS})", re.IGNORECASE)
VALUE_RE = re.compile(
    r"(?:no|not)\b[^.\n]{0,30}\byet\b\.?|(?:https?://\S*)?10\.\d{4}\S*"
    r"|[^\W\d_]{3,9}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2} [^\W\d_]{3,9} (?:19|20)\d\d",
    re.IGNORECASE,
)
RULE_RE = re.compile(r"[\s|:-]*--[\s|:-]*")
GAP_RE = re.compile(r" {2,}|\t+|\s*\|\s*")
REACH = 60  # filled lines from the start within which the table begins
LONGEST = 80  # lines of the table, and signs of a cell


def find_author_tables(text: str, scene: Scene) -> Iterator[Edit]:
    """Part the cells of a table of authors: "Ada Wren    Mill Lab" -> a block each."""
    lines = [line for _, line in zip(range(REACH + LONGEST), _filled(text), strict=False)]
    found = _table(lines)
    if found is None:
        return
    first, last = found
    rows = lines[first : last + 1]
    why = "a cell of the table of authors"
    by_row = any(_kinds(line.text) >= {"a", "p"} for line in rows)
    shared = _shared(rows) if by_row else None
    before = lines[first - 1] if first else None
    for i, line in enumerate(rows):
        above = rows[i - 1] if i else before
        if above is not None and above.index + 1 == line.index and text[line.start - 1] == "\n":
            yield Edit(line.start - 1, line.start, "\n", "\n\n", "author-table", Safety.LIKELY, why)
        yield from _cells(line, shared)
    after = lines[last + 1] if last + 1 < len(lines) else None
    if after is not None and after.index == rows[-1].index + 1 and text[after.start - 1] == "\n":
        yield Edit(
            after.start - 1, after.start, "\n", "\n\n", "author-table", Safety.LIKELY, "the table ends"
        )


def table_end(text: str) -> int:
    """Where a table of authors ends with which the text begins, or 0."""
    lines = [line for _, line in zip(range(REACH + LONGEST), _filled(text), strict=False)]
    found = _table(lines)
    return lines[found[1]].end if found and found[0] <= 2 else 0


def table_indexes(lines: Sequence[Line]) -> range:
    """The lines, blank ones too, of the table of authors: people, and no table of the text."""
    filled = [
        line for _, line in zip(range(REACH + LONGEST), (x for x in lines if not x.blank), strict=False)
    ]
    found = _table(filled)
    return range(filled[found[0]].index, filled[found[1]].index + 1) if found else range(0)


def _filled(text: str) -> Iterator[Line]:
    return (line for line in split_lines(text[:20_000]) if not line.blank)


def _kinds(line: str) -> set[str]:
    """What a line of labels names: "a"uthors, "p"laces, "f"acts of the publication."""
    if not LABELS_RE.fullmatch(line.replace("|", " ")):
        return set()
    found = (m.group().casefold() for m in LABEL_RE.finditer(line))
    return {"a" if f.startswith("autho") else "p" if f.startswith("affil") else "f" for f in found}


def _table(lines: Sequence[Line]) -> tuple[int, int] | None:
    """First and last line: labels of authors and of places, and short lines between and below them."""
    kinds = [_kinds(line.text) for line in lines]
    starts = (i for i, k in enumerate(kinds[:REACH]) if k & {"a", "p"})
    first = next(starts, None)
    if first is None:
        return None
    last = first
    for i in range(first, min(len(lines), first + LONGEST)):
        if len(" ".join(lines[i].text.split())) > LONGEST:
            break
        if kinds[i]:
            last = i
    seen = set().union(*kinds[first : last + 1])
    if not {"a", "p"} <= seen or last < first + 2:
        return None
    # The last labels are of facts; what they name follows, or stood before.
    pending = 0
    for i in range(last, first, -1):
        if not kinds[i]:
            break
        pending += sum(1 for _ in LABEL_RE.finditer(lines[i].text))
    while pending > 0 and last + 1 < len(lines) and (n := _values(lines[last + 1].text)):
        pending -= n
        last += 1
    return first, last


def _values(line: str) -> int:
    """How many facts of a publication a line holds, if it holds nothing else; a rule below a head is none."""
    rest, count = VALUE_RE.subn("", line)
    return count if count and not re.search(r"\w", rest) else 0


def _shared(rows: Sequence[Line]) -> frozenset[str]:
    """Ends of rows that several have: "Mill Lab" of "Ada Wren Mill Lab" and "Jo Oak Mill Lab"."""
    ends: Counter[str] = Counter()
    for row in rows:
        words = row.text.split()
        ends.update(" ".join(words[k:]) for k in range(2, min(len(words), 12)))
    return frozenset(end for end, count in ends.items() if count > 1)


def _cells(line: Line, shared: frozenset[str] | None) -> Iterator[Edit]:
    """Part a row: at wide gaps and rules, between labels, behind a name."""
    text = line.text
    if RULE_RE.fullmatch(text):
        yield Edit(
            line.start, line.end, text, "", "author-table", Safety.LIKELY, "the rule of a table", "markup"
        )
        return
    gaps = [m for m in GAP_RE.finditer(text) if m.group().strip() or text[: m.start()].strip()]
    gaps = [m for m in gaps if m.end() < len(text) or m.group().strip()]
    for gap in gaps:
        inside = text[: gap.start()].strip(" |") and text[gap.end() :].strip(" |")
        yield from _cut(line, gap.start(), gap.end(), "\n\n" if inside else "")
    if gaps:
        return
    if LABELS_RE.fullmatch(text):
        at = [m.start() for m in LABEL_RE.finditer(text)][1:]
    elif _values(text):
        at = [m.start() for m in VALUE_RE.finditer(text)][1:]
    else:
        at = [] if shared is None else _behind_name(text, shared)
    for offset in at:
        begin = len(text[:offset].rstrip())
        yield from _cut(line, begin, offset, "\n\n")


def _cut(line: Line, start: int, end: int, put: str) -> Iterator[Edit]:
    before = line.text[start:end]
    why = "a cell of the table of authors"
    aside = "markup" if before.strip() else ""
    yield Edit(line.start + start, line.start + end, before, put, "author-table", Safety.LIKELY, why, aside)


def _behind_name(text: str, shared: frozenset[str]) -> list[int]:
    """Where a place begins behind a name: "Ada Wren Mill Lab", "Jo M. Oak University of Ink"."""
    words = list(re.finditer(r"\S+", text))
    if len(words) < 3:
        return []
    size = next((k for k in range(2, len(words)) if text[words[k].start() :].rstrip() in shared), 0)
    if not size:
        size = 2
        while size < len(words) - 1 and (
            re.fullmatch(r"[^\W\d_]\.?", words[size - 1].group())
            or words[size - 1].group().casefold() in PARTICLES
        ):
            size += 1
    name = re.sub(r"^[^\w]+|[,;]$", "", text[: words[size - 1].end()].strip())
    if INSTITUTION_RE.search(name) or len(read_names(name)) != 1:
        return []
    return [words[size].start()]
