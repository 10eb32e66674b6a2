"""An article as the HTML that is laid out: running heads, columns, figures where they go."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.exporters.columns import set_in_columns
from docforge.exporters.floats import Block, Moves, move_floats, number_blocks
from docforge.exporters.html import add_head_meta, plain_title, render_article
from docforge.exporters.html_context import NOT_IN_ID_RE, Element, element, sub, sub_text
from docforge.exporters.print_names import keep_names
from docforge.exporters.table_widths import balance_tables
from docforge.exporters.theme import look
from docforge.exporters.titles import balance_title
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of

SHORT_TITLE = 64
HELD = "footnote-policy: line"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a layout changes: the figures it moves, the notes (by id) it holds on the pages of their marks."""

    moves: Moves = field(default_factory=dict)
    held: frozenset[str] = frozenset()


class PrintTree:
    """An article rendered for print once, of which the tree for each layout is made."""

    def __init__(self, article: Article, edition: EditionMeta) -> None:
        from docforge.exporters.pdf_engine import asset_url

        self._of, self._edition = article, edition
        name = NOT_IN_ID_RE.sub("-", article.id)
        rendered = render_article(
            article, edition, "print", lambda file: asset_url(article.id, file), prefix=f"{name}--"
        )
        self.article: Element = rendered.element
        self.diagnostics: tuple[Diagnostic, ...] = rendered.diagnostics
        self.columns = look(edition.theme).columns
        balance_title(self.article, look(edition.theme))
        balance_tables(self.article)
        keep_names(self.article)
        self.article.set("id", name)
        self.article.set("data-verso", _verso(article, edition))
        self.article.set("data-recto", short_title(article))
        self.article.set("data-book", _shorten(edition.title or edition.journal) or _verso(article, edition))
        self.blocks: list[Block] = number_blocks(self.article)

    def tree(self, plan: Plan) -> Element:
        """``<html>`` as the plan wants it."""
        body = deepcopy(self.article)
        move_floats(body, plan.moves)
        for note in body.iter("span") if plan.held else ():
            if note.get("id") in plan.held:
                note.set("style", HELD)
        if self.columns > 1:
            set_in_columns(body, self._of)
        root = element("html", lang=self._of.document.meta.language)
        head = sub(root, "head")
        sub_text(head, "title", plain_title(self._of))
        add_head_meta(head, self._of, self._edition)
        sub(root, "body").append(body)
        return root


def print_html(article: Article, edition: EditionMeta) -> bytes:
    """The HTML that is laid out, to look at and to measure; pictures are addressed ``asset:ID/NAME``."""
    data: bytes = etree.tostring(
        PrintTree(article, edition).tree(Plan()), method="html", doctype="<!DOCTYPE html>"
    )
    return data


def _verso(article: Article, edition: EditionMeta) -> str:
    names = [person.name for person in article.document.meta.contributors]
    words = labels_of(article.document.meta.language)
    authors = words.listed(names) if len(names) < 3 else f"{names[0]} {words['and_others']}"
    journal = edition.journal_abbrev or edition.journal or edition.title
    both = " · ".join(filter(None, (authors, journal)))
    return both if len(both) <= SHORT_TITLE + 8 else _shorten(authors or journal)


def short_title(article: Article) -> str:
    """The running title, else the title up to its colon, else as much of it as fits."""
    given = article.document.meta.running_title
    if given:
        return given
    title = plain_title(article)
    return _shorten(title if len(title) <= SHORT_TITLE else title.split(": ")[0])


def _shorten(text: str) -> str:
    if len(text) <= SHORT_TITLE:
        return text
    return text[:SHORT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"
