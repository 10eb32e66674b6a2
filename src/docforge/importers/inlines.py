"""Inline markup of a block -> nodes: emphasis, links, simple tags, escapes, bare addresses.

Marks are set aside as they are read, so that every sign of the source stays accounted for. Work is linear in
the length of the text whatever stands in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from docforge.importers.formulas import Formula
from docforge.model.nodes import (
    Bold,
    Break,
    ExtLink,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    NoteRef,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
)
from docforge.repair.edit import Edit, Safety
from docforge.repair.engine import Bench

DEEPEST = 12  # nested emphasis; deeper marks stay as text

TOKEN_RE = re.compile(
    r"(?P<escape>(?:\\[!-/:-@\[-`{-~])+)"
    r"|(?P<autolink><(?:https?://|mailto:)[^<>\s]{1,3000}>)"
    r"|(?P<note>\[\^(?P<noteid>[^\]\s^\[]{1,40})\])"
    r"|(?P<link>\[(?P<label>(?:[^\[\]\\\n]|\\.){0,3000})\]\((?P<href>[^()\s]{0,3000}(?:\([^()\s]{0,300}\)[^()\s]{0,300}){0,3})\))"
    r"|(?P<url>(?:https?://|www\.(?=\w))[^\s<>\"”»|\\]+(?:\\+_[^\s<>\"”»|\\]*)*)"
    r"|(?P<tag></?(?:i|em|b|strong|u|sup|sub|s|del|small|span)\s*>|<br\s*/?>)"
    r"|(?P<star>\*{1,3})"
    r"|(?P<under>_{1,3})",
    re.IGNORECASE,
)
ESCAPES_RE = re.compile(r"\\+(?=[_*~#&%.-])")
ACCENT_RE = re.compile(r"[^\W\d_]\\['`^\"]\{?[aeiouyAEIOUY]")  # TeX, as printed: "R\'ecoltes"
URL_END_RE = re.compile(r"[.,;:!?'’*_]+$")
WRAPPERS: dict[str, Callable[[Inlines], Inline]] = {
    "i": Italic, "em": Italic, "b": Bold, "strong": Bold, "u": Underline, "sup": Sup, "sub": Sub,
    "s": Strike, "del": Strike, "*": Italic, "**": Bold, "_": Italic, "__": Bold, "sc": SmallCaps,
}  # fmt: skip


@dataclass(slots=True)
class _Frame:
    mark: str
    start: int
    end: int
    nodes: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class InlineReader:
    """Reads ranges of a bench's text; ``asides`` are the marks taken out. ``underscores``: "_" is a mark.

    ``formulas``, in order, are taken whole: nothing in them is a mark.
    """

    bench: Bench
    underscores: bool = False
    asides: list[Edit] = field(default_factory=list)
    formulas: Sequence[Formula] = ()

    def aside(
        self, start: int, end: int, kind: str = "markup", why: str = "a mark, not a word", put: str = ""
    ) -> None:
        if end > start:
            self.asides.append(
                Edit(start, end, self.bench.text[start:end], put, "set-aside", Safety.SAFE, why, kind)
            )

    def read(self, start: int, end: int) -> Inlines:
        """Inlines of ``start:end`` of the bench's text."""
        stack = [_Frame("", start, start)]
        at = start
        for formula in self._formulas(start, end):
            at = self._marks(stack, at, formula.start)
            self.aside(formula.start, formula.tex_start, why="the mark of a formula")
            self.aside(formula.tex_end, formula.end, why="the mark of a formula")
            tex = re.sub(r"\s+", " ", self.bench.text[formula.tex_start : formula.tex_end])
            stack[-1].nodes.append(InlineFormula(tex, self.bench.span(formula.start, formula.end)))
            at = formula.end
        self._marks(stack, at, end)
        while len(stack) > 1:
            self._literal(stack)
        return merge_inlines(stack[0].nodes)

    def _formulas(self, start: int, end: int) -> Iterator[Formula]:
        """The formulas that stand whole in a range."""
        for i in range(bisect_left(self.formulas, start, key=attrgetter("start")), len(self.formulas)):
            if self.formulas[i].end > end:
                return
            yield self.formulas[i]

    def _marks(self, stack: list[_Frame], start: int, end: int) -> int:
        """Read a range without formulas; what opens in it may close after one."""
        at = start
        for m in TOKEN_RE.finditer(self.bench.text, start, end):
            if m.start() < at:
                continue
            kind = (
                m.lastgroup
                if m.lastgroup not in ("noteid", "label", "href")
                else ("note" if m["note"] else "link")
            )
            taken = self._token(kind or "", m, stack, at)
            if taken is not None:
                at = taken
        self._text(stack[-1].nodes, at, end)
        return max(at, end)

    def _token(self, kind: str, m: re.Match[str], stack: list[_Frame], at: int) -> int | None:
        """Handle one token; returns where reading goes on, or None to leave the token as text."""
        nodes = stack[-1].nodes
        match kind:
            case "escape" if ACCENT_RE.match(self.bench.text, m.start() - 1):
                return None
            case "escape":
                self._text(nodes, at, m.start())
                signs = m.group()[1::2]
                self.aside(m.start(), m.end(), why="escapes of Markdown", put=signs)
                nodes.append(Text(signs, self.bench.span(m.start(), m.end())))
                return m.end()
            case "autolink":
                self._text(nodes, at, m.start())
                self.aside(m.start(), m.start() + 1)
                self.aside(m.end() - 1, m.end())
                nodes.append(self._link(m.start() + 1, m.end() - 1))
                return m.end()
            case "note":
                self._text(nodes, at, m.start())
                self.aside(m.start(), m.end(), "note mark", "the mark of a note")
                nodes.append(NoteRef(f"fn-{m['noteid']}", self.bench.span(m.start(), m.end())))
                return m.end()
            case "link":
                return self._labelled_link(m, nodes, at)
            case "url":
                self._text(nodes, at, m.start())
                stop = m.end() - len((URL_END_RE.search(m.group()) or [""])[0])
                while (
                    m.group()[: stop - m.start()].count(")") > m.group()[: stop - m.start()].count("(")
                    and stop > m.start()
                ):
                    stop = self.bench.text.rfind(")", m.start(), stop)
                if stop <= m.start() + 8:
                    self._text(nodes, m.start(), m.end())
                    return m.end()
                nodes.append(self._link(m.start(), stop))
                return stop
            case "tag":
                self._text(nodes, at, m.start())
                return self._tag(m, stack)
            case "star" | "under":
                return self._delimiter(m, stack, at)
        return None

    def _link(self, start: int, end: int) -> ExtLink:
        """A bare address: its own text is its label; escapes in it are set aside."""
        content: list[Inline] = []
        at = start
        for m in ESCAPES_RE.finditer(self.bench.text, start, end):
            self._text(content, at, m.start())
            self.aside(m.start(), m.end(), why="an escape of the OCR's Markdown")
            at = m.end()
        self._text(content, at, end)
        label = merge_inlines(content)
        href = "".join(n.value for n in label if isinstance(n, Text))
        return ExtLink(
            href if "://" in href or href.startswith("mailto:") else "http://" + href,
            label,
            self.bench.span(start, end),
        )

    def _labelled_link(self, m: re.Match[str], nodes: list[Inline], at: int) -> int:
        self._text(nodes, at, m.start())
        self.aside(m.start(), m.start() + 1)
        label_start, label_end = m.span("label")
        href = m["href"].replace("\\", "")
        if m["label"].replace("\\", "") == href or not m["label"].strip():
            link = self._link(label_start, label_end) if m["label"].strip() else None
        else:
            inner = InlineReader(self.bench, self.underscores, self.asides, self.formulas)
            content = tuple(n for n in inner.read(label_start, label_end))
            safe = href if re.match(r"https?://|mailto:", href) else ""
            if not safe:
                nodes.extend(content)
            link = ExtLink(safe, _unlinked(content), self.bench.span(m.start(), m.end())) if safe else None
        self.aside(
            label_end, m.end(), "link target", "the address behind a link; it is kept as the link's target"
        )
        if link is not None:
            nodes.append(link)
        return m.end()

    def _tag(self, m: re.Match[str], stack: list[_Frame]) -> int:
        name = m.group().strip("</> ").rstrip("/").strip().lower()
        self.aside(m.start(), m.end(), why="an HTML tag", put=" " if name == "br" else "")
        if name == "br":
            stack[-1].nodes.append(Break(self.bench.span(m.start(), m.end())))
        elif name not in WRAPPERS:
            pass
        elif not m.group().startswith("</"):
            if len(stack) < DEEPEST:
                stack.append(_Frame("<" + name, m.end(), m.end()))
        elif any(f.mark == "<" + name for f in stack):
            while stack[-1].mark != "<" + name:
                self._literal(stack)
            frame = stack.pop()
            if frame.nodes:
                stack[-1].nodes.append(WRAPPERS[name](merge_inlines(frame.nodes)))
        return m.end()

    def _delimiter(self, m: re.Match[str], stack: list[_Frame], at: int) -> int | None:
        text = self.bench.text
        before = text[m.start() - 1] if m.start() > 0 else " "
        after = text[m.end()] if m.end() < len(text) else " "
        if m.group()[0] == "_" and (not self.underscores or (before.isalnum() and after.isalnum())):
            return None
        opens, closes = not after.isspace(), not before.isspace()
        run = m.group()
        frame = next((f for f in reversed(stack) if f.mark == run), None) if closes else None
        if (
            frame is None
            and closes
            and len(run) == 3
            and len(stack) > 2
            and {stack[-1].mark, stack[-2].mark} == {run[:1], run[:2]}
        ):
            self._text(stack[-1].nodes, at, m.start())
            for _ in range(2):
                self._close(stack, stack[-1])
            self.aside(m.start(), m.end())
            return m.end()
        if frame is not None:
            self._text(stack[-1].nodes, at, m.start())
            while stack[-1] is not frame:
                self._literal(stack)
            self._close(stack, frame)
            self.aside(m.start(), m.end())
            return m.end()
        if opens and len(stack) < DEEPEST and self._has_closer(run, m.end()):
            self._text(stack[-1].nodes, at, m.start())
            if len(run) == 3:
                stack.append(_Frame(run[:2], m.start(), m.start() + 2))
                stack.append(_Frame(run[:1], m.start() + 2, m.end()))
            else:
                stack.append(_Frame(run, m.start(), m.end()))
            return m.end()
        return None

    def _has_closer(self, run: str, at: int) -> bool:
        """Is there, in the same block, a mark that could close this one?"""
        text = self.bench.text
        reach = at + 4000
        stop = text.find("\n\n", at, reach)
        found = text.find(run, at + 1, reach if stop < 0 else stop)
        return found > 0 and not text[found - 1].isspace()

    def _close(self, stack: list[_Frame], frame: _Frame) -> None:
        stack.pop()
        self.aside(frame.start, frame.end)
        if frame.nodes:
            stack[-1].nodes.append(WRAPPERS[frame.mark](merge_inlines(frame.nodes)))

    def _literal(self, stack: list[_Frame]) -> None:
        """An opening mark that nothing closed is text."""
        frame = stack.pop()
        if not frame.mark.startswith("<"):
            self._text(stack[-1].nodes, frame.start, frame.end)
        stack[-1].nodes.extend(frame.nodes)

    def _text(self, nodes: list[Inline], start: int, end: int) -> None:
        if end > start:
            nodes.append(Text(self.bench.text[start:end], self.bench.span(start, end)))


def _unlinked(content: Inlines) -> Inlines:
    """Links inside a link's label lose their own target."""
    flat: list[Inline] = []
    for node in content:
        flat.extend(node.content if isinstance(node, ExtLink) else (node,))
    return merge_inlines(flat)


def merge_inlines(nodes: Sequence[Inline]) -> Inlines:
    """Neighbouring texts become one."""
    merged: list[Inline] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if isinstance(node, Text) and isinstance(last, Text):
            origin = last.origin.to(node.origin) if last.origin and node.origin else None
            merged[-1] = Text(last.value + node.value, origin)
        else:
            merged.append(node)
    return tuple(merged)


def strip_inlines(content: Inlines) -> Inlines:
    """Without space at either end."""
    nodes = list(content)
    while nodes and isinstance(nodes[0], Text):
        first = nodes[0]
        bare = first.value.lstrip()
        if bare:
            nodes[0] = Text(bare, first.origin)
            break
        nodes.pop(0)
    while nodes and isinstance(nodes[-1], Text):
        last = nodes[-1]
        bare = last.value.rstrip()
        if bare:
            nodes[-1] = Text(bare, last.origin)
            break
        nodes.pop()
    return tuple(nodes)
