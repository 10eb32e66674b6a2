"""A document -> the same with its reference list and citations in a citation style.

What may not be set stays as printed and is told: an entry whose parse is doubtful or that has words without
a field, a citation that holds other words of its author's, and citations under a style that cites in notes.
The raw strings stay in the model; each word that the style adds or drops is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.edition.restyle.citations import cited, may_set, printed_author
from docforge.edition.restyle.citeproc import Run, SetEntry, pandoc, run_citeproc
from docforge.edition.restyle.entries import Entry, make_entry
from docforge.edition.restyle.inlines import set_citation, set_content, set_label
from docforge.edition.restyle.styles import Style
from docforge.importers.pandoc_ast import join
from docforge.model.meta import Document, Reference
from docforge.model.nodes import Cite, Emphasis, Inline, Inlines, Paragraph, Sup, Text, Wrap
from docforge.model.text import inline_text, words
from docforge.model.walk import map_document, map_inlines

SHOWN = 8
Replace = Callable[[Cite], Inlines]


@dataclass(frozen=True, slots=True)
class Restyled:
    """The document as the style has it, and what is to be told of it."""

    document: Document
    told: tuple[Diagnostic, ...] = ()


def restyle(document: Document, style: Style, where: str = "", run: Run = pandoc) -> Restyled:
    """Set references and citations of ``document``. Raises ``MissingToolError``, ``OutputError``."""
    if not document.references:
        return Restyled(document)
    entries = {r.id: make_entry(r, document.meta.language) for r in document.references}
    cites = [(cite, may_set(cite, entries, style)) for cite in _citations(document)]
    free = [cite for cite, settable in cites if settable]
    kept = [cite for cite, settable in cites if not settable]
    texts, listed = run_citeproc(
        [entry.item for entry in entries.values()],
        [[cited(item, cite, style) for item in cite.items] for cite in free],
        style,
        document.meta.language,
        run,
    )
    made, settable = iter(texts), iter([free for _, free in cites])

    def set_anew(cite: Cite) -> Inlines:
        if not next(settable):
            return (cite,)
        content = set_citation(next(made), [item.rid for item in cite.items])
        return (Text(f"{printed_author(cite.items[0])} "), *content) if cite.narrative else content

    changed = _each(document, set_anew)
    labelled = {item.rid for cite in kept for item in cite.items}
    references = tuple(
        _set_entry(entries[e.id], e, style, e.id in labelled) for e in listed if e.id in entries
    )
    told = _told(entries, references, kept, style, where)
    return Restyled(replace(changed, references=references), tuple(told))


def _set_entry(entry: Entry, made: SetEntry, style: Style, cited_as_printed: bool) -> Reference:
    """The entry in the style; its printed number goes unless a citation still names it by that."""
    old = entry.reference
    label = set_label(made.label) or (old.label if cited_as_printed or style.kind == "note" else "")
    return replace(old, label=label, content=old.content if entry.left else set_content(made.content))


# ---------------------------------------------------------------- citations in their places


def _citations(document: Document) -> list[Cite]:
    """Every citation in the order in which ``_each`` comes to it."""
    found: list[Cite] = []

    def note(cite: Cite) -> Inlines:
        found.append(cite)
        return (cite,)

    _each(document, note)
    return found


def _each(document: Document, change: Replace) -> Document:
    """``document`` with ``change`` applied to each citation of text, notes and abstract, in a fixed order."""
    abstract = map_inlines(document.meta.abstract, lambda content: _in_line(content, change))
    changed = map_document(document, lambda content: _in_line(content, change))
    meta = replace(document.meta, abstract=tuple(p for p in abstract if isinstance(p, Paragraph)))
    return replace(changed, meta=meta)


def _in_line(content: Inlines, change: Replace) -> Inlines:
    out: list[Inline] = []
    for node in content:
        parts = _changed(node, change)
        if parts and parts[0] is not node and out:
            out[-1:] = _spaced(out[-1], parts[0], node)
        out += parts
    return join(out)


def _changed(node: Inline, change: Replace) -> Inlines:
    if isinstance(node, Cite):
        return change(node)
    if isinstance(node, Sup) and node.content and all(isinstance(inner, Cite) for inner in node.content):
        # The style says whether its numbers are raised.
        made = _in_line(node.content, change)
        return (node,) if made == node.content else made
    if isinstance(node, Wrap):
        made = _in_line(node.content, change)
        return (node,) if made == node.content else (replace(node, content=made),)
    return (node,)


def _spaced(before: Inline, part: Inline, was: Inline) -> list[Inline]:
    """The text before a citation with the space that the style's way of citing wants: "word [3]", "word³"."""
    if not isinstance(before, Text) or isinstance(was, Text) or not before.value:
        return [before]
    if isinstance(part, Sup) and before.value[-1].isspace() and not isinstance(was, Emphasis):
        return [Text(before.value.rstrip(), before.origin)]
    if isinstance(was, Sup) and not isinstance(part, Sup) and not before.value[-1].isspace():
        return [Text(before.value + " ", before.origin)]
    return [before]


# ---------------------------------------------------------------- what is told


def _told(
    entries: Mapping[str, Entry],
    references: Sequence[Reference],
    kept: Sequence[Cite],
    style: Style,
    where: str,
) -> Iterator[Diagnostic]:
    left = [entry for entry in entries.values() if entry.left]
    if left:
        shown = "; ".join(f"{e.reference.id} ({e.left})" for e in left[:SHOWN])
        yield diagnostic(
            "reference-as-printed",
            f"{len(left)} of {len(entries)} references are printed as they stand, not in the style"
            f" {style.name}: {shown}{'; ...' if len(left) > SHOWN else ''}.",
            left[0].reference.origin,
            "Give their fields in references.json, or mark them certain in article.md.",
            where=where,
        )
    if kept or style.kind == "note":
        why = (
            "cites in notes; citations in the text stay as printed"
            if style.kind == "note"
            else f"would drop words of {len(kept)} citations; they stay as printed: "
            + "; ".join(repr(cite.printed) for cite in kept[:SHOWN])
        )
        yield diagnostic("citation-as-printed", f"The style {style.name} {why}.", where=where)
    for reference in references:
        old = entries[reference.id].reference
        if change := _word_changes(old, reference):
            yield diagnostic("style-words", f"{reference.id}: the style {change}.", old.origin, where=where)


def _word_changes(old: Reference, new: Reference) -> str:
    before = Counter(words(f"{old.label} {inline_text(old.content)}"))
    after = Counter(words(f"{new.label} {inline_text(new.content)}"))
    parts = [
        f"{verb} {' '.join(changed.elements())}"
        for verb, changed in (("adds", after - before), ("drops", before - after))
        if changed
    ]
    return " and ".join(parts)
