"""A question to the author of a proof, as a value: what is asked, and by which letters its place is found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Probe:
    """A run of letters and digits of the article; the place is before the one with the number ``at``."""

    letters: str
    at: int


@dataclass(frozen=True, slots=True)
class Query:
    """``question`` and ``why`` in plain words, ``answers`` to tick; ``where`` says where in the article.

    ``asked_in`` and ``told_in`` are the languages of question and reason, which findings and rules tell in
    English.

    ``left``, ``about`` and ``right`` quote the passage. ``probes`` find it on the pages, the shortest first;
    one that stands in several places finds none. ``key`` answers it (docforge decide), "" where a text or a
    file is wanted; ``replaceable`` says that words can be put in its place by key.
    """

    question: str
    where: str
    why: str = ""
    answers: tuple[str, ...] = ()
    left: str = ""
    about: str = ""
    right: str = ""
    key: str = ""
    replaceable: bool = False
    probes: tuple[Probe, ...] = ()
    asked_in: str = "en"
    told_in: str = "en"
