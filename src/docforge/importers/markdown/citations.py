"""``[see @a, p. 3; -@b]`` and ``@a [p. 3]``: clusters of citations, and the form they were printed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.common.utils import unescapeAll

from docforge.citations.printed import printed_item, split_printed
from docforge.importers.markdown.attributes import Attributes
from docforge.model.meta import CslItem
from docforge.model.nodes import Cite, CiteItem

_KEY = r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w))*))"
KEY_RE = re.compile(_KEY)
_CITE_PART_RE = re.compile(r"(?:&#?\w+;|\\.|[^;\\])++", re.DOTALL)
_CITE_ITEM_RE = re.compile(r"(?P<prefix>(?:\\.|[^@\\])*?)(?P<dash>-?)" + _KEY + r"(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cited:
    """One work of a cluster as written in Markdown."""

    key: str
    prefix: str = ""
    locator: str = ""
    year_only: bool = False


def _plain(text: str) -> str:
    return unescapeAll(text)


def read_cluster(source: str) -> tuple[Cited, ...] | None:
    """``see @a, p. 3; -@b`` without its brackets; None where it is no citation."""
    items = []
    at = 0
    while at < len(source):
        part = _CITE_PART_RE.match(source, at)
        found = _CITE_ITEM_RE.fullmatch(part[0]) if part else None
        if part is None or found is None:
            return None
        prefix, rest = found["prefix"].lstrip(" "), found["rest"].rstrip(" ")
        if prefix and not prefix[-1].isspace() and not found["dash"]:
            return None  # an address: name@host
        rest = rest[1:] if rest.startswith(",") else rest
        key = found["braced"] or found["key"]
        items.append(
            Cited(key, _plain(prefix.removesuffix(" ")), _plain(rest.lstrip(" ")), bool(found["dash"]))
        )
        at = part.end() + 1
    return tuple(items) or None


def read_cite(
    source: str, attributes: Attributes | None, csl: dict[str, CslItem], unknown: Callable[[str], None]
) -> Cite | None:
    """A citation from its Markdown; ``attributes`` hold the printed form where it is not the standard one."""
    narrative = not source.startswith("[")
    if narrative:
        found = KEY_RE.match(source)
        if found is None:
            return None
        locator = source[found.end() :].removeprefix(" [").removesuffix("]")
        works: tuple[Cited, ...] | None = (Cited(found["braced"] or found["key"], locator=_plain(locator)),)
    else:
        works = read_cluster(source[1:-1])
    if works is None:
        return None
    if attributes is not None:
        return _printed_cite(works, attributes, narrative or "narrative" in attributes.classes)
    items = []
    for work in works:
        item = csl.get(work.key)
        text = ""
        if item:
            text = printed_item(
                item, work.prefix, work.locator, narrative=narrative, year_only=work.year_only
            )
        if not text:
            unknown(work.key)
            text = work.key + (f", {work.locator}" if work.locator else "")
            text = f"{work.prefix} {text}" if work.prefix else text
        items.append(CiteItem(work.key, text, work.prefix, work.locator))
    return Cite(tuple(items), "", "", narrative=True) if narrative else Cite(tuple(items))


def _printed_cite(works: tuple[Cited, ...], attributes: Attributes, narrative: bool) -> Cite:
    if "parts" in attributes.classes:
        before, separator, after = (attributes.get(k) for k in ("before", "separator", "after"))
        parts = tuple(attributes.get(f"printed{n}") for n in range(1, len(works) + 1))
    else:
        printed = attributes.get("printed")
        split = split_printed(printed, len(works), narrative=narrative)
        # A hand-written form that does not fall into parts: the whole stands with the first work.
        before, parts, separator, after = split or ("", (printed, *[""] * (len(works) - 1)), "", "")
    items = tuple(CiteItem(w.key, p, w.prefix, w.locator) for w, p in zip(works, parts, strict=True))
    return Cite(items, before, after, separator, narrative)
