"""MathML of a web page -> the TeX that it tells of itself; nothing is converted."""

from __future__ import annotations

import re
from html import unescape

from docforge.importers.formulas import with_dollars

TEX_NOTE_RE = re.compile(
    r"<annotation\s[^>]{0,200}?encoding\s*=\s*[\"']?application/x-tex[^>]{0,200}>"
    r"(?P<tex>[^<]{1,2000})</annotation",
    re.IGNORECASE,
)
# Around every formula of a wiki: {\displaystyle x}.
STYLE_RE = re.compile(r"\s*\{\\(?:displaystyle|textstyle)\s(?P<tex>.*)\}\s*", re.DOTALL)


def told_tex(page: str, start: int, attributes: dict[str, str]) -> str:
    """The TeX of ``<math>`` whose start tag ends at ``start``, between dollar signs; "" if it has none."""
    close = page.find("</math", start)
    note = TEX_NOTE_RE.search(page, start, close) if close >= 0 else None
    tex = unescape(note["tex"]) if note else attributes.get("alttext", "")
    if whole := STYLE_RE.fullmatch(tex):
        tex = whole["tex"]
    return with_dollars(tex) or ""
