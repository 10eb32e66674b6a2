"""References of many languages, labelled by hand (printed_references.txt): how many fields are read."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from docforge.citations.parsing.parse import parse_reference

PRINTED = Path(__file__).with_name("printed_references.txt")
# Fields read as labelled, out of those labelled or read. Raise them when the labeller gets better.
FLOOR = 0.94
FLOOR_OF_A_LANGUAGE = 0.8


def test_fields_of_printed_references() -> None:
    languages = read_cases()
    assert len(languages) > 9
    shares = {name: share(cases) for name, cases in languages.items()}
    assert share([case for cases in languages.values() for case in cases]) >= FLOOR, shares
    assert min(shares.values()) >= FLOOR_OF_A_LANGUAGE, shares


def read_cases() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Language -> strings and their fields."""
    found: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for line in PRINTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            cases = found.setdefault(line[2:], [])
        elif line.startswith("> "):
            cases.append((line[2:], {}))
        elif line and not line.startswith("("):
            field, _, value = line.partition(": ")
            cases[-1][1][field] = value
    return found


def share(cases: list[tuple[str, dict[str, str]]]) -> float:
    """F1 of the fields."""
    right = wanted = given = 0
    for raw, gold in cases:
        read = fields_of(raw)
        wanted += len(gold)
        given += len(read)
        right += sum(bare(read.get(field, "")) == bare(value) for field, value in gold.items())
    return 2 * right / (wanted + given)


def fields_of(raw: str) -> dict[str, str]:
    """The fields that are labelled by hand, as the parser reads them."""
    csl = parse_reference(raw).csl
    read: dict[str, str] = {}
    for field, value in csl.items():
        if field in ("author", "editor"):
            assert isinstance(value, list)
            read[field] = "; ".join(
                f"{n.get('non-dropping-particle', '')} {n.get('family') or n.get('literal', '')}".strip()
                for n in value
            )
        elif field == "issued":
            assert isinstance(value, dict)
            read[field] = f"{value['date-parts'][0][0]}{csl.get('year-suffix', '')}"
        elif field in LABELLED:
            read[field] = str(value)
    return read


LABELLED = {
    "title",
    "container-title",
    "volume",
    "issue",
    "page",
    "publisher",
    "publisher-place",
    "edition",
    "DOI",
    "URL",
}


def bare(value: str) -> str:
    """Letters and digits, whatever the notation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", value).casefold())


@pytest.mark.parametrize("name", ["Doğrul", "Wörner", "O’Neill", "van der Berg", "Łukasz", "Đorđević"])
def test_names_keep_their_letters(name: str) -> None:
    people = parse_reference(f"{name}, M. (2004). A short walk. Journal of Tests, 3, 4-9.").csl["author"]
    assert isinstance(people, list)
    assert f"{people[0].get('non-dropping-particle', '')} {people[0]['family']}".strip() == name
