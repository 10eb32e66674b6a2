"""What a browser prints besides a page's text: buttons, frames, places of pictures, link numbers, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene

BUTTON_RE = re.compile(r"(?m)^[ \t]*\(BUTTON\)[^\n]*$")
FRAME_RE = re.compile(r"(?m)^[ \t]*(?:IFRAME:?|\[INLINE\]|\[EMBED\]|\[VIDEO\]|\[AUDIO\])[^\n]*$")
PICTURE_RE = re.compile(
    r"(?m)^[ \t]*(?:\[[\w.~%+-]{1,80}\.(?:png|jpe?g|gif|svg|webp|bmp)\][ \t]*)+$", re.IGNORECASE
)
CAPTION_RE = re.compile(r"(?m)^[ \t]*(CAPTION: +)(?=\S+ \S)")  # of a table, as a text browser says it
WAY_RE = re.compile(
    r"(?m)^[ \t]*(?:[↑←^][ \t]?)?(?:(?:Navigate|Go|Jump|Return|Skip)(?: back)?|Back)(?: up)? to (?:the )?"
    r"(?:[a-z]+ ){0,2}(?:text|article|page|top|contents?|menu|home ?page|navigation)[ \t]?[.↑]?[ \t]*$"
)
WAYS = 3  # so many of the same words are links; one may be a sentence's line
RULE_RE = re.compile(r"(?m)^[ \t]*_{12,}[ \t]*$")
LINKS_RE = re.compile(
    r"(?m)^[ \t]*References[ \t]*\n\s*(?:Visible links:?[ \t]*\n\s*)?(?=1\. (?:https?|file|mailto|ftp):)"
)
LINK_LINE_RE = re.compile(r"[ \t]*\d{1,4}\. (?:https?|file|mailto|ftp|javascript|tel):\S*[ \t]*(?:\n|\Z)")
END_RE = re.compile(r"\s*\Z")
NUMBER_RE = re.compile(r"\[\d{1,4}\](?=[^\s\d.,;:)\]])")


def find_browser_marks(text: str, scene: Scene) -> Iterator[Edit]:
    """Set aside what stands for the page's parts: "(BUTTON) refresh", "[plot.png]", "[12]link"."""
    yield from _ways(text)
    for m in CAPTION_RE.finditer(text):
        yield _aside(text, m.start(1), m.end(1), "label", "says that a table's caption follows")
    listed = _link_list(text)
    marks = (
        (BUTTON_RE, "navigation", "a button of the page"),
        (FRAME_RE, "navigation", "a frame of the page"),
        (PICTURE_RE, "picture", "the place of a picture, with the name of its file"),
    )
    shown = [(m, kind, why) for pattern, kind, why in marks for m in pattern.finditer(text)]
    if not listed and len(shown) < 2:
        return
    for m, kind, why in shown:
        yield _aside(text, m.start(), m.end(), kind, why, "\n")
    for m in RULE_RE.finditer(text):
        yield _aside(text, m.start(), m.end(), "layout", "a rule of the page", "\n")
    if listed:
        start, end = listed
        yield _aside(
            text, start, end, "link list", "the addresses behind the links, as a text browser lists them"
        )
        for m in NUMBER_RE.finditer(text, 0, start):
            yield _aside(
                text, m.start(), m.end(), "link number", "the number of a link in the list of addresses"
            )


def _ways(text: str) -> Iterator[Edit]:
    """Links within the page, each on a line of its own: "Back to the text", three times and more."""
    found = list(WAY_RE.finditer(text))
    times = Counter(m.group().strip() for m in found)
    for m in found:
        if times[m.group().strip()] >= WAYS:
            yield _aside(
                text, m.start(), m.end(), "navigation", "a link within the page, that comes again", "\n"
            )


def _aside(text: str, start: int, end: int, kind: str, why: str, put: str = "") -> Edit:
    return Edit(start, end, text[start:end], put, "browser-mark", Safety.LIKELY, why, kind)


def _link_list(text: str) -> tuple[int, int] | None:
    """The list of addresses at the end of a page that a text browser printed."""
    for m in LINKS_RE.finditer(text):
        at, count = m.end(), 0
        while line := LINK_LINE_RE.match(text, at):
            at, count = line.end(), count + 1
        if count >= 3 and END_RE.match(text, at):
            return m.start(), at
    return None
