"""What lies beside the copies of an article and guides their reading: article.toml, a list of references."""

from __future__ import annotations

from pathlib import Path

from docforge.edition.inputs import Guidance, RawFile, load_file
from docforge.edition.overrides import ARTICLE_FILE, Overrides, read_overrides
from docforge.edition.paths import must_stay
from docforge.edition.values import Findings
from docforge.repair.decisions import Decisions

REFERENCE_FILES = ("references.json", "references.bib")


def guide(
    given: Overrides,
    *,
    language: str = "",
    duplicates: str = "",
    default_language: str = "en",
    default_duplicates: str = "keep",
    decisions: Decisions | None = None,
    references: RawFile | None = None,
) -> Guidance:
    """What the editor has said about reading an article: the command's word, then article.toml's, then the
    default of the edition."""
    said = given.values
    return Guidance(
        language or str(said.get("language", "")),
        str(said.get("title_capitals", "keep")),
        default_language,
        decisions or Decisions(),
        references,
        duplicates or str(said.get("duplicate_references", default_duplicates)),
    )


def find_overrides(root: Path, folder: Path, name: str, findings: Findings) -> Overrides:
    """What the article.toml in ``folder`` says, if there is one; ``name`` is what messages call it.

    Raises ``ConfigError`` for a link that leads out of ``root``; mistakes go to ``findings``.
    """
    if not (folder / ARTICLE_FILE).exists():
        return Overrides()
    must_stay(root, folder / ARTICLE_FILE, name)
    return read_overrides(root, folder, name, findings)


def overrides_beside(folder: Path | None) -> Overrides:
    """The same of the folder of files that belong to no edition. Raises ``ConfigError``."""
    if folder is None:
        return Overrides()
    findings = Findings()
    given = find_overrides(folder, folder, ARTICLE_FILE, findings)
    findings.raise_mistakes()
    return given


def find_references(root: Path, folder: Path) -> Path | None:
    """The editor's own list of references in a folder: ``references.json``, else ``references.bib``.

    Raises ``ConfigError`` for a link that leads out of ``root``.
    """
    found = next((folder / name for name in REFERENCE_FILES if (folder / name).is_file()), None)
    if found:
        must_stay(root, found, found.relative_to(root).as_posix())
    return found


def references_beside(folder: Path | None) -> RawFile | None:
    """The list in the folder of files that belong to no edition. Raises ``ConfigError``, ``InputError``."""
    found = find_references(folder, folder) if folder else None
    return load_file(found, found.name) if found else None
