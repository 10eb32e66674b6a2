"""The account of one article as lines of text."""

from dataclasses import replace

from review_readings import EDITS, reading

from docforge.repair.edit import Safety
from docforge.review.explain import explain, explain_open


def test_repairs_by_rule_with_place_readings_and_reason() -> None:
    assert explain(reading(), "lost-hyphen") == [
        "lost-hyphen: 1 likely, worth a look",
        "  Why: the line ends without a space",
        f"  a.txt:3:4  “Febru⏎ary” -> “February”  [{EDITS[0].key}]",
    ]


def test_all_rules_stand_in_alphabetical_order_with_a_line_between() -> None:
    lines = explain(reading(), None)
    heads = [line.split(":")[0] for line in lines if line and not line.startswith(" ")]
    assert heads == [
        "citation-unlinked",
        "column",
        "glued-citation",
        "lost-hyphen",
        "odd-word",
        "running-head",
        "space",
    ]
    assert lines.count("") == len(heads) - 1
    assert f"  a.txt:4:5  “it(Smith,” -> “it (Smith,”  [{EDITS[2].key}]" in lines
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


def test_what_was_decided_is_said() -> None:
    edits = (replace(EDITS[0], verdict="reject"), replace(EDITS[4], verdict="accept"))
    lines = explain(reading(edits=edits), None)
    assert "lost-hyphen: 1 rejected: as found" in lines
    assert any(line.startswith("  a.txt:4:25  “cold” -> “gold”  (accepted)") for line in lines)


def test_open_questions_have_their_context_their_reason_and_their_key() -> None:
    lines = explain_open(reading(), None)
    assert lines[0] == "2 questions are open; the worst first."
    assert lines[1] == f"  ? a.txt:4:25  odd-word: “cold” -> “gold”  [{EDITS[4].key}]"
    assert lines[2] == "      a rare word"
    assert "[cold]" in lines[3]
    assert explain_open(reading(), "odd-word")[0] == "odd-word: 1 question is open"
    assert explain_open(reading(edits=(), diagnostics=()), None) == ["No question is open."]


def test_nothing_repaired_is_said() -> None:
    assert explain(replace(reading(edits=(), diagnostics=()), moves=()), None) == [
        "Nothing was repaired in this article."
    ]
