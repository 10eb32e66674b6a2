"""Classes of damage that ``test_damage`` leaves open, each with the strings and lines of the list itself."""

from __future__ import annotations

import re

import pytest
from seeds.reading import blocks, damage, document, lines, reading, seed_file, strings, text

import docforge
from docforge.model.nodes import ExtLink, Figure, Italic, Paragraph
from docforge.model.text import inline_text, words
from docforge.model.walk import document_inlines, iter_inlines
from docforge.normalise.across import compare_articles
from docforge.normalise.checks import check_document
from docforge.normalise.slips import check_slips

pytestmark = pytest.mark.needs_shared


def entries(seed: str) -> list[str]:
    return [inline_text(r.content) for r in document(seed).references]


def aside(seed: str, kind: str) -> list[str]:
    return [e.cut for e in reading(seed).edits if e.aside == kind and e.applied]


def bare(line: str) -> str:
    """A line of Markdown without its marks: "- *A* \\& B" -> "A & B"."""
    return re.sub(r"^- |[*\\]", "", line).strip()


# ---------------------------------------------------------------- 000


def test_000_2_bold_lines_are_front_matter_or_heading() -> None:
    meta = document("000").meta
    assert document("000").body == ()
    assert meta.original.doi == re.search(r"10\.\d+/\S+?(?=\*)", lines("000")[13])[0]  # type: ignore[index]
    assert meta.abstract and meta.keywords and document("000").references_title
    assert not [e for e in reading("000").edits if e.aside == "original publication" and e.place.start > 2500]


def test_000_3_and_000_4_the_star_ties_the_affiliation_to_its_author() -> None:
    meta = document("000").meta
    (person,), (home,) = meta.contributors, meta.affiliations
    assert "*" not in person.name + home.text and person.affiliations == (home.id,)
    printed = [bare(line) for line in lines("000")[7:12]]
    assert home.text == " ".join(printed[:4]).rstrip(",")
    assert printed[4].endswith(person.email)
    assert not [d for d in reading("000").diagnostics if d.code == "unfinished-paragraph"]


def test_000_6_rules_of_the_layout_are_set_aside() -> None:
    assert aside("000", "layout") == [lines("000")[n - 1] for n in (16, 24)] == ["---", "---"]


def test_000_7_and_000_8_every_entry_is_one_item_whether_it_had_a_bullet_or_not() -> None:
    listed = [bare(line) for line in lines("000")[27:] if "(20" in line]
    assert len(listed) == len(entries("000")) == 39
    for line, entry in zip(listed, entries("000"), strict=True):
        assert line.split("(20")[0].replace(" ", "") == entry.split("(20")[0].replace(" ", "")
    assert not [e for e in entries("000") if e.startswith(("-", "•")) or not e.strip()]


def test_000_9_all_links_are_there() -> None:
    source = "\n".join(lines("000"))
    twice = re.findall(r"\]\((https?://[^)]+)\)", source)
    plain = re.findall(r"<(https?://[^>]+)>", source)
    assert source.count("\\\\_") == 105 and (len(twice), len(plain)) == (15, 20)
    links = [
        n.href for r in document("000").references for n in iter_inlines(r.content) if isinstance(n, ExtLink)
    ]
    assert sorted(links) == sorted((*twice, *plain))


def test_000_10_a_hard_break_inside_an_item_is_a_space() -> None:
    last = bare(lines("000")[89]).replace(".The", ". The").replace("z& ", "z & ")
    address = re.search(r"\((https?://[^)]+)\)", lines("000")[90])
    assert address and entries("000")[-1] == f"{last} {address[1]}"


def test_000_12_and_000_13_alone_a_name_and_an_address_stay_as_they_are() -> None:
    name = re.search(r"`(\w+)`", damage("000-12"))[1]  # type: ignore[index]
    host = re.search(r"`(\w+\.it)`", damage("000-13"))[1]  # type: ignore[index]
    assert name in text("000") and host in text("000")
    tokens = re.findall(r"&h=\S+?&crl=c", "\n".join(lines("000")))
    assert len(tokens) == 3 and all(text("000").count(t) == tokens.count(t) for t in tokens)


def test_000_14_shapes_of_quotes_are_told_and_stay() -> None:
    for sign in "’‘":
        assert text("000").count(sign) == "\n".join(lines("000")).count(sign) > 0
    assert [d.code for d in check_document(document("000"))].count("quotes-mixed") == 1


# ---------------------------------------------------------------- 001


def test_001_2_the_abstract_stands_under_its_heading() -> None:
    assert [inline_text(p.content) for p in document("001").meta.abstract] == [lines("001")[12]]


def test_001_3_what_follows_a_bracket_or_a_year_is_a_citation_too() -> None:
    traps = re.findall(r"`(\(SDF\)|2009)\((\w+)", damage("001-3"))
    assert len(traps) == 2
    for before, name in traps:
        assert f"{before} ({name}" in text("001")


