"""OJS native XML: the issue with its articles, galleys embedded, for the import of Open Journal Systems 3.4.

https://docs.pkp.sfu.ca/admin-guide/en/data-import-and-export
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.exporters.details import plain_doi
from docforge.submission.checks import check_common
from docforge.submission.facts import Facts, Person
from docforge.submission.target import Item, Order, Parts, Target, fault, file_fault
from docforge.submission.xml import add, write

SPACE = "http://pkp.sfu.ca"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
FILE = "ojs-import.xml"
REGISTER = "OJS"
PUBLISHED = "3"
LOCALE_RE = re.compile(r"[A-Za-z]{2,4}(?:[_-][A-Za-z]{4,5})?(?:[_-](?:[A-Za-z]{2}|\d{3}))?")
GALLEYS = (("article.pdf", "PDF"), ("article.xml", "XML"))


def check_ojs(order: Order) -> Iterator[Diagnostic]:
    if order.edition.volume and not order.edition.volume.isdecimal():
        yield fault(
            order,
            "volume",
            f'"{order.edition.volume}" is no number.',
            "OJS counts volumes in figures.",
            "Give volume in figures in edition.toml; a name of the volume may go into title.",
            "edition.volume",
        )
    for item in order.items:
        yield from check_common(item, REGISTER)
        if item.facts.date[0] and not all(item.facts.date):
            yield fault(
                item,
                "date of publication",
                f"{'-'.join(filter(None, item.facts.date))} has no day.",
                "OJS publishes on a day.",
                'Give date = "2026-05-31" under [edition] in edition.toml.',
                "dates.published",
            )
        if "article.pdf" not in item.files:
            yield file_fault(
                item, "article.pdf", "it is missing.", "an article in OJS has a galley.", "Build it again."
            )
        yield from _check_people(order, item)


def _check_people(order: Order, item: Item) -> Iterator[Diagnostic]:
    if not item.facts.people:
        yield fault(
            item,
            "authors",
            "there is none.",
            "OJS wants at least one author.",
            "Name the authors under [[authors]] in article.toml.",
            "authors",
        )
    for number, person in enumerate(item.facts.people):
        if person.email:
            continue
        stand_in = order.edition.deposit.email
        yield fault(
            item,
            f"author {person.name}",
            f"the e-mail address is missing{f'; {stand_in} stands in for it' if stand_in else ''}.",
            "OJS wants an address of each author.",
            "Give email under [[authors]] in article.toml"
            + ("." if stand_in else ", or email under [deposit] in edition.toml."),
            f"authors[{number}].email",
            advice=bool(stand_in),
        )


class _Numbers:
    """Numbers of files and publications, which OJS replaces by its own."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> str:
        self.last += 1
        return str(self.last)


