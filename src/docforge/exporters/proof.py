"""The proof of an article: its pages with line numbers and marks of queries, and the query sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from docforge.exporters.base import Exported
from docforge.exporters.page_places import Line, Pages
from docforge.exporters.pdf import lay_out_article, lay_out_tree
from docforge.exporters.pdf_binding import Part, bind
from docforge.exporters.proof_marks import Marks, line_marks, query_mark
from docforge.exporters.query_sheet import Numbered, query_sheet
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import Labels, labels_of
from docforge.model.queries import Query

PROOF = "proof.pdf"


def bind_proof(
    article: Article, edition: EditionMeta, folio: int, queries: Sequence[Query], more: int = 0
) -> Exported:
    """ "proof.pdf": the article's pages from ``folio`` on, then its queries in the order of the pages.

    ``more`` is how many smaller questions there are beside them.
    """
    edition = replace(edition, status="proof")
    words = labels_of(article.document.meta.language)
    placed = _Placed(folio, queries, words)
    pages = lay_out_article(article, edition, folio, placed.mark)
    sheet = lay_out_tree(query_sheet(article, edition, placed.numbered(), more), edition, 1, {}, "queries")
    data = bind(
        [
            Part(pages.data, "D", folio, article.document.meta.language),
            Part(sheet.data, "D", 1, words.language, blank=pages.last % 2 == 1, prefix="Q"),
        ]
    )
    return Exported({PROOF: data}, (*pages.diagnostics, *sheet.diagnostics))


@dataclass
class _Placed:
    """The queries of an article, and the lines that they are found on while its pages are marked."""

    folio: int
    queries: Sequence[Query]
    words: Labels
    order: list[int] = field(default_factory=list)
    places: dict[int, str] = field(default_factory=dict)

    def mark(self, pages: Pages) -> Marks:
        """Line numbers, and the numbers of the queries beside their lines."""
        found = _Searched(pages)
        lines = {n: line for n, query in enumerate(self.queries) if (line := found.line(query))}
        noted = {
            n: page
            for n, query in enumerate(self.queries)
            if n not in lines and (page := found.page_of_note(query)) is not None
        }
        rank = {line: number for number, line in enumerate(pages.lines)}
        last = len(pages.lines)
        self.order = sorted(
            range(len(self.queries)),
            key=lambda n: (rank[lines[n]] if n in lines else last, noted.get(n, last), n),
        )
        names = {n: f"AQ{number}" for number, n in enumerate(self.order, 1)}
        for n, line in lines.items():
            name = "line" if line.number else "page"
            self.places[n] = self.words.say("sheet", name, page=self.folio + line.page, line=line.number)
        for n, page in noted.items():
            self.places[n] = self.words.say("sheet", "foot", page=self.folio + page)
        marks = line_marks(pages)
        together: dict[Line, list[str]] = {}
        for n in self.order:
            if n in lines:
                together.setdefault(lines[n], []).append(names[n])
        for line, beside in together.items():
            text = ", ".join(name if not i else name.removeprefix("AQ") for i, name in enumerate(beside))
            marks.setdefault(line.page, []).append(query_mark(pages, line, text))
        return marks

    def numbered(self) -> list[Numbered]:
        order = self.order or range(len(self.queries))
        return [
            Numbered(f"AQ{number}", self.places.get(n, ""), self.queries[n])
            for number, n in enumerate(order, 1)
        ]


class _Searched:
    """The letters of an article's pages, to find the places of queries in."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.texts = {name: "".join(part.letters) for name, part in pages.parts.items()}

    def line(self, query: Query) -> Line | None:
        for probe in query.probes:
            found = [(name, text) for name, text in self.texts.items() if probe.letters in text]
            if len(found) == 1 and found[0][1].count(probe.letters) == 1:
                name, text = found[0]
                at = min(text.find(probe.letters) + probe.at, len(text) - 1)
                return self.pages.line_of(name, at)
        return None

    def page_of_note(self, query: Query) -> int | None:
        for probe in query.probes:
            found = [n for n, notes in enumerate(self.pages.notes) if probe.letters in notes]
            if len(found) == 1:
                return found[0]
        return None
