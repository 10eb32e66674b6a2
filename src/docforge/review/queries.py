"""The open questions and the lacks of an article as queries to its author, in plain words.

What ``docforge explain --open`` asks an editor, a query sheet asks an author: what is printed, what it might
be, and where to look. Nothing is answered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.model.labels import ENGLISH, Labels, labels_of
from docforge.model.queries import Probe, Query
from docforge.model.text import letter_position, letters
from docforge.places import Span
from docforge.repair.record import Reading
from docforge.review.account import shown
from docforge.review.facing import Row, facing_rows
from docforge.review.letter_words import words_of
from docforge.review.located import Lines
from docforge.review.missing import Missing, find_missing
from docforge.review.questions import Question, ask, context

SHORT, LONG = 24, 60
QUOTED = 160
FIRST_WORDS = 40
ENOUGH = 12
NOTES = "note-text-missing"
BLANK_RE = re.compile(r"\s+")
WORD_RE = re.compile(r"\w*")
OF_FRONT = ("title", "standfirst", "abstract", "keywords", "author", "affiliation")


@dataclass(frozen=True, slots=True)
class Queries:
    """``asked`` in the order of the article; ``more`` questions are only listed in the report."""

    asked: tuple[Query, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place of the article: where it is in words, what its block prints, ``start`` and ``end`` in that.

    ``before``: what the question is about stands in no block, but before this one.
    """

    order: int
    where: str
    text: str = ""
    start: int = 0
    end: int = 0
    before: bool = False


def author_queries(reading: Reading, told: Sequence[Diagnostic]) -> Queries:
    """What the author of an article is to be asked; ``told`` are the findings about it."""
    found = ask(reading.edits, told)
    words = labels_of(reading.document.meta.language)
    at = _Finder(reading, words)
    placed: list[tuple[int, Query]] = []
    seen: set[str] = set()
    for question in found.asked:
        # One key is one answer, in however many places.
        if question.key not in seen:
            seen.add(question.key)
            spot = at.spot(question)
            placed.append((spot.order, _query(question, spot, at, words)))
    notes = any(question.rule == NOTES for question in (*found.asked, *found.listed))
    asked_at = {at.lines.shown(q.place) for q in (*found.asked, *found.listed) if q.place}
    for lack in find_missing(reading.document, told, reading.sources):
        # What a finding asks about all notes at once need not be asked for each of them.
        if lack.to == "author" and lack.at not in asked_at and not (notes and lack.kind == "note"):
            spot = at.spot_of(lack)
            language = words_of(reading.document.meta.language).language
            placed.append((spot.order, _lack(lack, spot, language)))
    ordered = sorted(placed, key=lambda pair: pair[0])
    return Queries(tuple(query for _, query in ordered), len(found.listed))


class _Finder:
    """Finds the block of the article that a place of the source became."""

    def __init__(self, reading: Reading, words: Labels) -> None:
        self.reading = reading
        self.words = words
        self.lines = Lines(reading.sources)
        self.rows = facing_rows(reading, reading.edits)
        self.names = list(_named(self.rows, words))
        self.last = len(self.rows)
        self.texts = [letters(row.result) for row in self.rows]
        self.by_edit: dict[int, _Spot] = {}
        for number, row in enumerate(self.rows):
            for mark in row.result_marks:
                for edit in mark.edits:
                    self.by_edit.setdefault(
                        edit, _Spot(number, self.names[number], row.result, mark.start, mark.end)
                    )
        self.of_key: dict[str, int] = {}
        for index, record in enumerate(reading.edits):
            self.of_key.setdefault(record.key, index)

    def spot(self, question: Question) -> _Spot:
        """Where a question stands: by the repair's own mark, by its block, or by the words around it."""
        known = self.by_edit.get(self.of_key.get(question.key, -1))
        if known:
            return known
        place = question.place
        if place is None:
            return _Spot(self.last, "")
        number = self._row(place)
        if number >= 0 and self.texts[number]:
            return self._inside(number, place)
        return self._by_words(place, question) or self._following(number)

    def spot_of(self, lack: Missing) -> _Spot:
        """Where a lack stands, whose place is told as file, line and column."""
        file, _, rest = lack.at.partition(":")
        line, _, column = rest.partition(":")
        if line.isdecimal() and column.isdecimal():
            start = self._line_start(file, int(line)) + int(column) - 1
            number = self._row(Span(file, start, start))
            if number >= 0 and self.texts[number]:
                return self._inside(number, Span(file, start, start))
        return _Spot(self.last, "")

    def _line_start(self, file: str, line: int) -> int:
        text, start = self.lines.text(file), 0
        for _ in range(line - 1):
            start = text.find("\n", start) + 1
        return start

    def _row(self, place: Span) -> int:
        return next((n for n, row in enumerate(self.rows) if any(_holds(p, place) for p in row.places)), -1)

    def _at(self, number: int, at: int) -> _Spot:
        """The word of a block with the letter of the number ``at``."""
        text = self.rows[number].result
        start = letter_position(text, at)
        word = WORD_RE.match(text, start)
        return _Spot(number, self.names[number], text, start, word.end() if word else start)

    def _inside(self, number: int, place: Span) -> _Spot:
        """The place in a block whose source it lies in."""
        text = self.texts[number]
        before, following = self._around(place, place.start)
        if following and text.count(following) == 1:
            return self._at(number, text.find(following))
        if before and text.count(before) == 1:
            return self._at(number, text.find(before) + len(before))
        return self._at(number, 0)

    def _by_words(self, place: Span, question: Question) -> _Spot | None:
        """The one block that has the words before a place of another copy, or those behind it."""
        before, following = self._around(place, place.end)
        if (number := self._only(before)) >= 0:
            at = self.texts[number].find(before) + len(before)
            return self._at(number, min(at, len(self.texts[number]) - 1))
        if (number := self._only(following)) < 0:
            return None
        at = self.texts[number].find(following)
        for reading in map(letters, (question.after, question.before)):
            if reading and self.texts[number][:at].endswith(reading):
                return self._at(number, at - len(reading))
        if not at and number and self.texts[number - 1]:
            return self._at(number - 1, len(self.texts[number - 1]) - 1)
        return self._at(number, at)

    def _only(self, run: str) -> int:
        """The one block that has a run of letters, and has it once; -1 where there is none."""
        found = [n for n, text in enumerate(self.texts) if run in text] if len(run) > ENOUGH else []
        return found[0] if len(found) == 1 and self.texts[found[0]].count(run) == 1 else -1

    def _around(self, place: Span, end: int) -> tuple[str, str]:
        """The letters before a place, and those from ``end`` on."""
        source = self.lines.text(place.file)
        before = letters(source[max(0, place.start - 4 * SHORT) : place.start])[-SHORT:]
        return before, letters(source[end : end + 4 * SHORT])[:SHORT]

    def _following(self, number: int) -> _Spot:
        """For text that no block holds: the next block that prints something."""
        after = next((n for n in range(max(number, 0), self.last) if self.texts[n]), -1)
        if number < 0 or after < 0:
            return _Spot(self.last, "")
        where = self.words.say("places", "before", place=self.names[after])
        return _Spot(number, where, self.rows[after].result, before=True)


