"""Headings, their levels and lists, on small texts of our own."""

from __future__ import annotations

import pytest

from docforge.importers.headings.levels import NUMBER_RE
from docforge.importers.read import Hints, read_copy
from docforge.model.meta import Document
from docforge.model.nodes import Block, List, Section
from docforge.model.source import Kind, SourceText
from docforge.model.text import inline_text

PROSE = (
    "The text goes on for a while so that it is a paragraph of prose and no heading, and it ends with a stop."
)


WORDS = "barrel ladder wheel basket kettle saddle lantern".split()


def read(text: str, kind: Kind = "plain", language: str = "en") -> Document:
    reading = read_copy(SourceText.of(text, "t.txt", kind), Hints(language))
    assert reading.conservation.holds, reading.conservation
    return reading.document


def titles(document: Document) -> list[str]:
    """Titles with a mark for each level below the first: "Methods", "- Sheets", "-- Laid sheets"."""
    found: list[str] = []

    def walk(blocks: tuple[Block, ...], level: int) -> None:
        for block in blocks:
            if isinstance(block, Section):
                found.append(f"{'-' * level} {inline_text(block.title)}".strip())
                walk(block.blocks, level + 1)

    walk(document.body, 0)
    return found


def article(*parts: str) -> str:
    """An article of these blocks; "-" is a paragraph of prose."""
    return "\n\n".join(["A Title of It", *(PROSE if p == "-" else p for p in parts)]) + "\n"


def outline(*parts: str) -> list[str]:
    return titles(read(article(*parts)))


def test_methods_and_results_hold_what_stands_below_them() -> None:
    parts = ("Introduction", "-", "Methods", "Sheets", "-", "Inks", "-", "Results", "-", "Discussion", "-")
    assert outline(*parts) == ["Introduction", "Methods", "- Sheets", "- Inks", "Results", "Discussion"]


def test_an_enumeration_stands_below_the_heading_it_follows() -> None:
    parts = ("1) Sheets", "i) Laid sheets", "-", "ii) Wove sheets", "-", "2) Inks", "-", "Results", "-")
    assert outline("Methods", "-", *parts) == [
        "Methods", "- Sheets", "-- i) Laid sheets", "-- ii) Wove sheets", "- Inks", "Results",
    ]  # fmt: skip


def test_headings_in_one_form_are_of_one_level() -> None:
    parts = ("Methods", "Extracts", "Dry extract of sage", "-", "Wet extract of sage", "-", "Inks", "-")
    assert outline(*parts, "Results", "-") == [
        "Methods", "- Extracts", "-- Dry extract of sage", "-- Wet extract of sage", "- Inks", "Results",
    ]  # fmt: skip


def test_parts_that_a_word_counts_stand_below_the_heading_before_them() -> None:
    parts = ("Sheets", "-", "Part 1: Laid sheets", "-", "Part 2: Wove sheets", "-", "Conclusion", "-")
    assert outline(*parts) == ["Sheets", "- Part 1: Laid sheets", "- Part 2: Wove sheets", "Conclusion"]


def test_three_headings_of_one_form_in_a_row_stand_below_the_heading_before_them() -> None:
    kinds = ("Sage: Salvia officinalis", "-", "Thyme: Thymus vulgaris", "-", "Mint: Mentha spicata", "-")
    assert outline("Herbs", "-", *kinds, "Conclusion", "-") == [
        "Herbs",
        "- Sage: Salvia officinalis",
        "- Thyme: Thymus vulgaris",
        "- Mint: Mentha spicata",
        "Conclusion",
    ]


def test_labels_of_what_stands_beside_the_text_are_no_headings() -> None:
    rights = "Authors keep their copyright and release the work under a Creative Commons licence."
    parts = ("Software", "- Review\n- Archive", "License", rights, "Summary", "-", "Statement of need", "-")
    assert outline(*parts) == ["Summary", "Statement of need"]


def test_the_title_again_is_no_heading() -> None:
    text = article("-", "On the Folding of Sheets", "-").replace(
        "A Title of It", "On the Folding of Sheets by Hand"
    )
    assert titles(read(text)) == []


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Material und Methoden", "de"),
        ("Discusión", "es"),
        ("Teşekkür", "tr"),
        ("Considerações finais", "pt"),
        ("Remerciements", "fr"),
        ("Ringraziamenti", "it"),
        ("Statement of need", "en"),
        ("Conflicts of Interest", "en"),
    ],
)
def test_parts_are_known_by_their_names(name: str, language: str) -> None:
    assert titles(read(article("-", name, "Short."), language=language)) == [name]


def test_cells_in_a_row_and_lines_that_repeat_are_no_headings() -> None:
    parts = ("Sheet", "Ink", "Glue", "Paste", "-", "Press", "-", "Press", "-")
    assert outline("Introduction", "-", *parts) == ["Introduction"]


