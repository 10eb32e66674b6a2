"""EPUB: EPUBCheck finds nothing, same input gives same bytes, and no claim is made that is not true."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from pages_fixture import EDITION, every_node, long_article, png
from strategies import documents

from docforge.exporters.epub import modified, write_epub
from docforge.exporters.epub_content import language_tag, web_address
from docforge.exporters.html import plain_title
from docforge.exporters.issue.cover import cover_picture
from docforge.exporters.svg import sanitise_svg
from docforge.exporters.theme import look
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Contributor, Document
from docforge.model.nodes import Cite, CiteItem, ExtLink, Figure, Footnote, NoteRef, Paragraph, Section, Text
from docforge.validate.ace import check_accessibility
from docforge.validate.epub import check_epub
from docforge.validate.epub_claims import check_claims

# One white dot.
GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="4" height="4"/></svg>'


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def alone(document: Document, *assets: tuple[str, bytes], edition: EditionMeta = EDITION) -> dict[str, bytes]:
    return unpacked(write_epub([Article("a", document, assets)], edition).files["article.epub"])


def article_page(files: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(files["EPUB/text/001-a.xhtml"])


def metas(files: dict[str, bytes], prop: str) -> list[str]:
    package = etree.fromstring(files["EPUB/package.opf"])
    return [str(e.text) for e in package.iter(f"{OPF}meta") if e.get("property") == prop]


@pytest.mark.needs_epubcheck
def test_epubcheck_finds_nothing_in_an_edition_of_every_node(tmp_path: Path) -> None:
    articles = [every_node(), long_article(), Article("bare", Document())]
    path = tmp_path / "edition.epub"
    path.write_bytes(write_epub(articles, EDITION, "edition.epub").files["edition.epub"])
    checked = check_epub(path)
    assert checked.ran, checked.reason
    assert checked.diagnostics == ()


@pytest.mark.needs_epubcheck
def test_epubcheck_finds_nothing_in_documents_nobody_thought_of(tmp_path: Path) -> None:
    made: list[Document] = []

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def collect(document: Document) -> None:
        made.append(document)

    collect()
    articles = [Article(f"a{n}", d, (("figures/a.svg", SVG),)) for n, d in enumerate(made)]
    path = tmp_path / "edition.epub"
    path.write_bytes(write_epub(articles, EditionMeta(), "edition.epub").files["edition.epub"])
    checked = check_epub(path)
    assert checked.ran, checked.reason
    assert checked.diagnostics == ()


def test_the_container_is_as_the_standard_wants_it_and_the_same_twice() -> None:
    articles = [every_node(), long_article()]
    first = write_epub(articles, EDITION, "edition.epub").files
    assert list(first) == ["edition.epub"]
    assert write_epub(articles, EDITION, "edition.epub").files == first
    with zipfile.ZipFile(io.BytesIO(first["edition.epub"])) as archive:
        entries = archive.infolist()
    assert (entries[0].filename, entries[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [e.filename for e in entries[1:]] == sorted(e.filename for e in entries[1:])
    assert {e.date_time for e in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_identifier_is_of_the_content() -> None:
    def identifier(text: str) -> str:
        files = alone(Document(body=(Paragraph((Text(text),)),)))
        found = re.search(rb"urn:uuid:[0-9a-f-]{36}", files["EPUB/package.opf"])
        assert found is not None
        return found[0].decode()

    assert identifier("one") == identifier("one") != identifier("two")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024", "2024-01-01T00:00:00Z"),
        ("2024-05", "2024-05-01T00:00:00Z"),
        ("2024-05-09", "2024-05-09T00:00:00Z"),
        ("", "1980-01-01T00:00:00Z"),
        ("spring 2024", "1980-01-01T00:00:00Z"),
    ],
)
def test_modified_follows_the_edition(date: str, expected: str) -> None:
    assert modified(date) == expected


def test_alternative_text_is_claimed_only_when_every_picture_has_it() -> None:
    told = Figure("f1", "", (), "a.svg", "A square")
    untold = Figure("f2", "", (), "a.svg")
    missing = Figure("f3", "", ())
    for body, claimed in (((told, missing), True), ((told, untold), False), ((missing,), False)):
        files = alone(Document(body=body), ("a.svg", SVG))
        assert ("alternativeText" in metas(files, "schema:accessibilityFeature")) is claimed
        assert ("textual,visual" in metas(files, "schema:accessModeSufficient")) is (untold in body)
    assert metas(files, "schema:accessMode") == ["textual"]


def test_a_moving_picture_is_no_safe_picture() -> None:
    figure = Figure("f", "", (), "a.gif", "A flash")
    files = alone(Document(body=(figure,)), ("a.gif", GIF))
    assert metas(files, "schema:accessibilityHazard") == ["unknown"]


def test_several_articles_have_their_own_pages_and_one_copy_of_a_picture() -> None:
    document = Document(body=(Section("s", (Text("One"),), (Figure("f", "", (), "x/a.svg", "A"),)),))
    articles = [Article("a", document, (("x/a.svg", SVG),)), Article("b", document, (("x/a.svg", SVG),))]
    files = unpacked(write_epub(articles, EDITION, "edition.epub").files["edition.epub"])
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    hrefs = [a.get("href") for a in nav.iter(f"{XHTML}a")]
    assert hrefs[:4] == ["text/001-a.xhtml", "text/001-a.xhtml#s", "text/002-b.xhtml", "text/002-b.xhtml#s"]
    assert len([n for n in files if n.startswith("EPUB/images/")]) == 2  # the cover, and the one picture


def test_links_inside_links_are_parted() -> None:
    content = (
        ExtLink(
            "https://e.org",
            (Text("see "), NoteRef("n"), Cite((CiteItem("gone", "Roe, 2001"),)), NoteRef("m")),
        ),
        Text(" end"),
    )
    notes = (Footnote("n", "1", (Paragraph((Text("N"),)),)), Footnote("m", "2", (Paragraph((Text("M"),)),)))
    page = article_page(alone(Document(body=(Paragraph(content),), notes=notes)))
    assert page.xpath("count(//*[local-name()='a']//*[local-name()='a'])") == 0
    paragraph = page.find(f".//{XHTML}div[@class='body']/{XHTML}p")
    assert paragraph is not None
    assert "".join(paragraph.itertext()) == "see (Roe, 2001)12 end"
    assert [a.get("href") for a in paragraph.iter(f"{XHTML}a")] == ["https://e.org/", "#note-n", "#note-m"]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://example.org/a_(b)?c=d#e", "https://example.org/a_(b)?c=d#e"),
        ("http://example.org", "http://example.org/"),
        ("https://example.org/ä b|[c]?x={y}", "https://example.org/%C3%A4%20b%7C%5Bc%5D?x=%7By%7D"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("doi:10.1234/x", "https://doi.org/10.1234/x"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("https://exa mple.org/", ""),
        ("https://1.2.3.999/", ""),
        ("https://a.org:99999/", ""),
        ("http://", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
    ],
)
def test_addresses_are_mended_or_refused(href: str, expected: str) -> None:
    assert web_address(href) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "en"), ("de-AT", "de-AT"), ("zh-Hant", "zh-Hant"), ("", "und"), ("English", "und")],
)
def test_only_language_tags_are_language_tags(tag: str, expected: str) -> None:
    assert language_tag(tag) == expected


def test_long_words_and_titles_stay_on_the_cover() -> None:
    for title in ("word " * 300, "word " * 3000, "unbroken" * 60):
        files = alone(Document(ArticleMeta(title=(Text(title),), contributors=(Contributor("Ann Roe"),))))
        cover = files["EPUB/images/cover.svg"].decode()
        lines = re.findall(r"translate\(([\d.]+) ([\d.]+)\)", cover)
        assert lines and all(float(y) < look(EDITION.theme).height for _, y in lines)


def test_the_cover_is_that_of_the_pages() -> None:
    articles = [every_node(), long_article()]
    files = unpacked(write_epub(articles, EDITION, "edition.epub").files["edition.epub"])
    titles = [" ".join(plain_title(article).split()) for article in articles]
    assert files["EPUB/images/cover.svg"] == cover_picture(EDITION, titles).data


@pytest.mark.needs_epubcheck
@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("c.svg", SVG, "image/svg+xml"), ("c.png", png(), "image/png")],
)
def test_a_supplied_cover_is_in_the_edition(name: str, data: bytes, kind: str, tmp_path: Path) -> None:
    edition = replace(EDITION, cover=(name, data), cover_alt="A grey field")
    made = write_epub([long_article()], edition, "edition.epub").files["edition.epub"]
    files = unpacked(made)
    package = etree.fromstring(files["EPUB/package.opf"])
    (item,) = (e for e in package.iter(f"{OPF}item") if e.get("properties") == "cover-image")
    assert item.get("media-type") == kind
    assert files[f"EPUB/{item.get('href')}"] == (data if name == "c.png" else sanitise_svg(name, data).data)
    image = next(etree.fromstring(files["EPUB/text/cover.xhtml"]).iter(f"{XHTML}img"))
    assert (image.get("src"), image.get("alt")) == (f"../{item.get('href')}", "A grey field")
    path = tmp_path / "edition.epub"
    path.write_bytes(made)
    assert check_epub(path).diagnostics == ()


def test_names_are_sorted_only_where_the_family_name_is_certain() -> None:
    people = (Contributor("Ann Roe", "Roe", "Ann"), Contributor("Mao Li"))
    assert metas(alone(Document(ArticleMeta(contributors=people))), "file-as") == ["Roe, Ann"]


DESCRIBED, UNDESCRIBED = Figure("f1", "", (), "a.svg", "A square"), Figure("f2", "", (), "a.svg")


def certified(*body: Figure) -> dict[str, bytes]:
    edition = replace(EDITION, accessibility_certified_by="Ann Roe")
    return alone(Document(body=body), ("a.svg", SVG), edition=edition)


def test_conformance_is_claimed_only_where_somebody_vouches_and_nothing_speaks_against_it() -> None:
    assert metas(certified(DESCRIBED), "a11y:certifiedBy") == ["Ann Roe"]
    assert "WCAG 2.1" in metas(certified(DESCRIBED), "dcterms:conformsTo")[0]
    assert metas(certified(DESCRIBED, UNDESCRIBED), "dcterms:conformsTo") == []
    assert metas(alone(Document(body=(DESCRIBED,)), ("a.svg", SVG)), "dcterms:conformsTo") == []


def test_what_a_book_of_ours_claims_is_true() -> None:
    for articles in ([every_node()], [every_node(), long_article()]):
        data = write_epub(articles, EDITION).files["article.epub"]
        assert check_claims(data, "a.epub").diagnostics == ()


def repacked(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("page", "before", "after", "told"),
    [
        ("text/001-a.xhtml", b'alt="A square"', b"", "claims alternativeText, which is not true"),
        ("text/001-a.xhtml", b'alt="A square"', b"", "its text alone is enough; 1 of 1 pictures"),
        ("text/001-a.xhtml", b'alt="A square"', b"", "claims to conform to WCAG"),
        ("package.opf", b">Ann Roe<", b"><", "names nobody who vouches"),
        ("package.opf", b">readingOrder<", b">MathML<", "claims MathML"),
        ("package.opf", b">readingOrder<", b">pageNavigation<", "claims pageNavigation"),
        ("package.opf", b">alternativeText<", b">ARIA<", "has alternativeText and does not say so"),
        ("package.opf", b"schema:accessibilityHazard", b"schema:x", "schema:accessibilityHazard is missing"),
        ("nav.xhtml", b"001-a.xhtml", b"009-z.xhtml", "not in the book"),
    ],
)
def test_a_false_claim_is_an_error(page: str, before: bytes, after: bytes, told: str) -> None:
    files = certified(DESCRIBED)
    assert before in files[f"EPUB/{page}"]
    files[f"EPUB/{page}"] = files[f"EPUB/{page}"].replace(before, after)
    found = check_claims(repacked(files), "a.epub").diagnostics
    assert any(told in d.message for d in found), [d.message for d in found]


def test_what_is_no_book_makes_no_true_claim() -> None:
    assert [d.code for d in check_claims(b"no zip", "a.epub").diagnostics] == ["invalid-output"]


def test_articles_of_an_issue_link_to_each_other_and_stand_in_sections() -> None:
    def one(name: str, section: str, *cited: str) -> Article:
        links = tuple(ExtLink(f"https://doi.org/{doi}", (Text(doi),)) for doi in cited)
        meta = ArticleMeta(title=(Text(name),), section=section, doi=f"10.1234/{name}")
        return Article(name, Document(meta, (Paragraph(links),)))

    articles = [one("a", "Essays", "10.1234/b", "10.1234/a"), one("b", "Reviews"), one("c", "Reviews")]
    files = unpacked(write_epub(articles, EDITION, "edition.epub").files["edition.epub"])
    page = article_page(files)
    body = page.find(f".//{XHTML}div[@class='body']")
    assert body is not None
    assert [a.get("href") for a in body.iter(f"{XHTML}a")] == ["002-b.xhtml", "https://doi.org/10.1234/a"]
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    assert [e.text for e in nav.iter(f"{XHTML}span") if e.get("class") == "part"] == ["Essays", "Reviews"]
    alone_page = unpacked(write_epub(articles[:1], EDITION).files["article.epub"])["EPUB/text/001-a.xhtml"]
    assert b'href="https://doi.org/10.1234/b"' in alone_page


@pytest.mark.needs_checkers
def test_ace_finds_nothing_in_a_book_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "article.epub"
    path.write_bytes(write_epub([long_article()], EDITION).files["article.epub"])
    (checked,) = check_accessibility([path], ["article.epub"])
    assert checked.ran, checked.reason
    assert checked.diagnostics == ()
