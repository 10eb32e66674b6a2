"""Text as received: decoded, every other byte of evidence kept (line ends, outer spaces, form feeds)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

# plain: a text dump of a PDF; ocr-markdown: OCR output as Markdown; web: text of a web page; html: the page
# itself; markdown: our own canonical Markdown; foreign: what pandoc reads (DOCX, ODT);
# jats: JATS XML.
Kind = Literal["plain", "ocr-markdown", "web", "html", "markdown", "foreign", "jats"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """``name`` is the file as the editor wrote it; ``sha256`` is of the bytes as received."""

    name: str
    text: str
    kind: Kind
    encoding: str
    sha256: str

    @staticmethod
    def of(text: str, name: str = "-", kind: Kind = "plain") -> SourceText:
        """A source from text in hand (standard input, tests)."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return SourceText(name, text, kind, "utf-8", digest)
