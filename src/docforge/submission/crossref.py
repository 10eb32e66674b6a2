"""Crossref deposits: journal, issue and articles as deposit schema 5.3.1, ready to upload.

https://www.crossref.org/documentation/schema-library/markup-guide-record-types/journals-and-articles/

The record's version is ``deposit_version`` of the edition, from no clock. Only DOIs under the edition's own
prefix are registered. Citations go along as their DOI and as they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.model.meta import Reference
from docforge.model.text import inline_text
from docforge.submission.checks import (
    check_address,
    check_common,
    check_journal,
    check_lengths,
    check_own_doi,
)
from docforge.submission.facts import DATE_RE, Facts, Person, plain
from docforge.submission.target import Item, Order, Parts, Target, fault
from docforge.submission.xml import CROSSREF, JATS, XML_LANG, add, add_in, add_inlines, write

SPACE = "http://www.crossref.org/schema/5.3.1"
JATS_SPACE = "http://www.ncbi.nlm.nih.gov/JATS1"
FUND = "http://www.crossref.org/fundref.xsd"
ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FILE = "crossref-deposit.xml"
REGISTER = "Crossref"
NAME_RE = re.compile(r"[^\d?]+")
LONGEST_NAME = 60


def check_crossref(order: Order) -> Iterator[Diagnostic]:
    """What Crossref refuses, before it does."""
    deposit = order.edition.deposit
    for key, value, what in (
        ("depositor", deposit.depositor, "who deposits"),
        ("email", deposit.email, "where the outcome of a deposit is sent"),
        ("deposit_version", deposit.version, "a version by which a later deposit replaces an earlier one"),
        ("registrant", deposit.registrant or order.edition.publisher, "who registers the DOIs"),
    ):
        if not value:
            yield fault(
                order,
                key,
                "it is missing.",
                f"Crossref wants to know {what}.",
                f"Give {key} under [deposit] in edition.toml.",
                f"deposit.{key}",
            )
    yield from check_journal(order, REGISTER)
    yield from check_lengths(
        order,
        {
            "title of the journal": (order.edition.journal, 255, "journal.title"),
            "abbreviation": (order.edition.journal_abbrev, 150, "journal.abbreviation"),
            "volume": (order.edition.volume, 32, "edition.volume"),
            "number": (order.edition.issue, 32, "edition.issue"),
        },
        "Crossref takes no longer ones.",
    )
    for item in order.items:
        yield from check_own_doi(order, item, REGISTER)
        yield from check_common(item, REGISTER)
        yield from check_address(order, item, REGISTER)
        yield from _check_people(item)
        yield from _check_extras(item)


def _check_people(item: Item) -> Iterator[Diagnostic]:
    for number, person in enumerate(item.facts.people):
        key = f"authors[{number}]"
        remedy = "Give family and given for this author under [[authors]] in article.toml."
        if not person.family:
            yield fault(
                item,
                f"author {person.name}",
                "which part of the name is the family name is not known.",
                "Crossref wants the family name apart, and it is not guessed.",
                remedy,
                key,
            )
            continue
        if not person.certain and person.given:
            yield fault(
                item,
                f"author {person.name}",
                f'"{person.family}" is taken for the family name.',
                "Crossref wants the family name apart.",
                remedy,
                key,
                advice=True,
            )
        for part in (person.family, person.given):
            if part and (len(part) > LONGEST_NAME or not NAME_RE.fullmatch(part)):
                yield fault(
                    item,
                    f"author {person.name}",
                    f'"{part[:70]}" is no part of a name.',
                    f"Crossref takes names of {LONGEST_NAME} signs, without digits and question marks.",
                    remedy,
                    key,
                )
    if not item.facts.people:
        yield fault(
            item,
            "authors",
            "there is none.",
            "an article without authors is found by nobody.",
            "Name the authors under [[authors]] in article.toml.",
            "authors",
            advice=True,
        )


def _check_extras(item: Item) -> Iterator[Diagnostic]:
    for missing, fact, why, remedy, key in (
        (not item.facts.abstract, "abstract", "readers search abstracts", "Give abstract.", "abstract"),
        (
            not item.facts.licence_url,
            "licence",
            "its web address goes into the record",
            "Give licence as a Creative Commons id or as a web address.",
            "licence",
        ),
        (
            any(funding and not funding.identifier for funding in item.facts.funding),
            "funding",
            "a funder is matched by its id",
            "Give funder_id under [[funding]].",
            "funding",
        ),
    ):
        if missing:
            yield fault(item, fact, "it is not there in full.", f"{why}.", remedy, key, advice=True)


# ---------------------------------------------------------------- writing


def build_crossref(order: Order) -> Parts:
    """The whole issue as one deposit."""
    root = etree.Element(
        f"{{{SPACE}}}doi_batch",
        nsmap={None: SPACE, "jats": JATS_SPACE, "fr": FUND, "ai": ACCESS, "xsi": XSI},
    )
    root.set("version", "5.3.1")
    root.set(f"{{{XSI}}}schemaLocation", f"{SPACE} https://www.crossref.org/schemas/crossref5.3.1.xsd")
    _head(root, order)
    journal = add(add(root, "body"), "journal")
    _journal(journal, order)
    for item in order.items:
        _article(journal, item.facts)
    return Parts({FILE: write(root)}, {FILE: "the deposit: journal, issue and articles"})


def _head(root: etree._Element, order: Order) -> None:
    deposit, edition = order.edition.deposit, order.edition
    head = add(root, "head")
    names = [edition.doi_prefix, edition.volume, edition.issue, *(item.id for item in order.items[:1])]
    batch = re.sub(r"[^A-Za-z0-9.-]+", "-", "-".join(filter(None, names)))
    add(head, "doi_batch_id", f"{batch[:70]}-{deposit.version}")
    add(head, "timestamp", deposit.version)
    depositor = add(head, "depositor")
    add(depositor, "depositor_name", deposit.depositor)
    add(depositor, "email_address", deposit.email)
    add(head, "registrant", deposit.registrant or edition.publisher)


def _journal(parent: etree._Element, order: Order) -> None:
    edition = order.edition
    metadata = add(parent, "journal_metadata", language=edition.language.split("-")[0].lower())
    add(metadata, "full_title", edition.journal)
    if edition.journal_abbrev and edition.journal_abbrev != edition.journal:
        add(metadata, "abbrev_title", edition.journal_abbrev)
    for value, medium in ((edition.issn_print, "print"), (edition.issn_electronic, "electronic")):
        if value:
            add(metadata, "issn", value, media_type=medium)
    issue = add(parent, "journal_issue")
    if edition.title:
        add(add(issue, "titles"), "title", edition.title)
    date = DATE_RE.fullmatch(edition.date)
    parts = (date["year"], date["month"] or "", date["day"] or "") if date else order.items[0].facts.date
    _date(issue, "publication_date", parts)
    if edition.volume:
        add(add(issue, "journal_volume"), "volume", edition.volume)
    if edition.issue:
        add(issue, "issue", edition.issue)


def _article(parent: etree._Element, facts: Facts) -> None:
    meta = facts.article.document.meta
    article = add(
        parent,
        "journal_article",
        publication_type="full_text",
        language=facts.language.split("-")[0].lower(),
        reference_distribution_opts="any",
    )
    titles = add(article, "titles")
    add_inlines(add(titles, "title"), meta.title, CROSSREF)
    if meta.subtitle:
        add_inlines(add(titles, "subtitle"), meta.subtitle, CROSSREF)
    if facts.people:
        people = add(article, "contributors")
        for number, person in enumerate(facts.people):
            _person(people, person, "additional" if number else "first")
    _abstracts(article, facts)
    _date(article, "publication_date", facts.date)
    if accepted := DATE_RE.fullmatch(meta.history.accepted):
        parts = (accepted["year"], accepted["month"] or "", accepted["day"] or "")
        _date(article, "acceptance_date", parts)
    if facts.first_page:
        pages = add(article, "pages")
        add(pages, "first_page", facts.first_page)
        if facts.last_page:
            add(pages, "last_page", facts.last_page)
    if own := facts.article.elocation_id:
        add(add(article, "publisher_item"), "item_number", own, item_number_type="article_number")
    _funding(article, facts)
    _licence(article, facts)
    _doi(article, facts)
    _citations(article, facts.article.document.references)


def _person(parent: etree._Element, person: Person, sequence: str) -> None:
    eastern = person.given and person.name.startswith(person.family)
    element = add(
        parent,
        "person_name",
        sequence=sequence,
        contributor_role="author",
        **{"name-style": "eastern" if eastern else ""},
    )
    if person.given:
        add(element, "given_name", person.given)
    add(element, "surname", person.family or person.name)
    if person.suffix:
        add(element, "suffix", person.suffix)
    if person.places:
        places = add(element, "affiliations")
        for place in person.places:
            institution = add(places, "institution")
            add(institution, "institution_name", place.text)
            if place.ror:
                add(institution, "institution_id", place.ror, type="ror")
    if person.orcid:
        add(element, "ORCID", f"https://orcid.org/{person.orcid}")


def _abstracts(parent: etree._Element, facts: Facts) -> None:
    meta = facts.article.document.meta
    for language, paragraphs in (
        (facts.language, meta.abstract),
        *((other.language, other.abstract) for other in meta.translations),
    ):
        if not paragraphs:
            continue
        abstract = add_in(parent, f"{{{JATS_SPACE}}}abstract")
        abstract.set(XML_LANG, language)
        for paragraph in paragraphs:
            add_inlines(add(abstract, "p"), paragraph.content, JATS)


def _date(parent: etree._Element, tag: str, date: tuple[str, str, str]) -> None:
    year, month, day = date
    if not year:
        return
    element = add(parent, tag, media_type="online")
    for name, value in (("month", month), ("day", day), ("year", year)):
        if value:
            add(element, name, value)


def _funding(parent: etree._Element, facts: Facts) -> None:
    if not facts.funding:
        return
    program = add_in(parent, f"{{{FUND}}}program", name="fundref")
    for funding in facts.funding:
        group = add(program, "assertion", name="fundgroup")
        name = add(group, "assertion", funding.funder, name="funder_name")
        if "10.13039/" in funding.identifier:
            add(name, "assertion", funding.identifier, name="funder_identifier")
        for award in funding.awards:
            add(group, "assertion", award, name="award_number")


def _licence(parent: etree._Element, facts: Facts) -> None:
    if not facts.licence_url:
        return
    program = add_in(parent, f"{{{ACCESS}}}program", name="AccessIndicators")
    if facts.licence_url.startswith(("https://creativecommons.org/", "http://creativecommons.org/")):
        add(program, "free_to_read")
    start = "-".join(facts.date) if all(facts.date) else ""
    add(program, "license_ref", facts.licence_url, applies_to="vor", start_date=start)


def _doi(parent: etree._Element, facts: Facts) -> None:
    data = add(parent, "doi_data")
    add(data, "doi", facts.doi)
    add(data, "resource", facts.resource_url)
    if facts.pdf_url:
        entry = add(add(data, "collection", property="text-mining"), "item")
        add(entry, "resource", facts.pdf_url, mime_type="application/pdf")


def _citations(parent: etree._Element, references: tuple[Reference, ...]) -> None:
    if not references:
        return
    entries = add(parent, "citation_list")
    for number, reference in enumerate(references, 1):
        entry = add(entries, "citation", key=f"ref{number}")
        if re.fullmatch(r"10\.[0-9]{4,9}/.{1,200}", reference.csl.doi):
            add(entry, "doi", reference.csl.doi)
        add(entry, "unstructured_citation", plain(inline_text(reference.content) or reference.raw))


CROSSREF_TARGET = Target(
    "crossref",
    "Crossref deposit: registers the DOIs of the issue's articles",
    "Crossref deposit schema 5.3.1",
    "Metadata of the whole issue with authors, abstracts, licences, funding and citations; no text.",
    f"Upload {FILE} at doi.crossref.org. To correct it later, raise deposit_version and deposit again.",
    "deposit",
    True,
    check_crossref,
    build_crossref,
)
