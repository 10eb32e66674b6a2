"""What the cells of a table show to be amiss: empty heads, a column's odd cell, totals, repeats, variants.

Told by row, column and text, never changed: the author's slip and the damage look alike here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.nodes import Cell, TableWrap
from docforge.model.text import inline_text
from docforge.places import Span

NUMBER_RE = re.compile(
    r"[<>≤≥~≈]?\s?[$€£]?[−–-]?(?:\d{1,3}(?:[ ,\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?\s?%?"
    r"(?:\s?(?:[±(–-].{0,24}|[*†‡#]{1,3}|[a-z](?:,?\s?[a-z]){0,3}))?"
)
BARE_RE = re.compile(r"[−–-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
NOTHING_RE = re.compile(r"[\s\W]*|n\.?/?[sadr]\.?|nil|none|nd|na|bdl|–", re.IGNORECASE)
TOTAL_RE = re.compile(
    r"(?:grand |sub-?|overall )?(?:totals?|sum|all)|insgesamt|summe|gesamt|total général|toplam|totale|suma",
    re.IGNORECASE,
)
SMALL = frozenset("a an and as at but by for from in nor of on or per the to up via with".split())
FEWEST = 5  # cells of a column before one of them can be odd
HINT = "Compare with the original; a slip of the author stays, damage is set right in article.md."
MOST = 4000  # cells of a table that are compared with each other
Grid = Sequence[Sequence[str]]


def check_table(table: TableWrap) -> Iterator[Diagnostic]:
    """Findings about one table, in the order of its rows."""
    head = [[_text(c) for c in row] for row in table.head]
    body = [[_text(c) for c in row] for row in table.body]
    tell = _Teller(table, len(head))
    yield from _heads(head, body, tell)
    yield from _odd_cells(body, tell)
    yield from _totals(head, body, tell)
    yield from _repeats(body, tell)
    if sum(map(len, body)) <= MOST:
        yield from _variants(body, tell)


class _Teller:
    """Makes a diagnostic that names the cell and has its place."""

    def __init__(self, table: TableWrap, heads: int) -> None:
        self.table, self.heads = table, heads
        self.name = table.label or "A table"

    def __call__(self, code: str, row: int, column: int, what: str) -> Diagnostic:
        rows = (*self.table.head, *self.table.body)
        cell = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        where: Span | None = (cell.origin if cell is not None else None) or self.table.origin
        return diagnostic(code, f"{self.name}, row {row + 1}, column {column + 1}: {what}", where, HINT)


def _text(cell: Cell) -> str:
    return re.sub(r"\s+", " ", inline_text(cell.content)).strip()


def _column(rows: Grid, column: int) -> list[str]:
    return [row[column] if column < len(row) else "" for row in rows]


def _width(rows: Grid) -> int:
    return max((len(row) for row in rows), default=0)


def _heads(head: Grid, body: Grid, tell: _Teller) -> Iterator[Diagnostic]:
    """An empty head over a filled column; the first column often has none, spanned heads leave some."""
    if len(head) != 1 or tell.table.head[0][0].colspan > 1 or len(head[0]) < 2:
        return
    if any(c.colspan > 1 for c in tell.table.head[0]) or sum(bool(t) for t in head[0]) * 2 <= len(head[0]):
        return
    for j in range(1, len(head[0])):
        filled = [t for t in _column(body, j) if t]
        if not head[0][j] and len(filled) >= 2:
            yield tell("table-empty-head", 0, j, f"no head over “{filled[0]}”.")


def _is_number(text: str) -> bool:
    return len(text) <= 60 and NUMBER_RE.fullmatch(text) is not None


def _odd_cells(body: Grid, tell: _Teller) -> Iterator[Diagnostic]:
    """One cell of words in a column of numbers: "2.0", "2.1", "l.9"."""
    for j in range(1, _width(body)):
        cells = [(i, t) for i, t in enumerate(_column(body, j)) if t and not NOTHING_RE.fullmatch(t)]
        odd = [(i, t) for i, t in cells if not _is_number(t) and not TOTAL_RE.fullmatch(t)]
        if len(cells) >= FEWEST and len(odd) == 1:
            i, text = odd[0]
            if len(text) <= 24 and (re.search(r"\d", text) or len(text.split()) <= 2):
                yield tell("table-odd-cell", tell.heads + i, j, f"“{text}” in a column of numbers.")


def _value(text: str) -> Decimal | None:
    if not BARE_RE.fullmatch(text):
        return None
    return Decimal(text.rstrip("%").replace(",", "").replace("−", "-").replace("–", "-"))


def _adds_up(parts: Sequence[Decimal], total: Decimal) -> bool:
    """Is it the sum, as far as rounding lets one tell?"""
    exponent = min((int(p.as_tuple().exponent) for p in (*parts, total)), default=0)
    slack = Decimal(len(parts) + 1) / 2 * Decimal(10) ** exponent if exponent < 0 else Decimal(0)
    return abs(sum(parts, Decimal(0)) - total) <= slack


def _totals(head: Grid, body: Grid, tell: _Teller) -> Iterator[Diagnostic]:
    """Totals that do not add up, where the table shows that it adds: other totals of it do."""
    found: list[tuple[bool, int, int, Decimal, Decimal]] = []
    start = 0
    for i, row in enumerate(body):
        if not row or not any(TOTAL_RE.fullmatch(t.rstrip(":")) for t in row[:1]) or i - start < 2:
            continue
        for j in range(1, len(row)):
            total, parts = _value(row[j]), [_value(t) for t in _column(body[start:i], j)]
            if total is not None and all(p is not None for p in parts):
                known = [p for p in parts if p is not None]
                found.append((_adds_up(known, total), tell.heads + i, j, sum(known, Decimal(0)), total))
        start = i + 1
    for j, name in enumerate(head[-1] if head else []):
        if not TOTAL_RE.fullmatch(name) or j < 3:
            continue
        for i, row in enumerate(body):
            total = _value(row[j]) if j < len(row) else None
            parts = [_value(t) for t in row[1:j]]
            if total is not None and all(p is not None for p in parts):
                known = [p for p in parts if p is not None]
                found.append((_adds_up(known, total), tell.heads + i, j, sum(known, Decimal(0)), total))
    good = sum(f[0] for f in found)
    if not good or good < len(found) - good:
        return  # "total" does not mean the sum here
    for fits, i, j, added, total in found:
        if not fits:
            yield tell("table-total", i, j, f"the cells add up to {added}, the total says {total}.")


def _repeats(body: Grid, tell: _Teller) -> Iterator[Diagnostic]:
    """Rows that stand twice, cell for cell."""
    seen: dict[tuple[str, ...], int] = {}
    for i, row in enumerate(body):
        key = tuple(row)
        if sum(bool(t) for t in key) < 3 or not re.search(r"[^\W\d_]{3}", key[0]):
            continue
        if key in seen:
            what = f"the row “{key[0]}” stands in row {tell.heads + seen[key] + 1} too."
            yield tell("table-repeated-row", tell.heads + i, 0, what)
        seen.setdefault(key, i)


WORD_RE = re.compile(r"[^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]\.))*\.?")


def _variants(body: Grid, tell: _Teller) -> Iterator[Diagnostic]:
    """One thing in two spellings: "U.N." beside "UN", a name with a letter less than elsewhere."""
    words: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for i, row in enumerate(body):
        for j, text in enumerate(row):
            for m in WORD_RE.finditer(text):
                words[m.group()] += 1
                first.setdefault(m.group(), (i, j))
            if (m2 := re.search(r"\w/ \w\w+", text)) and not re.search(r"/ .*/ ", text):
                yield tell("table-variant", tell.heads + i, j, f"a space after the stroke in “{m2.group()}”.")
            yield from _capitals(body, text, i, j, tell)
    plain = {w for w in words if w.isupper() and "." not in w and len(w) > 1}
    for word in sorted(words):
        i, j = first[word]
        bare = word.replace(".", "")
        if "." in word[:-1] and bare in plain and bare.isupper():
            what = f"“{word}” is “{bare}” in other cells."
            yield tell("table-variant", tell.heads + i, j, what)
    names = sorted(w for w in words if w[:1].isupper() and len(w) >= 6 and w[1:].islower())
    often = {w for w in names if words[w] >= 3}
    for word in names:
        if words[word] == 1 and (like := _like(word, often)):
            i, j = first[word]
            what = f"“{word}” is one letter off “{like}”, which stands {words[like]} times."
            yield tell("table-variant", tell.heads + i, j, what)


def _capitals(body: Grid, text: str, i: int, j: int, tell: _Teller) -> Iterator[Diagnostic]:
    """ "Lock By the Mill": a small word with a capital, where the table sets small words small."""
    for m in re.finditer(r"(?<=[^\W\d_] )([A-Z][a-z]{1,3})(?= [^\W\d_])", text):
        small = m.group().casefold()
        others = sum(
            bool(re.search(r"\w (?:and|of|the|in|for|by|to|with) \w", t)) for row in body for t in row
        )
        if small in SMALL and others >= 2:
            yield tell("table-variant", tell.heads + i, j, f"“{m.group()}” has a capital in “{text[:60]}”.")


def _like(word: str, often: set[str]) -> str:
    """A common word of the table that has one letter more, less or other; not a plural."""
    for other in sorted(often):
        if abs(len(other) - len(word)) > 1 or word + "s" == other or other + "s" == word:
            continue
        a, b = sorted((word, other), key=len)
        k = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
        if 0 < k < len(a) - 1 and (a[k:] == b[k + 1 :] if len(a) < len(b) else a[k + 1 :] == b[k + 1 :]):
            return other
    return ""
