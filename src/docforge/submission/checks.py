"""Checks that several targets share: each names the article, the fact, the rule and the remedy."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.diagnostics import Diagnostic
from docforge.submission.target import Item, Order, fault, refusal


def check_journal(order: Order, register: str) -> Iterator[Diagnostic]:
    """Title and ISSN, by which every register knows a journal."""
    edition = order.edition
    if not edition.journal:
        yield fault(
            order,
            "journal",
            "its title is missing.",
            f"{register} wants the journal's title.",
            "Give title under [journal] in edition.toml.",
            "journal.title",
        )
    if not (edition.issn_print or edition.issn_electronic):
        yield fault(
            order,
            "ISSN",
            "it is missing.",
            f"{register} knows a journal by its ISSN.",
            "Give issn_electronic or issn_print under [journal] in edition.toml.",
            "journal",
        )


def check_own_doi(order: Order, item: Item, register: str) -> Iterator[Diagnostic]:
    """The article has a DOI, under the prefix of the press and of nobody else."""
    facts = item.facts
    foreign = facts.foreign_doi
    prefix = order.edition.doi_prefix
    if not prefix:
        yield fault(
            order,
            "DOI prefix",
            "it is missing.",
            f"{register} takes DOIs of the depositor's own prefix.",
            "Give doi_prefix under [journal] in edition.toml.",
            "journal.doi_prefix",
        )
    # Without a prefix nobody can say whose the article's own DOI is; that of its first publication is known.
    if foreign.startswith("10.") and (prefix or facts.original.doi):
        yield refusal(
            item,
            "DOI",
            f"https://doi.org/{foreign} is registered by another publisher; cite it as the original.",
            f"{register} takes DOIs of the depositor's own prefix, and one DOI for a work.",
            "Put it under [original] in article.toml and leave the article out of the deposit (--only).",
            "doi",
        )
    elif prefix and not facts.doi:
        yield fault(
            item,
            "DOI",
            "it is missing.",
            f"{register} registers an article by its DOI.",
            f'Give doi = "{order.edition.doi_prefix}/..." in article.toml.',
            "doi",
        )


def check_address(order: Order, item: Item, register: str) -> Iterator[Diagnostic]:
    """The page that a DOI leads to."""
    pattern = order.edition.deposit.resource_url
    if not pattern:
        yield fault(
            order,
            "resource_url",
            "it is missing.",
            f"{register} wants the address of each article.",
            'Give resource_url = "https://journal.example/{id}" under [deposit] in edition.toml.',
            "deposit.resource_url",
        )
    elif not item.facts.resource_url:
        yield fault(
            item,
            "address",
            f"the pattern {pattern} asks for a fact that this article does not have.",
            f"{register} wants the address of each article.",
            "Give that fact, or take it out of resource_url in edition.toml.",
            "doi",
        )


def check_common(item: Item, register: str) -> Iterator[Diagnostic]:
    """Title, date and the places of the authors."""
    facts = item.facts
    if not facts.title:
        yield fault(
            item,
            "title",
            "it is missing.",
            f"{register} wants a title.",
            "Give title in article.toml.",
            "title",
        )
    if not facts.date[0]:
        yield fault(
            item,
            "date of publication",
            "it is missing.",
            f"{register} wants at least the year.",
            "Give date under [edition] in edition.toml, or published under [dates] in article.toml.",
            "dates",
        )
    yield from check_places(item)


def check_places(item: Item) -> Iterator[Diagnostic]:
    """Countries that are none."""
    seen = set()
    for number, person in enumerate(item.facts.people):
        for place in person.places:
            if place.printed_country and not place.country and place.text not in seen:
                seen.add(place.text)
                yield fault(
                    item,
                    f"affiliation of {person.name}",
                    f'"{place.printed_country}" is no country that ISO 3166 knows.',
                    "a country is named as ISO 3166 names it.",
                    "Give country (two letters) for this author under [[authors]] in article.toml.",
                    f"authors[{number}].country",
                )


def check_lengths(
    item: Item | Order, limits: dict[str, tuple[str, int, str]], rule: str
) -> Iterator[Diagnostic]:
    """``limits``: fact -> its value, the most signs, the key."""
    for fact, (value, most, key) in limits.items():
        if len(value) > most:
            yield fault(
                item,
                fact,
                f'"{value[:60]}..." has {len(value)} signs, more than {most}.',
                rule,
                "Give a shorter form.",
                key,
            )
