"""Duplicates of a reference list merged where the editor asks for it, each as a recorded edit."""

from __future__ import annotations

from dataclasses import replace

from docforge.citations.checks.duplicates import Group, find_groups
from docforge.citations.checks.entry import Listed, listed_entries
from docforge.citations.merging import fullest, redirect
from docforge.diagnostics import Diagnostic
from docforge.model.text import words
from docforge.places import Span
from docforge.repair.decisions import Decisions, Verdict
from docforge.repair.edit import Recorded, Safety, edit_key
from docforge.repair.record import Conservation, Reading

RULE = "duplicate-reference"
ASIDE = "duplicate reference"


def merge_duplicates(reading: Reading, decisions: Decisions) -> Reading:
    """``reading`` with one entry for each work; "reject" on the key of such an edit keeps that entry."""
    groups = find_groups(listed_entries(reading.document.references))
    records: list[Recorded] = []
    told: list[Diagnostic] = []
    into: dict[str, str] = {}
    for group in groups:
        kept = fullest(group)
        gone: list[Listed] = []
        for listed in group.entries:
            if listed is kept:
                continue
            record = _record(listed, kept, group, reading, decisions)
            records.append(record)
            if record.applied:
                gone.append(listed)
                into[listed.reference.id] = kept.reference.id
        if gone:
            told.append(_told(kept, gone, group))
    moved = sum(len(words(r.before)) for r in records if r.applied)
    return replace(
        reading,
        document=redirect(reading.document, into),
        edits=(*reading.edits, *records),
        diagnostics=(*reading.diagnostics, *told),
        conservation=_account(reading.conservation, moved),
    )


def _record(listed: Listed, kept: Listed, group: Group, reading: Reading, decisions: Decisions) -> Recorded:
    reference = listed.reference
    before = f"{reference.label} {listed.text}".strip()
    key = edit_key(RULE, before, "", kept.text)
    decision = decisions.on(key)
    verdict = decision.verdict.value if decision and decision.verdict is not Verdict.REPLACE else ""
    return Recorded(
        reference.origin or Span(reading.sources[0].name, 0, 0),
        before,
        "",
        RULE,
        Safety.LIKELY,
        f"the same work as {kept.entry.short} ({', '.join(group.rules)}), which stays",
        key,
        aside=ASIDE,
        verdict=verdict,
        witness=kept.reference.origin,
    )


def _told(kept: Listed, gone: list[Listed], group: Group) -> Diagnostic:
    return kept.tell(
        "reference-merged",
        f"{kept.name} stands for {len(gone) + 1} entries of one work ({', '.join(group.rules)}):"
        f" {'; '.join(e.entry.short for e in gone)} {'were' if len(gone) > 1 else 'was'} set aside.",
        "Their citations point to it and read as printed. To keep one of them, reject its edit (rule"
        " duplicate-reference).",
    )


def _account(conservation: Conservation, moved: int) -> Conservation:
    if not moved:
        return conservation
    aside = dict(conservation.set_aside)
    aside[ASIDE] = aside.get(ASIDE, 0) + moved
    return replace(
        conservation, kept=max(0, conservation.kept - moved), set_aside=tuple(sorted(aside.items()))
    )
