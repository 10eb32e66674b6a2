"""What every exporter gives back. Exporters are pure: no disk, no clock, no network."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Exported:
    """``files`` maps names in the article's (or edition's) output folder to bytes, in writing order."""

    files: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()
