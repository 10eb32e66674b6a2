"""An edit as a rule proposes it, and as the engine records it.

A rule works on the text as it stands after earlier rules, so a proposal's offsets are into that text. The
record carries the place in the source as received, and the whole words before and after, so that a reader
of the report sees "Febru⏎ary" -> "February" and not a lost line end.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from docforge.places import Span

# A stretch of the text in hand (start, end), or white space set between two of them.
Piece = tuple[int, int] | str


class Safety(Enum):
    SAFE = "safe"  # meaning cannot change: applied
    LIKELY = "likely"  # applied, listed for review
    SUGGEST = "suggest"  # never applied, only reported


@dataclass(frozen=True, slots=True)
class Edit:
    """A proposal: replace ``before`` at ``start:end`` of the text in hand by ``after``.

    ``aside`` names the kind of text that is set aside ("running head", "label", ...): ``after`` is then what
    stays in its place (mostly nothing). ``why`` is for a reader of the report. ``moved`` >= 0 says that
    ``after`` is the text that stands there, set in another place. ``pieces`` says that ``after`` is made of
    stretches of the text in hand in a new order, and of the white space between them.
    """

    start: int
    end: int
    before: str
    after: str
    rule: str
    safety: Safety
    why: str
    aside: str = ""
    moved: int = -1
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Recorded:
    """An edit that was applied (or, with ``Safety.SUGGEST``, only told).

    ``place`` is in the source as received. ``before`` and ``after`` are widened to whole words.
    ``step`` and ``at`` say in which pass and at which offset of that pass's text the smallest edit
    (``cut`` replaced by ``put``) was made; replay needs them. ``verdict`` is the editor's word on it
    ("accept", "reject", "replace" or none); after "replace", ``proposed`` is what docforge had in mind.
    ``witness`` is the place of ``after`` in another copy of the article.
    """

    place: Span
    before: str
    after: str
    rule: str
    safety: Safety
    why: str
    key: str
    aside: str = ""
    step: int = 0
    at: int = 0
    cut: str = ""
    put: str = ""
    verdict: str = ""
    proposed: str = ""
    witness: Span | None = None

    @property
    def applied(self) -> bool:
        """Does the text read so? The editor's word counts before docforge's own."""
        return self.verdict != "reject" if self.verdict else self.safety is not Safety.SUGGEST

    @property
    def decided(self) -> bool:
        """Would the text read otherwise without the editor?"""
        return self.verdict == "replace" or (self.verdict == "accept" and self.safety is Safety.SUGGEST)


@dataclass(frozen=True, slots=True)
class Move:
    """Text that stands elsewhere in the result than in the source: from its place to another place."""

    origin: Span
    to: Span
    rule: str
    why: str


def edit_key(rule: str, before: str, after: str, context: str) -> str:
    """Stable name of an edit: the same damage in the same words has the same key in every run."""
    digest = sha256("\x1f".join((rule, before, after, context)).encode("utf-8", "surrogatepass"))
    return f"{rule}-{digest.hexdigest()[:10]}"
