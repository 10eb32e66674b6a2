r"""Formulas in a text that shows their TeX source: ``\(k_l\)``, or bare as some pages: "the mean \mu of X".

Delimited ones are taken as they stand. Bare ones are looked for only where a text is full of TeX commands: a
run of letters, numbers and signs that holds a command or an index is a formula; in such a text so is "f(x)",
"x = 5", and a letter standing alone that its formulas use. No sign is changed, only delimiters are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from docforge.model.source import Kind
from docforge.repair.lines import split_blocks

LONGEST = 3000
FEWEST = 5  # commands from which a text is one that shows TeX
OPEN_RE = re.compile(r"(?<!\\)\\[ \n]?(?P<sign>[(\[])")
COMMAND_RE = re.compile(
    r"\\(?:alpha|beta|gamma|delta|(?:var)?epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau"
    r"|(?:var)?phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Sigma|Phi|Psi|Omega|frac|sqrt|sum|prod|int|mathbb"
    r"|mathcal|mathbf|mathrm|text|left|right|leq|geq|neq|in|times|cdot|l?dots|infty|partial|nabla|sim|approx"
    r"|begin|hat|bar|tilde|to|log|exp|max|min)(?![A-Za-z])"
)
MEANS_RE = re.compile(r"\\[A-Za-z]|[_^]\{|[_^][A-Za-z0-9]|[=<>+]|^\W*[A-Za-z]\W*$")
BLANK_RE = re.compile(r"\n[ \t]*\n|\f")
CLOSING = {"(": "\\)", "[": "\\]"}
DOLLAR_RE = re.compile(
    r"(?<![\\\w$])(?P<mark>\$\$?)(?=[^\s$])(?P<inside>[^$\n]{1,600})(?<=[^\s\\])(?P=mark)(?![\d$])"
)
BEGIN_RE = re.compile(r"\\begin\{(?P<name>[A-Za-z]{2,20}\*?)\}")
TOKEN_RE = re.compile(
    r"(?P<far>https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|10\.\d{4,9}/\S+)"
    r"|(?P<told>\\(?:eq)?(?:ref|cite)(?:\{[^{}\n]{0,100}\})?)"
    r"|(?P<command>\\[A-Za-z]+\*?|\\[^A-Za-z\s]|\\(?=\s))"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<script>[_^])"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<space>[ \n]+)"
    r"|(?P<sign>[=<>+\-−*/|&~!':;,.()\[\]≤≥×·…])"
    r"|(?P<other>.)",
    re.DOTALL,
)
NAMED_RE = re.compile(r"[(^]|_(?:\{|[A-Za-z0-9](?![A-Za-z0-9]))")  # what may follow "argmax" in a formula
SURE_RE = re.compile(
    r"\\[A-Za-z]{2}|\d\^\{|(?<![^\W_])[A-Za-z)}\]]'?[_^](?:\{|\\|[A-Za-z0-9*+](?![A-Za-z0-9]))"
)
APPLIED_RE = re.compile(r"\|?[A-Za-z]'?\([^()\s]{1,20}\)\|?")
RELATION_RE = re.compile(r"(?<![\w=<>])[A-Za-z|)][^=<>]{0,40}[=<>≤≥]+ ?[^=<>\s]")
STOP_RE = re.compile(r"[.,;:!]\s")
WORD_RE = re.compile(r"[^\W\d_]{2}")
LETTER_RE = re.compile(r"(?<![A-Za-z\\{])[A-Za-z](?![A-Za-z}])")
SHY = frozenset("aAI")  # words as well as letters
ENDS = " \n,.;:!&~=<>"
LEADING = ENDS + "*/+-−"
PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Formula:
    """``start:end`` with its delimiters; ``tex_start:tex_end`` without them."""

    start: int
    end: int
    tex_start: int
    tex_end: int


def find_formulas(text: str, kind: Kind) -> tuple[Formula, ...]:
    """Formulas in the order of the text; none overlap."""
    marked = kind in ("ocr-markdown", "html")
    found = list(_delimited(text, marked))
    if not found and len(COMMAND_RE.findall(text)) >= FEWEST:
        return tuple(_bare(text))
    return tuple(found)


def _delimited(text: str, marked: bool) -> Iterator[Formula]:
    """``\\(...\\)``, ``$...$``, environments; in Markdown, which escapes brackets, only TeX."""
    opened = [*OPEN_RE.finditer(text), *DOLLAR_RE.finditer(text)]
    if not opened:
        return
    if not marked:
        opened += BEGIN_RE.finditer(text)
    opened.sort(key=lambda m: m.start())
    at = 0
    closed: dict[str, int] = {}
    for m in opened:
        if m.start() < at:
            continue
        if m.re is DOLLAR_RE:
            if _dollars(m["inside"]):
                at = m.end()
                yield Formula(m.start(), at, *m.span("inside"))
            continue
        name = m.groupdict().get("name")
        closing = f"\\end{{{name}}}" if name else CLOSING[m["sign"]]
        if closed.get(closing, 0) < m.end():
            found = text.find(closing, m.end())
            closed[closing] = found if found >= 0 else len(text)
        stop = closed[closing]
        if stop - m.end() > LONGEST or stop == len(text) or BLANK_RE.search(text, m.end(), stop):
            continue
        inside = text[m.end() : stop]
        if name:
            at = stop + len(closing)
            yield Formula(m.start(), at, m.start(), at)
        elif _means(inside, m["sign"], marked):
            at = stop + len(closing)
            low = m.end() + len(inside) - len(inside.lstrip())
            yield Formula(m.start(), at, low, m.end() + len(inside.rstrip()))


def _means(inside: str, sign: str, marked: bool) -> bool:
    """Does what stands between delimiters look like a formula? A number in square brackets is a citation."""
    if marked or not inside.strip():
        return bool(re.search(r"\\[A-Za-z]{2}", inside))
    number = sign == "(" and re.fullmatch(r"[\s\d.,+\-−%/]+", inside)
    return bool(number or MEANS_RE.search(inside))


def _dollars(inside: str) -> bool:
    """Is it a formula between dollar signs, and not "$5 more than $"?"""
    return bool(
        re.search(r"\\[A-Za-z]{2}|[^\W_][_^][{\\\w]", inside) or not re.search(r"[^\W\d_]{2}", inside)
    )


def with_dollars(tex: str) -> str | None:
    """TeX between dollar signs as ``find_formulas`` knows it again, on one line; None where it would not."""
    made = f"${' '.join(tex.split())}$"
    found = DOLLAR_RE.fullmatch(made)
    return made if found and found["mark"] == "$" and _dollars(found["inside"]) else None


def _bare(text: str) -> Iterator[Formula]:
    runs = [run for start, end in split_blocks(text) for run in _runs(text, start, end)]
    letters = {
        letter
        for start, end in runs
        if SURE_RE.search(text, start, end)
        for letter in LETTER_RE.findall(text[start:end])
    }
    for start, end in runs:
        run = text[start:end]
        alone = run in letters and run not in SHY and not _initial(text, start, end)
        if alone or SURE_RE.search(run) or APPLIED_RE.fullmatch(run) or RELATION_RE.match(run):
            yield Formula(start, end, start, end)


def _initial(text: str, start: int, end: int) -> bool:
    """Is a letter alone that of a name ("Gask, P., 2017"), or of a list ("i) they are ...")?"""
    if text[end : end + 1] == ")":
        return True
    before = text[max(0, start - 40) : start].rstrip()
    return text[end : end + 1] == "." and bool(re.search(r"(?:[,.&-]|\b[^\W\d_a-z][\w'’-]*)$", before))


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Longest stretches of a block that hold no word of a language, trimmed to what a formula can be."""
    low, depth, begun = -1, 0, 0
    tokens = TOKEN_RE.finditer(text, start, end)
    for m in tokens:
        kind = m.lastgroup
        if kind == "open":
            depth += 1
            begun = m.start() if depth == 1 else begun
        elif kind == "close":
            depth = max(0, depth - 1)
        inside = depth > 0 and m.start() - begun < 300
        if _mathematical(text, m, kind or "", end) or (inside and low >= 0 and kind != "far"):
            low = m.start() if low < 0 else low
            continue
        depth = 0
        if low >= 0:
            yield from _split(text, low, m.start())
        low = -1
    if low >= 0:
        yield from _split(text, low, end)


