"""Tables of text dumps, from the text to the model: captions bound, notes below, no word more or less."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.importers.read import Hints, read_copy
from docforge.model.nodes import Figure, TableWrap
from docforge.model.source import SourceText
from docforge.model.text import inline_text
from docforge.model.walk import iter_blocks
from docforge.repair.engine import Bench, Scene
from docforge.repair.record import Reading
from docforge.repair.rules.parts.text_tables import find_text_tables
from docforge.repair.words.lexicon import Lexicon

PROSE = (
    "The boats went by the lock all day, and the keeper wrote down what he saw of them,\n"
    "as he had done in every year since the canal was dug by the men of the two towns.\n"
)


def read(text: str) -> Reading:
    reading = read_copy(SourceText.of(f"Boats of the Canal\n\n{PROSE}\n{text}\n\n{PROSE}", "t.txt"), Hints())
    assert reading.conservation.holds, reading.conservation
    return reading


def tables(reading: Reading) -> list[TableWrap]:
    return [b for b in iter_blocks(reading.document.body) if isinstance(b, TableWrap)]


def cells(table: TableWrap) -> list[list[str]]:
    return [[inline_text(c.content) for c in row] for row in (*table.head, *table.body)]


def test_captions_below_their_tables_are_bound_each_once() -> None:
    one = "Gate\nOpen\nShut\nThe gate at the north\n3\n9\nThe gate at the south\n4\n8"
    two = "Boat\nLock\nMill\nThe boat with the hay\n5\n6\nThe boat with slate\n7\n1"
    first, second = tables(read(f"{one}\nTable 1: Gates by day\n\n{two}\nTable 2: Boats by day"))
    assert (first.label, inline_text(first.caption)) == ("Table 1", "Gates by day")
    assert (second.label, inline_text(second.caption)) == ("Table 2", "Boats by day")
    assert cells(first)[0] == ["Gate", "Open", "Shut"]
    assert cells(second)[2] == ["The boat with slate", "7", "1"]


def test_notes_stand_under_their_table() -> None:
    text = "Table 3. Wear\n\nOak Elm\nNorth gate 3.5 1.8\nSouth gate 9.8* 1.4\n* measured twice."
    (table,) = tables(read(text))
    assert [inline_text(n) for n in table.notes] == ["* measured twice."]
    assert cells(table)[0] == ["", "Oak", "Elm"]


def test_cells_without_rows_are_kept_in_one_column_and_told() -> None:
    text = "Table 4. Tolls\n\nNorth\nSouth\n\nToll\n\n12.5\n\n13.1\n14.2\n\n16.0\n12.2\n11.9\n12.0\n9.9"
    reading = read(text)
    (table,) = tables(reading)
    assert [row[0] for row in cells(table)][:3] == ["North", "South", "Toll"]
    assert "table-unread" in {d.code for d in reading.diagnostics}


def test_the_label_of_a_table_that_goes_on_is_no_second_caption() -> None:
    head = "Year Toll Boats"
    reading = read(
        f"Table 5. Tolls\n\n{head}\n2001 12 3\n2002 14 4\n\n\fTable 5. Cont.\n\n{head}\n2003 15 5\n2004 16 6"
    )
    (table,) = tables(reading)
    assert [row[0] for row in cells(table)] == ["Year", "2001", "2002", "2003", "2004"]
    assert not [b for b in iter_blocks(reading.document.body) if isinstance(b, Figure)]


def test_a_picture_of_a_text_browser_keeps_its_caption() -> None:
    caption = "The lock in the year of the flood, seen from\n   the mill."
    text = f"A title\n\n{PROSE}\n   [lock.png] {caption}\n\n{PROSE}"
    reading = read_copy(SourceText.of(text, "t.txt", "web"), Hints())
    (figure,) = [b for b in iter_blocks(reading.document.body) if isinstance(b, Figure)]
    assert figure.graphic == "lock.png"
    assert inline_text(figure.caption) == "The lock in the year of the flood, seen from the mill."


CELL = st.sampled_from(
    "12|3.5 ± 0.4|(5%)|+++|–|Oats|a gate of oak|lock_1.txt|Dis-|agree|n.s.|1|2|3|".split("|")
)
LINE = st.one_of(
    CELL, st.lists(CELL, min_size=1, max_size=5).map(" ".join), st.lists(CELL, max_size=4).map("    ".join)
)
REGION = st.lists(st.tuples(LINE, st.sampled_from(["\n", "\n\n", "\n", "\n\f"])), min_size=2, max_size=40)


@given(REGION, st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_table_has_the_words_of_its_lines(region: list[tuple[str, str]], below: bool) -> None:
    body = "".join(a + b for a, b in region)
    caption = "Table 1:\tThe gates"
    text = f"{PROSE}\n{body}\n{caption}\n" if below else f"{PROSE}\n{caption}\n\n{body}\n\n{PROSE}"
    scene = Scene(SourceText.of(text), "en", Lexicon("en", text))
    bench = Bench.of(scene)
    bench.apply(find_text_tables(text, scene))
    aside = "".join(r.cut for r in bench.records if r.aside)
    assert signs(bench.text + aside) == signs(text)


def signs(text: str) -> list[str]:
    return sorted(re.sub(r"[\s-]+", "", text))
