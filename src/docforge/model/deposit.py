"""What deposits and submissions need beside the text: facts of the press, and an article's record."""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.model.meta import Funding


@dataclass(frozen=True, slots=True)
class Deposit:
    """What a registration agency asks of the press that deposits. Empty strings are facts nobody gave.

    ``version`` is the record's own version, digits alone: a register takes a record only when its version is
    higher than that of the one before. ``resource_url`` is a pattern ("https://journal.example/{volume}/{id}").
    """

    depositor: str = ""
    email: str = ""
    registrant: str = ""
    version: str = ""
    resource_url: str = ""
    pdf_url: str = ""


@dataclass(frozen=True, slots=True)
class Supplement:
    """A supplementary file; ``data`` is None where the file that was named does not exist."""

    file: str
    title: str = ""
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """What the editor knows of an affiliation that its printed text does not say."""

    ror: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of one article: permissions in words (who, when, for what), money, further files.

    ``resubmission`` is the consent to offer a published article as new; ``doaj_reprint`` the editor's word
    that a reprint is to be listed in DOAJ. ``self_citations`` are references of the author that may stay in
    a blind copy, ``other_words`` are words that an author's name is too ("Young").
    """

    permission: str = ""
    resubmission: str = ""
    doaj_reprint: bool = False
    self_citations: tuple[str, ...] = ()
    other_words: tuple[str, ...] = ()
    funding: tuple[Funding, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    places: tuple[tuple[str, Place], ...] = ()

    def place(self, affiliation: str) -> Place:
        """What is known of the affiliation that is printed so."""
        return dict(self.places).get(affiliation, Place())
