"""What a submission package is made from; a target is one way of packing for one kind of receiver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docforge.diagnostics import Diagnostic
from docforge.model.edition import Article, EditionMeta


@dataclass(frozen=True, slots=True)
class Destination:
    """The journal that a package goes to. Empty strings are facts that nobody gave."""

    journal: str = ""
    acronym: str = ""
    provider: str = ""


# files -> (package, findings); an empty package when a file that it cannot be without is missing
Packer = Callable[
    [Article, EditionMeta, Mapping[str, bytes], Destination], tuple[bytes, tuple[Diagnostic, ...]]
]


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of package. ``needs`` and ``welcomes`` are files of an article's output folder."""

    name: str
    title: str
    standard: str
    suffix: str
    needs: tuple[str, ...]
    welcomes: tuple[str, ...]
    pack: Packer
