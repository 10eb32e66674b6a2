"""Every key of ``edition.toml`` (article.toml: ``article_keys``), once: its meaning, its default, its shape.

Reading the files (``config``, ``overrides``) and the commented file that ``docforge init`` writes
(``starter``) both go by these tables, so that what is explained is what is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from docforge.edition import shapes

# text: one string (numbers and dates are taken as text); texts: a list of them, or one; flag: true or false.
ValueKind = Literal["text", "texts", "flag"]


@dataclass(frozen=True, slots=True)
class Key:
    """``field`` is the attribute that the value goes to; "" where reading it takes more than a copy."""

    table: str
    name: str
    explained: str
    default: str | bool | tuple[str, ...] | None = ""
    kind: ValueKind = "text"
    shape: Callable[[str], str] = shapes.any_text
    choices: tuple[str, ...] = ()
    field: str = ""
    example: str = ""

    @property
    def path(self) -> str:
        return f"{self.table}.{self.name}" if self.table else self.name


STATUSES = ("draft", "proof", "final")
DUPLICATES = ("keep", "merge")

EDITION_KEYS: tuple[Key, ...] = (
    Key("journal", "title", "Name of the journal or series.", field="journal"),
    Key("journal", "abbreviation", "Its short name, as in running heads.", field="journal_abbrev"),
    Key(
        "journal",
        "issn_print",
        "ISSN of the printed journal.",
        shape=shapes.issn,
        field="issn_print",
        example="2049-3630",
    ),
    Key(
        "journal",
        "issn_electronic",
        "ISSN of the journal online.",
        shape=shapes.issn,
        field="issn_electronic",
        example="2049-3630",
    ),
    Key("journal", "publisher", "Who publishes it.", field="publisher"),
    Key("journal", "publisher_place", "Where the publisher is.", field="publisher_place"),
    Key(
        "journal",
        "doi_prefix",
        "The DOI prefix you register under; DOIs of other prefixes are only cited.",
        shape=shapes.doi_prefix,
        field="doi_prefix",
        example="10.1234",
    ),
    Key(
        "journal",
        "url",
        "Home page of the journal.",
        shape=shapes.url,
        field="url",
        example="https://journal.example",
    ),
    Key(
        "edition",
        "title",
        "Title of this issue; without one the journal's title stands alone.",
        field="title",
    ),
    Key("edition", "volume", "Volume.", field="volume"),
    Key("edition", "issue", "Number within the volume.", field="issue"),
    Key(
        "edition",
        "date",
        'Date of this issue: "2026", "2026-05" or "2026-05-31".',
        shape=shapes.iso_date,
        field="date",
        example="2026-05",
    ),
    Key(
        "edition",
        "language",
        "Language of the issue (BCP 47). An article may have its own.",
        "en",
        shape=shapes.language,
        field="language",
    ),
    Key(
        "edition",
        "status",
        "draft, proof or final. A proof is marked as such; a final refuses placeholders, "
        "open questions, missing authors and unknown licences.",
        "draft",
        choices=STATUSES,
        field="status",
    ),
    Key(
        "edition",
        "licence",
        "Licence of the issue itself (cover, layout): an SPDX id or a web address. "
        "Articles never inherit it.",
        "unknown",
        shape=shapes.licence,
        field="licence",
    ),
    Key("edition", "holder", "Who holds the rights in the issue itself.", field="holder"),
    Key(
        "edition",
        "identifier",
        "Identifier of the issue (an ISBN, DOI or URN); without one it is computed from the content.",
        field="identifier",
    ),
    Key("edition", "editors", "Names of the editors, in the order of print.", (), "texts", field="editors"),
    Key(
        "edition",
        "guest_editors",
        "Names of the guest editors of this issue, in the order of print.",
        (),
        "texts",
        field="guest_editors",
    ),
    Key(
        "edition",
        "first_page",
        "Number of the first page of the first article, where a volume's pages run on over its issues. "
        "Default: 1.",
        shape=shapes.page,
        field="first_page",
        example="113",
    ),
    Key(
        "edition",
        "cover",
        "Picture of the cover in the edition's folder (svg, png, jpg). Without one a cover is designed from "
        "what stands here.",
        None,
        field="cover",
        example="cover.svg",
    ),
    Key("edition", "cover_alt", "What that picture shows, for readers who do not see it.", field="cover_alt"),
    Key("edition", "description", "What this issue is about, for catalogues.", field="description"),
    Key(
        "edition",
        "theme",
        "Look of the pages: journal, magazine or book. Sheets in templates/ beside this file stand in for "
        "those of the theme (templates/magazine/page.css).",
        "journal",
        field="theme",
    ),
    Key(
        "edition",
        "fonts",
        "Fonts for characters that no shipped font has (Chinese, Arabic ...): names of installed fonts, or "
        "font files in this folder, tried in their order.",
        (),
        "texts",
    ),
    Key(
        "edition",
        "citation_style",
        "Style of reference lists and citations: a name of the CSL repository (apa, ieee,"
        " chicago-author-date ...) or a .csl file. Default: as printed.",
        field="citation_style",
        example="apa",
    ),
    Key(
        "edition",
        "duplicate_references",
        "Entries of a reference list that name the same work: keep them all, or merge them into one entry,"
        " to which all their citations point. An article may say otherwise.",
        "keep",
        choices=DUPLICATES,
    ),
    Key(
        "edition",
        "retractions",
        "A dated list of retracted works in this folder (CSV, TSV or JSON, such as the public Retraction"
        " Watch file), held against the reference lists; without one the report says so.",
        example="retractions.csv",
    ),
    Key(
        "edition",
        "print_emails",
        "Print the e-mail addresses that stand in the articles?",
        False,
        "flag",
        field="print_emails",
    ),
    Key(
        "edition",
        "site_url",
        "Web address where the pages of site/ will stand. With it they name their own addresses.",
        shape=shapes.url,
        field="site_url",
        example="https://journal.example/7/2/",
    ),
    Key(
        "edition",
        "accessibility_certified_by",
        "Who has looked at the EPUBs and vouches that they are accessible (EPUB Accessibility 1.1, "
        "WCAG 2.1 AA). Without a name no conformance is claimed, and none while a picture is not described.",
        field="accessibility_certified_by",
    ),
    Key(
        "edition",
        "version",
        "Version of the issue. Raise it when the issue changes after `docforge release`.",
        "1",
        field="version",
    ),
    Key("deposit", "depositor", "Who deposits, as the registration agency knows them."),
    Key("deposit", "email", "Where the agency writes to about a deposit.", shape=shapes.email),
    Key("deposit", "registrant", "Who registers the DOIs. Default: the publisher."),
    Key(
        "deposit",
        "deposit_version",
        "Version of the deposited records, digits alone; raise it with each deposit. No clock is asked.",
        shape=shapes.deposit_version,
        example="2026053101",
    ),
    Key(
        "deposit",
        "resource_url",
        "Where an article stands, with {id}, {doi}, {volume}, {issue}, {year}, {first_page}, {elocation_id}.",
        shape=shapes.address_pattern,
        example="https://journal.example/{volume}/{issue}/{id}",
    ),
    Key(
        "deposit",
        "pdf_url",
        "Where its PDF stands, in the same way.",
        shape=shapes.address_pattern,
        example="https://journal.example/{volume}/{issue}/{id}.pdf",
    ),
    Key("board", "role", 'What they do, as it is printed: "Editor in chief", "Editorial board".'),
    Key("board", "names", "Who they are, each with a place if you like, in the order of print.", (), "texts"),
    Key("articles", "id", "Id of the article: it names the folder in the output.", shape=shapes.article_id),
    Key("articles", "folder", "Folder of the article, if it is not called like the id."),
    Key("articles", "copies", "Its damaged copies. Default: every text in the folder.", (), "texts"),
    Key("articles", "text", "Which copy is the text; the others show differences. Default: the first copy."),
    Key("articles", "section", "Section of the issue that the article stands in."),
    Key("corrections", "article", "Id of the released article that is corrected."),
    Key("corrections", "text", "What is corrected, in the words that the issue prints."),
    Key("corrections", "date", "When it was corrected.", shape=shapes.iso_date),
    Key("corrections", "doi", "DOI of the notice of correction, if it has one.", shape=shapes.doi),
    Key(
        "articles",
        "elocation_id",
        "Number of the article where the journal has no pages that run on; its own pages are counted from 1.",
        shape=shapes.elocation_id,
        example="e1034",
    ),
)


def of_table(keys: tuple[Key, ...], table: str) -> dict[str, Key]:
    """The keys of one table by name."""
    return {key.name: key for key in keys if key.table == table}
