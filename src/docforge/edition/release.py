"""``docforge release``: build an edition, and record what it is by the hashes of its files and texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import docforge
from docforge.diagnostics import Severity
from docforge.edition.build import Progress, build_edition
from docforge.edition.cache import fingerprint
from docforge.edition.config import EditionConfig
from docforge.edition.output import write_file
from docforge.edition.released import REPORTS, correction_digest, program
from docforge.edition.releases import RELEASES_FILE, Release, ReleasedArticle, releases_text
from docforge.edition.results import BuildResult
from docforge.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Outcome:
    """``release`` is None where errors held it back; ``new`` says that it was not recorded before."""

    result: BuildResult
    path: Path
    release: Release | None = None
    new: bool = False


def release_edition(config: EditionConfig, out: Path, progress: Progress | None = None) -> Outcome:
    """Build ``config`` into ``out`` and add it to the record, if it is final and without errors.

    Raises ``ConfigError`` for an edition that is not final and for a version that is recorded otherwise,
    and what ``build_edition`` raises.
    """
    if config.meta.status != "final":
        raise ConfigError(
            f"The edition is a {config.meta.status}; only a final edition is released.",
            'Set status = "final" under [edition] in edition.toml.',
        )
    result = build_edition(config, out, progress=progress)
    path = config.folder / RELEASES_FILE
    if any(f.diagnostic.severity is Severity.ERROR for f in result.findings):
        return Outcome(result, path)
    release = _release(config, result, out)
    same = [r for r in config.releases if r.version == release.version]
    if same and (same[-1].articles, same[-1].files) == (release.articles, release.files):
        return Outcome(result, path, same[-1])
    if same and same[-1].articles == release.articles:
        raise ConfigError(
            f"Version {release.version} of the edition is recorded with other files.",
            "Raise the version in edition.toml to release these, or publish the files of that release.",
        )
    write_file(path, releases_text((*config.releases, release)).encode())
    return Outcome(result, path, release, new=True)


def _release(config: EditionConfig, result: BuildResult, out: Path) -> Release:
    versions = {a.id: str(a.overrides.values.get("version", "1")) for a in config.articles}
    corrections: dict[str, list[str]] = {}
    for correction in config.meta.corrections:
        corrections.setdefault(correction.article, []).append(correction_digest(correction))
    articles = tuple(
        ReleasedArticle(a.id, versions[a.id], a.text, tuple(corrections.get(a.id, ())))
        for a in result.articles
    )
    return Release(
        config.meta.version,
        config.meta.date,
        docforge.__version__,
        program(fingerprint()),
        articles,
        _hashes(out, result.files),
    )


def _hashes(out: Path, names: Sequence[str]) -> dict[str, str]:
    return {name: sha256((out / name).read_bytes()).hexdigest() for name in names if name not in REPORTS}