def _holds(outer: Span, place: Span) -> bool:
    return outer.file == place.file and outer.start <= place.start < max(outer.end, outer.start + 1)


def _named(rows: Sequence[Row], words: Labels) -> Iterator[str]:
    """Where each row stands, as a reader of the article finds it."""
    section = ""
    for row in rows:
        first = _first_words(row.result)
        if row.kind == "heading":
            section = row.result
        if row.kind in OF_FRONT:
            yield words.say("places", row.kind)
            continue
        within = section if row.kind not in ("heading", "note", "reference") else ""
        known = first and row.kind != "apart"
        yield ", ".join(
            words.say("places", kind, quote=words.quoted(text))
            for kind, text in (("section", within), (row.kind, first if known else ""))
            if text
        )


def _first_words(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rsplit(" ", 1)[0] + " …"


def _query(question: Question, spot: _Spot, at: _Finder, words: Labels) -> Query:
    asked, answers = _words(question, words)
    why = question.why if question.kind != "finding" else ""
    return Query(
        asked,
        spot.where or question.where,
        why[:1].upper() + why[1:],
        answers,
        *_passage(question, spot, at),
        question.key,
        question.kind != "finding",
        tuple(_probes(spot)),
        asked_in=words.language if question.kind != "finding" else ENGLISH,
    )


def _passage(question: Question, spot: _Spot, at: _Finder) -> tuple[str, str, str]:
    """The text around a place, as it is printed; as the copy has it where nothing of it is."""
    if spot.text and not spot.before:
        left, right = context(spot.text, Span("", spot.start, spot.end))
        return _plain(left), _plain(spot.text[spot.start : spot.end]), _plain(right)
    place = question.place
    if place and (text := at.lines.text(place.file)):
        left, right = context(text, place)
        return _plain(left), _plain(text[place.start : place.end]), _plain(right)
    return "", "", ""


def _words(question: Question, words: Labels) -> tuple[str, tuple[str, ...]]:
    """The question and the answers to choose from."""
    before, after = (words.quoted(_plain(text).strip()) for text in (question.before, question.after))
    left_out = not question.after.strip()

    def say(key: str, text: str = "") -> str:
        return words.say("queries", key, before=before, after=after, text=text)

    if question.kind == "finding":
        stands = say("stands")
        return question.why, (stands,) if left_out else (say("should", after), stands)
    if question.kind == "suggested-edit":
        if left_out:
            return say("leave_out"), (say("out"), say("belongs"))
        return say("reads"), (say("should", after), say("right", before))
    if left_out:
        return say("taken"), (say("rightly"), say("belongs"))
    return say("changed"), (say("right", after), say("should", before))


def _plain(text: str) -> str:
    return shown(BLANK_RE.sub(" ", text), QUOTED)


def _probes(spot: _Spot) -> Iterator[Probe]:
    """Runs of letters around a place, longer and longer ones, for what a short one finds twice."""
    whole = letters(spot.text)
    at = len(letters(spot.text[: spot.start]))
    for reach in (SHORT, LONG, len(whole)) if whole else ():
        start = max(0, at - reach)
        yield Probe(whole[start : at + reach], at - start)


def _lack(lack: Missing, spot: _Spot, language: str) -> Query:
    what = lack.what if lack.what.endswith((".", "”", "?", "!")) else f"{lack.what}."
    where, probes = lack.where or spot.where, tuple(_probes(spot))
    return Query(what, where, lack.needed, probes=probes, asked_in=language, told_in=language)
