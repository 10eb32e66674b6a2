"""DataCite: a record for each article, kernel 4.6, for presses that register their DOIs there.

https://datacite-metadata-schema.readthedocs.io/en/4.6/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.exporters.jats.rights import licence_words
from docforge.submission.checks import check_address, check_common, check_own_doi
from docforge.submission.facts import DATE_RE, Facts, Person
from docforge.submission.target import Order, Parts, Target, fault
from docforge.submission.xml import XML_LANG, add, write

SPACE = "http://datacite.org/schema/kernel-4"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOCATION = f"{SPACE} https://schema.datacite.org/meta/kernel-4.6/metadata.xsd"
REGISTER = "DataCite"
SPDX_RE = re.compile(r"[A-Za-z0-9.+-]+")


def check_datacite(order: Order) -> Iterator[Diagnostic]:
    if not order.edition.publisher:
        yield fault(
            order,
            "publisher",
            "it is missing.",
            "DataCite wants a publisher.",
            "Give publisher under [journal] in edition.toml.",
            "journal.publisher",
        )
    for item in order.items:
        yield from check_own_doi(order, item, REGISTER)
        yield from check_common(item, REGISTER)
        yield from check_address(order, item, REGISTER)
        if not item.facts.people:
            yield fault(
                item,
                "authors",
                "there is none.",
                "DataCite wants at least one creator.",
                "Name the authors under [[authors]] in article.toml.",
                "authors",
            )


def build_datacite(order: Order) -> Parts:
    files, about = {}, {}
    lines = ["doi\turl\tfile"]
    for item in order.items:
        name = f"{item.id}.xml"
        files[name] = _record(order, item.facts)
        about[name] = f"the record of {item.facts.doi}"
        lines.append(f"{item.facts.doi}\t{item.facts.resource_url}\t{name}")
    files["addresses.tsv"] = ("\n".join(lines) + "\n").encode()
    about["addresses.tsv"] = "which address each DOI leads to"
    return Parts(files, about)


def _record(order: Order, facts: Facts) -> bytes:
    edition, meta = order.edition, facts.article.document.meta
    root = etree.Element(f"{{{SPACE}}}resource", nsmap={None: SPACE, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", LOCATION)
    add(root, "identifier", facts.doi, identifierType="DOI")
    creators = add(root, "creators")
    for person in facts.people:
        _creator(creators, person)
    _titles(root, facts)
    add(root, "publisher", edition.publisher)
    add(root, "publicationYear", facts.date[0])
    add(root, "resourceType", meta.kind, resourceTypeGeneral="JournalArticle")
    if facts.keywords:
        subjects = add(root, "subjects")
        for keyword in facts.keywords:
            _say(subjects, "subject", keyword, facts.language)
    _dates(root, facts)
    add(root, "language", facts.language)
    _related(root, order, facts)
    if facts.licence != "unknown":
        known = bool(SPDX_RE.fullmatch(facts.licence))
        add(
            add(root, "rightsList"),
            "rights",
            licence_words(facts.licence),
            rightsURI=facts.licence_url,
            rightsIdentifier=facts.licence if known else "",
            rightsIdentifierScheme="SPDX" if known else "",
            schemeURI="https://spdx.org/licenses/" if known else "",
        )
    _descriptions(root, facts)
    _funding(root, facts)
    _container(root, order, facts)
    return write(root)


def _say(parent: etree._Element, tag: str, text: str, language: str, **more: str) -> None:
    element = add(parent, tag, text, **more)
    if language:
        element.set(XML_LANG, language)


def _creator(parent: etree._Element, person: Person) -> None:
    creator = add(parent, "creator")
    parts = person.certain and person.family and person.given
    name = f"{person.family}, {person.given}" if parts else person.name
    add(creator, "creatorName", name, nameType="Personal")
    if parts:
        add(creator, "givenName", person.given)
        add(creator, "familyName", person.family)
    if person.orcid:
        add(
            creator,
            "nameIdentifier",
            f"https://orcid.org/{person.orcid}",
            nameIdentifierScheme="ORCID",
            schemeURI="https://orcid.org",
        )
    for place in person.places:
        add(
            creator,
            "affiliation",
            place.text,
            affiliationIdentifier=place.ror,
            affiliationIdentifierScheme="ROR" if place.ror else "",
            schemeURI="https://ror.org" if place.ror else "",
        )


def _titles(root: etree._Element, facts: Facts) -> None:
    titles = add(root, "titles")
    _say(titles, "title", facts.title, facts.language)
    if facts.subtitle:
        _say(titles, "title", facts.subtitle, facts.language, titleType="Subtitle")
    for other in facts.article.document.meta.translations:
        if text := facts.text(other.title):
            _say(titles, "title", text, other.language, titleType="TranslatedTitle")


def _dates(root: etree._Element, facts: Facts) -> None:
    history = facts.article.document.meta.history
    dates = add(root, "dates")
    add(dates, "date", "-".join(filter(None, facts.date)), dateType="Issued")
    for value, kind in ((history.received, "Submitted"), (history.accepted, "Accepted")):
        if DATE_RE.fullmatch(value):
            add(dates, "date", value, dateType=kind)


def _related(root: etree._Element, order: Order, facts: Facts) -> None:
    edition = order.edition
    related = add(root, "relatedIdentifiers")
    issns = list(filter(None, (edition.issn_electronic, edition.issn_print)))
    for issn in issns[:1]:
        add(related, "relatedIdentifier", issn, relatedIdentifierType="ISSN", relationType="IsPublishedIn")
    for doi in dict.fromkeys(r.csl.doi for r in facts.article.document.references if r.csl.doi):
        add(related, "relatedIdentifier", doi, relatedIdentifierType="DOI", relationType="References")
    if not len(related):
        root.remove(related)


def _descriptions(root: etree._Element, facts: Facts) -> None:
    found = [(facts.language, "\n".join(facts.abstract))]
    for other in facts.article.document.meta.translations:
        found.append((other.language, "\n".join(facts.text(p.content) for p in other.abstract)))
    if any(text for _, text in found):
        descriptions = add(root, "descriptions")
        for language, text in found:
            if text:
                _say(descriptions, "description", text, language, descriptionType="Abstract")


def _funding(root: etree._Element, facts: Facts) -> None:
    if not facts.funding:
        return
    references = add(root, "fundingReferences")
    for funding in facts.funding:
        for award in funding.awards or ("",):
            reference = add(references, "fundingReference")
            add(reference, "funderName", funding.funder)
            if funding.identifier:
                scheme = "ROR" if "ror.org" in funding.identifier else "Crossref Funder ID"
                add(reference, "funderIdentifier", funding.identifier, funderIdentifierType=scheme)
            if award:
                add(reference, "awardNumber", award)


def _container(root: etree._Element, order: Order, facts: Facts) -> None:
    """The journal, volume, number and pages that it stands in."""
    edition = order.edition
    if not edition.journal:
        return
    entry = add(
        add(root, "relatedItems"), "relatedItem", relatedItemType="Journal", relationType="IsPublishedIn"
    )
    issn = edition.issn_electronic or edition.issn_print
    if issn:
        add(entry, "relatedItemIdentifier", issn, relatedItemIdentifierType="ISSN")
    add(add(entry, "titles"), "title", edition.journal)
    add(entry, "publicationYear", facts.date[0])
    for name, value in (
        ("volume", edition.volume),
        ("issue", edition.issue),
        ("firstPage", facts.first_page or facts.article.elocation_id),
        ("lastPage", facts.last_page),
        ("publisher", edition.publisher),
    ):
        if value:
            add(entry, name, value)


DATACITE = Target(
    "datacite",
    "DataCite records: registers the DOIs of articles with DataCite",
    "DataCite Metadata Schema 4.6",
    "One XML record for each article, and the address that its DOI leads to.",
    "Upload each record in Fabrica with its address from addresses.tsv, or send them by the API.",
    "deposit",
    True,
    check_datacite,
    build_datacite,
)
