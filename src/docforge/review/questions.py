"""What the editor is asked about one article: at most 25 questions, worst first; the rest is listed.

Open are: repairs too uncertain to be made (``suggest``), repairs that were made but touch what a reader
relies on (``likely`` with a doubt), and findings that ask. What ``decisions.toml`` answers is not open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from docforge.diagnostics import Diagnostic
from docforge.model.text import words
from docforge.places import Span
from docforge.repair.answers import ASKING
from docforge.repair.edit import Recorded, Safety

MOST_ASKED = 25
# Of one rule while others wait: twenty-five times the same question would hide all others.
MOST_OF_A_RULE = 8
LONG_ASIDE = 60
SENTENCE_RE = re.compile(r"[^\W\d_]{2}[.!?][”\"’)]?\s+[“\"‘(]?[A-ZÀ-Þ]")
CONTEXT = 80
# A number or a name that changes is a small change; where much changes, text was moved.
SMALL = 120


class Effect(IntEnum):
    """What a wrong answer would do to the reader, worst first."""

    NUMBERS = 0  # a wrong figure or year is believed, and nobody sees it
    NAMES = 1  # a wrong name cannot be found and offends its bearer
    LOST_TEXT = 2  # what is missing cannot be read
    ORDER = 3  # the sentences are there, but say something else
    WORDS = 4  # a reader stumbles, and mostly sees what was meant
    APPARATUS = 5  # notes, citations, tables, captions: the text itself stands

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", " ")


OF_CODE = {
    "encoding-damage": Effect.LOST_TEXT,
    "encoding-guessed": Effect.WORDS,
    "unfinished-paragraph": Effect.LOST_TEXT,
    "truncated-end": Effect.LOST_TEXT,
    "columns-as-found": Effect.ORDER,
    "judgement-join": Effect.ORDER,
    "meta-conflict": Effect.NAMES,
    "note-text-missing": Effect.LOST_TEXT,
    "suggested-repair": Effect.WORDS,
}


@dataclass(frozen=True, slots=True)
class Question:
    """``kind`` is "suggested-edit", "doubtful-edit" (made already) or "finding". ``rule`` may be a code."""

    key: str
    kind: str
    rule: str
    effect: Effect
    place: Span | None
    where: str
    before: str
    after: str
    why: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """``asked`` are worst first, ``listed`` come after them in the same order."""

    asked: tuple[Question, ...]
    listed: tuple[Question, ...]

    @property
    def open(self) -> int:
        return len(self.asked) + len(self.listed)

    def by_rule(self) -> list[tuple[str, int, int]]:
        """Rule, how many are open, how many of them are asked; the most frequent rule first."""
        asked = Counter(q.rule for q in self.asked)
        every = Counter(q.rule for q in (*self.asked, *self.listed))
        return [(rule, n, asked[rule]) for rule, n in sorted(every.items(), key=lambda c: (-c[1], c[0]))]


def ask(edits: Iterable[Recorded], diagnostics: Iterable[Diagnostic]) -> Questions:
    """The open questions, ranked.

    The effect on meaning comes first: numbers, names, lost text, order, then other words, then the apparatus.
    Within an effect, what occurs often comes first, because one answer shows what to do with all of its kind;
    then the order of the text. Of one rule no more than eight are asked while questions of others wait.
    """
    found = open_questions(edits, diagnostics)
    often = Counter(q.rule for q in found)
    ranked = sorted(found, key=lambda q: (q.effect, -often[q.rule], q.rule, _order(q)))
    taken: Counter[str] = Counter()
    first: list[int] = []
    later: list[int] = []
    for number, question in enumerate(ranked):
        taken[question.rule] += 1
        (first if taken[question.rule] <= MOST_OF_A_RULE else later).append(number)
    asked = set([*first, *later][:MOST_ASKED])
    return Questions(
        tuple(q for n, q in enumerate(ranked) if n in asked),
        tuple(q for n, q in enumerate(ranked) if n not in asked),
    )


def _order(question: Question) -> tuple[str, int, str]:
    place = question.place
    return (place.file, place.start, question.key) if place else (question.where, -1, question.key)


def open_questions(edits: Iterable[Recorded], diagnostics: Iterable[Diagnostic]) -> list[Question]:
    """Everything that waits for the editor, in no order that matters."""
    found = []
    for edit in edits:
        if edit.verdict:
            continue
        if edit.safety is Safety.SUGGEST:
            found.append(_of_edit(edit, "suggested-edit", edit.why))
        elif doubt := doubt_of(edit):
            found.append(_of_edit(edit, "doubtful-edit", f"{edit.why}; {doubt}" if edit.why else doubt))
    for d in diagnostics:
        if d.code in ASKING and not d.answer:
            effect = OF_CODE.get(d.code, Effect.APPARATUS)
            found.append(
                Question(
                    d.key, "finding", d.code, effect, d.span, d.where, d.before, d.after, d.message, d.hint
                )
            )
    return found


def _of_edit(edit: Recorded, kind: str, why: str) -> Question:
    return Question(edit.key, kind, edit.rule, effect_of(edit), edit.place, "", edit.before, edit.after, why)


def effect_of(edit: Recorded) -> Effect:
    """What an edit touches, told by its words alone."""
    if edit.aside:
        return Effect.LOST_TEXT
    if _digits(edit.before) != _digits(edit.after):
        return Effect.NUMBERS
    if _changed_names(edit.before, edit.after):
        return Effect.NAMES
    if len(words(edit.before)) > len(words(edit.after)) and _letters(edit.before) != _letters(edit.after):
        return Effect.LOST_TEXT
    return Effect.WORDS


def doubt_of(edit: Recorded) -> str:
    """Why a repair that was made should be looked at all the same; "" where it need not be.

    Joining and parting words keeps their letters and is not asked about, nor is text that only moves: the
    report lists both.
    """
    if edit.safety is not Safety.LIKELY:
        return ""
    if edit.aside:
        count = len(words(edit.cut)) - len(words(edit.put))
        # Sentences: navigation and programs of a page have many words, but none.
        prose = count >= LONG_ASIDE and len(SENTENCE_RE.findall(edit.cut[:20_000])) > 2
        return f"{count} words of prose are not in the text any more" if prose else ""
    if max(len(edit.before), len(edit.after)) > SMALL or not words(edit.before) or not words(edit.after):
        return ""
    lost, new = Counter(_digits(edit.before)), Counter(_digits(edit.after))
    if lost - new and new - lost:
        return "a number changes"
    if _changed_names(edit.before, edit.after):
        return "a name may change"
    return ""


def _digits(text: str) -> list[str]:
    """The numbers of a text; a figure among letters ("continuall3") is a misread letter."""
    return re.findall(r"(?<![^\W\d_])\d+(?![^\W\d_])", text)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _changed_names(before: str, after: str) -> bool:
    """Do letters of a capitalised word change: "Mi1er" -> "Miller"? Spaces, hyphens and case alone do not."""
    if _letters(before) == _letters(after):
        return False
    lost = Counter(words(before)) - Counter(words(after))
    new = Counter(words(after)) - Counter(words(before))
    return any(w[:1].isupper() for w in lost) and any(w[:1].isupper() for w in new)


def context(text: str, place: Span) -> tuple[str, str]:
    """The text left and right of a place, as received, cut at white space where there is some."""
    left = text[max(0, place.start - CONTEXT) : place.start]
    right = text[place.end : place.end + CONTEXT]
    if place.start > CONTEXT and (cut := re.search(r"\s", left)):
        left = left[cut.end() :]
    if place.end + CONTEXT < len(text) and (cut := re.search(r"\s(?=\S*\Z)", right)):
        right = right[: cut.start()]
    return left, right


def decided(edits: Sequence[Recorded], diagnostics: Sequence[Diagnostic]) -> tuple[int, int]:
    """How many decisions were followed, and how many were not (stale or refused)."""
    followed = sum(bool(e.verdict) for e in edits) + sum(bool(d.answer) for d in diagnostics)
    codes = ("decision-stale", "decision-refused")
    return followed, len({d.key for d in diagnostics if d.code in codes and d.key})
