"""The designs of a cover: "ground" (a journal's), "masthead" (a magazine's), "frame" (a book's)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from docforge.exporters.details import printed_date
from docforge.exporters.font_shapes import FontShapes, line_width, runs, short
from docforge.exporters.issue.entries import issue_line
from docforge.model.edition import EditionMeta
from docforge.model.labels import labels_of

SERIF, ITALIC = "SourceSerif4-Regular.ttf", "SourceSerif4-It.ttf"
SANS, SANS_BOLD = "SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"
DISPLAY, DISPLAY_ITALIC = "SourceSerif4Display-Regular.ttf", "SourceSerif4Display-It.ttf"
BOOK, BOOK_ITALIC = "EBGaramond-Regular.ttf", "EBGaramond-Italic.ttf"
MM_PER_POINT = 25.4 / 72
MARGIN = 16.0
PAPER = "#f4efe4"
# Of more people, the first stand on the cover.
MOST_PEOPLE = 6


@dataclass(slots=True)
class Canvas:
    """A page of ``width`` and ``height`` millimetres; ``colour`` is that of the volume."""

    width: float
    height: float
    colour: str
    margin: float = MARGIN
    parts: list[str] = field(default_factory=list)

    @property
    def measure(self) -> float:
        return self.width - 2 * self.margin

    def svg(self) -> str:
        size = f'width="{short(self.width)}mm" height="{short(self.height)}mm"'
        view = f'viewBox="0 0 {short(self.width)} {short(self.height)}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {view} {size}>{"".join(self.parts)}</svg>'

    def box(self, x: float, y: float, width: float, height: float, fill: str, opacity: float = 1) -> None:
        seen = f' fill-opacity="{short(opacity)}"' if opacity < 1 else ""
        self.parts.append(
            f'<rect x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}" '
            f'fill="{fill}"{seen}/>'
        )

    def rule(self, y: float, weight: float, fill: str) -> None:
        self.box(self.margin, y, self.measure, weight, fill)

    def write(
        self, text: str, font: str, points: float, y: float, fill: str, *, centred: bool = False,
        leading: float = 1.18, measure: float = 0,
    ) -> float:  # fmt: skip
        """Draw wrapped lines, the first baseline at ``y``; the next free baseline comes back."""
        for line in self.wrapped(text, font, points, measure or self.measure):
            wide = line_width(line, font) * points * MM_PER_POINT
            # A word wider than the measure is made narrower as a whole, never cut.
            scale = min(1, self.measure / wide) if wide else 1
            x = (self.width - wide * scale) / 2 if centred else self.margin
            for file, run in runs(line, font):
                shapes = FontShapes.of(file)
                unit = points * MM_PER_POINT * scale / shapes.em
                self.parts.append(
                    f'<path transform="translate({short(x)} {short(y)}) scale({unit:.6f} {-unit:.6f})" '
                    f'fill="{fill}" d="{shapes.path(run)}"/>'
                )
                x += shapes.width(run) * points * MM_PER_POINT * scale
            y += points * leading * MM_PER_POINT
        return y

    def wrapped(self, text: str, font: str, points: float, measure: float) -> Iterator[str]:
        """Lines no wider than ``measure``; a single word may be."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and line_width(longer, font) * points * MM_PER_POINT > measure:
                yield line
                line = word
            else:
                line = longer
        if line:
            yield line

    def size(self, text: str, font: str, sizes: Sequence[float], most: int) -> float:
        """The largest of ``sizes`` in which ``text`` takes ``most`` lines at most, else the last."""
        fits = (p for p in sizes if len(list(self.wrapped(text, font, p, self.measure))) <= most)
        return next(fits, sizes[-1])

    def cut(self, text: str, font: str, points: float, most: int) -> str:
        """As much of ``text`` as ``most`` lines hold; where that is not all, a sign says so."""
        lines = list(self.wrapped(text, font, points, self.measure))
        return " ".join(lines) if len(lines) <= most else " ".join(lines[: most - 1]) + " …"


def _names(edition: EditionMeta) -> tuple[str, str]:
    """The big words of a cover, and the small ones above them."""
    return edition.title or edition.journal or "Edition", edition.journal if edition.title else ""


def _number(edition: EditionMeta) -> str:
    return " · ".join(filter(None, (issue_line(edition), printed_date(edition.date, edition.language))))


def _house(edition: EditionMeta) -> str:
    issn = edition.issn_print or edition.issn_electronic
    return " · ".join(filter(None, (edition.publisher, f"ISSN {issn}" if issn else "")))


def people(edition: EditionMeta) -> str:
    """Those who stand on the cover: "A, B, C, D, E and others"."""
    words = labels_of(edition.language)
    names = (*edition.editors, *edition.guest_editors)
    if len(names) <= MOST_PEOPLE:
        return words.listed(names)
    return f"{', '.join(names[: MOST_PEOPLE - 1])} {words['and_others']}"


