"""PMC deposits: JATS, PDF, figures and supplements of an article, named as PubMed Central wants them.

https://pmc.ncbi.nlm.nih.gov/pub/filespec/, https://pmc.ncbi.nlm.nih.gov/pmcdoc/tagging-guidelines/article/style.html

One base name for XML and PDF, unique in its volume; figures at their original size and format; the links
in the XML follow the names. The rules are PMC's published ones in our own checks: its style checker decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity
from docforge.submission.checks import check_common, check_journal
from docforge.submission.figures import measure
from docforge.submission.meca import JATS_FILE, PDF_FILE, check_article
from docforge.submission.target import Item, Order, Parts, Target, fault, file_fault
from docforge.submission.xml import clean
from docforge.submission.zipped import media_type
from docforge.validate.dtd import parse_xml
from docforge.validate.jats_style import check_jats_style
from docforge.validate.meca import HREF

FORBIDDEN_RE = re.compile(r"[\s?%#/:]")
FORMATS = frozenset({"tif", "eps", "jpg", "png", "gif", "pdf"})
FEWEST_DOTS = 1000
REGISTER = "PMC"


def base_name(item: Item, order: Order) -> str:
    """ "jmt-4-one": journal, volume, article; no sign that PMC forbids."""
    edition = order.edition
    journal = edition.journal_abbrev or edition.journal
    short = "".join(word[0] for word in re.findall(r"[A-Za-z]+", journal)) if " " in journal else journal
    parts = [short, edition.volume or item.facts.date[0], item.id]
    return re.sub(r"[^a-z0-9-]+", "", "-".join(filter(None, parts)).lower())


def check_deposit(order: Order) -> Iterator[Diagnostic]:
    yield from check_journal(order, REGISTER)
    yield from check_article(order)
    names: dict[str, str] = {}
    for item in order.items:
        yield from check_common(item, REGISTER)
        name = base_name(item, order)
        if name in names:
            yield file_fault(
                item,
                f"{name}.xml",
                f"{names[name]} has the same name.",
                "names are unique in a volume.",
                "Give the article another id.",
            )
        names[name] = item.id
        if PDF_FILE not in item.files:
            yield file_fault(
                item, PDF_FILE, "it is missing.", "an article has its XML and its PDF.", "Build it again."
            )
        if not (order.edition.volume or item.facts.article.elocation_id):
            yield fault(
                item,
                "volume",
                "it is missing.",
                "PMC places an article in a volume.",
                "Give volume under [edition] in edition.toml.",
                "edition.volume",
            )
        yield from _check_figures(item)


def _check_figures(item: Item) -> Iterator[Diagnostic]:
    for name, data in item.facts.article.assets:
        found = measure(name, data)
        if not found.readable:
            yield file_fault(
                item,
                name,
                "it cannot be opened.",
                "figures are pictures that can be opened.",
                "Put a whole file there.",
            )
        elif found.suffix not in FORMATS:
            yield fault(
                item,
                f"figure {name}",
                f"it is {found.suffix}.",
                f"PMC asks for {', '.join(sorted(FORMATS))}.",
                "Export it as TIFF or EPS as well; ask PMC whether it takes this.",
                advice=True,
            )
        elif found.width and found.width < FEWEST_DOTS:
            yield fault(
                item,
                f"figure {name}",
                f"it is {found.width} dots wide.",
                f"PMC asks for the original size; {FEWEST_DOTS} dots are a column at 300 dpi.",
                "Put the original file there, not the one from a web page.",
                advice=True,
            )


def build_deposit(order: Order) -> Parts:
    """One article."""
    (item,) = order.items
    base = base_name(item, order)
    names = {
        name: f"{base}-g{number:03}.{name.rpartition('.')[2].lower()}"
        for number, (name, _) in enumerate(item.facts.article.assets, 1)
    }
    files = {names[name]: data for name, data in item.facts.article.assets}
    about = dict.fromkeys(files, "figure, at its original size")
    extras: list[tuple[str, str]] = []
    for number, extra in enumerate(item.facts.record.supplements, 1):
        if extra.data is not None:
            name = f"{base}-s{number:03}.{extra.file.rpartition('.')[2].lower()}"
            files[name], about[name] = extra.data, extra.title or "supplementary file"
            extras.append((name, extra.title or f"Supplementary file {number}"))
    xml = _with_names(item.files[JATS_FILE], names, extras)
    told = [d for d in check_jats_style(xml, f"{base}.xml").diagnostics if d.severity is not Severity.INFO]
    files |= {f"{base}.xml": xml, f"{base}.pdf": item.files.get(PDF_FILE, b"")}
    about |= {f"{base}.xml": "the article as JATS XML", f"{base}.pdf": "the article to read"}
    wrong = [name for name in files if FORBIDDEN_RE.search(name)]
    told += [
        file_fault(item, name, "its name has a sign that PMC forbids.", "no spaces, ? % # / :", "Rename it.")
        for name in wrong
    ]
    return Parts(files, about, tuple(told))


def _with_names(jats: bytes, names: dict[str, str], extras: list[tuple[str, str]]) -> bytes:
    """The JATS with the deposit's names, and its supplementary files at the end of the text."""
    tree, _ = parse_xml(jats, JATS_FILE)
    if tree is None:
        return jats
    for graphic in tree.iter("graphic", "inline-graphic", "media"):
        href = graphic.get(HREF, "")
        if href in names:
            graphic.set(HREF, names[href])
    body = tree.getroot().find("body")
    if extras and body is not None:
        section = etree.SubElement(body, "sec", {"sec-type": "supplementary-material"})
        etree.SubElement(section, "title").text = "Supplementary material"
        for number, (name, title) in enumerate(extras, 1):
            entry = etree.SubElement(section, "supplementary-material", {"id": f"supplement-{number}"})
            entry.set("content-type", "local-data")
            etree.SubElement(etree.SubElement(entry, "caption"), "p").text = clean(title)
            kind, _, sub = media_type(name).partition("/")
            media = etree.SubElement(entry, "media", {"mimetype": kind, "mime-subtype": sub})
            media.set(HREF, name)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True) + b"\n"


PMC = Target(
    "pmc",
    "PMC deposit: an article for PubMed Central",
    "PMC file specifications and tagging style, in our own checks",
    "JATS and PDF under one name, figures at their original size, supplements; life sciences.",
    "Take README.txt and checksums.sha256 out if PMC asks for bare files; run PMC's style checker too.",
    "deposit",
    False,
    check_deposit,
    build_deposit,
)
