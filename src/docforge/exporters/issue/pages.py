"""An issue as pages: its articles with continuous folios, what stands around them, and all of it bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.diagnostics import Diagnostic
from docforge.exporters.colours import in_screen_colours
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.html_context import Element
from docforge.exporters.issue.back import colophon_page, has_lists, lists
from docforge.exporters.issue.cover import cover_picture
from docforge.exporters.issue.entries import Account, Entry, entry, first_folio, folio_of
from docforge.exporters.issue.front import COVER_URL, cover_page, front_matter
from docforge.exporters.laid import Around, Laid
from docforge.exporters.pdf import Counted, lay_out_article, lay_out_tree, tree_texts
from docforge.exporters.pdf_binding import Part, bind
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import labels_of


@dataclass(frozen=True, slots=True)
class EditionPdf:
    """The whole edition and each article; ``diagnostics`` are the edition's own, not its articles'."""

    data: bytes
    articles: tuple[Laid, ...]
    diagnostics: tuple[Diagnostic, ...]


def layout_edition(articles: Sequence[Article], edition: EditionMeta, account: Account = ()) -> EditionPdf:
    """Lay out all articles with continuous folios, what stands before and after them, and bind it."""
    laid: list[Laid] = []
    folio = first_folio(edition)
    for article in articles:
        laid.append(lay_out_article(article, edition, folio_of(article, folio)))
        folio = laid[-1].last + 1
    entries = tuple(entry(a, str(one.first)) for a, one in zip(articles, laid, strict=True))
    listed = lay_out_lists(edition, entries, folio) if has_lists(edition, entries) else None
    around = Around(
        lay_out_cover(edition, [one.title for one in entries]),
        lay_out_front(edition, entries),
        listed,
        lay_out_colophon(edition, account, listed.last + 1 if listed else folio),
    )
    data = bind_edition(edition, entries, laid, around)
    return EditionPdf(data, tuple(laid), tuple(d for one in around.all for d in one.diagnostics))


def lay_out_cover(edition: EditionMeta, titles: Sequence[str]) -> Laid:
    """The page of the cover."""
    cover = cover_picture(edition, titles)
    pictures = {COVER_URL: in_screen_colours(cover.data)}
    laid = lay_out_tree(cover_page(edition, cover.words), edition, 1, pictures, "edition")
    return replace(laid, diagnostics=(*cover.diagnostics, *laid.diagnostics))


def lay_out_front(edition: EditionMeta, entries: Sequence[Entry]) -> Laid:
    """The pages before the first article, with roman folios."""
    return _lay_out_beside(front_matter(edition, entries), edition, 1)


def lay_out_lists(
    edition: EditionMeta, entries: Sequence[Entry], folio: int, counted: Counted | None = None
) -> Laid:
    """Corrections, contributors, indexes from ``folio`` on; ``counted`` is told how many pages they are."""
    return _lay_out_beside(lists(edition, entries), edition, folio, counted)


def lay_out_colophon(edition: EditionMeta, account: Account, folio: int) -> Laid:
    """The last pages of the edition, from ``folio`` on."""
    return _lay_out_beside(colophon_page(edition, account), edition, folio)


def _lay_out_beside(root: Element, edition: EditionMeta, folio: int, counted: Counted | None = None) -> Laid:
    missing = find_missing_glyphs(tree_texts(root), "edition", edition)
    laid = lay_out_tree(root, edition, folio, {}, "edition", counted=counted)
    return replace(laid, diagnostics=(*missing, *laid.diagnostics))


def bind_edition(
    edition: EditionMeta, entries: Sequence[Entry], laid: Sequence[Laid], around: Around
) -> bytes:
    """The PDF of the edition from pages that are laid out."""
    language = edition.language
    parts = [
        Part(around.cover.data, "", language=language, prefix=labels_of(language)["cover"]),
        Part(around.front.data, "r", language=language),
    ]
    # A recto follows a verso: an empty page keeps the sides of a printed book.
    side = around.front.pages % 2
    for about, one in zip(entries, laid, strict=True):
        prefix = f"{about.number}:" if about.number else ""
        blank = side == one.first % 2
        parts.append(Part(one.data, "D", one.first, about.language, about.id, blank, prefix))
        side = one.last % 2
    for one in around.after:
        parts.append(Part(one.data, "D", one.first, language, blank=side == one.first % 2))
        side = one.last % 2
    return bind(parts)
