"""Checks a written PDF against what a published one must have.

Our own rules after PDF/UA-1 (ISO 14289-1), the Matterhorn Protocol 1.1
(https://pdfa.org/resource/the-matterhorn-protocol/) and what print asks for: it is no full PDF/UA validator,
and what a person must judge (is the reading order right, does a description describe) it cannot.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.base import Checked
from docforge.validate.pdf_bound import Look
from docforge.validate.pdf_glyphs import Glyphs
from docforge.validate.pdf_text import words_near
from docforge.validate.remedies import remedy_of

CHECKER = "docforge PDF checks"
VERSION = "1"
LEFT_OUT = "All rules of PDF/UA-1 and PDF/A-3a are checked by veraPDF, which docforge check runs."
HEADINGS = frozenset({"/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
FORBIDDEN_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
    }
)
_DEPTH = 8


@dataclass
class _Findings:
    file: str
    found: list[Diagnostic]

    def wrong(self, what: str, hint: str = "") -> None:
        told = hint or remedy_of(what)
        self.found.append(diagnostic("invalid-output", f"{self.file}: {what}", hint=told, where=self.file))


def check_pdf(data: bytes, file: str, seen: Container[str] = ()) -> Checked:
    """Check a PDF file's bytes; ``file`` names it in messages. Every finding is an ``invalid-output``.

    ``seen`` has the looks of pages that show every glyph: they are not read again.
    """
    to = _Findings(file, [])
    try:
        pdf = Pdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        to.wrong(f"the file is not a readable PDF ({error}).")
    else:
        with pdf:
            _check_identity(pdf, to)
            _check_structure(pdf, to)
            _check_objects(pdf, to)
            _check_links(pdf, to)
            _check_glyphs(pdf, to, seen)
    return Checked(CHECKER, VERSION, file, True, LEFT_OUT, tuple(to.found))


def _check_identity(pdf: Pdf, to: _Findings) -> None:
    """Marker, title and language (Matterhorn 06, 07, 11)."""
    metadata = pdf.open_metadata()
    if str(metadata.get("pdfuaid:part", "")) != "1":
        to.wrong("the metadata do not say PDF/UA-1 (pdfuaid:part).")
    if (str(metadata.get("pdfaid:part", "")), str(metadata.get("pdfaid:conformance", ""))) != ("3", "A"):
        to.wrong("the metadata do not say PDF/A-3a (pdfaid:part, pdfaid:conformance).")
    if not len(pdf.Root.get(Name.OutputIntents, Array())):
        to.wrong("the document does not say what its colours mean (OutputIntents).")
    if not str(metadata.get("dc:title", "")).strip():
        to.wrong("the metadata have no title (dc:title).", "Give the article or the edition a title.")
    preferences = pdf.Root.get(Name.ViewerPreferences, Dictionary())
    if not _is_true(preferences.get(Name.DisplayDocTitle)):
        to.wrong("the window would show the file name and not the title (DisplayDocTitle).")
    if not str(pdf.Root.get(Name.Lang, "")).strip():
        to.wrong("the document has no language (Lang).", "Set the language of the article or the edition.")


def _is_true(value: object) -> bool:
    """A PDF boolean, which pikepdf gives as Python's."""
    return value is True


def _check_structure(pdf: Pdf, to: _Findings) -> None:
    """Tags, alternative texts and the outline (Matterhorn 01, 09, 13)."""
    if not _is_true(pdf.Root.get(Name.MarkInfo, Dictionary()).get(Name.Marked)):
        to.wrong("the document is not marked as tagged (MarkInfo).")
    tree = pdf.Root.get(Name.StructTreeRoot)
    if tree is None or Name.K not in tree or Name.ParentTree not in tree:
        to.wrong("the document has no structure tree.")
        return
    kinds: dict[str, int] = {}
    untold: list[Any] = []
    for node in _structure(tree):
        kind = str(node.get(Name.S, ""))
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "/Figure" and not str(node.get(Name.Alt, "")) and Name.ActualText not in node:
            untold.append(node)
    if untold:
        words = words_near(pdf, untold[0])
        near = f" Near: “{words}”." if words else ""
        to.wrong(
            f"{len(untold)} pictures have neither alternative text nor a word that it is missing.{near}",
            'Write what each picture shows as alt="..." of the figure in article.md.',
        )
    if HEADINGS & kinds.keys() and Name.First not in pdf.Root.get(Name.Outlines, Dictionary()):
        to.wrong("the document has headings but no outline.")


