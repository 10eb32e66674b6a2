"""Names planted where they leak from: each plant has an author of its own, so that each can be told apart."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace

import pikepdf

from docforge.model.deposit import Record, Supplement
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Contributor, Document, Reference, Translation
from docforge.model.nodes import (
    Block,
    Cell,
    Cite,
    CiteItem,
    DispFormula,
    DispQuote,
    ExtLink,
    Figure,
    Footnote,
    Inlines,
    Italic,
    List,
    ListItem,
    Monospace,
    NoteRef,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
    VerseGroup,
)
from docforge.submission.facts import Facts

# What the anonymiser takes out, and what the scan refuses because it may not be rewritten.
REMOVED = (
    "title subtitle abstract keyword paragraph mail orcid heading item cell table-caption table-note caption "
    "alt credit note attrib listing verse monospace translation translated-title acknowledgement funding "
    "mailto href orcid-link picture-name png-text png-packed png-xmp jpeg-exif jpeg-comment gif-comment "
    "svg-metadata svg-comment svg-editor supplement-name docx-core docx-tracked docx-comment pdf-info "
    "pdf-xmp pdf-note path standfirst entity"
).split()
REFUSED = (
    "split-by-markup formula entry citation svg-text csv utf-16 docx-text docx-split pdf-text zip-in-zip"
).split()
ALL = (*REMOVED, *REFUSED)


@dataclass(frozen=True)
class Plant:
    place: str
    given: str
    family: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def mail(self) -> str:
        return f"{self.family.lower()}@lab.example"


def _plant(number: int, place: str) -> Plant:
    family = f"V{'aeiou'[number % 5]}{'bcdfgklmnprstvz'[number // 5]}onsky"
    return Plant(place, f"Qu{'aeiou'[number // 5 % 5]}n{'bdfgk'[number % 5]}a", family)


PLANTS = {place: _plant(number, place) for number, place in enumerate(ALL)}
ORCID = "0000-0001-5109-3700"


def t(value: str) -> Inlines:
    return (Text(value),)


def planted(places: tuple[str, ...] | list[str]) -> Facts:
    """An article with a plant in each of the places; what is looked for is all their names."""
    name = {place: PLANTS[place].name if place in places else "nobody" for place in ALL}
    people = tuple(
        Contributor(
            plant.name,
            plant.family,
            plant.given,
            ORCID if plant.place in ("orcid", "orcid-link") else "",
            plant.mail,
        )
        for plant in PLANTS.values()
        if plant.place in places
    )
    meta = ArticleMeta(
        title=t(f"On {name['title']}"),
        subtitle=t(f"By {name['subtitle']}"),
        contributors=people,
        standfirst=t(f"As {name['standfirst']} saw it."),
        abstract=(Paragraph(t(f"Here {name['abstract']} says it.")),),
        keywords=("one", name["keyword"]),
        translations=(
            Translation(
                "de", t(name["translated-title"]), (), (Paragraph(t(f"Von {name['translation']}.")),)
            ),
        ),
    )
    reference = Reference("r", "", t(f"{name['entry']} (2001). A work."))
    document = Document(
        meta,
        (*_body(name, places), *_links(places)),
        (Footnote("n1", "1", (Paragraph(t(f"See {name['note']}.")),)),),
        (reference,),
        back=(
            Section("ack", t("Acknowledgements"), (Paragraph(t(f"I thank {name['acknowledgement']}.")),)),
            Section("fund", t("Funding"), (Paragraph(t(f"Paid for {name['funding']}.")),)),
        ),
    )
    pictures = {
        f"figures/{name['picture-name'].replace(' ', '-')}.png": png(name),
        "figures/b.jpg": jpeg(name),
        "figures/c.gif": gif(name),
        "figures/d.svg": svg(name),
    }
    article = Article("a", document, tuple(sorted(pictures.items())))
    return Facts(article, EditionMeta(), Record("the authors send it", supplements=_supplements(name)))


def _body(name: dict[str, str], places: tuple[str, ...] | list[str]) -> tuple[Block, ...]:
    given, _, family = name["split-by-markup"].partition(" ")
    cite = Cite((CiteItem("r", name["citation"]),))
    return (
        Section("s1", t(f"What {name['heading']} did"), ()),
        Paragraph((Text(f"It was {name['paragraph']} who did it, "), cite, NoteRef("n1"), Text("."))),
        Paragraph(t(f"Write to {PLANTS['mail'].mail if 'mail' in places else 'us'}.")),
        Paragraph(t(f"The number {ORCID if 'orcid' in places else 'one'}.")),
        Paragraph((Monospace(f"run {name['monospace']}"),)),
        Paragraph((Text(f"{given} "), Italic(t(family)), Text(" again."))),
        Paragraph(t(name["entity"].replace(" ", "\u00a0"))),
        List((ListItem((Paragraph(t(name["item"])),)),)),
        TableWrap("t1", "Table 1", t(name["table-caption"]), (), ((Cell(t(name["cell"])),),), (),
                  (t(name["table-note"]),)),
        Figure("f1", "Figure 1", t(name["caption"]), _first(name), name["alt"], t(f"By {name['credit']}")),
        DispQuote((Paragraph(t("Mend it.")),), attrib=t(name["attrib"])),
        Preformat(f"author = {name['listing']}"),
        Preformat(f"cd /home/{PLANTS['path'].family.lower()}/work" if "path" in places else "cd"),
        VerseGroup((t(f"Oh {name['verse']}"),)),
        DispFormula(rf"x = \text{{{name['formula']}}}", "e1", ""),
    )  # fmt: skip


def _first(name: dict[str, str]) -> str:
    return f"figures/{name['picture-name'].replace(' ', '-')}.png"


def _links(places: tuple[str, ...] | list[str]) -> tuple[Block, ...]:
    made = []
    for place, href in (
        ("mailto", f"mailto:{PLANTS['mailto'].mail}"),
        ("href", f"https://x.example/?by={PLANTS['href'].name.replace(' ', '+')}&m={PLANTS['href'].mail}"),
        ("orcid-link", f"https://orcid.org/{ORCID}"),
    ):
        if place in places:
            made.append(Paragraph((ExtLink(href, t("here")),)))
    return tuple(made)


# ---------------------------------------------------------------- files


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(name: dict[str, str]) -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    packed = b"Comment\0\0" + zlib.compress(name["png-packed"].encode())
    xmp = b"XML:com.adobe.xmp\0\0\0\0\0" + f"<x>{name['png-xmp']}</x>".encode()
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"tEXt", b"Author\0" + name["png-text"].encode())
        + _chunk(b"zTXt", packed)
        + _chunk(b"iTXt", xmp)
        + _chunk(b"IDAT", zlib.compress(b"\0\0"))
        + _chunk(b"IEND", b"")
    )


def jpeg(name: dict[str, str]) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    picture = Image.new("L", (8, 8))
    exif = Image.Exif()
    exif[0x013B] = name["jpeg-exif"]
    picture.save(out, "JPEG", exif=exif, comment=name["jpeg-comment"].encode())
    return out.getvalue()


def gif(name: dict[str, str]) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("P", (2, 2)).save(out, "GIF", comment=name["gif-comment"].encode())
    return out.getvalue()


def svg(name: dict[str, str]) -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:s="http://s.example" width="9" height="9" '
        f's:docname="{name["svg-editor"]}"><metadata>{name["svg-metadata"]}</metadata>'
        f"<!-- {name['svg-comment']} --><text>{name['svg-text']}</text></svg>"
    ).encode()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(name: dict[str, str]) -> bytes:
    given, _, family = name["docx-split"].partition(" ")
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/comments.xml" ContentType="x"/></Types>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://c.example" xmlns:dc="http://d.example">'
        f"<dc:creator>{name['docx-core']}</dc:creator></cp:coreProperties>",
        "word/comments.xml": f'<w:comments {W}><w:comment w:author="{name["docx-comment"]}"/></w:comments>',
        "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>{name['docx-text']}</w:t></w:r>"
        f'<w:ins w:author="{name["docx-tracked"]}"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
        f"<w:p><w:r><w:t>{given} {family[:3]}</w:t></w:r><w:r><w:t>{family[3:]}</w:t></w:r></w:p>"
        "</w:body></w:document>",
    }
    return zipped({key: value.encode() for key, value in parts.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in files.items():
            archive.writestr(key, value)
    return out.getvalue()


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:p="http://p.example/"><p:by>{}</p:by></rdf:Description></rdf:RDF>'
    "</x:xmpmeta>"
)


def pdf(name: dict[str, str]) -> bytes:
    out = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    page = made.pages[0]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=name["pdf-note"]
    )
    page.obj.Annots = pikepdf.Array([made.make_indirect(note)])
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    drawn = f"BT /F 9 Tf 20 20 Td ({name['pdf-text']}) Tj ET"
    page.obj.Contents = made.make_stream(drawn.encode())
    made.docinfo["/Author"] = name["pdf-info"]
    made.Root.Metadata = made.make_stream(XMP.format(name["pdf-xmp"]).encode())
    made.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _supplements(name: dict[str, str]) -> tuple[Supplement, ...]:
    files = {
        f"data by {name['supplement-name']}.txt": b"plain",
        "data.csv": f"who,what\n{name['csv']},x\n".encode(),
        "wide.csv": f"who\n{name['utf-16']}\n".encode("utf-16"),
        "more.docx": docx(name),
        "more.pdf": pdf(name),
        "more.zip": zipped({"inner/a.txt": name["zip-in-zip"].encode()}),
    }
    return tuple(Supplement(key, "", value) for key, value in files.items())


def unsigned(facts: Facts) -> Article:
    """The article as it is, but for the authors in its front matter: the anonymiser is switched off."""
    document = facts.article.document
    return replace(facts.article, document=replace(document, meta=replace(document.meta, contributors=())))
