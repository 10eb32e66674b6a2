"""Text that a converter read out of pictures and marked as such: lettering, no text of the article.

``<!-- Start of picture text -->``, lines parted by ``<br>``, ``<!-- End of picture text -->``. A byline set
as a picture on the first page stays: there only the marks go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.parts.bylines import find_names

RULE = "picture-text"
MARK_RE = re.compile(
    r"[ \t]*(?:<!--|\*\*-+) (?P<which>Start|End) of picture text (?:-->|-+\*\*)(?:<br>)?[ \t]*"
)
BREAK_RE = re.compile(r"<br>\n?")
FRONT = 3000  # characters in which a byline may stand


def find_picture_text(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside what stands between the marks of a picture's text: "CT0 CT1<br>0.3<br>t[1]"."""
    marks = list(MARK_RE.finditer(text))
    for start, end in pairwise(marks):
        if (start["which"], end["which"]) != ("Start", "End"):
            continue
        inner = text[start.end() : end.start()]
        if start.end() < FRONT and len(find_names(BREAK_RE.sub(" ", inner).strip())) >= 2:
            why = "the marks around a picture's text; this one is a byline"
            for mark in (start, end):
                yield Edit(mark.start(), mark.end(), mark.group(), "", RULE, Safety.LIKELY, why, "layout")
            for match in BREAK_RE.finditer(text, start.end(), end.start()):
                yield Edit(
                    match.start(), match.end(), match.group(), "\n", RULE, Safety.LIKELY, why, "layout"
                )
            continue
        why = "a converter read it out of a picture, and says so"
        cut = text[start.start() : end.end()]
        yield Edit(start.start(), end.end(), cut, "", RULE, Safety.LIKELY, why, "figure lettering")
