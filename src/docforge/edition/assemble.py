"""A reading, the editor's decisions and the pictures -> the article that exporters get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from docforge.diagnostics import Diagnostic
from docforge.edition.apply import add_statements, apply_meta
from docforge.edition.config import ArticleConfig
from docforge.edition.figures import attach_figures
from docforge.edition.final import check_links
from docforge.model.edition import Article
from docforge.repair.record import Reading


@dataclass(frozen=True, slots=True)
class Assembled:
    """``reading`` has the document as it is printed; ``told`` is all that is to be said of it so far."""

    article: Article
    reading: Reading
    told: tuple[Diagnostic, ...]


def assemble(config: ArticleConfig, reading: Reading, pictures: Mapping[str, bytes]) -> Assembled:
    """Lay article.toml over what was read, attach the pictures, check the links."""
    given = config.overrides
    meta = apply_meta(reading.document.meta, given, config.section)
    document = add_statements(replace(reading.document, meta=meta), given.statements)
    document, assets, missing = attach_figures(document, pictures, given.figures, given.where)
    solved = {"no-title": bool(meta.title), "no-author": bool(meta.contributors)}
    told = (
        *(d for d in reading.diagnostics if not solved.get(d.code)),
        *missing,
        *check_links(document),
    )
    article = Article(
        config.id,
        document,
        assets,
        elocation_id=config.elocation_id,
        version=str(given.values.get("version", "1")),
    )
    return Assembled(article, replace(reading, document=document), told)
