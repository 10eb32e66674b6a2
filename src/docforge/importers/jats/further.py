"""What stands beside an article in JATS -> works reviewed, related articles, further abstracts, awards."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docforge.importers.jats.inlines import read_inlines
from docforge.importers.jats.reader import XLINK, Reader, plain_text
from docforge.model.meta import Funding, Product, RelatedArticle

# The edition's own: where the article first stood, and the notices that correct it.
OF_THE_EDITION = ("republished-article", "correction-forward")
OF_THE_TEXT = "of-the-text"


def read_products(article: etree._Element, reader: Reader) -> tuple[Product, ...]:
    """What a review is of, whole, with the parts that are marked in it."""
    return tuple(
        Product(
            content,
            product.get("product-type") or ("" if reader.own else "book"),
            _text(product.find("source")) or _text(product.find("article-title")),
            tuple(_names(product)),
            _text(product.find("year")),
            _text(product.find("publisher-name")),
            _text(product.find("publisher-loc")),
            _text(product.find("isbn")),
        )
        for product in article.findall("product")
        if (content := read_inlines(product, reader)) or reader.own
    )


def _names(element: etree._Element) -> Iterator[str]:
    """The printed names in an element, given name first where the file has it by its parts."""
    for name in element.iter("name", "string-name", "collab"):
        if any(above.tag in ("name-alternatives", "collab", "string-name") for above in name.iterancestors()):
            continue
        given, family = (_text(name.find(tag)) for tag in ("given-names", "surname"))
        yield f"{given} {family}".strip() if name.tag == "name" else _text(name)


def read_related(article: etree._Element, reader: Reader) -> tuple[RelatedArticle, ...]:
    """Articles that this one corrects, comments on or answers."""
    found = []
    for related in article.findall("related-article"):
        href = related.get(f"{XLINK}href") or ""
        if reader.own and related.get("specific-use") != OF_THE_TEXT:
            continue
        if not reader.own and not href:
            continue
        kind = related.get("related-article-type") or ""
        is_doi = related.get("ext-link-type") == "doi" or href.startswith("10.")
        found.append(RelatedArticle(kind, href if is_doi else "", "" if is_doi else href))
    return tuple(found)


def read_funding(article: etree._Element) -> tuple[Funding, ...]:
    """Funders with the numbers of their awards; of several funders of one award each has them."""
    found = []
    for award in article.findall("funding-group/award-group"):
        numbers = tuple(_text(one) for one in award.findall("award-id"))
        people = [*award.findall("principal-award-recipient"), *award.findall("principal-investigator")]
        recipients = tuple(name for person in people for name in (*_names(person),) or (_text(person),))
        for source in award.findall("funding-source"):
            known = source.find(".//institution-id")
            name = source.find(".//institution")
            told = _text(name if name is not None else source)
            number = _text(known)
            identifier = f"https://doi.org/{number}" if number.startswith("10.13039/") else number
            found.append(Funding(told, identifier, numbers, recipients))
    return tuple(found)


def _text(element: etree._Element | None) -> str:
    return " ".join(plain_text(element).split()) if element is not None else ""
