"""The HTML a reader gets: order of the title block, links that lead somewhere, nothing from outside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pages_fixture import EDITION, every_node, p, t

from docforge.exporters.details import doi_url, licence_link, printed_date
from docforge.exporters.html import Rendered, article_element, render_article, write_html
from docforge.exporters.html_context import FORBIDDEN_RE, Medium
from docforge.exporters.jats import write_jats
from docforge.exporters.mathml import MATHML
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Contributor, Document, OriginalPublication, Reference
from docforge.model.nodes import (
    Cell,
    Cite,
    CiteItem,
    ExtLink,
    Figure,
    Footnote,
    Inline,
    InlineFormula,
    NoteRef,
    Paragraph,
    Permission,
    Section,
    TableWrap,
    Text,
    Xref,
)

MEDIA: tuple[Medium, ...] = ("web", "print", "epub")
XHTML = "{http://www.w3.org/1999/xhtml}"
FINAL = replace(EDITION, status="final")


def one(*content: Inline) -> Article:
    """An article of one paragraph."""
    return Article("one", Document(ArticleMeta(title=t("One")), (Paragraph(content),)))


def codes(rendered: Rendered) -> list[str]:
    return sorted(d.code for d in rendered.diagnostics)


def page(article: Article, edition: EditionMeta = EDITION) -> etree._Element:
    return html.fromstring(write_html(article, edition).files["article.html"])


def find(node: etree._Element, path: str) -> etree._Element:
    """The first element at ``path``; there must be one."""
    found = node.find(path)
    assert found is not None, path
    return found


def text(node: etree._Element) -> str:
    return " ".join("".join(str(part) for part in node.itertext()).split())


def test_title_block_stands_in_its_order() -> None:
    said = text(find(page(every_node()), ".//header"))
    order = [
        "Research article",
        "Every Kind of Damage: A Study of Errata",
        "With a table, figures and a note",
        "Ada Binder 1,* https://orcid.org/0000-0002-1825-0097",
        "School of Mending",
        "* Correspondence: Ada Binder, ada@example.org",
        "Abstract",
        "Keywords damage; repair; collation; errata",
        "Received 2 November 2023 · Accepted March 2024 · Published 1 May 2024",
        "https://doi.org/10.1234/jmt.7",
        "How to cite: Ada Binder and Cem Dizgici, “Every Kind of Damage: A Study of Errata: With a table,"
        " figures and a note”, Journal of Mended Texts 7 (2), 2024, https://doi.org/10.1234/jmt.7",
        "© 2024 The authors. Licensed under CC BY 4.0.",
        "Jede Art von Schaden",
        "Kurz gesagt.",
        "Schaden; Mangel",
        "First published in Mending Quarterly 12 (3), 2020, pp. 45–67, ISSN 9876-5432,"
        " https://doi.org/10.9999/mq.12.3.",
    ]
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_what_is_not_known_is_left_out() -> None:
    bare = Article("bare", Document(ArticleMeta(title=t("Bare"))))
    said = text(article_element(bare, FINAL, "web"))
    assert said == "Research article Bare How to cite: “Bare”, Journal of Mended Texts 7 (2), 2024"
    assert text(article_element(bare, EditionMeta(status="final"), "web")) == "Research article Bare"


def test_a_doi_of_another_prefix_is_that_of_the_first_publication() -> None:
    meta = ArticleMeta(title=t("Bare"), doi="10.9999/old.1")
    said = text(article_element(Article("bare", Document(meta)), replace(FINAL, doi_prefix="10.1234"), "web"))
    assert said.endswith("First published https://doi.org/10.9999/old.1.")
    assert said.count("10.9999") == 1


def test_statements_stand_after_the_text_in_the_order_of_print() -> None:
    titles = ("Findings", "Data availability", "Appendix A", "Funding statement")
    sections = tuple(Section(f"s{n}", t(title), (p(title + " text."),)) for n, title in enumerate(titles))
    thanks = Section("t", t("Acknowledgements"), (p("To all."),))
    references = (Reference("r", "A work.", t("A work.")),)
    article = Article("x", Document(ArticleMeta(title=t("T")), sections, (), references, back=(thanks,)))
    found = [text(h) for h in article_element(article, FINAL, "web").iter("h2")]
    assert found == [
        "Findings",
        "Acknowledgements",
        "Funding statement",
        "Data availability",
        "Appendix A",
        "References",
    ]


def test_rights_that_nobody_stated_are_said_only_in_a_proof() -> None:
    bare = Article("bare", Document(ArticleMeta(title=t("Bare"))))
    assert "Rights: not stated" in text(article_element(bare, EDITION, "web"))
    assert "Licensed" not in text(article_element(bare, replace(FINAL, licence="CC-BY-4.0"), "web"))


def test_addresses_are_printed_only_where_the_editor_says_so() -> None:
    for medium in MEDIA:
        silent = article_element(every_node(), replace(EDITION, print_emails=False), medium)
        assert "example.org" not in text(find(silent, ".//{*}header"))


@pytest.mark.parametrize("medium", MEDIA)
def test_each_internal_link_leads_to_an_element(medium: Medium) -> None:
    root = article_element(every_node(), EDITION, medium)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    hrefs = [node.get("href") or "" for node in root.iter()]
    targets = {href[1:] for href in hrefs if href.startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets and targets <= set(ids)


@pytest.mark.parametrize("medium", MEDIA)
def test_every_node_is_rendered_with_no_error(medium: Medium) -> None:
    rendered = render_article(every_node(), EDITION, medium)
    assert codes(rendered) == ["figure-description-missing", "figure-missing"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (Xref("fig", "nowhere", (Text("Figure 9"),)), "link-broken"),
        (NoteRef("nowhere"), "link-broken"),
        (Cite((CiteItem("nobody", "Nobody, 1999"),)), "link-broken"),
        (ExtLink("javascript:alert(1)", (Text("press here"),)), "resource-refused"),
        (ExtLink("https://[damaged", (Text("no address"),)), "resource-refused"),
        (ExtLink("file:///etc/passwd", (Text("a file"),)), "resource-refused"),
        (InlineFormula(r"\unknown{x}"), "not-rendered"),
    ],
)
def test_what_cannot_be_shown_is_told_and_its_words_stay(content: Inline, code: str) -> None:
    rendered = render_article(one(content), EDITION, "web")
    assert codes(rendered) == [code]
    body = find(rendered.element, "div")
    assert body.find(".//a") is None
    if not isinstance(content, NoteRef | InlineFormula | Cite):
        assert text(body) == "".join(i.value for i in content.content)  # type: ignore[union-attr]


def test_a_missing_picture_has_a_visible_place_in_a_proof_only() -> None:
    lost = Article("x", Document(body=(Figure("f", "Figure 2", t("Lost.")),)))
    assert "[Figure 2: image not in the source]" in text(article_element(lost, EDITION, "web"))
    assert "[Figure 2" not in text(article_element(lost, FINAL, "web"))
    assert "Figure 2 Lost." in text(article_element(lost, FINAL, "web"))


def test_a_file_that_is_no_picture_is_a_missing_one() -> None:
    figure = Figure("f", "Figure 2", t("Lost."), "x.png", "alt")
    for data in (b"no picture", b"", b"<svg"):
        article = Article("x", Document(body=(figure,)), (("x.png", data),))
        rendered = render_article(article, EDITION, "web")
        assert rendered.element.find(".//img") is None
        assert "figure-missing" in codes(rendered)


def test_a_missing_description_is_never_made_up() -> None:
    images = {m: article_element(every_node(), EDITION, m).findall(".//{*}img") for m in MEDIA}
    for medium in ("web", "epub"):
        told, untold = images[medium]
        assert told.get("alt") == "A line that rises, falls and rises"
        assert untold.get("alt") is None
    assert images["print"][1].get("alt") == "[no description of this figure was given]"


def test_a_note_without_text_says_so() -> None:
    for medium in MEDIA:
        assert "[note text not in the source]" in text(article_element(every_node(), EDITION, medium))


@pytest.mark.parametrize("medium", MEDIA)
def test_no_link_stands_inside_a_link(medium: Medium) -> None:
    inner = (NoteRef("n"), Text(" and "), Xref("sec", "s", (Text("there"),)), NoteRef("n"), Text(" end"))
    link = ExtLink("https://example.org/", (Text("a page"), *inner))
    document = Document(
        body=(Section("s", (Text("S"),), (Paragraph((link, Text(", and on"))),)),),
        notes=(Footnote("n", "1", (Paragraph((ExtLink("https://example.org/n", (Text("noted"),)),)),)),),
    )
    root = article_element(Article("a", document), EDITION, medium)
    links = [e for e in root.iter() if str(e.tag).rpartition("}")[2] == "a"]
    outer = next(e for e in links if e.get("href") == "https://example.org/")
    assert "".join(outer.itertext()) == "a page and there end"
    assert not any(parent in links for link in links for parent in link.iterancestors())
    text = " ".join("".join(root.itertext()).split())
    assert text.count("noted") == 1
    assert ", and on" in text


def test_notes_link_back_to_every_mark() -> None:
    notes = find(page(every_node()), ".//section[@role='doc-endnotes']")
    links = [link.get("href") for link in notes.findall(".//a[@role='doc-backlink']")]
    assert links == ["#noteref-n1", "#noteref-n1-2", "#noteref-n2"]


@pytest.mark.parametrize("medium", ["web", "epub", "print"])
def test_entries_link_back_to_their_citations(medium: Medium) -> None:
    root = article_element(every_node(), EDITION, medium)
    cites = [link.get("id") for link in root.iter("{*}a") if link.get("class") == "cite"]
    back = [link for link in root.iter("{*}a") if link.get("class") in ("backlink", "backref")]
    targets = [link.get("href", "")[1:] for link in back if "cite-" in link.get("href", "")]
    assert len(cites) == len(set(cites)) == 3
    if medium == "print":  # the first words of an entry lead to its first citation
        assert len(targets) == 2 and set(targets) < set(cites)
    else:
        assert sorted(targets) == sorted(cites)  # type: ignore[type-var]  # each has an id


def test_a_note_stands_at_its_first_mark_in_print() -> None:
    root = article_element(every_node(), EDITION, "print")
    notes = root.findall(".//span[@class='footnote']")
    assert [note.get("data-label") for note in notes] == ["1", "2"]
    assert text(find(root, ".//section[@class='notes']")).startswith("Notes * A note that nothing calls.")


def test_a_table_has_its_caption_and_heads() -> None:
    table = find(page(every_node()), ".//table")
    assert text(find(table, "caption")) == "Table 1 Losses by century, counted in lines"
    assert {cell.get("scope") for cell in table.findall("thead//th")} == {"col"}
    assert [cell.get("class") for cell in find(table, "tbody/tr")] == ["left", "right", "right", "left"]


def test_a_reference_without_repaired_text_is_printed_as_it_was_read() -> None:
    entries = page(every_node()).findall(".//ol[@class='ref-list']/li")
    assert text(entries[2]) == "Raw, R. (2001). Only the raw string is known."
    assert text(entries[0]).startswith("Binder, A. (1998). Mending")


def test_the_file_asks_nothing_of_the_world() -> None:
    data = write_html(every_node(), EDITION).files["article.html"].decode()
    root = html.fromstring(data)
    assert root.find(".//script") is None and root.find(".//link") is None
    assert all(image.get("src", "").startswith("data:image/") for image in root.iter("img"))
    assert "url(" not in text(find(root, ".//style"))
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert root.get("lang") == "en"


def test_break_places_of_a_url_add_no_character() -> None:
    url = "https://example.org/a/path_with/10.1234/some.thing-else"
    for medium in MEDIA:
        link = find(article_element(one(ExtLink(url, (Text(url),))), EDITION, medium), ".//{*}a")
        assert "".join(link.itertext()).replace("\u200b", "") == url
        assert ("\u200b" in "".join(link.itertext())) is (medium == "print")


def test_a_doi_is_not_broken_before_its_prefix_ends() -> None:
    for url, printed in (
        ("https://doi.org/10.1234/some.thing", "https://doi.org/10.1234/|some.|thing"),
        ("https://example.org/doi/10.1234/x", "https://example.|org/|doi/|10.1234/|x"),
    ):
        link = find(article_element(one(ExtLink(url, (Text(url),))), EDITION, "print"), ".//{*}a")
        assert "".join(link.itertext()).replace("\u200b", "|") == printed


def test_epub_elements_are_xhtml() -> None:
    root = article_element(every_node(), EDITION, "epub")
    maths = [node for math in root.iter(f"{{{MATHML}}}math") for node in math.iter()]
    assert maths
    assert all(str(node.tag).startswith(f"{{{MATHML}}}") for node in maths)
    assert all(str(node.tag).startswith(XHTML) for node in set(root.iter()) - set(maths))
    types = {str(v) for v in root.xpath("//@epub:type", namespaces={"epub": "http://www.idpf.org/2007/ops"})}
    assert types == {"abstract", "noteref", "biblioref", "endnotes", "footnote", "bibliography"}
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_characters_that_xml_cannot_hold_do_not_stop_the_page() -> None:
    said = text(find(article_element(one(Text("a\x00b\x0bc\ud800d\uffffe")), EDITION, "web"), "div"))
    assert said == "abcde"


@given(st.text(max_size=60), st.sampled_from(MEDIA))
@settings(max_examples=150, deadline=None)
def test_any_text_is_shown_as_it_is(said: str, medium: Medium) -> None:
    article = one(Text(said), NoteRef("x"), Text(said))
    paragraph = find(article_element(article, FINAL, medium), "{*}div/{*}p")
    shown = "".join(str(part) for part in paragraph.itertext()).replace("\u200b", "")
    assert shown == FORBIDDEN_RE.sub("", said + said).replace("\u200b", "")


def test_same_article_same_bytes() -> None:
    assert write_html(every_node(), EDITION) == write_html(every_node(), EDITION)


@pytest.mark.parametrize(
    ("iso", "printed"),
    [("2024", "2024"), ("2024-05", "May 2024"), ("2024-05-01", "1 May 2024"), ("spring 2024", "spring 2024"),
     ("2024-13", "2024-13"), ("", "")],
)  # fmt: skip
def test_printed_date(iso: str, printed: str) -> None:
    assert printed_date(iso) == printed


@pytest.mark.parametrize(
    "doi", ["10.1/x", "doi:10.1/x", "https://doi.org/10.1/x", "http://dx.doi.org/10.1/x"]
)
def test_doi_url(doi: str) -> None:
    assert doi_url(doi) == "https://doi.org/10.1/x"


@pytest.mark.parametrize(
    ("licence", "name", "url"),
    [
        ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/l", "https://example.org/l", "https://example.org/l"),
        ("LicenseRef-own", "LicenseRef-own", ""),
    ],
)
def test_licence_link(licence: str, name: str, url: str) -> None:
    assert licence_link(licence) == (name, url)


@pytest.mark.parametrize(
    ("original", "line"),
    [
        (OriginalPublication(journal="Quarterly"), "First published in Quarterly."),
        (OriginalPublication(date="2019-02"), "First published February 2019."),
        (OriginalPublication(journal="Q", issue="4", first_page="3", last_page="3"),
         "First published in Q, no. 4, p. 3."),
        (OriginalPublication(url="https://example.org/x"), "First published https://example.org/x."),
    ],
)  # fmt: skip
def test_first_publication_is_told_from_what_is_known(original: OriginalPublication, line: str) -> None:
    article = Article("x", Document(ArticleMeta(original=original, permission=Permission())))
    root = article_element(article, EDITION, "web")
    assert text(find(root, ".//p[@class='original']")) == line


def test_words_are_not_glued_to_their_neighbours() -> None:
    said = text(page(every_node()))
    for glued in ("calls.Its", "1Losses", "UK2", "citedBinder", "articleEvery", "htmlDizgici", "Binder1"):
        assert glued not in said


def test_an_empty_cell_of_a_head_is_no_head() -> None:
    table = TableWrap("t", "", (), head=((Cell(()), Cell(t("Year"))),), body=((Cell(t("a")), Cell(t("1"))),))
    for medium, tags in (("web", ["td", "th"]), ("epub", ["td", "th"]), ("print", ["th", "th"])):
        rendered = article_element(Article("x", Document(body=(table,))), EDITION, medium)  # type: ignore[arg-type]
        cells = rendered.findall(".//{*}thead/{*}tr/*")
        assert [str(cell.tag).rpartition("}")[2] for cell in cells] == tags


def test_the_star_of_correspondence_stands_at_the_name_where_there_are_several() -> None:
    article = every_node()
    lines = article_element(article, EDITION, "print").xpath(".//ul[@class='authors']/li")
    assert ["".join(line.xpath("sup//text()")) for line in lines] == ["1,*", "1,2"]
    meta = article.document.meta
    alone = replace(
        article, document=replace(article.document, meta=replace(meta, contributors=meta.contributors[:1]))
    )
    assert "*" not in "".join(
        article_element(alone, EDITION, "print").xpath(".//ul[@class='authors']//text()")
    )


# ---------------------------------------------------------------- roles of contributors

ROLES = ("Writing - review & editing", "Editor", "Software", "Conceptualization", "Data curation")
ORDERED = ("Editor", "Conceptualization", "Data curation", "Software", "Writing - review & editing")


@pytest.mark.parametrize("medium", MEDIA)
def test_roles_stand_in_the_order_of_the_taxonomy_in_the_words_given(medium: Medium) -> None:
    people = (Contributor("Ada Elm", roles=ROLES), Contributor("Ida Oak", roles=("Software",)))
    article = Article("a", Document(ArticleMeta(title=t("T"), contributors=people)))
    root = article_element(article, EDITION, medium)
    found = root.xpath("//*[@class='author-notes']/*[local-name()='p']")
    lines = ["".join(line.itertext()).strip() for line in found]
    assert lines == [f"Ada Elm ({', '.join(ORDERED)}).", "Ida Oak (Software)."]
    jats = write_jats(article, EDITION).files["article.xml"].decode()
    assert jats.index(">Writing - review") < jats.index(">Editor<") < jats.index(">Software<")
