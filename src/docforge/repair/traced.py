"""Text that knows, after any number of edits, where in the source each of its characters stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

INSERTED = -1


@dataclass(frozen=True, slots=True)
class Replacement:
    """Replace ``start:end`` of a text by ``put``; with ``moved`` >= 0, ``put`` is the text from there.

    With ``pieces``, ``put`` is made of ranges of the text and of inserted strings.
    """

    start: int
    end: int
    put: str
    moved: int = -1
    pieces: tuple[tuple[int, int] | str, ...] = ()


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
        if last < first:  # text from two places, the later one first: the place of its beginning
            run = bisect_right(self.starts, start)
            return first, self._end_before(min(end, self.starts[run] if run < len(self.starts) else end))
        return first, last

    def source_pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """Source ranges of ``start:end``, in the order of the text; ranges that touch are one."""
        found: list[tuple[int, int]] = []
        i = max(bisect_right(self.starts, start) - 1, 0)
        while i < len(self.starts) and self.starts[i] < end:
            stop = min(end, self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text))
            first = max(start, self.starts[i])
            if self.sources[i] != INSERTED and first < stop:
                at = self.sources[i] + first - self.starts[i]
                if found and found[-1][1] == at:
                    found[-1] = (found[-1][0], at + stop - first)
                else:
                    found.append((at, at + stop - first))
            i += 1
        return found

    def replace(self, changes: Sequence[Replacement]) -> TracedText:
        """Text with all changes made; they must be sorted and must not overlap."""
        pieces: list[str] = []
        starts: list[int] = []
        sources: list[int] = []
        length = at = run = 0

        def keep(start: int, end: int) -> None:
            nonlocal length, run
            if start < self.starts[run]:
                run = max(bisect_right(self.starts, start) - 1, 0)
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

        def insert(put: str) -> None:
            nonlocal length
            starts.append(length)
            sources.append(INSERTED)
            pieces.append(put)
            length += len(put)

        for change in changes:
            if change.start < at:
                raise ValueError("overlapping or unsorted changes")
            keep(at, change.start)
            if change.pieces:
                for piece in change.pieces:
                    if isinstance(piece, str):
                        insert(piece)
                    else:
                        keep(*piece)
            elif change.put and change.moved >= 0:
                keep(change.moved, change.moved + len(change.put))
            elif change.put:
                insert(change.put)
            at = change.end
        keep(at, len(self.text))
        return TracedText("".join(pieces), tuple(starts) or (0,), tuple(sources) or (0,))
