# ruff: noqa: E501 (sentences of the samples)
"""Articles of our own for the page: one with every node class, one long enough to break over pages."""

from __future__ import annotations

import struct
import zlib

from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import (
    Affiliation,
    ArticleMeta,
    Contributor,
    CslItem,
    Document,
    History,
    OriginalPublication,
    Reference,
    Translation,
)
from docforge.model.nodes import (
    Blocks,
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
    InlineFormula,
    Inlines,
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

EDITION = EditionMeta(
    title="Damage and Repair",
    journal="Journal of Mended Texts",
    publisher="The Mending Press",
    publisher_place="Lincoln",
    volume="7",
    issue="2",
    date="2024-05",
    issn_electronic="1234-5679",
    status="proof",
    editors=("Ada Binder", "Cem Dizgici"),
    description="Three studies of how printed pages come apart and how they are put together again.",
    print_emails=True,
)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="420" height="180" viewBox="0 0 420 180" font-family="Arial">'
    b'<rect x="1" y="1" width="418" height="178" fill="none" stroke="#888"/>'
    b'<path d="M30 150 L120 60 L210 110 L300 40 L390 90" fill="none" stroke="#1d4f76" stroke-width="3"/>'
    b'<text x="30" y="170" font-size="12">1501</text><text x="370" y="170" font-size="12">1900</text></svg>'
)


