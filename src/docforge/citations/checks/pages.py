"""Page ranges that run backwards: "321-12". The last page may be shortened: "1234-45" is 1234-1245."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docforge.citations.checks.entry import Listed
from docforge.diagnostics import Diagnostic

RANGE = (
    r"(?P<lead>[A-Za-z]{0,3})(?P<first>\d{1,7})\s?[-‐‑–—]{1,2}\s?(?P<again>[A-Za-z]{0,3})(?P<last>\d{1,7})"
)
RANGE_RE = re.compile(rf"{RANGE}(?!\w)")
# In print a range is one of pages only behind a word that says so.
PRINTED_RE = re.compile(rf"\b(?:pp?|pages?|ss?|seiten?|págs?)\.?\s?{RANGE}(?!\w)", re.IGNORECASE)


def runs_backwards(match: re.Match[str]) -> bool:
    first, last = match["first"], match["last"]
    if match["again"] and match["again"].casefold() != match["lead"].casefold():
        return False
    # Only a bare number is shortened: "S12-S5" says what it says.
    whole = last if match["again"] else first[: max(0, len(first) - len(last))] + last
    return int(whole) < int(first)


def check_pages(entries: Sequence[Listed]) -> Iterator[Diagnostic]:
    """One finding an entry whose last page comes before its first."""
    for listed in entries:
        found = RANGE_RE.fullmatch(listed.csl.page.strip()) or PRINTED_RE.search(listed.text)
        if found and runs_backwards(found):
            shown = found[0].strip()
            yield listed.tell(
                "pages-backwards",
                f"{listed.name}: its pages run backwards: {shown}.",
                "Look the pages up: one of the two is wrong or misread.",
                before=shown,
            )
