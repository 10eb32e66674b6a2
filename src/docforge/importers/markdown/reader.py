"""Inline tokens -> inlines, with what one file needs to know: its references and findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docforge.importers.markdown.attributes import Attributes
from docforge.importers.markdown.citations import read_cite
from docforge.importers.markdown.inlines import (
    Display,
    Marked,
    Picture,
    Read,
    bracket_rule,
    mark_rule,
)
from docforge.model.meta import CslItem
from docforge.model.nodes import (
    Bold,
    Break,
    ExtLink,
    Foreign,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    Monospace,
    NoteRef,
    RefType,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
    Xref,
)

_SPANS: dict[str, Callable[[Inlines], Inline]] = {
    "italic": Italic,
    "bold": Bold,
    "underline": Underline,
    "ul": Underline,
    "smallcaps": SmallCaps,
    "strike": Strike,
    "sup": Sup,
    "sub": Sub,
}
_WRAPS: dict[str, Callable[[Inlines], Inline]] = {
    "em_open": Italic,
    "strong_open": Bold,
    "strike_open": Strike,
    "sup_open": Sup,
    "sub_open": Sub,
}
_MARKED = ("attrib", "missing", "absent", "break", "empty")
_REF_TYPES: dict[str, RefType] = {"fig-": "fig", "tbl-": "table", "sec-": "sec", "eq-": "disp-formula"}
_TYPE_NAMES: dict[str, RefType] = {t: t for t in _REF_TYPES.values()}


class Markdown(MarkdownIt):
    """CommonMark without HTML, with our inline rules; link targets are kept as written, never re-encoded."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "maxNesting": 200})
        self.disable(["html_block", "html_inline", "link", "image", "code"])
        self.enable("table")
        self.inline.ruler.before("escape", "marks", mark_rule)
        self.inline.ruler.push("brackets", bracket_rule)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 (markdown-it's name)
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True


def note_id(token: str) -> str:
    """The id of the note that Markdown calls ``[^token]``."""
    return f"fn-{token}" if token.isdigit() else token


def plain_text(content: Inlines) -> str:
    """The characters of inlines, marks left out."""
    out = []
    for node in content:
        if isinstance(node, Text | Monospace):
            out.append(node.value)
        elif isinstance(node, Break):
            out.append("\n")
        elif hasattr(node, "content"):
            out.append(plain_text(node.content))
    return "".join(out)


@dataclass(slots=True)
class InlineReader:
    """Reads inline Markdown; ``unknown_keys``, ``pictures`` and ``inline_notes`` are told later."""

    md: MarkdownIt
    env: dict[str, Any]
    csl: dict[str, CslItem] = field(default_factory=dict)
    unknown_keys: list[str] = field(default_factory=list)
    pictures: int = 0
    inline_notes: list[Inlines] = field(default_factory=list)

    def inlines(self, source: str) -> Inlines:
        """Inlines of the model; pictures and display formulas in running text become what is left of them."""
        return self.settle(self.read(source))

    def settle(self, content: tuple[Read, ...]) -> Inlines:
        out: list[Inline] = []
        for node in content:
            match node:
                case Picture():
                    self.pictures += 1
                    out += node.caption
                case Display():
                    out.append(InlineFormula(node.tex))
                case Marked():
                    out += [Break()] if node.name == "break" else node.content
                case _:
                    out.append(node)
        return _merge(out)

    def read(self, source: str) -> tuple[Read, ...]:
        """Inlines with pictures and display formulas where they stand."""
        tokens: list[Token] = []
        self.md.inline.parse(source, self.md, self.env, tokens)
        stack: list[tuple[Token | None, list[Read]]] = [(None, [])]
        for token in tokens:
            if token.nesting == 1:
                stack.append((token, []))
            elif token.nesting == -1:
                opening, inner = stack.pop()
                assert opening is not None
                stack[-1][1].append(self._wrap(opening, tuple(inner)))
            elif (leaf := self._leaf(token)) is not None:
                stack[-1][1].append(leaf)
        return tuple(_merge_read(stack[0][1]))

    def _wrap(self, token: Token, content: tuple[Read, ...]) -> Read:
        if token.type in _WRAPS:
            return _WRAPS[token.type](self.settle(content))
        attributes: Attributes = token.meta.get("attributes", Attributes())
        if token.type == "picture_open":
            return Picture(self.settle(content), token.meta["href"], attributes)
        if token.type == "span_open":
            return self._span(attributes, content)
        href = token.meta.get("href") if token.meta else None
        if href is None:  # <https://...>
            href = str(token.attrs.get("href", ""))
            href = f"mailto:{href}" if token.info == "auto" and ":" not in href else href
        inner = self.settle(content)
        if href.startswith("#") and len(href) > 1 and "external" not in attributes.classes:
            rid = href[1:]
            known = next((t for p, t in _REF_TYPES.items() if rid.startswith(p)), "sec")
            return Xref(_TYPE_NAMES.get(attributes.get("ref-type")) or _TYPE_NAMES[known], rid, inner)
        return ExtLink(href, inner)

    def _span(self, attributes: Attributes, content: tuple[Read, ...]) -> Read:
        inner = self.settle(content)
        if "lang" in attributes.pairs:
            rest = {key: value for key, value in attributes.pairs.items() if key != "lang"}
            marked = self._span(replace(attributes, pairs=rest), content)
            told = inner if marked == Marked("", inner) else self.settle((marked,))
            return Foreign(told, attributes.pairs["lang"])
        for name in attributes.classes:
            if name in _SPANS:
                return _SPANS[name](inner)
            if name in _MARKED:
                return Marked(name, inner)
            if name == "code":
                return Monospace(plain_text(inner))
            if name == "math":
                return InlineFormula(plain_text(inner))
            if name == "displaymath":
                return Display(plain_text(inner), attributes)
        if len(content) == 1 and isinstance(content[0], Display):
            return Display(content[0].tex, attributes)
        return Marked("", inner)

    def _leaf(self, token: Token) -> Read | None:
        match token.type:
            case "text" | "text_special":
                return Text(token.content) if token.content else None
            case "softbreak":
                return Text(" ")
            case "hardbreak":
                return Break()
            case "code_inline":
                return Monospace(token.content)
            case "math":
                return InlineFormula(token.meta["tex"])
            case "display":
                return Display(token.meta["tex"].strip())
            case "note_mark":
                return NoteRef(note_id(token.meta["token"]))
            case "inline_note":
                self.inline_notes.append(self.inlines(token.meta["source"]))
                return NoteRef(f"note-{len(self.inline_notes)}")
            case "cite":
                source = token.meta["source"]
                given = token.meta["attributes"] if token.meta["wrapped"] else None
                return read_cite(source, given, self.csl, self.unknown_keys.append) or Text(source)
            case _:
                return Text(token.content) if token.content else None


def _merge_read(nodes: list[Read]) -> list[Read]:
    out: list[Read] = []
    for node in nodes:
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].value + node.value)
        else:
            out.append(node)
    return out


def _merge(nodes: list[Inline]) -> Inlines:
    return tuple(n for n in _merge_read(list(nodes)) if not isinstance(n, Picture | Display | Marked))