def test_what_a_table_leaves_on_the_next_page_is_no_heading() -> None:
    table = "Table 1. Boats.\n\nBoat\tReferences\nAda\t1\nBerta\t2"
    text = article("Introduction", "-", table, "(Continued)", "-", "References", "-", "References", "-")
    listed = (
        "References\n\n1. Wren A. Of boats. Mill J. 2001;1:2-9.\n\n2. Oak J. Of hay. Mill J. 2002;2:3-8.\n"
    )
    assert titles(read(f"{text}\n{listed}")) == ["Introduction"]


def test_a_title_may_come_again_in_another_part() -> None:
    long = f"{PROSE} {PROSE}"
    parts = [
        "Introduction",
        "-",
        "Methods",
        "-",
        "Wear of ropes",
        long,
        "Results",
        "-",
        "Wear of ropes",
        long,
    ]
    assert titles(read(article(*parts))).count("- Wear of ropes") == 2
    again = ["Introduction", "-", "Methods", "-", "Wear of ropes", long, "Wear of ropes", long]
    assert not any("ropes" in title for title in titles(read(article(*again))))


def test_a_closing_part_run_in_with_its_text_is_a_heading() -> None:
    assert outline("Introduction", "-", "-", "-", "Funding: The Fund of Presses paid for all.") == [
        "Introduction",
        "Funding",
    ]


def test_a_summary_before_keywords_is_the_abstract_and_elsewhere_a_part() -> None:
    assert read(article("Summary", "-", "Keywords: sheets; inks", "Introduction", "-")).meta.abstract
    part = read(article("Summary", "-", "Statement of need", "-"))
    assert titles(part) == ["Summary", "Statement of need"] and not part.meta.abstract


def test_numbers_tell_levels_before_marks_do() -> None:
    text = "\n\n".join(
        ["# A Title of It", "### **1. Sheets**", PROSE, "**2. Inks**", "### _2.1. Black ink_", PROSE]
    )
    assert titles(read(text, "ocr-markdown")) == ["Sheets", "Inks", "- Black ink"]


def test_larger_gaps_stand_above_higher_headings() -> None:
    parts = (
        "\nIntroduction",
        "-",
        "\nSheets",
        "-",
        "Laid sheets",
        "-",
        "Wove sheets",
        "-",
        "\nConclusions",
        "-",
    )
    assert outline(*parts) == ["Introduction", "Sheets", "- Laid sheets", "- Wove sheets", "Conclusions"]


def test_the_outline_of_a_text_browser_is_in_its_indents() -> None:
    line = (
        "   The text goes on for a while so that it is a paragraph and no heading,\n"
        "   and it ends on this line, with a stop and nothing more than that.\n"
    )
    parts = (f"{'':30}A Title of It\n", "-", "Sheets\n", "-", "-", "   Is it so?\n", "-", "  Laid sheets.\n")
    more = ("-", "-", "Inks\n", "-", "-", "   [ink.png]\n   [press.png]\n")
    text = "\n".join(line if p == "-" else p for p in (*parts, *more))
    assert titles(read(text, "web")) == ["Sheets", "- Laid sheets.", "Inks"]


def test_headings_that_a_text_browser_counts_are_of_one_level() -> None:
    line = (
        "   The text goes on for a while so that it is a paragraph and no heading,\n"
        "   and it ends on this line, with a stop and nothing more than that.\n"
    )
    parts = (
        "Sheets\n",
        "-",
        "-",
        "-",
        "  Case 1 -- Laid\n",
        "-",
        "-",
        "Case 2 -- Wove\n",
        "-",
        "-",
        "Inks\n",
        "-",
        "-",
    )
    text = "\n".join(line if p == "-" else p for p in (f"{'':30}A Title of It\n", "-", *parts))
    assert titles(read(text, "web")) == ["Sheets", "- Case 1 -- Laid", "- Case 2 -- Wove", "Inks"]


def test_a_list_is_parted_from_its_lead_and_goes_on_over_blank_lines() -> None:
    body = read(article("-", "The sheets are of three kinds:\n• laid\n• wove", "• of rags", "-")).body
    assert [type(b).__name__ for b in body] == ["Paragraph", "Paragraph", "List", "Paragraph"]
    assert [len(b.items) for b in body if isinstance(b, List)] == [3]


@pytest.mark.parametrize("marks", ["1. 2. 3.", "(i) (ii) (iii)", "a) b) c)", "◦ ◦ ◦"])
def test_marks_of_items(marks: str) -> None:
    items = "\n".join(f"{mark} Sheets of a kind" for mark in marks.split())
    body = read(article("-", f"They are as follows:\n{items}", "-")).body
    assert [len(b.items) for b in body if isinstance(b, List)] == [3]


