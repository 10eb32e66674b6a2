"""PMC: names, links that follow them, supplements in the XML, DTD-valid."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import etree
from submission.orders import ARTICLE, EDITION, item, order, unpacked, with_meta

from docforge.model.edition import Article
from docforge.submission import Order
from docforge.submission.pack import pack
from docforge.submission.pmc import FORBIDDEN_RE, PMC
from docforge.validate.jats import check_jats

HREF = "{http://www.w3.org/1999/xlink}href"


def picture(width: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, 8)).save(out, "PNG")
    return out.getvalue()


def with_picture(data: bytes, name: str = "figures/a b?.png") -> Article:
    from docforge.model.nodes import Figure

    body = tuple(replace(b, graphic=name) if isinstance(b, Figure) else b for b in ARTICLE.document.body)
    return replace(ARTICLE, document=replace(ARTICLE.document, body=body), assets=((name, data),))


def test_the_deposit_is_named_as_pmc_wants() -> None:
    made = pack(PMC, order(item(with_picture(picture(1200)))))
    files = unpacked(made.data)
    assert set(files) == {
        "README.txt",
        "checksums.sha256",
        "jmt-4-one.pdf",
        "jmt-4-one.xml",
        "jmt-4-one-g001.png",
        "jmt-4-one-s001.csv",
    }
    assert not [name for name in files if FORBIDDEN_RE.search(name)]
    tree = etree.fromstring(files["jmt-4-one.xml"])
    links = {e.get(HREF) for e in tree.iter("graphic", "media")}
    assert links == {"jmt-4-one-g001.png", "jmt-4-one-s001.csv"}
    assert check_jats(files["jmt-4-one.xml"], "x.xml").diagnostics == ()
    assert files["jmt-4-one-g001.png"] == picture(1200)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (order(item(), item(with_meta(id="O-N-E"))), ""),
        (
            order(item(edition=replace(EDITION, volume="")), edition=replace(EDITION, volume="")),
            "one, volume: it is missing",
        ),
        (order(item(with_picture(b"\x89PNG\r\n\x1a\nbroken"))), "it cannot be opened"),
        (
            order(replace(item(), files={"article.xml": item().files["article.xml"]})),
            "article.pdf: it is missing",
        ),
        (order(item(with_meta(contributors=()))), "one, authors: there is none"),
    ],
)
def test_what_pmc_would_refuse_is_said_before(given: Order, said: str) -> None:
    if not said:
        same = with_meta(id="on-e", doi="10.5555/jmt.2")
        given = order(item(with_meta(id="on-e")), item(replace(same, id="on-E")))
        said = "has the same name"
    made = pack(PMC, given)
    assert made.data == b""
    assert said in " | ".join(one.message for one in made.told)


@pytest.mark.parametrize(
    ("article", "said"),
    [(ARTICLE, "it is svg"), (with_picture(picture(200)), "it is 200 dots wide")],
)
def test_a_figure_that_pmc_may_not_want_is_told(article: Article, said: str) -> None:
    made = pack(PMC, order(item(article)))
    assert said in " | ".join(one.message for one in made.told)