def draw_ground(page: Canvas, edition: EditionMeta, titles: Sequence[str]) -> None:
    """White on the volume's colour; the articles are bars, each as long as its title is."""
    white = "#ffffff"
    page.box(0, 0, page.width, page.height, page.colour)
    big, above = _names(edition)
    y = page.margin + 8.0
    if above:
        y = page.write(above, SERIF, 15, y, white)
        page.rule(y - 3.4, 0.25, white)
    size = page.size(big, SERIF, (40, 34, 28, 23, 19), 4)
    y = page.write(page.cut(big, SERIF, size, 12), SERIF, size, max(y + 14, 52), white)
    y = page.write(people(edition), ITALIC, 12, y + 3, white)
    if y < page.height - 112:
        _draw_bars(page, titles[:24])
    foot = page.height - page.margin - 9.5
    page.rule(foot - 7.5, 0.25, white)
    for line, points in ((_number(edition), 11), (_house(edition), 9)):
        foot = page.write(line, SANS, points, foot, white)


def _draw_bars(page: Canvas, titles: Sequence[str]) -> None:
    if not titles:
        return
    longest = max(map(len, titles))
    foot, height = page.height - 38.0, 74.0
    step = min(height / len(titles), 7.5)
    for number, title in enumerate(titles):
        length = page.measure * max(0.12, len(title) / longest)
        tint = 0.16 + 0.2 * (number % 3) / 2
        page.box(page.margin, foot - step * (len(titles) - number), length, step * 0.42, "#ffffff", tint)


def draw_masthead(page: Canvas, edition: EditionMeta, titles: Sequence[str]) -> None:
    """The journal's name as large as the page allows, the issue's title on colour, the articles."""
    ink, white = "#1a1a1a", "#ffffff"
    page.margin = 18.0
    page.box(0, 0, page.width, page.height, white)
    big, above = _names(edition)
    name = above or big
    y = page.margin + 2.0
    page.rule(y, 0.85, ink)
    size = page.size(name, DISPLAY, (84, 72, 62, 54, 46, 38, 32), 1)
    y = page.write(name, DISPLAY, size, y + 6 + size * 0.75 * MM_PER_POINT, ink, leading=1.05)
    y = page.write(_number(edition), SANS_BOLD, 10, y - size * 0.62 * MM_PER_POINT + 5, page.colour)
    top = y + 3
    foot = page.height - page.margin - 8
    shown = titles[:7]
    listing = sum(len(list(page.wrapped(t, DISPLAY, 14, page.measure))) * 5.8 + 2.6 for t in shown)
    field_foot = max(top + 70, foot - listing - 12)
    page.box(page.margin, top, page.measure, field_foot - top, page.colour)
    if above:
        size = page.size(big, DISPLAY, (60, 50, 42, 34, 28), 4)
        inner = Canvas(page.width, page.height, page.colour, page.margin + 9, page.parts)
        big = inner.cut(big, DISPLAY, size, 6)
        y = inner.write(big, DISPLAY, size, top + 12 + size * 0.7 * MM_PER_POINT, white, leading=1.08)
        inner.write(people(edition), DISPLAY_ITALIC, 14, y + 2, white)
    y = field_foot + 9.5
    for title in shown:
        y = page.write(title, DISPLAY, 14, y, ink) + 2.6
    page.rule(foot + 1, 0.25, ink)
    page.write(_house(edition), SANS, 9, foot + 6.5, ink)


def draw_frame(page: Canvas, edition: EditionMeta, titles: Sequence[str]) -> None:
    """A book's: a title between rules on toned paper, a frame of the volume's colour."""
    colour = page.colour
    page.box(0, 0, page.width, page.height, PAPER)
    for inset, weight in ((9.0, 0.9), (11.2, 0.25)):
        for x, y, width, height in (
            (inset, inset, page.width - 2 * inset, weight),
            (inset, page.height - inset - weight, page.width - 2 * inset, weight),
            (inset, inset, weight, page.height - 2 * inset),
            (page.width - inset - weight, inset, weight, page.height - 2 * inset),
        ):
            page.box(x, y, width, height, colour)
    page.margin = 24.0
    big, above = _names(edition)
    page.write(above, BOOK_ITALIC, 15, 38, colour, centred=True)
    size = page.size(big, BOOK, (40, 34, 29, 25, 21), 5)
    big = page.cut(big, BOOK, size, 9)
    y = page.write(big, BOOK, size, 82, colour, centred=True, leading=1.15)
    page.box(page.width / 2 - 11, y - size * 0.5 * MM_PER_POINT, 22, 0.3, colour)
    y = page.write(people(edition), BOOK, 14, y + 8, "#1a1a1a", centred=True)
    page.write(_number(edition), BOOK_ITALIC, 12.5, page.height - 44, "#1a1a1a", centred=True)
    page.write(_house(edition), BOOK, 12, page.height - 27, colour, centred=True)


@dataclass(frozen=True, slots=True)
class Design:
    """How a cover is drawn, and the face of its big words."""

    face: str
    draw: Callable[[Canvas, EditionMeta, Sequence[str]], None]


DESIGNS = {
    "ground": Design(SERIF, draw_ground),
    "masthead": Design(DISPLAY, draw_masthead),
    "frame": Design(BOOK, draw_frame),
}
