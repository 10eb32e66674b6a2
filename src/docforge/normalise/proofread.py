"""A proofreader's changes laid on an article: each found by the words around it, made if the editor says so.

A change is found where its words stand once between the words beside it. It is a suggestion until the editor
accepts it; what no longer fits the text is told and never dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.meta import Document
from docforge.model.nodes import Inline, Inlines, Text, Wrap
from docforge.model.text import inline_text, words
from docforge.model.walk import Rewrite, map_document
from docforge.places import Span
from docforge.repair.decisions import Decisions, Proposed, Verdict
from docforge.repair.edit import Recorded, Safety
from docforge.repair.record import Conservation, Reading

RULE = "proofread"
# Letters before and behind a change that are asked for, the most first; a label may stand in between.
REACHES = ((60, 60), (25, 25), (12, 12), (0, 25), (25, 0))
SPACE_RE = re.compile(r"\s+")
PARTED = "\x00"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Text between ``start`` and ``end`` of all text of the article; None for what is no plain text."""

    start: int
    end: int
    node: Text | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A change as it is made: letters of one leaf."""

    start: int
    end: int
    after: str
    origin: Span | None


def lay_proposals(reading: Reading, decisions: Decisions) -> Reading:
    """The reading with the changes that a proofreader proposed: recorded, made where they are accepted."""
    if not decisions.proposals:
        return reading
    page = _Page.of(reading.document)
    told: list[Diagnostic] = []
    records: list[Recorded] = []
    made: list[_Found] = []
    for proposed in decisions.proposals:
        decision = decisions.on(proposed.key)
        verdict = decision.verdict if decision else None
        after = decision.text if decision and verdict is Verdict.REPLACE else proposed.after
        found = page.find(proposed, after)
        if isinstance(found, str):
            told.append(_unplaced(proposed, found))
            continue
        if verdict in (Verdict.ACCEPT, Verdict.REPLACE):
            if any(found.start < other.end and other.start < found.end for other in made):
                told.append(
                    _unplaced(proposed, "another change that was accepted has changed the same words")
                )
                continue
            made.append(found)
        records.append(_record(proposed, after, verdict, found, reading))
    return replace(
        reading,
        document=page.changed(reading.document, made),
        edits=(*reading.edits, *records),
        diagnostics=(*reading.diagnostics, *told),
        conservation=_account(reading.conservation, [r for r in records if r.applied]),
    )


class _Page:
    """The text of an article in one string, white space folded, and the leaves that it stands in."""

    def __init__(self, leaves: Sequence[_Leaf], text: str) -> None:
        self.leaves = leaves
        self.text = text
        pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+|\s+", text)]
        folded = [" " if text[a:b].isspace() else text[a:b] for a, b in pieces]
        self.folded = "".join(folded)
        self._starts = [0, *accumulate(map(len, folded))]
        self._places = [a for a, _ in pieces] + [len(text)]
        self._leaf_starts = [leaf.start for leaf in leaves]

    @staticmethod
    def of(document: Document) -> _Page:
        leaves: list[_Leaf] = []
        texts: list[str] = []
        at = 0

        def read(content: Inlines) -> Inlines:
            nonlocal at
            for leaf, text in _leaves(content, at):
                leaves.append(leaf)
                texts.append(text)
                at = leaf.end
            texts.append(PARTED)
            at += 1
            return content

        _map_all(document, read)
        return _Page(leaves, "".join(texts))

    def find(self, proposed: Proposed, after: str) -> _Found | str:
        """Where the change stands, or why that cannot be said."""
        before, left, right = (SPACE_RE.sub(" ", t) for t in (proposed.before, proposed.left, proposed.right))
        if not before.strip():
            return "it names no words of the text"
        for before_it, behind_it in REACHES:
            beside, behind = left[max(0, len(left) - before_it) :], right[:behind_it]
            if not beside.strip() and not behind.strip():
                continue
            wanted = beside + before + behind
            first = self.folded.find(wanted)
            if first < 0:
                continue
            if self.folded.find(wanted, first + 1) >= 0:
                return "its words stand in several places"
            start = self._place(first + len(beside))
            return self._narrow(start, self._place(first + len(beside) + len(before)), after)
        return "its words do not stand in the text"

    def changed(self, document: Document, made: Sequence[_Found]) -> Document:
        """The document with the changes made."""
        if not made:
            return document
        by_leaf: dict[int, list[_Found]] = {}
        for found in sorted(made, key=lambda f: f.start, reverse=True):
            by_leaf.setdefault(self._leaf(found.start, found.end), []).append(found)
        count = -1

        def rewrite(content: Inlines) -> Inlines:
            nonlocal count
            out: list[Inline] = []
            for node in content:
                if isinstance(node, Wrap):
                    out.append(replace(node, content=rewrite(node.content)))
                    continue
                count += 1
                out.append(self._put(node, by_leaf.get(count, ()), count))
            return tuple(out)

        return _map_all(document, rewrite)

    def _put(self, node: Inline, changes: Sequence[_Found], number: int) -> Inline:
        if not changes or not isinstance(node, Text):
            return node
        value, base = node.value, self.leaves[number].start
        for found in changes:
            value = value[: found.start - base] + found.after + value[found.end - base :]
        return replace(node, value=value)

    def _place(self, folded: int) -> int:
        """A place in the folded text -> in the text."""
        piece = bisect_right(self._starts, folded) - 1
        inside = folded - self._starts[piece]
        return self._places[min(piece, len(self._places) - 1)] + inside

    def _leaf(self, start: int, end: int) -> int:
        """The leaf that holds all of ``start:end``; -1 if none does."""
        at = bisect_right(self._leaf_starts, start) - 1
        # An insertion at the end of a leaf belongs to that leaf.
        for number in (at, at - 1):
            if number >= 0 and self.leaves[number].start <= start and end <= self.leaves[number].end:
                return number if self.leaves[number].node is not None else -1
        return -1

    def _narrow(self, start: int, end: int, after: str) -> _Found | str:
        """The change without what stays the same at its ends, so that it touches as few nodes as it can."""
        before = self.text[start:end]
        same = _alike(before, after)
        tail = _alike(before[same:][::-1], after[same:][::-1])
        start, end, after = start + same, end - tail, after[same : len(after) - tail]
        number = self._leaf(start, end)
        if number < 0:
            return "it crosses a citation, a link, a mark or other type"
        node = self.leaves[number].node
        return _Found(start, end, after, node.origin if node else None)


def _alike(one: str, two: str) -> int:
    """How many letters two strings begin with alike."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )


