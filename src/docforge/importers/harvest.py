"""Facts of the original publication, read out of what was set aside: running heads, DOI and licence lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from docforge.model.meta import History, OriginalPublication
from docforge.model.months import MONTHS
from docforge.repair.parts.imprint import EVENT, EVENT_RE

ISSN_RE = re.compile(r"\bE?-?ISSN\b[\s:]*(\d{4}-\d{3}[\dXx])")
VOLUME_RE = re.compile(r"\b(?:Vol(?:ume)?\.?|Bd\.|Band|Cilt)\s*(\d{1,4})\b", re.IGNORECASE)
ISSUE_RE = re.compile(r"\b(?:Issue|No\.|Nr\.|Number|Heft|Sayı)\s*(\d{1,4})\b", re.IGNORECASE)
SHORT_RE = re.compile(r"\b(\d{1,4})\s?\((\d{1,3})\)")
PAGES_RE = re.compile(r"\b(?:pp?\.|S\.|pages?)\s*(\d{1,5})\s?[–-]\s?(\d{1,5})", re.IGNORECASE)
DATE_RE = re.compile(r"\b(" + "|".join(MONTHS) + r")\b\.?,?\s+((?:19|20)\d\d)", re.IGNORECASE)
YEAR_RE = re.compile(r"\b((?:19|20)\d\d)\b")
DOI_RE = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>*]+)")
JOURNAL_RE = re.compile(
    r"^(?P<name>[^\d|]*?\b(?:Journal|Review|Bulletin|Annals|Proceedings|Quarterly|Magazine|Revue|Revista|Zeitschrift|Dergisi)\b[^\d|]*?)"
    r"\s*(?=$|[,|·•(]|\bE?-?ISSN\b|\bVol\b|\bVolume\b|\d)",
    re.IGNORECASE,
)
# "The Compositor's Commonplace, 12(3), 2024, 41–47": a name, and at once its volume or number.
SERIAL_RE = re.compile(
    r"^(?P<name>[^\W\d_a-zß-ÿ][^\d|,;:()]{5,90}?),\s*(?:(?:Vol|No|Nr|Issue)\b\.?\s*\d|\d{1,4}\s?\(\d{1,3}\))",
)
# "Smith et al. (2024). A title. Journal of Things, 8(87), 265": an article cites itself at a page foot.
CITED_RE = re.compile(r"[.?!]\s+(?P<name>[^\W\d_a-zß-ÿ][^.?!|\d]{8,90}?),\s*\d{1,4}\s?\(\d{1,3}\)")
# "Things 2018, 6, 104" and "Things and Others 2006, 6:3"; "Things, EISSN: 1234-5678"; "Things | www.x.org".
NAMED_RE = re.compile(
    r"^(?P<name>[^\W\d_a-zß-ÿ][^\d,;:|.]{3,80}?)"
    r"(?:\s+(?P<year>(?:19|20)\d\d),\s*(?P<volume>\d{1,4})\s?[,:]\s?\d|,?\s+E?-?ISSN\b|\s*\|\s*(?:www\.|https?:))"
)
YEAR_PAGES_RE = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)\)?\s*[,;:]\s*(?:pp?\.?\s*)?(?P<first>\d{1,5})\s?[–-]\s?(?P<last>\d{1,5})\b"
)
LICENCE_RE = re.compile(
    r"\bCC[ -]BY(?:-(?:NC|SA|ND))*(?: \d\.\d)?\b|creativecommons\.org/licenses/[\w./-]+", re.IGNORECASE
)


# "The Journal of Small Harbours" alone on its line, maybe with a quotation mark that OCR saw before it.
NAME_RE = re.compile(r"The(?: (?:[A-ZÀ-Þ][\w'’-]+|of|for|and|in|on|the|&)){3,9}")
PERIODICAL_RE = re.compile(r"\b(?:Journal|Review|Bulletin|Annals|Proceedings|Quarterly|Magazine)\b")
QUOTE_RE = re.compile(r"^[‘“'\"](?=\w[^’”'\"]*$)")
EMPHASIS_RE = re.compile(r"\*+|(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])")
EVENTS = {"received": "received", "submitted": "received", "revised": "revised", "accepted": "accepted"}
PUBLISHED = ("published", "available", "first published", "posted")


def _iso(date: str) -> str:
    """A printed date as ISO 8601, or "": "17 June 2022" -> "2022-06-17"; days before months by numbers are
    read only where no month is meant."""
    year = YEAR_RE.search(date)
    named = re.search("|".join(m[:3] for m in MONTHS), date, re.IGNORECASE)
    if m := re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?", date):
        return m.group()
    if year and named:
        month = [x[:3].casefold() for x in MONTHS].index(named.group().casefold()) + 1
        day = re.search(r"(?<!\d)(\d{1,2})(?!\d)", date)
        return f"{year[1]}-{month:02}" + (f"-{int(day[1]):02}" if day and 0 < int(day[1]) <= 31 else "")
    m = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d)", date)
    if m and int(m[1]) > 12 and 1 <= int(m[2]) <= 12 and int(m[1]) <= 31:
        return f"{m[3]}-{int(m[2]):02}-{int(m[1]):02}"
    return year[1] if year else ""


def harvest_history(texts: Iterable[str]) -> History:
    """When the article was received, revised and accepted; the first reading of each wins."""
    found: dict[str, str] = {}
    for text in texts:
        for m in EVENT_RE.finditer(" ".join(text.split())):
            event = re.search(EVENT, m.group(), re.IGNORECASE)
            name = event.group().casefold() if event else ""
            name = "revised" if "revised" in m.group().casefold() else name
            if name in EVENTS and (iso := _iso(m["date"])):
                found.setdefault(EVENTS[name], iso)
    return History(**found)


def _journal(line: str) -> str:
    """The journal that a line names, by a word such as "Review" or by its volume right behind; else ""."""
    line = QUOTE_RE.sub("", line)
    if NAME_RE.fullmatch(line) and PERIODICAL_RE.search(line):
        return line
    m = JOURNAL_RE.match(line)
    if m and len(m["name"].split()) >= 3 and not re.match(r"(?:an?|the) ", m["name"].strip(), re.IGNORECASE):
        return re.split(r"[.?!]\s+", m["name"].strip(" ,:;"))[-1]
    if m := NAMED_RE.match(line) or CITED_RE.search(line):
        return m["name"].strip(" ,:;")
    m = SERIAL_RE.match(line)
    return m["name"].strip(" ,:;") if m and "http" not in line else ""


def harvest_original(texts: Iterable[str]) -> OriginalPublication:
    """What the set-aside texts say of the first publication; the commonest reading of each fact wins.

    Impact factors and other advertising are left where they are.
    """
    facts: dict[str, Counter[str]] = {}

    def count(field: str, value: str) -> None:
        if value.strip():
            facts.setdefault(field, Counter())[value.strip()] += 1

    published = ""
    for text in texts:
        line = EMPHASIS_RE.sub("", " ".join(text.split())).replace(" ,", ",")
        m: re.Match[str] | None
        for m in ISSN_RE.finditer(line):
            count("issn", m[1].upper())
        for m in VOLUME_RE.finditer(line):
            count("volume", m[1])
        for m in ISSUE_RE.finditer(line):
            count("issue", m[1])
        dated = line
        for m in EVENT_RE.finditer(line):
            if m.group().casefold().startswith(PUBLISHED):
                published = published or _iso(m["date"])
            dated = dated.replace(m.group(), " ")
        for m in DATE_RE.finditer(dated):
            count("date", f"{m[2]}-{[x.casefold() for x in MONTHS].index(m[1].casefold()) + 1:02}")
        for m in DOI_RE.finditer(line):
            count("doi", m[1].rstrip(".,;)]"))
        for m in PAGES_RE.finditer(line):
            count("first_page", m[1])
            count("last_page", m[2])
        for m in LICENCE_RE.finditer(line):
            count("licence", m.group())
        if journal := _journal(line):
            count("journal", journal)
        if (m := NAMED_RE.match(line)) and m["year"]:
            count("date", m["year"])
            count("volume", m["volume"])
        if m := SHORT_RE.search(line):
            count("volume", m[1])
            count("issue", m[2])
        if m := YEAR_PAGES_RE.search(line):
            count("date", m["year"])
            count("first_page", m["first"])
            count("last_page", m["last"])
    names = facts.get("journal", Counter())
    for name in [n for n in names if n.startswith("The ") and n[4:] in names]:
        names[name[4:]] += names.pop(name)  # a head may add the article to a name that is cited without it
    if published:
        facts["date"] = Counter([published])
    chosen = {field: max(sorted(values), key=values.__getitem__) for field, values in facts.items()}
    return OriginalPublication(**chosen)
