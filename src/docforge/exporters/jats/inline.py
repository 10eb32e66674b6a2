"""Inlines as JATS.

JATS lets different elements hold different inlines (a verse line no link, a link no note mark); ``Holds``
says what the element in hand may hold, so that the result is valid by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote, urlsplit

from lxml import etree

from docforge.diagnostics import diagnostic
from docforge.exporters.jats.scope import HREF, LANG, LANGUAGE_RE, XLINK, Scope, add, put_formula, say
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
    Wrap,
    Xref,
)
from docforge.model.text import inline_text

LINK_TITLE = f"{{{XLINK}}}title"


@dataclass(frozen=True, slots=True)
class Holds:
    """What the element in hand may hold besides text and emphasis."""

    links: bool = True
    xrefs: bool = True
    formulas: bool = True
    breaks: bool = False
    wrap_links: bool = False  # links only inside a <named-content>


FULL = Holds()
TITLE = Holds(breaks=True)
VERSE = Holds(wrap_links=True)
CITATION = Holds(xrefs=False)
BARE = Holds(links=False, xrefs=False, formulas=False)


_EMPHASIS: dict[type, str] = {
    Italic: "italic",
    Bold: "bold",
    Underline: "underline",
    Strike: "strike",
    SmallCaps: "sc",
    Sup: "sup",
    Sub: "sub",
}


def put(parent: etree._Element, content: Inlines, scope: Scope, holds: Holds = FULL) -> None:
    """Append inlines to ``parent``."""
    for node in content:
        _put(parent, node, scope, holds)


def _put(parent: etree._Element, node: Inline, scope: Scope, holds: Holds) -> None:
    match node:
        case Text(value):
            say(parent, scope.clean(value))
        case Italic() | Bold() | Underline() | Strike() | SmallCaps() | Sup() | Sub():
            inner = replace(holds, breaks=False)
            put(add(parent, _EMPHASIS[type(node)]), node.content, scope, inner)
        case Foreign(content, language):
            phrase = add(parent, "named-content", content_type="foreign")
            if LANGUAGE_RE.fullmatch(language):
                phrase.set(LANG, language)
            put(phrase, content, scope, replace(holds, breaks=False))
        case Monospace(value):
            add(parent, "monospace", scope.clean(value))
        case InlineFormula(tex):
            if holds.formulas:
                put_formula(add(parent, "inline-formula"), tex, scope, shown=False)
            else:
                add(parent, "styled-content", scope.clean(tex), style_type="tex")
        case Break():
            _break(parent, scope, holds)
        case ExtLink():
            _link(parent, node, scope, holds)
        case Xref():
            _xref(parent, node, scope, holds)
        case NoteRef(rid):
            _note_mark(parent, rid, scope, holds)
        case Cite():
            _cite(parent, node, scope, holds)


def _break(parent: etree._Element, scope: Scope, holds: Holds) -> None:
    if holds.breaks:
        add(parent, "break")
        return
    # JATS has <break> in titles and table cells only; a processing instruction keeps the place.
    say(parent, " ")
    parent.append(etree.ProcessingInstruction("docforge", "line-break"))
    scope.unbroken += 1


def _link(parent: etree._Element, node: ExtLink, scope: Scope, holds: Holds) -> None:
    if not holds.links or not node.href:
        put(parent, node.content, scope, holds)
        return
    outer = add(parent, "named-content", content_type="link") if holds.wrap_links else parent
    link = add(outer, "ext-link", ext_link_type="uri")
    link.set(HREF, scope.clean(node.href))
    if title := link_title(node.href, inline_text(node.content)):
        link.set(LINK_TITLE, scope.clean(title))
    put(link, node.content, scope, BARE)
    _marks_after(parent, node.content, scope, holds)


def link_title(href: str, shown: str) -> str:
    """What a link that only shows its address points to: its host, or its DOI; "" for a link in words.

    >>> link_title("https://example.org/a?b", "https://example.org/a?b")
    'example.org'
    """
    if shown.strip() and shown != href and not shown.startswith(("http://", "https://", "ftp://", "sftp://")):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return href
    if parts.netloc in ("doi.org", "dx.doi.org"):
        return f"DOI {parts.path.strip('/')}"
    return parts.netloc or href


def _xref(parent: etree._Element, node: Xref, scope: Scope, holds: Holds) -> None:
    rid = scope.target(node.ref_type, node.rid)
    if not rid:
        shown = inline_text(node.content) or node.rid
        scope.found.append(
            diagnostic(
                "link-broken",
                f"{shown!r} points to {node.rid!r}, which the article does not have",
                where="article.xml",
            )
        )
    if not rid or not holds.xrefs:
        put(parent, node.content, scope, holds)
        return
    put(add(parent, "xref", ref_type=node.ref_type, rid=rid), node.content, scope, BARE)
    _marks_after(parent, node.content, scope, holds)


def _note_mark(parent: etree._Element, rid: str, scope: Scope, holds: Holds) -> None:
    target = scope.target("fn", rid)
    if not target:
        scope.found.append(
            diagnostic(
                "link-broken", f"a note mark points to note {rid!r}, which is not there", where="article.xml"
            )
        )
    elif holds.xrefs:
        mark = add(parent, "xref", ref_type="fn", rid=target)
        add(mark, "sup", scope.clean(scope.labels[rid]))
    elif holds.links:
        # A citation string holds no cross reference: the mark stays, without its link.
        add(parent, "sup", scope.clean(scope.labels[rid]), specific_use="note-mark")


def _marks_after(parent: etree._Element, content: Inlines, scope: Scope, holds: Holds) -> None:
    """Put note marks that stood inside a link behind it: a link may not hold one."""
    for node in content:
        if isinstance(node, NoteRef):
            _put(parent, node, scope, holds)
        elif isinstance(node, Wrap):
            _marks_after(parent, node.content, scope, holds)


def _cite(parent: etree._Element, node: Cite, scope: Scope, holds: Holds) -> None:
    say(parent, scope.clean(node.before))
    linked = holds.xrefs and all(scope.target("bibr", item.rid) for item in node.items)
    use = _cluster(node, scope) if linked else ""
    for number, item in enumerate(node.items):
        if number:
            say(parent, scope.clean(node.separator))
        rid = scope.target("bibr", item.rid)
        if not rid:
            scope.found.append(
                diagnostic(
                    "link-broken",
                    f"the citation {item.printed!r} points to entry {item.rid!r}, which is not in the list",
                    where="article.xml",
                )
            )
        if rid and holds.xrefs:
            mark = add(parent, "xref", scope.clean(item.printed), ref_type="bibr", rid=rid)
            if told := " ".join(filter(None, (use, _parts(item)))):
                mark.set("specific-use", scope.clean(told))
            use = ""
        else:
            say(parent, scope.clean(item.printed))
    say(parent, scope.clean(node.after))


def _cluster(node: Cite, scope: Scope) -> str:
    """How far a cluster reaches beyond its first and last link, and of how many it is: "cite 1 1 2"."""
    kind = "narrative" if node.narrative else "cite"
    return f"{kind} {len(scope.clean(node.before))} {len(scope.clean(node.after))} {len(node.items)}"


def _parts(item: CiteItem) -> str:
    """Locator and prefix of a citation, as one attribute can hold them."""
    told = (("locator", item.locator), ("prefix", item.prefix))
    return " ".join(f"{name}={quote(value, safe='')}" for name, value in told if value)
