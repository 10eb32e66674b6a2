"""Which copy is the text that the others are merged into, and which of two is the less damaged one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docforge.collate.copies import Copy
from docforge.collate.damage import Eye
from docforge.collate.judge import Which

# A copy is the better one for words that no other evidence decides when it looks that much less damaged.
CLEARLY = 0.7
LEAST = 0.15  # damaged words in a hundred
STRUCTURE = 0.3  # what a copy without any of the structure of another is worse by


class Damage:
    """How damaged each copy is as a whole."""

    def __init__(self, copies: Sequence[Copy], eye: Eye) -> None:
        self.copies = copies
        shared = frozenset.intersection(*(copy.tokens for copy in copies))
        self.damage = {copy.number: copy.damage(eye, shared) for copy in copies}
        self.most = max((copy.structure for copy in copies), default=0)

    def base(self) -> Copy:
        """The copy that is the text: whole rather than partial, then the least damaged, then the first."""
        most = max(copy.body_words for copy in self.copies)
        whole = [copy for copy in self.copies if 2 * copy.body_words >= most]
        return self.ranked(whole)[0]

    def ranked(self, copies: Iterable[Copy]) -> list[Copy]:
        """The least damaged first; of equals the one that the editor named first."""
        return sorted(copies, key=lambda c: (round(self._badness(c), 2), c.number))

    def _badness(self, copy: Copy) -> float:
        """Damaged words in a hundred, paragraphs that begin or end inside a sentence, structure lost."""
        lost = 1 - copy.structure / self.most if self.most else 0.0
        return self.damage[copy.number] + 2 * copy.torn + STRUCTURE * lost

    def better(self, a: Copy, b: Copy) -> Which:
        damage_a, damage_b = self._badness(a), self._badness(b)
        if not b.body_words or not a.body_words:
            return Which.KEEP
        if abs(damage_a - damage_b) < LEAST:
            return Which.KEEP
        if damage_a <= CLEARLY * damage_b:
            return Which.A
        return Which.B if damage_b <= CLEARLY * damage_a else Which.KEEP
