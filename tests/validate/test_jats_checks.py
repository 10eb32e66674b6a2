# ruff: noqa: E501 (tables of samples)
"""JATS4R's Schematron and the rules of archives: what is found, in plain words, with place and remedy."""

from __future__ import annotations

import pytest
from lxml import etree

from docforge.diagnostics import Severity
from docforge.validate.jats4r import check_jats4r
from docforge.validate.jats_style import check_jats_style
from docforge.validate.schematron import find_step

XL = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def article(meta: str = "", body: str = "", back: str = "") -> bytes:
    journal = (
        "<journal-meta><journal-id>j</journal-id><journal-title-group><journal-title>J</journal-title>"
        '</journal-title-group><issn publication-format="electronic">1234-5679</issn></journal-meta>'
    )
    front = f"<front>{journal}<article-meta>{meta}</article-meta></front>"
    parts = f"{front}\n<body>{body}</body>\n<back>{back}</back>"
    return f'<article {XL} dtd-version="1.3" xml:lang="en">{parts}</article>'.encode()


PERMITTED = "<permissions><license><license-p>x</license-p></license></permissions>"
TWO = "<contrib-group><contrib/><contrib/></contrib-group><aff id='a'>A</aff><aff id='b'>B</aff>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (article(), "does not say what its rights are"),
        (article(PERMITTED, "<fig id='f'><graphic xlink:href='a'/></fig>"), "a picture has no description"),
        (article(TWO + PERMITTED), "not told which author belongs to which affiliation"),
        (article(PERMITTED, "<sec><title>Conflict of interest</title><p>None</p></sec>"), "competing interests"),
        (article(PERMITTED, "<fig id='f'/>"), "a figure has no picture"),
        (article(PERMITTED, back="<ref-list><ref id='r'><mixed-citation>x</mixed-citation></ref></ref-list>"), "kind of work"),
    ],
)  # fmt: skip
def test_jats4r_is_told_in_plain_words(data: bytes, says: str) -> None:
    checked = check_jats4r(data, "a.xml")
    assert checked.ran
    found = [d for d in checked.diagnostics if says in d.message]
    assert found and found[0].severity is Severity.ERROR
    assert found[0].hint and found[0].where.startswith("a.xml:")


def test_affiliations_that_authors_point_to_are_no_finding() -> None:
    tied = TWO.replace(
        "<contrib/>", "<contrib><xref ref-type='aff' rid='a'/><xref ref-type='aff' rid='b'/></contrib>", 1
    )
    told = check_jats4r(article(tied + PERMITTED), "a.xml").diagnostics
    assert not [d for d in told if "affiliation" in d.message and d.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (article(body="<p/>"), "<p> is empty"),
        (article(body='<p><xref ref-type="fig" rid="x">1</xref></p>'), "points to 'x'"),
        (
            article(body='<p><xref ref-type="fig" rid="s">1</xref></p><sec id="s"/>'),
            "kind 'fig' points to <sec>",
        ),
        (article(body='<p id="a">x</p><p id="a">y</p>'), "given twice"),
        (article('<article-id pub-id-type="doi">doi:10.1/x</article-id>'), "is no DOI"),
        (article("<contrib><contrib-id contrib-id-type='orcid'>0000</contrib-id></contrib>"), "no ORCID"),
        (article().replace(b"1234-5679", b"1234-5678"), "is no ISSN"),
        (article().replace(b"publication-format", b"content-type"), "does not say whether"),
        (article().replace(b' xml:lang="en"', b""), "does not say its language"),
        (article("<aff><country>Atlantis</country></aff>"), "no code of two letters"),
        (article(back="<fn-group><fn id='n'><p>x</p></fn></fn-group>"), "no mark in the text"),
    ],
)
def test_rules_of_archives(data: bytes, says: str) -> None:
    found = [d for d in check_jats_style(data, "a.xml").diagnostics if says in d.message]
    assert found and found[0].hint


def test_what_is_no_article_is_not_checked() -> None:
    for check in (check_jats4r, check_jats_style):
        assert not check(b"<book/>", "b.xml").ran
        assert not check(b"<article", "b.xml").ran


def test_a_place_of_a_finding_is_found_again() -> None:
    root = etree.fromstring(b"<article><body><p>a</p><p>b</p></body></article>")
    assert find_step(root, "/Q{}article[1]/Q{}body[1]/Q{}p[2]").text == "b"
    assert find_step(root, "/Q{}article[1]/Q{}body[1]/Q{}p[2]/@id").text == "b"
