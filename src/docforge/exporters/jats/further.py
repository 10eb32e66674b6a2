"""What stands beside an article in its JATS: works reviewed, related articles, further abstracts, awards."""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.inline import FULL, TITLE, put
from docforge.exporters.jats.scope import HREF, LANG, LANGUAGE_RE, Scope, add, say
from docforge.model.meta import Abstract, Funding, Product, RelatedArticle
from docforge.model.nodes import Italic, Text
from docforge.model.text import inline_text

# Tells a related article that the text names from one that the edition does.
OF_THE_TEXT = "of-the-text"
FUNDER_RE = re.compile(r"https://doi\.org/(10\.13039/\S+)")
ROR_RE = re.compile(r"https?://ror\.org/\w+", re.IGNORECASE)
REGISTRY = ("open-funder-registry", "10.13039/open_funder_registry")


def put_products(parent: etree._Element, products: tuple[Product, ...], scope: Scope) -> None:
    """What a review is of, as printed, with the certain parts marked where they stand in it."""
    for product in products:
        element = add(parent, "product", product_type=scope.clean(product.kind))
        parts = [
            *(("string-name", author) for author in product.authors),
            ("source", product.title),
            ("publisher-loc", product.publisher_place),
            ("publisher-name", product.publisher),
            ("year", product.year),
            ("isbn", product.isbn),
        ]
        left = [(tag, scope.clean(value)) for tag, value in parts if scope.clean(value)]
        for node in product.content:
            if isinstance(node, Text):
                _marked(element, scope.clean(node.value), left)
            elif isinstance(node, Italic) and (source := ("source", _words(node))) in left:
                left.remove(source)
                put(add(element, "source"), (node,), scope, TITLE)
            else:
                put(element, (node,), scope, TITLE)


def _words(node: Italic) -> str:
    """The words of a title in italics that holds nothing else."""
    return inline_text(node.content) if all(isinstance(part, Text) for part in node.content) else ""


def _marked(element: etree._Element, text: str, left: list[tuple[str, str]]) -> None:
    """Text with those of the parts that are still ``left`` marked, each once."""
    done = 0
    places = sorted((at, part) for part in left if (at := text.find(part[1])) >= 0)
    for at, part in places:
        if at < done:
            continue
        say(element, text[done:at])
        add(element, *part)
        left.remove(part)
        done = at + len(part[1])
    say(element, text[done:])


def put_related(parent: etree._Element, related: tuple[RelatedArticle, ...], scope: Scope) -> None:
    """Articles that this one corrects, comments on or answers."""
    for one in related:
        element = add(parent, "related-article", related_article_type=scope.clean(one.kind) or "companion")
        element.set("ext-link-type", "doi" if one.doi else "uri")
        element.set(HREF, scope.clean(one.doi or one.url))
        element.set("specific-use", OF_THE_TEXT)


def put_abstracts(parent: etree._Element, abstracts: tuple[Abstract, ...], scope: Scope) -> None:
    """Key points, summaries in plain language and the like."""
    for further in abstracts:
        element = add(parent, "abstract", abstract_type=scope.clean(further.kind))
        if LANGUAGE_RE.fullmatch(further.language):
            element.set(LANG, further.language)
        if further.title:
            put(add(element, "title"), further.title, scope, TITLE)
        for paragraph in further.paragraphs:
            put(add(element, "p"), paragraph.content, scope, FULL)


def put_awards(group: etree._Element, funding: tuple[Funding, ...], scope: Scope) -> None:
    """Each funder with the numbers of its awards and who was given them."""
    for one in funding:
        award = add(group, "award-group")
        wrap = add(add(award, "funding-source"), "institution-wrap")
        add(wrap, "institution", scope.clean(one.funder))
        if found := FUNDER_RE.fullmatch(one.identifier):
            known = add(wrap, "institution-id", scope.clean(found[1]), institution_id_type="doi")
            known.set("vocab", REGISTRY[0])
            known.set("vocab-identifier", REGISTRY[1])
        elif one.identifier:
            kind = "ror" if ROR_RE.fullmatch(one.identifier) else "uri"
            add(wrap, "institution-id", scope.clean(one.identifier), institution_id_type=kind)
        for number in one.awards:
            add(award, "award-id", scope.clean(number))
        for name in one.recipients:
            add(add(award, "principal-award-recipient"), "string-name", scope.clean(name))
