"""What becomes of every word of two copies: in the text, in a choice, or set aside; and the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from docforge.collate.copies import Copy
from docforge.collate.resolve import RULE, Choice
from docforge.collate.units import Unit
from docforge.model.meta import ArticleMeta, Document
from docforge.model.text import document_strings, inline_text, words
from docforge.places import Span
from docforge.repair.edit import Move, Recorded, Safety, edit_key

OTHER_ONLY = "other copy, not taken"


@dataclass(slots=True)
class State:
    """The text so far, and what the check at the end needs."""

    document: Document
    units: list[Unit]
    records: list[Recorded] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    gained: Counter[str] = field(default_factory=Counter)
    same: int = 0
    forms: int = 0


class Ledger:
    """The account of one more copy, ``other``, merged into the text of ``state``."""

    def __init__(self, base: Copy, other: Copy, state: State) -> None:
        self.base, self.other, self.state = base, other, state
        self.lost: Counter[str] = Counter()
        self.invented: Counter[str] = Counter()
        self.accounted_a: Counter[str] = Counter()
        self.accounted_b: Counter[str] = Counter()
        self.decided: Counter[str] = Counter()  # words that the editor wrote

    def record(self, choice: Choice) -> None:
        """The choice as an edit of the losing copy; with nobody to decide it is only a question."""
        copy = self.base if choice.first_lost else self.other
        losing = self.accounted_a if choice.first_lost else self.accounted_b
        losing.update(words(choice.lost))
        if choice.replaced:
            (self.accounted_b if choice.first_lost else self.accounted_a).update(words(choice.kept))
            self.decided.update(words(choice.written))
        place = choice.lost_at or Span(copy.name, 0, 0)
        before, after, witness = choice.lost, choice.kept, choice.kept_at
        safety = Safety.LIKELY
        if choice.asked:
            before, after, place, witness = choice.kept, choice.lost, choice.kept_at or place, choice.lost_at
            safety = Safety.SUGGEST
        self.state.records.append(
            Recorded(
                place,
                before,
                choice.written if choice.replaced else after,
                RULE,
                safety,
                choice.why,
                choice.key,
                verdict=choice.word,
                proposed=after if choice.replaced else "",
                witness=None if choice.replaced else witness,
            )
        )

    def aside(self, units: Sequence[Unit], rest: Counter[str], copy: Copy, first: bool) -> None:
        """Words of a passage that neither the result nor a losing reading has: labels and the like."""
        (self.accounted_a if first else self.accounted_b).update(rest)
        place = next((u.origin for u in units if u.origin), None) or Span(copy.name, 0, 0)
        text = " ".join(rest.elements())
        self.set_aside(place, text, "the other copy has the same passage without these words")

    def set_aside(self, place: Span, text: str, why: str) -> None:
        self.state.records.append(
            Recorded(
                place,
                text,
                "",
                RULE,
                Safety.LIKELY,
                why,
                edit_key(RULE, text, "", place.file),
                aside=OTHER_ONLY,
            )
        )

    def people(self, document: Document) -> None:
        """Names, addresses and keywords that lost are recorded as one reading of each copy."""
        ours, others = self.state.document, self.other.reading.document
        new = Counter(w for text in front_texts(document.meta) for w in words(text))
        for first, source, copy in ((True, ours, self.base), (False, others, self.other)):
            texts = front_texts(source.meta)
            rest = Counter(w for text in texts for w in words(text)) - new
            if rest:
                (self.accounted_a if first else self.accounted_b).update(rest)
                lost = "; ".join(t for t in texts if set(words(t)) & set(rest))
                kept = "; ".join(front_texts(document.meta))
                place = next((c.origin for c in source.meta.contributors if c.origin), None)
                self.state.records.append(
                    Recorded(
                        place or Span(copy.name, 0, 0),
                        lost,
                        kept,
                        RULE,
                        Safety.LIKELY,
                        "the people of the article are taken from the copy with the cleaner names",
                        edit_key(RULE, lost, kept, copy.name),
                    )
                )
        self.state.gained += new - Counter(w for text in front_texts(ours.meta) for w in words(text))

    def check(self, before: Counter[str], theirs: Counter[str], document: Document) -> None:
        """Every word of both is in the result or accounted for; the result has no word that neither has."""
        now = Counter(w for text in document_strings(document) for w in words(text))
        for have, accounted in ((before, self.accounted_a), (theirs, self.accounted_b)):
            self.lost += have - accounted - now
        self.invented += now - before - self.state.gained
        self.invented += (
            Counter({w: n for w, n in now.items() if not before[w] and not theirs[w]}) - self.decided
        )


def front_texts(meta: ArticleMeta) -> list[str]:
    people = [" ".join(filter(None, (p.name, p.email, inline_text(p.biography)))) for p in meta.contributors]
    return [*people, *(a.text for a in meta.affiliations), *meta.keywords]
