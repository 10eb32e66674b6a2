"""``docforge references``: the citation card of an article, its list for others, strings read by line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands.program import Ran, docforge

from docforge.cli.main import main

LINES = (
    "Berger, M., & Lund, W. Y. (2023a). Margins as a bridge. Journal of Page Studies, 23(1), 1.",
    "",
    "Keller, Anna (1998): Ordnung und Wandel. Eine Einführung. Opladen: Waldverlag.",
)


def _parse(folder: Path, *more: str) -> list[dict[str, object]]:
    given, out = folder / "in.txt", folder / "out.jsonl"
    given.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    assert main(["references", "--parse", str(given), "-o", str(out), *more]) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_line_has_its_answer_in_order(tmp_path: Path) -> None:
    answers = _parse(tmp_path)
    assert [a["raw"] for a in answers] == list(LINES)
    assert all(set(a) == {"raw", "csl"} for a in answers)
    assert answers[1]["csl"] == {}
    csl = answers[0]["csl"]
    assert isinstance(csl, dict) and csl["container-title"] == "Journal of Page Studies"


def test_confidence_is_told_on_request(tmp_path: Path) -> None:
    for answer in _parse(tmp_path, "--confidence"):
        assert set(answer) == {"raw", "csl", "confidence", "doubtful"}


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    assert main(["references", "--parse", str(tmp_path / "none.txt")]) == 3
    assert main(["references", str(tmp_path / "none.txt")]) == 3
    assert main(["references"]) == 2


ARTICLE = """\
On mills and weirs

Ada Elm

Introduction

Mills turn slowly (Ash, 2019a; Ash, 2019b). The river is wide (Oak & Yew, 2021, p. 4), and Fir (2018) says so.
Nobody knows why (Gorse, 2017), although some guess (Oak & Yew, 2020).

References

Ash, B. (2019a). The mill on the river. Elm Journal, 3(1), 21–12. https://doi.org/10.1000/mill

Ash, B. (2019b). The mill on the river. Elm Journal, 3(1), 21–12. https://doi.org/10.1000/mill

Fir, C. (2018). Weirs of the north. Elm Press. ISBN 978-3-16-148410-1.

Hazel, D. (2016). Slow water in old channels. Elm Press.

Oak, A., & Yew, C. (2021). Wide rivers and their bridges. Journal of Rivers, 4(2), 1–9. https://doi.org/10.1000/wide
"""
RETRACTIONS = """\
Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDate,OriginalPaperDOI,RetractionNature,Reason
1,Wide rivers,8/5/2022 0:00,10.1000/notice,1/2/2021 0:00,10.1000/WIDE,Retraction,+Error in Data;+Withdrawal;
2,Slow water in old channels,1/2/2020 0:00,unavailable,1/2/2016 0:00,,Expression of concern,+Concerns;
3,Another work altogether,1/2/2023 0:00,10.1000/n3,1/2/2016 0:00,10.1000/other,Retraction,+Error;
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "dump.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_card_counts_and_lists_the_worst_first(article: Path) -> None:
    ran = docforge("references", article.name, cwd=article.parent)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert re.fullmatch(r"entries: 5; \d read fully, \d partly, 0 not", lines.pop(1))
    assert lines[:6] == [
        "References of dump.txt",
        "cited: 4; not cited: 1",
        "citations: 4 linked, 2 without an entry, 0 that fit several",
        "duplicates: 1 work in 2 entries",
        "identifiers: 3 DOI; 1 ISBN (1 wrong)",
        "retractions: not checked (give a list with --retractions FILE)",
    ]
    codes = [line.rpartition("[")[2].rstrip("]") for line in lines if line.endswith("]")]
    assert codes[:3] == ["citation-unlinked", "citation-year", "identifier-wrong"]
    assert {"pages-backwards", "reference-duplicate", "reference-uncited"} <= set(codes)
    place = next(line for line in lines if line.endswith("[identifier-wrong]"))
    assert place.startswith("dump.txt:16:1: warning: Entry 3 (Fir, 2018)")
    assert all(lines[n + 1].startswith("  -> ") for n, line in enumerate(lines) if line.endswith("]"))


def test_the_card_as_json_and_strict(article: Path) -> None:
    ran = docforge("references", article.name, "--json", "--strict", cwd=article.parent)
    told = json.loads(ran.out)
    assert ran.code == told["exit_code"] == 1 and told["ok"] is False
    assert told["card"]["identifiers"]["ISBN"] == {"checked": 1, "wrong": 1}
    assert told["card"]["retractions"] == {"checked": False}
    assert all({"code", "severity", "message", "hint", "place"} <= set(f) for f in told["findings"])


