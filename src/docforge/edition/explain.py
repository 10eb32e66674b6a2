"""The recorded repairs of one article, as lines of text or as values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docforge.edition.build import choose
from docforge.edition.cache import Cache, fingerprint
from docforge.edition.config import load_edition
from docforge.edition.gather import gather
from docforge.edition.inputs import RawFile
from docforge.edition.output import CACHE
from docforge.edition.reading import read_copies
from docforge.edition.stages import read_stage
from docforge.errors import UsageError
from docforge.repair.record import Reading


def read_for_explaining(identifier: str, edition_dir: Path, out: Path) -> Reading:
    """The reading of an article of the edition, from the cache of ``out`` where it is still true.

    Raises ``UsageError`` for an unknown article, ``ConfigError``, ``InputError``.
    """
    config = load_edition(edition_dir)
    given = gather(config, choose(config, [identifier])[0])
    if (out / CACHE).is_dir():
        return read_stage(Cache(out / CACHE, fingerprint()), given.corrected, given.copies, given.guidance)
    return read_copies(given.corrected, given.copies, given.guidance)


def explain_reading(reading: Reading, rule: str | None) -> list[str]:
    """The repairs as lines; raises ``UsageError`` for a rule that did nothing here."""
    from docforge.review.explain import explain

    known = sorted({*(e.rule for e in reading.edits), *(m.rule for m in reading.moves)})
    if rule is not None and rule not in known:
        have = f"Rules that did something: {', '.join(known)}." if known else "No rule did anything."
        raise UsageError(f'No repair of this article is of a rule "{rule}".', have)
    return explain(reading, rule)


def repairs_plain(reading: Reading, rule: str | None) -> list[dict[str, object]]:
    """The repairs as values for JSON, in the shape of report.json."""
    from docforge.review.account import edit
    from docforge.review.located import Lines

    lines = Lines(reading.sources)
    return [edit(record, lines) for record in reading.edits if rule in (None, record.rule)]


def read_files(copies: Sequence[RawFile]) -> Reading:
    """The reading of files apart from any edition."""
    return read_copies(None, copies)
