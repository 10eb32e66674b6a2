"""Pages that are laid out, as values: what a process that lays out hands to the one that binds."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.model.edition import PageStart


@dataclass(frozen=True, slots=True)
class Laid:
    """Pages as a file of their own; the first of them bears the folio ``first``."""

    data: bytes
    first: int
    pages: int
    diagnostics: tuple[Diagnostic, ...]
    starts: tuple[PageStart, ...] = ()

    @property
    def last(self) -> int:
        return self.first + self.pages - 1


@dataclass(frozen=True, slots=True)
class Around:
    """The pages around the articles; there are no ``lists`` where there is nothing to list."""

    cover: Laid
    front: Laid
    lists: Laid | None
    colophon: Laid

    @property
    def after(self) -> tuple[Laid, ...]:
        """What follows the last article."""
        return (*((self.lists,) if self.lists else ()), self.colophon)

    @property
    def all(self) -> tuple[Laid, ...]:
        return (self.cover, self.front, *self.after)