def png(width: int = 8, height: int = 8) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((40 * (x + y)) % 256 for x in range(width)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def t(text: str) -> Inlines:
    return (Text(text),)


def p(*content: object) -> Paragraph:
    return Paragraph(tuple(Text(c) if isinstance(c, str) else c for c in content))  # type: ignore[misc]


PROSE = (
    "The compositor sets what the copy says, and the copy is rarely what the author meant to say. Between the "
    "manuscript and the page there are hands, and each hand leaves its traces: a line dropped at the foot of a "
    "column, a running head carried into the text, a hyphen that survives the line end it was made for. ",
    "Whoever repairs such a page must first decide what kind of damage lies before them. A missing letter is one "
    "thing and a missing sentence another; the first may be restored from the word around it, the second only "
    "from another copy. The distinction is old, and the editors of classical texts knew it well. ",
    "What the machine adds is speed and indifference. It will join two columns as readily as two words, and it "
    "will do so ten thousand times before anybody looks. The remedy is therefore not more confidence but a better "
    "memory: every change must be written down, with its place and its reason, so that it can be taken back. ",
)


def prose(number: int) -> list[Paragraph]:
    return [p(PROSE[i % 3] + PROSE[(i + 1) % 3]) for i in range(number)]


def table(rows: int, name: str = "tbl-1", label: str = "Table 1") -> TableWrap:
    return TableWrap(
        id=name,
        label=label,
        caption=t("Losses by century, counted in lines"),
        head=(
            (Cell(t("Century")), Cell(t("Lines lost")), Cell(t("Share")), Cell(t("Cause most often named"))),
        ),
        body=tuple(
            (
                Cell(t(f"{n}th")),
                Cell(t(f"{n * 137:,}")),
                Cell(t(f"{n / 3:.1f}")),
                Cell(t("Damp, and the binder")),
            )
            for n in range(4, 4 + rows)
        ),
        align=("left", "right", "right", "left"),
        notes=(t("Note. Shares in per cent of all lines."), (Italic(t("Source:")), Text(" our own count."))),
    )


def every_node() -> Article:
    """An article with every block and every inline."""
    body = (
        p(
            "Opening words with ",
            Italic(t("italic")),
            ", ",
            Bold(t("bold")),
            ", ",
            Underline(t("underlined")),
            ", ",
            Strike(t("struck")),
            ", ",
            SmallCaps(t("Small Caps")),
            ", x",
            Sup(t("2")),
            ", H",
            Sub(t("2")),
            "O, ",
            Monospace("code()"),
            ", a formula ",
            InlineFormula(r"E = mc^2"),
            " and a break",
            Break(),
            "then the next line. Turkish: İstanbul, ğışçöü; Greek: λόγος; Cyrillic: правка.",
        ),
        p(
            "A note stands here.",
            NoteRef("n1"),
            " Another has no text.",
            NoteRef("n2"),
            " The first again.",
            NoteRef("n1"),
            " See ",
            Xref("fig", "fig-1", t("Figure 1")),
            ", ",
            Xref("table", "tbl-1", t("Table 1")),
            ", ",
            Xref("sec", "sec-2", t("section 2")),
            " and ",
            Xref("disp-formula", "eq-1", t("(1)")),
            ".",
        ),
        p(
            "So much has been said ",
            Cite((CiteItem("binder1998", "Binder, 1998"), CiteItem("dizgici2004", "Dizgici, 2004, p. 7"))),
            "; compare ",
            Cite((CiteItem("binder1998", "Binder (1998)"),), "", "", narrative=True),
            " and ",
            ExtLink(
                "https://example.org/a/very/long/path/to-some_file.with-dots/and/more?query=1",
                t("https://example.org/a/very/long/path/to-some_file.with-dots/and/more?query=1"),
            ),
            " or ",
            ExtLink("https://example.org/", t("an example")),
            ".",
        ),
        Section(
            "sec-1",
            t("The means"),
            (
                p("A list follows."),
                List(
                    (
                        ListItem(
                            (
                                p(
                                    "First thing, which is long enough to need a second line so that the indent can be judged by eye on the page."
                                ),
                            )
                        ),
                        ListItem(
                            (
                                p("Second thing."),
                                List(
                                    (
                                        ListItem((p("Nested."),)),
                                        ListItem((p("Nested too."),)),
                                    )
                                ),
                            )
                        ),
                    )
                ),
                List(
                    (ListItem((p("Third of a numbered list."),)), ListItem((p("Fourth."),))),
                    ordered=True,
                    start=3,
                ),
                DispQuote(
                    (
                        p(
                            "A block quotation of some length, set apart from the text because it is somebody else's and because it is long enough to deserve a place of its own."
                        ),
                    ),
                    attrib=t("A. Binder, Letters"),
                ),
                DispQuote(
                    (p("Not more confidence but a better memory."),), kind="pullquote", attrib=t("The author")
                ),
                DispQuote((p("Habent sua fata libelli."),), kind="epigraph", attrib=t("Terentianus Maurus")),
                VerseGroup((t("The page was whole when it was read,"), t("the reader wholly torn instead."))),
                Section(
                    "sec-1-1",
                    t("A lower heading"),
                    (
                        p("Code may stand in a text:"),
                        Preformat("def join(a, b):\n    return a + b  # no hyphen", "python"),
                        Section(
                            "sec-1-1-1", t("A heading of the third order"), (p(PROSE[0]),), label="1.1.1"
                        ),
                    ),
                    label="1.1",
                ),
            ),
            label="1",
        ),
        Section(
            "sec-2",
            t("The count"),
            (
                p(PROSE[1]),
                Figure(
                    "fig-1",
                    "Figure 1",
                    t("Losses rise and fall."),
                    "losses.svg",
                    "A line that rises, falls and rises",
                    credit=t("Drawing: C. Dizgici"),
                    source=t("Source: own count"),
                ),
                Figure("fig-2", "Figure 2", t("A picture that nobody has described."), "grey.png"),
                Figure(
                    "fig-3",
                    "Figure 3",
                    t("A picture that the source has lost."),
                    permission=Permission(holder="The Archive", year="1999"),
                ),
                DispFormula(r"S = \sum_{i} \alpha_i \times 10^{-3}", "eq-1", "(1)"),
                DispFormula(r"\frac{a}{b}", "eq-2", "(2)"),
                table(3),
            ),
            label="2",
        ),
    )
    meta = ArticleMeta(
        title=(Text("Every Kind of Damage: A Study of "), Italic(t("Errata"))),
        subtitle=t("With a table, figures and a note"),
        language="en",
        contributors=(
            Contributor(
                "Ada Binder",
                "Binder",
                "Ada",
                orcid="0000-0002-1825-0097",
                email="ada@example.org",
                affiliations=("aff1",),
                corresponding=True,
                biography=t("She mends books."),
                roles=("binder",),
            ),
            Contributor(
                "Cem Dizgici", "Dizgici", "Cem", email="cem@example.org", affiliations=("aff1", "aff2")
            ),
        ),
        affiliations=(
            Affiliation("aff1", "School of Mending, University of Lincoln, UK"),
            Affiliation("aff2", "Dizgi Enstitüsü, İstanbul, Türkiye"),
        ),
        standfirst=t(
            "What comes apart on the way from the manuscript to the page, and what can be done about it."
        ),
        abstract=(p(PROSE[0] + PROSE[2]),),
        keywords=("damage", "repair", "collation", "errata"),
        translations=(
            Translation("de", t("Jede Art von Schaden"), (), (p("Kurz gesagt."),), ("Schaden", "Mangel")),
        ),
        doi="10.1234/jmt.7",
        running_title="Every Kind of Damage",
        history=History("2023-11-02", "", "2024-03", "2024-05-01"),
        permission=Permission("CC-BY-4.0", "The authors", "2024"),
        original=OriginalPublication(
            journal="Mending Quarterly",
            volume="12",
            issue="3",
            first_page="45",
            last_page="67",
            date="2020",
            doi="10.9999/mq.12.3",
            issn="9876-5432",
        ),
    )
    references = (
        Reference(
            "binder1998",
            "Binder, A. (1998). Mend ing.",
            (
                Text("Binder, A. (1998). "),
                Italic(t("Mending: A history of the torn page")),
                Text(
                    ". Lincoln: The Mending Press. https://example.org/books/binder/1998/mending-a-history_of.the-torn-page.html"
                ),
            ),
            CslItem(type="book"),
        ),
        Reference(
            "dizgici2004",
            "Dizgici, C. (2004). Kayıp satırlar.",
            t("Dizgici, C. (2004). Kayıp satırlar. Dizgi Dergisi, 4(1), 1–20."),
        ),
        Reference("raw2001", "Raw, R. (2001). Only the raw string is known.", ()),
    )
    return Article(
        "every-node",
        Document(
            meta,
            body,
            (
                Footnote(
                    "n1",
                    "1",
                    (
                        p(
                            "The text of the note, with ",
                            Italic(t("emphasis")),
                            " and https://example.org/note.",
                        ),
                    ),
                ),
                Footnote("n2", "2", ()),
                Footnote("n3", "*", (p("A note that nothing calls."), p("Its second paragraph."))),
            ),
            references,
            t("Works cited"),
            (Section("ack", t("Acknowledgements"), (p("Thanks to the binders."),)),),
        ),
        (("grey.png", png()), ("losses.svg", SVG)),
    )


def long_article(paragraphs: int = 14, name: str = "long-road") -> Article:
    """Prose over several pages with a table that breaks."""
    parts = prose(paragraphs)
    third = paragraphs // 3
    noted = p(PROSE[0], NoteRef("a"), " ", PROSE[1], NoteRef("b"), " ", PROSE[2])
    body: Blocks = (
        *parts[:2],
        Section("one", t("Where the pages went"), (*parts[2:third], noted)),
        Section(
            "two",
            t("A table of considerable length"),
            (*parts[third : 2 * third], table(40), *parts[2 * third :]),
        ),
        Section("three", t("What remains"), (p(PROSE[2]),)),
    )
    return Article(
        name,
        Document(
            ArticleMeta(
                title=t("The Long Road of a Short Text through Many Hands"),
                contributors=(Contributor("Mira Novak"),),
                affiliations=(Affiliation("x", "Institute of Lost Lines"),),
                abstract=(p(PROSE[1]),),
                keywords=("transmission", "loss"),
            ),
            body,
            (
                Footnote(
                    "a",
                    "1",
                    (
                        p(
                            "A first note of ordinary length, long enough to run over into a second line at the foot of the page."
                        ),
                    ),
                ),
                Footnote("b", "2", (p("Short."),)),
            ),
            tuple(
                Reference(
                    f"r{n}",
                    "",
                    t(
                        f"Novak, M. ({1990 + n}). An entry of the list that is long enough to show its hanging indent on the second line. Journal of Lines, {n}(1), 1–{n + 9}."
                    ),
                )
                for n in range(12)
            ),
        ),
    )
