"""The sample's copies are really damaged, as their record says; else repairing them would prove nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from sample.compare import (
    compare_headings,
    compare_paragraphs,
    error_rate,
    read_outline,
    word_differences,
    word_error_rate,
)

from docforge.model.text import words

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "sources"
IDS = ("line-end-hyphens", "reading-order", "running-heads")
COPIES = {"line-end-hyphens": "copy-1.md", "reading-order": "copy-2.txt", "running-heads": "copy-1.txt"}
TRUE_COMPOUNDS = {"mother-in-law", "copy-text"}


def truth(name: str) -> str:
    return (HERE / "truth" / f"{name}.md").read_text(encoding="utf-8")


def copy(name: str, file: str = "") -> str:
    return (SOURCES / name / (file or COPIES[name])).read_bytes().decode("utf-8")


def facts(name: str) -> dict[str, object]:
    outline = read_outline(truth(name))
    return {
        "title": outline.title,
        "authors": outline.authors,
        "headings": [f"{level} {text}" for level, text in outline.headings],
        "paragraphs": len(outline.paragraphs),
        "quotations": len(outline.quotations),
        "notes": len(outline.notes),
        "references": len(outline.references),
        "keywords": len(outline.keywords),
        "tables": [[len(table), len(table[0])] for table in outline.tables],
        "figures": len(outline.figures),
        "words": sum(len(words(string)) for string in outline.body),
    }


def test_the_facts_are_those_of_the_originals() -> None:
    recorded = json.loads((HERE / "truth" / "truth.json").read_text(encoding="utf-8"))
    assert recorded == {name: facts(name) for name in IDS}


@pytest.mark.parametrize("name", IDS)
def test_every_entry_is_cited_and_every_citation_has_an_entry(name: str) -> None:
    outline = read_outline(truth(name))
    text = "\n".join(outline.body)
    entries = [re.match(r"(.*?)\((\d{4})\)\.", reference) for reference in outline.references]
    assert all(entries)
    for entry in filter(None, entries):
        first = re.split(r"[,.]", entry[1])[0]
        assert re.search(rf"{re.escape(first)}\b[^()]*\(?{entry[2]}", text), entry[0]
    years = {entry[2] for entry in filter(None, entries)}
    assert set(re.findall(r"\b((?:19|20)\d{2})\)", text)) <= years


@pytest.mark.parametrize("name", IDS)
def test_nearly_all_words_of_the_original_are_in_the_copy(name: str) -> None:
    """The damage must be of the kind that can be undone: joined at line ends, words are there."""
    joined = re.sub(r"[-‐]\s*\n+", "", copy(name))
    body = {word for string in read_outline(truth(name)).body for word in words(string)}
    missing = body - set(words(joined)) - set(words(copy(name)))
    assert len(missing) <= len(body) // 100, sorted(missing)


def test_a_raw_copy_scores_badly_and_the_original_perfectly() -> None:
    for name in IDS:
        clean = [word for string in read_outline(truth(name)).body for word in words(string)]
        assert error_rate(clean, words(copy(name))) > 0.15
        assert word_error_rate(truth(name), truth(name)) == 0.0


# ---------------------------------------------------------------- each damage by its marks


def plain_dump() -> str:
    """The same pages in pdftotext's default mode: the hardest of the three dumps."""
    return (HERE / "damage" / "running-heads-plain.txt").read_bytes().decode("utf-8")


def test_the_copy_keeps_the_columns_of_its_table_by_spaces() -> None:
    assert re.search(
        r"^Folio {3,}A number alone {3,}Page order and extent {3,}A note mark$", copy("running-heads"), re.M
    )


def test_running_heads_stand_on_every_page() -> None:
    pages = plain_dump().split("\f")[:-1]
    assert len(pages) == 7
    for number, page in enumerate(pages, 41):
        assert re.search(rf"^{number}$", page, re.M)
        assert "ISSN 0000-0000" in page or "Vol. 12, No. 3, September 2024" in page


def test_page_ends_cut_sentences() -> None:
    pages = plain_dump().split("\f")
    assert pages[0].rstrip().endswith("asked for the words on the\n\n41")
    assert "paper it is a sign‐\n\n\fVol. 12" in plain_dump()
    assert "The system of Déjean\n\n\fVol. 12" in plain_dump()


def test_words_are_cut_at_line_ends() -> None:
    assert len(re.findall(r"[a-z]‐\n", plain_dump())) == 10
    cut = re.findall(r"(\S*[A-Za-z])-\n(\S+)", copy("line-end-hyphens"))
    assert len(cut) >= 25
    whole = {f"{head}-{tail.rstrip('.,;')}" for head, tail in cut}
    assert whole >= TRUE_COMPOUNDS
    assert re.search(r"prin-\n\n---\n\nOCCASIONAL PAPERS[^\n]*\n\nciples", copy("line-end-hyphens"))


