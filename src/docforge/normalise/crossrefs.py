"""Mentions of figures, tables, sections and equations in the text -> links to them (JATS ``xref``).

"Figure 3", "Figs. 2a and 4", "Tab. 1–3", "Section 4.1", "Eq. (2)" become links where exactly one thing of the
article has that printed label. Labels stay as printed: a table captioned "Figure 3" is what "Figure 3" means.
What belongs to another work ("Smith, 2020, Fig. 3", "Figure 2 of [4]", "Section 9 of the Act") is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import (
    Cite,
    DispFormula,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    RefType,
    Section,
    TableWrap,
    Text,
    Xref,
)
from docforge.model.walk import document_blocks, map_document
from docforge.places import Span

# What a label is called in the languages that docforge has rules for, in one and in many.
WORDS = {
    "fig": "figure figures fig figs abbildung abbildungen abb figura figuras figuur figuren afbeelding"
    " afbeeldingen afb figür şekil şek",
    "table": "table tables tab tabs tabelle tabellen tableau tableaux tabla tablas tabela tabelas tabella"
    " tabel tablo cuadro cuadros quadro quadros",
    "sec": "section sections sect sects sec secs abschnitt abschnitte kapitel sección secciones seção seções"
    " sezione sezioni bölüm paragraaf §",
    "disp-formula": "equation equations eq eqs eqn eqns gleichung gleichungen gl équation équations ecuación"
    " ecuaciones equação equações equazione equazioni vergelijking denklem",
    # Labels that are words of every day too: only with a capital.
    "Scheme": "Scheme Schemes",
    "Plate": "Plate Plates",
    "Map": "Map Maps",
    "Chart": "Chart Charts",
    "Graph": "Graph Graphs",
    "Diagram": "Diagram Diagrams",
    "Exhibit": "Exhibit Exhibits",
    "Box": "Box Boxes",
}
KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Z][.-]?\d{1,3}|(?-i:[IVXL]{1,6})(?!\w))"
_PART = r"(?:\s?\([a-z]\)|[a-z](?!\w))?"
_ONE = rf"(?:\({_NUMBER}{_PART}\)|{_NUMBER}{_PART})"
_AND = r"(?:\s*[,–—-]\s*|\s+(?:and|und|et|y|e|ve|en|or|oder|ou|o|to|bis|through|&)\s+|\s*,\s*(?:and|&)\s+)"
_WORD = "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
_EXTRA = r"(?:supplement(?:al|ary)|extended data|appendix)\s+"
MENTION_RE = re.compile(
    rf"(?<![\w§-])(?P<extra>{_EXTRA})?(?P<word>{_WORD})(?P<gap>\.?[\s\u00a0]*)"
    rf"(?P<numbers>{_ONE}(?:{_AND}{_ONE})*)(?![\w%]|[.,]\d|-\w)",
    re.IGNORECASE,
)
ONE_RE = re.compile(rf"(?P<open>\()?(?P<number>{_NUMBER})(?P<part>{_PART})(?(open)\))")
LABEL_RE = re.compile(
    rf"(?P<extra>{_EXTRA})?(?P<word>{_WORD})\.?[\s\u00a0]*[-–]?"
    rf"(?P<number>{_NUMBER}[a-z]?)[.:]?",
    re.IGNORECASE,
)
# "Smith 2020, Fig. 3": the figure of another work, whose citation was not linked.
CITED_BEFORE_RE = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\s*[,:]\s*(?:see\s)?$")
OF_OTHERS_RE = re.compile(
    r"\s+(?:of|in|from)\s+\[|\s+of\s+(?!this\b|our\b|the\s+(?:present|paper|article|study|text|main|appendix)\b)",
    re.IGNORECASE,
)
OF_CITE_RE = re.compile(r"\s+(?:of|in|from|by)\s+$", re.IGNORECASE)
Key = tuple[str, str]


@dataclass(slots=True)
class _Linker:
    """Targets by kind and number; None where two things have one label. ``missing`` is what is not there."""

    targets: dict[Key, tuple[RefType, str] | None]
    missing: dict[Key, tuple[str, Span | None]] = field(default_factory=dict)

    def link(self, content: Inlines) -> Inlines:
        done: list[Inline] = []
        for place, node in enumerate(content):
            if isinstance(node, Text):
                before = content[place - 1] if place else None
                after = content[place + 1] if place + 1 < len(content) else None
                done += self._linked(node, before, after)
            elif isinstance(node, Emphasis):
                done.append(replace(node, content=self.link(node.content)))
            else:
                done.append(node)
        return tuple(done)

    def _linked(self, node: Text, before: Inline | None, after: Inline | None) -> Iterator[Inline]:
        at = 0
        for mention in MENTION_RE.finditer(node.value):
            if (kind := _kind(mention)) is None or _of_another_work(mention, node.value, before, after):
                continue
            for one in ONE_RE.finditer(node.value, mention.start("numbers"), mention.end("numbers")):
                target = self._target(kind, one, mention, node)
                if target is None:
                    continue
                # The first link has the word with its number, the others have theirs.
                start = mention.start("word") if one.start() == mention.start("numbers") else one.start()
                if start > at:
                    yield part_of(node, at, start)
                yield Xref(*target, (part_of(node, start, one.end()),))
                at = one.end()
        if at < len(node.value):
            yield part_of(node, at, len(node.value)) if at else node

    def _target(
        self, kind: str, one: re.Match[str], mention: re.Match[str], node: Text
    ) -> tuple[RefType, str] | None:
        whole = (kind, _number(one["number"] + one["part"]))
        if whole in self.targets:
            return self.targets[whole]
        key = (kind, _number(one["number"]))
        if key not in self.targets and kind.endswith(("fig", "table")):
            printed = f"{mention['word']}{mention['gap']}{one['number']}"
            self.missing.setdefault(key, (printed, node.origin))
        return self.targets.get(key)


def link_mentions(document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document with its mentions linked; ``xref-unresolved`` for figures and tables not there."""
    linker = _Linker(_targets(document))
    linked = map_document(document, linker.link)
    kinds = {kind for kind, _ in linker.targets}
    return linked, tuple(
        diagnostic(
            "xref-unresolved",
            f"The text speaks of “{printed}”, and nothing in the article has that label.",
            place,
            "Look for it in the original: it may be lost, or its caption damaged.",
            # An article without any figure may well speak of those of other works.
            severity=None if kind in kinds else Severity.INFO,
        )
        for (kind, _), (printed, place) in linker.missing.items()
    )


