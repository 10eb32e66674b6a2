"""Where a thing stands in a source file: the one address that edits, nodes and diagnostics share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into one file as received (decoded, line ends kept).

    ``file`` is the name as the editor wrote it, relative to the edition, never an absolute path.
    """

    file: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def to(self, other: Span) -> Span:
        """Smallest span that covers both; they must be of one file."""
        if other.file != self.file:
            raise ValueError(f"spans of two files: {self.file}, {other.file}")
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))


def line_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column (in code points) of ``offset``; lines end with ``\\n``, as editors count."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1
