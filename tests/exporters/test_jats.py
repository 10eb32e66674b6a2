"""JATS: valid against the DTD whatever the document holds, and each class where CONTRACT says it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from strategies import documents

from docforge.exporters.details import own_doi, plain_doi
from docforge.exporters.jats import write_jats
from docforge.exporters.jats.rights import licence_url, licence_words
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import (
    Affiliation,
    ArticleMeta,
    Contributor,
    CslItem,
    Document,
    History,
    Name,
    OriginalPublication,
    Reference,
)
from docforge.model.nodes import (
    Block,
    Bold,
    Break,
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Foreign,
    Inline,
    InlineFormula,
    Italic,
    List,
    ListItem,
    Monospace,
    NoteRef,
    Paragraph,
    Permission,
    Preformat,
    Section,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    TableWrap,
    Text,
    Underline,
    VerseGroup,
    Xref,
)
from docforge.validate.jats import check_jats

EDITION = EditionMeta(
    title="Repairs",
    journal="Journal of Mended Text",
    journal_abbrev="J. Mend. Text",
    issn_electronic="1234-5679",
    publisher="The Menders",
    volume="3",
    issue="2",
    date="2024-05",
    doi_prefix="10.5555",
    status="proof",
)
ONE = (Text("one"),)


def paragraph(*content: Inline) -> Paragraph:
    return Paragraph(content)


def tree_of(document: Document, edition: EditionMeta = EDITION, **more: object) -> etree._Element:
    """The written XML; fails when it is not valid."""
    exported = write_jats(Article("a", document, **more), edition)  # type: ignore[arg-type]
    data = exported.files["article.xml"]
    assert check_jats(data, "article.xml").diagnostics == ()
    return etree.fromstring(data)


def body_of(*blocks: Block) -> etree._Element:
    body = tree_of(Document(body=blocks)).find("body")
    assert body is not None
    return body


def text_of(element: etree._Element | None) -> str:
    assert element is not None
    return "".join(str(part) for part in element.itertext())


INLINES: dict[type, tuple[Inline, str]] = {
    Text: (Text("a & b < c"), "a &amp; b &lt; c"),
    Italic: (Italic(ONE), "<italic>one</italic>"),
    Bold: (Bold(ONE), "<bold>one</bold>"),
    Underline: (Underline(ONE), "<underline>one</underline>"),
    Strike: (Strike(ONE), "<strike>one</strike>"),
    SmallCaps: (SmallCaps(ONE), "<sc>one</sc>"),
    Sup: (Sup(ONE), "<sup>one</sup>"),
    Sub: (Sub(ONE), "<sub>one</sub>"),
    Foreign: (
        Foreign(ONE, "fr"),
        '<named-content content-type="foreign" xml:lang="fr">one</named-content>',
    ),
    Monospace: (Monospace("x=1"), "<monospace>x=1</monospace>"),
    InlineFormula: (
        InlineFormula("x^2"),
        '<inline-formula><alternatives><mml:math display="inline" id="math-1"><mml:msup><mml:mi>x</mml:mi>'
        '<mml:mn>2</mml:mn></mml:msup></mml:math><tex-math id="tex-1">x^2</tex-math></alternatives>'
        "</inline-formula>",
    ),
    Break: (Break(), " <?docforge line-break?>"),
    ExtLink: (
        ExtLink("https://example.org/?a=1&b=2", ONE),
        '<ext-link ext-link-type="uri" xlink:href="https://example.org/?a=1&amp;b=2">one</ext-link>',
    ),
    Xref: (Xref("fig", "fig-1", ONE), '<xref ref-type="fig" rid="fig-1">one</xref>'),
    NoteRef: (NoteRef("n1"), '<xref ref-type="fn" rid="n1"><sup>7</sup></xref>'),
    Cite: (
        Cite((CiteItem("r1", "Roe, 2001, p. 3"), CiteItem("r2", "Doe, 2002"))),
        '(<xref ref-type="bibr" rid="r1" specific-use="cite 1 1 2">Roe, 2001, p. 3</xref>; '
        '<xref ref-type="bibr" rid="r2">Doe, 2002</xref>)',
    ),
}
FRAME = Document(
    body=(Figure("fig-1", "Figure 1", ONE),),
    notes=(Footnote("n1", "7", (paragraph(*ONE),)),),
    references=(Reference("r1", "Roe", (Text("Roe"),)), Reference("r2", "Doe", (Text("Doe"),))),
)


@pytest.mark.parametrize("kind", get_args(Inline), ids=lambda k: k.__name__)
def test_each_inline_class_has_its_jats(kind: type) -> None:
    node, expected = INLINES[kind]
    tree = tree_of(replace(FRAME, body=(*FRAME.body, paragraph(node))))
    written = tree.find("body/p")
    assert written is not None
    text = etree.tostring(written, encoding="unicode", with_tail=False)
    inner = text.partition(">")[2].removesuffix("</p>")
    assert inner == expected


TABLE = TableWrap(
    "t1",
    "Table 1",
    ONE,
    head=((Cell((Text("h"),), colspan=2),),),
    body=((Cell(ONE, rowspan=2), Cell(ONE)), (Cell(ONE),)),
    align=("left", "right"),
    notes=((Text("Source: us."),),),
)
BLOCKS: dict[type, tuple[Block, str]] = {
    Paragraph: (paragraph(*ONE), "p"),
    Section: (Section("s", ONE, (paragraph(*ONE),), label="2.1"), "sec[label='2.1']/title"),
    List: (List((ListItem((paragraph(*ONE),)),), ordered=True), "list[@list-type='order']/list-item/p"),
    DispQuote: (DispQuote((paragraph(*ONE),), "pullquote"), "disp-quote[@content-type='pullquote']/p"),
    VerseGroup: (VerseGroup((ONE, ONE)), "verse-group/verse-line"),
    Preformat: (Preformat("a  b\n c"), "preformat"),
    DispFormula: (DispFormula("E", "e1", "(1)"), "disp-formula[label='(1)']/alternatives/tex-math"),
    Figure: (Figure("f", "Figure 1", ONE), "fig[label='Figure 1']/caption/p"),
    TableWrap: (TABLE, "table-wrap[label='Table 1']/table/thead/tr/th[@colspan='2']"),
}


@pytest.mark.parametrize("kind", get_args(Block), ids=lambda k: k.__name__)
@pytest.mark.parametrize("place", ["body", "list", "quote", "note", "back"])
def test_each_block_class_has_its_jats_wherever_it_stands(kind: type, place: str) -> None:
    block, path = BLOCKS[kind]
    wraps: dict[str, Document] = {
        "body": Document(body=(block,)),
        "list": Document(body=(List((ListItem((block,)),)),)),
        "quote": Document(body=(DispQuote((block,)),)),
        "note": Document(body=(paragraph(NoteRef("n")),), notes=(Footnote("n", "", (block,)),)),
        "back": Document(back=(block,)),
    }
    tree = tree_of(wraps[place])
    if kind is Section and place in ("list", "quote", "note"):
        assert tree.xpath("boolean(//bold[@id='s'])")  # JATS has no section there
    else:
        assert tree.xpath(f"boolean(//{path})")


def test_cells_take_the_alignment_of_their_column_past_spans() -> None:
    rows = body_of(TABLE).findall(".//tbody/tr")
    assert [[cell.get("align") for cell in row] for row in rows] == [["left", "right"], ["right"]]


def test_blocks_after_a_section_keep_their_place() -> None:
    body = body_of(Section("s", ONE, ()), paragraph(Text("after")), Section("t", ONE, ()))
    assert [child.tag for child in body] == ["sec", "sec", "sec"]
    assert text_of(body[1]).split() == ["after"]


def test_a_missing_image_is_an_empty_frame_that_says_so() -> None:
    document = Document(body=(Figure("f", "Figure 1", ONE, graphic="gone.png"),))
    exported = write_jats(Article("a", document), EDITION)
    graphic = tree_of(document).find("body/fig[@specific-use='image-missing']/graphic")
    assert graphic is not None
    assert graphic.get("{http://www.w3.org/1999/xlink}href", "").startswith("data:image/svg+xml,")
    assert text_of(graphic.find("alt-text")) == "[image not in the source]"
    assert [d.code for d in exported.diagnostics] == ["figure-missing"]


def test_an_image_carries_its_type_and_its_description() -> None:
    document = Document(body=(Figure("f", "", (), graphic="figures/a.svg", alt="A line"),))
    graphic = tree_of(document, assets=(("figures/a.svg", b"<svg/>"),)).find(".//graphic")
    assert graphic is not None
    assert dict(graphic.attrib) == {
        "mimetype": "image",
        "mime-subtype": "svg+xml",
        "{http://www.w3.org/1999/xlink}href": "figures/a.svg",
    }
    assert text_of(graphic.find("alt-text")) == "A line"


def test_what_is_set_bold_before_a_caption_is_its_title() -> None:
    bold = Bold((Text("The boats."),))
    document = Document(
        body=(
            Figure("f", "Figure 1", (bold, Text(" Seen from the mill."))),
            TableWrap("t", "Table 1", (bold,), (), ((Cell((Text("1"),)),),)),
        )
    )
    tree = tree_of(document)
    assert text_of(tree.find(".//fig/caption/title")) == "The boats."
    assert text_of(tree.find(".//fig/caption/p")) == "Seen from the mill."
    assert tree.find(".//table-wrap/caption/title") is None
    assert text_of(tree.find(".//table-wrap/caption/p")) == "The boats."


def test_a_note_without_text_says_so() -> None:
    tree = tree_of(Document(body=(paragraph(NoteRef("n")),), notes=(Footnote("n", "4", ()),)))
    assert text_of(tree.find("back/fn-group/fn/p")) == "[text not in the source]"
    assert text_of(tree.find("body/p/xref")) == "4"


def test_links_without_target_keep_their_text_and_are_errors() -> None:
    document = Document(
        body=(paragraph(Xref("fig", "no", ONE), Cite((CiteItem("no", "Roe, 2001"),)), NoteRef("no")),)
    )
    exported = write_jats(Article("a", document), EDITION)
    assert [d.code for d in exported.diagnostics] == ["link-broken"] * 3
    assert text_of(tree_of(document).find("body/p")) == "one(Roe, 2001)"
    assert b"<xref" not in exported.files["article.xml"]


def test_fields_of_a_reference_stand_beside_its_string_when_certain_or_telling() -> None:
    item = CslItem(
        "article-journal", (Name("Roe", "Ann"), Name(literal="A Society")), issued="2001-05", year_suffix="a",
        title="On", container_title="Journal", volume="2", issue="1", page="10\u201319", doi="10.1/x", url="https://e.org",
    )  # fmt: skip
    doubtful = Reference("r1", "raw", (Text("Roe (2001). "), Italic((Text("Journal"),))), item)
    bare = replace(doubtful, csl=CslItem(issued="2001"))
    for reference, told in ((doubtful, True), (replace(bare, certain=True), True), (bare, False)):
        ref = tree_of(Document(references=(reference,))).find(".//ref")
        assert ref is not None
        assert text_of(ref.find(".//mixed-citation")) == "Roe (2001). Journal"
        assert (ref.find("citation-alternatives/element-citation") is not None) is told
    fields = tree_of(Document(references=(doubtful,))).find(".//element-citation")
    assert fields is not None
    assert fields.get("publication-type") == "journal"
    assert [(c.tag, text_of(c)) for c in fields] == [
        ("person-group", "RoeAnnA Society"), ("year", "2001a"), ("month", "05"), ("article-title", "On"),
        ("source", "Journal"), ("volume", "2"), ("issue", "1"), ("fpage", "10"), ("lpage", "19"),
        ("page-range", "10\u201319"), ("pub-id", "10.1/x"), ("ext-link", "https://e.org"),
    ]  # fmt: skip


META = ArticleMeta(
    title=(Text("On "), Italic((Text("mending"),))),
    subtitle=(Text("A study"),),
    section="Essays",
    contributors=(
        Contributor("Ann Roe", "Roe", "Ann", "0000-0002-1825-0097", "ann@example.org", ("a1",), True),
        Contributor("Mao Li", "Mao", "Li", email="li@example.org", biography=(Text("Writes."),)),
        Contributor("Dr Ann van Roe", "Roe", "Ann"),
    ),
    affiliations=(
        Affiliation("a1", "Dept, Uni of X, Y, Norway", "Uni of X", "Norway", "https://ror.org/052gg0110"),
    ),
    standfirst=(Text("In short."),),
    abstract=(paragraph(Text("We mend.")),),
    keywords=("mending", "text"),
    doi="https://doi.org/10.5555/abc",
    running_title="Mending",
    history=History(received="2023-12-01", accepted="2024-01"),
    permission=Permission("CC-BY-4.0", "Ann Roe", "2024", "© 2024 Ann Roe"),
    original=OriginalPublication(
        "Old Journal", "0000-0000", "9", "4", "11", "19", "1999-01", doi="10.1000/old", licence="CC BY-NC 4.0"
    ),
)


def test_front_holds_the_edition_and_the_first_publication_apart() -> None:
    tree = tree_of(Document(META), first_page="5", last_page="9")
    front = tree.find("front")
    assert front is not None
    meta = front.find("article-meta")
    assert meta is not None
    assert {i.get("pub-id-type"): i.text for i in meta.findall("article-id")} == {
        "publisher-id": "a",
        "doi": "10.5555/abc",
    }
    assert [text_of(meta.find(t)) for t in ("volume", "issue", "fpage", "lpage")] == ["3", "2", "5", "9"]
    assert text_of(front.find("journal-meta/issn")) == "1234-5679"
    first = meta.find("related-article")
    assert first is not None
    assert first.get("{http://www.w3.org/1999/xlink}href") == "10.1000/old"
    assert text_of(first) == "Old Journal, 0000-0000, 9, 4, 11, 19, 1999-01, CC BY-NC 4.0"
    assert text_of(meta.find("pub-date")).split() == ["05", "2024"]
    assert text_of(meta.find("abstract[@abstract-type='teaser']/p")) == "In short."
    assert meta.find("permissions/license/{http://www.niso.org/schemas/ali/1.0/}license_ref") is not None


def test_a_version_after_the_first_is_told() -> None:
    article = Article("a", Document(ArticleMeta(title=(Text("T"),))))
    data = write_jats(replace(article, version="2"), EditionMeta()).files["article.xml"]
    assert etree.fromstring(data).findtext("front/article-meta/article-version") == "2"
    assert check_jats(data, "article.xml").diagnostics == ()
    assert b"article-version" not in write_jats(article, EditionMeta()).files["article.xml"]


def test_people_are_named_as_far_as_is_certain() -> None:
    people = tree_of(Document(META)).findall(".//contrib")
    assert [name.get("name-style") if (name := p.find("name")) is not None else "" for p in people] == [
        "western", "eastern", "",
    ]  # fmt: skip
    assert text_of(people[2].find("name-alternatives/string-name")) == "Dr Ann van Roe"
    assert text_of(people[2].find("name-alternatives/name[@specific-use='index']/surname")) == "Roe"
    assert text_of(people[0].find("contrib-id")) == "https://orcid.org/0000-0002-1825-0097"
    aff = tree_of(Document(META)).find(".//aff")
    assert text_of(aff) == "Dept, Uni of Xhttps://ror.org/052gg0110, Y, Norway"
    assert text_of(aff.find("country") if aff is not None else None) == "Norway"


@pytest.mark.parametrize(("shown", "expected"), [(False, []), (True, ["li@example.org", "ann@example.org"])])
def test_mail_addresses_are_printed_only_where_the_editor_says_so(shown: bool, expected: list[str]) -> None:
    tree = tree_of(Document(META), replace(EDITION, print_emails=shown))
    assert [e.text for e in tree.iter("email")] == expected


def test_nothing_is_invented_for_an_edition_that_says_nothing() -> None:
    tree = tree_of(Document(replace(META, original=OriginalPublication())), EditionMeta())
    front = tree.find("front")
    assert front is not None
    assert [e.text for e in front.find("journal-meta")] == ["[not assigned]"] * 2  # type: ignore[union-attr]
    assert [i.get("pub-id-type") for i in front.iter("article-id")] == ["publisher-id"]
    assert tree.find(".//pub-date") is None
    # a DOI that is not this publisher's belongs to the first publication
    assert tree.find(".//related-article") is not None


@pytest.mark.parametrize(
    ("given_doi", "prefix", "own"),
    [
        ("10.5555/a", "10.5555", "10.5555/a"),
        ("https://doi.org/10.5555/a", "10.5555/", "10.5555/a"),
        ("10.55551/a", "10.5555", ""),
        ("10.5555/a", "", ""),
        ("not a doi", "10.5555", ""),
    ],
)
def test_own_doi(given_doi: str, prefix: str, own: str) -> None:
    assert own_doi(ArticleMeta(doi=given_doi), EditionMeta(doi_prefix=prefix)) == own


def test_doi_is_found_in_a_resolver_address() -> None:
    assert plain_doi("doi: 10.1234/ab(c)") == "10.1234/ab(c)"


@pytest.mark.parametrize(
    ("licence", "url", "name"),
    [
        ("CC-BY-NC-ND-4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/", "NoDerivatives 4.0"),
        ("CC-BY-3.0-AT", "https://creativecommons.org/licenses/by/3.0/at/", "Attribution 3.0"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"),
        ("https://example.org/l", "https://example.org/l", "https://example.org/l"),
        ("All rights reserved", "", "All rights reserved"),
    ],
)  # fmt: skip
def test_licences(licence: str, url: str, name: str) -> None:
    assert licence_url(licence) == url
    assert licence_words(licence).endswith(name)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Permission(), ["[rights not stated]"]),
        (Permission(statement="© 1999"), ["© 1999"]),
        (Permission(holder="Ann Roe"), ["Ann Roe"]),
        (Permission(holder="Ann Roe", year="1999"), ["1999", "Ann Roe"]),
        (Permission("All rights reserved"), ["All rights reserved"]),
    ],
)
def test_rights_are_told_as_far_as_they_are_known(known: Permission, told: list[str]) -> None:
    permissions = tree_of(Document(ArticleMeta(permission=known))).find(".//permissions")
    assert permissions is not None
    assert [text.strip() for text in permissions.itertext() if text.strip()] == told
    assert permissions.find(".//*[@{http://www.w3.org/1999/xlink}href]") is None


def test_repeated_and_odd_ids_become_unique_names() -> None:
    figures = (Figure("1 a", "", ONE), Figure("1 a", "", ONE), Section("1 a", ONE, ()))
    tree = tree_of(Document(body=(*figures, paragraph(Xref("fig", "1 a", ONE)))))
    assert [e.get("id") for e in tree.iter("fig")] == ["fig-1-a", "fig-1-a-2"]
    assert [e.get("rid") for e in tree.iter("xref")] == ["fig-1-a"]
    assert len({e.get("id") for e in tree.iter() if e.get("id")}) == 3


def test_the_doctype_is_the_one_nlm_publishes() -> None:
    data = write_jats(Article("a", Document()), EditionMeta()).files["article.xml"].decode()
    assert (
        "<!DOCTYPE article PUBLIC "
        '"-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN"'
        ' "http://jats.nlm.nih.gov/publishing/1.3/JATS-journalpublishing1-3-mathml3.dtd">'
    ) in data


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(documents())
def test_every_document_is_valid_and_written_the_same_twice(document: Document) -> None:
    article = Article("sample", document)
    first = write_jats(article, EDITION).files["article.xml"]
    assert check_jats(first, "article.xml").diagnostics == ()
    assert write_jats(article, EDITION).files["article.xml"] == first


@pytest.mark.parametrize("bad", ["\x00", "\x1f", "\ud800", "\ufffe"])
def test_characters_that_xml_cannot_hold_are_left_out_and_told(bad: str) -> None:
    exported = write_jats(Article("a", Document(body=(paragraph(Text(f"a{bad}b")),))), EDITION)
    assert b"<p>ab</p>" in exported.files["article.xml"]
    assert [d.code for d in exported.diagnostics] == ["not-rendered"]