def _leaves(content: Inlines, at: int) -> Iterator[tuple[_Leaf, str]]:
    for node in content:
        if isinstance(node, Wrap):
            for leaf, text in _leaves(node.content, at):
                yield leaf, text
                at = leaf.end
            continue
        text = node.value if isinstance(node, Text) else inline_text((node,))
        yield _Leaf(at, at + len(text), node if isinstance(node, Text) else None), text
        at += len(text)


def _map_all(document: Document, rewrite: Rewrite) -> Document:
    """``rewrite`` on every inline sequence of an article that a proofreader reads, front matter too."""
    meta = document.meta
    meta = replace(
        meta,
        title=rewrite(meta.title),
        subtitle=rewrite(meta.subtitle),
        standfirst=rewrite(meta.standfirst),
        abstract=tuple(replace(p, content=rewrite(p.content)) for p in meta.abstract),
    )
    return replace(map_document(document, rewrite), meta=meta)


def _record(
    proposed: Proposed, after: str, verdict: Verdict | None, found: _Found, reading: Reading
) -> Recorded:
    who = proposed.by or "a proofreader"
    why = f"proposed by {who}{f' on {proposed.date}' if proposed.date else ''}"
    return Recorded(
        _span(proposed, found, reading),
        proposed.before,
        after,
        RULE,
        Safety.SUGGEST,
        f"{why}: {proposed.note}" if proposed.note else why,
        proposed.key,
        verdict=verdict.value if verdict else "",
        proposed=proposed.after if verdict is Verdict.REPLACE else "",
    )


def _span(proposed: Proposed, found: _Found, reading: Reading) -> Span:
    """The words in the source, where they stand once in the passage that was read there."""
    origin = found.origin or Span(reading.sources[0].name, 0, 0)
    texts: Mapping[str, str] = {source.name: source.text for source in reading.sources}
    passage = texts.get(origin.file, "")[origin.start : origin.end]
    at = passage.find(proposed.before)
    if at < 0 or passage.find(proposed.before, at + 1) >= 0:
        return origin
    return Span(origin.file, origin.start + at, origin.start + at + len(proposed.before))


def _unplaced(proposed: Proposed, why: str) -> Diagnostic:
    return diagnostic(
        "proposal-unplaced",
        f"The proposal {proposed.key} (“{proposed.before}” -> “{proposed.after}”) has no place: {why}.",
        where=proposed.where,
        hint="Write it into article.md by hand (docforge adopt puts the text there), or take it out.",
    )


def _account(conservation: Conservation, made: Sequence[Recorded]) -> Conservation:
    """Words that went are no longer kept; words that came are the editor's decision."""
    if not made:
        return conservation
    gone = came = 0
    for record in made:
        old, new = words(record.before), words(record.after)
        for word in old:
            if word in new:
                new.remove(word)
            else:
                gone += 1
        came += len(new)
    changed = dict(conservation.changed)
    changed[RULE] = changed.get(RULE, 0) + len(made)
    return replace(
        conservation,
        kept=max(0, conservation.kept - gone),
        changed=tuple(sorted(changed.items())),
        decided=conservation.decided + came,
    )
