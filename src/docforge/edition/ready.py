"""What a build would wait for is loaded before it is asked for: modules, fonts, sheets, schemas.

No function here yields anything: what is loaded stays in the process.
"""

from __future__ import annotations

from functools import cache, partial

from docforge.edition.pages import PageMaker
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text

_WORDS = (Text("Ready"),)


def ready_to_build(pages: PageMaker, edition: EditionMeta) -> None:
    """Load all that the next build of an edition would wait for, while there is nothing else to do."""
    import docforge.edition.reading
    import docforge.edition.run  # noqa: F401

    pages.prepare(partial(ready_to_lay_out, edition))
    ready_to_write()
    pages.tidy()


def ready_to_lay_out(edition: EditionMeta) -> None:
    """Load the fonts and sheets of an edition's theme, which the first pages would wait for."""
    try:
        from docforge.exporters.pdf_ready import prepare_layout
    except OSError:
        return  # told where pages are asked for

    prepare_layout(edition)


@cache
def ready_to_write() -> None:
    """Write and check a small article, whose writers and validators those of any other are."""
    from docforge.edition.account import checks_of
    from docforge.edition.formats import FORMATS

    article = Article("ready", Document(ArticleMeta(title=_WORDS), (Paragraph(_WORDS),)))
    for name in ("html", "epub", "jats"):
        for file, data in FORMATS[name].write(article, EditionMeta()).files.items():
            checks_of(file, data, [article], EditionMeta())
