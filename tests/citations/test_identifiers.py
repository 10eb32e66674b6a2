"""Identifiers: syntax, check digits, what a sentence puts behind them."""

import pytest

from docforge.citations.identifiers import (
    doi_of_url,
    find_doi,
    find_url,
    is_isbn,
    is_issn,
    is_orcid,
    trim_trailing,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("See https://doi.org/10.1000/xyz123.", "10.1000/xyz123"),
        (
            "doi: 10.1002/(SICI)1097-4571(199601)47:1<1::AID-ASI1>3.0.CO;2-4",
            "10.1002/(SICI)1097-4571(199601)47:1",
        ),
        ("(doi:10.1000/abc_17).", "10.1000/abc_17"),
        ("version 10.5 of it", ""),
    ],
)
def test_a_doi_ends_where_the_sentence_goes_on(text: str, doi: str) -> None:
    assert find_doi(text) == doi


@pytest.mark.parametrize(
    ("url", "doi"),
    [
        ("https://doi.org/10.1000/a_b", "10.1000/a_b"),
        ("http://dx.doi.org/10.1000%2Fa", "10.1000/a"),
        ("https://example.org/10.1000/a/chapter", ""),
    ],
)
def test_only_doi_org_says_where_a_doi_ends(url: str, doi: str) -> None:
    assert doi_of_url(url) == doi


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [("a/b).", "a/b"), ("a/b(c)", "a/b(c)"), ("a/b(c)).", "a/b(c)"), ("a*", "a"), ("a_b,", "a_b"), ("", "")],
)
def test_trailing_signs_of_the_sentence_are_cut(text: str, trimmed: str) -> None:
    assert trim_trailing(text) == trimmed


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("Title. https://example.org/a.pdf", "https://example.org/a.pdf"),
        ("Title. <https://example.org/a>.", "https://example.org/a"),
        ("T. [https://example.org/a\\\\_b](https://example.org/a_b)", "https://example.org/a_b"),
        # The rest of a broken address stands behind the space: nothing is certain.
        ("Title. https://example.org/End_Notes_1 2320.pdf", ""),
        ("Title. https://example.org/Anarc hy_is_a_bridge.pdf", ""),
        ("Title. https://example.org/profile/Anna- 2/publication", ""),
        ("https://example.org/a and https://example.org/b", ""),
    ],
)
def test_a_url_is_read_only_when_it_is_whole(entry: str, url: str) -> None:
    assert find_url(entry) == url


def test_check_digits() -> None:
    assert is_isbn("978-3-16-148410-0")
    assert is_isbn("0-306-40615-2")
    assert is_isbn("080442957X")
    assert not is_isbn("978-3-16-148410-1")
    assert not is_isbn("0-306-40615-3")
    assert is_issn("2249-7137")
    assert is_issn("2434-561X")
    assert not is_issn("2249-7138")
    assert is_orcid("0000-0002-1825-0097")
    assert is_orcid("https://orcid.org/0000-0002-1694-233X")
    assert not is_orcid("0000-0002-1825-0098")
    assert not is_orcid("0000000218250097")
