"""A list of retracted works that the user supplies, held against the entries of a reference list.

CSV, TSV or JSON; the columns of the public Retraction Watch file are known (OriginalPaperDOI, Title,
RetractionDate, Reason, RetractionNature), and plain ones (doi, title, date, reason). Nothing is looked up.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docforge.citations.checks.duplicates import title_key
from docforge.citations.checks.entry import Listed
from docforge.citations.identifiers import find_doi
from docforge.diagnostics import Diagnostic
from docforge.errors import InputError

# Names that a column may have, letters only; the first one that the list has counts.
COLUMNS = {
    "doi": ("originalpaperdoi", "originaldoi", "paperdoi", "articledoi", "doi"),
    "title": ("title", "originaltitle", "papertitle", "articletitle"),
    "date": ("retractiondate", "retracteddate", "dateretracted", "retracted", "date"),
    "reason": ("reason", "reasons", "retractionreason"),
    "nature": ("retractionnature", "nature", "noticetype"),
    "notice": ("retractiondoi", "noticedoi", "notice"),
    "published": ("originalpaperdate", "published", "year"),
}
TABLES = ("records", "retractions", "items", "data")
LEAST_TITLE = 20  # letters of a title that is enough without a DOI
RETRACTED = ("", "retraction", "retracted", "withdrawal", "removal")
DAY_RE = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
AMERICAN_RE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
DATE_KEYS = ("date", "generated", "updated", "asof", "version")
MOST_REASON = 200
FIELD_LIMIT = 1 << 24


@dataclass(frozen=True, slots=True)
class Record:
    """One notice: about which work, when, why, and of which nature ("Retraction" where none is said)."""

    doi: str
    title: str
    date: str
    reason: str
    nature: str
    notice: str
    published: str


@dataclass(frozen=True, slots=True)
class Retractions:
    """A list as far as it concerns some entries. ``dated`` says from when it is, and how that is known."""

    name: str
    dated: str
    size: int
    by_doi: Mapping[str, tuple[Record, ...]]
    by_title: Mapping[str, tuple[Record, ...]]


def read_retractions(data: bytes, name: str, entries: Sequence[Listed]) -> Retractions:
    """The records of a list that name one of the entries. Raises ``InputError`` for no such list."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    rows, said = _rows(text, name)
    dois = {_doi(e.csl.doi) for e in entries} - {""}
    titles = {title_key(e.csl.title) for e in entries}
    by_doi: dict[str, list[Record]] = {}
    by_title: dict[str, list[Record]] = {}
    size, newest, columns = 0, "", dict[str, str]()
    for row in rows:
        if not columns:
            columns = _columns(row, name)
        record = Record(*(_cell(row, columns.get(field)) for field in Record.__slots__))
        size += 1
        newest = max(newest, iso_day(record.date))
        if (doi := _doi(record.doi)) in dois:
            by_doi.setdefault(doi, []).append(record)
        if (title := title_key(record.title)) in titles and len(title) >= LEAST_TITLE:
            by_title.setdefault(title, []).append(record)
    if not size:
        raise InputError(
            f"{name} holds no records.", "Name the CSV file of retractions with its line of column names."
        )
    return Retractions(
        name,
        _dated(said, name, newest),
        size,
        {key: tuple(found) for key, found in by_doi.items()},
        {key: tuple(found) for key, found in by_title.items()},
    )


def check_retractions(entries: Sequence[Listed], known: Retractions) -> Iterator[Diagnostic]:
    """Entries that the list names: retracted ones as warnings, other notices for the record."""
    for listed in entries:
        records = known.by_doi.get(_doi(listed.csl.doi), ())
        by_title = not records
        if by_title:
            records = tuple(
                r
                for r in known.by_title.get(title_key(listed.csl.title), ())
                if _years_agree(r, listed) and not (r.doi and listed.csl.doi and find_doi(r.doi))
            )
        for record in sorted(records, key=lambda r: iso_day(r.date)):
            yield _told(listed, record, known, by_title)


