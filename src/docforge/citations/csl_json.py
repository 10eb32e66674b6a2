"""The known fields of a reference as a CSL-JSON item.

https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
"""

from __future__ import annotations

from typing import Any

from docforge.model.meta import CslItem, Name

CslJson = dict[str, Any]

# What is a string in both, by its name in CSL.
STRINGS = {
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
}
# CSL asks for a type; this one says the least.
NO_TYPE = "document"


def to_csl_json(item: CslItem, id: str) -> CslJson:
    """One item with its id; fields that are not known are not there.

    >>> to_csl_json(CslItem(author=(Name("Panda"),), issued="2021-05"), "panda-2021")["issued"]
    {'date-parts': [[2021, 5]]}
    """
    out: CslJson = {"id": id, "type": item.type or NO_TYPE}
    for role, people in (("author", item.author), ("editor", item.editor)):
        if people:
            out[role] = [name_to_json(person) for person in people]
    for key, field in STRINGS.items():
        if value := getattr(item, field):
            out[key] = value
    for key, date in (("issued", item.issued), ("accessed", item.accessed)):
        if date:
            out[key] = date_to_json(date)
    return out


def name_to_json(person: Name) -> dict[str, str]:
    if person.literal or not person.family:
        return {"literal": person.literal or person.given}
    return {"family": person.family} | ({"given": person.given} if person.given else {})


def date_to_json(date: str) -> CslJson:
    """An ISO 8601 date (YYYY, YYYY-MM, YYYY-MM-DD) by its parts; what is none stays as it is written."""
    parts = date.split("-")
    if len(parts) <= 3 and all(part.isdecimal() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"literal": date}
