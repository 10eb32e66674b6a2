"""One passage that two copies have -> the passage as it is printed, and what became of each reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from docforge.collate.decide import Pair, decide, quoted_ranges
from docforge.collate.judge import Verdict, Which
from docforge.collate.passage import LABEL, Passage
from docforge.collate.pieces import Leaf, cut, splice
from docforge.collate.structure import takes_second, whole_table
from docforge.collate.tables import Alignment, align_tables
from docforge.collate.units import Unit
from docforge.collate.wording import Difference, differences
from docforge.model.nodes import Cell, Paragraph, TableWrap, Text
from docforge.model.text import inline_text, words
from docforge.places import Span
from docforge.repair.decisions import Verdict as Word
from docforge.repair.edit import edit_key

RULE = "merge"
MOST_SHORTENED = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A place where the copies differ. ``lost`` is the reading that is not printed, ``kept`` the other one.

    ``first_lost``: the losing reading is that of the first of the two copies. ``asked``: nobody decided.
    """

    lost: str
    kept: str
    lost_at: Span | None
    kept_at: Span | None
    why: str
    first_lost: bool
    asked: bool = False
    around: str = ""
    word: str = ""  # the editor's, if there is one
    written: str = ""  # what the editor wrote instead of both readings

    @property
    def replaced(self) -> bool:
        return self.word == Word.REPLACE.value

    @property
    def key(self) -> str:
        """The same choice has the same key, before and after the editor's word on it."""
        before, after = (self.kept, self.lost) if self.asked else (self.lost, self.kept)
        return edit_key(RULE, before, after, self.around)


@dataclass(slots=True)
class Resolved:
    units: list[Unit]
    second: bool
    choices: list[Choice] = field(default_factory=list)
    forms: int = 0
    shortened: int = 0  # words of the text so far that found no place


def resolve(
    a: Sequence[Unit],
    b: Sequence[Unit],
    pair: Pair,
    find: Callable[[Span, str], Span],
    *,
    together: bool = True,
) -> Resolved:
    """The units of one passage, taken from the better structure with the better words in it.

    The structure of ``b`` only where the units of ``a`` stand ``together``, or are what is left of its table.
    """
    if (together or whole_table(a, b)) and takes_second(a, b, pair.eye):
        solved = _resolve_by_kind(a, b, pair, find, True)
        if solved.shortened <= MOST_SHORTENED:
            return solved
    return _resolve_by_kind(a, b, pair, find, False)


def _resolve_by_kind(
    a: Sequence[Unit], b: Sequence[Unit], pair: Pair, find: Callable[[Span, str], Span], second: bool
) -> Resolved:
    """Two tables cell by cell, where their rows and columns can be told; all else as running text."""
    if len(a) == len(b) == 1 and isinstance(a[0].node, TableWrap) and isinstance(b[0].node, TableWrap):
        alignment = align_tables(a[0].node, b[0].node)
        if alignment is not None:
            return _resolve_tables(a[0], b[0], alignment, pair, find, second)
    if any(isinstance(u.node, TableWrap) for u in (*a, *b)):
        pair = _slipped(pair, [u.text for u in a], [u.text for u in b])
    return _resolve(a, b, pair, find, second)


def _resolve_tables(
    a: Unit, b: Unit, alignment: Alignment, pair: Pair, find: Callable[[Span, str], Span], second: bool
) -> Resolved:
    """The carrier's table with the better reading in each cell; what only the donor has is left over."""
    result = Resolved([], second)

    def solve(one: Unit, two: Unit, pair: Pair, named: str = "") -> Unit:
        solved = _resolve([one], [two], pair, find, second, named)
        result.choices += solved.choices
        result.forms += solved.forms
        return solved.units[0]

    def bare(unit: Unit) -> Unit:
        return replace(unit, node=replace(table_of(unit), head=(), body=()))

    own, other = table_of(a), table_of(b)
    rows_a, rows_b = ([*t.head, *t.body] for t in (own, other))
    cells = _slipped(pair, _texts(*rows_a), _texts(*rows_b))
    frame = solve(bare(a), bare(b), cells).node
    carrier = [list(row) for row in (rows_b if second else rows_a)]
    for i, j in alignment.rows:
        beside = _slipped(pair, _texts(rows_a[i]), _texts(rows_b[j]))
        for p, q in alignment.columns:
            one, two = rows_a[i][p], rows_b[j][q]
            if one.content != two.content:
                named = f"{inline_text(rows_a[i][0].content)}|{inline_text(rows_a[0][p].content)}|"
                cell = solve(_cell_unit(a, one), _cell_unit(b, two), beside, named).fields[0]
                at, column = (j, q) if second else (i, p)
                carrier[at][column] = replace(carrier[at][column], content=cell)
    assert isinstance(frame, TableWrap)
    heads = len((other if second else own).head)
    rows = [tuple(row) for row in carrier]
    merged = replace(frame, head=tuple(rows[:heads]), body=tuple(rows[heads:]))
    result.units = [replace(b if second else a, node=merged)]
    if second:
        result.shortened = leftover([a], result.choices, True, result.units).total()
    return result


