"""What a line of names looks like, and where its names stand.

Names keep their printed form. Marks that tie a name to its institution ("1,2", "*", "a", "†", an ORCID, and
what OCR makes of them: "®!?", "©°") part names as commas do; they belong to no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

EMAIL_RE = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
INSTITUTION_RE = re.compile(
    r"\b(?:universi\w*|institut\w*|college|department\w*|departamento|dept|faculty|facult\w*|fakult\w*"
    r"|fakült\w*|school|academy"
    r"|akademi\w*|cent(?:re|er|ro|rum)|laborator\w*|hospital\w*|hochschule|üniversite\w*|library|ministry"
    r"|polytechni\w*"
    r"|division|clinic|agency|consiglio|consejo|conseil|council|observator\w*|museum|foundation"
    r"|corporation|GmbH|Inc|Ltd"
    r"|programa de|geological survey)\b",
    re.IGNORECASE,
)
ISSUE_LINE_RE = re.compile(
    r"\bISSN\b|\b(?:Vol(?:ume)?|No|Nr|Issue|pp?)\b\.?\s*\d|\b\d{1,3}\s?\(\d{1,3}\)|\b(?:19"
    r"|20)\d\d\)?\s*[,;:]\s*\d+\s?[–-]\s?\d+"
)
PARTICLES = frozenset(
    (
        "van von der den de del della di da do dos das du la las le el al bin bint ibn ben ter ten te zu"
        " zur af av dal y e"
    ).split()
)
JOINERS = frozenset("and und et y e ve i og och en with".split())
# Words that are in titles, headings and mastheads, and in no name.
NOT_NAMES = frozenset(
    (
        "introduction abstract the a an of for in on with between towards toward cooperation synergies"
        " strategic analysis"
        " fostering features security recent study report share post print log sign open access article"
        " research review"
        " original journal summary keywords contents background methods results conclusion conclusions"
        " discussion references"
        " section editorial letter news software repository archive license licence published received"
        " accepted submitted"
        " volume issue page pages key words materials international national statement need figure table"
        " author authors"
        " affiliation affiliations download citation cite full text home login menu is are was were be to"
        " from by at as"
        " its their our this that these those how what why when where who or not using based via into"
        " data new special"
        " university institute department college school faculty centre center"
    ).split()
)
DEGREES = frozenset(
    "phd md msc bsc mph ma ba mba dphil frcp frcs facp rn dds dvm pharmd mbbs mphil llm jd dr prof"
    " professor mr mrs ms esq drs ieee member fellow acm senior student".split()
)
TITLES = frozenset("prof professor dr mr mrs ms ing dipl priv doz rer nat med phil sir dame".split())
SUFFIXES = frozenset("jr sr ii iii iv".split())
BODY_RE = re.compile(
    r"(?:consortium|collaboration|collaborators|group|network|initiative|investigators|committee"
    r"|task force|project team)$",
    re.IGNORECASE,
)
TOKEN_RE = re.compile(
    r"(?P<noise><!--[^<>]{0,80}-->|</?[a-z]{1,6}\s*/?>)"
    r"|(?P<mark>(?:https?://)?(?:www\.)?orcid\.org/[\dX-]{4,30}|\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b|ORCID:?"
    r"|\([^()\n]{0,16}\)|\[[^\[\]\n]{0,16}\])"
    r"|(?P<joiner>\bon behalf of(?: the)?\b|\bfor the\b)"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|[.'’‐‑-]{1,2}(?=[^\W\d_])|[-‐\u00ad¬][ ]?\n[ ]*(?=[a-zß-ÿ]))*\.?)"
    r"|(?P<comma>[,;])"
    r"|(?P<bad>[:/](?!\s*[,;]))"
    r"|(?P<sign>\S)",
    re.IGNORECASE,
)
LEAD_RE = re.compile(r"\W{0,4}(?:by|von|par|por|autho?rs?\s*:|written by)\s+", re.IGNORECASE)
LOWER_RE = re.compile(r"(?<![\w@./:-])[a-zß-öø-ÿ]{2,}(?![\w@/-]|\.\w)")  # not inside addresses


@dataclass(frozen=True, slots=True)
class Named:
    """A name at ``start:end`` of the text it was read from, and the marks behind it ("1,2*")."""

    start: int
    end: int
    name: str
    marks: str = ""


@lru_cache(maxsize=4)
def lower_words(text: str) -> frozenset[str]:
    """Words that the text has in small letters: what is made of them alone is no name."""
    return frozenset(LOWER_RE.findall(text))


@dataclass(slots=True)
class _Part:
    """What stands between two separators: the words, and the marks behind them."""

    words: list[re.Match[str]]
    marks: str = ""
    semicolon: bool = False


def find_names(text: str, lower: frozenset[str] = frozenset()) -> list[str]:
    """The names of a byline, or nothing if it is none: "Ana Silva and Bo Lee*" -> ["Ana Silva", "Bo Lee"]."""
    return [n.name for n in read_names(text, lower)]


def read_names(text: str, lower: frozenset[str] = frozenset(), *, cut: bool = False) -> list[Named]:
    """The names of a byline with their places, or nothing if the text is none.

    ``lower`` are words that the document has in small letters. ``cut``: the text is one line of several, so
    a name may be cut at either end ("... Mary E.⏎Lofton 1,2").
    """
    if not text.strip() or len(text) > 4000 or EMAIL_RE.search(text):
        return []
    lead = LEAD_RE.match(text)
    parts = _parts(text, lead.end() if lead else 0)
    if parts is None:
        return []
    parts = [p for p in parts if p.words]
    found: list[Named] = []
    odd = 0
    for i, part in enumerate(parts):
        first, last = part.words[0], part.words[-1]
        word = first.group().strip(".").casefold()
        if (
            len(part.words) == 1
            and found
            and (
                word in SUFFIXES or (word not in DEGREES and re.search(r"(?:^|\s)[^\W\d_]$", found[-1].name))
            )
        ):
            # ", Jr.", or an initial whose full stop was misread as a comma: "Michael N, Fienen".
            start = found.pop().start
            found.append(Named(start, last.end(), _said(text, start, last.end()), part.marks))
            continue
        if all(w.group().casefold().replace(".", "") in DEGREES for w in part.words):
            continue
        edge = cut and i in (0, len(parts) - 1) and len(parts) > 1
        if not _is_name(part, lower, short=edge):
            odd += 1
            if not 2 <= len(part.words) <= 4 or not last.group()[0].isupper() or _barred(part):
                return []
        first, last = part.words[0], part.words[-1]
        found.append(Named(first.start(), last.end(), _said(text, first.start(), last.end()), part.marks))
    if odd > 1 or (odd and len(found) < 4):
        return []
    if cut and found and not any(len(n.name.split()) > 1 for n in found):
        return []
    return found


INVERTED_RE = re.compile(
    r"\s*(?P<family>[^\W\d_][\w’'. -]{1,40}),\s*(?P<given>[^\W\d_a-zß-ÿ][\w’'. -]{0,40}?)"
    r"(?P<marks>[\s\d,*†‡§¶]*)"
)


def read_inverted(text: str) -> list[Named]:
    """Names with the family's first, parted by semicolons: "Weir, Anna; van Oak, Jo"; two at least."""
    found: list[Named] = []
    at = 0
    for piece in text.split(";") if len(text) <= 4000 else ():
        m = INVERTED_RE.fullmatch(piece)
        if m is None or m["given"].casefold().replace(".", "") in DEGREES or len(piece.split()) > 7:
            return []
        words = re.findall(r"[^\W\d_]+", piece.casefold())
        if any(len(w) > 1 and w in NOT_NAMES for w in words):
            return []
        name = f"{m['family']}, {m['given']}"
        found.append(Named(at + m.start("family"), at + m.end("given"), name, m["marks"].strip()))
        at += len(piece) + 1
    return found if len(found) > 1 else []


