"""The pages of an article, laid out anew where one ends white before a figure or table.

WeasyPrint has no figures that float: one that does not fit begins the next page and leaves its own white. A
press goes on with the text and sets the figure soon after. So does this: it is laid out, reckoned, and laid
out again, at most so often; what is kept is what really has less white. An article without such a gap is laid
out once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.float_plan import plan_floats
from docforge.exporters.floats import Moves
from docforge.exporters.html_context import Element
from docforge.exporters.layout_lint import PIXELS_A_MM, SHOWN, check_layout
from docforge.exporters.page_flow import Flow, read_flow
from docforge.exporters.print_tree import PrintTree

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
    document: Document
    flow: Flow
    moves: Moves

    def faults(self) -> Counter[str]:
        """What the lint finds, by kind; a line that stands alone is a lesser fault than a white page."""
        return Counter(
            found.code for found in check_layout(self.document.pages, "", 1) if found.code != LESSER
        )

    def is_better(self, than: _Layout) -> bool:
        """Whether white was won by more than a line, and nothing was lost by it."""
        won = than.flow.white() - self.flow.white() > than.flow.line
        return won and len(self.document.pages) <= len(than.document.pages) and self.faults() <= than.faults()


def fill_pages(engine: Engine, printed: PrintTree, folio: int, where: str) -> Filled:
    """The pages of an article from ``folio`` on, with the figures moved that leave white otherwise."""
    kept = latest = _lay_out(engine, printed, folio, {})
    tried = [kept.moves]
    for _ in range(MORE_LAYOUTS):
        moves = plan_floats(latest.flow, printed.blocks, latest.moves)
        if moves in tried:
            break
        tried.append(moves)
        with engine.unheard():  # it says what it said of the first layout
            latest = _lay_out(engine, printed, folio, moves)
        if latest.is_better(kept):
            kept = latest
    return Filled(kept.document, kept.moves, tuple(_told(printed, kept.flow, folio, where)))


def _lay_out(engine: Engine, printed: PrintTree, folio: int, moves: Moves) -> _Layout:
    document = engine.lay_out(printed.tree(moves), folio)
    return _Layout(document, read_flow(document.pages, printed.columns), moves)


def _told(printed: PrintTree, flow: Flow, folio: int, where: str) -> Iterator[Diagnostic]:
    for gap in flow.gaps():
        caption = next(printed.blocks[gap.block].element.iter("caption", "figcaption"), None)
        words = " ".join("".join(_words(caption)).split()) if caption is not None else ""
        shown = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"
        white = f"{gap.white / PIXELS_A_MM:.0f} mm stay white before what did not fit"
        yield diagnostic(
            "page-white",
            f"Page {folio + gap.page}: {white}" + (f": “{shown}”." if shown else "."),
            hint="Set it smaller, or move it behind other paragraphs.",
            where=where,
        )


def _words(node: Element) -> Iterator[str]:
    """The text of a caption without its notes."""
    if node.get("class") != "footnote":
        yield node.text or ""
        for child in node:
            yield from _words(child)
            yield child.tail or ""
