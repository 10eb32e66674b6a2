"""Spaces that were lost between words: before citations, around ampersands, after full stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene

# An author-year group: begins with a name (or "see"), ends with a year, maybe a suffix or a locator.
GROUP = (
    r"\((?:see |cf\. |e\.g\.,? )?[^\W\d_a-zà-ÿ][^()\n]{1,200}?"
    r"\b(?:1[5-9]|20)\d\d[a-z]?(?:, (?:pp?\.|S\.) ?[\d–-]+)?\)"
)
CITATION_RE = re.compile(r"(?<=[\w)\"”’.])(?=" + GROUP + ")")
MONTH_RE = re.compile(
    r"\((?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)


def find_glued_citations(text: str, scene: Scene) -> Iterator[Edit]:
    """A citation stuck to the word before it: "zone(Kovač, 2022)" -> "zone (Kovač, 2022)"."""
    for m in CITATION_RE.finditer(text):
        if MONTH_RE.match(text, m.end()) or "," not in text[m.end() : m.end() + 200].split(")")[0]:
            continue
        why = "a citation stands apart from the word before it"
        yield Edit(m.start(), m.start(), "", " ", "glued-citation", Safety.SAFE, why)


# In a citation group, or before or after a name with initials.
IN_GROUP_RE = re.compile(
    r"(?<=[^\W\d_])(?P<a> ?)&(?P<b> ?)"
    r"(?=[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*(?:,? (?:et al\.,? )?\(?(?:1[5-9]|20)\d\d))"
)
BEFORE_INITIAL_RE = re.compile(
    r"(?<=[^\W\d_.,])(?P<a> ?)&(?P<b> ?)(?=[^\W\d_a-z]\. )"
    r"|(?<=[,.] )(?P<c>)&(?P<d>)(?=[^\W\d_a-z][^\W\d_]+(?:[- ][^\W\d_]+)?, (?:[^\W\d_a-z]\.|\())"
)


def find_glued_ampersands(text: str, scene: Scene) -> Iterator[Edit]:
    """Names stuck to their ampersand: "Berger& Lund, 2023a" -> "Berger & Lund, 2023a"."""
    for pattern in (IN_GROUP_RE, BEFORE_INITIAL_RE):
        for m in pattern.finditer(text):
            left = " " if text[m.start() - 1] == " " or m.group().startswith(" ") else ""
            right = " " if m.group().endswith(" ") else ""
            if (left and right) or _in_url(text, m.start()):
                continue
            after = ("" if text[m.start() - 1] == " " else " ") + "& "
            yield Edit(
                m.start(),
                m.end(),
                m.group(),
                after,
                "glued-ampersand",
                Safety.SAFE,
                "an ampersand stands between spaces",
            )


def _in_url(text: str, at: int) -> bool:
    """Is the character part of a web address?"""
    start = max(text.rfind(" ", max(0, at - 400), at), text.rfind("\n", max(0, at - 400), at), at - 400) + 1
    token = text[start:at]
    return "://" in token or token.startswith("www.")


STOP_RE = re.compile(
    r"(?<=[^\W\d_][a-zß-ÿ])(?P<mark>[.!?])(?=(?P<next>[^\W\d_a-zß-ÿ][^\W\d_]*))"  # leadership.While
    r"|(?<=[\w)]\*)\.(?=[^\W\d_a-z])"  # Region*.Nuclear
    r"|(?<=[\w)])\.(?=\*[^\W\d_a-z*])"  # CONCEPT.*Security
    r"|(?<=\d\))\.(?=[^\W\d_a-z][^\W\d_]+)"  # 152).Springer
    r"|(?<=[\w)*])\.(?=https?://)"  # Press.https://
)


def find_glued_sentences(text: str, scene: Scene) -> Iterator[Edit]:
    """A full stop with no space after it: "leadership.While" -> "leadership. While"."""
    for m in STOP_RE.finditer(text):
        if _in_url(text, m.start()) or _dotted_name(text, m.start()):
            continue
        word = m.groupdict().get("next") or ""
        if word and not _begins_sentence(word, scene):
            continue
        yield Edit(
            m.end(),
            m.end(),
            "",
            " ",
            "glued-sentence",
            Safety.LIKELY,
            "a sentence ends here and the next begins",
        )


def _begins_sentence(word: str, scene: Scene) -> bool:
    if len(word) == 1:
        return word in "AIOÀÉ"
    return scene.lexicon.known(word, 0.5) or (word.isupper() and scene.lexicon.own(word) >= 1)


def _dotted_name(text: str, at: int) -> bool:
    """Part of a dotted name ("System.Collections.Generic") or an address?"""
    start = max(text.rfind(" ", max(0, at - 80), at), text.rfind("\n", max(0, at - 80), at), at - 80) + 1
    stops = [i for i in (text.find(" ", at), text.find("\n", at)) if i >= 0]
    token = text[start : min([*stops, at + 80])]
    return (
        "@" in token
        or "/" in token[: at - start]
        or bool(re.search(r"[^\W\d_]\.[^\W\d_]+\.[^\W\d_]{2,}", token.rstrip(".")) and "://" not in token)
    )
