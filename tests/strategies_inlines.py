"""Hypothesis strategies for nasty text and for inlines of every class, canonical as in ``strategies``."""

# ruff: noqa: E501 (tables of samples)
from __future__ import annotations

import string
from functools import cache

from hypothesis import strategies as st

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

NASTY = [
    *"*_$[](){}<>@#\\^~|`&;:!-+=.,'\"/%?",
    *"abzAZ019éß中—“”’…",
    " ",
    " ",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "\u2028",
    "\u3000",
    "\U0001f600",
    "e\u0301",
]
TRAPS = [
    "1. ", "a) ", "- ", "# ", "> ", ": ", "::: x", "| a", "---", "===", "+---+", "```", "    ", "[^1]: ", "[@k]",
    "&amp;", "&#32;", "<!-- -->", "<b>", "<http://a.b>", "![x](y)", "{#id}", "{.cls}", "**", "__", "Table: ",
    "Figure 1: ", "Table 2. ", "$$", "\\", "\\\n", "  \n", "~~~", "@{x}", "www.example.org", "...", "--", "!",
    "Smith & Doe, 2020", "p. 3", "snake_case_word", "2*3*4", "[]", "](", "]{", "%", "(@) ",
]  # fmt: skip

plain_text = st.lists(st.sampled_from([*NASTY, *TRAPS, "word", "Two words"]), max_size=6).map("".join)
some_text = plain_text.filter(bool)
ids = st.builds(
    lambda head, tail: head + tail,
    st.sampled_from(["fig-", "tbl-", "sec-", "eq-", "x", "Sec_"]),
    st.text(string.ascii_letters + string.digits, min_size=1, max_size=4),
)
keys = st.sampled_from(["smith2020", "doe-2021a", "lee:1999", "unknown_key", "ü2001"])
note_ids = st.sampled_from(["fn-1", "fn-2", "fn-10", "star", "note_a"])


def merged(nodes: list[Inline]) -> Inlines:
    """Inlines in canonical form: neighbouring texts are one, empty texts are none."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and not node.value:
            continue
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].value + node.value)
        else:
            out.append(node)
    return tuple(out)


cite_items = st.builds(CiteItem, keys, plain_text, plain_text, plain_text) | st.sampled_from(
    [
        CiteItem("smith2020", "Smith & Doe, 2020"),
        CiteItem("smith2020", "Smith & Doe, 2020, p. 3", locator="p. 3"),
        CiteItem("smith2020", "2020"),
        CiteItem("doe-2021a", "see Doe, 2021a", prefix="see"),
        CiteItem("smith2020", "Smith & Doe (2020)"),
    ]
)
cites = st.builds(
    Cite,
    st.lists(cite_items, min_size=1, max_size=3).map(tuple),
    before=st.sampled_from(["(", "", "[", "x*"]),
    after=st.sampled_from([")", "", "]", "*x"]),
    separator=st.sampled_from(["; ", ", ", "", "|"]),
    narrative=st.booleans(),
) | st.builds(Cite, st.lists(cite_items, min_size=1, max_size=2).map(tuple))

leaves: st.SearchStrategy[Inline] = (
    st.builds(Text, some_text)
    | st.builds(Text, some_text)
    | st.builds(Monospace, plain_text)
    | st.builds(InlineFormula, plain_text | st.sampled_from(["x^2", "\\alpha", "a_{1}"]))
    | st.just(Break())
    | st.builds(NoteRef, note_ids)
    | cites
)


def _wrap(inner: st.SearchStrategy[Inline], links: bool) -> st.SearchStrategy[Inline]:
    content = st.lists(inner, max_size=3).map(merged)
    kinds: list[st.SearchStrategy[Inline]] = [
        st.builds(kind, content) for kind in (Italic, Bold, Underline, Strike, SmallCaps, Sup, Sub)
    ]
    kinds.append(st.builds(Foreign, content, st.sampled_from(["fr", "de-AT", "he"])))
    if links:
        flat = st.lists(leaves, max_size=2).map(merged)
        hrefs = some_text | st.sampled_from(
            ["https://example.org/a_b?c=(d)", "mailto:a@b.c", "#x", "http://a.b/[c]"]
        )
        kinds += [
            st.builds(ExtLink, hrefs, content=flat),
            hrefs.map(lambda h: ExtLink(h, (Text(h),))),
            st.builds(Xref, st.sampled_from(["fig", "table", "sec", "disp-formula"]), ids, flat),
        ]
    return st.one_of(kinds)


@cache
def inlines(max_size: int = 4) -> st.SearchStrategy[Inlines]:
    """Canonical inline sequences, three levels deep, of every inline class."""
    inner = leaves | _wrap(leaves, links=True)
    node = leaves | _wrap(inner, links=True)
    return st.lists(node, max_size=max_size).map(merged)
