"""The layout engine made ready: what the first pages of any article would wait for is loaded before."""

from __future__ import annotations

from docforge.exporters.html_context import Element, element, sub, sub_text
from docforge.exporters.pdf import lay_out_tree
from docforge.model.edition import EditionMeta

WORDS = "Antidisestablishmentarianism is a word that must be divided where a line ends, as others are. " * 3


def prepare_layout(edition: EditionMeta) -> None:
    """Lay out a page of all kinds of type, whose sheets, fonts and tables the engine then keeps."""
    lay_out_tree(_page(edition.language), edition, 1, {}, "edition")


def _page(language: str) -> Element:
    root = element("html", lang=language)
    article = sub(sub(root, "body"), "article", data_recto="Ready", data_verso="Set")
    for tag in ("h1", "h2", "h3"):
        sub_text(article, tag, "Ready", data_outline="Ready")
    line = sub_text(article, "p", WORDS)
    for tag in ("em", "strong", "sup", "code"):
        sub_text(line, tag, "set")
    sub_text(line, "span", WORDS, "footnote", data_label="1")
    sub_text(sub(article, "ul"), "li", WORDS)
    row = sub(sub(sub(article, "table"), "tbody"), "tr")
    for _ in range(2):
        sub_text(sub_text(row, "td", WORDS), "strong", "set")
    return root
