"""Inlines -> Pandoc's Markdown, so that an author's text never turns into markup.

Everything is escaped by backslash or, where a space or line end counts, as a character reference. Where
Pandoc's own mark cannot hold a thing (emphasis in a word beside other emphasis, code with line ends, ...)
a bracketed span holds it: ``[text]{.italic}``. See https://pandoc.org/MANUAL.html#pandocs-markdown .
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from docforge.citations.printed import printed_item, split_printed
from docforge.model.meta import CslItem
from docforge.model.nodes import (
    Bold,
    Break,
    Cite,
    CiteItem,
    ExtLink,
    Foreign,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    Monospace,
    NoteRef,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
    Xref,
)

# "_" between letters and "#" after one mark nothing up.
_ESCAPE_RE = re.compile(
    r"[\\`*\[\]<@^~${]|(?<![^\W_])_|_(?![^\W_])|(?<![^\W_])#|&(?=#?\w+;)|[\t\n\r\u2028\u2029]"
)
_LINE_MARK_RE = re.compile(r"[-=>:%]")
_LIST_MARK_RE = re.compile(r"(\(?(?:[A-Za-z]|[ivxlcdmIVXLCDM]+|\d+))([.)])(?=\s|&|$)")
_CAPTION_MARK_RE = re.compile(r"([Tt]able)(:)")
_KEY_RE = re.compile(r"\w(?:\w|[:.#$%&+?<>~/-](?=\w))*")
_AUTOLINK_RE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[A-Za-z0-9/._~%?=+#,;():@!'-]+")
_BARE_CITE_NEXT_RE = re.compile(r"(?:[,;).:]+ |[ ,;)])[^\W\d_]")
_ATTR_RE = re.compile(r'["\\\[\]`${}]|&(?=#?\w+;)|[\t\n\r\u2028\u2029]')
_SPACE_RE = re.compile(r"\s")
MAX_FORMULA = 5000  # longer than this, a "$" is not looked for by the reader
XREF_PREFIXES = {"fig-": "fig", "tbl-": "table", "sec-": "sec", "eq-": "disp-formula"}


def _mark(found: re.Match[str]) -> str:
    char = found[0]
    return f"&#{ord(char)};" if char.isspace() else "\\" + char


def escape(text: str) -> str:
    """Text with all its marks escaped; places where a line starts or ends are ``edges``'s part."""
    return _ESCAPE_RE.sub(_mark, text)


def _line_start(text: str) -> str:
    """Escaped text that begins a line: "1. May" -> "1\\. May"."""
    if not text:
        return text
    if text[0].isspace() or text[0] in "|+":
        return f"&#{ord(text[0])};{text[1:]}"
    if _LINE_MARK_RE.match(text):
        return "\\" + text
    found = _LIST_MARK_RE.match(text) or _CAPTION_MARK_RE.match(text)
    return f"{found[1]}\\{text[found.start(2) :]}" if found else text


def _line_end(text: str) -> str:
    return f"{text[:-1]}&#{ord(text[-1])};" if text[-1:].isspace() else text


def quoted(value: str) -> str:
    """An attribute's value between its quotes."""
    return f'"{_ATTR_RE.sub(_mark, value)}"'


def attributes(id: str = "", classes: tuple[str, ...] = (), pairs: Mapping[str, str] | None = None) -> str:
    """``{#id .class key="value"}``; pairs whose value is empty are left out."""
    parts = [f"#{id}"] if id else []
    parts += [f".{c}" for c in classes]
    parts += [f"{k}={quoted(v)}" for k, v in (pairs or {}).items() if v]
    return "{" + " ".join(parts) + "}"


def note_token(rid: str) -> str:
    """The name of a note in Markdown: "fn-3" is written ``[^3]``."""
    return rid[3:] if rid.startswith("fn-") and rid[3:].isdigit() else rid


def cite_key(rid: str) -> str:
    return f"@{rid}" if _KEY_RE.fullmatch(rid) else f"@{{{rid}}}"


