"""The repairs and the questions of one article, as lines of text or as values; where its decisions stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docforge.edition.beside import guide, overrides_beside, references_beside
from docforge.edition.build import choose
from docforge.edition.cache import Cache, fingerprint
from docforge.edition.config import load_edition
from docforge.edition.decisions import DECISIONS_FILE, load_decisions
from docforge.edition.gather import gather
from docforge.edition.inputs import RawFile
from docforge.edition.output import CACHE
from docforge.edition.reading import read_copies
from docforge.edition.stages import read_stage
from docforge.errors import UsageError
from docforge.repair.decisions import Decisions
from docforge.repair.record import Reading


@dataclass(frozen=True, slots=True)
class Subject:
    """One article as read, the decisions on it and the file they are in (None where none was named)."""

    reading: Reading
    decisions: Decisions
    path: Path | None


def read_for_explaining(identifier: str, edition_dir: Path, out: Path) -> Subject:
    """An article of the edition, its reading from the cache of ``out`` where that is still true.

    Raises ``UsageError`` for an unknown article, ``ConfigError``, ``InputError``.
    """
    config = load_edition(edition_dir)
    article = choose(config, [identifier])[0]
    given = gather(config, article)
    path = article.folder / DECISIONS_FILE
    if (out / CACHE).is_dir():
        cache = Cache(out / CACHE, fingerprint())
        return Subject(
            read_stage(cache, given.corrected, given.copies, given.guidance), article.decisions, path
        )
    return Subject(read_copies(given.corrected, given.copies, given.guidance), article.decisions, path)


def read_files(copies: Sequence[RawFile], folder: Path | None, decisions: Path | None = None) -> Subject:
    """Files apart from any edition, with what lies beside them and the decisions of the file named."""
    known = decisions_beside(decisions)
    guidance = guide(overrides_beside(folder), decisions=known, references=references_beside(folder))
    return Subject(read_copies(None, copies, guidance), known, decisions)


def decisions_beside(path: Path | None) -> Decisions:
    """The decisions in ``path``; none where no file was named or it is still to be written."""
    return load_decisions(path, str(path)) if path and path.exists() else Decisions()


def explain_reading(reading: Reading, rule: str | None, *, only_open: bool = False) -> list[str]:
    """The repairs and questions as lines; raises ``UsageError`` for a rule that did nothing here."""
    from docforge.review.explain import explain, explain_open, rules_of

    known = rules_of(reading)
    if rule is not None and rule not in known:
        have = f"Rules that did something: {', '.join(known)}." if known else "No rule did anything."
        raise UsageError(f'No repair of this article is of a rule "{rule}".', have)
    return explain_open(reading, rule) if only_open else explain(reading, rule)


def repairs_plain(reading: Reading, rule: str | None) -> list[dict[str, object]]:
    """The repairs as values for JSON, in the shape of report.json."""
    from docforge.review.account import edit
    from docforge.review.located import Lines

    lines = Lines(reading.sources)
    return [edit(record, lines) for record in reading.edits if rule in (None, record.rule)]


def questions_plain(reading: Reading, rule: str | None) -> dict[str, object]:
    """The open questions as values for JSON, in the shape of report.json."""
    from docforge.review.account import questions
    from docforge.review.located import Lines

    plain = questions(reading, Lines(reading.sources))
    for name in ("asked", "listed", "by_rule"):
        plain[name] = [q for q in plain[name] if rule in (None, q["rule"])]
    return plain