def test_hyphens_are_lost_without_a_trace_in_the_third_dump() -> None:
    dump = (HERE / "damage" / "running-heads-lost-hyphens.txt").read_bytes().decode("utf-8")
    assert "knows the experi\nence. An" in dump
    assert "‐" not in dump and "\u00ad" not in dump


def test_note_marks_are_glued_and_notes_stand_at_the_foot() -> None:
    text = plain_dump()
    for glued in ("certificate.1", "folio.2", "upon.3", "away.4"):
        assert glued in text
    for number in range(1, 5):
        assert re.search(rf"\n\n(?:[^\f]*\n)?{number}\. The ", text)


def test_the_table_is_flat_and_the_figure_has_spilt_its_letters() -> None:
    text = plain_dump()
    assert (
        "\nFurniture\n\nUsual form\n\nWhat it tells\n\nMistaken for\n\nLeft running head\n\nJournal name\n"
        in text
    )
    assert re.search(r"^A\n\nB\n\nC\n\n", text, re.M)


def test_ocr_markdown_has_bold_headings_and_running_heads() -> None:
    text = copy("line-end-hyphens")
    assert text.startswith("Occasional Papers in Textual Repair, No. 7")
    assert "**Lost, Kept and True:  \nThree Fates of the  \n" in text
    assert text.count("OCCASIONAL PAPERS IN TEXTUAL REPAIR 7") == text.count("\n---\n") >= 8
    assert "**How evidence decides**" in text
    assert "TREE" in text
    assert not re.search(r"^#", text, re.M)


@pytest.mark.parametrize(
    "furniture",
    [
        "Skip to content",
        "Log in",
        "Share",
        "Advertisement",
        "You may also like",
        "We use cookies",
        "Privacy policy",
    ],
)
def test_the_web_page_brings_its_furniture(furniture: str) -> None:
    assert furniture in copy("reading-order", "copy-1.html")
    assert furniture in copy("reading-order", "copy-2.txt")
    assert furniture not in truth("reading-order")


def test_the_web_page_repeats_its_title_and_has_hard_spaces() -> None:
    title = read_outline(truth("reading-order")).title
    assert copy("reading-order", "copy-2.txt").count(title) == 2
    assert copy("reading-order", "copy-1.html").count(title) >= 4
    assert copy("reading-order", "copy-2.txt").count("\u00a0") >= 6
    assert "<script" in copy("reading-order", "copy-1.html")


def test_the_copied_text_has_a_tab_table_and_no_links() -> None:
    rows = [line.split("\t") for line in copy("reading-order", "copy-2.txt").split("\n") if "\t" in line]
    assert rows == read_outline(truth("reading-order")).tables[0]
    assert "<a " not in copy("reading-order", "copy-2.txt")


# ---------------------------------------------------------------- the scorer itself


def test_one_changed_word_is_one_error() -> None:
    clean = truth("reading-order")
    spoilt = clean.replace("a narrow door", "a narrow floor")
    assert word_differences(clean, spoilt) == [("door", "floor")]
    total = facts("reading-order")["words"]
    assert isinstance(total, int)
    assert word_error_rate(clean, spoilt) == pytest.approx(1 / total)


def test_a_cut_paragraph_and_a_lower_heading_are_seen() -> None:
    clean = truth("reading-order")
    cut = clean.replace("of course. A one-line", "of course.\n\nA one-line")
    found = compare_paragraphs(clean, cut)
    assert (len(found.missing), len(found.extra)) == (1, 2)
    lowered = clean.replace("## Cutting", "# Cutting")
    assert compare_headings(clean, lowered).missing == ("2 Cutting",)
    assert compare_headings(clean, clean).recall == 1.0


def test_citations_count_as_printed() -> None:
    plain = "---\ntitle: T\n---\n\nHard (Ha et al., 1995), says Lin (2003).\n"
    keyed = (
        "---\ntitle: T\nreferences:\n- id: ha\n"
        "  author: [{family: Ha}, {family: Haralick}, {family: Phillips}]\n"
        "  issued: '1995'\n- id: lin\n  author: [{family: Lin}]\n  issued: '2003'\n---\n\n"
        'Hard [@ha], says [@lin]{.cite .narrative printed="Lin (2003)"}.\n'
    )
    assert word_differences(plain, keyed) == []
