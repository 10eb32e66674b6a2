"""Borders between authors, title and journal that the labeller set a word or two too late."""

from __future__ import annotations

import re
from dataclasses import replace

from docforge.citations.parsing.people import parse_names
from docforge.citations.parsing.stretches import CslJson, Stretch, Stretches, tidy

GUESSED = 0.5
LETTER_RE = re.compile(r"(?P<others>.{3,})[,;]\s*(?P<letter>J(?:\.? of)?)", re.DOTALL)


def settle_borders(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """Give the title and the journal the words that stand with the authors, and the journal its "J."."""
    _settle_colon(text, by_label, item, sure)
    _settle_journal_head(text, by_label, item, sure)
    _settle_letter(text, by_label, item, sure)


def _settle_colon(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """ "U. Oak, Weather: a history": a word without initials before a colon begins the title."""
    people, authors, title = item.get("author"), by_label.get("author", []), by_label.get("title", [])
    if not isinstance(people, list) or len(people) < 2 or not authors or not title or "title" not in item:
        return
    last, printed = people[-1], authors[-1]
    if (
        set(last) != {"family"}
        or not all(p.get("given") for p in people[:-1])
        or not printed.text.endswith(last["family"])
        or not re.fullmatch(r"\s?:\s?", text[printed.end : title[0].start])
    ):
        return
    start = printed.end - len(last["family"])
    item["author"] = people[:-1]
    item["title"] = tidy(text, replace(title[0], text=text[start : title[0].end], start=start))
    sure["title"] = sure["author"] = min(sure["title"], GUESSED)


def _settle_journal_head(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """ "B. Oak, J. Weather Res. 3 (1990) 5": the lone letter in front of a journal is no author."""
    authors, journal = by_label.get("author", []), by_label.get("journal", [])
    if "title" in item or not authors or not journal:
        return
    head = LETTER_RE.fullmatch(authors[-1].text)
    if not head or not re.fullmatch(r"\s?\.?\s?", text[authors[-1].end : journal[0].start]):
        return
    item["author"] = [n for s in authors[:-1] for n in parse_names(s.text)] + parse_names(head["others"])
    begin = authors[-1].start + head.start("letter")
    _put_journal(text, item, sure, replace(journal[0], text=text[begin : journal[0].end], start=begin))


def _settle_letter(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """ "On rain J. Weather Res.": the letter at the end of a title is the journal's."""
    title, journal = by_label.get("title", []), by_label.get("journal", [])
    if (
        len(title) == 1
        and journal
        and "title" in item
        and title[0].text.endswith(" J")
        and re.fullmatch(r"\s?\.\s?", text[title[0].end : journal[0].start])
    ):
        item["title"] = tidy(text, replace(title[0], text=title[0].text[:-2], end=title[0].end - 2))
        begin = title[0].end - 1
        _put_journal(text, item, sure, replace(journal[0], text=text[begin : journal[0].end], start=begin))


def _put_journal(text: str, item: CslJson, sure: dict[str, float], journal: Stretch) -> None:
    item["container-title"], sure["container-title"] = tidy(text, journal), GUESSED
