"""Damage that has a repair, on the real documents, with the strings of the list itself: all, 000 and 002."""

from __future__ import annotations

import re

import pytest
from seeds.reading import blocks, damage, document, headings, lines, reading, strings, text

from docforge.citations.checks.run import check_references
from docforge.citations.link import link_citations
from docforge.diagnostics import Diagnostic
from docforge.model.nodes import ExtLink, Figure
from docforge.model.text import inline_text, words
from docforge.model.walk import iter_inlines
from docforge.normalise.checks import check_document
from docforge.normalise.document import normalise
from docforge.normalise.slips import check_slips

pytestmark = pytest.mark.needs_shared
SEEDS = ("000", "001", "002", "004")


# ---------------------------------------------------------------- nothing lost, nothing invented


@pytest.mark.parametrize("seed", SEEDS)
def test_every_word_is_accounted_for(seed: str) -> None:
    conservation = reading(seed).conservation
    assert conservation.unaccounted == () and conservation.invented == ()
    assert conservation.source_words == len(words("\n".join(lines(seed))))
    assert [d for d in reading(seed).diagnostics if d.severity == "error"] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_recorded_place_holds_the_text_it_names(seed: str) -> None:
    source = reading(seed).sources[0].text
    for edit in reading(seed).edits:
        if edit.step == 1 or edit.rule in ("lost-hyphen", "kept-hyphen", "glued-sentence"):
            assert source[edit.place.start : edit.place.end] == edit.before


# ---------------------------------------------------------------- 000


def test_000_title_is_one_line_and_people_are_apart() -> None:
    meta = document("000").meta
    title = inline_text(meta.title)
    assert title.casefold() == re.search(r'title "([^"]+)"', damage("000-1"))[1].casefold()  # type: ignore[index]
    assert [p.name for p in meta.contributors] == ["Md. Harun or-Rashid"]
    assert meta.contributors[0].email == lines("000")[11].split()[-1]
    assert "@" not in meta.affiliations[0].text and "*" not in meta.affiliations[0].text
    assert len(meta.affiliations) == 1


def test_000_abstract_and_keywords_lose_their_layout() -> None:
    meta = document("000").meta
    assert len(meta.abstract) == 1 and inline_text(meta.abstract[0].content) == lines("000")[19].strip("*")
    wanted = re.search(r"keywords: ([^(]+?) \(", damage("000-5"))[1]  # type: ignore[index]
    assert list(meta.keywords) == wanted.split("; ")


def test_000_references_are_one_list() -> None:
    references = document("000").references
    assert len(references) == 39
    assert inline_text(document("000").references_title) == "REFERENCES"
    assert document("000").body == ()
    assert inline_text(references[0].content).startswith("Ashley") and inline_text(
        references[-1].content
    ).startswith("Yaniz")
    last = inline_text(references[-1].content)
    assert "(2020). The" in last and "Ramírez & J." in last and "\n" not in last


def test_000_each_link_stands_once_with_plain_underscores() -> None:
    for reference in document("000").references:
        links = [n for n in iter_inlines(reference.content) if isinstance(n, ExtLink)]
        assert len(links) <= 1
        for link in links:
            assert inline_text(link.content) == link.href and "\\" not in link.href
    joined = text("000")
    assert "\\" not in joined and "](" not in joined and "**" not in joined and "---" not in joined


# ---------------------------------------------------------------- 002


def test_002_title_once_navigation_gone_standfirst_kept() -> None:
    meta = document("002").meta
    title = lines("002")[0]
    assert inline_text(meta.title) == title
    assert sum(s == title for s in strings("002")) == 1
    assert "Recent Features" not in text("002") and "|" not in text("002")
    assert inline_text(meta.standfirst) == lines("002")[8].strip()
    assert meta.contributors == ()
    asides = {e.aside for e in reading("002").edits if e.aside}
    assert asides == {"duplicate title", "navigation"}


def test_002_caption_and_credit_are_a_figure() -> None:
    (figure,) = blocks("002", Figure)
    assert isinstance(figure, Figure)
    assert inline_text(figure.caption) == lines("002")[12] and inline_text(figure.credit) == lines("002")[14]


def test_002_headings_and_spaces() -> None:
    assert headings("002") == [(2, lines("002")[n - 1].strip()) for n in (27, 43, 55)]
    assert "\u00a0" not in text("002") and "  " not in text("002")
    assert text("002").count(" – ") == 12
    assert "Stoltenburg" in text("002")  # a name is the author's: reported work, never changed


# ---------------------------------------------------------------- what is only told


def _slips(seed: str) -> str:
    return "\n".join(f"{d.code}: {d.message}" for d in check_slips(document(seed)))


def test_slips_of_the_author_are_asked_about_and_never_changed() -> None:
    for item, seed, words_ in (
        ("001-17", "001", ("Cooperation.",)),
        (
            "001-18",
            "001",
            ("PP", "An other", "support one other", "except from", "shown no", "like as", "including as"),
        ),
        ("001-18", "001", ("2002", "Iraq", "2004")),
        ("001-14", "001", ("Demark",)),
        ("002-7", "002", ("Stoltenberg", "Stoltenburg")),
        ("004-13", "004", ("ETD", "ECS", "miliary", "unfavorable", "Each are")),
    ):
        for word in words_:
            assert word.rstrip(".") in damage(item), (item, word)
            assert word in _slips(seed), (item, word)
            assert word in "\n".join((text(seed), *lines(seed))), (item, word)


def test_slips_are_few() -> None:
    assert all(len(check_slips(document(seed))) <= 16 for seed in SEEDS)


def test_000_what_a_list_shows_by_itself_is_told() -> None:
    told = [d.message for d in check_document(document("000"))]
    assert sum("«" in m for m in told) == 1  # 000-15
    same = [d for d in _checked("000") if d.code == "reference-duplicate"]
    assert len(same) == 5  # 000-16: five works
    title = re.search(r"`([A-Z ]{10,}?)(?: IN)? ", damage("000-17"))
    assert title and title[1] in _slips("000")


def _checked(seed: str) -> tuple[Diagnostic, ...]:
    linked, told = link_citations(normalise(reading(seed).document))
    return (*told, *check_references(linked))
