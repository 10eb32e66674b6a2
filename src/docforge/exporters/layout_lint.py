"""What a compositor would send back: faults of the laid-out page, told with page and words.

Looked for on WeasyPrint's boxes (CSS pixels, 96 to the inch), after layout: lines, tables and pictures that
run out of their measure, pictures too coarse for print, formulas made too small, rows cut in two, captions
parted from what they are of, headings and single lines left alone at a border of pages or columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any
from urllib.parse import unquote

from docforge.diagnostics import Diagnostic, diagnostic

SLACK = 1.0  # a rounding error of the engine is no fault
LEAST_DPI = 200
LEAST_FORMULA = 0.8  # below it indices of text in 10 pt are under 6 pt
DRAWN_RE = re.compile(r"\bwidth: ([\d.]+)em")
SHOWN = 60
PIXELS_A_MM = 96 / 25.4
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What a line's measure is counted in.
HOLDERS = frozenset({"BlockBox", "TableCellBox", "TableCaptionBox", "FootnoteAreaBox", "InlineBlockBox"})
NOTES_TOO_HIGH = "the notes are higher than the page, and lines of them cannot be read"
NARROWER = "Shorten it, allow a break in it, or set it smaller."


def on_page(code: str, folio: int, what: str, near: str, hint: str, where: str) -> Diagnostic:
    """What is wrong on a page, with the words near it."""
    words = " ".join(near.replace("\u200b", "").split())
    shown = words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"
    said = f"Page {folio}: {what}" + (f": “{shown}”." if shown else ".")
    return diagnostic(code, said, hint=hint, where=where)


@dataclass(frozen=True, slots=True)
class _Step:
    """One line, picture or row of the text's way down the columns."""

    page: int
    top: float
    element: Any
    tag: str
    text: str

    def is_over(self, after: _Step) -> bool:
        """Whether a border of pages or columns lies between this step and the one before it."""
        return self.page != after.page or self.top < after.top - SLACK


def check_layout(pages: Sequence[Any], where: str, first_folio: int) -> tuple[Diagnostic, ...]:
    """Faults of laid-out pages; the first bears ``first_folio``."""
    lint = _Lint(where, first_folio)
    for number, page in enumerate(pages):
        lint.add_page(page, number)
    lint.check_borders()
    return tuple(lint.found)


