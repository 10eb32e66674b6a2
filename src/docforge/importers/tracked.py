"""The tracked changes of a Word file, as pandoc reads them: what was there, and what a proofreader put.

Words that docforge adds itself (character style "Added", paragraph style "Details") are no part of the text.
https://pandoc.org/MANUAL.html#option--track-changes
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docforge.importers.foreign import read_tree

REACH = 60  # letters kept on either side of a change
WORD_END_RE = re.compile(r"[\w'’-]+\Z")
WORD_START_RE = re.compile(r"[\w'’-]+")
LAST_RE = re.compile(r"\S+\s*\Z")
FIRST_RE = re.compile(r"\s*\S+")
OURS = frozenset(("Added", "Details", "Details Char"))


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` becomes ``after``, whole words; ``left`` and ``right`` stand beside it in its paragraph."""

    before: str
    after: str
    left: str
    right: str
    by: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or a change that is none of words; ``at`` are the words around it."""

    text: str
    at: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """``paragraphs`` is the text before all changes, docforge's own words left out."""

    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    """A stretch of a paragraph: "kept", "in" (put by the proofreader) or "out"; a "remark" has no letters."""

    text: str
    state: str
    by: str = ""
    date: str = ""


@dataclass(slots=True)
class _Reader:
    paragraphs: list[list[_Piece]] = field(default_factory=list)

    def blocks(self, node: Any) -> None:
        """Every paragraph below a node of pandoc's tree, in order."""
        if isinstance(node, list):
            for part in node:
                self.blocks(part)
        elif isinstance(node, dict):
            kind, content = node.get("t"), node.get("c", [])
            if kind in ("Para", "Plain", "Header"):
                pieces: list[_Piece] = []
                self.paragraphs.append(pieces)
                self.inlines(content[-1] if kind == "Header" else content, pieces, _Piece("", "kept"))
            elif kind == "CodeBlock":
                self.paragraphs.append([_Piece(content[1], "kept")])
            elif kind != "Div" or not OURS & set(_style(content[0])):
                self.blocks(content)

    def inlines(self, nodes: list[Any], pieces: list[_Piece], state: _Piece) -> None:
        for node in nodes:
            kind, content = node["t"], node.get("c", [])
            match kind:
                case "Str":
                    pieces.append(_Piece(content, state.state, state.by, state.date))
                case "Space" | "SoftBreak" | "LineBreak":
                    pieces.append(_Piece(" ", state.state, state.by, state.date))
                case "Code" | "Math":
                    pieces.append(_Piece(content[1], state.state, state.by, state.date))
                case "Note":
                    self.blocks(content)
                case "Span":
                    self.span(content, pieces, state)
                case "Link" | "Quoted" | "Cite":
                    self.inlines(content[1], pieces, state)
                case "Image" | "RawInline":
                    pass
                case _:
                    self.inlines(content, pieces, state)

    def span(self, content: Any, pieces: list[_Piece], state: _Piece) -> None:
        (_, classes, pairs), inner = content
        known = dict(pairs)
        by, date = known.get("author", ""), known.get("date", "")[:10]
        if "insertion" in classes or "deletion" in classes:
            put = "in" if "insertion" in classes else "out"
            # What was put in and taken out again was never there.
            self.inlines(inner, pieces, _Piece("", "none" if state.state != "kept" else put, by, date))
        elif "paragraph-insertion" in classes or "paragraph-deletion" in classes:
            told = (
                "a paragraph is parted" if "paragraph-insertion" in classes else "two paragraphs are joined"
            )
            pieces.append(_Piece(f"{told} here", "remark", by))
        elif "comment-start" in classes:
            said: list[_Piece] = []
            self.inlines(inner, said, _Piece("", "kept"))
            pieces.append(_Piece("".join(p.text for p in said).strip(), "remark", by))
        elif not OURS & set(_style((None, None, pairs))):
            self.inlines(inner, pieces, state)


def read_tracked(data: bytes, name: str) -> Tracked:
    """The changes, comments and text of a proofread Word file.

    Raises InputError for what is no such file (or an unsafe one), MissingToolError where pandoc is missing.
    """
    reader = _Reader()
    reader.blocks(read_tree(data, name, ("--track-changes=all",), extensions="+styles")["blocks"])
    changes: list[Change] = []
    remarks: list[Remark] = []
    paragraphs: list[str] = []
    for pieces in reader.paragraphs:
        text = "".join(p.text for p in pieces if p.state in ("kept", "out"))
        paragraphs.append(text)
        changes += _changes(pieces, text)
        remarks += _remarks(pieces, text)
    return Tracked(tuple(changes), tuple(remarks), tuple(paragraphs))


def _style(attributes: Any) -> list[str]:
    return [value for key, value in attributes[2] if key == "custom-style"]


def _changes(pieces: list[_Piece], text: str) -> Iterator[Change]:
    """Neighbouring insertions and deletions as one change."""
    at = 0
    run: list[_Piece] = []
    note = ""
    for piece in (*pieces, _Piece("", "kept")):
        if piece.state in ("in", "out"):
            run.append(piece)
            continue
        if piece.state == "remark":
            note = piece.text
            continue
        if piece.state == "none":
            continue
        if run:
            before = "".join(p.text for p in run if p.state == "out")
            after = "".join(p.text for p in run if p.state == "in")
            if before != after:
                yield _whole(text, at, at + len(before), after, run[0], note)
            at += len(before)
            run, note = [], ""
        if piece.text.strip():
            note = ""
        at += len(piece.text)


def _whole(text: str, start: int, end: int, after: str, made: _Piece, note: str) -> Change:
    """A change widened to whole words, and to a neighbour where nothing stood before or stands after."""
    before = text[start:end]
    if not before.strip() or not after.strip():
        if near := LAST_RE.search(text, max(0, start - REACH), start):
            start, after = near.start(), near[0] + after
        elif near := FIRST_RE.match(text, end):
            end, after = near.end(), after + near[0]
    else:
        if any(sign[:1].isalnum() for sign in (before, after)) and (
            near := WORD_END_RE.search(text, 0, start)
        ):
            start, after = near.start(), near[0] + after
        if any(sign[-1:].isalnum() for sign in (before, after)) and (near := WORD_START_RE.match(text, end)):
            end, after = near.end(), after + near[0]
    # Pandoc sets the spaces at the ends of a change outside of it, so that they stand twice.
    before = text[start:end]
    start, end = start + len(before) - len(before.lstrip()), end - len(before) + len(before.rstrip())
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    return Change(text[start:end], after.strip(), left, right, made.by, made.date, note)


def _remarks(pieces: list[_Piece], text: str) -> Iterator[Remark]:
    at = 0
    for piece in pieces:
        if piece.state == "remark":
            yield Remark(piece.text, text[max(0, at - REACH // 2) : at + REACH // 2].strip(), piece.by)
        elif piece.state in ("kept", "out"):
            at += len(piece.text)
