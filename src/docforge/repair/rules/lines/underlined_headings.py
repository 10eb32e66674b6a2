"""Headings that are underlined with signs, as Markdown's older form and plain letters do: "Results⏎=======".

The underline becomes a mark before the heading in a Markdown text; in any other it is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene

RULE = "underlined-heading"
# A line by itself that begins with a word, and below it a line of one sign.
UNDERLINED_RE = re.compile(
    r"(?m)(?:\A|(?<=\n\n))(?P<title>(?![-=*+>#|])[^\s|][^\n|\t]{1,158})"
    r"(?P<under>\n[ ]{0,3}(?P<sign>={3,}|-{3,})[ \t]*)(?=\n|\Z)"
)
WIDE_RE = re.compile(r"\S {3,}\S")
NEAR = 0.5  # of the heading's length: so far an underline may be off it in plain letters


def find_underlined_headings(text: str, scene: Scene) -> Iterator[Edit]:
    """Mark an underlined line as heading: "Results⏎-------" -> "## Results"."""
    found = [m for m in UNDERLINED_RE.finditer(text) if _is_heading(m)]
    if not found:
        return
    why = "a line by itself, underlined"
    for m in found:
        hashes = "# " if m["sign"][0] == "=" else "## "
        at = m.start("title")
        yield Edit(at, at, "", hashes, RULE, Safety.LIKELY, why)
        after = "" if text[m.end("under") : m.end("under") + 2].strip() == "" else "\n"
        yield Edit(m.start("under"), m.end("under"), m["under"], after, RULE, Safety.LIKELY, why, "layout")


def _is_heading(m: re.Match[str]) -> bool:
    """Is the line no row of a ruled table, and the underline about as long as the line?"""
    title, length = m["title"].strip(), len(m["sign"])
    if WIDE_RE.search(title) or not re.search(r"[^\W\d_]{2}", title) or title[-1:] in ",;":
        return False
    return abs(len(title) - length) <= max(2, NEAR * len(title))
