"""Several damaged copies of one article -> one reading of it.

Each copy is read by itself. The least damaged copy with a body is the text; each other copy is laid beside
it, passage by passage and then word by word, may add what the text lacks and settle what it has damaged, and
never shortens it. Every word of every copy is in the result, set aside, or in a recorded choice; the check
at the end counts that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from docforge.citations.entries import assign_keys
from docforge.citations.parsing.items import read_reference
from docforge.collate.account import account
from docforge.collate.base import Damage
from docforge.collate.copies import Copy
from docforge.collate.damage import Eye
from docforge.collate.differences import partial_copies
from docforge.collate.identity import compare_works
from docforge.collate.judge import Witnesses
from docforge.collate.ledger import State
from docforge.collate.step import Step
from docforge.collate.told import broken, of_copies, questions, unrelated
from docforge.collate.tools import Tools
from docforge.diagnostics import Diagnostic
from docforge.model.meta import Document
from docforge.model.text import document_strings
from docforge.repair.decisions import Decisions
from docforge.repair.record import Reading
from docforge.repair.words.lexicon import Lexicon


def merge_copies(readings: Sequence[Reading], decisions: Decisions | None = None) -> Reading:
    """One reading of the copies that are of the same work as the first; the others are refused and told.

    ``decisions`` are the editor's on choices that were made or could not be made.
    """
    accepted, told = [readings[0]], []
    for reading in readings[1:]:
        found = [compare_works(other.document, reading.document) for other in accepted]
        if any(likeness.same for likeness in found):
            accepted.append(reading)
        else:
            told.append(unrelated(readings[0], reading, found[0].shown))
    if len(accepted) == 1:
        return replace(readings[0], diagnostics=(*readings[0].diagnostics, *told))
    return _merge(accepted, decisions or Decisions(), told)


def _merge(readings: Sequence[Reading], decisions: Decisions, told: Sequence[Diagnostic]) -> Reading:
    """The copies of one work merged, the base first."""
    copies = [Copy(reading, number) for number, reading in enumerate(readings)]
    texts = {reading.sources[0].name: reading.sources[0].text for reading in readings}
    eye = Eye(Lexicon(readings[0].document.meta.language, "\n".join(texts.values())))
    witnesses = Witnesses([" ".join(document_strings(r.document)) for r in readings])
    damage = Damage(copies, eye)
    tools = Tools(eye, witnesses, damage, texts, decisions)
    base = damage.base()
    others = damage.ranked(copy for copy in copies if copy is not base)
    state = State(base.reading.document, list(base.units))
    lost: Counter[str] = Counter()
    invented: Counter[str] = Counter()
    for other in others:
        step = Step(tools, base, other, state)
        step.run()
        lost += step.ledger.lost
        invented += step.ledger.invented
    document = _rekeyed(state.document)
    found = [*of_copies(copies, base, document), *told, *broken(base, lost, invented)]
    found += questions(state.records, document)
    for other in others:
        found += partial_copies(base.reading, other.reading)
    return Reading(
        document,
        tuple(copy.reading.sources[0] for copy in [base, *others]),
        tuple(e for copy in copies for e in copy.reading.edits) + tuple(state.records),
        tuple(m for copy in copies for m in copy.reading.moves) + tuple(state.moves),
        tuple(found),
        account(copies, state, lost, invented),
    )


def _rekeyed(document: Document) -> Document:
    """Keys of the reference list made anew where entries changed or came from two copies."""
    items = [r.csl if r.certain else read_reference(r.content) for r in document.references]
    keys = assign_keys(items)
    if any(r.certain for r in document.references):
        return document
    references = tuple(
        replace(r, id=key, csl=item) for r, key, item in zip(document.references, keys, items, strict=True)
    )
    return replace(document, references=references)
