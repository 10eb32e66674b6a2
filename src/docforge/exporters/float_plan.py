"""Where figures and tables should stand so that pages fill, reckoned from the heights of a first layout.

The pages from the first gap on are filled again, block by block, by the heights that the blocks have; a
figure that does not fit is set behind as many of the blocks that it may pass as leave the least white. What
comes of it is laid out and measured: this is only the guess that makes one more layout enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import floor

from docforge.exporters.floats import Block, Moves, in_order
from docforge.exporters.page_flow import HEADINGS, LEAST_LINES, Flow, Gap, Measure

SLACK = 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """A place on a page: ``used`` of a column that begins at ``top``; ``after`` is the margin above it.

    ``lost`` is the white left at the feet of columns on the way here, ``turned`` how many pages were turned.
    """

    top: float
    column: int
    used: float
    noted: bool = True
    after: float = 0.0
    lost: float = 0.0
    turned: int = 0


def plan_floats(flow: Flow, blocks: Sequence[Block], moves: Moves) -> Moves:
    """The moves that should leave less white, where ``flow`` is how the blocks lie after ``moves``.

    What stands before the first gap stays as it is.
    """
    for gap in flow.gaps():
        kept = {number: count for number, count in moves.items() if number <= gap.block}
        order = in_order(blocks, kept)
        planned = _Planner(flow, blocks, kept).run(order, order.index(gap.first), _at(flow, gap), gap.block)
        if planned is not None:
            return planned
    return moves


def _at(flow: Flow, gap: Gap) -> _Place:
    depth = flow.page - gap.top
    if gap.column is not None:
        return _Place(gap.top, gap.column, depth - gap.white, gap.noted)
    filled = flow.columns * (depth - gap.white)
    column = min(flow.columns - 1, floor(filled / depth)) if depth else 0
    return _Place(gap.top, column, filled - column * depth, gap.noted)


class _Planner:
    def __init__(self, flow: Flow, blocks: Sequence[Block], kept: Moves) -> None:
        self._flow = flow
        self._blocks = blocks
        self._moves = dict(kept)

    def run(self, order: list[int], at: int, place: _Place, first: int) -> Moves | None:
        """The moves from here on; None where the figure ``first`` stays in its place."""
        headings: list[Measure] = []
        while at < len(order):
            block = self._flow.blocks.get(order[at])
            if block is None:
                at += 1
            elif block.tag in HEADINGS:
                headings.append(block)
                at += 1
            else:
                number = order[at]
                if block.floats and not self._fits(place, headings, block):
                    count = self._best(place, headings, number)
                    order[at : at + count + 1] = [*order[at + 1 : at + count + 1], number]
                    if count:
                        self._moves[number] = self._moves.get(number, 0) + count
                    elif number == first:
                        return None
                    for passed in order[at : at + count]:
                        place = self._put(place, headings, self._flow.blocks[passed])
                        headings = []
                    at += count
                place = self._put(place, headings, block)
                headings = []
                at += 1
        return self._moves

    def _best(self, place: _Place, headings: Sequence[Measure], number: int) -> int:
        """Behind how many blocks a figure that does not fit here leaves least white; 0: it stays."""
        figure = self._flow.blocks[number]
        usual = self._flow.usual * (self._flow.columns if figure.across else 1)
        here = replace(place, lost=0.0, turned=0)
        least = self._put(here, headings, figure).lost
        if least <= usual:
            return 0
        best = 0
        for count, (may_stand, at) in enumerate(self._passing(here, headings, number), 1):
            if at.turned > 1:
                break
            lost = self._put(at, (), figure).lost
            if may_stand and lost < least - self._flow.line:
                best, least = count, lost
                if lost <= usual:
                    break
        return best

    def _passing(
        self, place: _Place, headings: Sequence[Measure], number: int
    ) -> Iterator[tuple[bool, _Place]]:
        """Whether the figure may stand, and the place, after each block that it has not yet passed."""
        for passed, may_stand in self._blocks[number].passes[self._moves.get(number, 0) :]:
            block = self._flow.blocks.get(passed)
            if block is None:
                return
            place = self._put(place, headings, block)
            headings = ()
            yield may_stand, place

    # ---------------------------------------------------------------- filling pages

    def _room(self, place: _Place) -> float:
        return self._flow.page - place.top - place.used

    def _level(self, place: _Place) -> _Place:
        """The place under columns that are made equally long, for what stands across them."""
        if place.column == 0 and place.used == 0:
            return place
        depth = self._flow.page - place.top
        filled = (place.column * depth + place.used) / self._flow.columns
        return replace(place, top=place.top + filled, column=0, used=0.0)

    def _turned(self, place: _Place, across: bool) -> _Place:
        """The head of the next column or page."""
        if not across and place.column + 1 < self._flow.columns:
            lost = place.lost + self._room(place)
            return replace(place, column=place.column + 1, used=0.0, after=0.0, lost=lost)
        lost = place.lost + self._room(place) * (self._flow.columns if across else 1)
        return _Place(0.0, 0, 0.0, False, 0.0, lost, place.turned + 1)

    def _margin(self, place: _Place, block: Measure) -> float:
        if place.used == 0 and place.top == 0:
            return 0.0
        return max(place.after, block.before)

    def _notes(self, place: _Place, block: Measure) -> float:
        return block.notes + (self._flow.overhead if block.notes and not place.noted else 0.0)

    def _fits(self, place: _Place, headings: Sequence[Measure], block: Measure) -> bool:
        """Whether a block, or the least of it, fits under its headings."""
        if block.across:
            place = self._level(place)
        for heading in headings:
            place = self._added(place, heading, heading.height)
        whole = block.least >= block.height - SLACK
        need = self._margin(place, block) + block.least
        if whole:
            need += self._notes(place, block) + self._beneath(block)
        return need <= self._room(place) + SLACK

    def _beneath(self, block: Measure) -> float:
        """What a block needs under it: the layout engine has the last margin of a column stand in it."""
        return block.after if self._flow.columns > 1 else 0.0

    def _added(self, place: _Place, block: Measure, height: float) -> _Place:
        used = place.used + self._margin(place, block) + height + self._notes(place, block)
        return replace(place, used=used, after=block.after, noted=place.noted or bool(block.notes))

    def _put(self, place: _Place, headings: Sequence[Measure], block: Measure) -> _Place:
        """The place after a block and the headings before it."""
        if block.across:
            place = self._level(place)
        if not self._fits(place, headings, block):
            place = self._turned(place, block.across)
        for heading in headings:
            place = self._added(place, heading, heading.height)
        place = self._filled(place, block)
        return self._level(place) if block.across else place

    def _filled(self, place: _Place, block: Measure) -> _Place:
        need = self._margin(place, block) + block.height + self._notes(place, block) + self._beneath(block)
        if need <= self._room(place) + SLACK or block.least >= block.height - SLACK or not block.unit:
            return self._added(place, block, block.height)
        rest = block.height
        while rest > 0:
            room = self._room(place) - self._margin(place, block)
            share = block.height / (block.height + self._notes(place, block))
            part = floor((room * share + SLACK) / block.unit) * block.unit
            if rest <= part + SLACK:
                notes = replace(block, notes=block.notes * rest / block.height)
                return self._added(place, notes, rest)
            part = max(0.0, min(part, rest - LEAST_LINES * block.unit))
            turned = self._turned(replace(place, used=place.used + part / share), False)
            if part == 0 and place.used == 0:
                return turned
            place, rest = turned, rest - part
        return place
