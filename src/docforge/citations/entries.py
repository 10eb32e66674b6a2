"""Reference strings: what can be read out of one with certainty, and keys for entries.

Reads authors in order, year with suffix, DOI and URL, and nothing else: titles, containers, volumes and pages
need the field-level parser. What is doubtful stays empty; the raw string is kept elsewhere anyway.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from docforge.citations.identifiers import DOI_RE, URL_RE, doi_of_url, find_doi, find_url
from docforge.citations.names import read_names
from docforge.model.meta import CslItem, Name

LABEL_RE = re.compile(r"^\s*(?:[-*•]\s+)?(?:\[(?P<bracket>\d{1,4})\]|(?P<plain>\d{1,4})[.)](?=\s))?\s*")
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?P<suffix>[a-z])?"
# "Panda, J. (2021a).", "Smith, J. (2020, May 5).": the year stands in brackets behind the authors.
BRACKETED_RE = re.compile(rf"\(\s*(?:{YEAR}(?:,\s[^()]{{0,40}})?|n\.?\s?d\.|in press|forthcoming)\s*\)")
# "Smith, J. 2020. Title", "Smith, J., 2020. Title"
BARE_RE = re.compile(rf"(?P<gap>[.,]\s*|\s){YEAR}[.:,]\s")
# The year further back: "Journal 12 (2020): 3", "London: Publisher, 2020.", "J Med. 2020;12(3):4-5."
LATE_RES = (
    re.compile(rf"\(\s*{YEAR}\s*\)"),
    re.compile(rf"[.,]\s*{YEAR}\s*[.,]?\s*$"),
    re.compile(rf"\b{YEAR}(?:\s[A-Z][a-z]{{2}}(?:\s\d\d?)?)?;"),
)
HEAD_LIMIT = 1500
# End of an author list without a year: a full stop that ends no initial ("Smith J, Jones KL. Title").
HEAD_END_RE = re.compile(
    r"(?<=[^\W\d_]{2})\.\s|(?<=\s[A-Z]{2})\.\s|(?<=\s[A-Z])\.\s(?=[A-Z][^\W\d_]*\s+[a-z])|[“\"]"
)


def entry_label(raw: str) -> str:
    """The number that an entry carries in print: "[12] Smith" -> "12", "12. Smith" -> "12", else ""."""
    match = LABEL_RE.match(raw)
    return (match["bracket"] or match["plain"] or "") if match else ""


def read_entry(raw: str) -> CslItem:
    """Read what is certain in one reference string; an empty item where nothing is.

    >>> read_entry("Berger, M., & Lund, W. Y. (2023a). Margins are a bridge.").year_suffix
    'a'
    """
    text = _plain(raw)
    authors, editors, year, suffix = _people_and_year(text)
    addresses = [match[0] for match in URL_RE.finditer(text)]
    # A publisher's address may hold a DOI with a path behind it: only doi.org says where the DOI ends.
    doi = next((d for a in addresses if (d := doi_of_url(a))), "") or find_doi(URL_RE.sub(" ", text))
    return CslItem(
        author=authors, editor=editors, issued=year, year_suffix=suffix, doi=doi, url=find_url(text)
    )


def entry_rest(raw: str) -> str:
    """What stands between the year and the first address: the words that name the work."""
    text = _plain(raw)
    match = BRACKETED_RE.search(text, 0, HEAD_LIMIT)
    rest = text[match.end() :] if match else text
    # A broken address leaves pieces behind it ("..._1 2320.pdf"): nothing after it counts.
    return DOI_RE.split(URL_RE.split(rest, maxsplit=1)[0], maxsplit=1)[0].strip(" .,;")


def work_key(raw: str) -> str:
    """The letters and digits that name a work, so that glued and repaired strings of it are equal."""
    return re.sub(r"[\W_]+", "", entry_rest(raw)).casefold()


def _plain(raw: str) -> str:
    """Without label, emphasis marks, Markdown escapes and line ends; nothing else is touched.

    A star next to a letter is emphasis ("*UNESCO"); an underscore may belong to an address and stays.
    """
    text = LABEL_RE.sub("", raw, count=1)
    text = re.sub(r"\\+([\\`*_{}\[\]()#+.!&~$%-])", r"\1", text)
    return re.sub(r"\s+", " ", text.replace("*", "")).strip()


def _people_and_year(text: str) -> tuple[tuple[Name, ...], tuple[Name, ...], str, str]:
    for match in (BRACKETED_RE.search(text, 0, HEAD_LIMIT), BARE_RE.search(text, 0, HEAD_LIMIT)):
        if match:
            people = read_names(text[: match.start()])
            if people is not None:
                names, editing = people
                shown = ((), names) if editing else (names, ())
                return *shown, match["year"] or "", match["suffix"] or ""
    year, suffix = _late_year(text)
    end = HEAD_END_RE.search(text, 0, HEAD_LIMIT)
    people = read_names(text[: end.start()]) if end and year else None
    # Without the year as a border a lone group of words may be the title: only lists of persons are certain.
    if people is None or any(n.literal for n in people[0]):
        return (), (), year, suffix
    return (*(((), people[0]) if people[1] else (people[0], ())), year, suffix)


def _late_year(text: str) -> tuple[str, str]:
    bare = DOI_RE.sub(" ", URL_RE.sub(" ", text)).strip()
    bare = re.sub(r"\s*(?:doi|DOI|https?)\s*:?\s*$", "", bare)
    found = {(m["year"], m["suffix"] or "") for pattern in LATE_RES for m in pattern.finditer(bare)}
    return found.pop() if len(found) == 1 else ("", "")


# ---------------------------------------------------------------- keys

_FOLDED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "ı": "i"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ŋ": "n", "ħ": "h", "ĸ": "k", "ſ": "s"}
)


def fold(text: str) -> str:
    """Small letters without accents: "Yılmaz" -> "yilmaz"; letters of other scripts stay."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def assign_keys(items: Sequence[CslItem]) -> tuple[str, ...]:
    """One key for each entry: readable, unique, ASCII, a pandoc citekey and an XML id at once.

    "brummer-2023a"; no year: "nato-nd"; the same again: "-2"; no author in Latin letters: "ref-12".
    """
    readable = [_readable_key(item) for item in items]
    used = {f"ref-{number}" for number, key in enumerate(readable, 1) if not key}
    keys: list[str] = []
    repeats: dict[str, int] = {}
    for number, key in enumerate(readable, 1):
        if not key:
            keys.append(f"ref-{number}")
            continue
        unique = key
        while unique in used:
            repeats[key] = repeats.get(key, 1) + 1
            unique = f"{key}-{repeats[key]}"
        used.add(unique)
        keys.append(unique)
    return tuple(keys)


def _readable_key(item: CslItem) -> str:
    people = item.author or item.editor
    if not people:
        return ""
    first = people[0].family or " ".join(people[0].literal.split()[:4])
    slug = re.sub(r"[^a-z0-9]+", "-", fold(first)).strip("-")[:40].strip("-")
    if not re.search(r"[a-z]", slug):
        return ""
    if not slug[0].isalpha():
        slug = f"ref-{slug}"
    year = re.match(r"\d{4}", item.issued)
    return f"{slug}-{year[0]}{item.year_suffix}" if year else f"{slug}-nd"
