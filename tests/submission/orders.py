"""An issue of our own with everything that a register asks for, to be packed and to be broken."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import lru_cache
from typing import Any

from docforge.exporters.jats import write_jats
from docforge.model.deposit import Deposit, Place, Record, Supplement
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import (
    Affiliation,
    ArticleMeta,
    Contributor,
    CslItem,
    Document,
    Funding,
    History,
    Name,
    Reference,
    Translation,
)
from docforge.model.nodes import Figure, Italic, Paragraph, Permission, Section, Text
from docforge.submission import Destination, Item, Order
from docforge.submission.facts import Facts

EDITION = EditionMeta(
    title="Mending",
    journal="Journal of Mended Text",
    journal_abbrev="J. Mend. Text",
    issn_print="2049-3630",
    issn_electronic="2049-3649",
    publisher="The Menders",
    publisher_place="Fernleigh",
    volume="4",
    issue="2",
    date="2026-05-31",
    doi_prefix="10.5555",
    url="https://journal.example",
    deposit=Deposit(
        "The Menders",
        "deposits@journal.example",
        "The Menders",
        "2026053101",
        "https://journal.example/{volume}/{issue}/{id}",
        "https://journal.example/{volume}/{issue}/{id}.pdf",
    ),
)
PLACE = "Institute of Repairs, University of Westmere, New Zealand"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
META = ArticleMeta(
    title=(Text("On mending "), Italic((Text("all"),)), Text(" of it")),
    subtitle=(Text("A test"),),
    language="en",
    section="Essays",
    contributors=(
        Contributor(
            "Ellen van Marsh",
            "van Marsh",
            "Ellen",
            "0000-0002-1825-0097",
            "ellen@journal.example",
            ("aff-1",),
            True,
        ),
        Contributor("Martin Oakes", affiliations=("aff-1",)),
    ),
    affiliations=(Affiliation("aff-1", PLACE, "University of Westmere", "New Zealand"),),
    abstract=(Paragraph((Text("What is "), Italic((Text("broken"),)), Text(" is mended."))),),
    keywords=("mending", "text"),
    translations=(
        Translation("de", (Text("Vom Flicken"),), (), (Paragraph((Text("Geflickt."),)),), ("Flicken",)),
    ),
    doi="10.5555/jmt.1",
    history=History("2026-01-02", "", "2026-03-04", "2026-05-31"),
    permission=Permission("CC-BY-4.0", "Ellen van Marsh", "2026"),
)
REFERENCES = (
    Reference(
        "doe-2020",
        "Doe, J. (2020). Breaking. J. Br., 3(1), 5-9. https://doi.org/10.9999/b.1",
        (Text("Doe, J. (2020). Breaking. J. Br., 3(1), 5-9. https://doi.org/10.9999/b.1"),),
        CslItem(
            "article-journal",
            (Name("Doe", "J."),),
            issued="2020",
            title="Breaking",
            container_title="J. Br.",
            volume="3",
            issue="1",
            page="5-9",
            doi="10.9999/b.1",
        ),
    ),
    Reference("roe-1999", "Roe, R. Whole. 1999.", (Text("Roe, R. Whole. 1999."),)),
)
DOCUMENT = Document(
    META,
    (
        Section("s1", (Text("Beginning"),), (Paragraph((Text("It was broken."),)),)),
        Figure("fig-1", "Figure 1", (Text("A square"),), "figures/a.svg", alt="A square"),
    ),
    references=REFERENCES,
)
ARTICLE = Article("one", DOCUMENT, (("figures/a.svg", PICTURE),), "5", "9")
RECORD = Record(
    permission="The author, by letter of 2026-04-01",
    resubmission="Nobody objects, 2026-04-02",
    funding=(Funding("Fund of Repairs", "https://doi.org/10.13039/100000001", ("R-1", "R-2")),),
    supplements=(Supplement("data.csv", "The data", b"a,b\n1,2\n"),),
    places=((PLACE, Place("https://ror.org/02mhbdp94", "NZ")),),
)
GOAL = Destination("Review of Repairs", "RR", "Some System")


@lru_cache(maxsize=1)
def _pdf() -> bytes:
    import pikepdf

    out = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def item(
    article: Article = ARTICLE, edition: EditionMeta = EDITION, record: Record = RECORD, **files: bytes
) -> Item:
    made = {
        "article.xml": write_jats(article, edition).files["article.xml"],
        "article.pdf": _pdf(),
        "article.md": b"# On mending\n",
    }
    return Item(Facts(article, edition, record), made | files, {"": f"{article.id}/article.toml"})


def order(*items: Item, edition: EditionMeta = EDITION, **more: Any) -> Order:
    return Order(edition, items or (item(edition=edition),), GOAL, {"": "edition.toml"}, **more)


def with_meta(article: Article = ARTICLE, id: str = "", **changes: Any) -> Article:
    """The article with other front matter."""
    meta = replace(article.document.meta, **changes)
    return replace(article, id=id or article.id, document=replace(article.document, meta=meta))


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
