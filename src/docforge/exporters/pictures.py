"""Pictures of an article as exporters may use them: known kinds only, SVG made safe."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.exporters.svg import sanitise_svg

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


@dataclass(frozen=True, slots=True)
class Picture:
    """``data`` is what may be written out; empty when the file cannot be used."""

    name: str
    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


def mime_type(name: str, data: bytes) -> str:
    """The media type by the file's first bytes; "" for a kind that pages do not show."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if name.lower().endswith(".svg") or b"<svg" in data[:1000]:
        return "image/svg+xml"
    return ""


def is_usable(name: str, data: bytes) -> bool:
    """Whether pages can show the file: a known kind, and for SVG one that can be read."""
    return bool(mime_type(name, data) and safe_picture(name, data).data)


def safe_picture(name: str, data: bytes) -> Picture:
    """A picture fit to be written out: SVG is cleaned, other kinds are passed on."""
    if mime_type(name, data) == "image/svg+xml":
        clean = sanitise_svg(name, data)
        return Picture(name, clean.data, clean.diagnostics)
    return Picture(name, data)
