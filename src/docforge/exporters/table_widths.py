"""Widths of columns that hold running text, so that the rows of a printed table are as low as they can be.

The layout engine gives each column a share by its longest line and its longest word (CSS 2.2, 17.5.2.2): a
column of paragraphs beside columns of words becomes a thin tower. Here the shares are sought for which the
heights of all rows together are least, a height being the letters of a cell over the width it has.
"""

from __future__ import annotations

from collections.abc import Sequence

from docforge.exporters.html_context import Element, element, sub

# A cell with more letters than this is running text.
PROSE = 60
# Letters side by side in the measure, in the small type of wide tables; letters of a word kept together.
MEASURE, WORD = 90, 8
# Room between columns, in letters.
GAP = 2
# Shares are given out in hundredths; the rows that count most tell enough.
STEPS, ROWS = 100, 60
# Of the columns of a row the highest makes its height: a norm that is nearly the greatest, and smooth.
NORM = 6


def balance_tables(article: Element) -> None:
    """Give the tables with running text columns of set widths."""
    for table in article.iter("table"):
        rows = [
            [" ".join("".join(cell.itertext()).split()) for cell in row]
            for row in table.iter("tr")
            if not any(cell.get("colspan") or cell.get("rowspan") for cell in row)
        ]
        count = max(map(len, rows), default=0)
        rows = [row for row in rows if len(row) == count]
        if count < 2 or not any(len(cell) > PROSE for row in rows for cell in row):
            continue
        columns = element("colgroup")
        for share in column_shares(rows):
            sub(columns, "col", style=f"width: {share}%")
        caption = table.find("caption")
        table.insert(0 if caption is None else 1, columns)
        table.set("class", f"{table.get('class') or ''} prose".strip())


def column_shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """Hundredths of the width for each column of ``rows``, all of one length."""
    columns = range(len(rows[0]))
    words = [max(len(word) for row in rows for word in (row[c].split() or [""])) for c in columns]
    shares = [max(1, (min(word, WORD) + GAP) * STEPS // MEASURE) for word in words]
    if sum(shares) >= STEPS:
        return [share * STEPS // sum(shares) for share in shares]
    told = sorted(rows, key=lambda row: -sum(map(len, row)))[:ROWS]
    loads = [[(len(row[c]) + GAP) ** NORM for c in columns] for row in told]
    powers = [share**NORM for share in shares]

    def height(column: int) -> float:
        """Of all rows, with a hundredth more for ``column``."""
        wider = (shares[column] + 1) ** NORM
        total = 0.0
        for load in loads:
            total += sum(load[c] / (wider if c == column else powers[c]) for c in columns) ** (1 / NORM)
        return total

    for _ in range(STEPS - sum(shares)):
        best = min(columns, key=height)
        shares[best] += 1
        powers[best] = shares[best] ** NORM
    return shares
