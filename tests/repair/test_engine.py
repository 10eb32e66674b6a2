"""The engine: edits are applied, told in whole words, placed in the source as received, and replayed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.model.source import SourceText
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Bench, Scene, replay
from docforge.repair.traced import Replacement, TracedText
from docforge.repair.words.lexicon import Lexicon


def bench(text: str) -> Bench:
    return Bench.of(Scene(SourceText.of(text, "a.txt"), "en", Lexicon("en", text)))


def edit(start: int, before: str, after: str, safety: Safety = Safety.SAFE) -> Edit:
    return Edit(start, start + len(before), before, after, "rule", safety, "because")


def test_an_edit_is_told_in_whole_words_and_placed_in_the_source() -> None:
    b = bench("on 24 Febru\nary 2022")
    b.apply([edit(11, "\n", "")])
    (record,) = b.records
    assert b.text == "on 24 February 2022"
    assert (record.before, record.after) == ("Febru\nary", "February")
    assert b.scene.source.text[record.place.start : record.place.end] == "Febru\nary"


def test_later_edits_still_name_the_source_as_received() -> None:
    b = bench("aa  bb cc")
    b.apply([edit(2, "  ", " ")])
    b.apply([edit(b.text.index("cc"), "cc", "dd")])
    assert b.records[-1].place.start == 7 and b.text == "aa bb dd"


def test_two_edits_in_one_word_are_one_record() -> None:
    b = bench("SosyalBilimlerDergisi")
    b.apply([edit(6, "", " "), edit(14, "", " ")])
    assert [(r.before, r.after) for r in b.records] == [("SosyalBilimlerDergisi", "Sosyal Bilimler Dergisi")]


def test_of_two_edits_that_overlap_the_first_wins_and_a_stale_one_is_refused() -> None:
    b = bench("abcdef")
    b.apply([edit(0, "abc", "x"), edit(2, "cd", "y")])
    assert b.text == "xdef"
    with pytest.raises(ValueError, match="stale"):
        b.apply([edit(0, "zzz", "x")])


def test_a_suggestion_changes_nothing_and_is_told() -> None:
    b = bench("abc")
    b.apply([edit(0, "abc", "xyz", Safety.SUGGEST)])
    assert b.text == "abc" and not b.records[0].applied and replay("abc", b.records) == "abc"


def test_a_record_that_does_not_fit_is_refused() -> None:
    b = bench("one two")
    b.apply([edit(0, "one", "1")])
    with pytest.raises(ValueError, match="does not fit"):
        replay("two one", b.records)


def test_moved_text_keeps_its_place() -> None:
    traced = TracedText.of("note. text").replace(
        [Replacement(0, 6, ""), Replacement(10, 10, "note.", moved=0)]
    )
    assert (
        traced.text == "textnote."
        and traced.source_range(4, 9) == (0, 5)
        and traced.source_range(0, 4) == (6, 10)
    )


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text(max_size=4)), max_size=6),
)
def test_each_kept_character_knows_where_it_stood(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes, at = [], 0
    for start, length, put in sorted(wanted):
        end = min(start + length, len(text))
        if at <= start <= len(text):
            changes.append(Replacement(start, end, put))
            at = end
    traced = TracedText.of(text).replace(changes)
    for run, (start, source) in enumerate(zip(traced.starts, traced.sources, strict=True)):
        stop = traced.starts[run + 1] if run + 1 < len(traced.starts) else len(traced.text)
        if source >= 0:
            assert traced.text[start:stop] == text[source : source + stop - start]