def _barred(part: _Part) -> bool:
    return any(
        len(w.group().strip(".")) > 1 and w.group().strip(".").casefold() in NOT_NAMES for w in part.words
    )


def _said(text: str, start: int, end: int) -> str:
    whole = re.sub(r"[-‐\u00ad¬][ ]?\n[ ]*(?=[a-zß-ÿ])", "", text[start:end])
    bare = re.sub(r"<!--[^<>]{0,80}-->|</?[a-z]{1,6}\s*/?>|\*+", " ", whole)
    return " ".join(bare.split()).rstrip("*").rstrip()


def _parts(text: str, at: int) -> list[_Part] | None:
    """The text cut at commas, joiners and marks; None where a sign stands that no byline has."""
    parts = [_Part([])]
    for m in TOKEN_RE.finditer(text, at):
        kind, value = m.lastgroup, m.group()
        if kind == "noise":
            continue
        if kind == "bad" or ((kind == "sign" and value in '"“”«»') and not parts[-1].words):
            return None
        if (
            kind == "word"
            and value.casefold() in JOINERS
            and not (value in ("y", "e", "i") and not parts[-1].words)
        ):
            parts.append(_Part([]))
        elif kind == "word":
            if parts[-1].marks and not (len(value) == 1 and value.islower()):
                parts.append(_Part([]))
            if len(value) == 1 and value.islower() and parts[-1].words:
                parts[-1].marks += value  # "Ana Silva a": a letter as a mark
            elif len(value) == 1 and value.islower() and len(parts) > 1:
                _mark(parts, value)
            else:
                if (
                    len(value) > 5
                    and value.endswith(".")
                    and value[:-1].isalpha()
                    and m.end() < len(text.rstrip())
                ):
                    return None  # a sentence ends here
                parts[-1].words.append(m)
        elif kind == "joiner":
            parts.append(_Part([]))
        elif kind == "comma":
            if not parts[-1].words and len(parts) > 1 and parts[-2].marks:
                parts[-2].marks += ","
            parts.append(_Part([]))
        elif value == "&" or value == "·" or value == "•" or value == "|":
            parts.append(_Part([]))
        else:
            _mark(parts, value)
    return parts