def _texts(*rows: Sequence[Cell]) -> list[str]:
    return [inline_text(cell.content) for row in rows for cell in row]


def _slipped(pair: Pair, a: Sequence[str], b: Sequence[str]) -> Pair:
    """``pair``, which knows that words may have slipped from one cell of a table into another."""
    words_a, words_b = ({w for text in texts for w in words(text)} for texts in (a, b))
    return replace(
        pair,
        text_a=lambda text: set(words(text)) <= words_a or pair.text_a(text),
        text_b=lambda text: set(words(text)) <= words_b or pair.text_b(text),
        aside_a=lambda text: not set(words(text)) <= words_a and pair.aside_a(text),
        aside_b=lambda text: not set(words(text)) <= words_b and pair.aside_b(text),
    )


def _cell_unit(table: Unit, cell: Cell) -> Unit:
    return Unit(table.slot, Paragraph(cell.content, cell.origin or table.origin))


def table_of(unit: Unit) -> TableWrap:
    assert isinstance(unit.node, TableWrap)
    return unit.node


def _resolve(
    a: Sequence[Unit],
    b: Sequence[Unit],
    pair: Pair,
    find: Callable[[Span, str], Span],
    second: bool,
    named: str = "",
) -> Resolved:
    passage_a, passage_b = Passage(a), Passage(b)
    carrier, donor = (passage_b, passage_a) if second else (passage_a, passage_b)
    result = Resolved([], second)
    changes: dict[int, list[tuple[int, int, list[Leaf]]]] = {}
    quoted = quoted_ranges(passage_a.text)
    for d in differences(passage_a.text, passage_b.text):
        one, two = passage_a.text[d.start_a : d.end_a], passage_b.text[d.start_b : d.end_b]
        verdict = decide(d, one, two, passage_a.text, pair, quoted, second)
        if verdict is None:
            result.forms += 1
            continue
        own, other = _ranges(d, second)
        if verdict.which is Which.BOTH:
            # The donor's words follow the carrier's: for the record they are only an addition.
            if second:
                one, d = "", Difference(d.start_a, d.end_a, d.end_b, d.end_b)
                one, two = passage_a.text[d.start_a : d.end_a], ""
                verdict = Verdict(Which.A, verdict.why)
            else:
                one, d = "", Difference(d.end_a, d.end_a, d.start_b, d.end_b)
                verdict = Verdict(Which.B, verdict.why)
            own, other = _ranges(d, second)
        around = named + passage_a.text[max(0, d.start_a - 24) : d.end_a + 24]
        verdict, word, written = _decided(verdict, one, two, around, pair, second)
        if word == Word.REPLACE.value and not _put(carrier, own, _written(written), changes):
            word = written = ""
        wanted = verdict.which is (Which.A if second else Which.B) and word != Word.REPLACE.value
        if wanted and not _put(carrier, own, donor.pieces(*other), changes):
            verdict = Verdict(Which.B if second else Which.A, "it cannot be set into the other structure")
            result.shortened += len(words(one)) if second else 0
            wanted = False
        first_lost = (verdict.which is Which.B) if verdict.which is not Which.KEEP else second
        lost, kept = (one, two) if first_lost else (two, one)
        place_a = passage_a.place(d.start_a, d.end_a, find)
        place_b = passage_b.place(d.start_b, d.end_b, find)
        result.choices.append(
            Choice(
                lost,
                kept,
                place_a if first_lost else place_b,
                place_b if first_lost else place_a,
                verdict.why,
                first_lost,
                verdict.ask,
                around,
                word,
                written,
            )
        )
    result.units = _changed(carrier, changes)
    return result


