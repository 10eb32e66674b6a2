"""What one journal asks of a submission, as its profile.toml says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class JournalProfile:
    """Limits of 0 and empty texts ask for nothing. ``lines`` says where each key stands in ``file``.

    ``sections`` may name a section in several ways ("Methods|Materials and methods"); ``statements`` are
    kinds of ``model/statements.py``. ``colour`` is "", "rgb", "grey" or "cmyk". ``file_name`` is a pattern
    of names. ``letter`` is the text of the cover letter, with facts in braces; ``confirm`` is for a person.
    """

    file: str
    name: str
    about: str = ""
    url: str = ""
    words: int = 0
    abstract_words: int = 0
    title_words: int = 0
    keywords_min: int = 0
    keywords_max: int = 0
    references_max: int = 0
    figures_max: int = 0
    reference_style: str = ""
    sections: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    blind: bool = False
    figures: str = "place"
    double_spacing: bool = True
    line_numbers: bool = True
    formats: tuple[str, ...] = ()
    min_dpi: int = 0
    width_mm: int = 85
    colour: str = ""
    file_name: str = "figure-{number}"
    letter_wanted: bool = False
    editor: str = ""
    letter: str = ""
    confirm: tuple[str, ...] = ()
    lines: Mapping[str, str] = field(default_factory=dict)

    def at(self, key: str) -> str:
        return self.lines.get(key, self.file)
