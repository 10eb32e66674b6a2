"""Words lost or doubled on the way to the page: each is named with its page, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from lxml import etree
from pages_fixture import EDITION, every_node, long_article

from docforge.exporters import print_tree
from docforge.exporters.issue.pages import layout_edition
from docforge.exporters.pdf import write_pdf
from docforge.exporters.printed import printed_element
from docforge.model.edition import Article
from docforge.model.meta import History
from docforge.model.nodes import Permission
from docforge.validate.pdf_text import Piece, read_articles
from docforge.validate.print_order import compare_print, differences, fold
from docforge.validate.words import check_words

pytestmark = pytest.mark.needs_poppler
LONG = long_article()
META = replace(
    LONG.document.meta,
    permission=Permission("CC-BY-4.0", "Novak", "2024"),
    history=History("", "", "", "2024-05-01"),
)
ARTICLES = (every_node(), replace(LONG, document=replace(LONG.document, meta=META)))


def told(article: Article, data: bytes, name: str = "article.pdf") -> list[tuple[str, str]]:
    checked = check_words((article,), data, name, partial(printed_element, EDITION))
    assert checked.ran, checked.reason
    return [(d.code, d.message) for d in checked.diagnostics]


@pytest.mark.parametrize("theme", ["journal", "magazine", "book"])
def test_whole_pages_are_not_told_of_alone_or_bound(theme: str) -> None:
    edition = replace(EDITION, theme=theme)
    made = layout_edition(ARTICLES, edition)
    for article, laid in zip(ARTICLES, made.articles, strict=True):
        assert (
            check_words((article,), laid.data, "article.pdf", partial(printed_element, edition)).diagnostics
            == ()
        )
    assert (
        check_words(ARTICLES, made.data, "edition.pdf", partial(printed_element, edition)).diagnostics == ()
    )


# The words, and the class of the element that they stand in.
PLACES = {
    "body": ("line dropped at the foot", "body"),
    "one word of the body": ("confidence", "body"),
    "note": ("long enough to run over", "footnote"),
    "table": ("Damp, and the binder", "table-wrap"),
    "head of a table": ("Cause most often named", "table-wrap"),
    "note of a table": ("Shares in per cent", "table-wrap"),
    "caption": ("counted in lines", "table-wrap"),
    "title": ("Short Text through", "title-block"),
    "affiliation": ("Institute of Lost Lines", "title-block"),
    "keywords": ("transmission", "title-block"),
    "how to cite": ("Journal of Mended Texts", "title-block"),
    "rights": ("Licensed under", "title-block"),
    "date": ("1 May 2024", "title-block"),
    "references": ("the list that is long", "references"),
}


def planted(words: str, holder: str, change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The pages of an article that was changed between its rendering and its layout."""
    render = print_tree.render_article  # type: ignore[attr-defined]

    def rendered(*args: Any, **names: Any) -> Any:
        made = render(*args, **names)
        for node, where in _strings(made.element, holder):
            string = getattr(node, where) or ""
            if words in string:
                setattr(node, where, string.replace(words, change(words), 1))
                return made
        raise AssertionError(f"{words!r} is not in {holder}")

    monkeypatch.setattr(print_tree, "render_article", rendered)
    return write_pdf(ARTICLES[1], EDITION).files["article.pdf"]


def _strings(root: etree._Element, holder: str) -> Iterator[tuple[Any, str]]:
    for node in root.iter():
        classes = [(one.get("class") or "").split() for one in (node, *node.iterancestors())]
        if any(holder in of for of in classes):
            yield node, "text"
            yield node, "tail"


@pytest.mark.parametrize("place", PLACES)
def test_a_planted_doubling_is_found(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words, holder = PLACES[place]
    data = planted(words, holder, lambda said: f"{said} {said}", monkeypatch)
    ((code, message),) = told(ARTICLES[1], data)
    assert code == "words-doubled"
    assert message.startswith(f"long-road: printed too often: '{words}' (page ")


@pytest.mark.parametrize("place", PLACES)
def test_a_planted_loss_is_found(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words, holder = PLACES[place]
    data = planted(words, holder, lambda _: "", monkeypatch)
    ((code, message),) = told(ARTICLES[1], data)
    assert code == "words-differ"
    assert message.startswith(f"long-road: lost in print: '{words}' (page ")


@pytest.mark.parametrize(
    ("expected", "there", "found"),
    [
        ("one two three", "one two three", []),
        ("one two three", "one two two three", [("", "two")]),
        ("one two three", "one three", [("two", "")]),
        ("one two three", "one too three", []),
        ("one two three", "one four three", [("two", "four")]),
        ("one two three", "", [("onetwothree", "")]),
        ("", "one", [("", "one")]),
    ],
)
def test_differences_are_stretches_of_letters(
    expected: str, there: str, found: list[tuple[str, str]]
) -> None:
    one, two = fold(expected), fold(there)
    said = [(one[a.start : a.stop], two[b.start : b.stop]) for a, b in differences(one, two)]
    assert [tuple(map(sorted, each)) for each in said] == [tuple(map(sorted, each)) for each in found]


def test_signs_accents_and_letters_that_are_drawn_in_another_order_are_not_compared() -> None:
    assert fold("Ärger\u00adnis, ﬁnden; İSTANBUL ıı") == "argernisfindenistanbulii"
    assert fold("a שלום مرحبا नमस्ते b 漢字") == "ab漢字"


def test_a_head_that_goes_on_is_no_doubling_but_other_words_beside_the_text_are() -> None:
    data = write_pdf(ARTICLES[1], EDITION).files["article.pdf"]
    (printed,) = read_articles(data)
    assert [fold(head) for head in printed.heads] == ["centurylineslostsharecausemostoftennamed"]
    assert printed.beside, "the table of the sample goes on over a page"
    assert compare_print(printed_element(EDITION, ARTICLES[1], "1"), printed) == []
    printed.beside.append(Piece(1, "Stray words"))
    assert [
        (one.lost, one.folio) for one in compare_print(printed_element(EDITION, ARTICLES[1], "1"), printed)
    ] == [(False, "2")]
