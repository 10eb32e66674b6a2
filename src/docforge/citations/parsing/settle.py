"""What the fields of one reference say of each other, where the labeller left one empty or filled another."""

from __future__ import annotations

import re
from dataclasses import replace

from docforge.citations.parsing.addresses import ARXIV_RE, access_date
from docforge.citations.parsing.lexicon import CLASSES
from docforge.citations.parsing.numbers import read_number
from docforge.citations.parsing.stretches import CslJson, Stretches, tidy
from docforge.citations.parsing.tokens import ADDRESS_RE

# Words that only the name of a journal has; "review" and "studies" are of publishers and books too.
JOURNAL_RE = re.compile(
    r"\b(?:journal|dergisi|zeitschrift|revue|revista|rivista|tijdschrift|tidsskrift|tidskrift|quarterly|bulletin"
    r"|annals|archiv|jahrbuch|вестник|журнал|časopis|czasopismo)\b|学报|學報|学会誌|雑誌",
    re.IGNORECASE,
)
JOURNAL_ALONE_RE = re.compile(
    r"^(?:the )?(?:[^\W\d_]+ )?(?:journal|zeitschrift|revue|revista|rivista|tijdschrift)\b"
    r"|\b(?:journal|dergisi|quarterly|časopis)$",
    re.IGNORECASE,
)
ISSUE_RE = re.compile(
    r"(?<!\w)(?:nos?|nr|n[°ºᵒ]|№|issue|iss|heft|hft|h|núm|fasc|sayı|вып|čís)(?:\.|(?=[\s\d]))\s?"
    r"(?P<number>\d{1,4}(?:[-–/]\d{1,4})?)(?![\w])|第?\s?(?P<cjk>\d{1,4})\s?[號号호期]",
    re.IGNORECASE,
)
YEAR_ALONE_RE = re.compile(r"(?<![\d–/-])(1[5-9]\d\d|20\d\d)(?![\d–/-])")
PAGE_WORD_RE = re.compile(r"(?:\b(?:pp?|pages?|s|seiten?|págs?|pag|c|с|стр)\b\.?|[:;])\s*$", re.IGNORECASE)
PAGES_AFTER_RE = re.compile(r"\s?(?:pp?|s|seiten|pages|págs?|c|с|ff?)\b", re.IGNORECASE)
BRACKETED_YEAR_RE = re.compile(r"[(\[](1[5-9]\d\d|20\d\d)[a-z]?[)\]]")
# "Title of a work. Journal of Tests": the last stop before a capital and at least one whole word.
SENTENCE_RE = re.compile(r"(?<=[^\W\d_]{3})[.?!]\s+(?=[^\W\d_a-zß-öø-ÿ][^.]{3,80}$)")
# "(2004) 67 MLQ 233", "98 Lake L. Rev. 1211": volume, a name cut short, first page.
LAW_WORD = r"(?!(?:Vol|No|Nos|Nr|Bd|Pp?|Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)\w*)[A-Z][A-Za-z]*\.?"
LAW_RE = re.compile(
    rf"(?<![\w.,:–-])(?P<volume>\d{{1,4}}) (?P<journal>{LAW_WORD}(?: (?:{LAW_WORD}|&|of)){{0,5}})"
    r" (?P<page>\d{1,5})(?!\w|\.\d|/)"
)
INITIALS_RE = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ]{1,3}(?:\.|(?!\w))")
LAST_PAGE_RE = re.compile(r"[,.;]\s(?:pp?|[Ss]|с|С)\.\s?(?P<page>\d{1,4}(?:[-–]\d{1,4})?)\.?$")
GUESSED = 0.5
HIGH = 250  # few journals have so many volumes