class _Lint:
    def __init__(self, where: str, first_folio: int) -> None:
        self.found: list[Diagnostic] = []
        self._where, self._first = where, first_folio
        self._page, self._foot, self._end = 0, 0.0, 0.0
        self._text: list[_Step] = []
        self._notes: list[_Step] = []
        self._captions: dict[Any, tuple[int, str]] = {}
        self._captioned: dict[Any, int] = {}

    def _tell(self, code: str, page: int, what: str, near: str, hint: str) -> None:
        self.found.append(on_page(code, self._first + page, what, near, hint, self._where))

    # ---------------------------------------------------------------- one page

    def add_page(self, page: Any, number: int) -> None:
        """Look at all that stands in the type area and at its foot."""
        box = page._page_box
        self._page, self._foot, self._end = number, box.content_box_y() + box.height, box.margin_height()
        for child in box.children:
            kind = type(child).__name__
            if kind == "FootnoteAreaBox" and self._is_too_high(child, box):
                self._tell(
                    "text-off-page", number, NOTES_TOO_HIGH, _near(child), "Shorten or part the notes."
                )
            if kind != "MarginBox":
                self._walk(child, box, self._notes if kind == "FootnoteAreaBox" else self._text, None, False)

    def _is_too_high(self, notes: Any, page: Any) -> bool:
        ends = [note.position_y + note.margin_height() for note in notes.children]
        return notes.position_y < page.content_box_y() - SLACK or max(ends, default=0) > self._foot + SLACK

    def _walk(self, box: Any, holder: Any, steps: list[_Step] | None, wrap: Any, told: bool) -> None:
        """``steps`` is where lines are counted (None in cells), ``told`` that running out is told already."""
        placed = hasattr(box, "_box")  # absolutely: the measure of its holder is not its own
        box = getattr(box, "_box", box)
        kind = type(box).__name__
        if kind == "LineBox":
            text = "".join(_texts(box))
            if steps is not None and text.strip():
                steps.append(
                    _Step(self._page, box.position_y, holder.element, holder.element_tag or "", text)
                )
            if not told:
                self._check_line(box, holder, text, steps is self._notes)
        elif kind == "TableRowBox" and steps is not None:
            steps.append(_Step(self._page, box.position_y, box.element, "tr", _near(box)))
            steps = None
        elif box.element_tag in ("figcaption", "caption") and wrap is not None:
            self._captions.setdefault(wrap, (self._page, _near(box)))
        elif kind.endswith("ReplacedBox"):
            if steps is not None:
                steps.append(_Step(self._page, box.position_y, box.element, "img", ""))
            self._check_picture(box)
        if box.element_tag in ("figure", "table"):
            wrap = box.element
        elif box.element_tag == "thead":
            steps = None  # it stands on each page of its table
        if wrap is not None and (kind in ("TableRowBox", "BlockReplacedBox")) and wrap not in self._captioned:
            self._captioned[wrap] = self._page
        if kind in ("BlockBox", "TableBox", "BlockReplacedBox") and not (told or placed):
            told = self._check_width(box, holder, kind)
        if box.element is not None and (tex := box.element.get("data-tex")):
            self._check_formula(box, tex)
        inner = box if kind in HOLDERS else holder
        for child in box.children if hasattr(box, "children") else ():
            self._walk(child, inner, steps, wrap, told)

    def _check_line(self, line: Any, holder: Any, text: str, note: bool) -> None:
        right = max(_ends(line), default=0.0)
        over = right - (holder.content_box_x() + holder.width)
        if over > SLACK:
            what = f"a line runs {over / PIXELS_A_MM:.1f} mm out of its measure"
            self._tell("line-overfull", self._page, what, text, NARROWER)
        elif not note and (bottom := line.position_y + line.height) > self._foot + SLACK:
            code = "text-off-page" if bottom > self._end + SLACK else "line-overfull"
            what = "a line runs out of the foot of the page"
            self._tell(code, self._page, what, text, "Part what holds it: it is higher than a page.")

    def _check_width(self, box: Any, holder: Any, kind: str) -> bool:
        over = box.border_box_x() + box.border_width() - (holder.content_box_x() + holder.width)
        if over <= SLACK or type(holder).__name__ == "PageBox":
            return False
        name = {"TableBox": "a table", "BlockReplacedBox": "a picture"}.get(kind, "a block")
        if box.element_tag in ("table", "pre"):
            name = {"table": "a table", "pre": "a listing"}[box.element_tag]
        what = f"{name} runs {over / PIXELS_A_MM:.1f} mm out of its measure"
        self._tell("block-overfull", self._page, what, _near(box), NARROWER)
        return True

    def _check_picture(self, box: Any) -> None:
        pixels = getattr(box.replacement, "width", None) if hasattr(box.replacement, "mode") else None
        if not pixels or not box.width:
            return
        dpi = pixels * 96 / box.width
        if round(dpi) < LEAST_DPI:
            name = unquote(str(box.element.get("src", ""))).rpartition("/")[2]
            wanted = round(LEAST_DPI * box.width / 96)
            hint = f"Give a file at least {wanted} pixels wide."
            what = f"a picture is printed at {dpi:.0f} dpi, less than {LEAST_DPI}"
            self._tell("picture-coarse", self._page, what, name, hint)

    def _check_formula(self, box: Any, tex: str) -> None:
        """A drawing says its width in em, and is narrower where its column is."""
        for drawn in box.children if hasattr(box, "children") else ():
            width = DRAWN_RE.search(str(drawn.element.get("style", "")))
            share = drawn.width / (float(width[1]) * drawn.style["font_size"]) if width else 1.0
            if share < LEAST_FORMULA:
                what = f"a formula is set at {share:.0%} of the size of the text, to fit its measure"
                hint = "Part it into lines, each a formula of its own."
                self._tell("formula-small", self._page, what, tex, hint)

    # ---------------------------------------------------------------- borders of pages and columns

    def check_borders(self) -> None:
        """What stands alone, is cut or is parted at a border; after the last page."""
        for before, after in pairwise(self._text):
            if after.is_over(before) and before.tag in HEADINGS and after.element is not before.element:
                what = "a heading stands at the end of a column, without its text"
                self._tell(
                    "heading-stranded", before.page, what, before.text, "Move a line before or behind it."
                )
        rows: dict[Any, int] = {}
        for step in self._text:
            if step.tag == "tr" and rows.setdefault(step.element, step.page) != step.page:
                hint = "A row higher than a page has to be parted by hand."
                self._tell("row-split", step.page, "a row goes on from the page before", step.text, hint)
        for steps in (self._text, self._notes):
            for _, group in groupby(steps, key=lambda step: id(step.element)):
                self._check_lines([step for step in group if step.tag not in ("tr", "img")])
        for wrap, (page, text) in self._captions.items():
            at = self._captioned.get(wrap, page)
            if at != page:
                what = "a caption stands on another page than what it is of"
                self._tell(
                    "caption-parted", page, what, text, "Set the picture smaller, or shorten the table."
                )

    def _check_lines(self, lines: Sequence[_Step]) -> None:
        """One line of a paragraph alone at the end of a column (orphan) or at its beginning (widow)."""
        borders = [at for at in range(1, len(lines)) if lines[at].is_over(lines[at - 1])]
        if not borders:
            return
        hint = "Change the text before it by a line, or leave it."
        if borders[0] == 1:
            what = "the first line of a paragraph stands alone at the end of a column"
            self._tell("line-stranded", lines[0].page, what, lines[0].text, hint)
        if borders[-1] == len(lines) - 1:
            what = "the last line of a paragraph stands alone at the beginning of a column"
            self._tell("line-stranded", lines[-1].page, what, lines[-1].text, hint)


def _texts(box: Any) -> Iterator[str]:
    """The words of a box, in order."""
    box = getattr(box, "_box", box)
    if type(box).__name__ == "TextBox":
        yield box.text
        return
    for child in box.children if hasattr(box, "children") else ():
        yield from _texts(child)
        if type(child).__name__ in ("LineBox", "TableCellBox"):
            yield " "


def _near(box: Any) -> str:
    """The first words of a box."""
    found = ""
    for text in _texts(box):
        found += text
        if len(found) > SHOWN:
            break
    return found


def _ends(line: Any) -> Iterator[float]:
    """Right ends of what stands on a line; a trailing space may hang out."""
    for child in getattr(line, "children", ()):
        kind = type(child).__name__
        if kind == "TextBox":
            if child.text.strip():
                yield child.position_x + child.width
        elif kind == "InlineBox":
            yield from _ends(child)
        elif kind in ("InlineBlockBox", "InlineReplacedBox"):
            yield child.position_x + child.margin_width()