def _targets(document: Document) -> dict[Key, tuple[RefType, str] | None]:
    found: dict[Key, tuple[RefType, str] | None] = {}
    for block in document_blocks(document):
        if (named := _labelled(block)) is not None:
            key, target = named
            found[key] = None if key in found else target
    return found


def _labelled(block: object) -> tuple[Key, tuple[RefType, str]] | None:
    match block:
        case Figure() | TableWrap():
            label = LABEL_RE.fullmatch(block.label.strip())
            if label is None or (kind := _kind(label)) is None:
                return None
            return (kind, _number(label["number"])), (
                "fig" if isinstance(block, Figure) else "table",
                block.id,
            )
        case Section() if block.id and block.label:
            return ("sec", _number(block.label.strip().rstrip("."))), ("sec", block.id)
        case DispFormula() if block.id and block.label:
            return ("disp-formula", _number(block.label.strip().strip("()"))), ("disp-formula", block.id)
    return None


def _kind(match: re.Match[str]) -> str | None:
    """ "fig", "table", ...; "extra fig" for a supplementary one; None where a small "box 3" is no label."""
    word = match["word"]
    kind = KINDS.get(word.casefold()) or KINDS.get(word)
    return f"extra {kind}" if kind and match["extra"] else kind


def _number(printed: str) -> str:
    return re.sub(r"[\s().-]+(?=[a-zA-Z)]|$)|(?<=[A-Z])[.-]", "", printed).casefold()


def _of_another_work(match: re.Match[str], text: str, before: Inline | None, after: Inline | None) -> bool:
    lead, rest = text[: match.start()], text[match.end() :]
    if CITED_BEFORE_RE.search(lead[-12:]) or (isinstance(before, Cite) and re.fullmatch(r"\s*[,:]\s*", lead)):
        return True
    return bool(OF_OTHERS_RE.match(rest)) or (
        isinstance(after, Cite) and OF_CITE_RE.fullmatch(rest) is not None
    )


def part_of(node: Text, start: int, end: int) -> Text:
    """A piece of a text; its place is narrowed only where text and source run letter for letter."""
    origin = node.origin
    if origin is not None and origin.end - origin.start == len(node.value):
        origin = Span(origin.file, origin.start + start, origin.start + end)
    return Text(node.value[start:end], origin)
