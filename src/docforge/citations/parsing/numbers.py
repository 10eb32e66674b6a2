"""Volume, issue, pages, edition and date, out of the words that the labeller gave for them."""

from __future__ import annotations

import re

from docforge.citations.parsing.lexicon import MONTHS, SEASONS

YEAR_RE = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)\s?([a-z](?![a-zß-öø-ÿ]))?")
DAY_RE = re.compile(r"(?<!\d)(\d{1,2})(?!\d)(?:st|nd|rd|th|\.|er|º)?")
ISO_RE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
NUMERIC_RE = re.compile(r"(?<!\d)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})(?!\d)")
CJK_DATE_RE = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月)?\s*(?:(\d{1,2})\s*日)?")
ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first 1st erste premier première primera prima",
            "second zweite deuxième seconde segunda seconda",
            "third dritte troisième tercera terza",
            "fourth vierte quatrième cuarta quarta",
            "fifth fünfte cinquième quinta",
            "sixth sechste sixième sexta sesta",
            "seventh siebte septième séptima settima",
            "eighth achte huitième octava ottava",
            "ninth neunte neuvième novena nona",
            "tenth zehnte dixième décima decima",
        ),
        1,
    )
    for word in words.split()
}


def read_pages(text: str) -> str:
    """Pages as first-last: "pp. 45 – 67", "S. 3ff.", "131--45", "e1234"."""
    text = re.sub(
        r"^(?:pp?|pages?|pgs?|ss?|seiten?|págs?|pag|str|стр|с|σσ?|sid)\b[.:]?\s*",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s*(?:[‐-―−﹘﹣－~～]|-{1,3})\s*", "-", text)
    text = re.sub(r"\s*[页頁]$", "", text)
    text = re.sub(r"(?<=\d)\s+(?=\d)|\s+(?=ff?\b)", "", text) if "-" in text and "," not in text else text
    return text.strip(" .,;:()[]")


def read_number(text: str) -> str:
    """The bare number of a volume or an issue: "Vol. 41", "Nr. 3/4", "XII", "Suppl. 1"."""
    text = re.sub(
        r"^(?:vols?|volumes?|bd|bde|band|bände|jg|jahrgang|jahrg|tomes?|tomo|tom|cilt|том|т|nos?|nr|nrs|number|num|núm|issue|iss|heft|hft|h|n°|nº|№|вып|выпуск|sayı|fasc|第|č|roč|ročník|год)\b\.?\s*(?=\w)",
        "",
        text.strip(" .,;:()[]"),
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s*(?:[‐-―−]|-{2,3})\s*", "-", text)
    return re.sub(r"\s*([-/])\s*", r"\1", text).strip(" .,;:()[]卷巻期号號第")


def read_edition(text: str) -> str:
    """The number of an edition, or its words: "2nd ed.", "3., überarb. Aufl.", "Second edition"."""
    number = re.search(r"\d+", text)
    if number:
        return number[0]
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        if word in ORDINALS:
            return ORDINALS[word]
    return re.sub(r"\s*\b(?:ed|edn|edition|éd|aufl|auflage)\b\.?", "", text, flags=re.IGNORECASE).strip(
        " .,;()"
    ) or text.strip(" .,;()")


def read_date(text: str) -> tuple[list[int], str, int]:
    """Date parts, year suffix and season of a printed date: "(2020a, May 5)" -> [2020, 5, 5], "a", 0."""
    if (cjk := CJK_DATE_RE.search(text)) or (cjk := ISO_RE.search(text)):
        parts = [int(p) for p in cjk.groups() if p]
        return (parts if _sound(parts) else parts[:1]), "", 0
    if numeric := NUMERIC_RE.search(text):
        day, month = int(numeric[1]), int(numeric[2])
        if month > 12:
            day, month = month, day
        parts = [int(numeric[3]), month, day]
        return (parts if _sound(parts) else parts[:1]), "", 0
    match = YEAR_RE.search(text)
    if not match:
        return [], "", 0
    year, suffix = int(match[1]), match[2] or ""
    month, season, place = read_month(text)
    parts = [year]
    if month:
        parts.append(month)
        rest = YEAR_RE.sub(" ", text)
        day_match = DAY_RE.search(rest)
        if day_match and 1 <= int(day_match[1]) <= 31 and place:
            parts.append(int(day_match[1]))
    return parts, suffix, season


def read_month(text: str) -> tuple[int, int, bool]:
    """Month, season, and whether a word for either stands in the text."""
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        if word in MONTHS and len(word) > 2:
            return MONTHS[word], 0, True
        if word in SEASONS:
            return 0, SEASONS[word], True
    return 0, 0, False


def _sound(parts: list[int]) -> bool:
    return (len(parts) < 2 or 1 <= parts[1] <= 12) and (len(parts) < 3 or 1 <= parts[2] <= 31)
