"""References as CSL-JSON items (schema csl-data 1.0) and back.

The printed string goes along under ``custom``, which the schema keeps for what has no variable of its own.
https://github.com/citation-style-language/schema/blob/master/schemas/input/csl-data.json
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docforge.citations.identifiers import doi_of_url
from docforge.model.meta import CslItem, Name, Reference

# CSL variable -> field of the item; names and dates are apart.
VARIABLES = {
    "type": "type",
    "title": "title",
    "container-title": "container_title",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "publisher": "publisher",
    "publisher-place": "publisher_place",
    "edition": "edition",
    "DOI": "doi",
    "ISBN": "isbn",
    "ISSN": "issn",
    "URL": "url",
    "year-suffix": "year_suffix",
}
PEOPLE = ("author", "editor")
DATES = ("issued", "accessed")
DATE_RE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# An item must have a type; pandoc and the schema have this one for what is none of the others.
NO_TYPE = "document"


def to_csl(reference: Reference) -> dict[str, Any]:
    """One reference as an item; fields that are not known are left out."""
    csl = reference.csl
    item: dict[str, Any] = {"id": reference.id, "type": csl.type or NO_TYPE}
    for role in PEOPLE:
        if people := getattr(csl, role):
            item[role] = [_name_out(person) for person in people]
    for variable in DATES:
        if date := getattr(csl, variable):
            item[variable] = _date_out(date)
    for variable, field in VARIABLES.items():
        if value := getattr(csl, field):
            item[variable] = value
    # A DOI and its address are one thing.
    if csl.doi and doi_of_url(csl.url).casefold() == csl.doi.casefold():
        del item["URL"]
    if reference.label:
        item["citation-number"] = reference.label
    if reference.raw:
        item["custom"] = {"raw": reference.raw}
    return item


def write_csl_json(references: Sequence[Reference]) -> bytes:
    """The whole list, one item a reference, in the order of the list."""
    return (json.dumps([to_csl(r) for r in references], ensure_ascii=False, indent=1) + "\n").encode()


def from_csl(item: Mapping[str, Any]) -> CslItem:
    """The item of the model; what is not of its kind is left out."""
    values: dict[str, Any] = {
        field: str(item[variable]).strip()
        for variable, field in VARIABLES.items()
        if isinstance(item.get(variable), (str, int))
    }
    if values.get("type") == NO_TYPE:
        del values["type"]
    if doi := values.get("doi"):
        values["doi"] = doi_of_url(doi) or re.sub(r"^doi:\s*", "", doi, flags=re.IGNORECASE)
    for role in PEOPLE:
        given = item.get(role)
        people = given if isinstance(given, list) else []
        values[role] = tuple(_name_in(p) for p in people if isinstance(p, dict))
    for variable in DATES:
        values[variable], suffix = _date_in(item.get(variable))
        if variable == "issued" and suffix:
            values.setdefault("year_suffix", suffix)
    return CslItem(**values)


def _name_out(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": name.given, "literal": name.literal}
    return {key: value for key, value in parts.items() if value}


def _name_in(person: Mapping[str, Any]) -> Name:
    def text(key: str) -> str:
        return str(person.get(key) or "").strip()

    particle = text("non-dropping-particle") or text("dropping-particle")
    # "d'" and the like stand without a space.
    space = "" if particle.endswith(("'", "’")) else " "
    family = f"{particle}{space}{text('family')}".strip() if text("family") else ""
    given = ", ".join(part for part in (text("given"), text("suffix")) if part)
    return Name(family, given, text("literal"))


def _date_out(date: str) -> dict[str, Any]:
    match = DATE_RE.fullmatch(date)
    return {"date-parts": [[int(part) for part in match.groups() if part]]} if match else {"literal": date}


def _date_in(date: object) -> tuple[str, str]:
    """ISO 8601 and the letter of the year: {"date-parts": [[2021, 5]]}, {"raw": "2021a"}, "2021"."""
    if isinstance(date, (str, int)):
        date = {"raw": str(date)}
    if not isinstance(date, dict):
        return "", ""
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        numbers = [int(p) for p in parts[0][:3] if str(p).isdecimal()]
        return "-".join(f"{n:04d}" if not place else f"{n:02d}" for place, n in enumerate(numbers)), ""
    text = str(date.get("raw") or date.get("literal") or "").strip()
    if match := re.fullmatch(r"(\d{4})([a-z])", text):
        return match[1], match[2]
    return text, ""
