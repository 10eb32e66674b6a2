"""The account of a build: every file checked by what checks it, and said what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from docforge.diagnostics import Diagnostic
from docforge.edition.cache import Cache
from docforge.edition.stages import article_parts, check_stage
from docforge.model.edition import Article, EditionMeta
from docforge.repair.record import Reading
from docforge.validate.base import Checked

Check = Callable[[bytes, str], Checked]


def jats(data: bytes, file: str) -> Checked:
    from docforge.validate.jats import check_jats

    return check_jats(data, file)


def pdf(data: bytes, file: str) -> Checked:
    from docforge.validate.pdf import check_pdf

    return check_pdf(data, file)


def _epub(data: bytes, file: str) -> Checked:
    """EPUBCheck starts a Java of its own for each file; it is left to the person who wants to wait."""
    from docforge.validate.epub import CHECKER, epubcheck_version

    reason = f"Not run by a build. To run it: docforge check {file} (in the folder of results)."
    return Checked(CHECKER, epubcheck_version(), file, False, reason)


CHECKS: Mapping[str, Check] = {".xml": jats, ".pdf": pdf, ".epub": _epub}
WORDS = (".html", ".xml", ".epub", ".pdf")


def check_files(cache: Cache, files: Mapping[str, bytes], articles: Sequence[Article]) -> tuple[Checked, ...]:
    """Check each file in turn by what is there for its kind, and its words against its articles."""
    checked = []
    for name, data in files.items():
        suffix = f".{name.rpartition('.')[2]}"
        owners = [a for a in articles if name.startswith(f"articles/{a.id}/")] or list(articles)
        if check := CHECKS.get(suffix):
            checked.append(check_stage(cache, suffix, name, [data], partial(check, data, name)))
        if suffix in WORDS and owners:
            parts = [data, *(part for article in owners for part in article_parts(article))]
            checked.append(check_stage(cache, "words", name, parts, partial(_words, owners, data, name)))
    return tuple(checked)


def _words(articles: Sequence[Article], data: bytes, file: str) -> Checked:
    from docforge.validate.words import check_words

    return check_words(articles, data, file)


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
