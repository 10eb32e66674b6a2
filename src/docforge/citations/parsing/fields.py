"""Labelled tokens -> a CSL-JSON item and a confidence for each of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docforge.citations.parsing.addresses import find_addresses
from docforge.citations.parsing.kinds import guess_kind
from docforge.citations.parsing.numbers import read_date, read_edition, read_month, read_number, read_pages
from docforge.citations.parsing.people import CslName, parse_names
from docforge.citations.parsing.tokens import ADDRESS_RE, Token

CslJson = dict[str, object]
# Words that only the name of a journal has; "review" and "studies" are of publishers and books too.
JOURNAL_RE = re.compile(
    r"\b(?:journal|dergisi|zeitschrift|revue|revista|rivista|tijdschrift|tidsskrift|tidskrift|quarterly|bulletin"
    r"|annals|archiv|jahrbuch|вестник|журнал|časopis|czasopismo)\b|学报|學報|学会誌|雑誌",
    re.IGNORECASE,
)
ISSUE_RE = re.compile(
    r"(?<!\w)(?:nos?|nr|n[°ºᵒ]|№|issue|iss|heft|hft|h|núm|fasc|sayı|вып|čís)(?:\.|(?=[\s\d]))\s?"
    r"(?P<number>\d{1,4}(?:[-–/]\d{1,4})?)(?![\w])|第?\s?(?P<cjk>\d{1,4})\s?[號号호期]",
    re.IGNORECASE,
)
YEAR_ALONE_RE = re.compile(r"(?<![\d–/-])(1[5-9]\d\d|20\d\d)(?![\d–/-])")
PAGE_WORD_RE = re.compile(r"(?:\b(?:pp?|pages?|s|seiten?|págs?|pag|c|с|стр)\b\.?|[:;])\s*$", re.IGNORECASE)
TEXT_EDGE = " \t,;:/|–—-"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens of one label that belong together: text, label, smallest marginal."""

    label: str
    text: str
    start: int
    end: int
    confidence: float


Stretches = dict[str, list[Stretch]]


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
    _put_numbers(text, by_label, put)
    _put_date(by_label.get("date", []), put)
    for field, value in find_addresses(text).items():
        put(field, value, 0.99)
    if genre := by_label.get("genre"):
        put("genre", tidy(text, genre[0]), genre[0])
    _settle(text, by_label, item, sure)
    item["type"] = guess_kind(text, by_label.keys(), item)
    return item, sure


def _best(found: Sequence[Stretch]) -> Stretch:
    return max(found, key=lambda s: (len(s.text), s.confidence)) if len(found) > 1 else found[0]


def _put_people(text: str, by_label: Stretches, put: Callable[[str, object, Stretch | float], None]) -> None:
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
            put(field, read(found[0].text), found[0])


def _settle(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """What the fields say of each other: a "publisher" with a journal's name and number is the container."""
    publisher = by_label.get("publisher", [])
    numbered = "volume" in item or "page" in item or "issue" in item
    if (
        publisher
        and numbered
        and "title" in item
        and not {"container-title", "publisher-place", "editor"} & set(item)
        and JOURNAL_RE.search(publisher[0].text)
    ):
        item["container-title"], sure["container-title"] = item.pop("publisher"), sure.pop("publisher")
        by_label["journal"] = publisher
    _settle_issue(text, by_label, item, sure)
    if "issued" not in item:
        rest = ADDRESS_RE.sub(" ", text)
        for named in by_label.get("title", []) + by_label.get("container", []):
            rest = rest.replace(named.text, " ")
        years = set(YEAR_ALONE_RE.findall(rest))
        if len(years) == 1:
            item["issued"], sure["issued"] = {"date-parts": [[int(years.pop())]]}, 0.5
    page = by_label.get("page", [])
    if (
        "journal" in by_label
        and "volume" not in item
        and page
        and re.fullmatch(r"\d{1,3}", page[0].text)
        and not PAGE_WORD_RE.search(text[: page[0].start])
    ):
        # "Journal of Tests, 37.": a lone number behind a journal counts volumes.
        item["volume"], sure["volume"] = item.pop("page"), sure.pop("page")


def _settle_issue(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """An issue that its own word names ("no. 3", "第4期"), also where it was taken for the volume."""
    works = by_label.get("journal", [])
    if "issue" in item or not works:
        return
    match = ISSUE_RE.search(text, works[0].end)
    if not match:
        return
    number = match["number"] or match["cjk"]
    place = match.start("number") if match["number"] else match.start("cjk")
    if any(s.start <= place < s.end for label in ("title", "page", "date") for s in by_label.get(label, [])):
        return
    item["issue"], sure["issue"] = read_number(number), 0.75
    if item.get("volume") == item["issue"] and any(
        s.start <= place < s.end for s in by_label.get("volume", [])
    ):
        del item["volume"], sure["volume"]


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
