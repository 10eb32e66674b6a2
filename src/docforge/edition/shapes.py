"""Shapes of single values in an edition file: ISSN, DOI prefix, date, language and the like.

Each function takes a value and returns what is wrong with it as half a sentence ("is not ..."), or "".
"""

from __future__ import annotations

import re
from datetime import date

ID_RE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
ISSN_RE = re.compile(r"(\d{4})-(\d{3})([\dX])")
DOI_PREFIX_RE = re.compile(r"10\.\d{4,9}(?:\.\d+)*")
DOI_RE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
DATE_RE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# The well-formed tags that a journal needs: language, script, region, variants (RFC 5646, section 2.1).
LANGUAGE_RE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)
ORCID_RE = re.compile(r"(\d{4})-(\d{4})-(\d{4})-(\d{3})([\dX])")
EMAIL_RE = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]+")
URL_RE = re.compile(r"https?://[^\s<>\"]+")


def any_text(value: str) -> str:
    """Nothing is wrong with any text on one line."""
    return "has control characters in it" if any(ord(c) < 32 and c not in "\n\t" for c in value) else ""


def article_id(value: str) -> str:
    if ID_RE.fullmatch(value):
        return ""
    return "is not an id: use small letters, digits and hyphens, at most 80 (it names a folder)"


def issn(value: str) -> str:
    """An ISSN with a right check digit (ISO 3297; issn.org, "The ISSN check digit")."""
    match = ISSN_RE.fullmatch(value)
    if not match:
        return 'is not an ISSN: write four digits, a hyphen, four digits ("1234-5679")'
    weighted = sum(int(d) * w for d, w in zip(match[1] + match[2], range(8, 1, -1), strict=True))
    wanted = (11 - weighted % 11) % 11
    digit = "X" if wanted == 10 else str(wanted)
    if match[3] != digit:
        return f"is not an ISSN: the last sign should be {digit} if the other seven digits are right"
    return ""


def doi_prefix(value: str) -> str:
    return "" if DOI_PREFIX_RE.fullmatch(value) else 'is not a DOI prefix: write it as "10.1234"'


def doi(value: str) -> str:
    if DOI_RE.fullmatch(value):
        return ""
    return 'is not a DOI: write it without "https://doi.org/", as "10.1234/abc"'


def iso_date(value: str) -> str:
    """A date of ISO 8601 with year, month or day precision that is in the calendar."""
    wrong = 'is not a date: write "2026", "2026-05" or "2026-05-31"'
    match = DATE_RE.fullmatch(value)
    if not match:
        return wrong
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return wrong
    return ""


def year(value: str) -> str:
    return "" if re.fullmatch(r"\d{4}", value) else "is not a year of four digits"


def page(value: str) -> str:
    return (
        "" if re.fullmatch(r"[1-9]\d{0,5}", value) else "is not a page number: write it in figures, from 1 on"
    )


def elocation_id(value: str) -> str:
    return (
        "" if re.fullmatch(r"[A-Za-z0-9._-]{1,40}", value) else "is not an article number: letters and digits"
    )


def language(value: str) -> str:
    if LANGUAGE_RE.fullmatch(value):
        return ""
    return 'is not a language tag: write "en", "de-AT", "sr-Latn" (BCP 47)'


def orcid(value: str) -> str:
    """An ORCID iD with a right check digit (ISO 7064 MOD 11-2; see support.orcid.org)."""
    match = ORCID_RE.fullmatch(value)
    if not match:
        return 'is not an ORCID iD: write sixteen digits as "0000-0002-1825-0097"'
    total = 0
    for digit in "".join(match.groups()[:4]):
        total = (total + int(digit)) * 2
    wanted = (12 - total % 11) % 11
    if match[5] != ("X" if wanted == 10 else str(wanted)):
        return "is not an ORCID iD: its check digit is wrong, so one of the digits is"
    return ""


def email(value: str) -> str:
    return "" if EMAIL_RE.fullmatch(value) else "is not an e-mail address"


def url(value: str) -> str:
    return "" if URL_RE.fullmatch(value) else 'is not a web address: it starts with "https://"'


def deposit_version(value: str) -> str:
    if re.fullmatch(r"[1-9]\d{0,17}", value):
        return ""
    return 'is not a version of a deposit: digits alone, higher with each deposit ("2026053101")'


def address_pattern(value: str) -> str:
    """A web address with names in braces that stand for facts of the article."""
    known = ("id", "doi", "volume", "issue", "year", "first_page", "elocation_id")
    unknown = [name for name in re.findall(r"\{([^{}]*)\}", value) if name not in known]
    if unknown:
        return f"has {{{unknown[0]}}} in it, which stands for nothing; known are {', '.join(known)}"
    return url(re.sub(r"\{[^{}]*\}", "x", value))


def ror(value: str) -> str:
    if re.fullmatch(r"https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}", value):
        return ""
    return 'is not a ROR id: write its whole address, as "https://ror.org/02mhbdp94"'


def country(value: str) -> str:
    """A country by its ISO 3166-1 code of two letters."""
    from docforge.model.countries import COUNTRIES

    return "" if value in COUNTRIES else 'is no country: write its ISO 3166 code of two letters ("NZ")'


def funder_id(value: str) -> str:
    if re.fullmatch(r"https?://(?:dx\.)?doi\.org/10\.13039/\d+", value) or not ror(value):
        return ""
    return 'is not the id of a funder: write "https://doi.org/10.13039/..." or its ROR address'


def licence(value: str) -> str:
    """An SPDX id, a web address, or "unknown"."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.+-]*", value) or URL_RE.fullmatch(value):
        return ""
    return 'is not a licence: write an SPDX id ("CC-BY-4.0"), its web address, or "unknown"'
