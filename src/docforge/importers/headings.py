"""Headings of a text without marks: which blocks are headings, and of which level.

Levels are relative to the body: 1 is its top. The evidence, strongest first: marks of the OCR (#), printed
numbers ("2.1"), capitals against sentence case, a heading that follows a heading, a lead-in that announces
parts ("several arguments:"), and whether a heading restates the subject of the title (a main part) or only
one side of it.
"""

from __future__ import annotations

import re

from docforge.importers.draft import Chunk, Draft, Role
from docforge.importers.labels import BACK_RE, FRAME_RE, NOTES_RE, REFERENCES_RE
from docforge.repair.lines import is_finished

LONGEST = 110
NUMBER_RE = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}[.)]?|(?:[IVX]{1,5}|[A-H])[.)])\s+(?=[^\W\d_])")
SMALL = frozenset(
    (
        "a an and as at between but by for from in into its nor of on or over per than that the this to "
        "under via vs with"
    ).split()
)


def find_headings(draft: Draft) -> None:
    """Give heading blocks their role and level."""
    for i, chunk in enumerate(draft.chunks):
        if chunk.role is not Role.FREE:
            continue
        hashes = re.match(r"(#{1,6})\s+\S", chunk.text) if draft.marked else None
        if hashes:
            chunk.role, chunk.level = Role.HEADING, len(hashes[1])
        elif _is_named(chunk) or _looks_like(draft, i):
            chunk.role = Role.HEADING
    found = [c for c in draft.chunks if c.role is Role.HEADING]
    if any(c.level for c in found):
        _marked_levels(found)
    elif sum(bool(NUMBER_RE.match(c.plain)) for c in found) * 2 > len(found):
        _numbered_levels(found)
    else:
        _inferred_levels(draft, found)


def _is_named(chunk: Chunk) -> bool:
    plain = chunk.plain
    return any(p.match(plain) for p in (REFERENCES_RE, BACK_RE, NOTES_RE)) or (
        bool(FRAME_RE.match(NUMBER_RE.sub("", plain))) and chunk.words <= 4
    )


def _looks_like(draft: Draft, index: int) -> bool:
    chunk = draft.chunks[index]
    plain = chunk.plain
    if len(plain) > LONGEST or chunk.words > 16 or "\n" in chunk.text or "\t" in chunk.text or len(plain) < 3:
        return False
    if draft.marked and re.fullmatch(r"\*\*[^*]+\*\*:?", chunk.text):
        return not plain.endswith((".", ","))
    if draft.kind == "html":
        return False
    if (
        plain[-1] in '.,;:-–—‐…”"’)'
        and not (plain.isupper() and plain[-1] in ":)")
        and not re.search(r"\(\w+\)$", plain)
    ):
        return False
    first = re.search(r"[^\W_]", NUMBER_RE.sub("", plain))
    if (
        first is None
        or not (first.group().isupper() or first.group().isdigit())
        or not re.search(r"[^\W\d_]{3}", plain)
    ):
        return False
    if (
        "://" in plain
        or "@" in plain
        or (
            re.search(r"\b(?:19|20)\d\d\b.*\d", plain)
            and not plain.isupper()
            and re.search(r"\(\d{4}\)", plain)
        )
    ):
        return False
    if plain.endswith("!") and chunk.words < 3:
        return False
    before = next((c for c in reversed(draft.chunks[:index]) if c.role not in (Role.ASIDE,)), None)
    cut = before if before is not None and before.role is Role.FREE and before.words > 12 else None
    if cut and not is_finished(cut.text) and not _title_like(plain):
        # The paragraph before breaks off here: this may be its stray end, unless it stands like a title.
        return False
    after = next((c for c in draft.chunks[index + 1 :] if c.role is not Role.ASIDE), None)
    if after is None or after.role not in (Role.FREE, Role.LIST, Role.HEADING, Role.TABLE, Role.CAPTION):
        return False
    return after.words > chunk.words or after.words > 6 or _title_like(after.plain)


