"""Words run together, and words and addresses with a space inside.

"CentreforRiverStudies" is parted where capitals show four words or more and each is one, or where only one
way of parting it gives words of the language throughout; "NATOPartners", where it stands parted elsewhere.
Two or three parts (AlphaFold) are a name. A space goes where half a word stands before it, or where an
address goes on behind it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.words.lexicon import Lexicon

MOST_RUNS = 2000  # different runs that are looked at
RUN_RE = re.compile(r"(?<![\w/@#=_%])[^\W\d_]{9,80}(?:&[^\W\d_]{3,60})?(?![\w@/=_%])")
CAPITAL, SMALL = "[^\\W\\d_a-zß-ÿğışœž]", "[a-zß-ÿğışœž]"
CAMEL_RE = re.compile(rf"{CAPITAL}{{2,6}}(?={CAPITAL}{SMALL})|{CAPITAL}{SMALL}+|&|.+?(?={CAPITAL}|$)")
ACRONYM_RE = re.compile(rf"{CAPITAL}{{3,6}}(?={CAPITAL}{SMALL}{{3}})")
OPENERS = frozenset("in the of and for from on to with at by a an".split())
TONGUES = ("tr", "de", "fr", "es", "it", "pt", "nl", "pl")
FEWEST_PARTS, PART = 4, 3.0  # of a run in capitals; words a million of each part of a run in small letters
ADDRESS_RE = re.compile(r"https?://[^\s<>\"]{8,600}")


def find_glued_words(text: str, scene: Scene) -> Iterator[Edit]:
    """Words run together: "CentreforRiverStudies" -> "Centre for River Studies"."""
    lexicon = scene.lexicon
    seen: dict[str, tuple[str, str]] = {}
    inside = [m.span() for m in ADDRESS_RE.finditer(text)]
    at = 0
    for m in RUN_RE.finditer(text):
        while at < len(inside) and inside[at][1] <= m.start():
            at += 1
        if at < len(inside) and inside[at][0] <= m.start():
            continue
        run = m.group()
        if run not in seen:
            if len(seen) >= MOST_RUNS:
                return
            seen[run] = _parted(run, text, lexicon)
        parted, why = seen[run]
        if parted and text[m.start() - 1 : m.start()] == ".":
            parted = " " + parted if parted.count(" ") > 1 else ""
        if parted:
            yield Edit(m.start(), m.end(), run, parted, "glued-words", Safety.LIKELY, why)


def _parted(run: str, text: str, lexicon: Lexicon) -> tuple[str, str]:
    acronym = ACRONYM_RE.match(run)
    if acronym and f"{acronym.group()} {run[acronym.end() :]}" in text:
        parted = f"{acronym.group()} {run[acronym.end() :]}"
        return parted, f"“{parted}” stands elsewhere in the text"
    if run.isupper() or lexicon.common(run) > 0 or lexicon.own(run) >= 4:
        return "", ""
    if run[0].islower() and not run.islower():
        return "", ""  # "simulateBirthDeath": a name in code
    if parted := _by_capitals(CAMEL_RE.findall(run), lexicon):
        return parted, "capitals show the words, and each is one"
    if "&" not in run and (parted := _by_words(run, lexicon)):
        return parted, "only so it is made of words of the language"
    return "", ""


def _by_capitals(parts: list[str], lexicon: Lexicon) -> str:
    """The parts with spaces, if they are words of one language: the text's own, or another."""
    words = [p for p in parts if p != "&" and not (p.isupper() and len(p) > 1)]
    if all(len(p) >= 3 for p in words) and len(words) >= FEWEST_PARTS:
        if all(lexicon.common(p) >= 1 for p in words):
            return " ".join(parts)
        if len(words) > FEWEST_PARTS:
            for tongue in TONGUES:
                other = Lexicon(tongue)
                if all(other.common(p) >= 0.3 or lexicon.common(p) >= 10 for p in words):
                    return " ".join(parts)
    return ""


