"""Levels of the headings that were found; 1 is the top of the body.

The evidence, strongest first: printed numbers ("2.1"), marks of the OCR (#), the page's own geometry (a
larger gap above), capitals against sentence case, the names of parts (Methods and Results are main parts,
what stands between them is theirs), enumerations below a heading, a heading that follows a heading, a lead-in
that announces parts ("several arguments:"), and whether a heading restates the subject of the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.importers.draft import Chunk, Draft
from docforge.importers.gaps import gap_above
from docforge.importers.headings.subjects import subordinate
from docforge.importers.headings.words import SMALL, bare_of, is_back, is_main, stacked_of

NUMBER_RE = re.compile(
    r"^(?:(?P<own>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=(?P=own)[.)]?\s))?"  # "3.1 3.1. Inks"
    r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|(?:[IVX]{1,5}|[A-H])[.)])(?:\s+(?=[^\W\d_])|(?=[A-ZÀ-Þ][a-zß-ÿ]{2}))"
)
ENUMERATION_RE = re.compile(
    r"^(?:(?P<arabic>\(?\d{1,2}\))|(?P<roman>\(?[ivx]{1,4}\))|(?P<letter>\(?[a-h]\)))\s"
)
LABELLED_RE = re.compile(
    r"(?P<label>[^\W\d_]{3,12}) "
    r"(?P<count>\d{1,2}|[A-Z]|[IVX]{1,4}|one|two|three|four|five|six|seven|eight)(?!\w)"
    r"(?=\s*(?:$|[:.,]|\s[–—-]))",
)
COLON_RE = re.compile(r"[^\W\d_]+: [^\W\d_]")
COLON = ":"
DIVIDED_RE = re.compile(
    r"(?:materials?|methods?|methodology|patients|subjects|experimental|results?|findings|methoden|ergebnisse"
    r"|material|matériels?|méthodes|résultats|materiales|métodos|resultados|materia\w+|metodi|risultati|yöntem\w*"
    r"|gereç|materyal|bulgular)\b",
    re.IGNORECASE,
)


def set_levels(draft: Draft, around: Sequence[Chunk], found: list[Chunk]) -> None:
    """Give each heading its level; ``around`` are the blocks of the text, headings among them."""
    numbered = [c for c in found if _depth(c)]
    hashed = {id(c) for c in found if re.match(r"#{1,6}\s", c.text)}
    most = len(numbered) * 2 > sum(not is_back(c) for c in found)
    if len(numbered) >= 2 and (most or _counts_on(numbered)):
        _numbered_levels(found)
    elif hashed:
        _marked_levels(found)
    else:
        _inferred_levels(draft, around, found)


def _counts_on(numbered: Sequence[Chunk]) -> bool:
    """Do the numbers of the main parts count on from 1, three or more: "1.", "2.", "2.1.", "3."?"""
    tops = [int(m[1]) for c in numbered if (m := re.match(r"(\d{1,2})[.\s](?!\d)", bare_of(c)))]
    return len(tops) >= 3 and tops == list(range(1, len(tops) + 1))


def _depth(chunk: Chunk) -> int:
    """Parts of the printed number: 2 for "3.1. Plants"; 0 without a number."""
    m = NUMBER_RE.match(bare_of(chunk))
    return m["number"].rstrip(".)").count(".") + 1 if m else 0


def _marked_levels(found: list[Chunk]) -> None:
    """Levels by the marks; bold lines without # stand below them, named parts at the top."""
    counts = [len(m[1]) if (m := re.match(r"(#{1,6})\s", c.text)) else 0 for c in found]
    body = [n for n, c in zip(counts, found, strict=True) if n]
    named = [n for n, c in zip(counts, found, strict=True) if n and is_main(c)]
    top = min(named) if named else min(body)
    used = sorted({n for n in body if n >= top})
    for chunk, count in zip(found, counts, strict=True):
        if count:
            chunk.level = used.index(count) + 1 if count >= top else 1
        else:
            chunk.level = 1 if is_main(chunk) else len(used) + 1


def _numbered_levels(found: list[Chunk]) -> None:
    """Levels by the numbers; a heading without one inside a numbered part is below it."""
    last = max((i for i, c in enumerate(found) if _depth(c)), default=-1)
    depth = 0
    for i, chunk in enumerate(found):
        own = _depth(chunk)
        if own:
            depth = own
        chunk.level = own or (1 if is_main(chunk) or i > last or not depth else depth + 1)


def _inferred_levels(draft: Draft, around: Sequence[Chunk], found: list[Chunk]) -> None:
    capitals = [c for c in found if c.plain.upper() == c.plain]
    mixed = [c for c in found if c.plain.upper() != c.plain]
    # INTRODUCTION and CONCLUSION frame the parts between them; METHODS and RESULTS hold parts of their own.
    nested = sum(not _is_frame(c) for c in capitals) >= (2 if len(mixed) > 8 else 1)
    for chunk in capitals:
        chunk.level = 1
    base = 2 if nested and capitals else 1
    for chunk in mixed:
        chunk.level = base
    if base == 1 and _by_geometry(draft, found):
        return
    if base == 1 and any(is_main(c) and DIVIDED_RE.match(_bare(c)) for c in found):
        _below_main_parts(around, found)
    elif len(mixed) >= 4 and not subordinate(draft, around, mixed, base):
        _below_stacked(around, mixed, base)