def merge_texts(content: Inlines) -> Inlines:
    """Neighbouring texts as one, empty texts dropped."""
    out: list[Inline] = []
    for node in content:
        if isinstance(node, Text) and (not node.value or (out and isinstance(out[-1], Text))):
            if node.value and isinstance(out[-1], Text):
                out[-1] = Text(out[-1].value + node.value, out[-1].origin)
            continue
        out.append(node)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a sequence: the characters beside it and what is allowed in it."""

    before: str = ""
    after: str = ""
    breaks: bool = True  # a hard line break may be written
    tight: bool = False  # no white space at all (inside ^x^)
    emphasis: bool = False  # inside * already
    cell: bool = False  # "|" ends a cell
    grid: bool = False  # every character must be one column wide
    nested: bool = False


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes inlines; knows the references, to tell which citations print the standard form."""

    csl: Mapping[str, CslItem] = field(default_factory=dict)

    def line(self, content: Inlines) -> str:
        """Inlines in one line (headings, captions, YAML)."""
        return self.write(content, Place(breaks=False))

    def paragraph(self, content: Inlines) -> str:
        """Inlines as a paragraph: one line, but for hard breaks."""
        return self.write(content, Place()) if content else "[]{.empty}"

    def cell(self, content: Inlines, *, grid: bool) -> str:
        """Inlines for a table cell."""
        text = self.write(content, Place(breaks=False, cell=True, grid=grid)).replace("|", "&#124;")
        if grid:
            text = "".join(c if _one_column(c) else f"&#{ord(c)};" for c in text)
        return text

    def write(self, content: Inlines, place: Place) -> str:
        out: list[str] = []
        content = merge_texts(content)
        starts_line = not place.nested
        for index, node in enumerate(content):
            last = index == len(content) - 1
            following = None if last else content[index + 1]
            if isinstance(node, Text):
                out.append(self._text(node.value, place, starts_line, index > 0, last))
                starts_line = False
                continue
            before = out[-1][-1] if out else place.before
            after = place.after if last else self._first_char(following)
            here = replace(place, before=before, after=after, nested=place.nested or not last)
            written = self._node(node, here, following)
            starts_line = isinstance(node, Break) and written.endswith("\n")
            out.append(written)
        return "".join(out)

    def _text(self, value: str, place: Place, starts_line: bool, follows: bool, last: bool) -> str:
        text = escape(value)
        if starts_line:
            text = _line_start(text)
        elif follows and text[0] in "(:":
            text = "\\" + text
        if last and not place.nested:
            text = _line_end(text)
        elif not last and text.endswith("!"):
            text = text[:-1] + "\\!"  # "!" before a link would make it an image
        return _SPACE_RE.sub(lambda m: f"&#{ord(m[0])};", text) if place.tight else text

    @staticmethod
    def _first_char(node: Inline | None) -> str:
        match node:
            case Text(value):
                return escape(value)[0]
            case Italic() | Bold():
                return "*"
            case _:
                return "["

    def _node(self, node: Inline, place: Place, following: Inline | None) -> str:
        match node:
            case Text(value):
                return escape(value)
            case Italic(content):
                return self._emphasis("*", content, place) or self._span(content, "italic", place)
            case Bold(content):
                return self._emphasis("**", content, place) or self._span(content, "bold", place)
            case Underline(content):
                return self._span(content, "underline", place)
            case SmallCaps(content):
                return self._span(content, "smallcaps", place)
            case Strike(content):
                inner = self.write(content, replace(place, before="~", after="~", nested=True))
                if inner and "~" not in inner and inner == inner.strip() and place.before != "~":
                    return f"~~{inner}~~"
                return self._span(content, "strike", place)
            case Sup(content):
                return self._tight("^", content, place) or self._span(content, "sup", place)
            case Sub(content):
                return self._tight("~", content, place) or self._span(content, "sub", place)
            case Foreign(content, language):
                said = f"{{lang={quoted(language)}}}"
                return f"[{self._inside(content, place)}]{said}"
            case Monospace(value):
                return self._code(value, place)
            case InlineFormula(tex):
                return self._formula(tex, place)
            case Break():
                edge = place.after == "" and not place.nested
                return "\\\n" if place.breaks and not place.tight and not edge else "[]{.break}"
            case ExtLink():
                return self._link(node, place)
            case Xref():
                known = next((t for p, t in XREF_PREFIXES.items() if node.rid.startswith(p)), "sec")
                kind = attributes(pairs={"ref-type": node.ref_type}) if node.ref_type != known else ""
                return f"[{self._inside(node.content, place)}](#{node.rid}){kind}"
            case NoteRef(rid):
                return f"[^{note_token(rid)}]"
            case Cite():
                return self._cite(node, place, following)

    def _inside(self, content: Inlines, place: Place) -> str:
        """Content between brackets: emphasis starts afresh there."""
        return self.write(content, replace(place, before="[", after="]", emphasis=False, nested=True))

    def _span(self, content: Inlines, name: str, place: Place) -> str:
        return f"[{self._inside(content, place)}]{{.{name}}}"

    def _emphasis(self, mark: str, content: Inlines, place: Place) -> str:
        """``*x*`` where CommonMark's flanking rules make it certain, else ""."""
        inner = self.write(content, replace(place, before="*", after="*", emphasis=True, nested=True))
        if not inner or "*" in (inner[0], inner[-1], place.before, place.after):
            return ""
        edges = [_class(c) for c in (place.before, inner[0], inner[-1], place.after)]
        if "?" in edges or "\n" in (inner[0], inner[-1]):
            return ""
        opens, opener_closes = _flanks(edges[0], edges[1])
        closer_opens, closes = _flanks(edges[2], edges[3])
        if not (opens and closes):
            return ""
        if (opener_closes or closer_opens) and (place.emphasis or "*" in inner):
            return ""
        return f"{mark}{inner}{mark}"

    def _tight(self, mark: str, content: Inlines, place: Place) -> str:
        """``^x^`` or ``~x~``, which hold no white space and not each other, else ""."""
        inner = self.write(content, replace(place, before=mark, after=mark, tight=True, nested=True))
        # "[^" would open a note mark.
        if not inner or inner[0] == "[" or place.before in ("^", "~", "[") or place.after in ("^", "~"):
            return ""
        if any(c in "^~" or c.isspace() for c in inner):
            return ""
        return f"{mark}{inner}{mark}"

    def _code(self, value: str, place: Place) -> str:
        plain = value and value == value.strip() and value.isprintable() and "``" not in value
        if (
            not plain
            or place.before == "`"
            or not self._verbatim(value, place)
            or (place.tight and " " in value)
        ):
            return f"[{self._inside((Text(value),) if value else (), place)}]{{.code}}"
        if "`" in value:
            return f"`` {value} ``" if not place.tight else f"[{escape(value)}]{{.code}}"
        return f"`{value}`"

    def _formula(self, tex: str, place: Place) -> str:
        plain = tex and tex == tex.strip() and tex.isprintable() and "$" not in tex and "`" not in tex
        plain = plain and not tex.endswith("\\") and len(tex) < MAX_FORMULA and not place.after.isdigit()
        if not plain or place.before == "$" or not self._verbatim(tex, place) or (place.tight and " " in tex):
            return f"[{self._inside((Text(tex),) if tex else (), place)}]{{.math}}"
        return f"${tex}$"

    @staticmethod
    def _verbatim(value: str, place: Place) -> bool:
        """True where text that cannot be escaped may stand as it is."""
        if place.cell and "|" in value:
            return False
        return not place.grid or ("+" not in value and all(_one_column(c) for c in value))

    def _link(self, node: ExtLink, place: Place) -> str:
        if node.content == (Text(node.href),) and _AUTOLINK_RE.fullmatch(node.href):
            return f"<{node.href}>"
        outer = "{.external}" if node.href.startswith("#") else ""
        return f"[{self._inside(node.content, place)}]({destination(node.href, place.tight)}){outer}"

    def _cite(self, node: Cite, place: Place, following: Inline | None) -> str:
        cluster = "[" + "; ".join(_cite_item(i) for i in node.items) + "]"
        one = node.items[0] if node.narrative and len(node.items) == 1 and not node.items[0].prefix else None
        locator = f" [{_cite_text(one.locator)}]" if one and one.locator else ""
        inner = cite_key(one.rid) + locator if one else cluster
        if node.separator == "; " and not place.tight:
            if node.narrative and one and self._is_standard(node, one):
                next_text = escape(following.value) if isinstance(following, Text) else ""
                free = _BARE_CITE_NEXT_RE.match(next_text) or (following is None and not place.nested)
                if free and (not place.before or place.before in " ("):
                    return inner
            elif not node.narrative and (short := self._standard_cluster(node)):
                return short
        pairs = {"printed": node.printed}
        narrative = node.narrative and not one
        expected = split_printed(node.printed, len(node.items), narrative=node.narrative)
        if expected != (node.before, tuple(i.printed for i in node.items), node.separator, node.after):
            pairs = {"before": node.before, "separator": node.separator, "after": node.after}
            pairs |= {f"printed{n}": i.printed for n, i in enumerate(node.items, 1)}
            narrative = node.narrative
            # An empty string is a fact here, so the class says that the parts are given one by one.
            return f"[{inner}]" + attributes(
                classes=("cite", "parts") + ("narrative",) * narrative, pairs=pairs
            )
        return f"[{inner}]" + attributes(classes=("cite",) + ("narrative",) * narrative, pairs=pairs)

    def _is_standard(self, node: Cite, item: CiteItem) -> bool:
        csl = self.csl.get(item.rid)
        printed = printed_item(csl, item.prefix, item.locator, narrative=node.narrative) if csl else ""
        bracket = ("", "") if node.narrative else ("(", ")")
        return bool(printed) and item.printed == printed and (node.before, node.after) == bracket

    def _standard_cluster(self, node: Cite) -> str:
        """``[@a; -@b]`` where these keys alone give the printed words, else ""."""
        parts = []
        for item in node.items:
            csl = self.csl.get(item.rid)
            if csl is None or (node.before, node.after) != ("(", ")"):
                return ""
            if self._is_standard(node, item):
                parts.append(_cite_item(item))
            elif item.printed and item.printed == printed_item(
                csl, item.prefix, item.locator, year_only=True
            ):
                parts.append(_cite_item(item, dash="-"))
            else:
                return ""
        return f"[{'; '.join(parts)}]"


