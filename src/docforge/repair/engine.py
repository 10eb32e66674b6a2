"""Runs rules over a text: applies what they propose, records it, and can replay the record.

A rule proposes ``Edit``s on the text as the rules before it left it. One rule is one step: its edits are
applied together, in text order; of two that overlap the first one wins. ``replay`` makes the same text again
from the source and the record alone, which is what the conservation check relies on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docforge.diagnostics import Diagnostic
from docforge.model.source import SourceText
from docforge.places import Span
from docforge.repair.edit import Edit, Move, Recorded, Safety, edit_key
from docforge.repair.lexicon import Lexicon
from docforge.repair.traced import Replacement, TracedText

CONTEXT = 24  # characters either side that make an edit's key its own


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may know of the document besides the text in hand."""

    source: SourceText
    language: str
    lexicon: Lexicon


@dataclass(frozen=True, slots=True)
class Rule:
    """``find`` proposes; ``languages`` empty means any; ``reason`` says why it stands where it does."""

    name: str
    find: Callable[[str, Scene], Iterable[Edit]]
    reason: str
    languages: frozenset[str] = frozenset()


@dataclass(slots=True)
class Bench:
    """A text under repair and the record of what was done to it."""

    scene: Scene
    traced: TracedText
    records: list[Recorded] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    step: int = 0

    @staticmethod
    def of(scene: Scene) -> Bench:
        return Bench(scene, TracedText.of(scene.source.text))

    @property
    def text(self) -> str:
        return self.traced.text

    def span(self, start: int, end: int) -> Span:
        """Place in the source of ``start:end`` of the text in hand."""
        first, last = self.traced.source_range(start, end)
        return Span(self.scene.source.name, first, max(first, last))

    def raw(self, start: int, end: int) -> str:
        """``start:end`` of the text in hand as the source has it; columns are read one after the other."""
        source, span = self.scene.source.text, self.span(start, end)
        if not any(m.rule == "column-gutter" for m in self.moves):
            return source[span.start : span.end]
        read = ""
        last = None
        for first, stop in self.traced.source_pieces(start, end):
            between = source[last:first] if last is not None and last <= first else "\n"
            if last is not None:
                read += between if len(between.strip()) <= 2 and between.count("\n") <= 1 else "\n"
            read += source[first:stop]
            last = stop
        return read

    def run(self, rules: Sequence[Rule]) -> None:
        for rule in rules:
            if not rule.languages or self.scene.language.split("-")[0] in rule.languages:
                self.apply(rule.find(self.text, self.scene))

    def apply(self, edits: Iterable[Edit]) -> None:
        """Apply one step of edits to the text and record them; raises ``ValueError`` on a stale edit."""
        text, self.step = self.text, self.step + 1
        accepted: list[Edit] = []
        at = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if text[edit.start : edit.end] != edit.before:
                raise ValueError(f"stale edit of {edit.rule} at {edit.start}")
            if edit.safety is Safety.SUGGEST:
                self.records.append(self._record((edit,), text))
            elif edit.start >= at and edit.before != edit.after:
                accepted.append(edit)
                at = edit.end
        for _, group in groupby(_numbered(accepted, text), key=lambda pair: pair[0]):
            self.records.append(self._record(tuple(e for _, e in group), text))
        self.moves += [
            Move(self.span(e.moved, e.moved + len(e.after)), self.span(e.start, e.end), e.rule, e.why)
            for e in accepted
            if e.moved >= 0
        ]
        self.moves += [
            Move(self.span(start, end), self.span(e.start, e.end), e.rule, e.why)
            for e in accepted
            for start, end in _set_back(e)
        ]
        self.traced = self.traced.replace(
            [Replacement(e.start, e.end, e.after, e.moved, e.pieces) for e in accepted]
        )

    def _record(self, cluster: tuple[Edit, ...], text: str) -> Recorded:
        first, last = cluster[0], cluster[-1]
        start, end = _widen(text, first.start, last.end)
        put = _rewrite(text, first.start, last.end, cluster)
        after = text[start : first.start] + put + text[last.end : end]
        before = text[start:end]
        context = text[max(0, start - CONTEXT) : start] + "\x1e" + text[end : end + CONTEXT]
        return Recorded(
            place=self.span(start, end),
            before=before,
            after=after,
            rule=first.rule,
            safety=first.safety,
            why=first.why,
            key=edit_key(first.rule, before, after, context),
            aside=first.aside,
            step=self.step,
            at=first.start,
            cut=text[first.start : last.end],
            put=put,
        )


def _set_back(edit: Edit) -> Iterator[tuple[int, int]]:
    """Ranges of the passages of an edit's ``pieces`` that come after text which they stood before."""
    reach = begun = edit.start
    moved = False
    for piece in edit.pieces:
        if isinstance(piece, str):
            continue
        if piece[0] < reach:
            if moved:
                yield begun, reach
            begun, moved = piece[0], True
        reach = piece[1]
    if moved:
        yield begun, reach


def _in_word(char: str) -> bool:
    """Could the character be part of a word once the text is in NFKC: letters, digits, accents, "㉠"?"""
    if char.isascii():
        return char.isalnum()
    return bool(unicodedata.combining(char)) or any(c.isalnum() for c in unicodedata.normalize("NFKC", char))


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a range to whole words, so that a record reads as words and counts as words."""
    while start > 0 and _in_word(text[start - 1]):
        start -= 1
    while end < len(text) and _in_word(text[end]):
        end += 1
    return start, end


def _numbered(edits: Sequence[Edit], text: str) -> list[tuple[int, Edit]]:
    """Number the clusters: edits whose whole words touch are one cluster, told as one edit."""
    numbered: list[tuple[int, Edit]] = []
    number, reach, bridge = 0, -1, True
    for edit in edits:
        start, end = _widen(text, edit.start, edit.end)
        # Marks cut out side by side let the words around them meet: "Silva**<sup>1" becomes one word.
        meets = start == reach and not bridge and not edit.after
        if start >= reach and not meets:
            number += 1
        reach, bridge = end, bool(edit.after)
        numbered.append((number, edit))
    return numbered


def _rewrite(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    pieces, at = [], start
    for edit in edits:
        pieces += [text[at : edit.start], edit.after]
        at = edit.end
    return "".join((*pieces, text[at:end]))


def replay(text: str, records: Sequence[Recorded]) -> str:
    """The text that the record makes of the source; raises ``ValueError`` if the record does not fit it."""
    for _, step in groupby((r for r in records if r.applied), key=lambda r: r.step):
        pieces, at = [], 0
        for record in sorted(step, key=lambda r: r.at):
            end = record.at + len(record.cut)
            if record.at < at or text[record.at : end] != record.cut:
                raise ValueError(f"the record {record.key} does not fit the text")
            pieces += [text[at : record.at], record.put]
            at = end
        text = "".join((*pieces, text[at:]))
    return text
