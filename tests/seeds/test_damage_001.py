"""The damage of document 001: running heads, page breaks, glued words, a table, references."""

from __future__ import annotations

import re

import pytest
from seeds.reading import blocks, damage, document, headings, lines, reading, strings, text

from docforge.model.nodes import Cite, ExtLink, Figure, TableWrap
from docforge.model.text import inline_text, words
from docforge.model.walk import document_inlines
from docforge.normalise.tables import check_table

pytestmark = pytest.mark.needs_shared


def test_001_running_heads_are_out_of_the_body_and_harvested_once() -> None:
    heads = [e for e in reading("001").edits if e.aside == "running head"]
    source = reading("001").sources[0].text
    told = {source.count("\n", 0, e.place.start) + 1 for e in heads}
    listed = (
        damage("001-1")
        .split("Lines ")[1]
        .split(". Variants")[0]
        .replace("(fused in front of figure text)", "")
    )
    assert told == {int(n) for n in re.findall(r"\d+", listed)}
    assert len(heads) == 31
    assert not re.search(r"ISSN|SJIF|SIIF|peer reviewed|Vol\. 1|ACADEMICIA", text("001"))
    original = document("001").meta.original
    assert (original.issn, original.volume, original.issue, original.date) == (
        "2249-7137",
        "14",
        "5",
        "2024-05",
    )
    assert original.journal.startswith("ACADEMICIA")


def test_001_sentences_go_on_over_page_breaks() -> None:
    for left, right, glue in (
        ("several non-", "NATO states", ""),
        ("exercise. The", "Navy operates", " "),
        ("(ISAF),", "led by NATO", " "),
        ("TCP facilitates", "annual planning", " "),
        ("Alexandra-Sakaki-", "2/publication", ""),
    ):
        assert left in damage("001-2") and right in damage("001-2")
        assert sum(left + glue + right in s for s in strings("001")) == 1
    galic = next(inline_text(r.content) for r in document("001").references if r.id == "galic-2021e")
    assert "http://www.jiia.or.jp" in galic and "Japan-NATO Relations" in galic
    judged = [d for d in reading("001").diagnostics if d.code == "judgement-join"]
    assert len(judged) == 1 and "These tensions" in judged[0].message
    assert sum(s.startswith("These tensions included") for s in strings("001")) == 1


def test_001_all_citations_stand_apart_and_are_linked() -> None:
    listed = damage("001-3").split("\n")[1].split(". Traps")[0].split("); ")
    cites = [n for n in document_inlines(document("001")) if isinstance(n, Cite)]
    assert len(listed) == len(cites) == 39
    whole = text("001")
    for item in listed:
        glued = item if item.endswith(")") else item + ")"
        word, group = glued.split("(", 1) if not glued.startswith("SDF)(") else ("SDF)", glued[5:])
        assert f"{word} ({_spaced(group)}" in whole, glued
    entries = {r.id for r in document("001").references}
    assert {i.rid for c in cites for i in c.items} == entries and len(entries) == 39


def _spaced(text: str) -> str:
    return re.sub(r" ?& ?", " & ", text)


def test_001_dates_in_brackets_are_no_citations() -> None:
    printed = {c.printed for c in document_inlines(document("001")) if isinstance(c, Cite)}
    for trap in re.findall(r"`(\([^`]*\d{4}\))`", damage("001-3").split("not citations:")[1]):
        assert trap not in printed


def test_001_ampersands_and_sentences_are_parted() -> None:
    whole = text("001")
    outside_links = re.sub(r"https?://\S+", "", whole)
    glued = [m for m in re.findall(r"\S+&\S+|\S+& |\s&\S+", outside_links) if "SosyalBilimler" not in m]
    assert glued == []
    for pair in re.findall(r"(\w+\.\w+(?:'s)?)(?=[;.])", damage("001-5").split("\n")[1].split("Traps")[0]):
        left, right = pair.split(".")
        assert f"{left}. {right}" in whole and pair not in whole
    for trap in ("U.S.-led", "www.jiia.or.jp", "W. Y."):
        assert (trap in whole) == (trap in "\n".join(lines("001")))


def test_001_references_are_parted_after_full_stops() -> None:
    source = "\n".join(lines("001"))
    for glued, right in (
        (".Nuclear", ". Nuclear"),
        (".https", ". https"),
        (").GLOBAL", "). GLOBAL"),
        (".Springer", ". Springer"),
        (".In ", ". In "),
        (").Edward", "). Edward"),
        (").The", "). The"),
    ):
        assert glued in source and glued not in text("001") and right in text("001")


