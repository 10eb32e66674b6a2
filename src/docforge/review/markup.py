"""The few HTML pieces the report page is made of. Everything that is not ``Html`` is escaped."""

from __future__ import annotations

import re
from html import escape

VOID = frozenset({"meta", "br", "wbr", "link"})
# Blanks that the eye cannot tell apart, with the sign that is shown for them and its name.
MARKS = {
    "\n": ("⏎", "line end"),
    "\r": ("↵", "carriage return"),
    "\t": ("⇥", "tab"),
    "\f": ("⇟", "page end"),
    "\u00a0": ("⍽", "no-break space"),
    "\u00ad": ("‧", "soft hyphen"),
    "\u200b": ("∅", "zero-width space"),
    "\ufeff": ("∅", "byte order mark"),
}
# A space is marked where it is easy to miss: at an end, beside another blank.
SPACE_RE = re.compile(r"^ +| +$| {2,}| (?=[\n\r\t\f\u00a0])|(?<=[\n\r\t\f\u00a0]) ")
MARK_RE = re.compile(f"[{''.join(MARKS)}·]")
UNSAFE_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Html(str):
    """A string that is markup already."""

    __slots__ = ()


def el(name: str, /, *children: str, **attributes: str) -> Html:
    """One element; ``class_`` stands for ``class``, other underscores for hyphens."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(text(v))}"' for key, v in attributes.items()
    )
    if name in VOID:
        return Html(f"<{name}{given}>")
    inner = "".join(c if isinstance(c, Html) else escape(text(c), quote=False) for c in children)
    return Html(f"<{name}{given}>{inner}</{name}>")


def join(*children: str) -> Html:
    return Html("".join(c if isinstance(c, Html) else escape(text(c), quote=False) for c in children))


def text(value: str) -> str:
    """Without the signs that an HTML page should not hold; they are shown by sign or number."""
    return UNSAFE_RE.sub(lambda m: "␌" if m[0] == "\f" else f"\\u{ord(m[0]):04x}", value)


def visible(value: str, *, all_spaces: bool = False) -> Html:
    """Text with its line ends and other blanks as signs; spaces too where they are easy to miss."""
    pattern = re.compile(" +") if all_spaces else SPACE_RE
    dotted = pattern.sub(lambda m: "·" * len(m[0]), value.replace("·", "\ue000"))
    parts: list[str] = []
    position = 0
    for match in MARK_RE.finditer(dotted):
        parts.append(dotted[position : match.start()].replace("\ue000", "·"))
        sign, name = MARKS.get(match[0], ("·", "space"))
        parts.append(el("span", sign, class_="blank", title=name))
        if match[0] in "\n·":
            parts.append(el("wbr"))
        position = match.end()
    parts.append(dotted[position:].replace("\ue000", "·"))
    return join(*parts)


def both(before: str, after: str) -> tuple[Html, Html]:
    """Two readings with the part in which they differ marked."""
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return _marked(before, head, tail, "del"), _marked(after, head, tail, "ins")


def _marked(value: str, head: int, tail: int, name: str) -> Html:
    end = len(value) - tail
    middle = el(name, visible(value[head:end], all_spaces=True)) if end > head else Html("")
    return join(_inner(value[:head]), middle, _inner(value[end:]))


def _inner(value: str) -> Html:
    """Text beside the difference: a space at its end is no end of the reading."""
    if not value.strip(" ") or "\n" in value or "  " in value:
        return visible(value)
    lead = " " if value.startswith(" ") else ""
    trail = " " if value.endswith(" ") else ""
    return join(lead, visible(value[len(lead) : len(value) - len(trail)]), trail)
