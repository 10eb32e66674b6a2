"""An article as print shows it, before it is laid out."""

from __future__ import annotations

from dataclasses import replace

from docforge.exporters.html import render_article
from docforge.exporters.html_context import Element
from docforge.model.edition import Article, EditionMeta


def at_folio(article: Article, edition: EditionMeta, folio: str) -> Article:
    """The article with its first page, for it says how to cite it; its last one is counted in the layout."""
    if article.elocation_id or not edition.journal:
        return article
    return replace(article, first_page=folio, last_page="")


def printed_element(edition: EditionMeta, article: Article, folio: str) -> Element:
    """What is laid out from the page ``folio`` on, to hold the pages against it."""
    return render_article(at_folio(article, edition, folio), edition, "print").element
