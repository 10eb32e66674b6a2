"""Labelled tokens -> a CSL-JSON item and a confidence for each of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from docforge.citations.parsing.addresses import access_date, find_addresses
from docforge.citations.parsing.borders import settle_borders
from docforge.citations.parsing.kinds import guess_kind
from docforge.citations.parsing.numbers import read_date, read_edition, read_month, read_number, read_pages
from docforge.citations.parsing.people import CslName, parse_names
from docforge.citations.parsing.settle import settle_fields
from docforge.citations.parsing.stretches import CslJson, Stretch, Stretches, join_stretches, tidy
from docforge.citations.parsing.tokens import Token

# "101-8" of which the labeller took "101-" only.
PAGES_GO_ON_RE = re.compile(r"\s?[-–—]\s?[A-Za-z]?\d{1,6}(?![\d/–-])")
DEGREE_RE = re.compile(
    r"[.,;]\s*(?:Ph\.?\s?D?|[MD]\.?\s?(?:V\.?\s?)?Sc|[MD]\.?\s?Phil|Ed\.?\s?D|M\.?\s?[AD]|M\.?\s?B\.?\s?A|Diss)\.?$"
)
# "arXiv:1707.05812" begins like a year.
ARXIV_NUMBER_RE = re.compile(r"\.\d{4,5}")
# A mark of editors in brackets, behind names or as their end.
EDITORS = (
    r"\s?[(\[](?:eds?|editors?|hrsg|hg|hgg|herausgeber|éds?|dirs?|coords?|orgs?|comps?|red|ред|сост|der|haz"
    r"|a cura di|a c\. di|sous la dir(?:\.|ection))\.?(?:\s(?:de|par|v\.|von))?[)\]]"
)
EDITORS_RE = re.compile(r"\.?,?" + EDITORS, re.IGNORECASE)
EDITORS_END_RE = re.compile(EDITORS + r"?$", re.IGNORECASE)
# What a title carries behind it: "[Data set]", "[J]", "[en ligne]".
MEDIUM_RE = re.compile(
    r"\s*\[(?:[A-Z](?:/OL)?|EB/OL|data ?set|datensatz|computer software|software|video|dvd|cd-rom|pdf|film"
    r"|internet|en ligne|en línea|on-?line|электронный ресурс)\]$",
    re.IGNORECASE,
)


def make_item(
    text: str, tokens: Sequence[Token], labels: Sequence[str], marginals: Sequence[float]
) -> tuple[CslJson, dict[str, float]]:
    """The CSL item of one labelled reference, with confidences by CSL field."""
    stretches = join_stretches(text, tokens, labels, marginals)
    by_label: Stretches = {}
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

    if "date" in by_label:
        visited = access_date(text)[1]
        by_label["date"] = [
            s for s in by_label["date"] if s.start not in visited and not ARXIV_NUMBER_RE.match(text, s.end)
        ]
    if "editor" not in by_label and _are_editors(text, by_label.get("author", [])):
        by_label["editor"] = by_label.pop("author")
    _put_people(text, by_label, put)
    for label, field in (
        ("title", "title"),
        ("publisher", "publisher"),
        ("place", "publisher-place"),
        ("series", "collection-title"),
    ):
        if found := by_label.get(label):
            best = _best(found) if label == "title" else found[0]
            put(field, _bare_title(tidy(text, best)) if label == "title" else tidy(text, best), best)
    containers = by_label.get("journal", []) + by_label.get("container", [])
    if containers:
        best = max(containers, key=lambda s: (len(s.text) > 3, s.confidence))
        put("container-title", MEDIUM_RE.sub("", tidy(text, best)), best)
    _put_numbers(text, by_label, put)
    _put_date(_printed_dates(text, by_label.get("date", [])), put)
    for field, value in find_addresses(text).items():
        put(field, value, 0.99)
    if genre := by_label.get("genre"):
        put("genre", tidy(text, genre[0]), genre[0])
    settle_borders(text, by_label, item, sure)
    settle_fields(text, by_label, item, sure)
    item["type"] = guess_kind(text, by_label.keys(), item)
    return item, sure


def _bare_title(title: str) -> str:
    """A title without its medium or the beginning of a degree: "On rain. Ph" (of "Ph.D. Thesis")."""
    return DEGREE_RE.sub("", MEDIUM_RE.sub("", title))


def _best(found: Sequence[Stretch]) -> Stretch:
    return max(found, key=lambda s: (len(s.text), s.confidence)) if len(found) > 1 else found[0]


def _put_people(text: str, by_label: Stretches, put: Callable[[str, object, Stretch | float], None]) -> None:
    for label, field in (("author", "author"), ("editor", "editor"), ("translator", "translator")):
        people: list[CslName] = []
        found = (
            _before_works(by_label.get(label, []), by_label) if label == "author" else by_label.get(label, [])
        )
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


def _are_editors(text: str, authors: Sequence[Stretch]) -> bool:
    """Whether print says that the first names are of editors: "Brandt, K. (Hrsg.)"."""
    if not authors:
        return False
    last = authors[-1]
    return bool(EDITORS_RE.match(text, last.end) or EDITORS_END_RE.search(last.text))


def _before_works(found: list[Stretch], by_label: Stretches) -> list[Stretch]:
    """Authors without what was taken for some in the words behind the title: no list has them twice."""
    works = by_label.get("title", []) + by_label.get("journal", []) + by_label.get("container", [])
    first = min((s.start for s in works), default=0)
    return [s for s in found if s.start < first] or found


def _with_stop(text: str, stretch: Stretch) -> str:
    """The stretch with the full stop after its last initial."""
    after = text[stretch.end : stretch.end + 1]
    return stretch.text + "." if after == "." else stretch.text


def _put_numbers(text: str, by_label: Stretches, put: Callable[[str, object, Stretch | float], None]) -> None:
    """Volume, issue, pages, edition; a volume is a number, and not the year if there is another one."""
    years = {y for s in by_label.get("date", []) for y in re.findall(r"\d{4}", s.text)}
    volumes = [s for s in by_label.get("volume", []) if re.search(r"\d|^[IVXLCDM]+$|^[A-Z]+\d", s.text)]
    volumes = [s for s in volumes if read_number(s.text) not in years] or volumes
    for found, field, read in (
        (volumes, "volume", read_number),
        (by_label.get("issue", []), "issue", read_number),
        (by_label.get("page", []), "page", read_pages),
        (by_label.get("edition", []), "edition", read_edition),
    ):
        if found:
            one = _best_pages(found) if field == "page" else found[0]
            words = one.text
            if field == "page" and (more := PAGES_GO_ON_RE.match(text, one.end - words.endswith(("-", "–")))):
                words = text[one.start : more.end()]
            put(field, read(words), one)


def _best_pages(found: Sequence[Stretch]) -> Stretch:
    """The first pages that are as sure as any: "(1885-1914)" in a title are none."""
    most = max(s.confidence for s in found)
    return next(s for s in found if s.confidence > most - 0.2)


def _printed_dates(text: str, found: list[Stretch]) -> list[Stretch]:
    """The dates without the "1501" of "JHEP 1501 (2015) 73", a number beside a year in brackets."""
    bracketed = [
        s for s in found if text[s.start - 1 : s.start] == "(" or text[s.start - 2 : s.start] == "( "
    ]
    if len(bracketed) != 1 or not re.fullmatch(r"(?:19|20)\d\d[a-z]?", bracketed[0].text):
        return found
    return [s for s in found if s is bracketed[0] or not re.fullmatch(r"1[0-8]\d\d", s.text)]


def _put_date(found: Sequence[Stretch], put: Callable[[str, object, Stretch | float], None]) -> None:
    for stretch in sorted(found, key=lambda s: -round(s.confidence, 1)):
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
