"""The query sheet of a proof as ``<html>``: each query with its place, answers to tick, a box to write in.

It is printed as often as it is read on a screen: what a pen fills in are empty boxes, what a screen reader
needs is text. The theme's own stylesheets set it; what is below is only what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.exporters.html import plain_title
from docforge.exporters.html_context import Element, add_text, element, sub, sub_text
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import Labels, labels_of
from docforge.model.queries import Query

STYLE = """\
@page queries {
  @top-left { content: string(queries); font-style: normal; text-align: left; white-space: nowrap; }
  @top-right { content: "Q" counter(page); width: 14mm; text-align: right; }
  @bottom-left { content: none; }
  @bottom-right { content: none; }
}
@page queries:first { @top-left { content: none; } @top-right { content: none; } }
body { page: queries; hyphens: manual; overflow-wrap: anywhere; }
p { text-indent: 0; text-align: left; margin: 0 0 1.2mm; }
h1 { margin-top: 6mm; string-set: queries content(); }
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
    """The sheet in the language of the article; ``more`` questions wait that are not asked here."""
    words = labels_of(article.document.meta.language)
    named = words.say("sheet", "title")
    root = element("html", lang=words.language)
    head = sub(root, "head")
    sub_text(head, "title", f"{named}{words['colon']} {plain_title(article)}")
    sub(head, "style").text = STYLE
    body = sub(root, "body")
    sub_text(body, "h1", named, data_outline=named)
    about = sub(body, "p", lang=article.document.meta.language)
    sub_text(about, "cite", plain_title(article))
    names = ", ".join(person.name for person in article.document.meta.contributors)
    add_text(about, f". {names}" if names else "")
    sub_text(body, "p", " ".join(_what_to_do(len(queries), more, words)))
    for one in queries:
        _add_query(sub(body, "section", "query"), article, one, words)
    return root


def _what_to_do(asked: int, more: int, words: Labels) -> Iterator[str]:
    if not asked:
        yield words.say("sheet", "nothing")
        return
    yield words.say("sheet", "answer_this") if asked == 1 else words.say("sheet", "answer_each", asked)
    yield words.say("sheet", "marks")
    if more:
        yield words.say("sheet", "more", more)


def _add_query(section: Element, article: Article, one: Numbered, words: Labels) -> None:
    query = one.query
    heading = sub_text(section, "h2", one.name)
    heading.set("data-outline", f"{one.name}. {one.place}".rstrip(". "))
    place = f"{words['colon']} ".join(filter(None, (one.place, query.where)))
    if place:
        sub_text(section, "p", f"{place[:1].upper()}{place[1:]}.", "place")
    if query.left or query.about or query.right:
        passage = sub(section, "p", "passage", lang=article.document.meta.language)
        add_text(passage, f"… {query.left}")
        if query.about:
            sub_text(passage, "strong", query.about)
        add_text(passage, f"{query.right} …")
    _add_told(section, query.question, "question", query.asked_in, words)
    if query.why:
        _add_told(
            section, query.why if query.why.endswith(".") else f"{query.why}.", "why", query.told_in, words
        )
    if query.answers:
        listing = sub(section, "ul", "answers")
        for answer in query.answers:
            item = sub(listing, "li")
            sub(item, "span", "tick")
            add_text(item, answer)
    sub_text(section, "p", words.say("sheet", "otherwise" if query.answers else "answer"), "write")
    sub(section, "div", "box")
    if query.key:
        ways = "--accept KEY, --reject KEY"
        if query.replaceable:
            ways += f" {words.say('sheet', 'either')} --replace KEY=TEXT"
        key = words.say("sheet", "key") + words["colon"]
        sub_text(section, "p", f"{key} {query.key} (docforge decide {article.id} {ways})", "key")


def _add_told(section: Element, text: str, cls: str, language: str, words: Labels) -> None:
    said = sub_text(section, "p", text, cls)
    if language != words.language:
        said.set("lang", language)
