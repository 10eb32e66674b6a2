"""The tracer of a build: which article, and which files of the edition, a written file was made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docforge.edition.config import EDITION_FILE, EditionConfig
from docforge.edition.overrides import ARTICLE_FILE
from docforge.edition.tomlfile import read_toml
from docforge.edition.tracing import Origins, Tracer
from docforge.model.source import SourceText

# "articles/<id>/article.xml", "site/articles/<id>/index.html", and in the book of the edition its pages.
ARTICLE_RE = re.compile(r"(?:site/)?articles/(?P<id>[^/]+)/.*")
IN_BOOK_RE = re.compile(r"EPUB/text/\d+-(?P<id>.+)\.xhtml")


def built_tracer(
    config: EditionConfig, sources: Mapping[str, Sequence[SourceText]], files: Mapping[str, bytes]
) -> Tracer:
    """``sources`` are the texts of each article, ``files`` what was written, by name."""
    folders = {article.id: article.folder for article in config.articles}

    def origins(file: str, inner: str) -> Origins:
        edition = read_toml(config.folder / EDITION_FILE, EDITION_FILE)
        found = IN_BOOK_RE.fullmatch(inner) or ARTICLE_RE.fullmatch(file)
        if found is None or found["id"] not in folders:
            everything = tuple(source for texts in sources.values() for source in texts)
            return Origins(everything, None, edition)
        path = folders[found["id"]] / ARTICLE_FILE
        article = read_toml(path, config.name(path)) if path.is_file() else None
        return Origins(tuple(sources.get(found["id"], ())), article, edition)

    return Tracer(origins, files.get)