def _by_words(run: str, lexicon: Lexicon) -> str:
    """The likeliest parting into common words; "" where there is none, or hardly a better one."""
    if len(run) < 9:
        return ""
    size = len(run)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(-math.inf, 0)] * size
    for end in range(2, size + 1):
        for start in range(max(0, end - 18), end - 1):
            word = run[start:end]
            if best[start][0] == -math.inf or (start and word[0].isupper() and run[start - 1].isupper()):
                continue
            if not (word.islower() or (word[0].isupper() and word[1:].islower())):
                continue
            share = lexicon.common(word)
            if share < PART or (len(word) == 2 and share < 300) or (len(word) == 3 and share < 60):
                continue
            score = best[start][0] + math.log(share / 1e6) - 2.0
            if score > best[end][0]:
                best[end] = (score, start)
    if best[size][0] == -math.inf:
        return ""
    words, end = [], size
    while end:
        start = best[end][1]
        words.append(run[start:end])
        end = start
    words.reverse()
    if len(words) == 2 and words[0].casefold() in OPENERS and words[0][0].isupper() == words[1][0].isupper():
        return " ".join(words) if words[1][0].isupper() else ""  # "InAlliances"
    # Few words may be a compound of the author's own, or a name; many are none.
    short = sum(len(w) <= 3 for w in words)
    return " ".join(words) if len(words) >= 4 and short * 2 <= len(words) and size >= 4 * len(words) else ""


# ---------------------------------------------------------------- spaces inside

HALF_RE = re.compile(
    r"(?<![\w'’.])(?P<head>[^\W\d_]{4,20}) (?P<tail>[b-hj-zß-ÿ]|[a-zß-ÿ]{2,3})(?![\w'’.&/-])"
)


def find_stray_spaces(text: str, scene: Scene) -> Iterator[Edit]:
    """A space inside a word: "Europ e" -> "Europe". The half is no word, the whole is a common one."""
    lexicon = scene.lexicon
    for m in HALF_RE.finditer(text):
        head, tail = m["head"], m["tail"]
        whole = lexicon.common(head + tail)
        if whole < 2 or lexicon.own(head) > 1 or head.isupper() or whole < 100 * lexicon.common(head):
            continue
        if len(tail) > 1 and lexicon.common(tail) > 20:
            continue
        why = f"“{head + tail}” is a word; “{head}” is not"
        yield Edit(m.end("head"), m.start("tail"), " ", "", "stray-space", Safety.LIKELY, why)


BROKEN_RE = re.compile(
    r"(?P<left>https?://[^\s<>\"()]{8,600}[\w_-]) (?P<right>[a-z\d][^\s<>\"()]{2,400}?)"
    r"(?=[.,;]?[ \t]*(?:\n|\Z))"
)
TAIL_RE = re.compile(r"[\w%./~+-]*(?:[_%]\S*|/\S*/\S*|\.(?:pdf|html?|php|aspx?|xml|docx?|jsp))\Z")


def find_url_spaces(text: str, scene: Scene) -> Iterator[Edit]:
    """A space inside an address at the end of its entry: "https://x.org/a_1 2320.pdf"."""
    for m in BROKEN_RE.finditer(text):
        right = m["right"]
        if not TAIL_RE.match(right) or "://" in right or right.startswith(("www.", "10.")):
            continue
        if re.fullmatch(r"[\d/.]+", right):
            continue  # a date or a number
        why = "the address goes on: what follows is no word, and the entry ends with it"
        at = m.end("left")
        yield Edit(at, at + 1, " ", "", "url-space", Safety.LIKELY, why)


MARK_RE = re.compile(
    r"(?<=[a-zß-ÿ]{3})(?:,(?=\d{1,4}\.(?:\s|$|https?:))|:(?=[^\W\d_a-zß-ÿ][a-zß-ÿ]{2})|,(?=[a-zß-ÿ]{4}))"
)


def find_glued_marks(text: str, scene: Scene) -> Iterator[Edit]:
    """A comma or colon stuck to the next word: "Dergisi,37." -> "Dergisi, 37."; never in an address."""
    inside = [m.span() for m in ADDRESS_RE.finditer(text)]
    at = 0
    for m in MARK_RE.finditer(text):
        while at < len(inside) and inside[at][1] <= m.start():
            at += 1
        if at < len(inside) and inside[at][0] <= m.start():
            continue
        before, behind = text[max(0, m.start() - 30) : m.end()], text[m.end() : m.end() + 12]
        if re.search(r"[=<>{}\\_@/]|\w\(\w*,", before) or re.search(r"[=<>{}\\_@]", behind):
            continue  # code, a path or an address
        yield Edit(m.end(), m.end(), "", " ", "glued-mark", Safety.LIKELY, "a space follows a comma or colon")
