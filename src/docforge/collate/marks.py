"""Note marks that only the other copy has, carried to the words they stand after; texts of empty notes.

A dump without raised signs loses the marks, one without page ends the notes. Ids are the text's own: a note
that both copies have keeps its id, and marks of the other copy point to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from docforge.collate.matching import Group
from docforge.collate.passage import LABEL, Passage
from docforge.collate.pieces import Leaf, build, leaves, splice
from docforge.collate.units import Unit
from docforge.collate.wording import TOKEN_RE, changed_tokens
from docforge.model.nodes import Footnote, Inlines, NoteRef

Change = tuple[int, int, list[Leaf]]


def note_ids(
    a: Sequence[Unit], b: Sequence[Unit], printed: Sequence[Unit], groups: Sequence[Group]
) -> dict[str, str]:
    """The id in the text of each note of the other copy. ``printed`` are its units with the ids they had."""
    ids = {
        old.node.id: new.node.id
        for old, new in zip(printed, b, strict=True)
        if isinstance(old.node, Footnote) and isinstance(new.node, Footnote)
    }
    for group in groups:
        ours = [a[i].node for i in group.a]
        for j in group.b:
            theirs = printed[j].node
            if len(ours) == 1 and isinstance(theirs, Footnote) and isinstance(ours[0], Footnote):
                ids[theirs.id] = ours[0].id
    return ids


def with_ids(unit: Unit, ids: Mapping[str, str]) -> Unit:
    """The unit with its note marks pointing to the notes of the text."""
    fields = [_renamed(content, ids) for content in unit.fields]
    return unit if fields == list(unit.fields) else unit.with_fields(fields)


def _renamed(content: Inlines, ids: Mapping[str, str]) -> Inlines:
    pieces = leaves(content)
    if not any(isinstance(leaf.node, NoteRef) and leaf.node.rid in ids for leaf in pieces):
        return content
    return build(
        [
            replace(leaf, node=replace(leaf.node, rid=ids.get(leaf.node.rid, leaf.node.rid)))
            if isinstance(leaf.node, NoteRef)
            else leaf
            for leaf in pieces
        ]
    )


def without_dangling(unit: Unit, notes: Collection[str]) -> Unit:
    """The unit without marks of notes that did not come into the text."""

    def dangles(leaf: Leaf) -> bool:
        return isinstance(leaf.node, NoteRef) and leaf.node.rid not in notes

    fields = []
    for content in unit.fields:
        pieces = leaves(content)
        kept = [leaf for leaf in pieces if not dangles(leaf)]
        fields.append(content if len(kept) == len(pieces) else build(kept))
    return unit if fields == list(unit.fields) else unit.with_fields(fields)


def pair_empty_notes(
    a: Sequence[Unit], b: Sequence[Unit], groups: Sequence[Group]
) -> tuple[list[Group], list[Group]]:
    """Groups, and notes of the text without words beside those of the other copy with the same label."""
    taken = {j for g in groups for j in g.b}
    waiting = {
        u.node.label: j
        for j, u in enumerate(b)
        if j not in taken and isinstance(u.node, Footnote) and u.node.label and u.node.blocks
    }
    filled = []
    for i, unit in enumerate(a):
        note = unit.node
        if isinstance(note, Footnote) and not note.blocks and note.label in waiting:
            filled.append(Group((i,), (waiting.pop(note.label),)))
    return list(groups), filled


def carry_marks(units: Sequence[Unit], donor: Sequence[Unit], notes: Collection[str]) -> list[Unit]:
    """``units`` with the marks of ``donor`` that they lack, each after the same word."""
    to, source = Passage(units), Passage(donor)
    there = {leaf.node.rid for field in to.leaves for leaf in field if isinstance(leaf.node, NoteRef)}
    wanted = [
        (start + leaf.start, leaf)
        for start, field in zip(source.starts, source.leaves, strict=True)
        for leaf in field
        if isinstance(leaf.node, NoteRef) and leaf.node.rid in notes and leaf.node.rid not in there
    ]
    if not wanted:
        return list(units)
    changes: dict[int, list[Change]] = {}
    for at, leaf in zip(_places([o for o, _ in wanted], source.text, to.text), wanted, strict=True):
        field = to.field_of(at, at) if at is not None else None
        if at is None or field is None or to.where[field[0]][1] == LABEL or to.text[at : at + 1].isdigit():
            continue
        changes.setdefault(field[0], []).append((field[1], field[1], [Leaf((), leaf[1].node, 0, 0)]))
    return _changed(to, changes)


def _places(offsets: Sequence[int], one: str, two: str) -> Iterator[int | None]:
    """Where offsets in or after words of ``one`` are in ``two``; None where the word is another there."""
    tokens, others = list(TOKEN_RE.finditer(one)), list(TOKEN_RE.finditer(two))
    same: dict[int, int] = {}
    i = j = 0
    gaps = changed_tokens([t[0] for t in tokens], [t[0] for t in others])
    for i1, i2, j1, j2 in [*gaps, (len(tokens), len(tokens), len(others), len(others))]:
        same.update(zip(range(i, i1), range(j, j1), strict=False))
        i, j = i2, j2
    starts = [t.start() for t in tokens]
    for offset in offsets:
        number = bisect_left(starts, offset) - 1
        other = same.get(number)
        inside = number >= 0 and offset <= tokens[number].end()
        yield others[other].start() + offset - starts[number] if inside and other is not None else None


def _changed(to: Passage, changes: Mapping[int, list[Change]]) -> list[Unit]:
    done = []
    for number, unit in enumerate(to.units):
        fields: list[Inlines] = list(unit.fields)
        for index, (owner, part) in enumerate(to.where):
            if owner == number and index in changes:
                put = sorted(changes[index], key=lambda c: c[0])
                fields[part] = splice(fields[part], put) or fields[part]
        done.append(unit.with_fields(fields) if fields != list(unit.fields) else unit)
    return done