def settle_fields(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """Move what stands in the wrong field; what was moved is a question, no answer."""
    _settle_container(text, by_label, item, sure)
    _settle_work(by_label, item, sure)
    _settle_law(text, by_label, item, sure)
    _settle_issue(text, by_label, item, sure)
    _settle_year(text, by_label, item, sure)
    _settle_page(by_label, item, sure)
    _settle_lone_number(text, by_label, item, sure)
    _settle_said_page(text, by_label, item, sure)
    page = by_label.get("page", [])
    works = [s for label in ("journal", "container", "publisher") for s in by_label.get(label, [])]
    if (
        "volume" not in item
        and page
        and re.fullmatch(r"\d{1,3}", page[0].text)
        and not PAGE_WORD_RE.search(text[: page[0].start])
        and not PAGES_AFTER_RE.match(text, page[0].end)
        and ("journal" in by_label or any(re.fullmatch(r"\W*", text[s.end : page[0].start]) for s in works))
    ):
        # "Journal of Tests, 37.", "Basin Report, 37.": a lone number behind a work counts volumes.
        item["volume"], sure["volume"] = item.pop("page"), sure.pop("page")


def _settle_said_page(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """ "..., p. 12.", "..., S. 4": the number at the end that its own word calls a page."""
    match = LAST_PAGE_RE.search(text)
    if "page" in item or not match or not {"title", "container-title"} & set(item):
        return
    if any(s.start <= match.start("page") < s.end for label in by_label for s in by_label[label]):
        return
    item["page"], sure["page"] = match["page"], 0.75


def _settle_lone_number(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """ "Tetrahedron Lett. 1139 (1967)": a high number alone before the year is a page."""
    volume = by_label.get("volume", [])
    if (
        "page" not in item
        and "issue" not in item
        and "journal" in by_label
        and "title" not in item
        and len(volume) == 1
        and re.fullmatch(r"\d{3,4}", volume[0].text)
        and int(volume[0].text) > HIGH
        and re.match(r"\s?\((?:19|20)\d\d\)\W*$", text[volume[0].end :])
    ):
        item["page"], sure["page"] = item.pop("volume"), sure.pop("volume")


def _settle_page(by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """A number behind the volume that looked like a year: "Journal of Tests, 4(43), 1686" of 2019."""
    issued, volume = item.get("issued"), by_label.get("volume") or by_label.get("issue")
    if "page" in item or not volume or not isinstance(issued, dict):
        return
    for number in by_label.get("date", []):
        if number.start > volume[0].end and re.fullmatch(r"\d{4}", number.text):
            if int(number.text) != issued["date-parts"][0][0]:
                item["page"], sure["page"] = number.text, GUESSED
            return


def _settle_container(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """A journal that was taken for the publisher, or for the end of the title."""
    publisher = (by_label.get("publisher") or by_label.get("org", [])) if "publisher" in item else []
    numbered = "volume" in item or "page" in item or "issue" in item
    if (
        publisher
        and (numbered or JOURNAL_ALONE_RE.search(publisher[0].text))
        and "title" in item
        and not {"container-title", "publisher-place", "editor"} & set(item)
        and (JOURNAL_RE.search(publisher[0].text) or _is_numbered_work(publisher[0].text, item))
    ):
        item["container-title"], sure["container-title"] = item.pop("publisher"), sure.pop("publisher")
        by_label["journal"] = publisher
    title, volume = by_label.get("title", []), by_label.get("volume", [])
    if len(title) == 1 and numbered and not {"container-title", "publisher"} & set(item):
        # "Cities and rain. Revista de Lluvia, Lima, v. 12": a sentence that begins as journals do.
        cuts = list(SENTENCE_RE.finditer(title[0].text))
        if cuts and JOURNAL_ALONE_RE.search(title[0].text[cuts[-1].end() :]):
            end = title[0].start + cuts[-1].end()
            journal = replace(title[0], text=text[end : title[0].end], start=end, label="journal")
            item["title"] = tidy(text, replace(title[0], text=title[0].text[: cuts[-1].start()], end=end - 1))
            item["container-title"] = tidy(text, journal)
            sure["title"] = sure["container-title"] = GUESSED
            by_label["journal"] = [journal]
            return
    if (
        len(title) == 1
        and volume
        and "page" in item
        and not {"container-title", "publisher", "publisher-place"} & set(item)
        and not re.search(r"[^\W\d_]{3}|\d", text[title[0].end : volume[0].start])
    ):
        # "A title. Journal of Tests 3: 4-9": what stands before the number of a volume is a journal.
        cuts = list(SENTENCE_RE.finditer(title[0].text))
        if cuts:
            end = title[0].start + cuts[-1].end()
            journal = replace(title[0], text=text[end : title[0].end], start=end, label="journal")
            item["title"] = tidy(text, replace(title[0], text=title[0].text[: cuts[-1].start()], end=end - 1))
            sure["title"] = GUESSED
        elif len(title[0].text.split()) < 7:
            journal = replace(title[0], label="journal")
            del item["title"], sure["title"], by_label["title"]
        else:
            return
        item["container-title"], sure["container-title"] = tidy(text, journal), GUESSED
        by_label["journal"] = [journal]


def _settle_law(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """The order of law reviews, where the labeller found no journal."""
    if (
        "container-title" in item
        or "title" not in item
        or {"publisher", "publisher-place", "DOI"} & set(item)
    ):
        return
    match = LAW_RE.search(text, max(s.end for s in by_label.get("title", [])) if "title" in by_label else 0)
    if match and match["volume"] == item.get("volume", match["volume"]):
        values = {"container-title": match["journal"], "volume": match["volume"], "page": match["page"]}
        item.update(values)
        sure.update(dict.fromkeys(values, GUESSED))


def _is_numbered_work(name: str, item: CslJson) -> bool:
    """Whether a "publisher" has a volume and pages, and no word of a publisher's."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return {"volume", "page"} <= set(item) and not any("press" in CLASSES.get(w, ()) for w in words)


def _settle_work(by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """A title that was taken for what it stands in, or for the last of its authors."""
    if "title" in item:
        return
    if (
        "container" in by_label
        and "container-title" in item
        and "journal" not in by_label
        and not {"page", "issue"} & set(item)
        and {"publisher", "publisher-place", "edition"} & set(item)
    ):
        # "The Atlas of Rivers, 3rd ed. New York: Basin": what stands in nothing is the work itself.
        item["title"], sure["title"] = item.pop("container-title"), sure.pop("container-title")
        return
    people, printed = item.get("author"), by_label.get("author", [])
    if isinstance(people, list) and len(people) > 1 and printed and "container-title" not in item:
        # "J. Feder, Pebbles, Basin Press, 1988": a single word behind initials is no second author.
        last = str(people[-1].get("family", ""))
        bare = set(people[-1]) == {"family"} and printed[-1].text.endswith(last)
        if not bare or not INITIALS_RE.search(printed[-1].text) or not _is_no_name(last, item):
            return
        item["author"] = people[:-1]
        if last.casefold() != "arxiv":
            field = "title" if {"publisher", "publisher-place"} & set(item) else "container-title"
            item[field], sure[field] = last, GUESSED


def _is_no_name(word: str, item: CslJson) -> bool:
    """Whether the rest of a reference asks for a work: it has a publisher, or a volume."""
    return word.casefold() == "arxiv" or bool({"publisher", "publisher-place", "volume"} & set(item))


def _settle_year(text: str, by_label: Stretches, item: CslJson, sure: dict[str, float]) -> None:
    """The only year of the string where none was read; the bracketed one where a page was taken for it."""
    issued = item.get("issued")
    year = issued["date-parts"][0][0] if isinstance(issued, dict) else 0
    taken = [s for label in ("title", "container") for s in by_label.get(label, [])]
    bracketed = BRACKETED_YEAR_RE.findall(text)
    if year and len(bracketed) == 1 and int(bracketed[0]) != year:
        dated = [s for s in by_label.get("date", []) if s.text == str(year)]
        beside = rf"{year}\s*\({bracketed[0]}|\({bracketed[0]}\)\W*{year}\W*$"
        if dated and re.search(beside, text) and not any(s.text.endswith(bracketed[0]) for s in taken):
            # "J. Tests 71, 1661 (2011)": the number beside it is a page.
            item["issued"], sure["issued"] = {"date-parts": [[int(bracketed[0])]]}, 0.8
            if "page" not in item and "container-title" in item:
                item["page"], sure["page"] = str(year), GUESSED
    elif not year:
        visited = access_date(text)[1]
        rest = ADDRESS_RE.sub(" ", ARXIV_RE.sub(" ", text[: visited.start] + text[visited.stop :]))
        for named in taken:
            rest = rest.replace(named.text, " ")
        years = set(YEAR_ALONE_RE.findall(rest))
        if len(years) == 1:
            item["issued"], sure["issued"] = {"date-parts": [[int(years.pop())]]}, GUESSED


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
