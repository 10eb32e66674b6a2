"""Where a line stands on its page: at an edge, by itself, between two rules, in the middle of a sentence."""

from __future__ import annotations

import re
from collections import defaultdict

from docforge.repair.lines import Line, is_finished

PAGE_RULE_RE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|(?:- ){2,}-|=+|—+)\s*")


def edges_of(lines: list[Line], depth: int = 2) -> set[int]:
    """Indexes of the first and last lines of each page, where form feeds tell the pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        if not line.blank:
            pages[line.page].append(line.index)
    if len(pages) < 2:
        return set()
    return {i for page in pages.values() for i in (*page[:depth], *page[-depth:])}


def stands_alone(lines: list[Line], line: Line) -> bool:
    before = lines[line.index - 1] if line.index else None
    after = lines[line.index + 1] if line.index + 1 < len(lines) else None
    return (before is None or before.blank or before.page != line.page) or (
        after is None or after.blank or after.page != line.page
    )


def neighbours(lines: list[Line], line: Line) -> list[int]:
    """Indexes of the nearest filled lines before and after."""
    near = []
    for step in (-1, 1):
        i = line.index + step
        while 0 <= i < len(lines) and (lines[i].blank or PAGE_RULE_RE.fullmatch(lines[i].text)):
            i += step
        near.append(i)
    return near


def stands_within(lines: list[Line], line: Line) -> bool:
    """Does it stand between the lines of a sentence: "… the time and try to sched-" / "ule meetings"?"""
    above, below = (lines[i].text.strip() if 0 <= i < len(lines) else "" for i in neighbours(lines, line))
    if "\\" in line.text or "\\" in above:
        return False  # a formula's lines
    small = re.findall(r"(?<![^\W_])[a-zß-ÿ]{2,}", above)
    return len(small) >= 4 and not is_finished(above) and bool(re.match(r"[a-zß-ÿ]{2}", below))
