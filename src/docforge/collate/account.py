"""The conservation check of a merge: the copies' own accounts, and what merging them set aside and chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from docforge.collate.copies import Copy
from docforge.collate.ledger import State
from docforge.collate.resolve import RULE
from docforge.model.text import words
from docforge.repair.edit import Recorded
from docforge.repair.record import Conservation

SAME_TEXT = "other copy, same text"


def account(copies: Sequence[Copy], state: State, lost: Counter[str], invented: Counter[str]) -> Conservation:
    parts = [copy.reading.conservation for copy in copies]
    aside: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for part in parts:
        aside.update(dict(part.set_aside))
        changed.update(dict(part.changed))
        lost.update(dict(part.unaccounted))
        invented.update(dict(part.invented))
    for record in state.records:
        if record.aside:
            aside[record.aside] += len(words(record.before))
        elif record.applied:
            changed[RULE] += 1
    aside[SAME_TEXT] += state.same
    total = sum(part.source_words for part in parts)
    kept = (
        sum(part.kept for part in parts)
        - state.same
        - sum(
            (Counter(words(r.before)) - Counter(words(r.after))).total() for r in state.records if r.applied
        )
    )
    return Conservation(
        total,
        max(0, kept),
        tuple(sorted(aside.items())),
        tuple(sorted(changed.items())),
        tuple(sorted((+lost).items())),
        tuple(sorted((+invented).items())),
        sum(part.decided for part in parts) + sum(map(_written, state.records)),
    )


def _written(record: Recorded) -> int:
    """Number of words that stand in neither reading, only in what the editor wrote."""
    known = Counter(words(record.before)) + Counter(words(record.proposed))
    return (Counter(words(record.after)) - known).total() if record.verdict == "replace" else 0
