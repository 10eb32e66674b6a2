"""Names that standards give to things: roles of contributors (CRediT), countries (ISO 3166-1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from lxml import etree

# vocab and vocab-identifier of the CRediT taxonomy (ANSI/NISO Z39.104-2022).
CREDIT = ("credit", "https://credit.niso.org/")
# What countries.xml calls otherwise, and their names in their own languages.
OTHER_NAMES = {
    "BO": "Bolivia",
    "BR": "Brasil",
    "CH": "Schweiz; Suisse; Svizzera",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic; Czechia",
    "DE": "Deutschland; Allemagne",
    "DK": "Danmark",
    "ES": "España",
    "FI": "Suomi",
    "GB": "UK; U.K.; England; Scotland; Wales; Northern Ireland; Great Britain",
    "IR": "Iran",
    "IT": "Italia",
    "KR": "South Korea; Korea; Republic of Korea",
    "LA": "Laos",
    "MD": "Moldova",
    "MK": "North Macedonia",
    "MX": "México",
    "NL": "The Netherlands; Nederland",
    "NO": "Norge",
    "PE": "Perú",
    "PL": "Polska",
    "RU": "Russia",
    "SE": "Sverige",
    "SY": "Syria",
    "TR": "Turkey; Türkiye",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "USA; U.S.A.; United States of America; U.S.",
    "VE": "Venezuela",
    "VN": "Vietnam; Viet Nam",
    "AT": "Österreich",
    "BE": "Belgique; België",
    "CN": "PR China; P.R. China; P. R. China; People's Republic of China",
}


def credit_term(role: str) -> tuple[str, str] | None:
    """Name and address of a role of the CRediT taxonomy, however its dash is set; None for other roles.

    >>> credit_term("Writing - original draft")
    ('Writing – original draft', 'https://credit.niso.org/contributor-roles/writing-original-draft/')
    """
    return _credit().get(re.sub(r"\s|[—–-]", "", role.casefold()))


def in_credit_order(roles: Sequence[str]) -> tuple[str, ...]:
    """Roles as the CRediT taxonomy orders them, behind those that are none of its own.

    >>> in_credit_order(("Software", "Editor", "Data curation"))
    ('Editor', 'Data curation', 'Software')
    """
    order = {name: rank for rank, (name, _) in enumerate(_credit().values())}
    terms = [(credit_term(role), role) for role in roles]
    return tuple(role for _, role in sorted(terms, key=lambda t: order[t[0][0]] if t[0] else -1))


def country_code(name: str) -> str:
    """The code of two letters of a country; "" for a name that is not known.

    >>> country_code("Germany"), country_code("Atlantis")
    ('DE', '')
    """
    return _countries().get(" ".join(name.split()).casefold(), "")


@lru_cache(maxsize=1)
def _credit() -> dict[str, tuple[str, str]]:
    items = _list("credit-roles.xml").iter("item")
    told = [(str(item.get("term")), str(item.get("uri"))) for item in items]
    return {re.sub(r"\s|[—–-]", "", term.casefold()): (term, uri) for term, uri in told}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found = {
        (e.text or "").strip().casefold(): str(e.get("country"))
        for e in _list("countries.xml").iter("country")
    }
    others = {n.casefold(): code for code, names in OTHER_NAMES.items() for n in names.split("; ")}
    return found | others


def _list(name: str) -> etree._Element:
    """A list that JATS4R has beside its rules."""
    return etree.fromstring((files("docforge") / "data" / "jats4r" / name).read_bytes())
