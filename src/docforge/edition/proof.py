"""``docforge proof``: the pages of one article for its author, with what the author is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from docforge.diagnostics import Diagnostic
from docforge.edition.assemble import assemble
from docforge.edition.build import choose
from docforge.edition.cache import Cache, fingerprint
from docforge.edition.config import EditionConfig
from docforge.edition.figures import TOLD_HERE
from docforge.edition.formats import need_layout_engine
from docforge.edition.gather import check_readable, gather
from docforge.edition.output import CACHE
from docforge.edition.results import Finding, place_findings
from docforge.edition.stages import read_stage, restyle_stage
from docforge.model.queries import Query


@dataclass(frozen=True, slots=True)
class Proof:
    """``data`` is the PDF; ``more`` questions are not asked in it."""

    data: bytes
    queries: tuple[Query, ...]
    more: int
    findings: tuple[Finding, ...]


def proof_article(config: EditionConfig, identifier: str, build: Path) -> Proof:
    """The proof of an article; its folios are those of the edition built into ``build``, else from 1.

    Raises ``UsageError`` for an unknown article, ``InputError``, ``MissingToolError``.
    """
    chosen = choose(config, [identifier])[0]
    need_layout_engine()
    # Heavy, as is what lays out pages.
    from docforge.exporters.proof import bind_proof
    from docforge.review.queries import author_queries

    given = gather(config, chosen)
    check_readable(given, config.name(chosen.folder))
    cache = Cache(build / CACHE if (build / CACHE).is_dir() else None, fingerprint())
    reading = read_stage(cache, given.corrected, given.copies, given.guidance)
    done = assemble(chosen, reading, dict(given.pictures))
    told: list[Diagnostic] = list(done.told)
    queries = author_queries(done.reading, told)
    article = done.article
    if config.style:
        styled = restyle_stage(cache, article, config.style)
        article = replace(article, document=styled.document)
        told += styled.told
    made = bind_proof(article, config.meta, _first_page(build, identifier), queries.asked, queries.more)
    told += [d for d in made.diagnostics if d.code not in TOLD_HERE]
    (data,) = made.files.values()
    findings = place_findings(told, identifier, reading.sources)
    return Proof(data, queries.asked, queries.more, findings)


def _first_page(build: Path, identifier: str) -> int:
    """The first page that the built JATS tells of the article in this edition; 1 where there is none."""
    try:
        data = (build / "articles" / identifier / "article.xml").read_bytes()
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except (OSError, etree.XMLSyntaxError):
        return 1
    page = str(root.findtext("front/article-meta/fpage") or "")
    return int(page) if page.isdecimal() and int(page) > 0 else 1
