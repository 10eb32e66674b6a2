"""Text that knows, after any number of edits, where in the source each of its characters stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

INSERTED = -1


@dataclass(frozen=True, slots=True)
class Replacement:
    """Replace ``start:end`` of a text by ``put``; with ``moved`` >= 0, ``put`` is the text from there."""

    start: int
    end: int
    put: str
    moved: int = -1


@dataclass(frozen=True, slots=True)
class TracedText:
    """``text`` and its runs: run i begins at ``starts[i]`` of the text and at ``sources[i]`` of the source
    (``INSERTED`` for characters that no source has)."""

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]

    @staticmethod
    def of(text: str) -> TracedText:
        return TracedText(text, (0,), (0,))

    def source_offset(self, index: int) -> int:
        """Source offset of the character at ``index``; of inserted text and of the end, where it was put."""
        i = max(bisect_right(self.starts, index) - 1, 0)
        if index < len(self.text) and self.sources[i] != INSERTED:
            return self.sources[i] + index - self.starts[i]
        return self._end_before(index)

    def _end_before(self, index: int) -> int:
        """Source offset just after the last source character that stands before ``index``."""
        i = max(bisect_right(self.starts, index - 1) - 1, 0) if index else 0
        if index and self.sources[i] != INSERTED:
            return self.sources[i] + index - self.starts[i]
        while i > 0 and index:
            i -= 1
            if self.sources[i] != INSERTED:
                return self.sources[i] + self.starts[i + 1] - self.starts[i]
        return 0

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets that ``start:end`` came from; empty for a pure insertion point."""
        first = self.source_offset(start)
        if end <= start:
            return (self._end_before(start),) * 2
        last = self._end_before(end)
        return (first, last) if last >= first else (last, last)

    def replace(self, changes: Sequence[Replacement]) -> TracedText:
        """Text with all changes made; they must be sorted and must not overlap."""
        pieces: list[str] = []
        starts: list[int] = []
        sources: list[int] = []
        length = at = run = 0

        def keep(start: int, end: int) -> None:
            nonlocal length, run
            while run + 1 < len(self.starts) and self.starts[run + 1] <= start:
                run += 1
            i = run
            while start < end:
                stop = min(end, self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text))
                source = self.sources[i]
                starts.append(length)
                sources.append(source if source == INSERTED else source + start - self.starts[i])
                pieces.append(self.text[start:stop])
                length += stop - start
                start = stop
                i += 1

        for change in changes:
            if change.start < at:
                raise ValueError("overlapping or unsorted changes")
            keep(at, change.start)
            if change.put and change.moved >= 0:
                run = 0
                keep(change.moved, change.moved + len(change.put))
                run = 0
            elif change.put:
                starts.append(length)
                sources.append(INSERTED)
                pieces.append(change.put)
                length += len(change.put)
            at = change.end
        keep(at, len(self.text))
        return TracedText("".join(pieces), tuple(starts) or (0,), tuple(sources) or (0,))
