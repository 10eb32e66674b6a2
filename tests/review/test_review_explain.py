"""The account of one article as lines of text."""

from dataclasses import replace

from review_readings import EDITS, reading

from docforge.repair.edit import Safety
from docforge.review.explain import explain


def test_repairs_by_rule_with_place_readings_and_reason() -> None:
    assert explain(reading(), "lost-hyphen") == [
        "lost-hyphen: 1 likely, worth a look",
        "  Why: the line ends without a space",
        "  a.txt:3:4  “Febru⏎ary” -> “February”",
    ]


def test_all_rules_stand_in_alphabetical_order_with_a_line_between() -> None:
    lines = explain(reading(), None)
    heads = [line.split(":")[0] for line in lines if line and not line.startswith(" ")]
    assert heads == ["column", "glued-citation", "lost-hyphen", "odd-word", "running-head", "space"]
    assert lines.count("") == len(heads) - 1
    assert "  a.txt:4:5  “it(Smith,” -> “it (Smith,”" in lines
    assert any("-> set aside (running head)" in line for line in lines)


def test_suggestions_are_marked_and_moves_told() -> None:
    assert explain(reading(), "odd-word")[2].startswith("  ? a.txt:4:")
    assert explain(reading(), "column")[1].startswith("  a.txt:5:")
    assert "the left column comes first" in explain(reading(), "column")[2]


def test_different_reasons_stand_with_each_repair() -> None:
    two = (EDITS[0], replace(EDITS[0], why="the word is in the dictionary", safety=Safety.SAFE))
    lines = explain(reading(edits=two), "lost-hyphen")
    assert lines[0] == "lost-hyphen: 1 safe, 1 likely, worth a look"
    assert [line.strip() for line in lines if line.startswith("      ")] == [e.why for e in two]


def test_a_rule_that_did_nothing_names_those_that_did() -> None:
    (line,) = explain(reading(), "no-such")
    assert "“no-such”" in line and "lost-hyphen" in line
    assert explain(replace(reading(edits=()), moves=()), None) == ["Nothing was repaired in this article."]