def _mathematical(text: str, m: re.Match[str], kind: str, end: int) -> bool:
    match kind:
        case "far" | "told" | "other":
            return False
        case "word":
            before = text[m.start() - 1] if m.start() else " "
            if len(m.group()) > 1:
                return (
                    m.group().isascii() and bool(NAMED_RE.match(text, m.end(), end))
                ) and before not in "_^"
            return m.group() not in SHY or _tight(text, m.start(), m.end())
        case "script":
            before = text[m.start() - 1] if m.start() else " "
            return not before.isspace() and not WORD_RE.match(text, m.end(), end)
        case _:
            return True


def _tight(text: str, start: int, end: int) -> bool:
    """Is "a" a letter of a formula and no word: "a - b", "f(a)"?"""
    around = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    return bool(re.search(r"[=<>+\-−*/^_({}\\]", around))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a stretch at the stops of the sentence it stands in, outside brackets, and trim the parts."""
    at, depth, i = start, 0, start
    closed = text.rfind("\\end{", start, end)
    while i < end:
        sign = text[i]
        if i < closed and text.startswith("\\begin{", i):
            i = text.find("\\end{", i, end)
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0 and STOP_RE.match(text, i, end) and text[max(start, i - 1)] != "\\":
            yield from _trimmed(text, at, i)
            at = i + 1
        i += 1
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Without space, stops and brackets that belong to the sentence; nothing if it is too long."""
    if end - start > LONGEST:
        return
    cuts = [start - 1, *(start + i for i in _unmatched(text[start:end])), end]
    start, end = max(((a + 1, b) for a, b in pairwise(cuts)), key=lambda piece: piece[1] - piece[0])
    while start < end and text[start] in LEADING:
        start += 1
    while end > start and text[end - 1] in ENDS and not (end - 1 > start and text[end - 2] == "\\"):
        end -= 1
    if end > start:
        yield start, end


def _unmatched(run: str) -> list[int]:
    """Places of brackets without their other half."""
    open_: list[int] = []
    lost: list[int] = []
    for i, sign in enumerate(run):
        if i and run[i - 1] == "\\":
            continue
        if sign in "([{":
            open_.append(i)
        elif sign in ")]}":
            if open_ and run[open_[-1]] == PAIRS[sign]:
                open_.pop()
            else:
                lost.append(i)
    return sorted(lost + open_)