def _mark(parts: list[_Part], value: str) -> None:
    """A mark belongs to the last words before it, over commas: "Silva 1, 2"."""
    if parts[-1].words:
        parts[-1].marks += value
        return
    owner = next((p for p in reversed(parts) if p.words), None)
    if owner is not None:
        parted = owner.marks and parts[-1] is not owner
        owner.marks += f",{value}" if parted and not owner.marks.endswith(",") and len(parts) > 1 else value


def _is_name(part: _Part, lower: frozenset[str], *, short: bool) -> bool:
    """Is the part a name: capitals and particles, an institution's word nowhere?"""
    words = [w.group() for w in part.words]
    bare = [w.strip(".").casefold() for w in words]
    while len(bare) > 1 and bare[-1].replace(".", "") in DEGREES:
        bare.pop()
        words.pop()
        part.words.pop()
    while len(bare) > 2 and bare[0] in TITLES:
        bare.pop(0)
        words.pop(0)
        part.words.pop(0)
    if BODY_RE.search(words[-1]) and len(words) >= 2:
        return words[0][0].isupper() and len(words) <= 9
    if not (1 if short else 2) <= len(words) <= 7 or _barred(part):
        return False
    if bare[-1] in PARTICLES and not short:
        return False
    capitals = 0
    for word, key in zip(words, bare, strict=True):
        if word[0].isupper() or not (word[0].isupper() or word[0].islower()):
            capitals += 1
        elif key not in PARTICLES and not re.match(r"(?:or|al|el|d|van|de|o)[-'’][^\W\d_a-z]", word):
            return False
    if not capitals or not any(len(b) > 1 for b in bare):
        return False
    long = [b for b in bare if len(b) > 1 and b not in PARTICLES]
    return bool(part.marks) or not long or not all(b in lower for b in long)
