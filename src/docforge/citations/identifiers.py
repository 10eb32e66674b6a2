"""Identifiers in running text: DOI, URL, ISBN, ISSN, ORCID, ROR. Syntax and check digits only, no lookup.

Sources: DOI syntax https://www.crossref.org/blog/dois-and-matching-regular-expressions/,
ISBN https://www.isbn-international.org/content/isbn-users-manual, ISSN ISO 3297,
ORCID https://support.orcid.org/hc/en-us/articles/360006897674 (ISO 7064 MOD 11-2),
ROR https://ror.readme.io/docs/identifier (Crockford's base 32, ISO 7064 MOD 97-10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

DOI_RE = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
URL_RE = re.compile(r"(?:https?|ftp)://[^\s\"<>{}|^`\]]+", re.IGNORECASE)
DOI_HOST_RE = re.compile(r"^https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
# After a URL, a next word that looks like more of it: "..._End_Notes_1 2320.pdf", "Anarc hy_is_a_bridge".
MORE_URL_RE = re.compile(r"\s+(?=\S*(?:[_/=&%]|\.(?:pdf|html?|php|aspx?|xml)\b))\S+", re.IGNORECASE)

BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"
ROR_RE = re.compile(rf"0[{BASE32}]{{6}}\d\d")

_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "’": "‘", "”": "“"}


def trim_trailing(text: str) -> str:
    """Cut what a sentence put after an identifier: "10.1/x)." -> "10.1/x"; "10.1/x(96)2" stays whole.

    Balance is counted once, so the time is linear in the length.
    """
    surplus = {close: text.count(close) - text.count(open_) for close, open_ in _PAIRS.items()}
    end = len(text)
    while end:
        last = text[end - 1]
        if last in ".,;:!?*'\"_" and not (last == "_" and "*" not in text):
            end -= 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            end -= 1
        else:
            break
    return text[:end]


def find_urls(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of every URL, without what the sentence added to it."""
    for match in URL_RE.finditer(text):
        # Markdown writes "[https://a\\_b](https://a_b)": the label's copy is cut at its bracket.
        url = trim_trailing(match[0].split("](")[0])
        yield match.start(), match.start() + len(url), url


def doi_of_url(url: str) -> str:
    """The DOI of a doi.org address, "" for any other."""
    if not DOI_HOST_RE.match(url):
        return ""
    return find_doi(DOI_HOST_RE.sub("", url).replace("%2F", "/").replace("%2f", "/"))


def find_doi(text: str) -> str:
    """The first DOI in ``text`` as printed, "" if there is none."""
    match = DOI_RE.search(text)
    return trim_trailing(match[0].split("](")[0]) if match else ""


def find_url(text: str) -> str:
    """The URL of an entry where it is certain: exactly one, and whole as far as can be seen, else ""."""
    text = re.sub(r"\\+([_&~%#])", r"\1", text)
    found: dict[str, None] = {}
    for _, end, url in find_urls(text):
        if MORE_URL_RE.match(text, end) or (url.endswith("-") and end < len(text)):
            return ""
        found[url] = None
    return next(iter(found)) if len(found) == 1 else ""


def isbn_digits(text: str) -> str:
    """An ISBN without its hyphens and spaces."""
    return re.sub(r"[\s‐‑–-]", "", text).upper()


def is_isbn(text: str) -> bool:
    """Whether ``text`` (hyphens and spaces allowed) is an ISBN-10 or ISBN-13 with a right check digit."""
    digits = isbn_digits(text)
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return sum((10 - i) * _digit(d) for i, d in enumerate(digits)) % 11 == 0
    if re.fullmatch(r"97[89][0-9]{10}", digits):
        return sum((3 if i % 2 else 1) * int(d) for i, d in enumerate(digits)) % 10 == 0
    return False


def is_issn(text: str) -> bool:
    """Whether ``text`` is an ISSN ("2049-3630") with a right check digit."""
    if not re.fullmatch(r"[0-9]{4}-?[0-9]{3}[0-9Xx]", text):
        return False
    return sum((8 - i) * _digit(d) for i, d in enumerate(text.replace("-", "").upper())) % 11 == 0


def is_orcid(text: str) -> bool:
    """Whether ``text`` is an ORCID iD or its orcid.org address with a right check digit."""
    bare = re.sub(r"^https?://orcid\.org/", "", text, flags=re.IGNORECASE)
    if not re.fullmatch(r"(?:[0-9]{4}-){3}[0-9]{3}[0-9Xx]", bare):
        return False
    total = 0
    digits = bare.replace("-", "").upper()
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return (12 - total % 11) % 11 == _digit(digits[-1])


def is_ror(text: str) -> bool:
    """Whether ``text`` is a ROR id ("03yrm5c26") or its ror.org address with right check digits."""
    bare = re.sub(r"^(?:https?://)?ror\.org/", "", text, flags=re.IGNORECASE).lower()
    if not ROR_RE.fullmatch(bare):
        return False
    number = 0
    for sign in bare[:7]:
        number = number * 32 + BASE32.index(sign)
    return 98 - number * 100 % 97 == int(bare[7:])


def _digit(sign: str) -> int:
    return 10 if sign == "X" else int(sign)
