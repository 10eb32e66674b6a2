"""An article is broken in ways that checkers see; what they say has the line of article.md, and a remedy."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from edition.editions import write

import docforge
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.checking import check_given
from docforge.edition.config import load_edition
from docforge.edition.results import Finding, place_findings
from docforge.edition.tracing import Origins, Tracer
from docforge.edition.tracing.built import built_tracer
from docforge.model.edition import EditionMeta
from docforge.model.source import SourceText

EDITION = EditionMeta(title="Issue", journal="Journal", publisher="Press", date="2026", language="en")
ARTICLE = """\
---
title: On small things
lang: en
author:
- name: Ada Example
  family: Example
  given: Ada
  affiliations:
  - a1
affiliations:
- id: a1
  text: Small University, Norway
  institution: Small University
  country: Norway
abstract: What is small is measured here.
keywords:
- small things
permission:
  licence: CC-BY-4.0
  holder: Ada Example
  year: '2026'
references:
- id: roe2020
  type: article-journal
  author:
  - family: Roe
    given: Ann
  issued: '2020'
  title: Tiny matters
  container-title: Journal of Small Things
  page: 10-19
  certain: 'true'
  raw: Roe, A. (2020). Tiny matters. Journal of Small Things, 10–19.
---

# A first part

Small things are easy to test, as others have said [@roe2020]. A remark follows.[^1]