def _told(listed: Listed, record: Record, known: Retractions, by_title: bool) -> Diagnostic:
    retracted = record.nature.strip().casefold() in RETRACTED
    what = "retracted" if retracted else f"under notice ({record.nature.strip().lower()})"
    when = f" on {iso_day(record.date) or record.date}" if record.date else ""
    why = f", reason: {_reason(record.reason)}" if record.reason else ""
    how = ", found by its title alone" if by_title else ""
    notice = f" The notice: https://doi.org/{record.notice}." if find_doi(record.notice) else ""
    return listed.tell(
        "reference-retracted" if retracted else "reference-noticed",
        f"{listed.name} is {what}{when}{why} (list {known.dated}{how}).",
        ("See whether it is the same work. " if by_title else "")
        + f"Read the notice; cite it as retracted, or leave it out.{notice}"
        if retracted
        else f"Read the notice before you rely on it.{notice}",
    )


def _reason(text: str) -> str:
    """ "+Error in Data;+Withdrawal;" -> "Error in Data; Withdrawal"."""
    reasons = [part.strip(" +") for part in text.split(";")]
    shown = "; ".join(reason for reason in reasons if reason)
    return shown if len(shown) <= MOST_REASON else f"{shown[: MOST_REASON - 3]}..."


def _years_agree(record: Record, listed: Listed) -> bool:
    year = re.search(r"(?:19|20)\d\d", record.published)
    return not year or not listed.entry.year or year[0] == listed.entry.year


def iso_day(text: str) -> str:
    """ "8/5/2021 0:00" (month first, as the public list has it) or "2021-08-05" -> "2021-08-05"."""
    if match := AMERICAN_RE.match(text.strip()):
        return f"{match[3]}-{int(match[1]):02d}-{int(match[2]):02d}"
    match = re.match(r"\d{4}(?:-\d\d){0,2}", text.strip())
    return match[0] if match else ""


def _dated(said: str, name: str, newest: str) -> str:
    if said:
        return f"of {said}"
    if match := DAY_RE.search(name.rpartition("/")[2]):
        return f"of {match[1]}-{match[2]}-{match[3]}, by its file's name"
    return f"without a date, newest notice {newest}" if newest else "without a date"


def _doi(text: str) -> str:
    return find_doi(text).casefold()


# ---------------------------------------------------------------- files


def _rows(text: str, name: str) -> tuple[Iterable[Mapping[str, Any]], str]:
    """The records one by one, and the date that the file gives itself."""
    if text.lstrip()[:1] in ("{", "["):
        return _json_rows(text, name)
    said = ""
    lines = text.splitlines(keepends=True)
    start = 0
    while start < len(lines) and lines[start].startswith("#"):
        said = said or _day_in(lines[start])
        start += 1
    head = lines[start] if start < len(lines) else ""
    delimiter = max("\t;,", key=head.count)
    csv.field_size_limit(FIELD_LIMIT)
    return _csv_rows(csv.DictReader(lines[start:], delimiter=delimiter), name), said


def _csv_rows(reader: csv.DictReader[str], name: str) -> Iterator[Mapping[str, Any]]:
    try:
        yield from reader
    except csv.Error as error:
        raise _unreadable(name, f"line {reader.line_num}: {error}") from error


def _json_rows(text: str, name: str) -> tuple[Iterable[Mapping[str, Any]], str]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(name, str(error)) from error
    said = ""
    if isinstance(data, dict):
        said = next((_day_in(str(v)) for k, v in data.items() if _letters(k) in DATE_KEYS), "")
        data = next((data[key] for key in TABLES if isinstance(data.get(key), list)), None)
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise _unreadable(name, f"it is no list of records, nor has it one under {', '.join(TABLES)}")
    return data, said


def _unreadable(name: str, why: str) -> InputError:
    return InputError(
        f"{name} cannot be read as a list of retractions: {why}.",
        "It is a CSV, TSV or JSON file with the columns doi, title, date and reason.",
    )


def _day_in(text: str) -> str:
    match = DAY_RE.search(text)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else ""


def _columns(row: Mapping[str, Any], name: str) -> dict[str, str]:
    """Our names -> the list's own; raises ``InputError`` where works cannot be told apart."""
    there = {_letters(str(column)): str(column) for column in row if column is not None}
    found = {
        field: there[known]
        for field, names in COLUMNS.items()
        if (known := next((n for n in names if n in there), ""))
    }
    missing = [field for field in ("doi", "title", "date", "reason") if field not in found]
    if missing:
        have = ", ".join(list(there.values())[:25])
        raise _unreadable(name, f"it has no column for {', '.join(missing)} (its columns: {have})")
    return found


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def _cell(row: Mapping[str, Any], column: str | None) -> str:
    value = row.get(column) if column is not None else None
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value).strip()
