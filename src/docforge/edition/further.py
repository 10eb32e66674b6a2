"""``[[abstracts]]``, ``[[products]]`` and ``[[related]]`` of article.toml, in the shapes of front matter."""

from __future__ import annotations

from dataclasses import dataclass, replace

from docforge.edition.article_keys import ARTICLE_KEYS
from docforge.edition.keys import of_table
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings, Given, read_blocks
from docforge.model.meta import Abstract, Product, RelatedArticle
from docforge.model.nodes import Paragraph, Text
from docforge.model.products import composed_product

PARTS = ("title", "year", "publisher", "publisher_place", "isbn")


@dataclass(frozen=True, slots=True)
class Further:
    """What was given; a product without content is printed from its parts (``with_content``)."""

    abstracts: tuple[Abstract, ...] = ()
    products: tuple[Product, ...] = ()
    related: tuple[RelatedArticle, ...] = ()


def read_further(toml: TomlFile, findings: Findings) -> Further:
    """What article.toml says of further abstracts, reviewed works and other articles.

    Mistakes go to ``findings``.
    """

    return Further(
        tuple(_abstract(block) for block in _blocks(toml, "abstracts", ("text",), findings)),
        tuple(_product(block) for block in _blocks(toml, "products", ("text", "title"), findings)),
        tuple(
            RelatedArticle(block.text("kind") or "corrected-article", block.text("doi"), block.text("url"))
            for block in _blocks(toml, "related", ("doi", "url"), findings)
        ),
    )


def _blocks(toml: TomlFile, table: str, one_of: tuple[str, ...], findings: Findings) -> list[Given]:
    """The blocks of a table, each of which must have one of some keys."""
    found = read_blocks(toml, table, of_table(ARTICLE_KEYS, table), findings)
    for block in found:
        if all(block.lacks(name) for name in one_of):
            findings.wrong(toml.at(block.path), f"this block of {table} has no {' and no '.join(one_of)}.")
    return found


def _abstract(block: Given) -> Abstract:
    paragraphs = tuple(Paragraph((Text(text),)) for text in block.texts("text"))
    title = (Text(named),) if (named := block.text("title")) else ()
    return Abstract(block.text("kind") or "summary", paragraphs, title, block.text("lang"))


def _product(block: Given) -> Product:
    content = (Text(text),) if (text := block.text("text")) else ()
    parts = {name: block.text(name) for name in PARTS}
    return Product(content, block.text("kind") or "book", authors=block.texts("authors"), **parts)


def with_content(product: Product, language: str) -> Product:
    """The product, printed from its parts where its text is not given."""
    if product.content:
        return product
    parts = {name: str(getattr(product, name)) for name in PARTS}
    return replace(product, content=composed_product(product.authors, parts, language))
