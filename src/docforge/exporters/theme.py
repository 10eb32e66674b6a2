"""The page's look: themes, stylesheets and fonts that docforge ships, and those an edition has of its own.

They stand in ``docforge/templates`` of an installed package and in ``templates`` at the root of a checkout.
Reading them is the only disk access exporters have. A theme is a folder with ``theme.toml`` and the sheets in
which it differs from those in ``common``; an edition's own sheet of the same path stands in for ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docforge.errors import ConfigError
from docforge.model.edition import FontFile

DEFAULT_THEME = "journal"
COMMON = "common"
SHEETS = ("base", "web", "page", "issue", "epub")
# In a sheet: the fonts that come in where the ones before have no letter; an edition's own are the last.
OTHERS = '"Docforge Others"'
OwnSheets = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Face:
    """One shipped font file. ``family`` is our own name, which no system font can have."""

    family: str
    file: str
    weight: int = 400
    italic: bool = False


FACES: tuple[Face, ...] = (
    Face("Docforge Serif", "SourceSerif4-Regular.ttf"),
    Face("Docforge Serif", "SourceSerif4-It.ttf", italic=True),
    Face("Docforge Serif", "SourceSerif4-Bold.ttf", 700),
    Face("Docforge Serif", "SourceSerif4-BoldIt.ttf", 700, italic=True),
    Face("Docforge Display", "SourceSerif4Display-Regular.ttf"),
    Face("Docforge Display", "SourceSerif4Display-It.ttf", italic=True),
    Face("Docforge Display", "SourceSerif4Display-Semibold.ttf", 700),
    Face("Docforge Book", "EBGaramond-Regular.ttf"),
    Face("Docforge Book", "EBGaramond-Italic.ttf", italic=True),
    Face("Docforge Book", "EBGaramond-Bold.ttf", 700),
    Face("Docforge Book", "EBGaramond-BoldItalic.ttf", 700, italic=True),
    Face("Docforge Sans", "SourceSans3-Regular.ttf"),
    Face("Docforge Sans", "SourceSans3-It.ttf", italic=True),
    Face("Docforge Sans", "SourceSans3-Bold.ttf", 700),
    Face("Docforge Mono", "SourceCodePro-Regular.ttf"),
    Face("Docforge Symbols", "STIXGeneral-Regular.otf"),
)
STANDING_IN = ("Docforge Symbols", "Docforge Sans", "Docforge Book")


@dataclass(frozen=True, slots=True)
class Look:
    """What of a theme no stylesheet can say: the page in millimetres, columns of text, where notes stand,
    the letters of a title (font, points, and the measure in
    millimetres), and the design of a cover that is made from the metadata.
    """

    width: int
    height: int
    columns: int
    notes_at_end: bool
    cover: str
    title_font: str
    title_size: float
    title_measure: float


@lru_cache(maxsize=1)
def templates_folder() -> Path:
    """Where the templates are; raises ``ConfigError`` when the installation has lost them."""
    here = Path(__file__).resolve()
    for candidate in (here.parents[1] / "templates", here.parents[3] / "templates"):
        if (candidate / "fonts").is_dir():
            return candidate
    raise ConfigError("The folder templates/ of docforge is missing.", "Install docforge again.")


def themes() -> tuple[str, ...]:
    """Names of the themes there are."""
    return tuple(sorted(p.parent.name for p in templates_folder().glob("*/theme.toml")))


@lru_cache(maxsize=8)
def look(theme: str) -> Look:
    """The look of a theme; ``ConfigError`` for an unknown one."""
    _known(theme)
    told = tomllib.loads((templates_folder() / theme / "theme.toml").read_text("utf-8"))
    width, height = told["page"]
    title = told["title"]
    return Look(
        width,
        height,
        told["columns"],
        told["notes"] == "end",
        told["cover"],
        title["font"],
        title["size"],
        title["measure"],
    )


@lru_cache(maxsize=64)
def sheet_parts(theme: str, name: str, own: OwnSheets = ()) -> tuple[tuple[str, str], ...]:
    """A stylesheet (base, web, page, issue or epub) by its parts, path and text: what all themes share, then
    what this one has of its own.

    ``own`` are the sheets of an edition by their paths ("journal/page.css"); each stands in for ours.
    Raises ``ConfigError`` for an unknown theme.
    """
    _known(theme)
    given = dict(own)
    parts = []
    for path in (f"{COMMON}/{name}.css", f"{theme}/{name}.css"):
        file = templates_folder() / path
        if path in given:
            parts.append((path, given[path]))
        elif file.is_file():
            parts.append((path, file.read_text("utf-8")))
    return tuple(parts)


def stylesheet(theme: str, name: str, own: OwnSheets = ()) -> str:
    """A stylesheet of a theme as one text."""
    return "".join(text for _, text in sheet_parts(theme, name, own))


def print_sheets(
    theme: str, names: Sequence[str], own: OwnSheets, fonts: Sequence[FontFile]
) -> tuple[tuple[str, str], ...]:
    """The sheets of the printed page, path and text, in their order; ``fonts`` are the edition's own."""
    faces = [
        f'@font-face {{ font-family: "{face.family}"; src: url("font:{face.file}"); '
        f"font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'}; }}\n"
        for face in FACES
    ]
    faces += [f'@font-face {{ font-family: "{f.family}"; src: url("font:{f.file}"); }}\n' for f in fonts]
    others = ", ".join(f'"{family}"' for family in (*STANDING_IN, *(f.family for f in fonts)))
    parts = [part for name in names for part in sheet_parts(theme, name, own)]
    return (("fonts.css", "".join(faces)), *((path, text.replace(OTHERS, others)) for path, text in parts))


