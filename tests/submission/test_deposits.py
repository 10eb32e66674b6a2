"""Deposits with registers: valid by their official schemas, and what a register refuses is told before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from submission.orders import ARTICLE, EDITION, PLACE, RECORD, item, order, unpacked, with_meta

from docforge.diagnostics import Diagnostic, Severity
from docforge.model.deposit import Deposit, Place
from docforge.model.edition import EditionMeta
from docforge.model.meta import Contributor, OriginalPublication
from docforge.model.nodes import Permission
from docforge.submission import TARGETS, Order
from docforge.submission.facts import split_name
from docforge.submission.pack import Package, pack

STANDARDS = Path(__file__).resolve().parents[3] / "shared" / "standards"
SECOND = with_meta(id="two", doi="10.5555/jmt.2", section="Letters")


def packed(target: str, given: Order | None = None, draft: bool = False) -> Package:
    return pack(TARGETS[target], given or order(item(), item(SECOND)), draft)


def wrong(made: Package) -> list[Diagnostic]:
    return [one for one in made.told if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("crossref", "crossref-deposit.xml"),
        ("doaj", "doaj-articles.xml"),
        ("datacite", "one.xml"),
        ("datacite", "two.xml"),
    ],
)
def test_a_deposit_is_valid_by_the_official_schema(target: str, name: str) -> None:
    if not STANDARDS.is_dir():
        pytest.skip("../shared/standards is not beside this repository")
    made = packed(target, replace(order(item(), item(SECOND)), schemas=STANDARDS))
    assert wrong(made) == []
    assert not [one for one in made.told if one.code == "not-checked"]
    assert name in unpacked(made.data)


def test_a_fault_by_the_schema_is_said_in_words() -> None:
    made = packed("doaj", order(item(edition=replace(EDITION, date="2026-05-31"))))
    broken = unpacked(made.data)["doaj-articles.xml"].replace(b"<eissn>2049-3649<", b"<eissn>20493<")
    from docforge.validate.schemas import check_schema

    (found,) = check_schema(broken, "d.xml", None)[:1]
    assert found.message == 'd.xml: DOAJ article schema 1.3: <eissn>: the value "20493" is not allowed'
    assert found.where == "d.xml:8"


def test_without_a_folder_of_schemas_a_deposit_is_not_said_to_be_good() -> None:
    told = packed("crossref").told
    assert [one.code for one in told if one.severity is Severity.INFO] == ["not-checked"]
    assert "schema: not checked" in told[-1].message


@pytest.mark.parametrize("target", ["crossref", "doaj", "datacite", "ojs", "bagit"])
def test_the_same_deposit_is_the_same_bytes(target: str) -> None:
    assert packed(target).data == packed(target).data != b""


def test_crossref_says_what_the_article_says() -> None:
    root = etree.fromstring(unpacked(packed("crossref").data)["crossref-deposit.xml"])
    space = {
        "c": "http://www.crossref.org/schema/5.3.1",
        "ai": "http://www.crossref.org/AccessIndicators.xsd",
    }

    def said(path: str) -> list[str]:
        return [str(value) for value in root.xpath(path, namespaces=space)]

    article = "//c:journal_article[1]"
    assert said("//c:head/c:timestamp/text()") == ["2026053101"]
    assert said("//c:journal_article//c:doi_data/c:doi/text()") == ["10.5555/jmt.1", "10.5555/jmt.2"]
    assert said(f"{article}//c:doi_data/c:resource/text()") == ["https://journal.example/4/2/one"]
    assert said(f"{article}//c:surname/text()") == ["van Marsh", "Oakes"]
    assert said(f"{article}//c:ORCID/text()") == ["https://orcid.org/0000-0002-1825-0097"]
    assert said(f"{article}//c:institution_id/text()") == ["https://ror.org/02mhbdp94"] * 2
    assert said(f"{article}//c:pages/*/text()") == ["5", "9"]
    assert said(f"{article}//ai:license_ref/text()") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert said(f"{article}//c:citation/c:doi/text()") == ["10.9999/b.1"]
    assert said(f"{article}//c:unstructured_citation/text()")[1] == "Roe, R. Whole. 1999."
    assert etree.tostring(root.xpath(f"{article}//c:titles/c:title", namespaces=space)[0]).endswith(
        b">On mending <i>all</i> of it</title>\n     "
    )


def test_doaj_says_the_same_in_both_forms() -> None:
    files = unpacked(packed("doaj").data)
    listed = json.loads(files["doaj-articles.json"])
    assert [one["bibjson"]["title"] for one in listed] == ["On mending all of it: A test"] * 2
    first = listed[0]["bibjson"]
    assert {i["type"]: i["id"] for i in first["identifier"]} == {
        "doi": "10.5555/jmt.1",
        "pissn": "2049-3630",
        "eissn": "2049-3649",
    }
    root = etree.fromstring(files["doaj-articles.xml"])
    assert [e.text for e in root.iter("language")] == ["eng", "eng"]
    assert [e.text for e in root.iter("startPage")] == [first["start_page"]] * 2


def test_ojs_has_its_parts_in_the_order_of_its_schema() -> None:
    root = etree.fromstring(unpacked(packed("ojs").data)["ojs-import.xml"])
    names = [etree.QName(e).localname for e in root]
    assert names == ["issue_identification", "date_published", "sections", "articles"]
    publication = next(root.iter("{*}publication"))
    names = list(dict.fromkeys(etree.QName(e).localname for e in publication))
    assert (
        names
        == (
            "id title subtitle abstract licenseUrl copyrightHolder copyrightYear keywords authors "
            "article_galley citations issue_identification pages"
        ).split()
    )
    files = {e.get("id") for e in root.iter("{*}submission_file")}
    assert {e.get("id") for e in root.iter("{*}submission_file_ref")} == files
    refs = {e.get("ref") for e in root.iter("{*}section")}
    assert {e.get("section_ref") for e in root.iter("{*}publication")} == refs
    assert len(refs) == 2


def test_a_bag_is_whole_and_a_changed_one_is_not() -> None:
    from docforge.validate.bag import check_bag

    files = unpacked(packed("bagit").data)
    assert {name.split("/")[0] for name in files} == {"journal-of-mended-text-4-2"}
    assert not list(check_bag(files, "b.zip"))
    name = "journal-of-mended-text-4-2/data/one/article.pdf"
    assert "was changed" in next(iter(check_bag(files | {name: b"x"}, "b.zip"))).message
    assert (
        "does not have it"
        in next(iter(check_bag({n: d for n, d in files.items() if n != name}, "b.zip"))).message
    )
    more = files | {"journal-of-mended-text-4-2/data/more": b""}
    assert "does not name it" in next(iter(check_bag(more, "b.zip"))).message
    assert "one folder" in next(iter(check_bag(files | {"x": b""}, "b.zip"))).message


# ---------------------------------------------------------------- what is refused


def edition(**changes: object) -> EditionMeta:
    return replace(EDITION, **changes)  # type: ignore[arg-type]


def refused(target: str, given: Order) -> str:
    made = packed(target, given)
    assert made.data == b""
    return " | ".join(f"{one.message} -> {one.hint}" for one in wrong(made))


def of(edition: EditionMeta) -> Order:
    return order(item(edition=edition), edition=edition)


def one(**changes: Any) -> Order:
    return order(item(with_meta(**changes)))


@pytest.mark.parametrize(
    ("target", "given", "said"),
    [
        ("crossref", one(doi=""), "one, DOI: it is missing. Rule: Crossref registers an article by its DOI."),
        ("crossref", one(doi="10.1111/x"), "registered by another publisher; cite it as the original"),
        ("datacite", one(doi="10.1111/x"), "registered by another publisher; cite it as the original"),
        (
            "crossref",
            one(original=OriginalPublication(doi="10.1111/x")),
            "registered by another publisher; cite it as the original",
        ),
        ("crossref", one(doi="see the site"), 'one, DOI: "see the site" is no DOI'),
        ("crossref", of(edition(doi_prefix="")), "The issue, DOI prefix: it is missing"),
        ("crossref", of(edition(issn_print="", issn_electronic="")), "The issue, ISSN: it is missing"),
        ("crossref", of(edition(deposit=Deposit())), "The issue, deposit_version: it is missing"),
        ("crossref", of(edition(journal="J" * 300)), "has 300 signs, more than 255"),
        ("crossref", of(edition(date="")), ""),
        (
            "crossref",
            one(contributors=(Contributor("Maria Clara Reis Silva"),)),
            "which part of the name is the family name is not known",
        ),
        ("crossref", one(contributors=(Contributor("R2 D2", "D2", "R2"),)), '"D2" is no part of a name'),
        (
            "crossref",
            order(item(), item(with_meta(id="two"))),
            "two, DOI: it is the DOI of one too (10.5555/jmt.1)",
        ),
        ("crossref", order(item(), item()), "one, id: it is the id of one too"),
        (
            "crossref",
            of(
                edition(
                    deposit=replace(EDITION.deposit, resource_url="https://j.example/{elocation_id}"),
                )
            ),
            "asks for a fact that this article does not have",
        ),
        (
            "crossref",
            order(item(record=replace(RECORD, permission=""), article=with_meta(permission=Permission()))),
            "the licence is unknown and no permission is on record: private proof only",
        ),
        (
            "doaj",
            one(original=OriginalPublication(journal="Elsewhere")),
            "it appeared first in Elsewhere. Rule: DOAJ lists an article once",
        ),
        ("doaj", of(edition(issn_electronic="2049-3630")), "both are 2049-3630"),
        ("doaj", one(language="zxx-x"), "has no code of three letters"),
        ("datacite", of(edition(publisher="")), "The issue, publisher: it is missing"),
        ("datacite", one(contributors=()), "one, authors: there is none"),
        ("ojs", of(edition(volume="IV")), '"IV" is no number'),
        ("ojs", order(replace(item(), files={})), "one, article.pdf: it is missing"),
        (
            "crossref",
            order(item(record=replace(RECORD, places=((PLACE, Place("", "")),)), article=with_meta(
                affiliations=(replace(ARTICLE.document.meta.affiliations[0], country="Ruritania"),)
            ))),
            '"Ruritania" is no country that ISO 3166 knows',
        ),
    ],
)  # fmt: skip
def test_what_a_register_would_refuse_is_said_before(target: str, given: Order, said: str) -> None:
    if not said:
        given = replace(given, items=(item(with_meta(history=type(ARTICLE.document.meta.history)()),
                                            edition=given.edition),))  # fmt: skip
        said = "one, date of publication: it is missing"
    assert said in refused(target, given)


def test_a_draft_is_written_and_says_what_it_is() -> None:
    given = order(item(record=replace(RECORD, permission=""), article=with_meta(permission=Permission())))
    made = packed("crossref", given, draft=True)
    text = unpacked(made.data)["README.txt"].decode()
    assert "DRAFT, NOT FOR SUBMISSION" in text
    assert "private proof only" in text
    assert "Passing these checks is not admission" in text


def test_a_confirmed_reprint_is_listed() -> None:
    article = with_meta(original=OriginalPublication(journal="Elsewhere", doi="10.1111/x"), doi="")
    made = packed("doaj", order(item(article, record=replace(RECORD, doaj_reprint=True))))
    assert b"10.1111/x" not in unpacked(made.data)["doaj-articles.xml"]


@pytest.mark.parametrize(
    ("name", "language", "parts"),
    [
        ("Ellen Marsh", "en", ("Marsh", "Ellen", "")),
        ("John Q. Public Jr.", "en", ("Public", "John Q.", "Jr.")),
        ("Ludwig van der Berg", "de", ("van der Berg", "Ludwig", "")),
        ("Plato", "en", ("Plato", "", "")),
        ("Nagy Ilona", "hu", ("", "Nagy Ilona", "")),
        ("Gabriel García Márquez", "es", ("", "Gabriel García Márquez", "")),
        ("Мария Иванова", "ru", ("", "Мария Иванова", "")),
    ],
)
def test_names_are_split_only_where_it_is_plain(
    name: str, language: str, parts: tuple[str, str, str]
) -> None:
    assert split_name(name, language) == parts
