"""``report.html``: the report for people. One file, nothing from outside, usable by keyboard.

Open questions first, then the source and the article side by side, then every repair by rule with both
readings. Its one script, named by its digest in the page's policy, collects answers and offers them as a
ready ``decisions.toml``; without it all can be read. Long texts and long lists are cut on the page and say
so; ``report.json`` has all of it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from docforge import __version__
from docforge.diagnostics import Diagnostic
from docforge.model.edition import EditionMeta
from docforge.repair.record import Reading
from docforge.review import parts
from docforge.review.account import Json, sorted_edits
from docforge.review.facing_page import article_data, show_facing
from docforge.review.markup import Html, el, join
from docforge.review.report import report
from docforge.validate.base import Checked


def report_html(
    readings: Sequence[tuple[str, Reading]],
    checks: Sequence[Checked],
    more: Sequence[Diagnostic],
    edition: EditionMeta,
) -> bytes:
    """The report as one HTML page in UTF-8; the arguments are those of ``report_json``."""
    data = report(readings, checks, more, edition)
    name = edition.title or edition.journal or "this edition"
    style, script = _data("report.css"), _data("report.js")
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"Report on {name}"),
        el("style", Html(style)),
    )
    articles = [
        _article(said, reading) for said, (_, reading) in zip(data["articles"], readings, strict=True)
    ]
    body = el(
        "body",
        el("a", "Skip to the articles", class_="skip", href="#articles"),
        _header(data, name),
        el("main", *articles, _edition(data), id="articles"),
        el("footer", el("p", f"Written by docforge {__version__}. The same input gives the same report.")),
        el("aside", id="panel", class_="panel", hidden="hidden", aria_label="The chosen repair"),
        el("div", id="answers", class_="bar ui", hidden="hidden", role="group", aria_label="Your answers"),
        el("p", id="spoken", class_="spoken", role="status"),
        el("script", Html(script)),
    )
    # What the answers are kept under: another result of the same article has other answers.
    digest = sha256(repr([a["edits"] for a in data["articles"]]).encode("utf-8", "replace")).hexdigest()[:16]
    document = el("html", head, Html("\n"), body, lang="en", data_report=digest)
    page = join(Html("<!DOCTYPE html>\n"), document, Html("\n"))
    return page.encode("utf-8")


@cache
def _data(name: str) -> str:
    return (files("docforge") / "data" / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, nothing is sent; only this style and this script run (CSP level 3, section 6.7)."""
    digests = (b64encode(sha256(part.encode("utf-8")).digest()).decode("ascii") for part in (style, script))
    named = [f"'sha256-{digest}'" for digest in digests]
    return f"default-src 'none'; style-src {named[0]}; script-src {named[1]}; base-uri 'none'"


# ---------------------------------------------------------------- head of the page


def _header(data: Json, name: str) -> Html:
    edition, total = data["edition"], data["summary"]
    numbers = [("Vol. ", edition["volume"]), ("Issue ", edition["issue"]), ("", edition["date"])]
    facts = [edition["journal"] if edition["journal"] != name else "", *(p + v for p, v in numbers if v)]
    line = ", ".join(f for f in facts if f)
    applied = total["edits"]["safe"] + total["edits"]["likely"]
    tiles = [
        _tile("Yes" if total["accounted_for"] else "No", "every word accounted for", total["accounted_for"]),
        _count(applied, "repair made", "repairs made"),
        _count(total["edits"]["likely"], "of them worth a look", "of them worth a look"),
        _count(total["open_questions"], "open question", "open questions"),
        _count(total["errors"], "error", "errors", good=not total["errors"]),
        _count(total["checks_run"], "check run", "checks run"),
        _count(total["checks_not_run"], "check not run", "checks not run"),
    ]
    entries = [
        el(
            "li",
            el("a", parts.title(a), href=f"#article-{a['id']}"),
            Html(" "),
            el(
                "span",
                parts.plural_of(a["questions"]["open"], "open question", "open questions"),
                class_="quiet",
            ),
        )
        for a in data["articles"]
    ]
    return el(
        "header",
        el("h1", f"Report on {name}"),
        el("p", join(line, Html(" ") if line else "", parts.tag(edition["status"], "")), class_="ui quiet"),
        el("ul", *tiles, class_="tiles"),
        el(
            "p",
            "“Accounted for” means: each word of the sources is in the article, set aside, or in a recorded "
            "repair, and no word was added. It does not say that the result is correct.",
            class_="quiet",
        ),
        el("nav", el("ol", *entries), aria_label="Articles")
        if entries
        else el("p", "There are no articles."),
    )


def _count(number: int, one: str, many: str, *, good: bool = True) -> Html:
    return _tile(parts.number(number), parts.plural(number, one, many), good)


def _tile(figure: str, name: str, good: bool) -> Html:
    return el("li", el("b", figure), el("span", name), **({} if good else {"class_": "bad"}))


# ---------------------------------------------------------------- one article


def _article(data: Json, reading: Reading) -> Html:
    edits = sorted_edits(reading)
    holds = data["conservation"]["accounted_for"]
    mark = ("every word accounted for", "good") if holds else ("words not accounted for", "bad")
    copies = "; ".join(f"{s['file']} ({KINDS.get(s['kind'], s['kind'])})" for s in data["sources"])
    return el(
        "section",
        el("h2", parts.title(data), id=f"title-{data['id']}"),
        el("p", f"{data['id']} · read from {copies}" if copies else data["id"], class_="ui quiet"),
        el("p", parts.tag(*mark), class_="ui"),
        parts.show_questions(data["id"], data["questions"]),
        parts.show_errors(data["diagnostics"]),
        parts.show_warnings(data["diagnostics"]),
        parts.show_counts(data),
        el("h3", "Source and article"),
        show_facing(data["id"], reading, edits),
        parts.show_repairs(data["id"], data["edits"]),
        parts.show_aside(data["set_aside"]),
        parts.show_moves(data["moves"]),
        parts.show_notes(data["diagnostics"]),
        parts.show_checks(data["checks"], str(data["id"])),
        article_data(data, edits),
        id=f"article-{data['id']}",
        class_="article",
        aria_labelledby=f"title-{data['id']}",
    )


KINDS = {
    "plain": "text of a PDF",
    "ocr-markdown": "OCR",
    "web": "text of a web page",
    "html": "web page",
    "markdown": "corrected text",
    "foreign": "word processor file",
    "jats": "JATS file",
}


# ---------------------------------------------------------------- the edition


def _edition(data: Json) -> Html:
    return el(
        "section",
        el("h2", "The edition", id="edition"),
        parts.findings(data["diagnostics"]),
        parts.show_checks(data["checks"], "the edition")
        or el("p", "No check of the edition as a whole was asked for."),
        class_="edition",
        aria_labelledby="edition",
    )
