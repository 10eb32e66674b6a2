"""Inline Markdown -> inlines: markdown-it-py's rules, and ours for what Pandoc adds.

Ours: bracketed spans, citations, note marks, ``^x^``, ``~x~``, ``~~x~~``, ``$tex$`` and link attributes.
Brackets are matched once per string, so that 100,000 of them cost no more than reading them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it.rules_inline import StateInline

from docforge.importers.markdown.attributes import ATTRIBUTES_RE, Attributes, read_attributes
from docforge.importers.markdown.citations import KEY_RE, read_cluster
from docforge.model.nodes import Inline, Inlines, RefType

MAX_INLINE_DEPTH = 60
MAX_FORMULA = 5000

_NOTE_RE = re.compile(r"\[\^([^\]\s^\[]+)\]")
_TIGHT_RE = {
    "^": re.compile(r"\^((?:[^\s^\\]|\\.)++)\^"),
    "~": re.compile(r"~((?:[^\s~\\]|\\.)++)~(?!~)"),
}
_STRIKE_RE = re.compile(r"~~((?:[^~\\]|\\.)++)~~", re.DOTALL)
_REF_TYPES: dict[str, RefType] = {"fig-": "fig", "tbl-": "table", "sec-": "sec", "eq-": "disp-formula"}
_TICKS_RE = re.compile(r"`+")
_STOP_RE = re.compile(r"[\\`$\[\]]")


@dataclass(frozen=True, slots=True)
class Picture:
    """``![caption](target){...}``: no inline of the model; a paragraph that is nothing else is a figure."""

    caption: Inlines
    target: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Display:
    """``$$tex$$``: a paragraph that is nothing else is a formula."""

    tex: str
    attributes: Attributes = field(default_factory=Attributes)


@dataclass(frozen=True, slots=True)
class Marked:
    """A span whose class the block around it understands (``.attrib``, ``.missing``, ``.absent``, ...)."""

    name: str
    content: Inlines


Read = Inline | Picture | Display | Marked


# ---------------------------------------------------------------- scanning


def _math_end(src: str, pos: int) -> int:
    """Where ``$tex$`` that opens at ``pos`` ends (behind its dollar), or -1; Pandoc's rule for the spaces."""
    if src.startswith("$$", pos):
        end = src.find("$$", pos + 2, pos + MAX_FORMULA + 4)
        return end + 2 if end > pos + 2 else -1
    if pos + 1 >= len(src) or src[pos + 1].isspace():
        return -1
    at = pos
    limit = min(len(src), pos + MAX_FORMULA + 2)
    while (at := src.find("$", at + 1, limit)) != -1:
        if src[at - 1] == "\\":
            continue
        if src[at - 1].isspace() or src[at + 1 : at + 2].isdigit():
            return -1
        return at + 1
    return -1


def match_brackets(src: str) -> dict[int, int]:
    """Opening bracket -> its closing one, by one walk that skips escapes, code and formulas."""
    runs: dict[int, list[int]] = {}
    for run in _TICKS_RE.finditer(src):
        runs.setdefault(len(run[0]), []).append(run.start())
    for places in runs.values():
        places.reverse()
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    skip_to = 0
    for stop in _STOP_RE.finditer(src):
        pos = stop.start()
        if pos < skip_to:
            continue
        char = src[pos]
        if char == "\\":
            skip_to = pos + 2
        elif char == "`":
            length = len(_TICKS_RE.match(src, pos)[0])  # type: ignore[index]
            places = runs.get(length, [])  # a run whose first tick is escaped is shorter than its record
            while places and places[-1] <= pos:
                places.pop()
            skip_to = (places[-1] if places else pos) + length
        elif char == "$":
            skip_to = max(_math_end(src, pos), pos + 1)
        elif char == "[":
            open_at.append(pos)
        elif open_at:
            pairs[open_at.pop()] = pos
    return pairs


# ---------------------------------------------------------------- rules


def _bracket_table(state: StateInline) -> dict[int, int]:
    known = state.env.get("brackets")
    if known is None or known[0] is not state.src:
        known = (state.src, match_brackets(state.src))
        state.env["brackets"] = known
    table: dict[int, int] = known[1]
    return table


def _inside(state: StateInline, kind: str, start: int, end: int, after: int, meta: dict[str, Any]) -> bool:
    """Tokens of ``src[start:end]`` between an opening and a closing token; goes on at ``after``."""
    maximum = state.posMax
    state.push(f"{kind}_open", "", 1).meta = meta
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.pos, state.posMax = after, maximum
    return True


def _leaf(state: StateInline, kind: str, after: int, meta: dict[str, Any]) -> bool:
    state.push(kind, "", 0).meta = meta
    state.pos = after
    return True


def _attributes_at(state: StateInline, pos: int) -> tuple[Attributes, int] | None:
    if state.src[pos : pos + 1] != "{":
        return None
    found = ATTRIBUTES_RE.match(state.src, pos, state.posMax)
    read = read_attributes(found[0]) if found else None
    return (read, found.end()) if found and read is not None else None


