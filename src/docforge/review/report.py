"""``report.json``: what was done to each article and why, for programs. One file for all articles.

The shape (``data/report.schema.json`` says it exactly; keys keep this order; same input, same bytes)::

    format, version         "docforge-report", 2
    docforge                version of docforge that wrote it
    edition                 title, journal, volume, issue, date, status
    summary                 articles, accounted_for, edits by safety, moves, errors, warnings, open_questions,
                            decisions_followed, decisions_unfollowed, checks_run, checks_not_run: sums over
                            everything below
    articles[]              in the order of the edition:
      id, title
      sources[]             file, kind, encoding, sha256, characters; never their text as a whole
      counts                edits by safety (safe, likely, suggest), moves, errors, warnings, notes
      conservation          accounted_for, source_words, kept, set_aside[kind, words], changed[rule, edits],
                            unaccounted[word, times], invented[word, times], decided (words that only a
                            decision of the editor brought in)
      questions             open, decisions_followed, decisions_unfollowed (stale or refused; told among the
                            diagnostics), by_rule[rule, open, asked], and two lists, worst first, of which the
                            editor is asked the first one, 25 at most: asked[], listed[]: key (for
                            decisions.toml), kind (suggested-edit: not made; doubtful-edit: made, and touches
                            what a reader relies on; finding: asks without a repair of its own, so that it can
                            be accepted or rejected but not replaced), rule (or code), effect (numbers, names,
                            lost text, order, words, apparatus), place, at (file:line:column), before, after,
                            why, hint, left, right (the source around the place)
      set_aside[]           kind, words, pieces[text, stays, place, key]
      edits[]               key, rule, safety, applied, verdict (accept, reject, replace or ""), proposed
                            (docforge's own idea where the editor replaced it), place, before, after, why,
                            set_aside (kind or ""), left, right (the few signs that touch the place)
      moves[]               rule, why, from, to (places), begins (first words)
      diagnostics[]         code, severity, message, hint, place, where, key (of one that asks), before,
                            after, answer (the editor's verdict)
      checks[]              checks of files in articles/<id>/
    checks[]                checks of everything else: checker, version, file, ran, reason (why it did not
                            run, or what it leaves out), errors, warnings, diagnostics
    diagnostics[]           findings that belong to the edition and not to one article

A place is ``{file, start, end, line, column}``: half-open code-point offsets into the file as received, line
and column from 1; null where something has no place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

from docforge import __version__
from docforge.diagnostics import Diagnostic, Severity
from docforge.model.edition import EditionMeta
from docforge.repair.record import Reading
from docforge.review import account
from docforge.review.account import Json
from docforge.review.located import Lines
from docforge.validate.base import Checked

FORMAT_VERSION = 2


def report_json(
    readings: Sequence[tuple[str, Reading]],
    checks: Sequence[Checked],
    more: Sequence[Diagnostic],
    edition: EditionMeta,
) -> bytes:
    """The report as UTF-8 JSON. ``readings`` are pairs of article id and reading, in the edition's order."""
    text = json.dumps(report(readings, checks, more, edition), ensure_ascii=False, indent=1)
    # A source that was not UTF-8 may hold half a surrogate pair, which only an escape can carry.
    text = re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)
    return text.encode("utf-8") + b"\n"


def report(
    readings: Sequence[tuple[str, Reading]],
    checks: Sequence[Checked],
    more: Sequence[Diagnostic],
    edition: EditionMeta,
) -> Json:
    """The report as values; see the module for its shape."""
    names = [name for name, _ in readings]
    articles = [
        account.article(name, reading, [c for c in checks if article_of(c, names) == name])
        for name, reading in readings
    ]
    everywhere = Lines([source for _, reading in readings for source in reading.sources])
    return {
        "format": "docforge-report",
        "version": FORMAT_VERSION,
        "docforge": __version__,
        "edition": {
            "title": edition.title,
            "journal": edition.journal,
            "volume": edition.volume,
            "issue": edition.issue,
            "date": edition.date,
            "status": edition.status,
        },
        "summary": _summary(articles, checks, more),
        "articles": articles,
        "checks": [account.check(c, everywhere) for c in checks if article_of(c, names) is None],
        "diagnostics": [account.finding(d, everywhere) for d in more],
    }


def article_of(check: Checked, names: Sequence[str]) -> str | None:
    """The article that a checked file belongs to: the one whose folder it is in."""
    parts = check.file.replace("\\", "/").split("/")
    for folder, name in pairwise(parts):
        if folder == "articles" and name in names:
            return name
    return None


def _summary(articles: Sequence[Json], checks: Sequence[Checked], more: Sequence[Diagnostic]) -> Json:
    checked = [d for c in checks for d in c.diagnostics]

    def severity(kind: Severity) -> int:
        own = sum(d.severity is kind for d in (*more, *checked))
        counted: list[int] = [a["counts"][f"{kind.value}s"] for a in articles]
        return own + sum(counted)

    return {
        "articles": len(articles),
        "accounted_for": all(a["conservation"]["accounted_for"] for a in articles),
        "edits": {
            kind: sum(a["counts"]["edits"][kind] for a in articles) for kind in ("safe", "likely", "suggest")
        },
        "moves": sum(a["counts"]["moves"] for a in articles),
        "errors": severity(Severity.ERROR),
        "warnings": severity(Severity.WARNING),
        "open_questions": sum(a["questions"]["open"] for a in articles),
        "decisions_followed": sum(a["questions"]["decisions_followed"] for a in articles),
        "decisions_unfollowed": sum(a["questions"]["decisions_unfollowed"] for a in articles),
        "checks_run": sum(c.ran for c in checks),
        "checks_not_run": sum(not c.ran for c in checks),
    }