def test_001_4_the_sign_stays_in_addresses() -> None:
    source = re.findall(r"https?://\S+&\S+", "\n".join(lines("001")))
    assert len(source) == 3
    for address in source:
        assert address in text("001")


def test_001_6_every_glued_place_of_the_list_is_parted() -> None:
    item, whole = damage("001-6"), "\n".join(entries("001"))
    source = "\n".join(lines("001"))
    glued = [g for g in re.findall(r"`([^`]+)`", item) if "Turkish" not in g]
    assert len(glued) > 15
    for piece in glued:
        assert piece in source, piece
        assert piece.replace("*", "") not in whole.replace("*", "") or "://" in piece, piece
    assert whole.count(". https://") + whole.count(". http://") + whole.count(", 37. http") > 25


def test_001_8_no_address_has_a_space() -> None:
    hrefs = [
        n.href for r in document("001").references for n in iter_inlines(r.content) if isinstance(n, ExtLink)
    ]
    assert hrefs and not [h for h in hrefs if re.search(r"\s", h)]
    broken = [
        w for n in (231, 233, 253, 255, 257, 259, 268, 276) if (w := lines("001")[n - 1].split("://")[-1])
    ]
    assert len(broken) == 8
    for piece in broken:
        assert re.sub(r"\s", "", piece) in text("001"), piece
    whole = lines("001")[234].split("://")[1]
    assert sum(h.endswith(whole) for h in hrefs) == 3


def test_001_9_stray_spaces_in_lettering_and_heads_stay_in_the_account() -> None:
    lettering = " ".join(aside("001", "figure lettering"))
    for piece in re.findall(r"`([^`]+)`", damage("001-9"))[1:3]:
        assert piece in lettering and piece not in text("001")
    heads = " ".join(aside("001", "running head"))
    assert heads.count("2022= 8.252") == "\n".join(lines("001")).count("2022= 8.252") == 15


def test_001_10_a_dollar_is_a_dollar_in_every_file() -> None:
    files = docforge.convert(seed_file("001"), to=("md", "html", "jats")).files
    for amount in re.findall(r"\$\d+ billion", damage("001-10")):
        assert amount in text("001")
        assert f"\\{amount}" in files["article.md"].decode()  # two bare dollars are a formula to some readers
        for name in ("article.html", "article.xml"):
            assert amount in files[name].decode() and f"\\{amount}" not in files[name].decode()


def test_001_11_and_001_12_lettering_is_kept_verbatim_out_of_the_text() -> None:
    lettering = " ".join(aside("001", "figure lettering"))
    raw = " ".join(lines("001")[66].split())
    map_letters = lines("001")[52].split(" A peer reviewed journal ")[1]
    assert [" ".join(piece.split()) for piece in aside("001", "figure lettering")] == [map_letters, raw]
    assert raw.count("<u>") == 3 and "\n" not in lettering
    for piece in re.findall(r"`([^`]+)`", damage("001-12").split("OCR confusions")[1]):
        assert piece in lettering, piece
    for figure in blocks("001", Figure):
        assert isinstance(figure, Figure) and figure.alt == "" and figure.graphic == ""


def test_001_13_captions_hold_their_source() -> None:
    figures = [f for f in blocks("001", Figure) if isinstance(f, Figure)]
    for figure, number in zip(figures, (55, 69), strict=True):
        label, caption = lines("001")[number - 1].split(": ", 1)
        assert (figure.label, inline_text(figure.caption)) == (label, caption)


def test_001_17_displaced_words_stay() -> None:
    odd = re.search(r"`([^`]+)`", damage("001-17"))[1].split(" will ... ")  # type: ignore[index]
    for piece in odd:
        assert piece in text("001")
    assert any(d.code == "word-alone" for d in check_slips(document("001")))


# What only knowledge of the matter could tell: it stays, and nothing is said of it.
UNTOLD = frozenset(
    (
        "Iran contributed $13 billion",
        "Democratic Progressive Party",
        "Democratic Party of Japan",
        "in 1991",
        "In 1992",
        "has just entered",
    )
)


def test_001_18_slips_stay_and_all_but_a_few_are_told() -> None:
    item = damage("001-18")
    asked = "\n".join(d.message for d in check_slips(document("001")))
    across = "\n".join(d.message for found in _across().values() for d in found)
    quoted = [q for q in re.findall(r"`([^`]+)`", item) if q in "\n".join(lines("001"))]
    assert len(quoted) >= 14
    told = 0
    for piece in quoted:
        assert piece in text("001"), piece
        if piece not in UNTOLD:
            key = re.sub(r"^\(G7\)|[()]", "", piece).split("Security and ")[-1].split()
            found = [w for w in (asked, across) if all(part in w or part == "OSCE" for part in key)]
            assert found, piece
            told += 1
    assert told >= 8
    for year, name in ((2004, "Iraq"), (2001, "East Timor")):
        assert f"2002 of {name}; the table gives {year}" in asked


