"""Identifiers of entries and of the front matter: form and check digits, never a look-up.

What is wrong is told with what is expected; nothing is corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.citations.checks.entry import Listed
from docforge.citations.identifiers import (
    DOI_HOST_RE,
    DOI_RE,
    URL_RE,
    doi_of_url,
    is_isbn,
    is_issn,
    is_orcid,
    is_ror,
    isbn_digits,
    trim_trailing,
)
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import ArticleMeta

WHOLE_DOI_RE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
DOI_MARK_RE = re.compile(
    r"(?:\bdoi\s?[:=]\s?(?:https?://(?:dx\.|www\.)?doi\.org/)?|\bdoi\.org/)(?P<doi>\S+)", re.IGNORECASE
)
ISBN_RE = re.compile(r"\bISBN(?:-1[03])?\s?:?\s*(?P<isbn>[\dXx](?:[\s‐‑–-]?[\dXx]){5,16})", re.IGNORECASE)
ISSN_RE = re.compile(r"\b[ep]?-?ISSN\s?:?\s*(?P<issn>\d{4}\s?[-‐‑–]?\s?\d{3}[\dXx])\b", re.IGNORECASE)
OLD_HOST_RE = re.compile(r"^(?:http://|https?://(?:dx|www)\.doi\.org)", re.IGNORECASE)
FILE_RE = re.compile(r"/(?:full|abstract|pdf|epdf|meta|html)$|\.(?:pdf|html?)$", re.IGNORECASE)
DIGIT_HINT = "One of its digits is wrong or misread: compare it with the work itself."


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier as it stands; ``wrong`` is half a sentence ("has ..."), "" for a sound one."""

    kind: str
    value: str
    wrong: str = ""


def doi_fault(doi: str) -> str:
    """What is wrong with a DOI, "" if nothing can be seen.

    >>> doi_fault("10.1000/xyz"), doi_fault("10.100/xyz")
    ('', 'has no registrant of four digits or more behind "10."')
    """
    if re.match(r"10\.\d{0,3}(?:/|$)", doi):
        return 'has no registrant of four digits or more behind "10."'
    if not WHOLE_DOI_RE.fullmatch(doi):
        return "is not written as 10.registrant/suffix"
    if doi[-1] in "-/_(" or doi.count("(") > doi.count(")"):
        return "seems to break off"
    return ""


def isbn_fault(isbn: str) -> str:
    digits = isbn_digits(isbn)
    if is_isbn(isbn):
        return ""
    return "has a wrong check digit" if len(digits) in (10, 13) else f"has {len(digits)} digits, not 10 or 13"


def entry_identifiers(listed: Listed) -> Iterator[Identifier]:
    """Each identifier that an entry shows, once."""
    seen: set[tuple[str, str]] = set()
    for found in _of_entry(listed):
        key = (found.kind, re.sub(r"\W", "", found.value).casefold())
        if key not in seen:
            seen.add(key)
            yield found


def _of_entry(listed: Listed) -> Iterator[Identifier]:
    csl, text = listed.csl, listed.text
    if csl.doi:
        doi = doi_of_url(csl.doi) or csl.doi
        yield Identifier("DOI", doi, doi_fault(doi))
    for match in DOI_MARK_RE.finditer(text):
        doi = trim_trailing(match["doi"].split("](")[0])
        # What stands behind the mark may be no DOI at all: "doi: see below".
        if doi[:1].isdigit() and not (csl.doi and doi.casefold().startswith(csl.doi.casefold())):
            yield Identifier("DOI", doi, doi_fault(doi))
    if csl.isbn:
        yield Identifier("ISBN", csl.isbn, isbn_fault(csl.isbn))
    known = isbn_digits(csl.isbn)
    for match in ISBN_RE.finditer(text):
        isbn = _one_isbn(match["isbn"])
        if isbn_digits(isbn) != known:
            yield Identifier("ISBN", isbn, isbn_fault(isbn))
    for issn in (csl.issn, *(m["issn"] for m in ISSN_RE.finditer(text))):
        if bare := re.sub(r"[\s‐‑–-]", "", issn):
            yield Identifier("ISSN", issn, "" if is_issn(bare) else "has a wrong check digit")