def _known(theme: str) -> None:
    if theme not in themes():
        raise ConfigError(f"There is no theme {theme!r}.", f"Themes: {', '.join(themes())}.")


@lru_cache(maxsize=4)
def site_file(name: str) -> bytes:
    """A file of the site that is the same in every theme: its own styles, its script."""
    return (templates_folder() / "site" / name).read_bytes()


@lru_cache(maxsize=32)
def font_bytes(file: str) -> bytes:
    """The bytes of a shipped font file; only names that stand in ``FACES`` are read."""
    return font_path(file).read_bytes()


def font_path(file: str) -> Path:
    """Where a shipped font file lies. Raises ``ConfigError`` for any other."""
    if file not in {face.file for face in FACES}:
        raise ConfigError(f"{file!r} is no font of docforge.")
    return templates_folder() / "fonts" / file


def family_in(file: str) -> str:
    """The family that a shipped font file itself says it belongs to."""
    from fontTools.ttLib import TTFont

    with TTFont(font_path(file), lazy=True) as font:
        return str(font["name"].getBestFamilyName())


@lru_cache(maxsize=1)
def colour_profile() -> bytes:
    """The ICC profile that says what the colours of a PDF mean: sRGB."""
    return (templates_folder() / "colour" / "sRGB2014.icc").read_bytes()


@lru_cache(maxsize=32)
def covered(file: str) -> frozenset[int]:
    """The code points a shipped font file has glyphs for."""
    return code_points(font_bytes(file))


def code_points(data: bytes) -> frozenset[int]:
    """The code points a font has glyphs for."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(data), lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=1)
def covered_by_any() -> frozenset[int]:
    """The code points that at least one shipped face has."""
    return frozenset().union(*(covered(face.file) for face in FACES))


@lru_cache(maxsize=8)
def covered_with(fonts: tuple[FontFile, ...]) -> frozenset[int]:
    """The code points that a shipped face or one of the edition's own fonts has."""
    return covered_by_any().union(*(code_points(font.data) for font in fonts))


@lru_cache(maxsize=8)
def families_of(theme: str, own: OwnSheets = ()) -> tuple[str, ...]:
    """The families that a theme sets its pages in, in our own names."""
    said = "".join(stylesheet(theme, name, own) for name in ("page", "issue"))
    return tuple(dict.fromkeys(face.family for face in FACES if f'"{face.family}"' in said))