def build_ojs(order: Order) -> Parts:
    root = etree.Element(f"{{{SPACE}}}issue", nsmap={None: SPACE, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{SPACE} native.xsd")
    for name, value in (("published", "1"), ("current", "0"), ("access_status", "1")):
        root.set(name, value)
    locale = _locale(order.edition.language)
    if order.edition.description:
        add(root, "description", order.edition.description, locale=locale)
    _identification(root, order)
    date = order.items[0].facts.date
    if all(date):
        add(root, "date_published", "-".join(date))
    sections = list(dict.fromkeys(_section(item.facts) for item in order.items))
    group = add(root, "sections")
    for number, title in enumerate(sections):
        section = add(group, "section", ref=_ref(sections, title), seq=str(number))
        add(section, "abbrev", _ref(sections, title), locale=locale)
        add(section, "title", title, locale=locale)
    articles = add(root, "articles")
    numbers = _Numbers()
    for number, item in enumerate(order.items):
        _article(articles, order, item, numbers, _ref(sections, _section(item.facts)), str(number))
    return Parts({FILE: write(root)}, {FILE: "the issue with its articles and their PDF, for OJS to import"})


def _section(facts: Facts) -> str:
    return facts.article.document.meta.section or "Articles"


def _ref(sections: list[str], title: str) -> str:
    short = re.sub(r"[^A-Z]", "", title.upper())[:3] or "S"
    return f"{short}{sections.index(title) + 1}"


def _locale(tag: str) -> str:
    """A language as OJS writes it: "pt-BR" -> "pt_BR"."""
    return tag.replace("-", "_") if LOCALE_RE.fullmatch(tag) else "en"


def _identification(parent: etree._Element, order: Order) -> None:
    edition = order.edition
    element = add(parent, "issue_identification")
    if edition.volume:
        add(element, "volume", edition.volume)
    if edition.issue:
        add(element, "number", edition.issue)
    add(element, "year", order.items[0].facts.date[0])
    if edition.title:
        add(element, "title", edition.title, locale=_locale(edition.language))


def _article(
    parent: etree._Element, order: Order, item: Item, numbers: _Numbers, section: str, seq: str
) -> None:
    facts = item.facts
    locale = _locale(facts.language)
    publication = numbers.next()
    article = add(
        parent,
        "article",
        locale=locale,
        status=PUBLISHED,
        stage="production",
        current_publication_id=publication,
        date_submitted=facts.article.document.meta.history.received
        if len(facts.article.document.meta.history.received) == 10
        else "",
    )
    add(article, "id", numbers.next(), type="internal", advice="ignore")
    files = []
    for name, label in GALLEYS:
        if name in item.files:
            files.append((_file(article, f"{item.id}{name[7:]}", item.files[name], locale, numbers), label))
    text = add(
        article,
        "publication",
        locale=locale,
        version="1",
        status=PUBLISHED,
        section_ref=section,
        seq=seq,
        access_status="0",
        date_published="-".join(facts.date) if all(facts.date) else "",
    )
    add(text, "id", publication, type="internal", advice="ignore")
    if doi := facts.doi or plain_doi(facts.article.document.meta.doi):
        add(text, "id", doi, type="doi", advice="update")
    _metadata(text, order, facts, locale, numbers)
    for number, (name, label) in enumerate(files):
        galley = add(text, "article_galley", locale=locale, approved="false")
        add(galley, "name", label, locale=locale)
        add(galley, "seq", str(number))
        add(galley, "submission_file_ref", id=name)
    if references := facts.article.document.references:
        citations = add(text, "citations")
        for reference in references:
            add(citations, "citation", facts.text(reference.content) or reference.raw)
    _identification(text, order)
    pages = "-".join(filter(None, (facts.first_page or facts.article.elocation_id, facts.last_page)))
    if pages:
        add(text, "pages", pages)


def _file(parent: etree._Element, name: str, data: bytes, locale: str, numbers: _Numbers) -> str:
    number = numbers.next()
    element = add(
        parent,
        "submission_file",
        id=number,
        file_id=number,
        stage="proof",
        genre="Article Text",
        viewable="true",
    )
    add(element, "name", name, locale=locale)
    file = add(element, "file", id=number, filesize=str(len(data)), extension=name.rpartition(".")[2])
    add(file, "embed", base64.b64encode(data).decode(), encoding="base64")
    return number


def _metadata(parent: etree._Element, order: Order, facts: Facts, locale: str, numbers: _Numbers) -> None:
    meta = facts.article.document.meta
    others = [(_locale(other.language), other) for other in meta.translations]
    add(parent, "title", facts.title, locale=locale)
    for code, other in others:
        if other.title:
            add(parent, "title", facts.text(other.title), locale=code)
    if facts.subtitle:
        add(parent, "subtitle", facts.subtitle, locale=locale)
    if facts.abstract:
        add(parent, "abstract", _html(facts.abstract), locale=locale)
    for code, other in others:
        if other.abstract:
            add(parent, "abstract", _html(facts.text(p.content) for p in other.abstract), locale=code)
    if facts.licence_url:
        add(parent, "licenseUrl", facts.licence_url)
    if meta.permission.holder:
        add(parent, "copyrightHolder", meta.permission.holder, locale=locale)
    if meta.permission.year.isdecimal():
        add(parent, "copyrightYear", meta.permission.year)
    for code, keywords in ((locale, facts.keywords), *((c, t.keywords) for c, t in others)):
        if keywords:
            group = add(parent, "keywords", locale=code)
            for keyword in keywords:
                add(group, "keyword", keyword)
    if facts.people:
        people = add(parent, "authors")
        first = next((n for n, p in enumerate(facts.people) if p.corresponding), 0)
        for number, person in enumerate(facts.people):
            _person(people, order, person, locale, numbers, str(number), number == first)


def _html(paragraphs: Iterator[str] | tuple[str, ...]) -> str:
    """Abstracts are HTML in OJS."""
    from html import escape

    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def _person(
    parent: etree._Element,
    order: Order,
    person: Person,
    locale: str,
    numbers: _Numbers,
    seq: str,
    primary: bool,
) -> None:
    author = add(
        parent,
        "author",
        id=numbers.next(),
        seq=seq,
        user_group_ref="Author",
        include_in_browse="true",
        primary_contact="true" if primary else "false",
    )
    given = person.given if person.family else person.name
    add(author, "givenname", given or person.family, locale=locale)
    if person.family and given:
        add(author, "familyname", person.family, locale=locale)
    if person.places:
        add(author, "affiliation", "; ".join(place.text for place in person.places), locale=locale)
    if country := next((place.country for place in person.places if place.country), ""):
        add(author, "country", country)
    add(author, "email", person.email or order.edition.deposit.email)
    if person.orcid:
        add(author, "orcid", f"https://orcid.org/{person.orcid}")


OJS = Target(
    "ojs",
    "OJS import: the issue with metadata, PDF and JATS for Open Journal Systems",
    "OJS native XML, 3.3 and 3.4",
    "One file that holds the whole issue; sections are made where they are new.",
    f"In OJS: Tools, Native XML Plugin, upload {FILE} and import it into a test journal first.",
    "deposit",
    True,
    check_ojs,
    build_ojs,
)