def _structure(root: Any) -> Iterator[Any]:
    """All structure elements, without recursion: trees of books are deep."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        kids = node.get(Name.K)
        for kid in kids if isinstance(kids, Array) else (kids,):
            if isinstance(kid, Dictionary) and Name.S in kid:
                yield kid
                waiting.append(kid)


def _check_objects(pdf: Pdf, to: _Findings) -> None:
    """Fonts embedded, pictures not smoothed, nothing that runs or reaches out."""
    if Name.JavaScript in pdf.Root.get(Name.Names, Dictionary()):
        to.wrong("the document carries JavaScript.")
    for thing in pdf.objects:
        for part in _parts(thing, 0):
            _check_dictionary(part, to)


def _parts(thing: Any, depth: int) -> Iterator[Any]:
    """Dictionaries in one indirect object; what it points to is visited as an object of its own."""
    if depth > _DEPTH:
        return
    if isinstance(thing, Dictionary | Stream):
        yield thing
        values = [value for _, value in thing.items()]
    elif isinstance(thing, Array):
        values = list(thing)
    else:
        return
    for value in values:
        if isinstance(value, Dictionary | Array | Stream) and not value.is_indirect:
            yield from _parts(value, depth + 1)


def _check_dictionary(part: Any, to: _Findings) -> None:
    kind, action = str(part.get(Name.Type, "")), str(part.get(Name.S, ""))
    if kind == "/Font":
        _check_font(part, to)
    if _is_true(part.get(Name.Interpolate)):
        to.wrong("a picture asks to be smoothed (Interpolate).")
    if action in FORBIDDEN_ACTIONS and (kind in ("", "/Action")):
        to.wrong(f"the document has an action that runs or opens something ({action[1:]}).")
    if action == "/URI" and str(part.get(Name.URI, "")).lower().startswith(("file:", "javascript:", "data:")):
        to.wrong(f"a link points to {str(part.URI)[:80]!r}.")


def _check_font(font: Any, to: _Findings) -> None:
    subtype = str(font.get(Name.Subtype, ""))
    if subtype in ("/Type0", "/Type3"):
        return  # a Type0 font's descendant is checked itself; a Type3 font is drawn in the file
    descriptor = font.get(Name.FontDescriptor, Dictionary())
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        to.wrong(f"the font {str(font.get(Name.BaseFont, '?'))[1:]} is not embedded.")
    if Name.ToUnicode not in font and subtype not in ("/CIDFontType0", "/CIDFontType2"):
        to.wrong(f"the font {str(font.get(Name.BaseFont, '?'))[1:]} does not say its characters (ToUnicode).")


def _check_links(pdf: Pdf, to: _Findings) -> None:
    """Link annotations are in the structure, say what they are, and lead somewhere (Matterhorn 28)."""
    names = _destinations(pdf)
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get(Name.Annots, Array())
        if len(annotations) and page.obj.get(Name.Tabs) != Name.S:
            to.wrong(f"page {number} does not order its links by structure (Tabs).")
        for annotation in annotations:
            if annotation.get(Name.Subtype) != Name.Link:
                continue
            if Name.StructParent not in annotation:
                to.wrong(f"page {number}: a link is not in the structure (StructParent).")
            if not str(annotation.get(Name.Contents, "")):
                to.wrong(f"page {number}: a link has no description (Contents).")
            target = annotation.get(Name.Dest)
            if isinstance(target, pikepdf.String) and bytes(target) not in names:
                to.wrong(f"page {number}: a link points to {str(target)!r}, which is not in the file.")


def _destinations(pdf: Pdf) -> set[bytes]:
    """All named destinations (ISO 32000-1, 12.3.2.3)."""
    names: set[bytes] = set()
    waiting = [pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests, Dictionary())]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get(Name.Kids, Array()))
        names.update(bytes(name) for name in list(node.get(Name.Names, Array()))[::2])
    return names


def _check_glyphs(pdf: Pdf, to: _Findings, seen: Container[str]) -> None:
    """No character shown as the box that fonts have for what they lack."""
    glyphs, look = Glyphs(), Look()
    for number, page in enumerate(pdf.pages, 1):
        if seen and look.of(page) in seen:
            continue
        missing = glyphs.missing_on(page)
        for font, count in sorted(missing.items()):
            to.wrong(
                f"page {number}: {count} characters have no glyph in the font {font}.",
                "The message glyph-missing names the characters.",
            )
