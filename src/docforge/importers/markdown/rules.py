"""Block rules for what Pandoc adds to CommonMark: fenced divs, line blocks, grid tables, comments.

Each is a rule of markdown-it-py: it looks at one line and, if it is its own, pushes tokens and moves on.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote.index import footnote_def

from docforge.importers.markdown.attributes import ATTRIBUTES_RE, Attributes, read_attributes

MAX_BLOCK_DEPTH = 50

_PREFIX = r"(?:[\s>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*"
_OPEN_RE = re.compile(r":{3,}[ \t]*(?P<marks>\{.*\}|[\w-]+)[ \t]*:*[ \t]*")
_OPEN_LINE_RE = re.compile(_PREFIX + r":{3,}[ \t]*(?:\{.*\}|[\w-]+)[ \t]*:*[ \t]*")
_CLOSE_LINE_RE = re.compile(r"[\s>]*:{3,}[ \t]*")
_FENCE_RE = re.compile(_PREFIX + r"(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
_GRID_RE = re.compile(r"\+[-=:+]+\+[ \t]*")
_VERSE_RE = re.compile(r"\|(?: (?P<line>.*))?")


def install(md: MarkdownIt) -> None:
    """Add the rules in the order that they must be asked in."""
    ends: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list", "reference"]}
    ruler = md.block.ruler
    ruler.before("table", "too_deep", too_deep)  # before all: it keeps the recursion bounded
    ruler.before("table", "div", div_rule, ends)
    ruler.before("table", "grid", grid_rule)
    ruler.before("fence", "line_block", line_block_rule)  # after "table", whose rows look the same
    ruler.before("fence", "comment", comment_rule, ends)
    ruler.before("reference", "note", footnote_def, ends)


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, kind: str, start: int, end: int, meta: dict[str, Any]) -> None:
    token = state.push(kind, "", 0)
    token.map = [start, end]
    token.meta = meta
    state.line = end


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Nesting beyond what anybody writes: the rest is read as one paragraph, so that no word is lost."""
    if state.level < MAX_BLOCK_DEPTH or silent:
        return False
    text = state.getLines(start, end, state.blkIndent, False)
    _push(state, "verbatim", start, end, {"text": " ".join(text.split())})
    return True


def div_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``::: {.class #id}`` ... ``:::``; an unclosed one ends with what it stands in."""
    found = _OPEN_RE.fullmatch(_line(state, start))
    if found is None:
        return False
    marks = found["marks"]
    if marks.startswith("{"):
        read = read_attributes(marks) if ATTRIBUTES_RE.fullmatch(marks) else None
        if read is None:
            return False
    else:
        read = Attributes(classes=(marks,))
    if silent:
        return True
    close = _find_close(state, start, end)
    token = state.push("div_open", "", 1)
    token.map = [start, min(close + 1, end)]
    token.meta = {"attributes": read}
    old = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "div"
    state.md.block.tokenize(state, start + 1, close)
    state.lineMax, state.parentType = old
    state.push("div_close", "", -1)
    state.line = min(close + 1, end)
    return True


def _find_close(state: StateBlock, start: int, end: int) -> int:
    depth, fence = 1, ""
    for line in range(start + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line
        text = state.src[state.bMarks[line] : state.eMarks[line]]
        if "`" in text or "~" in text:
            found = _FENCE_RE.fullmatch(text)
            if found and not fence:
                fence = found["fence"]
                continue
            if found and found["fence"].startswith(fence) and not found["info"].strip():
                fence = ""
                continue
        if fence or ":::" not in text:
            continue
        if _CLOSE_LINE_RE.fullmatch(text):
            depth -= 1
            if depth == 0:
                return line
        elif _OPEN_LINE_RE.fullmatch(text):
            depth += 1
    return end


def comment_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``<!-- ... -->`` on lines of its own: not part of the text."""
    if not _line(state, start).startswith("<!--"):
        return False
    for line in range(start, min(end, start + 200)):
        if _line(state, line).rstrip().endswith("-->"):
            if not silent:
                _push(state, "comment", start, line + 1, {})
            return True
    return False


def line_block_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``| line`` after ``| line``: verse."""
    lines: list[str] = []
    line = start
    while line < end and state.sCount[line] >= state.blkIndent:
        found = _VERSE_RE.fullmatch(_line(state, line))
        if found:
            lines.append(found["line"] or "")
        elif lines and not state.isEmpty(line) and state.sCount[line] > state.blkIndent:
            lines[-1] += f" {_line(state, line)}"  # a verse line that goes on, indented
        else:
            break
        line += 1
    if not lines:
        return False
    if not silent:
        _push(state, "verse", start, line, {"lines": lines})
    return True


def grid_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A grid table: lines from ``+---+`` to the last that starts with ``+`` or ``|``."""
    if not _GRID_RE.fullmatch(_line(state, start)):
        return False
    line = start
    while line < end and state.sCount[line] >= state.blkIndent and _line(state, line)[:1] in ("+", "|"):
        line += 1
    rows = [_line(state, n).rstrip() for n in range(start, line)]
    if len(rows) < 3 or not _GRID_RE.fullmatch(rows[-1]):
        return False
    if not silent:
        _push(state, "grid", start, line, {"rows": rows})
    return True
