"""House rules of archives for JATS that no DTD can say, after the style checker of PubMed Central.

https://www.ncbi.nlm.nih.gov/pmc/pmcdoc/tagging-guidelines/article/style.html. What an archive refuses is an
error; what only an editor can supply (an ISSN, a picture) is a warning, because the article does not have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.base import Checked
from docforge.validate.dtd import parse_xml
from docforge.validate.jats_place import near
from docforge.validate.names import JATS_STYLE

CHECKER = JATS_STYLE
VERSION = "1"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
XLINK = "{http://www.w3.org/1999/xlink}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DOI_RE = re.compile(r"10\.\d{4,9}/[^\s<>\"]+")
ORCID_RE = re.compile(r"https://orcid\.org/(?:\d{4}-){3}\d{3}[\dX]")
ISSN_RE = re.compile(r"\d{4}-\d{3}[\dX]")
LANGUAGE_RE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# Elements that say something by being there, or by their attributes alone.
MAY_BE_EMPTY = frozenset(
    """
    break hr col target xref count fig-count table-count equation-count ref-count page-count word-count
    graphic inline-graphic media inline-media milestone-start milestone-end index-term-range-end
    pub-date-not-available td th colgroup etal self-uri supplementary-material anonymous
    inline-supplementary-material related-article related-object
    """.split()
)
# ref-type -> what it may point to (ref-type values of the JATS 1.3 tag library).
POINTS_TO = {
    "aff": ("aff",),
    "app": ("app",),
    "author-notes": ("fn", "corresp"),
    "bibr": ("ref",),
    "boxed-text": ("boxed-text",),
    "corresp": ("corresp",),
    "disp-formula": ("disp-formula", "disp-formula-group"),
    "fig": ("fig", "fig-group"),
    "fn": ("fn",),
    "list": ("list", "list-item"),
    "supplementary-material": ("supplementary-material",),
    "table": ("table-wrap", "table-wrap-group", "table"),
    "table-fn": ("fn",),
}

_Finding = tuple[etree._Element, str, str, Severity]
_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


def check_jats_style(data: bytes, file: str) -> Checked:
    """Check one document; findings are ``invalid-output`` with the line of the file."""
    tree, _ = parse_xml(data, file)
    if tree is None or tree.docinfo.root_name != "article":
        return Checked(CHECKER, VERSION, file, False, "It is no JATS article that can be read.")
    root = tree.getroot()
    found: dict[tuple[str, str], list[_Finding]] = {}
    for rule in RULES:
        for finding in rule(root):
            found.setdefault(finding[1:3], []).append(finding)
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(_told(found, file)))


def _told(found: dict[tuple[str, str], list[_Finding]], file: str) -> Iterator[Diagnostic]:
    for (message, remedy), places in found.items():
        element, _, _, severity = places[0]
        more = f" ({len(places)} places; the first is shown)" if len(places) > 1 else ""
        where = f"{file}:{element.sourceline}" if element.sourceline else file
        yield diagnostic(
            "invalid-output",
            f"archives: {message}{more}.{near(element)}",
            hint=remedy,
            where=where,
            severity=severity,
        )


def _empty(root: etree._Element) -> Iterator[_Finding]:
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if name.startswith("{") or name in MAY_BE_EMPTY or len(element) or (element.text or "").strip():
            continue
        if name == "title" and (parent := element.getparent()) is not None and parent.tag == "sec":
            hint = "Text behind a section stands in one without a heading: give it a heading in article.md."
            yield element, "a section has no heading", hint, _WARNING
        elif name == "article-title":
            yield element, "the article has no title", "Set title in article.toml.", _ERROR
        else:
            yield element, f"<{name}> is empty", "Fill it in article.md, or take it out.", _ERROR


def _ids(root: etree._Element) -> Iterator[_Finding]:
    counted = Counter(e.get("id") for e in root.iter(etree.Element) if e.get("id"))
    for element in root.iter(etree.Element):
        if counted[element.get("id")] > 1:
            yield element, f"the id {element.get('id')!r} is given twice", "Rename one in article.md.", _ERROR
    for tag in (f"{MATHML}math", "ref", "fn", "aff", "fig", "table-wrap"):
        for element in root.iter(tag):
            if not element.get("id") and not (tag == "aff" and len(root.findall(".//aff")) == 1):
                shown = tag.rpartition("}")[2]
                yield element, f"<{shown}> has no id", "Give it an id in article.md.", _WARNING


def _pointers(root: etree._Element) -> Iterator[_Finding]:
    known = {str(e.get("id")): e for e in root.iter(etree.Element) if e.get("id")}
    pointed: set[str] = set()
    for element in root.iter("xref"):
        for rid in (element.get("rid") or "").split():
            pointed.add(rid)
            target, kind = known.get(rid), str(element.get("ref-type"))
            if target is None:
                message = f"a link points to {rid!r}, which is not there"
                yield element, message, "Correct the link in article.md.", _ERROR
            elif kind in POINTS_TO and target.tag not in POINTS_TO[kind]:
                message = f"a link of the kind {kind!r} points to <{target.tag!s}>"
                yield element, message, "Correct the link in article.md.", _ERROR
    for note in root.iterfind(".//back//fn"):
        if note.get("id") not in pointed:
            hint = "Set its mark in article.md, or take the note into the text."
            yield note, "no mark in the text points to a note", hint, _WARNING


def _journal(root: etree._Element) -> Iterator[_Finding]:
    for issn in root.iterfind("front/journal-meta/issn"):
        value = (issn.text or "").strip()
        hint = "Set issn_print or issn_electronic in edition.toml."
        if issn.get("specific-use") == "not-assigned":
            yield issn, "the journal has no ISSN", hint, Severity.INFO
            continue
        if not ISSN_RE.fullmatch(value) or not _issn_holds(value):
            yield issn, f"{value!r} is no ISSN", hint, _ERROR
        if not (issn.get("pub-type") or issn.get("publication-format")):
            yield issn, "an ISSN does not say whether it is of print or of the electronic form", hint, _ERROR
    if root.find("front/journal-meta//journal-title") is None:
        yield root, "no journal is named", "Set journal in edition.toml.", _WARNING
    if root.find("front/article-meta/pub-date") is None:
        yield root, "there is no date of publication", "Set date in edition.toml.", _WARNING


def _issn_holds(issn: str) -> bool:
    """Whether the check digit is right (ISO 3297)."""
    digits = issn.replace("-", "")
    total = sum(int(d) * (8 - n) for n, d in enumerate(digits[:7]))
    return digits[7] == "0123456789X"[-total % 11]


def _identifiers(root: etree._Element) -> Iterator[_Finding]:
    for element in root.iter("article-id", "pub-id", "object-id"):
        value = (element.text or "").strip()
        if element.get("pub-id-type") == "doi" and not DOI_RE.fullmatch(value):
            hint = "Write it without address or “doi:”, in article.toml or references.json."
            grave = _ERROR if element.tag == "article-id" else _WARNING
            yield element, f"{value!r} is no DOI", hint, grave
    for element in root.iter("related-article"):
        href = element.get(f"{XLINK}href") or ""
        if element.get("ext-link-type") == "doi" and not DOI_RE.fullmatch(href):
            yield element, f"{href!r} is no DOI", "Correct doi under [original] in article.toml.", _ERROR
    for element in root.iter("contrib-id"):
        value = (element.text or "").strip()
        if element.get("contrib-id-type") == "orcid" and not ORCID_RE.fullmatch(value):
            yield element, f"{value!r} is no ORCID as an address", "Correct orcid in article.toml.", _ERROR
    for element in root.iter("country"):
        code = element.get("country")
        if not code or not re.fullmatch("[A-Z]{2}", code):
            hint = "Write the country's English name, in article.toml or article.md."
            yield element, f"the country {element.text!r} has no code of two letters", hint, _WARNING


def _languages(root: etree._Element) -> Iterator[_Finding]:
    if not root.get(LANG):
        yield root, "the article does not say its language", "Set language in article.toml.", _ERROR
    for element in root.iter(etree.Element):
        code = element.get(LANG)
        if code == "und":
            hint = "Give its language in article.md."
            yield element, "a translation does not say its language", hint, _WARNING
        elif code and not LANGUAGE_RE.fullmatch(code):
            yield element, f"{code!r} is no code of a language", "Set it as BCP 47 has it (“en”).", _ERROR


def _floats(root: etree._Element) -> Iterator[_Finding]:
    for figure in root.iterfind(".//fig[@specific-use='image-missing']"):
        hint = "Put the picture into figures/ and name it at the figure in article.md."
        yield figure, "a figure has no picture; an empty frame stands for it", hint, _WARNING
    for alt in root.iterfind(".//graphic/alt-text[@specific-use='missing']"):
        above = next(alt.iterancestors("fig"), None)
        if above is None or above.get("specific-use") != "image-missing":
            hint = 'Write alt="..." at the figure in article.md; if it says nothing, mark it as decorative.'
            yield alt, "a picture has no description", hint, _WARNING


RULES: tuple[Callable[[etree._Element], Iterator[_Finding]], ...] = (
    _empty,
    _ids,
    _pointers,
    _journal,
    _identifiers,
    _languages,
    _floats,
)
