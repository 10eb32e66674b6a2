"""Pictures as exporters may use them: known kinds that can be drawn and are no trap, SVG made safe."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.pixels import fault_of, kind_of


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is what may be written out; empty when the file cannot be used, and then it is told why."""

    name: str
    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def mime_type(name: str, data: bytes) -> str:
    """The media type by the file's first bytes; "" for a kind that pages do not show."""
    if kind := kind_of(data):
        return kind
    return "image/svg+xml" if name.lower().endswith(".svg") or b"<svg" in data[:1000] else ""


def is_usable(name: str, data: bytes) -> bool:
    """Whether pages can show the file: a known kind that can be read."""
    return bool(safe_picture(name, data).data)


def safe_picture(name: str, data: bytes) -> Picture:
    """A picture fit to be written out: SVG is cleaned, other kinds are passed on if they can be drawn."""
    kind = mime_type(name, data)
    if kind == "image/svg+xml":
        # lxml: a build that finds nothing changed does without.
        from docforge.exporters.svg import sanitise_svg

        clean = sanitise_svg(name, data)
        return Picture(name, clean.data, clean.diagnostics)
    wrong, hint = fault_of(kind, data)
    if not wrong:
        return Picture(name, data)
    told = diagnostic("figure-missing", f"{name} cannot be used: {wrong}.", hint=hint, where=name)
    return Picture(name, b"", (told,))