def test_001_table_has_its_columns_and_its_caption() -> None:
    (table,) = blocks("001", TableWrap)
    assert isinstance(table, TableWrap)
    assert (
        len(table.head) == 1 and len(table.body) == 14 and {len(r) for r in (*table.head, *table.body)} == {4}
    )
    assert inline_text(table.head[0][0].content) == lines("001")[152].split("\t")[0]
    for row, line in zip(table.body, lines("001")[153:167], strict=False):
        assert [inline_text(c.content) for c in row] == [c.strip() for c in line.split("\t")]
    assert table.label == "Figure 3" and "(Source:" in inline_text(table.caption)


def test_001_table_is_checked_cell_by_cell() -> None:
    (table,) = blocks("001", TableWrap)
    assert isinstance(table, TableWrap)
    told = [d.message for d in check_table(table)]
    for sign in ("U.N.", "/ ", "By", lines("001")[157].split("\t")[3].split(", ")[1]):
        assert any(f"“{sign}” " in t or sign in t.split("“", 1)[1] for t in told), sign
    assert len(told) == 4


def test_001_figures_keep_their_captions_and_lose_their_lettering() -> None:
    figures = [f for f in blocks("001", Figure) if isinstance(f, Figure)]
    assert [f.label for f in figures] == ["Figure 1", "Figure 2"] and all(f.graphic == "" for f in figures)
    lettering = [e for e in reading("001").edits if e.aside == "figure lettering"]
    assert sum(len(words(e.cut)) for e in lettering) > 450
    for stray in ("Pol-e", "Mehter lam", "Jur e 2010", "年", "<u>"):
        assert stray not in text("001")


def test_001_headings_have_levels() -> None:
    item = damage("001-15")
    source = lines("001")
    level2 = [int(n) for n in re.findall(r"\d+", item.split("level 2:")[1].split(";")[0])]
    level3 = [
        int(n)
        for n in re.findall(r"\d+", re.sub(r"under \d+:", "", item.split("level 3:")[1].split(". Traps")[0]))
    ]
    found = {title: level for level, title in headings("001")}
    for wanted, numbers in ((2, level2), (3, level3)):
        for n in numbers:
            assert found.get(source[n - 1].strip()) == wanted, source[n - 1]
    assert found["INTRODUCTION"] == found["CONCLUSION"] == 2
    assert len(found) == len(level2) + len(level3) + 2
    for trap in (73, 97):
        assert source[trap - 1].strip() in strings("001")


def test_001_front_matter_is_split() -> None:
    meta = document("001").meta
    assert [p.name for p in meta.contributors] == ["Md. Harun or-Rashid"] and meta.contributors[0].email
    assert meta.original.doi == re.search(r"DOI ([\d./-]+\d)", damage("001-16"))[1]  # type: ignore[index]
    assert "*" not in meta.affiliations[0].text and "DOI" not in meta.affiliations[0].text
    assert "$5 billion" in text("001") and "\\$" not in text("001")


def _entries(seed: str) -> str:
    return "\n".join(inline_text(r.content) for r in document(seed).references)


def test_001_references_have_their_words_apart() -> None:
    """001-6 but for what only the other copy has; 000-11."""
    entries = _entries("001")
    for glued, right in (
        ("JapanInstituteofInternationalAffairs", "Japan Institute of International Affairs"),
        ("AustralianNationalUniversityPress", "Australian National University Press"),
        ("criticaltechnologyandnationalsecurity", "critical technology and national security"),
        ("cooperation:Cyber", "cooperation: Cyber"),
        ("InAlliances", "In Alliances"),
        ("NATORelations", "NATO Relations"),
    ):
        assert glued in damage("001-6") and glued not in entries and right in entries
    wanted = re.search(r'"(TYB Akademi [^"]+)"', damage("000-11"))
    assert wanted
    for seed in ("000", "001"):
        assert _entries(seed).count(wanted[1]) == 3, seed
        assert "Dergisi, 37" in _entries(seed)


def test_001_addresses_are_whole_and_words_have_no_space_inside() -> None:
    item = damage("001-8")
    for broken in re.findall(r"`([^`]* [^`]*)`", item):
        left, right = broken.split(" ", 1)
        assert broken in "\n".join(lines("001")) and broken not in _entries("001")
        assert left + right in _entries("001")
    assert "Japan-Europ e" in damage("001-9") and "Japan-Europe" in _entries("001")
    links = [n.href for n in document_inlines(document("001")) if isinstance(n, ExtLink)]
    assert sum(h.endswith("12320.pdf") for h in links) == 5