def _decided(
    verdict: Verdict, one: str, two: str, around: str, pair: Pair, second: bool
) -> tuple[Verdict, str, str]:
    """The verdict, or what the editor decided: an accepted question and a rejected choice change sides.

    With it the editor's word, and what the editor wrote instead of both readings.
    """
    keeps = verdict.which if verdict.which is not Which.KEEP else Which.B if second else Which.A
    kept, lost = (one, two) if keeps is Which.A else (two, one)
    before, after = (kept, lost) if verdict.ask else (lost, kept)
    decision = pair.decided(edit_key(RULE, before, after, around))
    word = decision.verdict.value if decision else ""
    other = Which.B if keeps is Which.A else Which.A
    if verdict.ask and word == "accept":
        return Verdict(other, verdict.why), word, ""
    if not verdict.ask and word == "reject":
        return Verdict(other, verdict.why, ask=True), word, ""
    return verdict, word, decision.text if decision else ""


def _written(text: str) -> list[Leaf]:
    """What the editor wrote, as pieces."""
    return [Leaf((), Text(text), 0, len(text))] if text else []


def _ranges(d: Difference, second: bool) -> tuple[tuple[int, int], tuple[int, int]]:
    a, b = (d.start_a, d.end_a), (d.start_b, d.end_b)
    return (b, a) if second else (a, b)


def _put(
    carrier: Passage,
    own: tuple[int, int],
    pieces: list[Leaf] | None,
    changes: dict[int, list[tuple[int, int, list[Leaf]]]],
) -> bool:
    """Note the change that sets a reading into the carrier; False where it cannot be set."""
    at = carrier.field_of(*own)
    if at is None or pieces is None or carrier.where[at[0]][1] == LABEL:
        return False
    if carrier.units[carrier.where[at[0]][0]].solid:
        return False
    if cut(carrier.leaves[at[0]], at[1], at[2]) is None:
        return False
    index, low, high = at
    text = carrier.text[carrier.starts[index] :]
    if low == high and pieces:  # an insertion: a space between it and its neighbours
        pieces = _spaced(pieces, text, low)
    elif low < high and not pieces and text[high : high + 1] == " ":
        high += 1
    changes.setdefault(index, []).append((low, high, pieces))
    return True


def _spaced(pieces: list[Leaf], text: str, at: int) -> list[Leaf]:
    blank = Leaf((), Text(" "), 0, 0)
    if at and not text[at - 1].isspace():
        return [blank, *pieces]
    return [*pieces, blank] if text[at : at + 1].strip() else pieces


def _changed(carrier: Passage, changes: dict[int, list[tuple[int, int, list[Leaf]]]]) -> list[Unit]:
    contents: dict[int, list[int]] = {}
    for index, (owner, part) in enumerate(carrier.where):
        if part != LABEL:
            contents.setdefault(owner, []).append(index)
    done = []
    for number, unit in enumerate(carrier.units):
        indexes = contents.get(number, [])
        if not any(i in changes for i in indexes):
            done.append(unit)
            continue
        new = []
        for index in indexes:
            content = unit.fields[carrier.where[index][1]]
            spliced = splice(content, changes[index]) if index in changes else content
            new.append(content if spliced is None else spliced)
        done.append(unit.with_fields(new))
    return done


def leftover(
    units: Sequence[Unit], choices: Sequence[Choice], first: bool, result: Sequence[Unit]
) -> Counter[str]:
    """Words of one copy's units that are neither in the result nor in a losing reading."""
    have = Counter(w for u in units for w in u.words)
    for choice in choices:
        if choice.first_lost is first:
            have.subtract(words(choice.lost))
        elif choice.replaced:
            have.subtract(words(choice.kept))
    return +(+have - Counter(w for u in result for w in u.words))