![Figure 1: A small square.](square.svg){#fig-1 alt="A square with thin lines."}

# A second part

Measures are listed in the table.

| Thing | Size |
|-------|------|
| Grain | 1    |
| Crumb | 2    |

: Table 1: Sizes of things. {#tbl-1}

There is no more to say.

::: {#refs}
:::

[^1]: The remark is short.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def findings(folder: Path, text: str, kind: str, change: tuple[str, str] = ("", "")) -> list[Finding]:
    """What the checkers of one format say of an article; ``change`` damages the written file itself."""
    (folder / "article.md").write_text(text, "utf-8")
    (folder / "square.svg").write_text(SVG, "utf-8")
    name = {"jats": "article.xml", "html": "article.html", "epub": "article.epub"}[kind]
    data = docforge.convert(folder / "article.md", to=[kind], edition=EDITION).files[name]
    if change[0]:
        assert change[0].encode() in data
        data = data.replace(change[0].encode(), change[1].encode(), 1)
    (folder / name).write_bytes(data)
    checks, sources = check_given([folder / name])
    return list(place_findings([d for checked in checks for d in checked.diagnostics], "", sources))


def line_of(text: str, begins: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(begins))


FIGURE = "![Figure 1: A small square.](square.svg){#fig-1"
NO_RIGHTS = ARTICLE.replace(ARTICLE[ARTICLE.index("permission:") : ARTICLE.index("references:")], "")


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        (ARTICLE.replace(' alt="A square with thin lines."', ""), "no description", FIGURE),
        (NO_RIGHTS, "the licence has no address", "---"),
        (ARTICLE.replace("follows.[^1]", "follows."), "no mark in the text", "[^1]:"),
        (ARTICLE.replace("| Thing | Size |", "|       |      |"), "no header cells", "| Grain"),
        (ARTICLE.replace("  type: article-journal\n", ""), "what kind of work", "  raw: Roe"),
        (ARTICLE.replace("# A second part", "#"), "no heading", "Measures are"),
        (ARTICLE.replace("title: On small things", "title: ''"), "no title", "title:"),
    ],
)  # fmt: skip
def test_what_an_article_lacks_is_told_at_its_line(tmp_path: Path, text: str, says: str, line: str) -> None:
    found = [f for f in findings(tmp_path, text, "jats") if says in f.diagnostic.message]
    assert found, "the checkers do not see it"
    assert found[0].place.startswith(f"{tmp_path}/article.md:{line_of(text, line)}:")
    assert found[0].diagnostic.hint
    assert found[0].diagnostic.where.startswith(f"{tmp_path}/article.xml:")


@pytest.mark.parametrize(
    ("kind", "change", "says", "line"),
    [
        ("jats", ("<p>Small", "<oddity>x</oddity><p>Small"), "no element <oddity>", "# A first"),
        ("jats", ('id="fig-1"', 'id="tbl-1"'), "given twice", ": Table 1"),
        ("jats", ('rid="roe2020"', 'rid="gone"'), "nothing has that id", "Small things"),
        ("jats", ("<aff ", "<aff new='1' "), "no attribute 'new'", "  text: Small University"),
        ("html", ('href="#ref-roe2020"', 'href="#gone"'), "points to '#gone'", "Small things"),
        ("html", ('id="fig-1"', 'id="tbl-1"'), "'tbl-1' is given twice", ": Table 1"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_is_followed_to_the_article(
    tmp_path: Path, kind: str, change: tuple[str, str], says: str, line: str
) -> None:
    found = [f for f in findings(tmp_path, ARTICLE, kind, change) if says in f.diagnostic.message]
    assert found, "the checkers do not see it"
    assert found[0].place.startswith(f"{tmp_path}/article.md:{line_of(ARTICLE, line)}:")
    assert found[0].diagnostic.hint


@pytest.mark.parametrize(
    ("change", "says", "line"),
    [
        (('alt="A square with thin lines."', ""), "image-alt", FIGURE),
        (("<h2>A second part</h2>", "<h5>A second part</h5>"), "heading-order", "# A second part"),
        (('<article lang="en"', '<article lang="qqz-x"'), "valid-lang", "lang:"),
        (("<p>Measures", '<p odd="1">Measures'), "Attribute “odd”", "Measures"),
    ],
)
def test_findings_of_the_checkers_of_others_are_followed(
    tmp_path: Path, change: tuple[str, str], says: str, line: str
) -> None:
    everything = findings(tmp_path, ARTICLE, "html", change)
    if any(f.diagnostic.code == "not-checked" for f in everything):
        pytest.skip("the Nu HTML checker or axe is not installed")
    found = [f for f in everything if says in f.diagnostic.message]
    assert found and all(
        f.place.startswith(f"{tmp_path}/article.md:{line_of(ARTICLE, line)}:") for f in found
    )
    assert all(f.diagnostic.hint for f in found)


def test_a_finding_in_a_book_is_followed(tmp_path: Path) -> None:
    everything = findings(tmp_path, ARTICLE.replace(' alt="A square with thin lines."', ""), "epub")
    if any(f.diagnostic.code == "not-checked" for f in everything):
        pytest.skip("EPUBCheck or Ace is not installed")
    (found,) = [f for f in everything if "image-alt" in f.diagnostic.message]
    assert found.place.startswith(f"{tmp_path}/article.md:{line_of(ARTICLE, FIGURE)}:")
    assert "!EPUB/text/001-article.xhtml:" in found.diagnostic.where


def test_a_fact_is_told_where_the_edition_sets_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "edition",
        {
            "edition.toml": '[journal]\ntitle = "J"\nissn_electronic = "1234-5679"\n'
            '[[articles]]\nid = "one"\n',
            "one/article.toml": 'year = "2026"\nlicence = "https://example.org/terms"\n',
            "one/article.md": ARTICLE,
        },
    )
    (folder / "one" / "square.svg").write_text(SVG)
    config = load_edition(folder)
    sources = {"one": [SourceText.of(ARTICLE, "one/article.md", "markdown")]}
    xml = b"<article>\n<front>\n<issn>x</issn>\n<permissions/>\n<kwd-group/>\n</front></article>"
    tracer = built_tracer(config, sources, {"articles/one/article.xml": xml})

    def placed(line: int) -> Diagnostic:
        where = f"articles/one/article.xml:{line}"
        return tracer.place(diagnostic("invalid-output", "It is wrong.", hint="Correct it.", where=where))

    assert placed(3).hint == "Correct it. It is set in edition.toml, line 3."
    assert placed(4).hint == "Correct it. It is set in one/article.toml, line 2."
    assert (span := placed(5).span) and ARTICLE[span.start :].startswith("keywords:")


def test_a_picture_of_a_pdf_is_followed_by_its_caption(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")
    (tmp_path / "square.svg").write_text(SVG, "utf-8")
    data = docforge.convert(tmp_path / "article.md", to=["pdf"], edition=EDITION).files["article.pdf"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
                del thing["/Alt"]
        pdf.save(tmp_path / "article.pdf")
    checks, sources = check_given([tmp_path / "article.pdf"])
    found = place_findings([d for checked in checks for d in checked.diagnostics], "", sources)
    told = [f for f in found if "pictures have neither" in f.diagnostic.message]
    assert told and told[0].place.startswith(f"{tmp_path}/article.md:{line_of(ARTICLE, FIGURE)}:")
    assert told[0].diagnostic.hint


def test_words_that_stand_twice_get_the_place_of_their_section(tmp_path: Path) -> None:
    text = ARTICLE.replace("There is no more to say.", "It is said twice.\n\nIt is said twice.")
    change = ("<p>It is said twice.</p>", '<p odd="1">It is said twice.</p>')
    found = [f for f in findings(tmp_path, text, "jats", change) if "'odd'" in f.diagnostic.message]
    assert found and found[0].line == line_of(text, "# A second part")


def test_a_word_lost_in_print_is_told_at_its_line() -> None:
    source = SourceText.of(ARTICLE, "one/article.md", "markdown")
    tracer = Tracer(lambda file, inner: Origins((source,)), lambda file: None)
    lost = diagnostic("words-differ", "one: lost in print: 'A remark follows' (page 3)", where="edition.pdf")
    assert (span := tracer.place(lost).span)
    assert ARTICLE[span.start : span.end] == "A remark follows"
