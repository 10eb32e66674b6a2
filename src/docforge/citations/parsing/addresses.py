"""Identifiers of a reference, by their form alone: DOI, ISBN, ISSN, arXiv, PMID, URL, the day of access."""

from __future__ import annotations

import re
from functools import lru_cache

from docforge.citations.parsing.numbers import read_date
from docforge.citations.parsing.tokens import ADDRESS_RE, cut_tokens

DOI_IN_RE = re.compile(r"10\.\d{4,9}/\S+")
DOI_ORG_RE = re.compile(r"doi\.org/(?:doi:)?(10\.\S+)", re.IGNORECASE)
ISBN_RE = re.compile(
    r"\bISBN(?:-1[03])?\s*:?\s*((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])(?![\d-])", re.IGNORECASE
)
ISSN_RE = re.compile(r"\b[ep]?-?ISSN\s*:?\s*(\d{4}[-–]?\d{3}[\dXx])\b", re.IGNORECASE)
ARXIV_RE = re.compile(
    r"\barXiv\s*:?\s*((?:[a-z-]+(?:\.[A-Z]{2})?\s?/\s?\d{7}|\d{4}\s?\.\s?\d{4,5})(?:v\d+)?)", re.IGNORECASE
)
PMID_RE = re.compile(r"\bPMID\s*:?\s*(\d{5,9})\b", re.IGNORECASE)
PMCID_RE = re.compile(r"\bPMC\s*:?\s*(?:PMC)?(\d{5,9})\b")
ACCESS_RE = re.compile(
    r"(?:accessed|retrieved|last (?:visited|accessed|checked)|viewed|abgerufen|zugriff|eingesehen|aufgerufen"
    r"|gesehen|stand(?=:|\s(?:vom|\d))|letzter|zuletzt|consulté|consultado|acesso|accedido|consultato|visitato|geraadpleegd|hämtad|besøgt|dostęp"
    r"|erişim|дата обращения|cit\.|访问|検索)\b[^\d]{0,25}([^()\[\]]{4,40})",
    re.IGNORECASE,
)


def find_addresses(text: str) -> dict[str, object]:
    """CSL fields that stand in the text by their form."""
    found: dict[str, object] = {}
    if "/" in text or "www." in text:
        for token in cut_tokens(text):
            if len(token.text) < 6 or not ADDRESS_RE.fullmatch(token.text):
                continue
            doi = DOI_ORG_RE.search(token.text) or (
                DOI_IN_RE.match(token.text) if token.text[0] == "1" else None
            )
            if doi:
                found.setdefault("DOI", _bare_doi(doi[1] if doi.lastindex else doi[0]))
            else:
                found.setdefault("URL", token.text)
    lower = text.casefold()
    for key, mark, pattern in (
        ("ISBN", "isbn", ISBN_RE),
        ("ISSN", "issn", ISSN_RE),
        ("PMID", "pmid", PMID_RE),
        ("PMCID", "pmc", PMCID_RE),
    ):
        if mark in lower and (match := pattern.search(text)):
            found[key] = re.sub(r"\s", "", match[1])
    if "arxiv" in lower and (match := ARXIV_RE.search(text)):
        found["archive"] = "arXiv"
        found["archive_location"] = re.sub(r"\s", "", match[1])
    if parts := access_date(text)[0]:
        found["accessed"] = {"date-parts": [list(parts)]}
    return found


@lru_cache(maxsize=8)
def access_date(text: str) -> tuple[list[int], range]:
    """The day of access and where it stands: "Accessed May 29, 2013" -> [2013, 5, 29]."""
    for match in ACCESS_RE.finditer(text):
        parts, _, _ = read_date(match[1])
        if parts:
            return parts, range(*match.span())
    return [], range(0)


def _bare_doi(text: str) -> str:
    doi = re.split(r"\.?(?:URL|https?)|\[", text)[0].rstrip(".,;:]>\"'")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;")
    return re.split(r"(?<=\d)\.(?=(?:Available|Accessed|Retrieved|PMID|Epub)\b)", doi)[0]
