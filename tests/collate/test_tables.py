"""Two copies of one table: rows by label, columns by head, and the losing reading of each cell recorded."""

from __future__ import annotations

import pytest

from docforge.collate.additions import Tables
from docforge.collate.damage import Eye
from docforge.collate.structure import takes_second, whole_table
from docforge.collate.tables import align_tables
from docforge.collate.units import Slot, Unit
from docforge.edition.inputs import RawFile
from docforge.edition.reading import read_copies
from docforge.model.nodes import Cell, Paragraph, Row, TableWrap, Text
from docforge.model.text import inline_text
from docforge.model.walk import iter_blocks
from docforge.repair.record import Reading
from docforge.repair.words.lexicon import Lexicon

HEAD = "Mill | Stones | Built"
ROWS = ("Alder mill | 4 | 1871", "Old mill | 2 | 1790", "Mill of the upper town | 6 | 1903")
PROSE = "The mills of the valley were counted twice, and both counts are given below in one table."


def table(*rows: str) -> TableWrap:
    def cells(row: str) -> Row:
        return tuple(Cell((Text(c.strip()),)) for c in row.split("|"))

    return TableWrap("tbl-1", "Table 1", (), (cells(rows[0]),), tuple(map(cells, rows[1:])))


def merged(one: tuple[str, ...], two: tuple[str, ...]) -> Reading:
    def article(rows: tuple[str, ...]) -> bytes:
        lines = [f"| {row} |" for row in rows]
        grid = "\n".join((lines[0], "|---|---|---|", *lines[1:]))
        parts = (
            "# Mills of a valley",
            "Ada Example",
            "## Counts",
            PROSE,
            "Table 1. Mills.",
            grid,
            f"{PROSE} So it is.",
        )
        return ("\n\n".join(parts) + "\n").encode()

    files = [RawFile(f"{n}.md", article(r), "ocr-markdown") for n, r in (("a", one), ("b", two))]
    return read_copies(None, files)


def rows_of(reading: Reading) -> list[str]:
    (found,) = [b for b in iter_blocks(reading.document.body) if isinstance(b, TableWrap)]
    return [" | ".join(inline_text(c.content) for c in row) for row in (*found.head, *found.body)]


def test_rows_meet_by_their_label_and_columns_by_their_head() -> None:
    one = table(HEAD, *ROWS)
    two = table("Mill | Built | Stones", "Old mill | 1790 | 2", "Mill of the upper tovvn | 1903 | 6")
    found = align_tables(one, two)
    assert found is not None
    assert found.columns == ((0, 0), (1, 2)) or found.columns == ((0, 0), (2, 1))
    assert found.rows == ((0, 0), (2, 1), (3, 2))


@pytest.mark.parametrize(
    "rows",
    [
        ("A | b | c", "x | y | z"),
        (HEAD, "Alder mill | 4", "Old mill | 2 | 1790"),
        ("Mill", "Alder mill", "Old mill"),
    ],
    ids=["nothing alike", "ragged", "one column"],
)
def test_what_cannot_be_told_is_not_aligned(rows: tuple[str, ...]) -> None:
    assert align_tables(table("Town | Gate | Wall", "Upper | 3 | 9", "Lower | 5 | 7"), table(*rows)) is None


@pytest.mark.parametrize("swap", [False, True])
def test_each_cell_takes_the_better_reading(swap: bool) -> None:
    good = (HEAD, *ROWS)
    bad = (HEAD, "Alder mi11 | 4 | 1871", ROWS[1], "Mill ofthe upper tovvn | 6 | 1903")
    reading = merged(*((bad, good) if swap else (good, bad)))
    assert rows_of(reading) == [" | ".join(c.strip() for c in row.split("|")) for row in good]
    assert reading.conservation.holds
    lost = {e.before for e in reading.edits if e.rule == "merge"}
    assert {"ofthe", "tovvn"} <= {w for text in lost for w in text.split()}


def test_a_number_that_differs_is_asked_about_in_its_own_cell() -> None:
    reading = merged((HEAD, *ROWS), (HEAD, ROWS[0], "Old mill | 8 | 1790", ROWS[2]))
    asked = [(e.before, e.after) for e in reading.edits if e.rule == "merge" and not e.applied]
    assert asked == [("2", "8")]
    assert rows_of(reading)[2] == ROWS[1]


def test_words_that_slipped_into_the_next_cell_are_no_new_words() -> None:
    reading = merged((HEAD, *ROWS), (HEAD, ROWS[0], ROWS[1], "Mill of the 6 upper town | 6 | 1903"))
    assert rows_of(reading)[3] == ROWS[2] and reading.conservation.holds


def paragraph(text: str) -> Unit:
    return Unit(Slot.BODY, Paragraph((Text(text),)))


def test_a_whole_table_is_taken_for_one_cut_short_with_rows_as_prose() -> None:
    whole = Unit(Slot.BODY, table(HEAD, *ROWS))
    cut = [Unit(Slot.BODY, table(HEAD, ROWS[0])), paragraph("Old mill 2 1790"), paragraph(ROWS[2])]
    eye = Eye(Lexicon("en", PROSE))
    assert takes_second(cut, [whole], eye) and not takes_second([whole], cut, eye)
    assert whole_table(cut, [whole]) and not whole_table(cut[1:], [whole])


def test_a_table_that_met_nothing_is_not_added_beside_the_same_one() -> None:
    tables = Tables([paragraph(PROSE), Unit(Slot.BODY, table(HEAD, *ROWS))])
    assert tables.hold(Unit(Slot.BODY, table("Mill | Stones", "Alder | 4", "Old | 2", "Built | 1871")))
    assert not tables.hold(Unit(Slot.BODY, table("Town | Wells", "Upper | 12", "Lower | 31")))
