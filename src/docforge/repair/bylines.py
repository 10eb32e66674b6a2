"""What a line of names, of an institution or of publication facts looks like."""

from __future__ import annotations

import re

EMAIL_RE = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
INSTITUTION_RE = re.compile(
    r"\b(?:universit\w*|institut\w*|college|department|departamento|faculty|facult\w*|fakült\w*|school|academy|akademi\w*|"
    r"cent(?:re|er)|laborator\w*|hospital|hochschule|üniversite\w*|library|ministry)\b",
    re.IGNORECASE,
)
ISSUE_LINE_RE = re.compile(
    r"\bISSN\b|\b(?:Vol(?:ume)?|No|Nr|Issue|pp?)\b\.?\s*\d|\b\d{1,3}\s?\(\d{1,3}\)|\b(?:19|20)\d\d\)?\s*[,;:]\s*\d+\s?[–-]\s?\d+"
)
PARTICLES = frozenset(
    ("van von der den de del della di da dos du la le el al bin ibn ben ter ten zu zur y e and").split()
)
NAME_TOKEN_RE = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.?(?:-?[A-Z]\.)*|[^\W\d_a-zß-ÿ][^\W\d_]*\.?(?:[-'’][^\W\d_]+)*|or-[A-Z]\w+|[dO]['’][A-Z]\w+)$"
)
MARKS_RE = re.compile(r"[\s,]*(?:\\?[*†‡§¶]+|[¹²³⁴-⁹⁰]+|(?<=[^\W\d_])\s?\d{1,2}(?:,\s?\d{1,2})*)+[,\s]*$")
NOT_NAMES = frozenset(
    (
        "introduction abstract the a an of for in on with between towards toward cooperation synergies "
        "strategic analysis fostering features security recent study report share post print log sign"
    ).split()
)
SPLIT_RE = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\bve\b)\s*")


def find_names(text: str) -> list[str]:
    """The names of a byline, or nothing if it is none: "Ana Silva and Bo Lee*" -> ["Ana Silva", "Bo Lee"]."""
    bare = re.sub(r"^(?:by|von|par|por|autho?rs?:)\s+", "", text.strip(), flags=re.IGNORECASE)
    ends = re.search(r"\.\s*$", bare.replace("Jr.", "")) and not bare.endswith("*")
    if not bare or len(bare) > 400 or ends or re.search(r"[?!:;@/]", bare):
        return []
    names: list[str] = []
    for part in SPLIT_RE.split(bare):
        name = MARKS_RE.sub("", part).strip()
        if not name or re.fullmatch(r"[\d\s*†‡§¶#]+", name):
            continue  # a mark of its own: "1,*"
        tokens = name.split()
        if not 2 <= len(tokens) <= 6:
            return []
        for token in tokens:
            word = token.strip(".,*").casefold()
            if word in NOT_NAMES or not (NAME_TOKEN_RE.match(token) or word in PARTICLES):
                return []
        names.append(name)
    return names
