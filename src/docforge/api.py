"""docforge from Python: functions that return values, print nothing and raise ``errors.DocforgeError``.

>>> import docforge
>>> result = docforge.convert("damaged.txt", to=("md", "jats"))     # doctest: +SKIP
>>> result.files["article.md"]                                      # doctest: +SKIP
>>> docforge.build("sources", "build").ok                           # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from docforge.edition.build import Progress, build_edition
from docforge.edition.config import load_edition
from docforge.edition.convert import check_formats, convert_copies
from docforge.edition.decisions import load_decisions
from docforge.edition.inputs import RawFile, check_raw, load_file
from docforge.edition.restyle.styles import find_style
from docforge.edition.results import BuildResult, ConvertResult, Finding
from docforge.model.edition import EditionMeta
from docforge.model.source import Kind

__all__ = ["BuildResult", "ConvertResult", "EditionMeta", "Finding", "Input", "build", "convert"]

# A path, or a name with the bytes.
Input = str | Path | tuple[str, bytes]


def convert(
    inputs: Input | Sequence[Input],
    to: Sequence[str] = ("md",),
    *,
    kind: Kind | None = None,
    language: str = "",
    edition: EditionMeta | None = None,
    decisions: str | Path | None = None,
    style: str = "",
    references: Input | None = None,
    duplicate_references: Literal["", "keep", "merge"] = "",
) -> ConvertResult:
    """Convert one article; several inputs are copies of the same article, and are merged.

    ``to`` names formats: md, json, html, pdf, epub, jats, docx. ``kind`` says what the inputs are when
    they are taken for something else. ``language`` is a BCP 47 tag; ``edition`` is what is printed about
    an edition. ``decisions`` is a decisions.toml: your word on single repairs.
    ``style`` is a citation style, by its name in the CSL repository or as a .csl file. ``references`` is your
    own list, CSL-JSON or .bib, which wins over what is read (default: the one beside the first input);
    ``duplicate_references`` says whether entries of one work are kept or merged (default: what the
    article.toml beside the first input says). The result's ``files`` maps "article.md" and the like to bytes,
    ``findings`` says what a person should look at, and ``readings`` has the document with every edit and its
    place.

    Raises ``UsageError`` (unknown format), ``ConfigError`` (wrong decisions), ``InputError`` (a file that no
    text can be read from) and ``MissingToolError``.
    """
    check_formats(to)
    given = [inputs] if isinstance(inputs, (str, Path)) or _is_pair(inputs) else list(inputs)
    raws: list[RawFile] = []
    folder: Path | None = None
    for item in given:
        raws.append(_raw(item, kind))  # type: ignore[arg-type]  # a path or a pair by now
        if not isinstance(item, tuple):
            folder = folder or Path(item).absolute().parent  # type: ignore[arg-type]
    decided = load_decisions(Path(decisions), str(decisions)) if decisions else None
    chosen = find_style(style) if style else None
    return convert_copies(
        raws,
        to,
        language=language,
        folder=folder,
        edition=edition,
        decisions=decided,
        style=chosen,
        references=_raw(references, None) if references is not None else None,
        duplicates=duplicate_references,
    )


def _raw(item: Input, kind: Kind | None) -> RawFile:
    if isinstance(item, tuple):
        return check_raw(RawFile(item[0], item[1], kind))
    return load_file(Path(item), Path(item).name, kind)


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and len(value) == 2
        and isinstance(value[0], str)
        and isinstance(value[1], bytes)
    )


def build(
    edition_dir: str | Path,
    out: str | Path,
    only: Sequence[str] | None = None,
    strict: bool = False,
    *,
    progress: Progress | None = None,
) -> BuildResult:
    """Build the edition in ``edition_dir`` into the folder ``out``; with ``only``, these articles alone.

    The result tells the files, the findings and whether all went well (``ok``; with ``strict`` warnings
    count). Raises ``ConfigError``, ``InputError``, ``OutputError``, ``UsageError`` and ``MissingToolError``.
    """
    return build_edition(load_edition(Path(edition_dir)), Path(out), only or (), strict, progress)