@pytest.mark.parametrize("kind", ["csv", "tsv", "json"])
def test_retracted_entries_are_told_from_a_dated_list(article: Path, kind: str) -> None:
    import csv

    rows = list(csv.DictReader(RETRACTIONS.splitlines()))
    text = RETRACTIONS
    if kind == "tsv":
        text = "\n".join("\t".join(r) for r in (list(rows[0]), *(list(r.values()) for r in rows)))
    elif kind == "json":
        text = json.dumps({"generated": "2023-02-01", "records": rows})
    name = f"retractions{'-2023-02-01' if kind != 'json' else ''}.{kind}"
    (article.parent / name).write_text(text, encoding="utf-8")
    ran = docforge("references", article.name, "--retractions", name, cwd=article.parent)
    assert ran.code == 0
    assert f"retractions: 1 of 5 entries retracted (list {name}, of 2023-02-01" in ran.out
    (found,) = [line for line in ran.out.splitlines() if line.endswith("[reference-retracted]")]
    assert "Oak & Yew, 2021" in found and "on 2022-08-05" in found and "Error in Data; Withdrawal" in found
    (noticed,) = [line for line in ran.out.splitlines() if line.endswith("[reference-noticed]")]
    assert "Hazel, 2016" in noticed and "expression of concern" in noticed and "title alone" in noticed


def test_a_list_of_retractions_without_its_columns_is_an_input_error(article: Path) -> None:
    (article.parent / "r.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = docforge("references", article.name, "--retractions", "r.csv", cwd=article.parent)
    assert ran.code == 3 and "no column for doi" in ran.err
    assert docforge("references", article.name, "--retractions", "none.csv", cwd=article.parent).code == 3


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("l.bib", "@article{ash-2019a,"),
        ("l.ris", "TY  - JOUR"),
        ("l.json", '"id": "ash-2019a"'),
        ("l.xml", "<ref-list"),
    ],
)
def test_the_list_is_written_for_others(article: Path, name: str, sign: str) -> None:
    ran = docforge("references", article.name, "-o", name, cwd=article.parent)
    assert ran.code == 0 and "5 references" in ran.out
    text = (article.parent / name).read_text(encoding="utf-8")
    assert sign in text and "The mill on the river. Elm Journal, 3(1), 21–12" in text


def test_a_format_that_there_is_not_is_an_error_of_use(article: Path) -> None:
    assert docforge("references", article.name, "--to", "bibtexx", cwd=article.parent).code == 2
    assert docforge("references", article.name, "-o", "x.csv", cwd=article.parent).code == 2
    assert docforge("references", article.name, "--duplicate-references", "x", cwd=article.parent).code == 2


def test_an_article_of_an_edition_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dump.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[[articles]]\nid = "one"\n', encoding="utf-8")
    ran = docforge("references", "one", cwd=tmp_path)
    assert ran.code == 0 and "entries: 5;" in ran.out and "one/dump.txt:16:1" in ran.out
    assert docforge("references", "two", cwd=tmp_path).code == 2


# ---------------------------------------------------------------- duplicates


def test_duplicates_are_merged_on_request_and_accounted_for(article: Path) -> None:
    ran = docforge(
        "convert",
        article.name,
        "-o",
        "out",
        "--to",
        "md,jats,json",
        "--duplicate-references",
        "merge",
        cwd=article.parent,
    )
    assert ran.code == 0
    markdown = (article.parent / "out" / "article.md").read_text(encoding="utf-8")
    assert markdown.count("id: ash-2019") == 1 and "Ash, 2019b" in markdown
    jats = (article.parent / "out" / "article.xml").read_text(encoding="utf-8")
    assert jats.count('rid="ash-2019a"') == 2 and 'rid="ash-2019b"' not in jats
    assert ">Ash, 2019b</xref>" in jats


