"""Reference lists out and in again: pandoc reads what is written, with the same fields and every script."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pypandoc
import pytest
from citations.lists import listed

from docforge.citations.exchange.bibtex import write_bibtex
from docforge.citations.exchange.csl import from_csl, to_csl, write_csl_json
from docforge.citations.exchange.given import GivenItem, keep_capitals, read_given
from docforge.citations.exchange.match import lay_over
from docforge.citations.exchange.ris import write_ris
from docforge.errors import InputError
from docforge.model.meta import CslItem, Name, Reference

ARTICLE = CslItem(
    type="article-journal",
    author=(
        Name("Łąka-Škoda", "A. B."),
        Name("王", "小明"),
        Name(literal="Bureau of Mills and Weirs"),
        Name("van Elm", "T."),
    ),
    issued="2020-05-31",
    year_suffix="b",
    title="The RIVER of iMills & Weirs: A 50% Test of a_b {and} $5",
    container_title="Journal of Small Rivers",
    volume="3",
    issue="2",
    page="117-152",
    doi="10.1000/a_b(96)2",
    url="https://elm.example/c_d?e=1&f=%20g",
    accessed="2021-02-03",
)
CHAPTER = CslItem(
    type="chapter",
    author=(Name("Петров", "И."), Name("السعيد", "م.")),
    editor=(Name("Öz", "Ş."),),
    issued="2021",
    title="Ein Titel",
    container_title="Das Buch der Flüsse",
    publisher="Ulme und Eiche",
    publisher_place="Wien",
    page="12",
    isbn="978-3-16-148410-0",
)
OTHERS = (
    CslItem(
        type="report",
        author=(Name(literal="Bureau of Mills"),),
        issued="2019",
        title="A report",
        publisher="Elm",
    ),
    CslItem(type="webpage", title="A page", url="https://elm.example/x", issued="2018"),
    CslItem(
        type="book",
        author=(Name("Ash", "B."),),
        title="only small letters",
        publisher="Oak",
        issued="2001",
        edition="2",
    ),
    CslItem(
        type="thesis",
        author=(Name("Yew", "C."),),
        title="On weirs",
        publisher="Elm University",
        issued="1999",
    ),
)
REFERENCES = tuple(
    Reference(f"key-{n}", f"Raw {n}: *x* {{y}} 50 % \\ {item.title}", (), item)
    for n, item in enumerate((ARTICLE, CHAPTER, *OTHERS), 1)
)
TEXTS = (
    "title",
    "container_title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher_place",
    "doi",
    "isbn",
    "url",
)


def read_back(data: bytes, kind: str) -> dict[str, dict[str, Any]]:
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", kind, "-t", "csljson"]
    run = subprocess.run(command, input=data, capture_output=True, check=True)
    items = json.loads(run.stdout)
    assert [item["id"] for item in items] == [r.id for r in REFERENCES]
    return {item["id"]: item for item in items}


def people(names: tuple[Name, ...]) -> list[str]:
    return [" ".join(filter(None, (n.given, n.family, n.literal))) for n in names]


@pytest.mark.parametrize("kind", ["csljson", "biblatex", "ris"])
def test_pandoc_reads_the_same_fields_and_names(kind: str) -> None:
    write = {"csljson": write_csl_json, "biblatex": write_bibtex, "ris": write_ris}[kind]
    back = read_back(write(REFERENCES), kind)
    for reference in REFERENCES:
        item = from_csl(back[reference.id])
        for field in TEXTS:
            if kind == "ris" and (field == "isbn" or (field == "publisher_place")):
                continue  # pandoc has no CSL variable for these tags of every type
            assert getattr(item, field) == getattr(reference.csl, field), (reference.id, field)
        assert people(item.author) == people(reference.csl.author)
        assert people(item.editor) == people(reference.csl.editor)
        assert item.issued[:4] == reference.csl.issued[:4]


def test_our_own_items_come_back_whole_with_the_raw_string() -> None:
    items = json.loads(write_csl_json(REFERENCES))
    assert [from_csl(i) for i in items] == [r.csl for r in REFERENCES]
    assert [i["custom"]["raw"] for i in items] == [r.raw for r in REFERENCES]


def test_the_raw_string_goes_along() -> None:
    back = read_back(write_bibtex(REFERENCES), "biblatex")
    # pandoc passes over the notes of RIS; other readers take them.
    ris = write_ris(REFERENCES).decode().split("ER  - ")
    for number, reference in enumerate(REFERENCES):
        assert back[reference.id]["annote"] == reference.raw
        assert f"N1  - as printed: {reference.raw}\r\n" in ris[number]


def test_a_doi_and_its_address_are_given_once() -> None:
    item = to_csl(Reference("a", "", (), CslItem(doi="10.1000/A", url="https://doi.org/10.1000/a")))
    assert item["DOI"] == "10.1000/A" and "URL" not in item


# ---------------------------------------------------------------- the editor's own list


def item(key: str, **fields: Any) -> GivenItem:
    return GivenItem(key, CslItem(**fields))


PRINTED = listed(
    "Ash, B. (2019a). The mill on the river. Elm Journal, 3(1), 1-9. https://doi.org/10.1000/mill",
    "Ash, B. (2019b). The mill on the river. Elm Journal, 3(1), 1-9. https://doi.org/10.1000/mill",
    "Oak C, Yew D. Weirs of the north. J Rivers. 2018;4:1-9.",
    "Fir, E. (2017). Slow water. Elm Press.",
)


def met(*given: GivenItem) -> list[str]:
    return [r.csl.publisher if r.certain else "" for r in lay_over(PRINTED, given).references]


def test_items_meet_their_entries_by_key_doi_and_work() -> None:
    assert met(item("fir-2017", publisher="key")) == ["", "", "", "key"]
    assert met(item("x", doi="10.1000/MILL", publisher="doi")) == ["doi", "doi", "", ""]
    work = item("y", author=(Name("Oak"),), issued="2018", title="Weirs of the North", publisher="work")
    assert met(work) == ["", "", "work", ""]
    other = item("z", author=(Name("Oak"),), issued="2018", title="Weirs of the South", publisher="work")
    laid = lay_over(PRINTED, [other])
    assert laid.left == (other,) and laid.unmet == (0, 1, 2, 3) and laid.references == PRINTED


def test_the_letter_of_the_year_and_the_printed_string_stay() -> None:
    laid = lay_over(PRINTED, [item("x", doi="10.1000/mill", issued="2019", title="T")])
    assert [r.csl.year_suffix for r in laid.references[:2]] == ["a", "b"]
    assert [(r.raw, r.content) for r in laid.references] == [(r.raw, r.content) for r in PRINTED]


def test_an_item_with_the_letter_is_for_its_entry() -> None:
    both = [item(s, doi="10.1000/mill", year_suffix=s, publisher=s) for s in "ba"]
    assert met(*both) == ["a", "b", "", ""]


BIB = r"""
@string{elm = {Elm Press}}
@article{Key1, author = "Žák, Ada and {Bureau of Mills}",
  title = {The {River} \"Uber All \& More}, year = 2020}
@book{key:2, author = {van der Elm, Tom},
  Title = "Small Rivers in Large Maps", publisher = elm, date = {2019-05}}
"""


def test_bib_files_keep_their_capitals() -> None:
    first, second = read_given(BIB.encode(), "references.bib")
    assert (first.key, first.csl.title, first.csl.issued) == ("Key1", "The River Über All & More", "2020")
    assert first.csl.author == (Name("Žák", "Ada"), Name(literal="Bureau of Mills"))
    assert (second.csl.title, second.csl.publisher) == ("Small Rivers in Large Maps", "Elm Press")
    assert second.csl.author == (Name("van der Elm", "Tom"),) and second.csl.issued == "2019-05"


@pytest.mark.parametrize("text", ["{" * 5000, "title = {" * 2000, 'title = "a', "title = {a}}}", ""])
def test_braces_that_never_close_do_no_harm(text: str) -> None:
    assert text.replace("{", "").replace("}", "") == keep_capitals(text).replace("{", "").replace("}", "")


@pytest.mark.parametrize("data", [b"{", b"[1]", b'"x"', b"\xff\xfe", b"null"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_given(data, "references.json")
