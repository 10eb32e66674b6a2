"""An edition as a site of static pages: no server, no script that it needs, nothing from outside.

``write_site(articles, edition, downloads)`` gives the files below ``site/``::

    index.html                      cover, masthead, contents by section
    articles/<id>/index.html        the article as ``html.render_article`` renders it for the web
    articles/<id>/...               its pictures, its files to download, its citation as BibTeX and RIS
    authors.html, keywords.html     indexes; about.html: imprint; search.html: search
    assets/                         styles, scripts, the index of the search, the cover

Every page works when it is opened as a file. Pages name their own addresses only where the edition says
where the site will stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docforge.exporters.base import Exported
from docforge.exporters.details import own_addresses
from docforge.exporters.html import render_article
from docforge.exporters.issue.cover import cover_picture
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.site.article import NAMES, ArticlePage, article_page, own_record, page_of
from docforge.exporters.site.frame import page_bytes
from docforge.exporters.site.lists import about_page, index_page, listing_page, search_page
from docforge.exporters.site.search import index_script
from docforge.exporters.theme import site_file, stylesheet
from docforge.model.edition import SITE, Article, EditionMeta

DOWNLOADS = tuple(NAMES)
# A file to download: its name in the site -> its bytes; first by the id of the article.
Downloads = Mapping[str, Mapping[str, bytes]]


def write_site(
    articles: Sequence[Article], edition: EditionMeta, downloads: Downloads | None = None
) -> Exported:
    """Every file of the site. What the rendering of articles has to say is told by their own HTML."""
    files: dict[str, bytes] = {}
    titles = [page_of(article).title for article in articles]
    cover = cover_picture(edition, titles)
    cover_name = f"assets/cover.{_suffix(edition, cover.data)}" if cover.data else ""
    addresses = {
        address: f"articles/{articles[at].id}/index.html"
        for address, at in own_addresses(articles, edition).items()
    }
    pages: list[ArticlePage] = []
    for article in articles:
        folder = f"articles/{article.id}"
        given = dict((downloads or {}).get(article.id, {}))
        given |= own_record(article, edition)
        files |= {f"{folder}/{name}": data for name, data in given.items()}
        pictures = {name: safe_picture(name, data).data for name, data in article.assets}
        files |= {f"{folder}/{name}": data for name, data in pictures.items() if data}
        element = render_article(article, edition, "web", href=lambda name: name).element
        pages.append(page_of(article, element, tuple(given)))
    for at, page in enumerate(pages):
        before = pages[at - 1] if at else None
        after = pages[at + 1] if at + 1 < len(pages) else None
        files[page.path] = page_bytes(article_page(page, edition, before, after, addresses))
    files["index.html"] = page_bytes(index_page(pages, edition, cover_name))
    files["authors.html"] = page_bytes(listing_page(pages, edition, "authors"))
    files["keywords.html"] = page_bytes(listing_page(pages, edition, "keywords"))
    files["about.html"] = page_bytes(about_page(edition))
    files["search.html"] = page_bytes(search_page(edition))
    files["assets/search-index.js"] = index_script(pages)
    files["assets/search.js"] = site_file("search.js")
    files["assets/site.css"] = site_file("site.css")
    files["assets/theme.css"] = (
        "".join(stylesheet(edition.theme, name, edition.sheets) for name in ("base", "web"))
    ).encode()
    if cover_name:
        files[cover_name] = cover.data
    return Exported({f"{SITE}{name}": files[name] for name in sorted(files)}, cover.diagnostics)


def _suffix(edition: EditionMeta, data: bytes) -> str:
    kind = mime_type(edition.cover[0] if edition.cover else "cover.svg", data)
    return {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}.get(
        kind, "svg"
    )