def _is_frame(chunk: Chunk) -> bool:
    return bool(
        re.match(r"(?:introduction|conclusions?|concluding)\b", chunk.plain, re.IGNORECASE)
    ) or is_back(chunk)


def _by_geometry(draft: Draft, found: list[Chunk]) -> bool:
    """Main parts have a larger gap above them than their parts: two sizes of gap are two levels."""
    gaps = [gap_above(draft, c) for c in found]
    main = [g for g, c in zip(gaps, found, strict=True) if g and is_main(c)]
    below = [g for g, c in zip(gaps, found, strict=True) if g and not is_main(c)]
    if len(main) < 2 or min(main) < 3 or not below or min(below) >= min(main):
        return False
    least, level = min(main), 1
    stacked = 1
    for chunk, gap in zip(found, gaps, strict=True):
        if is_main(chunk) or gap >= least:
            level = 1
        elif gap:
            level = 2
        else:
            level = max(level, stacked)
        chunk.level = level
    return True


def _below_main_parts(around: Sequence[Chunk], found: list[Chunk]) -> None:
    """Methods and Results are divided: what stands below them, up to the next main part, is theirs."""
    stacked, labels = stacked_of(around), _labels(found)
    inside = False
    families: dict[str, int] = {}
    before: Chunk | None = None
    above = 0  # level of the last heading that is not one of a count
    for chunk in found:
        kind, onto = _family(chunk, labels), before is not None and id(before) in stacked
        if onto and before is not None:
            above = before.level
        if not kind and is_main(chunk) and not (inside and re.match(r"ethic", _bare(chunk), re.IGNORECASE)):
            inside = bool(DIVIDED_RE.match(_bare(chunk))) or id(chunk) in stacked
            chunk.level, families = 1, {}
        elif kind and kind in families and not onto:
            chunk.level = families[kind]
        elif kind:
            below = above + 1 if onto or kind in labels or not inside else 2
            chunk.level = families[kind] = below if before is not None else 1
        elif not inside:
            inside, chunk.level = id(chunk) in stacked, 1
        elif before is not None and above >= 2 and (onto or (before.level > 2 and _alike(before, chunk))):
            chunk.level = before.level + onto
        else:
            chunk.level = 2
            families = {k: v for k, v in families.items() if k in labels}
        above = chunk.level if not kind else above
        before = chunk


def _bare(chunk: Chunk) -> str:
    return NUMBER_RE.sub("", bare_of(chunk))


def _enumeration(chunk: Chunk) -> str:
    m = ENUMERATION_RE.match(chunk.plain)
    return m.lastgroup or "" if m else ""


def _family(chunk: Chunk, labels: frozenset[str]) -> str:
    """The count that a heading belongs to: "2) Inks", "Group 2 – dry sheets"; "" if to none."""
    kind = _enumeration(chunk)
    if kind:
        return kind
    m = LABELLED_RE.match(bare_of(chunk))
    if m and m["label"].casefold() in labels:
        return m["label"].casefold()
    return COLON if COLON in labels and COLON_RE.match(bare_of(chunk)) else ""


def _labels(found: list[Chunk]) -> frozenset[str]:
    """Words that count headings: "Group" where "Group 1", "Group 2" ... are headings.

    Three in a row of the form "Sage: Salvia officinalis" are such a row too.
    """
    seen: dict[str, set[str]] = {}
    for chunk in found:
        if m := LABELLED_RE.match(bare_of(chunk)):
            seen.setdefault(m["label"].casefold(), set()).add(m["count"])
    found_labels = {label for label, counts in seen.items() if len(counts) > 1}
    forms = [bool(COLON_RE.match(bare_of(c))) for c in found]
    in_a_row = any(all(forms[i : i + 3]) for i in range(len(forms) - 2))
    return frozenset(found_labels | ({COLON} if in_a_row else set()))


def even_out_counts(found: Sequence[Chunk]) -> None:
    """Give headings that one word counts the level of the first: "Example 1 – …", "Example 2 – …"."""
    labels = _labels(list(found)) - {COLON}
    levels: dict[str, int] = {}
    for chunk in found:
        if (kind := _family(chunk, labels)) in labels:
            chunk.level = levels.setdefault(kind, chunk.level)


def _alike(one: Chunk, other: Chunk) -> bool:
    """Headings in one form: "Crude extract of sage", "Dry extract of sage"; "Group 1 – …", "Group 2 – …"."""
    a, b = (re.findall(r"[^\W\d_]+", c.plain.casefold()) for c in (one, other))
    if not a or not b:
        return False
    if a[0] == b[0] and a[0] not in SMALL:
        return True
    same = 0
    for x, y in zip(reversed(a), reversed(b), strict=False):
        if x != y:
            break
        same += 1
    return same >= 2


def _below_stacked(around: Sequence[Chunk], found: list[Chunk], base: int) -> None:
    """A heading right after a heading is its part, and so are those that follow, up to a main part."""
    stacked, labels = stacked_of(around), _labels(found)
    inside = False
    families: dict[str, int] = {}
    before: Chunk | None = None
    for chunk in found:
        kind, onto = _family(chunk, labels), before is not None and id(before) in stacked
        if is_main(chunk) and not kind:
            inside, chunk.level, families = False, base, {}
        elif kind and kind in families:
            chunk.level = families[kind]
        elif kind and before is not None:
            chunk.level = families[kind] = before.level + 1
        elif onto and before is not None and not _family(before, labels):
            inside, chunk.level = True, min(before.level, base) + 1
        else:
            chunk.level = base + 1 if inside else base
        before = chunk
