"""Article -> ``article.json``: the document without loss (see ``model.jsonio``)."""

from __future__ import annotations

from docforge.exporters.base import Exported
from docforge.model.edition import Article
from docforge.model.jsonio import to_json


def write_json(article: Article) -> Exported:
    """Nothing is left out, so there are no diagnostics."""
    return Exported({"article.json": to_json(article.document).encode("utf-8")})
