"""Labelled tokens -> a CSL-JSON item and a confidence for each of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docforge.citations.parsing.addresses import find_addresses
from docforge.citations.parsing.kinds import guess_kind
from docforge.citations.parsing.numbers import read_date, read_edition, read_month, read_number, read_pages
from docforge.citations.parsing.people import CslName, parse_names
from docforge.citations.parsing.tokens import Token

CslJson = dict[str, object]
TEXT_EDGE = " \t,;:/|–—-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens of one label that belong together: text, label, smallest marginal."""

    label: str
    text: str
    start: int
    end: int
    confidence: float


def join_stretches(
    text: str, tokens: Sequence[Token], labels: Sequence[str], marginals: Sequence[float]
) -> list[Stretch]:
    """Runs of one label; a run goes on over signs that were labelled OTHER."""
    runs: list[list[int]] = []
    for i, label in enumerate(labels):
        if label == "other":
            continue
        if runs and labels[runs[-1][-1]] == label and _only_signs(tokens, runs[-1][-1] + 1, i, label):
            runs[-1].append(i)
        else:
            runs.append([i])
    return [
        Stretch(
            labels[run[0]],
            text[tokens[run[0]].start : tokens[run[-1]].end],
            tokens[run[0]].start,
            tokens[run[-1]].end,
            min(marginals[i] for i in run),
        )
        for run in runs
    ]


def _only_signs(tokens: Sequence[Token], start: int, end: int, label: str) -> bool:
    limit = 1 if label in ("volume", "issue", "page", "date") else 3
    return end - start <= limit and all(
        not t.text[0].isalnum()
        and (
            label not in ("volume", "issue", "page")
            or t.text in "-‐‑–—/&"
            or (t.text == "," and label == "issue")
        )
        for t in tokens[start:end]
    )


def make_item(
    text: str, tokens: Sequence[Token], labels: Sequence[str], marginals: Sequence[float]
) -> tuple[CslJson, dict[str, float]]:
    """The CSL item of one labelled reference, with confidences by CSL field."""
    stretches = join_stretches(text, tokens, labels, marginals)
    by_label: dict[str, list[Stretch]] = {}
    for stretch in stretches:
        by_label.setdefault(stretch.label, []).append(stretch)
    item: CslJson = {}
    sure: dict[str, float] = {}

    def put(field: str, value: object, stretch_or_sure: Stretch | float) -> None:
        if value:
            item[field] = value
            sure[field] = (
                stretch_or_sure if isinstance(stretch_or_sure, float) else stretch_or_sure.confidence
            )

    _put_people(text, by_label, put)
    for label, field in (
        ("title", "title"),
        ("publisher", "publisher"),
        ("place", "publisher-place"),
        ("series", "collection-title"),
    ):
        if found := by_label.get(label):
            best = _best(found) if label == "title" else found[0]
            put(field, tidy(text, best), best)
    containers = by_label.get("journal", []) + by_label.get("container", [])
    if containers:
        best = max(containers, key=lambda s: (len(s.text) > 3, s.confidence))
        put("container-title", tidy(text, best), best)
    for label, field, read in (
        ("volume", "volume", read_number),
        ("issue", "issue", read_number),
        ("page", "page", read_pages),
        ("edition", "edition", read_edition),
    ):
        if found := by_label.get(label):
            put(field, read(found[0].text), found[0])
    _put_date(by_label.get("date", []), put)
    for field, value in find_addresses(text).items():
        put(field, value, 0.99)
    if genre := by_label.get("genre"):
        put("genre", tidy(text, genre[0]), genre[0])
    item["type"] = guess_kind(text, by_label.keys(), item)
    return item, sure


def _best(found: Sequence[Stretch]) -> Stretch:
    return max(found, key=lambda s: (len(s.text), s.confidence)) if len(found) > 1 else found[0]


def _put_people(
    text: str, by_label: dict[str, list[Stretch]], put: Callable[[str, object, Stretch | float], None]
) -> None:
    for label, field in (("author", "author"), ("editor", "editor"), ("translator", "translator")):
        people: list[CslName] = []
        found = by_label.get(label, [])
        for stretch in found:
            people += parse_names(_with_stop(text, stretch))
        if people:
            put(field, people, min(s.confidence for s in found))
    collab = by_label.get("collab", [])
    if collab and "author" not in by_label:
        put("author", [{"literal": tidy(text, collab[0])}], collab[0])
    org = by_label.get("org", [])
    if org:
        first = org[0]
        if "author" not in by_label and "editor" not in by_label and not collab and first.start < 5:
            put("author", [{"literal": tidy(text, first)}], first)
        elif "publisher" not in by_label:
            put("publisher", tidy(text, first), first)


def _with_stop(text: str, stretch: Stretch) -> str:
    """The stretch with the full stop after its last initial."""
    after = text[stretch.end : stretch.end + 1]
    return stretch.text + "." if after == "." else stretch.text


def tidy(text: str, stretch: Stretch) -> str:
    """A field's words without the signs around them; a stop after an abbreviation stays with it."""
    value = re.sub(r"\s+([.,;:!?)\]])", r"\1", stretch.text).strip(TEXT_EDGE)
    after = text[stretch.end : stretch.end + 2].strip()[:1]
    if after in "?!" and after:
        value += after
    if value[:1] in "([" and value.count(value[0]) > value.count(")" if value[0] == "(" else "]"):
        value = value[1:]
    if value[-1:] in ")]" and value.count(value[-1]) > value.count("(" if value[-1] == ")" else "["):
        value = value[:-1]
    return value.strip(TEXT_EDGE)


def _put_date(found: Sequence[Stretch], put: Callable[[str, object, Stretch | float], None]) -> None:
    for stretch in found:
        parts, suffix, season = read_date(stretch.text)
        if not parts:
            continue
        if len(parts) == 1:
            for other in found:
                month, _, _ = read_month(other.text)
                if other is not stretch and month and not re.search(r"\d{4}", other.text):
                    day = re.search(r"\d{1,2}", other.text)
                    parts = [*parts, month, *([int(day[0])] if day and 0 < int(day[0]) < 32 else [])]
                    break
        issued: dict[str, object] = {"date-parts": [parts]}
        if season and len(parts) == 1:
            issued["season"] = season
        put("issued", issued, stretch)
        if suffix:
            put("year-suffix", suffix, stretch)
        return
