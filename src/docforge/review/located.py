"""Places as people read them: file, line and column."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from docforge.model.source import SourceText
from docforge.places import Span

NEAR = 16


class Lines:
    """Line and column of any offset in some sources; each file is searched for line ends once."""

    def __init__(self, sources: Sequence[SourceText]) -> None:
        self._texts = {source.name: source.text for source in sources}
        self._starts: dict[str, list[int]] = {}

    def find(self, file: str, offset: int) -> tuple[int, int] | None:
        """1-based line and column in code points; None for a file that is no source of the article."""
        text = self._texts.get(file)
        if text is None:
            return None
        if file not in self._starts:
            starts, position = [0], text.find("\n")
            while position >= 0:
                starts.append(position + 1)
                position = text.find("\n", position + 1)
            self._starts[file] = starts
        starts = self._starts[file]
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def text(self, file: str) -> str:
        """The text of a source; "" for a file that is none."""
        return self._texts.get(file, "")

    def shown(self, span: Span) -> str:
        """ "file:line:column", or the file and offsets where the text is not at hand."""
        found = self.find(span.file, span.start)
        if found is None:
            return f"{span.file}, {span.start}-{span.end}" if span.end else span.file
        return f"{span.file}:{found[0]}:{found[1]}"

    def excerpt(self, span: Span, limit: int = 80) -> str:
        """The first words of a place, in one line; "" where the text is not at hand."""
        text = " ".join(
            self._texts.get(span.file, "")[span.start : min(span.end, span.start + 4 * limit)].split()
        )
        return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"

    def beside(self, span: Span, expected: str) -> tuple[str, str]:
        """What touches a place on both sides, where the place reads ``expected``.

        "zone" glued to "(Kovač" is hard to judge alone.
        """
        text = self._texts.get(span.file, "")
        if text[span.start : span.end] != expected:
            return "", ""
        left, right = span.start, span.end
        while left > 0 and span.start - left < NEAR and not text[left - 1].isspace():
            left -= 1
        while right < len(text) and right - span.end < NEAR and not text[right].isspace():
            right += 1
        return text[left : span.start], text[span.end : right]
