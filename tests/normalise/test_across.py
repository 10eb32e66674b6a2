"""What two articles of an edition call by two names: told in the later one, else nothing."""

from __future__ import annotations

import pytest

from docforge.model.meta import Document
from docforge.model.nodes import Paragraph, Text
from docforge.normalise.across import compare_articles


def told(one: str, two: str) -> list[tuple[str, str]]:
    documents = [
        (name, Document(body=(Paragraph((Text(text),)),))) for name, text in (("a", one), ("b", two))
    ]
    found = compare_articles(documents)
    assert found["a"] == ()
    return [(d.code, d.message) for d in found["b"]]


def test_a_name_in_other_words_is_told_once_and_whole() -> None:
    found = told(
        "They joined the Office for Safety and Collaboration in Ruritania (OSCR).",
        "The Free Towns and the Office for Safety and Cooperation in Ruritania met.",
    )
    assert [code for code, _ in found] == ["name-across-articles"]
    assert "Office for Safety and Cooperation in Ruritania” here" in found[0][1]


def test_an_abbreviation_in_other_capitals_is_told() -> None:
    assert [code for code, _ in told("The RivPac games began.", "The RIVPAC games ended.")] == [
        "name-across-articles"
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    (
        ("The Office for Safety in Ruritania.", "The Office for Safety in Ruritania."),
        ("The Old Town’s Free Guards met.", "The Old Town's Free Guards left."),
        ("North and South Ruritanian towns.", "North and South Ruritania traded."),
        ("Ada Bell Carter spoke.", "Anna Best Crane was silent."),
        ("The UFT met.", "A UfT meets."),
        ("OF PAGES AND LINES", "Of Pages and Lines"),
    ),
)
def test_what_is_no_other_name_is_left_alone(one: str, two: str) -> None:
    assert told(one, two) == []


def test_cost_grows_with_the_length() -> None:
    long = "Free Towns of the North " * 2_000
    assert told(long, long) == []
