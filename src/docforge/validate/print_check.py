"""A printed file (PDF) against its articles: are all words there, and none too often?

Two readings that know nothing of each other. The words of the model are looked for among all that Poppler's
pdftotext reads, wherever it stands: one way only, for running heads and folios add words of their own. And
the text of each article as the PDF's structure orders it is held, letter by letter, against the article as it
is rendered, its title block, notes, tables and captions with it; so is found what is lost or doubled, and on
which page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import DocforgeError
from docforge.model.edition import Article
from docforge.validate.pdf_text import PrintedArticle, read_articles
from docforge.validate.print_order import Difference, compare_print
from docforge.validate.print_words import lost_in_print, read_pdf

# An article and its first page -> the ``<article>`` that is laid out.
PrintedAs = Callable[[Article, str], Any]
# What the check leaves out, said with its result.
ONE_WAY = (
    "Checked one way only: is every word of the text printed? Words too many were not looked for, because "
    "the rendering that says what else is printed was not given."
)
LEFT_OUT = (
    "Not compared: running heads and folios, pages before and after the articles, text in pictures, and for "
    "words too many languages written from right to left and scripts like Devanagari."
)


def lost_words(expected: Counter[str], data: bytes) -> Counter[str]:
    """Words of the model that no reading of the file has. Raises ``MissingToolError``, ``InputError``."""
    lost: Counter[str] = Counter()
    readings: list[str] = []
    for reading in read_pdf(data):
        readings.append(reading)
        lost = lost_in_print(expected, *readings)
        if not lost:
            break  # what one reading has, a second cannot take away
    return lost


def check_order(
    articles: Sequence[Article], printed_as: PrintedAs, data: bytes, file: str
) -> tuple[Diagnostic, ...]:
    """``words-differ`` for what an article's pages lack, ``words-doubled`` for what is there too often."""
    try:
        printed = read_articles(data)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise DocforgeError(f"{file} is not a readable PDF ({error}).") from error
    if len(printed) != len(articles):
        told = f"{file} holds {len(printed)} articles; {len(articles)} were written."
        return (diagnostic("words-differ", told, where=file),)
    return tuple(
        told
        for article, one in zip(articles, printed, strict=True)
        for told in _told(article.id, compare_print(printed_as(article, _first(one)), one), file)
    )


def _first(printed: PrintedArticle) -> str:
    return next(iter(printed.folios.values()), "")


def _told(name: str, found: Sequence[Difference], file: str) -> Iterator[Diagnostic]:
    for lost, code, said in (
        (True, "words-differ", "lost in print"),
        (False, "words-doubled", "printed too often"),
    ):
        parts = [f"{one.words!r} (page {one.folio})" for one in found if one.lost == lost]
        if parts:
            yield diagnostic(code, f"{name}: {said}: {', '.join(parts)}", where=file)
