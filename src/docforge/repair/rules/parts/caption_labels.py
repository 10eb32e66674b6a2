"""Labels of captions that OCR misread: "‘Tabie |: Yields" at a block's beginning is "Table 1: Yields"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.lines import Line, split_lines

RULE = "caption-label"
LABEL_RE = re.compile(
    r"[ \t]*(?P<stray>[‘’'`“”\"„·.,]{0,2})(?P<kind>[^\W_][^\W_|]{3,6})[ \t]+(?P<number>\d{1,2}|[|l!])"
    r"(?P<mark>[.:,](?=\s|$)|$)(?P<rest>.*)"
)
KINDS = ("Figure", "Table")


def find_caption_labels(text: str, scene: Scene) -> Iterator[Edit]:
    """Restore a label by its words and place: "igure 6⏎Yields", "Figure |", "‘Table 2:", "Figure 3, Map"."""
    lines = split_lines(text)
    found = [(line, m, kind) for line, m in _labels(lines) if (kind := _kind(m["kind"], scene))]
    whole = {(kind, m["number"]) for _, m, kind in found if m["kind"] == kind}
    stops = {(kind, m["mark"]) for _, m, kind in found if m["kind"] == kind}
    for line, m, kind in found:
        number = "1" if m["number"] in "|l!" else m["number"]
        if number != m["number"] and ((kind, "1") in whole or not any(k == kind for k, _ in whole)):
            continue  # nothing says that a first one is missing
        if m["mark"] == "," and ((kind, ".") not in stops or not re.match(r"\s+[^\W\d_a-zß-ÿ]", m["rest"])):
            continue
        why = f"a label at the beginning of a block, with letters that OCR took for others: {kind} {number}"
        for group, right in (("stray", ""), ("kind", kind), ("number", number), ("mark", m["mark"])):
            wrong = m[group]
            right = "." if group == "mark" and wrong == "," else right
            if wrong != right:
                start = line.start + m.start(group)
                aside = "layout" if group == "stray" else ""
                yield Edit(start, start + len(wrong), wrong, right, RULE, Safety.LIKELY, why, aside)


def _labels(lines: list[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Lines that begin a block with a word and a number, and what follows is no sentence about it."""
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if line.blank or not (before is None or before.blank or before.page != line.page):
            continue
        match = LABEL_RE.match(line.text)
        if match is None or not (match["mark"] or i + 1 < len(lines)):
            continue
        begun = (
            match["rest"].lstrip(" \t“\"‘'(") or lines[i + 1].text.lstrip("“\"‘'( ")
            if i + 1 < len(lines)
            else ""
        )
        if not begun[:1].islower():
            yield line, match


def _kind(word: str, scene: Scene) -> str:
    """The label's word, though one of its letters is lost, misread or one too many."""
    for kind in KINDS:
        if word == kind or word == kind.upper():
            return kind
        if word[1:2].islower() and not scene.lexicon.common(word) and _is_near(word, kind):
            return kind
    return ""


def _is_near(word: str, kind: str) -> bool:
    """Is one word the other but for one letter?"""
    head = next(
        (i for i, (a, b) in enumerate(zip(word, kind, strict=False)) if a != b), min(len(word), len(kind))
    )
    return kind[head:] == word[head + 1 :] or kind[head + 1 :] in (word[head:], word[head + 1 :])
