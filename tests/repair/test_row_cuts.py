"""Rows of a table begin where a cell's words would have found room on the line above."""

from __future__ import annotations

from docforge.repair.tables.row_cuts import begin_rows

NONE = [False] * 12


def _begun(*lines: str) -> str:
    """The lines' cells, apart by bars, as a string of one sign a line: "|" begins a row, "." goes on."""
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return "".join("|" if begins else "." for begins in begin_rows(cells, NONE[: len(cells)]))


def test_words_that_found_no_room_go_on() -> None:
    assert (
        _begun(
            "Day   | What is done in the fields",
            "First | Oats are cut by the river, and",
            "      | the sheaves are bound.",
            "Second| The sheaves are carried to the",
            "day   | barn.",
            "Third | Nothing.",
        )
        == "||.|.|"
    )


def test_values_below_values_are_rows() -> None:
    assert _begun("Oats | 12 | 3", "Rye | 9 | 4", "Hay | 7 | 1") == "|||"


def test_numbers_in_brackets_belong_to_the_count_above() -> None:
    assert _begun("Field | Yes | No", "River | 4 | 5", "      | (40%) | (50%)", "Road | 2 | 8") == "||.|"


def test_a_head_over_several_columns_is_a_row_of_its_own() -> None:
    assert _begun("| Oats | | Rye |", "Year | early | late | early | late", "1902 | 3 | 4 | 5 | 6") == "|||"


def test_a_head_of_several_lines_is_one_row() -> None:
    assert _begun("| | Weight of", "Field | Kind | oats", "River | Winter | 12") == "|.|"
