"""The site of an edition: complete, the same twice, every link leads somewhere, nothing from outside."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html
from pages_fixture import EDITION, every_node, long_article, t

from docforge.exporters.site import write_site
from docforge.exporters.site.search import folded
from docforge.model.edition import Article, EditionMeta
from docforge.model.labels import ENGLISH, labels_of, read_labels
from docforge.model.meta import ArticleMeta, Contributor, Document
from docforge.model.nodes import Cell, ExtLink, Paragraph, Section, TableWrap, Text
from docforge.validate.axe import check_in_browser
from docforge.validate.html import check_html, check_site
from docforge.validate.nu import check_markup
from docforge.validate.words import check_words

DOWNLOADS = {"every-node": {"article.pdf": b"%PDF", "article.epub": b"PK"}}
ARTICLES = (every_node(), long_article())


def site(*articles: Article, edition: EditionMeta = EDITION) -> dict[str, bytes]:
    return write_site(articles or ARTICLES, edition, DOWNLOADS).files


def page(files: dict[str, bytes], name: str) -> etree._Element:
    return html.fromstring(files[f"site/{name}"])


def tags(root: etree._Element, name: str) -> list[str]:
    return [str(value) for value in root.xpath(f"//head/meta[@name='{name}']/@content")]


def test_every_page_is_there_and_the_same_twice() -> None:
    files = site()
    assert {name for name in files if name.endswith(".html")} == {
        *(f"site/{name}.html" for name in ("index", "authors", "keywords", "about", "search")),
        "site/articles/every-node/index.html",
        "site/articles/long-road/index.html",
    }
    assert site() == files
    assert files["site/articles/every-node/article.pdf"] == b"%PDF"


def test_every_link_leads_somewhere_and_nothing_is_asked_from_outside() -> None:
    files = site()
    assert check_site(files, "site").diagnostics == ()
    for name, data in files.items():
        if name.endswith(".html"):
            assert check_html(data, name).diagnostics == ()
            assert "default-src 'none'" in data.decode()
            assert not re.search(r"style=|onclick|<style", data.decode())
    broken = files | {"site/about.html": files["site/about.html"].replace(b"authors.html", b"nobody.html")}
    assert any("nobody.html" in d.message for d in check_site(broken, "site").diagnostics)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_words_lost_and_doubled_on_a_page_are_named(article: Article) -> None:
    name = f"site/articles/{article.id}/index.html"
    data = site()[name]
    assert check_words([article], data, name).diagnostics == ()
    word = re.search(rb"<p>(\w{4,}) ", data)
    assert word is not None
    lost = data.replace(word[0], b"<p>", 1)
    doubled = data.replace(word[0], word[0] + word[1] + b" ", 1)
    for wrong, told in ((lost, "lost: "), (doubled, "too many: ")):
        (found,) = check_words([article], wrong, name).diagnostics
        assert told + repr(word[1].decode()) in found.message


def test_machines_read_what_is_known_of_an_article_and_nothing_else() -> None:
    root = page(site(), "articles/every-node/index.html")
    assert tags(root, "citation_title") == [
        "Every Kind of Damage: A Study of Errata: With a table, figures and a note"
    ]
    assert len(tags(root, "citation_author")) == 2
    assert tags(root, "citation_journal_title") == ["Journal of Mended Texts"]
    assert tags(root, "citation_publication_date") == ["2024/05/01"]
    assert tags(root, "citation_doi") == ["10.1234/jmt.7"]
    assert tags(root, "DC.creator") == tags(root, "citation_author")
    (licence,) = root.xpath("//head/link[@rel='license']/@href")
    assert licence == "https://creativecommons.org/licenses/by/4.0/"
    # Where the site will stand nobody has said.
    assert not tags(root, "citation_pdf_url") and not root.xpath("//link[@rel='canonical']")
    (data,) = root.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(data)
    assert (told["@type"], told["identifier"]) == ("ScholarlyArticle", "https://doi.org/10.1234/jmt.7")
    assert "9999" not in data  # the number of the first publication is not this one's


def test_pages_name_their_addresses_where_the_site_has_one() -> None:
    files = site(edition=replace(EDITION, site_url="https://journal.example/7/2"))
    root = page(files, "articles/every-node/index.html")
    here = "https://journal.example/7/2/articles/every-node/"
    assert root.xpath("//link[@rel='canonical']/@href") == [here]
    assert tags(root, "citation_pdf_url") == [here + "article.pdf"]
    assert tags(page(files, "articles/long-road/index.html"), "citation_pdf_url") == []


def test_a_title_cannot_break_out_of_the_data() -> None:
    meta = ArticleMeta(title=t("</script><script>alert(1)</script><!-- x"))
    root = page(site(Article("x", Document(meta))), "articles/x/index.html")
    assert len(root.xpath("//script")) == 1
    assert json.loads(root.xpath("//script/text()")[0])["headline"].startswith("</script>")


def one(name: str, section: str, *cited: str) -> Article:
    links = tuple(ExtLink(f"https://doi.org/10.1234/{doi}", (Text(doi),)) for doi in cited)
    people = (Contributor(f"Çelik {name}", f"Çelik {name}", "Ada"),)
    meta = ArticleMeta(t(f"On {name}"), section=section, contributors=people, doi=f"10.1234/{name}")
    return Article(name, Document(meta, (Section("s", t("First"), (Paragraph(links),)),)))


def test_contents_stand_by_section_and_articles_lead_to_each_other() -> None:
    files = site(one("a", "Essays", "b", "a"), one("b", "Reviews"), one("c", "Reviews"))
    index = page(files, "index.html")
    assert [str(h.text) for h in index.iter("h3")] == ["Essays", "Reviews"]
    hrefs = [str(a.get("href")) for a in page(files, "articles/a/index.html").iter("a")]
    assert "../b/index.html" in hrefs and "https://doi.org/10.1234/a" in hrefs
    assert page(files, "articles/b/index.html").xpath("//nav[@class='neighbours']//a/@rel") == [
        "prev",
        "next",
    ]
    assert [str(d.text) for d in page(files, "authors.html").iter("dt")] == [f"Çelik {n}, Ada" for n in "abc"]
    assert b"@article{a," in files["site/articles/a/citation.bib"]
    assert b"TY  - JOUR" in files["site/articles/a/citation.ris"]


def test_words_are_looked_for_without_accents_and_capitals() -> None:
    assert folded("Çelik STRASSE ﬁne") == "celik strasse fine"
    script = site(one("a", "Essays"))["site/assets/search-index.js"].decode()
    index = json.loads(script.partition("=")[2].rstrip(";\n"))
    assert index["articles"] == [["articles/a/index.html", "On a", "Çelik a"]]
    assert [0, "s", "First"] in index["sections"]
    assert index["words"]["celik"] == "0"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for name, data in site(long_article(), one("celik", "Essays")).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root / "site"


@pytest.mark.needs_checkers
def test_checkers_find_nothing_on_the_pages(folder: Path) -> None:
    # A browser takes seconds a page; the long matrix looks at all.
    seen = [folder / name for name in ("index.html", "articles/long-road/index.html")]
    for checked in (*check_markup(sorted(folder.rglob("*.html"))), *check_in_browser(seen)):
        assert checked.ran, checked.reason
        assert checked.diagnostics == ()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu"):
        options.add_argument(argument)
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=str(shutil.which("chromedriver")))
    )
    yield driver
    driver.quit()


@pytest.mark.needs_browser
def test_the_search_works_from_a_file(folder: Path, browser: object) -> None:
    from selenium import webdriver
    from selenium.webdriver.common.by import By

    assert isinstance(browser, webdriver.Chrome)
    browser.get((folder / "search.html").as_uri())
    browser.find_element(By.ID, "words").send_keys("CELIK")
    for _ in range(50):
        if browser.find_elements(By.CSS_SELECTOR, "#found > li"):
            break
        time.sleep(0.1)
    (link,) = browser.find_elements(By.CSS_SELECTOR, "#found > li .title a")
    assert (link.text, browser.find_element(By.ID, "said").text) == ("On celik", "Found in 1 article.")
    link.click()
    assert browser.current_url.endswith("/articles/celik/index.html")
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("language", sorted(read_labels()))
def test_the_site_speaks_the_language_of_the_issue(language: str) -> None:
    articles = [
        replace(a, document=replace(a.document, meta=replace(a.document.meta, language=language)))
        for a in ARTICLES
    ]
    files = site(*articles, edition=replace(EDITION, language=language))
    labels = labels_of(language)
    navigation = page(files, "index.html").xpath("//nav//li/a/text()")
    assert {labels.site("authors"), labels.site("about"), labels.site("search")} <= set(navigation)
    article = page(files, "articles/long-road/index.html")
    said = " ".join(map(str, article.itertext()))
    assert labels.site("take") in said and labels.site("inside") in said
    if language != ENGLISH:
        pages = [page(files, name.removeprefix("site/")) for name in files if name.endswith(".html")]
        everything = " ".join(str(text) for one in pages for text in one.itertext())
        assert not [
            w for w in ("In this article", "Cite and download", "Skip to the text") if w in everything
        ]


def test_tables_of_one_label_are_told_apart_by_name() -> None:
    table = TableWrap("", "", (), (), ((Cell((Text("x"),)),),))
    document = Document(ArticleMeta(title=(Text("T"),), language="de"), (table, table))
    found = page(site(Article("two", document)), "articles/two/index.html").xpath(
        "//*[@role='region']/@aria-label"
    )
    assert found == ["Tabelle", "Tabelle (2)"]