def _title_like(plain: str) -> bool:
    """Every word of weight begins with a capital."""
    weighty = [w for w in re.findall(r"[^\W\d_][\w'’-]*", plain) if w.casefold() not in SMALL]
    return bool(weighty) and all(w[0].isupper() for w in weighty)


def _marked_levels(found: list[Chunk]) -> None:
    used = sorted({c.level for c in found if c.level})
    for chunk in found:
        chunk.level = used.index(chunk.level) + 1 if chunk.level else 1


def _numbered_levels(found: list[Chunk]) -> None:
    for chunk in found:
        m = NUMBER_RE.match(chunk.plain)
        chunk.level = m["number"].rstrip(".)").count(".") + 1 if m else 1


def _inferred_levels(draft: Draft, found: list[Chunk]) -> None:
    capitals = [c for c in found if c.plain.upper() == c.plain]
    mixed = [c for c in found if c.plain.upper() != c.plain]
    # INTRODUCTION and CONCLUSION frame the parts between them; METHODS and RESULTS hold parts of their own.
    nested = any(not _is_named(c) for c in capitals)
    for chunk in capitals:
        chunk.level = 1
    base = 2 if nested and capitals else 1
    for chunk in mixed:
        chunk.level = base
    if len(mixed) >= 4:
        _subordinate(draft, mixed, base)


def _subordinate(draft: Draft, found: list[Chunk], base: int) -> None:
    """Tell parts of parts by what announces them and by the title's subject."""
    title = next((c.plain for c in draft.chunks if c.role is Role.FRONT), "")
    subjects = _subjects(draft, title)
    announced = [c for c in found if _announces(draft, c)]
    if not announced or not subjects:
        for chunk in announced:
            _demote_next(found, chunk, base)
        return
    for chunk in found:
        own = set(re.findall(r"[^\W\d_]+", chunk.plain))
        chunk.level = base if subjects <= own or chunk in announced or _is_named(chunk) else base + 1
    if found and found[0].level != base:
        found[0].level = base
    _no_lone_parts(found, base)


def _announces(draft: Draft, chunk: Chunk) -> bool:
    """Another heading follows at once, or a lead-in that ends with a colon and then a heading."""
    index = draft.chunks.index(chunk)
    following = [c for c in draft.chunks[index + 1 : index + 6] if c.role is not Role.ASIDE][:2]
    if following and following[0].role is Role.HEADING:
        return True
    return (
        len(following) == 2
        and following[0].role is Role.FREE
        and following[0].plain.endswith(":")
        and following[1].role is Role.HEADING
    )


def _demote_next(found: list[Chunk], chunk: Chunk, base: int) -> None:
    at = found.index(chunk)
    if at + 1 < len(found):
        found[at + 1].level = base + 1


def _subjects(draft: Draft, title: str) -> set[str]:
    """The proper names of the title that run through the text: at most the two commonest."""
    body = draft.bench.text
    names: dict[str, int] = {}
    for word in re.findall(r"[^\W\d_]{3,}", title):
        for form in {word, word.capitalize(), word.upper()}:
            if form.casefold() not in SMALL and form[0].isupper():
                count = len(re.findall(rf"\b{re.escape(form)}\b", body))
                lower = len(re.findall(rf"\b{re.escape(word.casefold())}\b", body))
                if count >= 10 and lower * 10 < count:
                    names[form] = max(names.get(form, 0), count)
    ranked = sorted(names, key=lambda n: (-names[n], n))[:2]
    return set(ranked) if len(ranked) == 2 else set()


def _no_lone_parts(found: list[Chunk], base: int) -> None:
    """A part is never divided into one part: where that would be, the main part after it is a part too."""
    i = 0
    while i < len(found):
        if found[i].level == base:
            j = i + 1
            while j < len(found) and found[j].level > base:
                j += 1
            lone = j - i == 2
            if lone and j < len(found) and not _is_named(found[j]):
                k = j + 1
                while k < len(found) and found[k].level > base:
                    k += 1
                if k - j == 2:
                    found[j].level = base + 1
                    continue
            if lone:
                found[i + 1].level = base
        i += 1
