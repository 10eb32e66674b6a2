"""The pages of an article, laid out anew where one ends white before a figure, or lacks a note.

WeasyPrint has no figures that float: one that does not fit begins the next page and leaves its own white. A
press goes on with the text and sets the figure soon after. So does this: it is laid out, reckoned, and laid
out again, at most so often; what is kept is what really has less white. With it go the notes that stand on
the page after their marks. An article with neither is laid out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic
from docforge.exporters.float_plan import plan_floats
from docforge.exporters.floats import Moves
from docforge.exporters.html_context import Element
from docforge.exporters.layout_lint import PIXELS_A_MM, check_layout, on_page
from docforge.exporters.page_flow import Flow, read_flow
from docforge.exporters.page_notes import late_notes, letters_on
from docforge.exporters.print_tree import Plan, PrintTree

if TYPE_CHECKING:
    from weasyprint.document import Document

    from docforge.exporters.pdf_engine import Engine

MORE_LAYOUTS = 2
LESSER = "line-stranded"


@dataclass(frozen=True, slots=True)
class Filled:
    """Laid-out pages and what was moved for them; ``told`` are the gaps that remain."""

    document: Document
    moves: Moves = field(default_factory=dict)
    told: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Layout:
    """``late`` are the notes that stand on another page than their marks, and whether they are short."""

    document: Document
    flow: Flow
    late: Mapping[str, bool]
    plan: Plan

    @property
    def badness(self) -> float:
        """White at the feet of pages, and for each late note as much as two pages may end short anyway."""
        return self.flow.white() + 2 * self.flow.usual * len(self.late)

    def faults(self) -> Counter[str]:
        """What the lint finds, by kind; a line that stands alone is a lesser fault than a white page."""
        return Counter(
            found.code for found in check_layout(self.document.pages, "", 1) if found.code != LESSER
        )

    def is_sound(self, beside: _Layout) -> bool:
        """Whether nothing was lost, no page added and no fault made that ``beside`` has not."""
        return (
            len(self.document.pages) <= len(beside.document.pages)
            and self.faults() <= beside.faults()
            and (not self.plan.held or letters_on(self.document.pages) == letters_on(beside.document.pages))
        )

    def is_better(self, than: _Layout) -> bool:
        """Whether more than a line was won, and nothing was lost by it."""
        return than.badness - self.badness > self.flow.line and self.is_sound(than)


def fill_pages(engine: Engine, printed: PrintTree, folio: int, where: str) -> Filled:
    """The pages of an article from ``folio`` on, with the figures moved that leave white otherwise."""
    kept = latest = _lay_out(engine, printed, folio, Plan())
    tried = [kept.plan]
    for _ in range(MORE_LAYOUTS):
        plan = _next_plan(printed, kept, latest)
        if plan in tried:
            break
        tried.append(plan)
        with engine.unheard():  # it says what it said of the first layout
            latest = _lay_out(engine, printed, folio, plan)
        if latest.is_better(kept):
            kept = latest
    return Filled(kept.document, kept.plan.moves, tuple(_told(printed, kept.flow, folio, where)))


def _lay_out(engine: Engine, printed: PrintTree, folio: int, plan: Plan) -> _Layout:
    document = engine.lay_out(printed.tree(plan), folio)
    flow = read_flow(document.pages, printed.columns)
    return _Layout(document, flow, late_notes(document.pages), plan)


def _next_plan(printed: PrintTree, kept: _Layout, latest: _Layout) -> Plan:
    if latest is not kept and latest.plan.held != kept.plan.held and latest.plan.moves != kept.plan.moves:
        # One of the two did harm: the pages are filled, and the notes stay where they were.
        return Plan(latest.plan.moves, kept.plan.held)
    moves = plan_floats(latest.flow, printed.blocks, latest.plan.moves)
    if moves == latest.plan.moves and latest.plan.held:
        return latest.plan  # for notes alone, one more layout has to do
    return Plan(moves, latest.plan.held | {name for name, short in latest.late.items() if short})


def _told(printed: PrintTree, flow: Flow, folio: int, where: str) -> Iterator[Diagnostic]:
    for gap in flow.gaps():
        caption = next(printed.blocks[gap.block].element.iter("caption", "figcaption"), None)
        near = "".join(_words(caption)) if caption is not None else ""
        white = f"{gap.white / PIXELS_A_MM:.0f} mm stay white before what did not fit"
        hint = "Set it smaller, or move it behind other paragraphs."
        yield on_page("page-white", folio + gap.page, white, near, hint, where)


def _words(node: Element) -> Iterator[str]:
    """The text of a caption without its notes."""
    if node.get("class") != "footnote":
        yield node.text or ""
        for child in node:
            yield from _words(child)
            yield child.tail or ""
