"""What a reference list shows to be amiss: each code triggered, and what must be left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from citations.lists import document, listed

from docforge.citations.checks.addresses import broken_address
from docforge.citations.checks.duplicates import NEAR_TITLE, SAME_DOI, SAME_TITLE, SAME_WORDS, find_groups
from docforge.citations.checks.entry import listed_entries
from docforge.citations.checks.identifiers import doi_fault, isbn_fault
from docforge.citations.checks.run import check_references
from docforge.citations.identifiers import is_ror
from docforge.citations.link import link_citations
from docforge.diagnostics import Diagnostic
from docforge.model.meta import Affiliation, ArticleMeta, Contributor, Document, OriginalPublication

UNCITED = "reference-uncited"


def told(*raws: str, text: str = "") -> list[Diagnostic]:
    linked, found = link_citations(document(text, *raws))
    return [d for d in (*found, *check_references(linked)) if d.code != UNCITED]


# ---------------------------------------------------------------- identifiers


@pytest.mark.parametrize(
    ("doi", "sound"),
    [
        ("10.1000/xyz", True),
        ("10.1016/S0140-6736(97)11096-0", True),
        ("10.1000.10/123456", True),
        ("10.100/xyz", False),
        ("10.1000", False),
        ("11.1000/xyz", False),
        ("10.1000/abc-", False),
        ("10.1016/S0140-6736(97", False),
    ],
)
def test_doi_syntax(doi: str, sound: bool) -> None:
    assert (doi_fault(doi) == "") is sound


@pytest.mark.parametrize(
    ("isbn", "fault"),
    [
        ("978-3-16-148410-0", ""),
        ("0-306-40615-2", ""),
        ("0-8044-2957-X", ""),
        ("978-3-16-148410-1", "has a wrong check digit"),
        ("0-306-40615-3", "has a wrong check digit"),
        ("978-3-16-14841-0", "has 12 digits, not 10 or 13"),
    ],
)
def test_isbn_check_digits(isbn: str, fault: str) -> None:
    assert isbn_fault(isbn) == fault


@pytest.mark.parametrize(
    ("ror", "sound"),
    [
        ("03yrm5c26", True),
        ("https://ror.org/013meh722", True),
        ("https://ror.org/013meh723", False),
        ("03yrm5c2", False),
        ("13yrm5c26", False),
        ("03yrm5i26", False),
    ],
)
def test_ror_check_digits(ror: str, sound: bool) -> None:
    assert is_ror(ror) is sound


@pytest.mark.parametrize(
    "raw",
    [
        "Oak, A. (2020). The mill. Elm Press. ISBN 978-3-16-148410-1.",
        "Oak, A. (2020). The mill. Elm Press. ISBN: 0-306-40615-3",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. ISSN 2049-3631",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. doi:10.100/abc",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. doi: 10.1000",
    ],
)
def test_a_wrong_identifier_of_an_entry_is_told_once_with_entry_and_remedy(raw: str) -> None:
    (found,) = told(raw)
    assert found.code == "identifier-wrong" and found.message.startswith("Entry 1 (Oak, 2020)")
    assert found.span and found.hint


@pytest.mark.parametrize(
    "raw",
    [
        "Oak, A. (2020). The mill. Elm Press. ISBN 978-3-16-148410-0. 12 pp.",
        "Oak, A. (2020). The mill. Elm Press. ISBN 978-3-16-148410-0 12 pages.",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. ISSN 2049-3630",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. https://doi.org/10.1000/abc(96)2",
        "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. doi: see the cover",
    ],
)
def test_a_sound_identifier_is_not_told(raw: str) -> None:
    assert told(raw) == []


def test_identifiers_of_the_front_matter_are_checked() -> None:
    meta = ArticleMeta(
        doi="10.1/x",
        contributors=(
            Contributor("A", orcid="0000-0002-1825-0097"),
            Contributor("B", orcid="0000-0002-1825-0098"),
        ),
        affiliations=(
            Affiliation("aff-1", "Elm House", ror="https://ror.org/03yrm5c26"),
            Affiliation("aff-2", "Oak House", ror="03yrm5c27"),
        ),
        original=OriginalPublication(issn="2049-3631"),
    )
    found = check_references(Document(meta))
    assert [d.code for d in found] == ["identifier-wrong"] * 4
    assert [[w for w in ("DOI", "ISSN", "ORCID", "ROR") if w in d.message] for d in found] == [
        ["DOI"], ["ISSN"], ["ORCID"], ["ROR"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "doi"),
    [
        (
            "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. http://dx.doi.org/10.1000/abc",
            "https://doi.org/10.1000/abc",
        ),
        (
            "Oak, A. (2020). The mill. Elm Journal, 3, 1-9. https://press.example/doi/10.1000/abc.12/full",
            "10.1000/abc.12",
        ),
    ],
)
def test_a_doi_in_another_address_is_told_with_the_doi(raw: str, doi: str) -> None:
    (found,) = told(raw)
    assert (found.code, found.after) == ("doi-as-url", doi)


def test_a_doi_field_that_is_an_address_is_told() -> None:
    (reference,) = listed("Oak, A. (2020). The mill. Elm Press.")
    given = replace(reference, csl=replace(reference.csl, doi="https://doi.org/10.1000/abc"))
    assert [d.code for d in check_references(Document(references=(given,)))] == ["doi-as-url", UNCITED]


# ---------------------------------------------------------------- pages and order


@pytest.mark.parametrize(
    ("pages", "wrong"),
    [
        ("321-312", True), ("99–12", True), ("321–29", False), ("1234-45", False), ("S12-S5", True),
        ("12-12", False), ("e12-e15", False), ("12-e5", False), ("1299-305", False),
    ],
)  # fmt: skip
def test_pages_that_run_backwards(pages: str, wrong: bool) -> None:
    (reference,) = listed("Oak, A. (2020). The mill. Elm Journal.")
    given = replace(reference, csl=replace(reference.csl, page=pages))
    codes = [d.code for d in check_references(Document(references=(given,)))]
    assert ("pages-backwards" in codes) is wrong


def _entries(names: str) -> list[str]:
    return [f"{name}, A. (2020). The {name} of the mill. Elm Press." for name in names.split()]


@pytest.mark.parametrize(
    ("names", "out"),
    [
        ("Ash Beech Cedar Elm Fir Gorse Hazel", []),
        ("Ash Beech Yew Cedar Elm Fir Gorse", ["Yew"]),
        ("Ash Beech Çam Dal Elm Fir Gorse", []),
        ("Alm Berg Zorn Åberg Ähl Öst", []),
        ("Yew Ash Gorse Beech Fir Cedar", []),
        ("Yew Ash Beech", []),
    ],
)
def test_order_by_name(names: str, out: list[str]) -> None:
    found = [d for d in told(*_entries(names)) if d.code == "reference-order"]
    assert [d.message.split("(")[1].split(",")[0] for d in found] == out


def test_particles_may_count_or_not() -> None:
    for names in ("Ash|Beech|van Cedar|Dal|Elm|Fir", "Ash|Beech|Cedar|Dal|Elm|van Fir|Gorse"):
        raws = [f"{name}, A. (2020). The {name} of the mill. Elm Press." for name in names.split("|")]
        assert not [d for d in told(*raws) if d.code == "reference-order"], names


def test_order_of_first_citation() -> None:
    names = "Yew Ash Gorse Beech Fir Cedar"
    cited = "; ".join(f"{n}, 2020" for n in names.split())
    assert not [d for d in told(*_entries(names), text=f"({cited})") if d.code == "reference-order"]
    moved = "Yew Cedar Ash Gorse Beech Fir"
    found = [d for d in told(*_entries(moved), text=f"({cited})") if d.code == "reference-order"]
    assert len(found) == 1 and "Cedar" in found[0].message and "cites" in found[0].message


# ---------------------------------------------------------------- citations


RAWS = (
    "Oak, A. (2019). The mill. Elm Press.",
    "Ash, B., & Yew, C. (2021a). The river. Elm Press.",
    "Ash, B., & Yew, C. (2021b). The weir. Elm Press.",
)


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("(Oak, 2018)", "citation-year", "Oak, 2019"),
        ("Oak (2091) says", "citation-year", "Oak, 2019"),
        ("(Ash & Yew, 2021c)", "citation-year", "Ash & Yew, 2021a; Ash & Yew, 2021b"),
        ("(Oak, 2019b)", "citation-year", "Oak, 2019"),
        ("(Oak, 1964)", "citation-unlinked", "Oak, 2019"),
        ("(Elm, 2018)", "citation-unlinked", ""),
        ("(Ash & Yew, 2021)", "citation-ambiguous", "Ash & Yew, 2021a; Ash & Yew, 2021b"),
    ],
)
def test_citations_that_cannot_be_linked_are_told_with_candidates(text: str, code: str, named: str) -> None:
    found = [d for d in told(*RAWS, text=text) if d.code.startswith("citation")]
    assert [d.code for d in found] == [code]
    assert named in found[0].message + found[0].hint and found[0].hint


# ---------------------------------------------------------------- addresses


def test_a_broken_address_is_told_with_all_it_may_be() -> None:
    printed, ways = next(broken_address("The mill. https://elm.example/End_Notes_1 2320.pdf"))
    assert printed == "https://elm.example/End_Notes_1 2320.pdf"
    assert ways[0] == "https://elm.example/End_Notes_12320.pdf"
    assert {"https://elm.example/End_Notes_1_2320.pdf", "https://elm.example/End_Notes_1%202320.pdf"} <= set(
        ways
    )
    assert "https://elm.example/End_Notes_1" in ways
    hyphen, kept = next(broken_address("https://elm.example/Oak- Ash_12 more"))
    assert hyphen == "https://elm.example/Oak- Ash_12" and kept[0] == "https://elm.example/Oak-Ash_12"


def test_an_address_that_stands_whole_elsewhere_is_named() -> None:
    raws = (
        "Oak, A. (2020a). The mill. https://elm.example/End_Notes_1 2320.pdf",
        "Oak, A. (2020b). The weir. https://elm.example/End_Notes_1-2320.pdf",
    )
    found = [d for d in told(*raws) if d.code == "address-broken"]
    assert [d.after for d in found] == ["https://elm.example/End_Notes_1-2320.pdf"]
    assert "Entry 2" in found[0].hint


# ---------------------------------------------------------------- duplicates


def groups(*raws: str) -> list[tuple[list[int], tuple[str, ...]]]:
    found = find_groups(listed_entries(listed(*raws)))
    return [([e.entry.position for e in g.entries], g.rules) for g in found]


def test_duplicates_are_named_by_the_rule_that_found_them() -> None:
    assert groups(
        "Oak, A. (2020a). The mill on the river. Elm Journal, 3, 1-9. https://doi.org/10.1000/ab",
        "Oak, Anna (2020). Mill, river. doi:10.1000/AB",
    ) == [([1, 2], (SAME_DOI,))]
    words = groups(
        "Oak, A. (2020a). The mill on the river. Elm Journal, 3, 1-9.",
        "Oak, A. (2020b). The mill on the river.Elm Journal, 3, 1-9.",
    )
    assert [(places, SAME_WORDS in rules) for places, rules in words] == [([1, 2], True)]
    assert groups(
        "Oak, A. (2020). The mill on the river. Elm Journal, 3, 1-9.",
        "Oak, A., & Ash, B. (2020). The mill on the river. Retrieved from https://elm.example/mill",
    ) == [([1, 2], (SAME_TITLE,))]
    assert groups(
        "Oak, A. (2020). The mill on the river and its wheels. Elm Journal, 3, 1-9.",
        "Oak, A. (2020). The mil on the river and its wheels. Elm Journal, 3, 1-9.",
    ) == [([1, 2], (NEAR_TITLE,))]


@pytest.mark.parametrize(
    "raws",
    [
        (
            "Oak, A. (2020). The mill. In B. Ash (Ed.), The book of the river (pp. 1-9). Elm Press.",
            "Oak, A. (2020). The weir. In B. Ash (Ed.), The book of the river (pp. 10-19). Elm Press.",
        ),
        (
            "Oak, A. (2020). Reports from the mill: Part 1. Elm Journal, 3, 1-9.",
            "Oak, A. (2020). Reports from the mill: Part 2. Elm Journal, 3, 10-19.",
        ),
        (
            "Oak, A. (2020). A word of introduction. Elm Journal, 3, 1-2. https://doi.org/10.1000/aa",
            "Oak, A. (2020). A word of introduction. Elm Journal, 4, 1-2. https://doi.org/10.1000/bb",
        ),
        (
            "Oak, A. (2020). A word of introduction. Elm Press.",
            "Ash, B. (2020). A word of introduction. Fir Press.",
        ),
    ],
)
def test_chapters_parts_and_stock_titles_are_no_duplicates(raws: tuple[str, ...]) -> None:
    assert groups(*raws) == []