def _one_isbn(text: str) -> str:
    """The ISBN at the head of digits that may run on: "978-3-16-148410-0 12" -> "978-3-16-148410-0"."""
    wanted = 13 if isbn_digits(text)[:3] in ("978", "979") else 10
    count = 0
    for end, sign in enumerate(text, 1):
        count += sign.isalnum()
        if count == wanted:
            return text[:end]
    return text


def meta_identifiers(meta: ArticleMeta) -> Iterator[tuple[Identifier, str]]:
    """Identifiers of the front matter, each with what carries it."""
    for doi, whose in ((meta.doi, "the article"), (meta.original.doi, "the original publication")):
        if doi:
            bare = doi_of_url(doi) or doi
            yield Identifier("DOI", doi, doi_fault(bare)), whose
    if meta.original.issn:
        wrong = "" if is_issn(meta.original.issn) else "has a wrong check digit"
        yield Identifier("ISSN", meta.original.issn, wrong), "the original publication"
    for person in meta.contributors:
        if person.orcid:
            wrong = "" if is_orcid(person.orcid) else "has a wrong form or check digit"
            yield Identifier("ORCID", person.orcid, wrong), person.name
    for affiliation in meta.affiliations:
        if affiliation.ror:
            wrong = "" if is_ror(affiliation.ror) else "has a wrong form or check digit"
            yield Identifier("ROR", affiliation.ror, wrong), affiliation.institution or affiliation.text


def check_front_identifiers(meta: ArticleMeta) -> Iterator[Diagnostic]:
    for found, whose in meta_identifiers(meta):
        if found.wrong:
            yield diagnostic(
                "identifier-wrong",
                f"The {found.kind} {found.value} of {whose} {found.wrong}.",
                hint=DIGIT_HINT if "digit" in found.wrong else "Write it as its registry does.",
                where=f"front matter: {found.kind}",
            )


def check_identifiers(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """Identifiers of the list that cannot be right, and DOIs that stand in a web address."""
    for listed in entries:
        for found in entry_identifiers(listed):
            if found.wrong:
                yield listed.tell(
                    "identifier-wrong",
                    f"{listed.name}: the {found.kind} {found.value} {found.wrong}.",
                    DIGIT_HINT if "check digit" in found.wrong else "Compare it with the work itself.",
                )
        yield from _in_address(listed)


def _in_address(listed: Listed) -> Iterator[Diagnostic]:
    """A DOI inside another address, or behind an old address of doi.org."""
    given = listed.csl.doi
    if DOI_HOST_RE.match(given):
        doi = doi_of_url(given)
        yield listed.tell(
            "doi-as-url",
            f"{listed.name} gives its DOI as a web address: {given}.",
            f"The DOI itself is {doi}.",
            before=given,
            after=doi,
        )
    for match in URL_RE.finditer(listed.text):
        url = trim_trailing(match[0].split("](")[0])
        if doi_of_url(url):
            if OLD_HOST_RE.match(url):
                new = f"https://doi.org/{doi_of_url(url)}"
                yield listed.tell(
                    "doi-as-url",
                    f"{listed.name} has an old address of its DOI: {url}.",
                    f"Today it is {new}.",
                    before=url,
                    after=new,
                )
        elif not given and (inside := DOI_RE.search(url)):
            whole = FILE_RE.sub("", trim_trailing(inside[0].split("?")[0].split("#")[0]))
            # A publisher's path may go on behind the DOI: "10.1000/12-3/the-title-in-words".
            doi = "/".join(whole.split("/")[:2])
            longer = f" (or {whole})" if whole != doi else ""
            yield listed.tell(
                "doi-as-url",
                f"{listed.name} has no DOI of its own, but one inside its web address: {doi}{longer}.",
                f"If that is the DOI of this work, add https://doi.org/{doi}.",
                before=url,
                after=doi,
            )
