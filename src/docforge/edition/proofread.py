"""A proofread Word file -> proposals in ``decisions.toml``. Nothing of it goes into the text by itself."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from docforge.edition.deciding import add_proposals
from docforge.edition.inputs import RawFile
from docforge.importers.tracked import Change, Remark, read_tracked
from docforge.model.meta import Document
from docforge.model.text import document_strings, inline_text
from docforge.normalise.proofread import RULE, lay_proposals
from docforge.repair.decisions import Decisions, Proposed
from docforge.repair.edit import edit_key
from docforge.repair.record import Reading

LEAST = 8  # words of a paragraph that is looked for as a whole
LABEL_RE = re.compile(r"\W*(?:\w+\.?\s)?[\dIVXA-Z][\w.]{0,6}\W*\s")


@dataclass(frozen=True, slots=True)
class Taken:
    """``new`` are the proposals written, ``unplaced`` what of all has no place in the text, and why.

    ``remarks`` are comments and changes of paragraphs; ``untracked`` are paragraphs that read otherwise than
    the article though no change was tracked in them.
    """

    path: Path
    new: tuple[Proposed, ...]
    known: int
    unplaced: tuple[str, ...]
    remarks: tuple[Remark, ...]
    untracked: tuple[str, ...]


def take_proofread(raw: RawFile, reading: Reading, path: Path) -> Taken:
    """Write the tracked changes of a Word file as proposals into ``path``; those that it holds stay.

    Raises InputError for a file that cannot be read, ConfigError for a broken ``path``.
    """
    tracked = read_tracked(raw.data, raw.name)
    proposals = _keyed(tracked.changes)
    laid = lay_proposals(reading, Decisions(proposals=proposals))
    told = laid.diagnostics[len(reading.diagnostics) :]
    new = add_proposals(path, proposals)
    untracked = _untracked(tracked.paragraphs, reading.document)
    return Taken(
        path, new, len(proposals) - len(new), tuple(d.message for d in told), tracked.remarks, untracked
    )


def _keyed(changes: tuple[Change, ...]) -> tuple[Proposed, ...]:
    counted: Counter[str] = Counter()
    proposals = []
    for c in changes:
        key = edit_key(RULE, c.before, c.after, f"{c.left}\x1f{c.right}")
        counted[key] += 1
        key = key if counted[key] == 1 else f"{key}-{counted[key]}"
        proposals.append(Proposed(key, c.before, c.after, c.left, c.right, c.by, c.date, c.note))
    return tuple(proposals)


def _untracked(paragraphs: tuple[str, ...], document: Document) -> tuple[str, ...]:
    """Longer paragraphs that the article does not have; the reference list may be in another style."""
    text = "\x00".join(_folded(string) for string in document_strings(document))
    end = _folded(inline_text(document.references_title))
    found = []
    for paragraph in map(_folded, paragraphs):
        if end and paragraph.endswith(end) and len(paragraph) < len(end) + 8:
            break
        if len(paragraph.split()) < LEAST or paragraph in text:
            continue
        label = LABEL_RE.match(paragraph)
        if not label or paragraph[label.end() :] not in text:
            found.append(paragraph)
    return tuple(found)


def _folded(text: str) -> str:
    return " ".join(text.split())
