"""What the cells of a table show to be amiss; each code once, and tables that are in order."""

from __future__ import annotations

import pytest

from docforge.model.nodes import Cell, Row, TableWrap, Text
from docforge.normalise.tables import check_table


def table(*lines: str) -> TableWrap:
    rows: list[Row] = [tuple(Cell((Text(t),) if t else ()) for t in line.split("|")) for line in lines]
    return TableWrap("tbl-1", "Table 1", (), (rows[0],), tuple(rows[1:]))


@pytest.mark.parametrize(
    ("lines", "code", "said"),
    [
        (("Boat|Tons|", "Anna|12|slate", "Berta|14|hay"), "table-empty-head", "row 1, column 3"),
        (("Boat|Tons", "A|2.0", "B|2.1", "C|l.9", "D|2.4", "E|2.6"), "table-odd-cell", "row 4, column 2"),
        (
            ("Boat|May|June", "Anna|12|3", "Berta|14|4", "Total|26|8"),
            "table-total",
            "row 4, column 3: the cells add up to 7, the total says 8",
        ),
        (
            ("Boat|May|June|Total", "Anna|1|2|3", "Berta|2|2|4", "Clara|2|3|6"),
            "table-total",
            "row 4, column 4: the cells add up to 5, the total says 6",
        ),
        (("Boat|Load|Tons", "Anna|hay|2", "Berta|hay|3", "Anna|hay|2"), "table-repeated-row", "in row 2"),
        (("Lock|Kind", "North (UN Lock)|old", "South (U.N. Lock)|new"), "table-variant", "“U.N.” is “UN”"),
        (
            ("Lock|Town", "A|Millbury", "B|Millbury", "C|Millbury", "D|Milbury"),
            "table-variant",
            "row 5, column 2: “Milbury” is one letter off “Millbury”",
        ),
        (("Lock|Use", "A|Hay/ Slate", "B|Hay/Slate"), "table-variant", "a space after the stroke"),
        (
            ("Lock|Use", "A|loads of hay", "B|loads of slate", "C|Gate By the mill"),
            "table-variant",
            "“By” has a capital",
        ),
    ],
)  # fmt: skip
def test_what_is_amiss_is_told_with_its_cell(lines: tuple[str, ...], code: str, said: str) -> None:
    (found,) = check_table(table(*lines))
    assert found.code == code and said in found.message and found.hint


@pytest.mark.parametrize(
    "lines",
    [
        ("Boat|Tons", "Anna|12", "Berta|14", "Clara|9"),
        ("|May|June", "Anna|12|3", "Berta|14|4"),
        ("Boat|Mean", "Anna|2.0 ± 0.1", "Berta|n.a.", "Clara|3.1*", "Dora|2.2", "Emma|1.9", "Total|–"),
        # Rounding: thirds that do not add up to the last digit.
        ("Part|Share", "A|33.3", "B|33.3", "C|33.3", "Total|100.0"),
        # "Total" is a mean here: nothing of the table adds up.
        ("Age|Score|Time", "young|2.1|10", "old|2.5|12", "All|2.3|11"),
        ("Lock|Keeper", "A|Smith", "B|Smith", "C|Smiths"),
        ("Lock|Open|Shut", "|12|3", "|12|3"),
    ],
)
def test_tables_in_order_are_left_in_peace(lines: tuple[str, ...]) -> None:
    assert not list(check_table(table(*lines)))