def _across() -> dict[str, tuple[docforge.diagnostics.Diagnostic, ...]]:
    return compare_articles([(seed, document(seed)) for seed in ("001", "002", "004")])


def test_shared_facts_are_compared_between_the_articles() -> None:
    found = _across()
    assert found["001"] == ()
    told = "\n".join(d.message for articles in found.values() for d in articles)
    for name in ("RimPac", "RIMPAC"):
        assert name in damage("001-18") and name in told
    assert "Collaboration in Europe" in damage("001-18") and "Collaboration in Europe" in told
    assert "Programme” here is" in told and told.count("\n") == 2
    assert all(d.code == "name-across-articles" for articles in found.values() for d in articles)


def test_001_19_quotes_and_volumes_stay_as_printed() -> None:
    whole = text("001")
    assert not re.search("[“”‘’]", whole)
    lettering = "".join(aside("001", "figure lettering"))
    for sign in "\"'":
        assert whole.count(sign) + lettering.count(sign) == "\n".join(lines("001")).count(sign), sign
    for n in (296, 298):
        quoted = re.search(r"'[^']+'", lines("001")[n - 1])[0]  # type: ignore[index]
        assert sum(quoted in e for e in entries("001")) == 2
    volumes = [
        (r.id, inline_text(n.content))
        for r in document("001").references
        for n in iter_inlines(r.content)
        if isinstance(n, Italic) and inline_text(n.content).isdigit()
    ]
    assert [v for _, v in volumes] == re.findall(r"\*(\d+)\*\(", "\n".join(lines("001"))) and len(
        volumes
    ) == 3


def test_001_20_works_listed_several_times_are_told_and_stay() -> None:
    from docforge.citations.checks.run import check_references

    works = [d.message for d in check_references(document("001")) if d.code == "reference-duplicate"]
    assert len(works) == 5
    for name in re.findall(r"(\w+) 20\d\d[a-e]-[a-e]", damage("000-16")):
        assert sum(name in w for w in works) == 1
    assert len(document("001").references) == 39


# ---------------------------------------------------------------- 002


def test_002_8_what_is_absent_is_told_and_not_invented() -> None:
    meta = document("002").meta
    assert not meta.original and not meta.history.published and meta.contributors == ()
    assert [d.code for d in reading("002").diagnostics if d.code == "no-author"] == ["no-author"]
    assert not [n for n in document_inlines(document("002")) if isinstance(n, ExtLink)]
    from docforge.review.missing import find_missing

    kinds = {
        m.kind for m in find_missing(document("002"), reading("002").diagnostics, reading("002").sources)
    }
    assert {"authors", "date"} <= kinds


def test_002_6_every_hard_space_is_one_plain_space() -> None:
    assert "\n".join(lines("002")).count("\u00a0") == 7
    spaced = re.findall(r"`(\w+)\. ␠`, `(\S+) ␠ (\w+)`", damage("002-6"))
    assert len(spaced) == 1
    assert f"{spaced[0][1]} {spaced[0][2]}" in text("002") and f"{spaced[0][0]}. " in text("002")


# ---------------------------------------------------------------- 004


def test_004_1_every_line_is_inside_a_paragraph() -> None:
    assert sum(bool(line.strip()) for line in lines("004")) > 500
    paragraphs = [inline_text(b.content) for b in blocks("004", Paragraph) if isinstance(b, Paragraph)]
    assert not [p for p in paragraphs if re.search(r"\s{2,}|\n", p)]


def test_004_8_captions_are_whole() -> None:
    figures = [f for f in blocks("004", Figure) if isinstance(f, Figure)]
    for figure, (first, last) in zip(figures, ((137, 144), (384, 386)), strict=True):
        printed = " ".join(" ".join(lines("004")[first - 1 : last]).split())
        assert f"{inline_text(figure.caption)} {inline_text(figure.credit)}" == printed


def test_004_10_heads_are_set_aside_with_the_page_number() -> None:
    heads = [h.strip() for h in aside("004", "running head")]
    assert heads == [lines("004")[n - 1].strip() for n in (1, 258)]
    assert heads[1][:2].isdigit()


def test_004_12_the_cut_end_stays_as_it_is() -> None:
    assert strings("004")[-1].endswith(lines("004")[595].strip()) or any(
        s.endswith(lines("004")[595].strip().split()[-1]) for s in strings("004")
    )


def test_004_13_slips_stay() -> None:
    source, whole = " ".join(" ".join(lines("004")).split()), text("004")
    for piece in (
        *re.findall(r"`([^`]+)`", damage("004-13")),
        "miliary",
        "unfavorable",
        "ETDs",
        "EDTs",
        "ECS",
        "ESC",
    ):
        assert piece in source and piece in whole, piece
    told = "\n".join(d.message for d in check_slips(document("004")))
    for piece in ("post Second", "counter strike", "Each are", "miliary", "unfavorable", "U.S."):
        assert piece in told and piece in damage("004-13"), piece
    assert len(words(told)) > 20
