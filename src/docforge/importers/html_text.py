"""A saved web page -> text with Markdown's structural marks, as recorded edits of the page's source.

Tags become marks (``#``, ``-``, ``>``, tabs), so that every later rule and the report still know the place of
each word in the page as received. Scripts, styles and the site's own furniture are set aside by name. Nothing
is fetched: addresses are kept as text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from docforge.importers.page_formulas import told_tex
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Scene
from docforge.repair.parts.captions import CAPTION_MARK

DROPPED = {
    "script": "script", "style": "script", "noscript": "script", "template": "script", "svg": "picture",
    "head": "page head",
    "nav": "navigation", "footer": "navigation", "aside": "navigation", "form": "navigation",
    "button": "navigation",
    "select": "navigation", "iframe": "script", "object": "script", "canvas": "picture",
    "dialog": "navigation", "textarea": "navigation",
}  # fmt: skip
FURNITURE_RE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|sidebar|share|sharing|social|related|newsletter|subscribe|cookies?|consent|banner|advert\w*|ads?|promo"
    r"|comments?|footer|skip(?:-link)?|pagination|toolbar|site-header|masthead|search|sr-only|screen-reader-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Captions outside <figcaption>: class="caption", "wp-caption-text"; "wp-caption" holds the picture too.
CAPTION_CLASS_RE = re.compile(
    r"(?<![\w-])(?!wp-caption(?![\w-]))[\w-]*caption(?:-text)?(?![\w-])", re.IGNORECASE
)
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
BLOCKS = frozenset(
    (
        "address article blockquote body dd details div dl dt fieldset figcaption figure header hgroup "
        "html main ol p pre section summary table tbody tfoot thead tr ul li h1 h2 h3 h4 h5 h6 hr caption"
    ).split()
)
INLINE = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**"}
MARKS_RE = re.compile(r"[\\*_\[\]`|#<>]+")
SPACE_RE = re.compile(r"[ \t\n\r\f]+")


class _Page(HTMLParser):
    """Walks the tags; gathers (start, end, replacement, kind) in the order of the page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.starts = [0, *(m.end() for m in re.finditer("\n", page))]
        self.changes: list[tuple[int, int, str, str]] = []
        self.stack: list[str] = []
        self.open: Counter[str] = Counter()  # how many of each tag are on the stack
        self.dropped_at: int | None = None  # depth of the element being set aside
        self.dropped_from = 0
        self.dropped_kind = ""
        self.dropped_put = "\n\n"
        self.links: list[str] = []
        self.lists: list[list[int]] = []
        self.cells = 0
        self.notes: frozenset[str] = frozenset()
        self.caption_at: int | None = None  # depth of the caption of a picture

    def _at(self) -> int:
        line, column = self.getpos()
        return self.starts[min(line - 1, len(self.starts) - 1)] + column

    def change(self, start: int, end: int, put: str, kind: str = "markup") -> None:
        if self.dropped_at is None:
            self.changes.append((start, end, put, kind))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._at()
        end = start + len(self.get_starttag_text() or "")
        values = {k: v or "" for k, v in attrs}
        if tag not in VOID:
            self.stack.append(tag)
            self.open[tag] += 1
        if self.dropped_at is not None:
            return
        names = f"{values.get('class', '')} {values.get('id', '')} {values.get('role', '')}"
        furniture = FURNITURE_RE.search(names) and tag in (
            "div",
            "ul",
            "section",
            "header",
            "p",
            "ol",
            "span",
            "a",
        )
        hidden = (
            "hidden" in values
            or values.get("aria-hidden") == "true"
            or "display:none" in values.get("style", "").replace(" ", "")
        ) and "mwe-math-mathml" not in names  # MathML with a picture for browsers that have none
        kind = DROPPED.get(tag, "navigation" if furniture or hidden else "")
        # The same formula once more, for the eye.
        self.dropped_put = "" if "katex-html" in names else "\n\n"
        if (
            self.open["math"] == 1
            and tag == "math"
            and not kind
            and (tex := told_tex(self.page, end, values))
        ):
            kind = "formula told in TeX"
            self.dropped_put = f"\n\n{tex}\n\n" if values.get("display") == "block" else tex
        if tag == "header" and not self.open["article"] and not self.open["main"]:
            kind = "navigation"
        if tag == "aside" and re.search(r"pull-?quote", names):
            kind = ""
        if kind and tag not in VOID:
            self.dropped_at, self.dropped_from, self.dropped_kind = len(self.stack), start, kind
            return
        worded = tag in ("p", "div", "span", "small") and CAPTION_CLASS_RE.search(values.get("class", ""))
        if self.caption_at is not None:
            self.change(start, end, " " if tag in BLOCKS else self._opening(tag, values))
        elif tag == "figcaption" or (worded and not self.open["table"]):
            self.caption_at = len(self.stack)
            self.change(start, end, f"\n\n{CAPTION_MARK}")
        else:
            self.change(start, end, self._opening(tag, values))

    def _opening(self, tag: str, values: dict[str, str]) -> str:
        if re.fullmatch(r"h[1-6]", tag):
            return "\n\n" + "#" * int(tag[1]) + " "
        match tag:
            case "br":
                return "<br>"
            case "img":
                src = "" if "mwe-math" in values.get("class", "") else values.get("src", "")
                alt = re.sub(r"[\[\]\n]", " ", values.get("alt", ""))
                return (
                    f"\n\n![{alt}]({'' if src.startswith('data:') else src.replace(' ', '%20')})\n\n"
                    if src
                    else ""
                )
            case "a":
                href = values.get("href", "")
                kept = href if re.match(r"https?://[^\s()]+$", href) else ""
                self.links.append(kept)
                return "[" if kept else ""
            case "ul" | "ol":
                self.lists.append([0 if tag == "ol" else -1])
                return "\n\n"
            case "li":
                if self.lists and self.lists[-1][0] >= 0:
                    self.lists[-1][0] += 1
                    return f"\n{self.lists[-1][0]}. "
                return "\n- "
            case "tr":
                self.cells = 0
                return "\n"
            case "td" | "th":
                self.cells += 1
                return "\t" if self.cells > 1 else ""
            case "blockquote":
                return "\n\n> "
            case "sup" | "sub":
                return f"<{tag}>"
            case "thead" | "tbody" | "tfoot":
                return ""
        if tag in INLINE:
            return INLINE[tag]
        if tag in ("p", "div") and self.open["blockquote"]:
            return "\n\n> "
        return "\n\n" if tag in BLOCKS else ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and self.stack:
            self._close(tag, self._at() + len(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        start = self._at()
        end = self.page.find(">", start) + 1 or len(self.page)
        if not self.open[tag]:
            self.change(start, end, "")
            return
        self._close(tag, end, start)

    def _close(self, tag: str, end: int, start: int | None = None) -> None:
        while self.stack and self.stack[-1] != tag:
            self.open[self.stack.pop()] -= 1
        if self.stack:
            depth = len(self.stack)
            self.open[self.stack.pop()] -= 1
            if self.dropped_at is not None:
                if depth <= self.dropped_at:
                    self.dropped_at = None
                    self.changes.append((self.dropped_from, end, self.dropped_put, self.dropped_kind))
                return
        captioned = self.caption_at is not None
        if captioned and len(self.stack) < (self.caption_at or 0):
            self.caption_at = None
        if start is None:
            return
        put = ""
        if tag in INLINE:
            put = INLINE[tag]
        elif tag == "a":
            href = self.links.pop() if self.links else ""
            put = f"]({href})" if href else ""
        elif tag in ("sup", "sub"):
            put = f"</{tag}>"
        elif tag in ("ul", "ol"):
            if self.lists:
                self.lists.pop()
            put = "\n\n"
        elif tag in ("td", "th", "tr", "thead", "tbody", "tfoot", "li"):
            put = ""
        elif self.caption_at is None and (captioned or tag in BLOCKS):
            put = "\n\n"
        self.change(start, end, put)

    def handle_data(self, data: str) -> None:
        if self.dropped_at is not None:
            return
        start = self._at()
        for m in MARKS_RE.finditer(data):
            escaped = "".join("\\" + sign for sign in m.group())
            self.change(start + m.start(), start + m.end(), escaped, "")
        if self.open["pre"]:
            return
        for m in SPACE_RE.finditer(data):
            if m.group() != " ":
                self.change(start + m.start(), start + m.end(), " ")

    def _reference(self, written: str) -> None:
        start = self._at()
        if self.dropped_at is not None:
            return
        end = start + len(written)
        if end < len(self.page) and self.page[end] == ";":
            end += 1
        character = unescape(self.page[start:end])
        if character != self.page[start:end]:
            self.change(start, end, ("\\" if MARKS_RE.fullmatch(character) else "") + character, "")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_comment(self, data: str) -> None:
        start = self._at()
        stop = self.page.find("-->", start)
        self.change(start, stop + 3 if stop >= 0 else len(self.page), "")

    def handle_decl(self, decl: str) -> None:
        start = self._at()
        self.change(start, (self.page.find(">", start) + 1) or len(self.page), "")

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


def find_html_markup(text: str, scene: Scene) -> Iterator[Edit]:
    """Tags to marks, entities to characters, the site's furniture aside."""
    page = _Page(text)
    page.feed(text)
    page.close()
    if page.dropped_at is not None:
        page.changes.append((page.dropped_from, len(text), "\n\n", page.dropped_kind))
    at = 0
    inserted: list[int] = []
    for start, end, put, kind in sorted(page.changes, key=lambda c: (c[0], c[1])):
        if (
            start < at
            or end < start
            or (start == end and bisect_right(inserted, start) and inserted[-1] == start)
        ):
            continue
        if start == end:
            inserted.append(start)
        at = end
        if not kind:
            yield Edit(
                start,
                end,
                text[start:end],
                put,
                "html-entity",
                Safety.SAFE,
                "a character written as an entity",
            )
        elif kind == "markup":
            yield Edit(
                start,
                end,
                text[start:end],
                put,
                "html-markup",
                Safety.SAFE,
                "a tag, not text",
                "HTML markup" if end > start else "",
            )
        else:
            yield Edit(
                start, end, text[start:end], put, "html-furniture", Safety.LIKELY, f"{kind} of the page", kind
            )


LINE_START_RE = re.compile(r"\n[ \t]+|[ \t]+(?=\n)")
EMPTY_MARK_RE = re.compile(r"(?m)^(?:#{1,6}|-|!?>|\d+\.)[ ]*$\n?")


def find_html_spaces(text: str, scene: Scene) -> Iterator[Edit]:
    """Space that the page's own indentation left at line starts and ends, and marks of empty elements."""
    for m in LINE_START_RE.finditer(text):
        put = "\n" if m.group().startswith("\n") else ""
        yield Edit(
            m.start(), m.end(), m.group(), put, "html-space", Safety.SAFE, "white space of the page's source"
        )
    for m in EMPTY_MARK_RE.finditer(text):
        yield Edit(
            m.start(), m.end(), m.group(), "", "html-space", Safety.SAFE, "the mark of an empty element"
        )
