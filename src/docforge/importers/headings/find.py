"""Headings of a text without marks: which blocks are headings.

Evidence: marks of the OCR (#, bold), a printed number, the name of a part ("Methods", "Teşekkür"), and the
look of a short line without a stop before a block of prose. Cells of tables, letterings of figures, names and
list items look alike: what comes again and again, and what stands in a row of short blocks, is no heading.
Levels are the work of ``heading_levels``.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from docforge.importers.captions import is_table_label
from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.headings.levels import NUMBER_RE, even_out_counts, set_levels
from docforge.importers.headings.look import LONGEST, MOST_WORDS, could_be, title_like
from docforge.importers.headings.margin_levels import lower_margin_titles
from docforge.importers.headings.outline import read_outline
from docforge.importers.headings.rows import find_rows
from docforge.importers.headings.words import bare_of
from docforge.repair.lines import is_finished
from docforge.repair.parts.imprint import RIGHTS_WORD_RE
from docforge.repair.parts.names import is_lesser_name, is_part_name
from docforge.repair.rules.lines.heading_lines import ends_open
from docforge.repair.rules.parts.contents_lists import entry_key

MOST_ITEMS = 30  # items of lists that lost their bullets; more are cells
REACH = 12  # floats below each other
APART = 6  # blocks between two places of one title in one part
ROW = 4  # so many short blocks in a row are cells or lettering
HASHES_RE = re.compile(r"(#{1,6})\s+\S")
FORMULA_END_RE = re.compile(r"(?:\\end\{[a-z]+\*?\}|\\[)\]]|\$)$")
OPENING_RE = re.compile(
    r"(?:\d\.?\s*)?(?:introduction|summary|background|abstract|einleitung|introducción|introdução|introduzione|giriş)\W?",
    re.IGNORECASE,
)
FOLLOWED = (Role.LIST, Role.TABLE, Role.CAPTION, Role.QUOTE, Role.PREFORMAT, Role.IMAGE)


def find_headings(draft: Draft) -> None:
    """Give heading blocks their role and level."""
    around = [c for c in draft.chunks if c.role is not Role.ASIDE]
    beside = _beside(around)
    hashed = 0
    for chunk in around:
        if (
            chunk.role is Role.FREE
            and draft.marked
            and HASHES_RE.match(chunk.text)
            and id(chunk) not in beside
        ):
            chunk.role = Role.HEADING
            hashed += 1
    listed = contents_of(draft)
    for chunk in around:
        if chunk.role is Role.FREE and "\n" not in chunk.text and entry_key(chunk.plain) in listed:
            chunk.role = Role.HEADING
            listed.discard(entry_key(chunk.plain))
    if outline := read_outline(draft, around):
        for chunk in around:
            if chunk.role is Role.FREE and id(chunk) in outline:
                chunk.role, chunk.level = Role.HEADING, outline[id(chunk)]
        even_out_counts([c for c in around if c.role is Role.HEADING])
        return
    rows = find_rows(draft, around)
    for chunk in around:
        if id(chunk) in rows:
            chunk.role, chunk.kind = Role.HEADING, ""
    items = _led_items(around)
    title = next((key_of(c.plain) for c in draft.chunks if c.role is Role.FRONT), "")
    seen = Counter(c.plain for c in around if c.role is Role.FREE and len(c.text) <= LONGEST)
    seen.update(cell for cell in _cells(around) if seen[cell] > 1)
    seen.subtract(_in_two_parts(around, seen))
    common = frozenset(re.findall(r"(?<![^\W_])[a-zß-ÿ]{3,}", draft.bench.text))
    able = [
        could_be(draft, c, seen, common, strict=hashed >= 3)
        and not _repeats(c, title)
        and id(c) not in beside
        and id(c) not in items
        for c in around
    ]
    _take(around, able)
    _take_open(around)
    for chunk in around:
        if chunk.role is Role.FREE and id(chunk) in items and len(items) <= MOST_ITEMS:
            chunk.role = Role.PARAGRAPH  # no cell of a table
    found = [c for c in around if c.role is Role.HEADING]
    set_levels(draft, around, found)
    lower_margin_titles(draft, found)


def contents_of(draft: Draft) -> set[str]:
    """What the list of contents names, once it was set aside: each line is a heading."""
    lists = (r.cut for r in draft.bench.records if r.rule == "contents-list" and r.aside and r.applied)
    return {key for cut in lists for line in cut.split("\n")[1:] if len(key := entry_key(line)) > 2}


def _beside(around: list[Chunk]) -> set[int]:
    """Labels of what a journal sets beside the text: they stand before its first part, over no prose.

    What follows them are links, dates or rights: "Software" / "Review" / "Archive", "License".
    """
    first = next((i for i, c in enumerate(around[:60]) if OPENING_RE.fullmatch(c.plain.strip("*_ "))), -1)
    found: set[int] = set()
    for i, chunk in enumerate(around[: first + 8] if first >= 0 else ()):
        after = next((c for c in around[i + 1 : i + 60] if c.role is not Role.LIST), None)
        rights = after is not None and after.words < 60 and RIGHTS_WORD_RE.search(after.plain)
        if i != first and chunk.words <= 4 and (rights or (i < first and not _over_prose(around, i))):
            found.add(id(chunk))
    return found


def _led_items(around: list[Chunk]) -> set[int]:
    """Items that lost their bullets: short blocks in a row under a lead-in with a colon, without the last."""
    found: set[int] = set()
    led = False
    for chunk, item, after in zip(around, around[1:], around[2:], strict=False):
        led = _is_short(item) and (led or (chunk.words > 4 and chunk.plain.endswith(":")))
        if led and _is_short(after) and not is_part_name(item.plain) and not NUMBER_RE.match(item.plain):
            found.add(id(item))
    return found


def _is_short(chunk: Chunk) -> bool:
    return chunk.role is Role.FREE and chunk.words <= 12 and not is_finished(chunk.plain)


def _over_prose(around: list[Chunk], i: int) -> bool:
    """Does prose come after the block, before another short one that could be a heading?"""
    for chunk in around[i + 1 : i + 8]:
        if chunk.role is Role.FRONT or (chunk.words > 25 and not RIGHTS_WORD_RE.search(chunk.plain)):
            return True
        if is_part_name(chunk.plain):
            return False
    return False


def _cells(around: list[Chunk]) -> set[str]:
    """What cells of tables hold: "References" that comes twice and heads a column too is a cell."""
    tables = (c.text for c in around if c.role is Role.TABLE)
    return {cell.strip() for text in tables for cell in re.split(r"[\t\n|]", text)}


def _in_two_parts(around: list[Chunk], seen: Counter[str]) -> set[str]:
    """Titles that come twice, each over prose of its own: "Wear of ropes" in the methods and the results."""
    places: dict[str, list[tuple[int, int]]] = {}
    part = -1
    for i, (chunk, after) in enumerate(pairwise(around)):
        if is_part_name(bare_of(chunk)):
            part = i
        elif part >= 0 and chunk.role is Role.FREE and chunk.words > 1 and seen[chunk.plain] == 2:
            over = after.words > (12 if after.role is Role.FREE else 25)
            places.setdefault(chunk.plain, []).extend([(part, i)] * over)
    return {
        plain
        for plain, found in places.items()
        if len(found) == 2 and (found[0][0] != found[1][0] or found[1][1] - found[0][1] >= APART)
    }


def key_of(plain: str) -> str:
    return re.sub(r"[\W_]+", " ", plain).strip().casefold()


def _repeats(chunk: Chunk, title: str) -> bool:
    """The title again, or a good part of it: a running head, or a line of how to cite the article."""
    return 4 <= chunk.words <= 40 and key_of(chunk.plain) in title


def _take(around: list[Chunk], able: list[bool]) -> None:
    """From the end of the text: a candidate is a heading if prose, or a heading, begins after it."""
    row: list[Chunk] = []  # candidates that directly follow each other, the last first
    below: Chunk | None = None  # what stands under the row
    for i in range(len(around) - 1, -1, -1):
        chunk = around[i]
        if chunk.role is Role.HEADING:
            row.append(chunk)
            continue
        # A pull quote stands anywhere on its page.
        k = i + 2 if i + 2 < len(around) and around[i + 1].kind == "pullquote" else i + 1
        after = around[k] if k < len(around) else None
        if not able[i] or not (_sure(chunk) or (_leads(chunk, after) and not _letters_float(around, i))):
            _drop_row(row, chunk, below)
            row, below = [], chunk
            continue
        before = around[i - 1] if i else None
        if before is not None and not _sure(chunk) and _is_stray_end(before, chunk):
            continue
        chunk.role = Role.HEADING
        row.append(chunk)
    _drop_row(row, None, below)


def _take_open(around: list[Chunk]) -> None:
    """A heading that its parts end: "Effects of sage on" / "1) Sheets"."""
    for chunk, after in pairwise(around):
        first = after.role is Role.HEADING and re.match(r"\(?[1ia]\)\s", after.plain)
        able = chunk.role is Role.FREE and chunk.words <= MOST_WORDS and ends_open(chunk.plain)
        if first and able and re.match(r"[^\W\d_a-zß-ÿ]", chunk.plain):
            chunk.role = Role.HEADING


def _drop_row(row: list[Chunk], above: Chunk | None, below: Chunk | None) -> None:
    """Short blocks one after the other are cells of a table or the lettering of a figure.

    Two over a table, or three under one, are cells that it lost.
    """
    cells = (below is not None and below.role is Role.TABLE) or (
        len(row) > 2 and above is not None and above.role is Role.TABLE
    )
    if len(row) >= ROW or (len(row) > 1 and cells):
        sure = next((i for i, chunk in enumerate(row) if _sure(chunk)), len(row))
        for chunk in row[1 if sure == 1 else 0 :]:  # one that stands right below a sure heading is its part
            if not _sure(chunk) and not HASHES_RE.match(chunk.text):
                chunk.role = Role.FREE


def _sure(chunk: Chunk) -> bool:
    """Its words or its number say that it is a heading."""
    plain = bare_of(chunk)
    return is_part_name(plain) or bool(re.match(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d_]", plain))


def _leads(chunk: Chunk, after: Chunk | None) -> bool:
    if after is None:
        return False
    if after.role in FOLLOWED or after.role is Role.HEADING:
        return True
    if after.role is not Role.FREE:
        return False
    plain = after.plain
    if not re.match(r"[\"“‘'«(¿¡\[*]*(?:[^\W_a-zß-ÿ]|[a-z]?\d|[-•–])", plain):
        return after.words > 12
    return after.words > 12 or (is_finished(plain) and after.words > 4) or title_like(plain)


def _letters_float(around: list[Chunk], i: int) -> bool:
    """Is it lettering of a figure: below it stand captions, and below those no paragraph begins?"""
    if i + 1 >= len(around) or around[i + 1].role is not Role.CAPTION or is_table_label(around[i + 1]):
        return False
    floats = (Role.CAPTION, Role.TABLE, Role.IMAGE)
    below = next((c for c in around[i + 1 : i + REACH] if c.role not in floats), None)
    return below is None or below.role is Role.HEADING or below.plain[:1].islower()


def _is_stray_end(before: Chunk, chunk: Chunk) -> bool:
    """The paragraph before breaks off: this may be its stray end, unless it stands like a title."""
    cut = before.role is Role.FREE and before.words > 12 and not is_finished(before.text)
    cut = cut and not FORMULA_END_RE.search(before.text) and "\t" not in before.text
    return cut and not title_like(chunk.plain) and not is_lesser_name(bare_of(chunk))
