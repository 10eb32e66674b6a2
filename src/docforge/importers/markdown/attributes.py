"""``{#id .class key="value"}``: Pandoc's attributes of headings, spans, links and blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it.common.utils import unescapeAll

ATTRIBUTES_RE = re.compile(r'\{(?:[^{}"\\]|\\.|"(?:[^"\\]|\\.)*+")*+\}', re.DOTALL)
_PART_RE = re.compile(
    r'#(?P<id>[^\s{}"=]+)|\.(?P<cls>[^\s{}"=]+)|(?P<key>[^\s{}"=#.][^\s{}"=]*)='
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s"{}]*))|(?P<dash>-)(?=[\s}])|(?P<space>\s+)',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """``{#id .class key="value"}`` read."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str:
        return self.pairs.get(key, "")


def read_attributes(text: str) -> Attributes | None:
    """Attributes in braces; None where the braces hold something else."""
    pos, end = 1, len(text) - 1
    id = ""
    classes: list[str] = []
    pairs: dict[str, str] = {}
    while pos < end:
        found = _PART_RE.match(text, pos)
        if found is None or found.end() > end:
            return None
        if found["id"]:
            id = found["id"]
        elif found["cls"]:
            classes.append(found["cls"])
        elif found["dash"]:
            classes.append("unnumbered")
        elif found["key"]:
            pairs[found["key"]] = unescapeAll(
                found["quoted"] if found["quoted"] is not None else found["bare"]
            )
        pos = found.end()
    return Attributes(id, tuple(classes), pairs)
