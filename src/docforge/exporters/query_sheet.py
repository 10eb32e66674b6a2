"""The query sheet of a proof as ``<html>``: each query with its place, answers to tick, a box to write in.

It is printed as often as it is read on a screen: what a pen fills in are empty boxes, what a screen reader
needs is text. The theme's own stylesheets set it; what is below is only what they do not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.exporters.html import plain_title
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.model.edition import Article, EditionMeta
from docforge.model.queries import Query

LANGUAGE = "en"
STYLE = """\
@page queries {
  @top-left { content: "Queries to the author"; font-style: normal; text-align: left; white-space: nowrap; }
  @top-right { content: "Q" counter(page); width: 14mm; text-align: right; }
  @bottom-left { content: none; }
  @bottom-right { content: none; }
}
@page queries:first { @top-left { content: none; } @top-right { content: none; } }
body { page: queries; hyphens: manual; overflow-wrap: anywhere; }
p { text-indent: 0; text-align: left; margin: 0 0 1.2mm; }
h1 { margin-top: 6mm; }
h2 { margin: 0 0 1mm; font-weight: 700; font-size: 10pt; line-height: 13.5pt; }
.query { margin: 6mm 0 0; border-top: .4pt solid #1a1a1a; padding-top: 2mm; break-inside: avoid; }
.place { color: #444; }
.passage { margin: 1mm 0 2mm; padding-left: 4mm; border-left: .8pt solid #bbb; font-size: 9pt; }
.question { break-after: avoid; }
ul.answers { list-style: none; margin: 1.5mm 0; padding: 0; }
ul.answers li { padding-left: 6mm; text-indent: -6mm; text-align: left; }
.tick { display: inline-block; width: 2.6mm; height: 2.6mm; border: .5pt solid #1a1a1a; }
.tick { margin-right: 3mm; text-indent: 0; }
.box { border: .5pt solid #777; height: 16mm; margin: 1mm 0 1.5mm; break-before: avoid; break-inside: avoid; }
.write { break-after: avoid; }
.key { font: 7.5pt/10.5pt "Docforge Sans"; color: #555; hyphens: manual; }
"""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A query with its name ("AQ3") and where the proof has it ("Page 12, line 17"; "" where unknown)."""

    name: str
    place: str
    query: Query


def query_sheet(article: Article, edition: EditionMeta, queries: Sequence[Numbered], more: int) -> Element:
    """The sheet; ``more`` questions wait that are not asked here."""
    root = element("html", lang=LANGUAGE)
    head = sub(root, "head")
    sub_text(head, "title", f"Queries to the author: {plain_title(article)}")
    sub(head, "style").text = STYLE
    body = sub(root, "body")
    title = sub_text(body, "h1", "Queries to the author")
    title.set("data-outline", "Queries to the author")
    about = sub(body, "p", lang=article.document.meta.language)
    sub_text(about, "cite", plain_title(article))
    names = ", ".join(person.name for person in article.document.meta.contributors)
    add_text(about, f". {names}" if names else "")
    sub_text(body, "p", _what_to_do(len(queries), more))
    for one in queries:
        _add_query(sub(body, "section", "query"), article, one)
    return root


def _what_to_do(asked: int, more: int) -> str:
    if not asked:
        return "There is no query. Please read the proof, and mark what is wrong in its margin."
    these = f"each of these {asked} queries" if asked > 1 else "this query"
    said = (
        f"Please answer {these}: tick an answer or write your own into the box. The letters AQ stand in the"
        " margin of the proof where the place is known; lines are counted on each page from the top, tables"
        " and notes left out, and every fifth has its number. Mark in the margin of the proof what else is"
        " wrong."
    )
    return f"{said} {more} smaller questions are left to the editor." if more else said


def _add_query(section: Element, article: Article, one: Numbered) -> None:
    query = one.query
    heading = sub_text(section, "h2", one.name)
    heading.set("data-outline", f"{one.name}. {one.place}".rstrip(". "))
    place = ": ".join(filter(None, (one.place, query.where)))
    if place:
        sub_text(section, "p", f"{place[:1].upper()}{place[1:]}.", "place")
    if query.left or query.about or query.right:
        passage = sub(section, "p", "passage", lang=article.document.meta.language)
        add_text(passage, f"… {query.left}")
        if query.about:
            sub_text(passage, "strong", query.about)
        add_text(passage, f"{query.right} …")
    sub_text(section, "p", query.question, "question")
    if query.why:
        sub_text(section, "p", query.why if query.why.endswith(".") else f"{query.why}.", "why")
    if query.answers:
        listing = sub(section, "ul", "answers")
        for answer in query.answers:
            item = sub(listing, "li")
            sub(item, "span", "tick")
            add_text(item, answer)
    sub_text(section, "p", "Otherwise:" if query.answers else "Answer:", "write")
    sub(section, "div", "box")
    if query.key:
        ways = "--accept KEY, --reject KEY" + (" or --replace KEY=TEXT" if query.replaceable else "")
        sub_text(section, "p", f"Key: {query.key} (docforge decide {article.id} {ways})", "key")