def test_an_edition_may_merge_and_one_entry_may_be_kept(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dump.txt").write_text(ARTICLE, encoding="utf-8")
    manifest = '[edition]\nduplicate_references = "merge"\n[[articles]]\nid = "one"\n'
    (tmp_path / "edition.toml").write_text(manifest, encoding="utf-8")
    assert "entries: 4;" in docforge("references", "one", cwd=tmp_path).out
    told = json.loads(docforge("explain", "one", "--rule", "duplicate-reference", "--json", cwd=tmp_path).out)
    (edit,) = told["repairs"]
    assert edit["set_aside"] == "duplicate reference" and "(2019b)" in edit["before"]
    assert docforge("decide", "one", "--reject", edit["key"], cwd=tmp_path).code == 0
    assert "entries: 5;" in docforge("references", "one", cwd=tmp_path).out
    (tmp_path / "one" / "decisions.toml").unlink()
    (tmp_path / "one" / "article.toml").write_text('duplicate_references = "keep"\n', encoding="utf-8")
    assert "entries: 5;" in docforge("references", "one", cwd=tmp_path).out


def test_article_md_may_ask_to_merge(article: Path) -> None:
    assert docforge("convert", article.name, "-o", "article.md", cwd=article.parent).code == 0
    path = article.parent / "article.md"
    kept = docforge("references", "article.md", cwd=article.parent)
    assert "entries: 5;" in kept.out and "article.md:" in kept.out
    path.write_text(
        path.read_text("utf-8").replace("---\n", "---\nduplicate-references: merge\n", 1), "utf-8"
    )
    ran = docforge("references", "article.md", cwd=article.parent)
    assert "entries: 4;" in ran.out and "[reference-merged]" in ran.out


# ---------------------------------------------------------------- the editor's own list


GIVEN = [
    {
        "id": "ash-2019a",
        "type": "article-journal",
        "title": "The Mill on the River",
        "author": [{"family": "Ash", "given": "Bea"}],
        "issued": {"date-parts": [[2019]]},
        "container-title": "Elm Journal",
        "page": "12-21",
    },
    {
        "id": "x1",
        "type": "article-journal",
        "title": "Wide Rivers",
        "author": [{"family": "Oak", "given": "Ann"}],
        "issued": {"date-parts": [[2021]]},
        "DOI": "https://doi.org/10.1000/WIDE",
    },
    {
        "id": "x2",
        "type": "book",
        "title": "Weirs of the North",
        "author": [{"family": "Fir", "given": "Cy"}],
        "issued": {"date-parts": [[2018]]},
    },
    {
        "id": "x3",
        "type": "book",
        "title": "Not in the list",
        "author": [{"family": "Ivy", "given": "I."}],
        "issued": {"date-parts": [[2001]]},
    },
]
BIB = """\
@article{ash-2019a, author = {Ash, Bea},
  title = {The Mill on the River}, journal = {Elm Journal}, year = 2019}
@book{x2, author = {Fir, Cy}, title = "Weirs of the North", year = {2018}}
"""


def test_references_json_beside_the_article_wins(article: Path) -> None:
    (article.parent / "references.json").write_text(json.dumps(GIVEN), encoding="utf-8")
    ran = docforge("references", article.name, cwd=article.parent)
    assert (
        "5 read fully, 0 partly, 0 not, 3 given by the editor" in ran.out
        or "3 given by the editor" in ran.out
    )
    said = [line for line in ran.out.splitlines() if line.endswith("[reference-given]")]
    assert len(said) == 2 and "Hazel, 2016" in said[0] + said[1] and "x3 (Ivy, I." in said[0] + said[1]
    out = docforge("convert", article.name, "-o", "out", "--to", "jats,md", cwd=article.parent)
    assert out.code == 0
    jats = (article.parent / "out" / "article.xml").read_text(encoding="utf-8")
    assert (
        "<given-names>Bea</given-names>" in jats
        and "<article-title>The Mill on the River</article-title>" in jats
    )
    assert "The mill on the river." in jats  # the printed string stays
    assert "Ivy" not in jats


def test_references_bib_reaches_a_build(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dump.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "one" / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[[articles]]\nid = "one"\n', encoding="utf-8")
    ran = docforge("references", "one", "--to", "csl-json", cwd=tmp_path)
    items = {item["id"]: item for item in json.loads(ran.out)}
    assert items["ash-2019a"]["author"] == [{"family": "Ash", "given": "Bea"}]
    assert items["fir-2018"]["title"] == "Weirs of the North"
    assert items["ash-2019a"]["year-suffix"] == "a"


def test_a_text_that_cites_by_key_takes_its_entries_from_the_list(tmp_path: Path) -> None:
    text = "---\ntitle: On mills\n---\n\nMills turn [@x1, p. 3] and @x2 knew.\n"
    (tmp_path / "article.md").write_text(text, encoding="utf-8")
    (tmp_path / "references.json").write_text(json.dumps(GIVEN), encoding="utf-8")
    ran = docforge("references", "article.md", "--json", cwd=tmp_path)
    card = json.loads(ran.out)["card"]
    assert (card["cited"], card["linked"], card["unlinked"]) == (2, 2, 0)
    out = docforge("convert", "article.md", "--to", "jats", cwd=tmp_path)
    assert out.code == 0 and 'rid="x1"' in out.out and "Weirs of the North" in out.out


def test_a_list_that_is_none_is_an_input_error(article: Path) -> None:
    (article.parent / "references.json").write_text("{", encoding="utf-8")
    assert docforge("convert", article.name, cwd=article.parent).code == 3
    (article.parent / "references.json").write_text("[1]", encoding="utf-8")
    assert docforge("references", article.name, cwd=article.parent).code == 3


def test_a_build_with_a_list_and_merged_duplicates_is_whole(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "dump.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "one" / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "one" / "article.toml").write_text('duplicate_references = "merge"\n', encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[[articles]]\nid = "one"\n', encoding="utf-8")
    ran = docforge("build", ".", "--out", "../built", "--json", cwd=tmp_path)
    told = json.loads(ran.out)
    assert ran.code == 0, told["findings"]
    report = json.loads((tmp_path.parent / "built" / "report.json").read_text(encoding="utf-8"))
    text = json.dumps(report, ensure_ascii=False)
    assert "duplicate reference" in text and "reference-merged" in text
    jats = (tmp_path.parent / "built" / "articles" / "one" / "article.xml").read_text(encoding="utf-8")
    assert "<given-names>Bea</given-names>" in jats and jats.count('<ref id="ash') == 1


EDITION = '[edition]\nretractions = "lists/retracted.csv"\n[[articles]]\nid = "one"\n'


def built(folder: Path, manifest: str, listed: str = RETRACTIONS) -> tuple[Ran, dict[str, Any]]:
    for name, text in (
        ("edition.toml", manifest),
        ("one/dump.txt", ARTICLE),
        ("lists/retracted.csv", listed),
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    ran = docforge("build", ".", "--out", "out", cwd=folder)
    report = folder / "out" / "report.json"
    return ran, json.loads(report.read_text("utf-8")) if report.exists() else {}


def retraction_check(report: dict[str, Any]) -> dict[str, Any]:
    found = [c for c in report["checks"] if c["checker"] == "retractions"]
    assert len(found) == 1
    return dict(found[0])


def test_a_build_holds_its_lists_against_the_editors_list_of_retractions(tmp_path: Path) -> None:
    ran, report = built(tmp_path, EDITION)
    told = next(line for line in ran.said.splitlines() if line.endswith("[reference-retracted]"))
    assert told.startswith("one/dump.txt:20:1: warning: Entry 5 (Oak & Yew, 2021) is retracted on 2022-08-05")
    check = retraction_check(report)
    assert check["ran"] and check["file"] == "lists/retracted.csv"
    assert check["reason"].startswith("1 of 5 entries are retracted by its 3 records")
    # Another list is another build, the same one is not.
    ran, report = built(tmp_path, EDITION, RETRACTIONS.replace("10.1000/WIDE", "10.1000/narrow"))
    assert "[reference-retracted]" not in ran.said
    assert retraction_check(report)["reason"].startswith("0 of 5")


def test_a_build_without_a_list_says_that_retractions_were_not_checked(tmp_path: Path) -> None:
    ran, report = built(tmp_path, '[[articles]]\nid = "one"\n')
    check = retraction_check(report)
    assert not check["ran"] and "retractions = " in check["reason"]
    assert "[reference-retracted]" not in ran.said


@pytest.mark.parametrize(("name", "code"), [("../retracted.csv", 2), ("none.csv", 2), ("one/dump.txt", 3)])
def test_a_list_of_retractions_that_is_none_is_refused(tmp_path: Path, name: str, code: int) -> None:
    ran, report = built(tmp_path, EDITION.replace("lists/retracted.csv", name))
    assert (ran.code, report) == (code, {})
    assert "retract" in ran.err or "dump.txt" in ran.err


NOTED = """\
---
title: On mills
---

Mills turn.[^1] They stand still.[^2] Nobody asks.[^3]

[^1]: See Jane Elm, *The Book of Small Things* (London: Harbour Press, 1999), 34; Karl Ash,
    *Die Mühlen am Fluss*, Berlin: Waldverlag 1987, S. 12.

[^2]: Jane Elm, *The Book of Small Things* (London: Harbour Press, 1999), 40.

[^3]: The miller would not say; see the minutes of the meeting of 1987.
"""


def test_works_that_notes_cite_in_full_are_offered_where_there_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text(NOTED, encoding="utf-8")
    ran = docforge("references", "article.md", cwd=tmp_path)
    assert "cited in notes: 2 works, read from the notes; the article has no list" in ran.out
    ran = docforge("references", "article.md", "--to", "csl-json", cwd=tmp_path)
    items = json.loads(ran.out)
    assert [i["author"][0]["family"] for i in items] == ["Elm", "Ash"]
    assert items[0]["title"] == "The Book of Small Things"
    assert (
        json.loads(docforge("references", "article.md", "--json", cwd=tmp_path).out)["card"]["cited_in_notes"]
        == 2
    )
    out = docforge("convert", "article.md", cwd=tmp_path).out
    assert "See Jane Elm, *The Book of Small Things* (London: Harbour Press, 1999), 34;" in out
    assert "references:" not in out


def test_an_article_with_a_list_offers_nothing_from_its_notes(tmp_path: Path) -> None:
    front = "title: On mills\nreferences:\n- id: elm-1999\n  title: The Book of Small Things\n"
    listed = NOTED.replace("title: On mills\n", front)
    (tmp_path / "article.md").write_text(listed, encoding="utf-8")
    assert "cited in notes" not in docforge("references", "article.md", cwd=tmp_path).out