def test_a_number_at_the_start_of_a_line_begins_no_list() -> None:
    text = article(
        "The sheets were made in a mill that was built in the year of the flood, in\n12. Then not.", "-"
    )
    assert [type(b).__name__ for b in read(text).body] == ["Paragraph", "Paragraph"]


def set_apart(*headings: str) -> str:
    """A column of text with room above its headings and none between its paragraphs."""
    line = (
        "The text goes on for a while so\nthat it is a paragraph and it\nends with a stop and nothing\n"
        "more is said of it, or of them,\nfor as long as the lines go on.\n"
    )
    parts = [f"\n{h}\n{line}{line}" for h in headings]
    return "A Title of It\n\n" + line + "".join(parts)


def test_sentences_set_apart_from_what_is_above_them_are_headings() -> None:
    heads = ["We meet on Mondays.", "We write it down.", "We print it all\nin the end."]
    assert titles(read(set_apart(*heads))) == [h.replace("\n", " ") for h in heads]
    assert titles(read(set_apart("We meet on Mondays."))) == []  # one is no form


def test_a_pull_quote_that_is_set_apart_is_no_heading() -> None:
    heads = ["We meet on Mondays.", "We write it down.", "We print it all."]
    text = set_apart(*heads, "We print what\nwe wrote and\nmet about.")
    text += "And then we say so. We print what we wrote and met\nabout. So it is with all of us.\n"
    assert titles(read(text)) == heads


def test_sentences_that_are_counted_are_headings() -> None:
    lessons = ("Lesson 1: Ask early.", "-", "Lesson 2: Print late.", "-", "Lesson 3: Fold it.", "-")
    assert outline("What it taught", "-", *lessons) == [
        "What it taught",
        "- Lesson 1: Ask early.",
        "- Lesson 2: Print late.",
        "- Lesson 3: Fold it.",
    ]
    steps = ("Step one, the proof:", "-", "Step two, the print:", "-", "Step three, the fold:", "-")
    assert len(outline("-", *steps)) == 3
    gap = ("Step one, the proof:", "-", "Step three, the fold:", "-", "Step five, the rest:", "-")
    assert outline("-", *gap) == []


def test_a_heading_may_end_with_what_its_parts_go_on_with() -> None:
    assert outline(
        "Results", "Effects of the salt on", "1) Sheets", "i) Laid sheets", "-", "ii) Wove", "-"
    ) == [
        "Results",
        "- Effects of the salt on",
        "-- Sheets",
        "--- i) Laid sheets",
        "--- ii) Wove",
    ]


def test_words_of_the_text_in_capitals_are_no_names() -> None:
    words = "We look at mill sheets and at common salt, as they are found where the old mills once stood."
    assert outline("-", words, "MILL SHEETS AND COMMON SALT", "-", "-") == ["MILL SHEETS AND COMMON SALT"]


def fold(word: str) -> str:
    """A wrapped paragraph; no line of it is that of another one."""
    return (
        f"The {word} sheet is folded once along its longer side, then again along its shorter one, until\n"
        f"it is as small as the {word} pocket that it was cut for. The rest is thrown out by the binder,\n"
        f"who keeps no {word} scraps of any kind.\n\n"
    )


def test_the_list_of_contents_says_what_a_heading_is() -> None:
    text = (
        "A guide to folding sheets\n\nContents\nThe first fold\nThe second fold\nOf knives\n\n"
        f"{fold('white')}The first fold\nA short fold.\n\n{fold('green')}"
        f"The second fold\nAnother one.\n\n{fold('brown')}"
        f"Of knives\nThey cut.\n\n{fold('black')}"
    )
    assert titles(read(text)) == ["The first fold", "The second fold", "Of knives"]


def test_titles_from_the_margin_stand_below_those_above_the_text() -> None:
    text = (
        f"A guide to folding sheets\n\n{fold('laid')}Introduction\n{fold('wove')}Conclusion\n{fold('white')}"
        f"Folding by\nhand and by\nknife\n{fold('green')}Author\nContributions\n{fold('brown')}"
    )
    below = ["- Folding by hand and by knife", "- Author Contributions"]
    assert titles(read(text)) == ["Introduction", "Conclusion", *below]


def test_a_title_that_comes_again_far_below_is_one_in_a_text_out_of_order() -> None:
    rest = ["-"] * 6
    parts = ["Introduction", "-", "Methods", "-", "Wear of ropes", *rest, "Wear of ropes", *rest]
    assert titles(read(article(*parts))).count("- Wear of ropes") == 2


def test_a_part_below_a_main_part_is_no_cell_though_cells_stand_above() -> None:
    parts = ["Methods", "-", "Root", "Leaf", "Stem", "Results", "Growth of hemp in wet soil", "-"]
    assert titles(read(article(*parts)))[-2:] == ["Results", "- Growth of hemp in wet soil"]


