"""A bound file beside those it was bound from: the same articles, or not in any way that a reader sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pages_fixture import EDITION, every_node, long_article
from pikepdf import Name

from docforge.exporters.issue.pages import EditionPdf, layout_edition
from docforge.validate.pdf import check_pdf
from docforge.validate.pdf_bound import Shown, shown_in
from docforge.validate.pdf_text import elements_of


@pytest.fixture(scope="module")
def made() -> EditionPdf:
    return layout_edition((every_node(), long_article()), EDITION)


def parts(made: EditionPdf) -> list[bytes]:
    return [laid.data for laid in made.articles]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def lose_a_line(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[len(pdf.pages) // 2]
    page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes().replace(b" TJ", b" pop", 1))


def say_other_letters(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[len(pdf.pages) // 2].obj.Resources.Font
    for _, font in fonts.items():
        font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"beginbfchar", b"beginbfchar "))


def change_the_order(pdf: pikepdf.Pdf) -> None:
    article = next(elements_of(pdf.Root.StructTreeRoot, Name.Art))
    kids = article.K[0].K if len(article.K) == 1 else article.K
    kids[0], kids[1] = kids[1], kids[0]


def number_from_elsewhere(pdf: pikepdf.Pdf) -> None:
    labels = pdf.Root.PageLabels.Nums
    for label in list(labels)[1::2]:
        if label.get(Name.S) == Name.D:
            label.St = int(label.St) + 1


CHANGES = (lose_a_line, say_other_letters, change_the_order, number_from_elsewhere)


def shown(data: bytes) -> Shown:
    found = shown_in(data)
    assert found is not None
    return found


def alone(made: EditionPdf) -> tuple[str, ...]:
    return tuple(one for data in parts(made) for one in shown(data).articles)


def test_articles_are_the_same_alone_and_bound(made: EditionPdf) -> None:
    whole = shown(made.data)
    assert len(whole.articles) == 2
    assert whole.articles == alone(made)
    assert whole.looks > shown(made.articles[0].data).looks


def test_what_is_no_pdf_shows_nothing() -> None:
    assert shown_in(b"no PDF") is None


@pytest.mark.parametrize("change", CHANGES)
def test_what_readers_would_see_is_a_difference(change: Callable[[Any], None], made: EditionPdf) -> None:
    assert shown(changed(made.data, change)).articles != alone(made)


def test_pages_that_were_seen_are_not_read_again(made: EditionPdf, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("docforge.validate.pdf_glyphs.operations", read)
    assert check_pdf(made.data, "edition.pdf", shown(made.data).looks).diagnostics == ()
    with pytest.raises(AssertionError, match="read again"):
        check_pdf(made.data, "edition.pdf", shown(made.articles[0].data).looks)
