"""Readings made by hand: a small source with every kind of record in it."""

import re

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.model.edition import EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text
from docforge.model.source import SourceText
from docforge.places import Span
from docforge.repair.edit import Move, Recorded, Safety, edit_key
from docforge.repair.record import Conservation, Reading
from docforge.validate.base import Checked

SOURCE = (
    "JOURNAL OF PAGES 12\nA title\nIn Febru\nary it(Smith, 2020) was\u00a0cold <b>&\n"
    "and the rest of the page follows.\n"
)
EDITION = EditionMeta(title="A & B", journal="Pages", volume="1", issue="2", date="2026", status="proof")


def recorded(before: str, after: str, rule: str, safety: Safety, why: str, aside: str = "") -> Recorded:
    start = re.search(rf"(?<!\w){re.escape(before)}", SOURCE).start()  # type: ignore[union-attr]
    place = Span("a.txt", start, start + len(before))
    return Recorded(place, before, after, rule, safety, why, edit_key(rule, before, after, ""), aside)


EDITS = (
    recorded("Febru\nary", "February", "lost-hyphen", Safety.LIKELY, "the line ends without a space"),
    recorded("JOURNAL OF PAGES 12\n", "", "running-head", Safety.LIKELY, "on every page", "running head"),
    recorded("it", "it ", "glued-citation", Safety.SAFE, "a citation stands apart from the word before it"),
    recorded("was\u00a0cold", "was cold", "space", Safety.SAFE, "one space between words"),
    recorded("cold", "gold", "odd-word", Safety.SUGGEST, "a rare word"),
)


def reading(
    edits: tuple[Recorded, ...] = EDITS,
    diagnostics: tuple[Diagnostic, ...] | None = None,
    unaccounted: tuple[tuple[str, int], ...] = (),
    text: str = SOURCE,
) -> Reading:
    paragraph = Paragraph((Text("In February it was cold"),), Span("a.txt", 28, len(SOURCE)))
    document = Document(meta=ArticleMeta(title=(Text("A title"),)), body=(paragraph,))
    found = (
        diagnostic("no-author", "No author was found.", hint="Name one in article.toml."),
        diagnostic("kind-guessed", "Taken for the text of a PDF.", Span("a.txt", 0, 0)),
        diagnostic("citation-unlinked", "“Smith, 2020” has no entry.", Span("a.txt", 45, 56)),
    )
    return Reading(
        document,
        (SourceText.of(text, "a.txt"),),
        edits,
        (Move(Span("a.txt", 73, 90), Span("a.txt", 20, 20), "column", "the left column comes first"),),
        found if diagnostics is None else diagnostics,
        Conservation(20, 15, (("running head", 4),), (("lost-hyphen", 1),), unaccounted),
    )


CHECKS = (
    Checked("JATS DTD", "1.3", "articles/one/article.xml", True),
    Checked("EPUBCheck", "5.2.1", "edition.epub", False, "Java is not installed; apt install default-jre."),
    Checked(
        "PDF",
        "1",
        "edition.pdf",
        True,
        "",
        (diagnostic("glyph-missing", "No font has ⽥.", where="edition.pdf"),),
    ),
)
MORE = (diagnostic("config-ignored", "The key “tilte” is not known.", where="edition.toml"),)
