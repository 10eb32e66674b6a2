"""The account of a build: every file checked by what checks it, and said what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic
from docforge.edition.cache import Cache
from docforge.edition.stages import article_parts, check_stage, shown_stage
from docforge.model.edition import SITE, Article, EditionMeta
from docforge.repair.record import Reading
from docforge.validate.base import Checked
from docforge.validate.check import MORE, SUFFIXES, check_data, left_out

if TYPE_CHECKING:
    from docforge.validate.pdf_bound import Shown

# What check_words compares; a build checks the rest by validators alone.
WORDS = (".html", ".xml", ".epub", ".pdf", ".docx")

# Name of the stage in the cache, what the check depends on, the check.
_Check = tuple[str, Sequence[str | bytes], Callable[[], Checked]]


def check_written(
    cache: Cache, name: str, data: bytes, articles: Sequence[Article], edition: EditionMeta
) -> tuple[Checked, ...]:
    """Check a file of a build by its validator, and its words against its articles."""
    done = [
        check_stage(cache, stage, name, parts, check)
        for stage, parts, check in _checks(name, data, articles, edition)
    ]
    # Of the pages of the site it is said once.
    return (*done, *(() if name.startswith(SITE) and name != f"{SITE}index.html" else left_out(name)))


def check_bound(
    cache: Cache,
    name: str,
    data: bytes,
    articles: Sequence[Article],
    edition: EditionMeta,
    parts: Mapping[str, bytes],
    told: Sequence[Checked],
    run: Callable[[Callable[[], Checked | None]], Checked | None],
) -> tuple[Checked, ...]:
    """The same of a PDF bound from those of its articles, of which ``told`` was found; ``run`` does the work.

    Where nothing was, and each article shows what it shows in its own file, its pages are not read again.
    """
    # pikepdf: an unchanged build does without.
    from docforge.validate.print_check import LEFT_OUT
    from docforge.validate.words import CHECKER, VERSION

    checked = None
    if len(parts) == len(articles) and all(c.ran and not c.diagnostics for c in told):
        alone = [shown_stage(cache, part) for part in parts.values()]
        work = partial(_check_against, data, name, [one for one in alone if one])
        checked = check_stage(cache, "bound", name, [data, *parts.values()], lambda: run(work))
    if checked is None:
        return check_written(cache, name, data, articles, edition)
    return checked, Checked(CHECKER, VERSION, name, True, LEFT_OUT), *left_out(name)


def _check_against(data: bytes, name: str, alone: Sequence[Shown]) -> Checked | None:
    """The check of a bound PDF, if it shows what its articles show ``alone``."""
    from docforge.validate.pdf import check_pdf
    from docforge.validate.pdf_bound import shown_in

    shown = shown_in(data)
    if shown is None or shown.articles != tuple(article for one in alone for article in one.articles):
        return None
    return check_pdf(data, name, frozenset[str]().union(*(one.looks for one in alone)))


def checks_of(
    name: str, data: bytes, articles: Sequence[Article], edition: EditionMeta
) -> tuple[Checked, ...]:
    """The same, apart from any build."""
    return tuple(check() for _, _, check in _checks(name, data, articles, edition))


def _checks(name: str, data: bytes, articles: Sequence[Article], edition: EditionMeta) -> Iterator[_Check]:
    suffix = PurePosixPath(name).suffix
    if name.startswith(SITE) and suffix != ".html":
        # What can be downloaded there was checked where it was made.
        return
    if suffix in SUFFIXES:
        yield suffix, [data], partial(check_data, data, name)
    for stage, check in MORE.get(suffix, {}).items():
        yield stage, [data], partial(check, data, name)
    owners = [a for a in articles if name.removeprefix(SITE).startswith(f"articles/{a.id}/")]
    if not owners and not name.startswith(SITE):
        owners = list(articles)
    if suffix in WORDS and owners:
        parts = [data, *(part for article in owners for part in article_parts(article))]
        if suffix == ".pdf":
            parts.append(repr(edition))
        yield "words", parts, partial(_words, owners, data, name, edition)


def _words(articles: Sequence[Article], data: bytes, file: str, edition: EditionMeta) -> Checked:
    from docforge.exporters.printed import printed_element
    from docforge.validate.words import check_words

    return check_words(articles, data, file, partial(printed_element, edition))


def json_report(
    edition: EditionMeta,
    readings: Sequence[tuple[str, Reading]],
    checks: Sequence[Checked],
    more: Sequence[Diagnostic],
) -> bytes:
    """``report.json``. ``more`` are findings of the edition and of articles that could not be read."""
    from docforge.review.report import report_json

    return report_json(readings, checks, more, edition)


def html_report(
    edition: EditionMeta,
    readings: Sequence[tuple[str, Reading]],
    checks: Sequence[Checked],
    more: Sequence[Diagnostic],
) -> bytes:
    """``report.html``, the same for people."""
    from docforge.review.page import report_html

    return report_html(readings, checks, more, edition)
