"""Source and article side by side: every word of the source is shown once, every repair is marked."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from review_readings import EDITS, SOURCE, reading

import docforge
from docforge.model.text import words
from docforge.repair.record import Reading
from docforge.review.account import sorted_edits
from docforge.review.facing import Row, facing_rows

PROSE = "The text goes on for a while so that it is a paragraph of prose, and it ends with a stop."


def rows_of(text: str) -> tuple[Reading, list[Row]]:
    made = docforge.convert(("a.txt", text.encode()), to=("md",)).readings[0]
    return made, facing_rows(made, sorted_edits(made))


def test_each_block_stands_beside_its_source() -> None:
    _, rows = rows_of(f"A title of it\n\n{PROSE}\n\nMethods\n\n{PROSE.replace('text', 'work')}\n")
    assert [(r.kind, r.source) for r in rows] == [
        ("title", "A title of it"),
        ("paragraph", PROSE),
        ("heading", "Methods"),
        ("paragraph", PROSE.replace("text", "work")),
    ]


def test_a_repair_is_marked_on_both_sides() -> None:
    edits = sorted(EDITS, key=lambda e: e.place)
    rows = facing_rows(reading(), edits)
    paragraph = next(r for r in rows if r.kind == "paragraph")
    marked = {paragraph.source[m.start : m.end] for m in paragraph.source_marks}
    assert {"Febru\nary", "it"} <= marked
    assert [paragraph.result[m.start : m.end] for m in paragraph.result_marks][:2] == ["February", "it"]


def test_what_no_block_holds_has_a_row_of_its_own() -> None:
    rows = facing_rows(reading(), sorted(EDITS, key=lambda e: e.place))
    assert rows[0].kind == "apart" and rows[0].source.startswith("JOURNAL OF PAGES 12")


def test_the_fixture_is_shown_whole() -> None:
    rows = facing_rows(reading(), EDITS)
    assert Counter(w for r in rows for w in words(r.source)) == Counter(words(SOURCE))


@given(
    st.lists(st.sampled_from([PROSE, "Methods", "12", "Figure 1: A map", "word- \nly", "•", "a\tb\nc\td"]))
)
def test_no_word_of_the_source_is_hidden(blocks: list[str]) -> None:
    text = "A title of it\n\n" + "\n\n".join(blocks) + "\n"
    _, rows = rows_of(text)
    shown = Counter(w for r in rows for w in words(r.source))
    assert not Counter(words(text)) - shown
    for row in rows:
        for marks, length in ((row.source_marks, len(row.source)), (row.result_marks, len(row.result))):
            assert all(0 <= m.start <= m.end <= length for m in marks)
            assert all(a.end <= b.start for a, b in pairwise(marks))
