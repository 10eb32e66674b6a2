"""DOAJ: article metadata as its XML (doajArticles.xsd 1.3) and as the JSON of its API.

https://doaj.org/docs/xml/, https://doaj.org/api/docs. A reprint is listed only when the editor confirmed it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from langcodes import Language, tag_is_valid
from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.submission.checks import check_address, check_common, check_journal
from docforge.submission.facts import Facts
from docforge.submission.gate import is_open
from docforge.submission.target import Item, Order, Parts, Target, fault, refusal
from docforge.submission.xml import add, write

XML_FILE = "doaj-articles.xml"
JSON_FILE = "doaj-articles.json"
REGISTER = "DOAJ"
MOST_KEYWORDS = 6
URL_RE = re.compile(r"https?://(?:[^/:]+\.[^\W\d_]{2,10}|(?:\d{1,3}\.){3}\d{1,3})(?::\d+)?.*")


def language_code(tag: str) -> str:
    """The bibliographic code of three letters (ISO 639-2/B); "" for a language that has none.

    >>> language_code("de-AT")
    'ger'
    """
    try:
        return Language.get(tag).to_alpha3(variant="B") if tag_is_valid(tag) else ""
    except LookupError:
        return ""


def check_doaj(order: Order) -> Iterator[Diagnostic]:
    edition = order.edition
    yield from check_journal(order, REGISTER)
    if edition.issn_print and edition.issn_print == edition.issn_electronic:
        yield fault(
            order,
            "ISSN",
            f"both are {edition.issn_print}.",
            "DOAJ refuses a journal whose two ISSNs are the same.",
            "Take out the one that is not its own.",
            "journal.issn_electronic",
        )
    for item in order.items:
        yield from check_common(item, REGISTER)
        yield from check_address(order, item, REGISTER)
        yield from _check_item(item)


def _check_item(item: Item) -> Iterator[Diagnostic]:
    facts = item.facts
    if facts.reprint and not facts.record.doaj_reprint:
        yield refusal(
            item,
            "first publication",
            f"it appeared first in {facts.original.journal or facts.foreign_doi or 'another place'}.",
            "DOAJ lists an article once, where it was published; a reprint only if you confirm it.",
            "Leave it out (--only), or write doaj_reprint = true under [record] in article.toml.",
            "record.doaj_reprint",
        )
    if not is_open(facts) and not facts.licence_url:
        yield fault(
            item,
            "licence",
            f'"{facts.licence}" is no open licence.',
            "DOAJ lists open access articles.",
            'Give licence = "CC-BY-4.0" or its like in article.toml.',
            "licence",
            advice=True,
        )
    if facts.resource_url and not URL_RE.fullmatch(facts.resource_url):
        yield fault(
            item,
            "address",
            f"{facts.resource_url} is no address that DOAJ takes.",
            "a full text stands at a public web address.",
            "Mend resource_url under [deposit] in edition.toml.",
            "deposit.resource_url",
        )
    if not language_code(facts.language):
        yield fault(
            item,
            "language",
            f'"{facts.language}" has no code of three letters.',
            "DOAJ takes languages by ISO 639-2/B.",
            "Give language in article.toml.",
            "language",
        )
    if len(facts.keywords) > MOST_KEYWORDS:
        yield fault(
            item,
            "keywords",
            f"there are {len(facts.keywords)}; only the first {MOST_KEYWORDS} go along.",
            f"DOAJ takes {MOST_KEYWORDS}.",
            "Put the best ones first.",
            "keywords",
            advice=True,
        )
    if not facts.abstract:
        yield fault(
            item,
            "abstract",
            "there is none.",
            "readers search abstracts.",
            "Give abstract in article.toml.",
            "abstract",
            advice=True,
        )


def build_doaj(order: Order) -> Parts:
    root = etree.Element("records")
    for item in order.items:
        _record(root, order, item.facts)
    listed = [{"bibjson": _plain(order, item.facts)} for item in order.items]
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    return Parts(
        {XML_FILE: write(root), JSON_FILE: text.encode()},
        {
            XML_FILE: "for upload in the publisher's area of DOAJ",
            JSON_FILE: "the same for DOAJ's API (bulk articles)",
        },
    )


def _record(root: etree._Element, order: Order, facts: Facts) -> None:
    edition = order.edition
    language = language_code(facts.language)
    record = add(root, "record")
    add(record, "language", language)
    for name, value in (
        ("publisher", edition.publisher),
        ("journalTitle", edition.journal),
        ("issn", edition.issn_print),
        ("eissn", edition.issn_electronic),
        ("publicationDate", "-".join(filter(None, facts.date))),
        ("volume", edition.volume),
        ("issue", edition.issue),
        ("startPage", facts.first_page or facts.article.elocation_id),
        ("endPage", facts.last_page),
        ("doi", facts.doi),
        ("publisherRecordId", facts.id),
        ("documentType", facts.article.document.meta.kind),
    ):
        if value:
            add(record, name, value)
    add(record, "title", _title(facts), language=language)
    others = [(language_code(t.language), t) for t in facts.article.document.meta.translations]
    _people(record, facts)
    if facts.abstract:
        add(record, "abstract", "\n".join(facts.abstract), language=language)
    for code, other in others:
        text = "\n".join(Facts.text(paragraph.content) for paragraph in other.abstract)
        if code and text:
            add(record, "abstract", text, language=code)
    if facts.pdf_url and not facts.resource_url:
        add(record, "fullTextUrl", facts.pdf_url, format="pdf")
    else:
        add(record, "fullTextUrl", facts.resource_url, format="html")
    for code, keywords in ((language, facts.keywords), *((c, t.keywords) for c, t in others)):
        if keywords and code:
            group = add(record, "keywords", language=code)
            for keyword in keywords[:MOST_KEYWORDS]:
                add(group, "keyword", keyword)


def _title(facts: Facts) -> str:
    return f"{facts.title}: {facts.subtitle}" if facts.subtitle else facts.title


def _people(record: etree._Element, facts: Facts) -> None:
    if not facts.people:
        return
    known = list(dict.fromkeys(place.text for person in facts.people for place in person.places))
    group = add(record, "authors")
    for person in facts.people:
        author = add(group, "author")
        add(author, "name", person.name)
        for place in person.places:
            add(author, "affiliationId", str(known.index(place.text) + 1))
        if person.orcid:
            add(author, "orcid_id", f"https://orcid.org/{person.orcid}")
    if known:
        places = add(record, "affiliationsList")
        for number, text in enumerate(known, 1):
            add(places, "affiliationName", text, affiliationId=str(number))


def _plain(order: Order, facts: Facts) -> dict[str, Any]:
    """The article as DOAJ's API has it."""
    edition = order.edition
    year, month, _ = facts.date
    identifiers = (("doi", facts.doi), ("pissn", edition.issn_print), ("eissn", edition.issn_electronic))
    links = ((facts.resource_url, "HTML"), (facts.pdf_url, "PDF"))
    made: dict[str, Any] = {
        "title": _title(facts),
        "identifier": [{"type": kind, "id": value} for kind, value in identifiers if value],
        "journal": _filled(
            title=edition.journal,
            publisher=edition.publisher,
            volume=edition.volume,
            number=edition.issue,
            language=[facts.language.split("-")[0].upper()],
        ),
        "year": year,
        "month": str(int(month)) if month else "",
        "start_page": facts.first_page or facts.article.elocation_id,
        "end_page": facts.last_page,
        "link": [{"url": url, "type": "fulltext", "content_type": kind} for url, kind in links if url],
        "abstract": "\n".join(facts.abstract),
        "author": [
            _filled(
                name=person.name,
                affiliation="; ".join(place.text for place in person.places),
                orcid_id=f"https://orcid.org/{person.orcid}" if person.orcid else "",
            )
            for person in facts.people
        ],
        "keywords": list(facts.keywords[:MOST_KEYWORDS]),
    }
    return _filled(**made)


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


DOAJ = Target(
    "doaj",
    "DOAJ: article metadata of the issue, for the directory of open access journals",
    "doajArticles.xsd 1.3; DOAJ API, bibjson",
    "XML for upload and JSON for the API; reprints only when they are confirmed.",
    f"Upload {XML_FILE} in the publisher's area of DOAJ, or send {JSON_FILE} to its API; not both.",
    "deposit",
    True,
    check_doaj,
    build_doaj,
)