def _target(state: StateInline, pos: int) -> tuple[str, int] | None:
    """Link target of ``(target "title")`` that opens at ``pos``, and where it ends."""
    src, maximum = state.src, state.posMax
    if src[pos : pos + 1] != "(":
        return None
    pos = _skip_space(src, pos + 1, maximum)
    href = ""
    if src[pos : pos + 1] != ")":
        dest = state.md.helpers.parseLinkDestination(src, pos, maximum)
        if not dest.ok:
            return None
        href = dest.str
        after = _skip_space(src, dest.pos, maximum)
        if after > dest.pos and src[after : after + 1] in ('"', "'"):
            title = state.md.helpers.parseLinkTitle(src, after, maximum)
            after = _skip_space(src, title.pos, maximum) if title.ok else after
        pos = after
    return (href, pos + 1) if src[pos : pos + 1] == ")" and pos < maximum else None


def _skip_space(src: str, pos: int, maximum: int) -> int:
    while pos < maximum and src[pos] in " \n":
        pos += 1
    return pos


def bracket_rule(state: StateInline, silent: bool) -> bool:
    """``[^1]``, ``[x]{...}``, ``[x](target)``, ``[@key]``, ``[x][ref]`` and ``![x](target){...}``."""
    src, pos = state.src, state.pos
    image = src[pos] == "!" and src[pos + 1 : pos + 2] == "["
    if not image and src[pos] != "[":
        return False
    at = pos + 1 if image else pos
    note = _NOTE_RE.match(src, at, state.posMax)
    if note and not image:
        return _leaf(state, "note_mark", note.end(), {"token": note[1]})
    close = _bracket_table(state).get(at, -1)
    if close == -1 or close >= state.posMax or state.level >= MAX_INLINE_DEPTH:
        return False
    given = None if image else _attributes_at(state, close + 1)
    if given:
        read, end = given
        meta: dict[str, Any] = {"attributes": read}
        if "cite" in read.classes:
            return _leaf(state, "cite", end, meta | {"source": src[at + 1 : close], "wrapped": True})
        return _inside(state, "span", at + 1, close, end, meta)
    target = _target(state, close + 1)
    reference = None if target else _reference(state, at, close)
    if target is None and reference is not None:
        target = reference
    if target:
        href, end = target
        marks = _attributes_at(state, end)
        meta = {"href": href, "attributes": marks[0] if marks else Attributes()}
        return _inside(state, "picture" if image else "link", at + 1, close, marks[1] if marks else end, meta)
    if image:
        return False
    source = src[at : close + 1]
    if "@" in source and read_cluster(source[1:-1]) is not None:
        return _leaf(state, "cite", close + 1, {"source": source, "wrapped": False})
    return False


def _reference(state: StateInline, at: int, close: int) -> tuple[str, int] | None:
    """Target of ``[text][label]`` or ``[label]`` that a definition gives."""
    known = state.env.get("references")
    if not known:
        return None
    label, end = state.src[at + 1 : close], close + 1
    if state.src[end : end + 1] == "[":
        other = _bracket_table(state).get(end, -1)
        if other != -1 and other < state.posMax:
            label, end = state.src[end + 1 : other] or label, other + 1
    found = known.get(" ".join(label.split()).upper()) if len(label) < 1000 else None
    return (found["href"], end) if found else None


def mark_rule(state: StateInline, silent: bool) -> bool:
    """``^x^``, ``~x~``, ``~~x~~``, ``$tex$``, ``$$tex$$`` and ``@key``."""
    src, pos = state.src, state.pos
    char = src[pos]
    if char == "$":
        end = _math_end(src, pos)
        if end == -1 or end > state.posMax:
            return False
        width = 2 if src.startswith("$$", pos) else 1
        kind = "display" if width == 2 else "math"
        return _leaf(state, kind, end, {"tex": src[pos + width : end - width]})
    if char == "@":
        return _narrative(state)
    if char == "\\" and src[pos + 1 : pos + 2] == " " and pos + 1 < state.posMax:
        state.append_pending("\u00a0")
        state.pos = pos + 2
        return True
    if char not in "^~" or state.level >= MAX_INLINE_DEPTH:
        return False
    if char == "^" and src[pos + 1 : pos + 2] == "[":
        close = _bracket_table(state).get(pos + 1, -1)
        if close != -1 and close < state.posMax:
            return _leaf(state, "inline_note", close + 1, {"source": src[pos + 2 : close]})
    if src.startswith("~~", pos):
        found = _STRIKE_RE.match(src, pos, state.posMax)
        if found and found[1] == found[1].strip():
            return _inside(state, "strike", found.start(1), found.end(1), found.end(), {})
        return False
    found = _TIGHT_RE[char].match(src, pos, state.posMax)
    if found:
        return _inside(state, "sup" if char == "^" else "sub", found.start(1), found.end(1), found.end(), {})
    return False


def _narrative(state: StateInline) -> bool:
    src, pos = state.src, state.pos
    found = KEY_RE.match(src, pos, state.posMax)
    if found is None or (pos and src[pos - 1].isalnum()):
        return False
    end = found.end()
    if src.startswith(" [", end):
        close = _bracket_table(state).get(end + 1, -1)
        inner = src[end + 2 : close] if close != -1 else "@"
        if "@" not in inner and src[close + 1 : close + 2] not in ("(", "{", "["):
            end = close + 1
    return _leaf(state, "cite", end, {"source": src[pos:end], "wrapped": False})
