"""One article on its way through a build, and what the build says of it at the end."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docforge.diagnostics import Diagnostic
from docforge.edition.config import ArticleConfig
from docforge.edition.gather import ArticleInputs
from docforge.edition.released import text_digest
from docforge.edition.results import ArticleResult
from docforge.exporters.base import Exported
from docforge.model.edition import Article
from docforge.model.source import SourceText
from docforge.model.text import inline_text
from docforge.repair.record import Reading
from docforge.review.questions import decided, open_questions
from docforge.validate.base import Checked

if TYPE_CHECKING:
    from docforge.exporters.laid import Laid

Checks = tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of an article: with its pages, its files by format, each file's bytes and checks."""

    article: Article
    exports: dict[str, Future[Exported]]
    files: dict[str, bytes]
    checks: dict[str, Future[Checks]]


@dataclass(slots=True)
class Job:
    """``told`` collects what is said about the article, in the order of the stages."""

    config: ArticleConfig
    inputs: ArticleInputs
    reading: Reading | None = None
    article: Article | None = None
    # As the copies print references and citations; ``article`` has them in the edition's style.
    printed: Article | None = None
    told: list[Diagnostic] = field(default_factory=list)
    # Its first folio and, when it is known, how many pages follow from there.
    first: int = 0
    count: Future[int] | None = None
    # Begun before its pages are known; its pages; all that is made of it.
    aside: dict[str, Future[Exported]] = field(default_factory=dict)
    laid: Future[Laid] | None = None
    made: Future[Made] | None = None

    @property
    def folder(self) -> str:
        return f"articles/{self.config.id}"

    @property
    def sources(self) -> tuple[SourceText, ...]:
        return self.reading.sources if self.reading else ()

    def result(self) -> ArticleResult:
        title = inline_text(self.article.document.meta.title) if self.article else ""
        if self.reading is None:
            return ArticleResult(self.config.id, title, None)
        edits = self.reading.edits
        return ArticleResult(
            self.config.id,
            title,
            self.reading.conservation,
            *decided(edits, self.told),
            len(open_questions(edits, self.told)),
            text_digest(self.printed) if self.printed else "",
        )
