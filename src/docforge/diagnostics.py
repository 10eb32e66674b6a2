"""What docforge has to say about a text: values, never exceptions, never prints.

Every code is declared once in ``CODES``; codes are kebab-case and stable for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docforge.places import Span


class Severity(StrEnum):
    ERROR = "error"  # the result is wrong or incomplete: exit code 1
    WARNING = "warning"  # a person should look; fails only with --strict
    INFO = "info"  # told for the record


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, what to do next.

    ``span`` is the place in a source; ``where`` names a file and key where no source place exists
    (a configuration key, an output file). A finding that asks the editor something has a stable ``key``;
    ``before`` and ``after`` are the reading in the text and the one proposed, where there is one, and
    ``answer`` is the editor's verdict.
    """

    code: str
    message: str
    severity: Severity
    span: Span | None = None
    hint: str = ""
    where: str = ""
    key: str = ""
    before: str = ""
    after: str = ""
    answer: str = ""


# code -> (default severity, what it says in one line)
CODES: dict[str, tuple[Severity, str]] = {
    # reading
    "encoding-guessed": (Severity.WARNING, "the file is not UTF-8; the encoding was guessed"),
    "encoding-damage": (Severity.WARNING, "characters that no encoding explains"),
    "kind-guessed": (Severity.INFO, "which kind of damaged text a file was taken for"),
    "control-characters": (Severity.WARNING, "control characters were set aside"),
    "language-detected": (Severity.INFO, "the language was told by the text itself"),
    "language-without-rules": (Severity.WARNING, "no repair rules for the language: words stay as they are"),
    "body-missing": (Severity.WARNING, "a JATS file without the text of its article"),
    "jats-reduced": (Severity.WARNING, "something of a JATS file is read as less than it is"),
    # conservation
    "word-lost": (Severity.ERROR, "a source word is nowhere accounted for"),
    "word-invented": (Severity.ERROR, "a word in the result has no source"),
    "order-changed": (Severity.ERROR, "text stands in another order with no recorded move"),
    "paragraph-changed": (Severity.ERROR, "a paragraph border of the source vanished with no recorded edit"),
    "sign-lost": (Severity.ERROR, "signs (digits, quotes, operators) differ with no recorded edit"),
    # repair
    "unfinished-paragraph": (Severity.WARNING, "a paragraph breaks off in the middle of a sentence"),
    "suggested-repair": (Severity.INFO, "a repair with too little evidence: left as it is"),
    "reading-order": (Severity.INFO, "how column text goes on, and what else could have followed"),
    "columns-as-found": (Severity.WARNING, "column text stands in the order of the file"),
    "truncated-end": (Severity.WARNING, "the text breaks off at the end of the file"),
    "judgement-join": (Severity.WARNING, "a page break may also be a paragraph break"),
    "decision-stale": (Severity.WARNING, "a decision of the editor fits no proposal any more"),
    "proposal-unplaced": (Severity.WARNING, "a proofreader's change has no place in the text"),
    "decision-refused": (Severity.WARNING, "a decision of the editor cannot be followed"),
    # document
    "no-title": (Severity.ERROR, "no title was found"),
    "no-author": (Severity.WARNING, "no author was found"),
    "figure-missing": (Severity.WARNING, "the image of a figure is missing; a placeholder stands for it"),
    "figure-description-missing": (Severity.WARNING, "a figure has no alternative text"),
    "caption-without-object": (Severity.WARNING, "a caption with nothing to bind it to"),
    "label-order": (Severity.WARNING, "labels of figures or tables have gaps or repeats"),
    "xref-unresolved": (Severity.WARNING, "the text speaks of a figure or table that is not there"),
    "table-ragged": (Severity.WARNING, "rows of a table have different lengths"),
    "table-empty-head": (Severity.INFO, "a column of a table has no head"),
    "table-odd-cell": (Severity.INFO, "a cell of words in a column of numbers"),
    "table-total": (Severity.WARNING, "a total in a table that does not add up"),
    "table-repeated-row": (Severity.INFO, "a row of a table stands twice"),
    "table-variant": (Severity.INFO, "one thing in two spellings within a table"),
    "table-unread": (
        Severity.WARNING,
        "the rows of a table could not be told; its cells stand in one column",
    ),
    "table-doubtful": (Severity.INFO, "lines that may be a table were left as text"),
    "note-without-mark": (Severity.WARNING, "a note that no mark points to"),
    "note-mark-unresolved": (Severity.WARNING, "a note mark whose note is not in the source"),
    "note-text-missing": (Severity.WARNING, "note marks whose notes are not in the source"),
    "unclosed-bracket": (Severity.INFO, "an opening bracket or quotation mark without its pair"),
    # slips of the author: asked about, never changed
    "abbreviation-varies": (Severity.INFO, "an abbreviation with two meanings, forms or orders of letters"),
    "name-across-articles": (Severity.INFO, "two articles of an edition write one name in two ways"),
    "spelling-varies": (Severity.INFO, "a name, or a rare word, in two spellings"),
    "spelling-mixed": (Severity.INFO, "two kinds of English spelling in one text"),
    "quotes-mixed": (Severity.INFO, "straight and curved apostrophes in one text"),
    "word-doubled": (Severity.INFO, "a small word stands twice"),
    "word-alone": (Severity.INFO, "a word stands alone as a sentence"),
    "year-differs": (Severity.INFO, "a table gives another year than the text"),
    "phrase-odd": (Severity.INFO, "a phrase that English hardly has"),
    "reference-capitals": (Severity.INFO, "a reference with its title in capitals"),
    "meta-conflict": (Severity.WARNING, "two sources of one fact disagree"),
    # citations
    "citation-unlinked": (Severity.WARNING, "a citation without an entry in the reference list"),
    "citation-ambiguous": (Severity.WARNING, "a citation that fits several entries"),
    "citation-year": (Severity.WARNING, "a citation whose names the list has with another year or letter"),
    "reference-uncited": (Severity.INFO, "an entry that nothing in the text cites"),
    "reference-duplicate": (Severity.INFO, "entries that name the same work"),
    "reference-doubtful": (Severity.INFO, "an entry that could not be read with certainty"),
    "reference-fields": (Severity.INFO, "entries whose fields could not all be read with certainty"),
    "reference-as-printed": (Severity.WARNING, "entries that the citation style could not be given to"),
    "citation-as-printed": (Severity.WARNING, "citations that the citation style could not be given to"),
    "style-words": (Severity.INFO, "words that the citation style adds to an entry or drops from it"),
    "reference-merged": (Severity.INFO, "entries of one work became one entry, as the editor asked"),
    "reference-order": (Severity.INFO, "an entry outside the order that the list keeps"),
    "reference-given": (
        Severity.WARNING,
        "an entry of the editor's own list and the printed one do not meet",
    ),
    "reference-retracted": (Severity.WARNING, "an entry whose work a list of retractions names as retracted"),
    "reference-noticed": (Severity.INFO, "an entry whose work a list of retractions names otherwise"),
    "identifier-wrong": (Severity.WARNING, "an identifier of a wrong form or with a wrong check digit"),
    "doi-as-url": (Severity.INFO, "a DOI that stands in a web address, or behind an old one"),
    "pages-backwards": (Severity.WARNING, "a range of pages whose end comes before its beginning"),
    "address-broken": (Severity.WARNING, "a web address that is broken in print"),
    "address-rebuilt": (Severity.INFO, "a broken web address that was made whole, and what else it may be"),
    "reference-lookup": (Severity.INFO, "what a register of works says of an entry"),
    # copies
    "copy-differs": (Severity.INFO, "another copy of the article reads otherwise"),
    "copy-unrelated": (Severity.ERROR, "a copy is not of the same article"),
    "copy-partial": (Severity.INFO, "a copy holds only part of the article"),
    # exporting
    "not-rendered": (Severity.WARNING, "a format cannot hold something; it is left out there"),
    "glyph-missing": (Severity.ERROR, "no shipped font has a character"),
    "link-broken": (Severity.ERROR, "an internal link points to nothing"),
    "layout-error": (Severity.ERROR, "the layout engine reported an error"),
    "line-overfull": (Severity.WARNING, "a printed line runs out of its measure"),
    "block-overfull": (Severity.WARNING, "a printed table, listing or picture runs out of its measure"),
    "text-off-page": (Severity.ERROR, "lines of a printed page lie outside it, where nobody can read them"),
    "formula-small": (Severity.WARNING, "a printed formula was made smaller to fit its measure"),
    "picture-coarse": (Severity.WARNING, "a picture has too few pixels for its printed size"),
    "row-split": (Severity.WARNING, "a table's row is cut by the end of a page"),
    "heading-stranded": (Severity.WARNING, "a heading stands at the end of a column, without its text"),
    "line-stranded": (Severity.WARNING, "one line of a paragraph stands alone at the border of a column"),
    "page-white": (Severity.INFO, "a printed page ends white before a figure or table that did not fit"),
    "caption-parted": (Severity.WARNING, "a caption stands on another page than what it is of"),
    "resource-refused": (Severity.WARNING, "something outside the project was asked for and refused"),
    "words-differ": (Severity.ERROR, "a file's words are not the model's words"),
    "words-doubled": (Severity.ERROR, "words are printed more often than the article has them"),
    # packages
    "package-refused": (Severity.ERROR, "a package that must not be made: rights, consent, another's DOI"),
    "package-field": (Severity.ERROR, "a fact that the receiver of a package asks for is missing or wrong"),
    "package-file": (
        Severity.ERROR,
        "a file of a package is missing, misnamed or not as its receiver wants it",
    ),
    "package-leak": (Severity.ERROR, "a package for blind review tells who wrote it"),
    "package-advice": (Severity.WARNING, "a package would be better with this"),
    # checking
    "invalid-output": (Severity.ERROR, "a written file fails its official check"),
    "not-checked": (Severity.INFO, "a check was not run"),
    # edition
    "config-ignored": (Severity.WARNING, "a key that docforge does not know"),
    "article-failed": (Severity.ERROR, "an article could not be built"),
    "hand-changed": (Severity.INFO, "a file changed by hand was left alone"),
    "release-changed": (Severity.ERROR, "what was released is otherwise now, and nothing says why"),
    "release-differs": (Severity.INFO, "what was released is otherwise now, for a reason that is given"),
    "final-refused": (Severity.ERROR, "something a final edition must not have"),
}


def diagnostic(
    code: str,
    message: str,
    span: Span | None = None,
    hint: str = "",
    *,
    where: str = "",
    severity: Severity | None = None,
    key: str = "",
    before: str = "",
    after: str = "",
) -> Diagnostic:
    """Make a diagnostic of a declared code; raises ``KeyError`` on an undeclared one."""
    return Diagnostic(code, message, severity or CODES[code][0], span, hint, where, key, before, after)


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def sort_diagnostics(found: list[Diagnostic]) -> list[Diagnostic]:
    """Errors first, then by place."""
    return sorted(
        found,
        key=lambda d: (
            _RANK[d.severity],
            d.span.file if d.span else d.where,
            d.span.start if d.span else 0,
            d.code,
            d.message,
        ),
    )


def has_errors(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> bool:
    return any(d.severity is Severity.ERROR for d in found)