def test_lettering_over_captions_is_no_heading_where_a_sentence_goes_on_below() -> None:
    cut = f"{PROSE} The ropes were found to lose"
    figure = "Figure 1: Ropes of hemp after a year in the harbour."
    parts = [
        "Introduction",
        "-",
        cut,
        "Ropes in Wet Condition",
        figure,
        "their strength within a year. " + PROSE,
    ]
    assert titles(read(article(*parts))) == ["Introduction"]


def test_a_long_heading_without_a_stop_is_told_where_line_ends_say_that_it_ends() -> None:
    lines = [f"The {word} was carried to the granary before the frost, and nobody \n" for word in WORDS]
    prose = [f"{''.join(lines[i : i + 5])}asked for the sum that was paid.\n" for i in range(3)]
    head = (
        "Ropes of hemp that were laid up by hand and by engine were \n"
        "found to keep their strength on boats of the river and in \n"
        "the harbour of the town\n"
    )
    assert titles(read("A guide to ropes\n\n" + prose[0] + prose[1] + head + prose[2])) == [
        " ".join(head.replace("\n", "").split())
    ]


def test_settings_of_a_figure_are_no_heading() -> None:
    settings = "Sheet Size (k): 2 Margin (p): 0 Step: 3"
    text = f"A guide to folding sheets\n\n{fold('black')}{settings}\n\n{fold('laid')}"
    assert titles(read(text)) == []


def test_bullets_below_numbered_items_are_their_parts() -> None:
    text = "A guide\n\nThe parts are:\n\n1. One\n   + of sheets\n   + of cards\n2. Two\n\n3. Three\n"
    (found,) = (b for b in read(text).body if isinstance(b, List))
    assert found.ordered and [len(item.blocks) for item in found.items] == [2, 1, 1]
    below = found.items[0].blocks[1]
    assert isinstance(below, List) and len(below.items) == 2 and not below.ordered


def test_sentences_whose_numbers_count_on_are_headings() -> None:
    parts = ("1. We meet on Mondays.", "-", "2. We share our sheets:", "-", "2.1. Lesson 1: Ask early.", "-")
    assert outline(*parts) == ["We meet on Mondays.", "We share our sheets", "- Lesson 1: Ask early."]


def test_numbered_items_that_follow_each_other_are_no_headings() -> None:
    parts = ("-", "1. Wet the sheets.", "2. Press the sheets.", "3. Dry the sheets.", "-", "-")
    assert outline(*parts) == []


def test_short_sentences_that_begin_alike_are_headings() -> None:
    parts = (
        "We meet on Mondays.",
        "-",
        "We share sheets.",
        "-",
        "We print at night.",
        "-",
        "We dry by day.",
        "-",
    )
    assert outline("-", *parts) == [p for p in parts if p != "-"]


def test_short_sentences_that_begin_otherwise_are_paragraphs() -> None:
    parts = (
        "We meet on Mondays.",
        "-",
        "Nobody came.",
        "-",
        "We print at night.",
        "-",
        "Some dry by day.",
        "-",
    )
    assert outline("-", *parts) == []


def test_the_beginning_of_a_sentence_is_no_heading() -> None:
    cut = "This tutorial was first made for a workshop at the Norwich"
    assert outline("Methods", "-", cut, "Mill Conference. " + PROSE, "Inks", "-") == ["Methods", "- Inks"]


def test_items_without_bullets_under_a_lead_in_are_no_headings() -> None:
    lead = PROSE.rstrip(".") + ", with these parts:"
    parts = ("Methods", lead, "Sheets and felts", "Wet inks", "Dry inks of oak", "-", "Results", "-")
    assert outline(*parts)[:2] == ["Methods", "- Dry inks of oak"]


def test_numbers_of_a_row_are_no_heading() -> None:
    parts = ("Methods", "-", "Left Padding: 1", "-", "Oak post 12.4 13.1", "-", "*Mill of the North", "-")
    assert outline(*parts) == ["Methods"]


def test_lost_cells_around_a_table_are_no_headings() -> None:
    table = "Sheet\tWet\tDry\nLaid\t12\t14\nWove\t11\t15\nFelt\t10\t16"
    parts = ("Methods", "-", "Kind of Sheet", "Weight in Grams", table, "-", "Results", "-")
    assert outline(*parts) == ["Methods", "Results"]


def test_a_number_that_stands_twice_is_one_number() -> None:
    assert NUMBER_RE.sub("", "3.1 3.1. Laid Sheets") == "Laid Sheets"
    assert NUMBER_RE.sub("", "1. 1. Sheets") == "Sheets"
    assert NUMBER_RE.sub("", "3 Sheets") == "Sheets"
