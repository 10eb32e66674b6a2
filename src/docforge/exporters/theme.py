"""The page's look: stylesheets and fonts that docforge ships.

They stand in ``docforge/templates`` of an installed package and in ``templates`` at the root of a checkout.
Reading them is the only disk access exporters have.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from docforge.errors import ConfigError

DEFAULT_THEME = "journal"


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
    Face("Docforge Sans", "SourceSans3-Regular.ttf"),
    Face("Docforge Sans", "SourceSans3-It.ttf", italic=True),
    Face("Docforge Sans", "SourceSans3-Bold.ttf", 700),
    Face("Docforge Mono", "SourceCodePro-Regular.ttf"),
    Face("Docforge Symbols", "STIXGeneral-Regular.otf"),
)


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
    return tuple(sorted(p.parent.name for p in templates_folder().glob("*/base.css")))


@lru_cache(maxsize=32)
def stylesheet(theme: str, name: str) -> str:
    """One stylesheet of a theme (base, web, page, issue or epub); ``ConfigError`` for an unknown theme."""
    if theme not in themes():
        raise ConfigError(f"There is no theme {theme!r}.", f"Themes: {', '.join(themes())}.")
    return (templates_folder() / theme / f"{name}.css").read_text("utf-8")


@lru_cache(maxsize=16)
def font_bytes(file: str) -> bytes:
    """The bytes of a shipped font file; only names that stand in ``FACES`` are read."""
    if file not in {face.file for face in FACES}:
        raise ConfigError(f"{file!r} is no font of docforge.")
    return (templates_folder() / "fonts" / file).read_bytes()


@lru_cache(maxsize=1)
def colour_profile() -> bytes:
    """The ICC profile that says what the colours of a PDF mean: sRGB."""
    return (templates_folder() / "colour" / "sRGB2014.icc").read_bytes()


@lru_cache(maxsize=16)
def covered(file: str) -> frozenset[int]:
    """The code points a shipped font file has glyphs for."""
    from fontTools.ttLib import TTFont

    with TTFont(BytesIO(font_bytes(file)), lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=1)
def covered_by_any() -> frozenset[int]:
    """The code points that at least one shipped face has."""
    return frozenset().union(*(covered(face.file) for face in FACES))