def _cite_text(text: str) -> str:
    written = "".join(f"\\{p}" if p in (";", "&") else escape(p) for p in re.split("([;&])", text))
    if written[:1].isspace():
        written = f"&#{ord(written[0])};{written[1:]}"
    return _line_end(written)


def _cite_item(item: CiteItem, dash: str = "") -> str:
    lead = f"{_cite_text(item.prefix)} " if item.prefix else ""
    tail = f", {_cite_text(item.locator)}" if item.locator else ""
    return f"{lead}{dash}{cite_key(item.rid)}{tail}"


def destination(href: str, tight: bool = False) -> str:
    """A link's target: bare where nothing in it could be misread, else in angle brackets."""
    if re.fullmatch(r"[A-Za-z0-9/._~%?=+#,;:@!'-]+", href):
        return href
    escaped = re.sub(r"[\\<>\[\]`$]|&(?=#?\w+;)", r"\\\g<0>", href)
    blank = r"\s" if tight else r"[^\S ]"
    escaped = re.sub(blank, lambda m: f"&#{ord(m[0])};", escaped)
    return f"<{escaped}>"


def _class(char: str) -> str:
    """ " " white space or an edge, "." punctuation, "a" letter or digit, "?" anything else."""
    if not char or char.isspace():
        return " "
    if char.isalnum():
        return "a"
    if char in "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~" or unicodedata.category(char).startswith("P"):
        return "."
    return "?"


def _flanks(left: str, right: str) -> tuple[bool, bool]:
    """Whether a delimiter run between two classes is left- and right-flanking (CommonMark 0.31, 6.2)."""
    is_left = right != " " and (right != "." or left != "a")
    is_right = left != " " and (left != "." or right != "a")
    return is_left, is_right


def _one_column(char: str) -> bool:
    if char.isascii():
        return True
    return unicodedata.east_asian_width(char) not in "WF" and unicodedata.category(char)[0] not in "MC"
