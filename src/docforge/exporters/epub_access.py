"""What a book says of its accessibility (EPUB Accessibility 1.1, https://www.w3.org/TR/epub-a11y-11/).

All of it is computed from the content and claims only what is true of it. Conformance is claimed where a
person is named who vouches for it, and never when a picture lacks its description: a machine cannot judge
what WCAG asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docforge.exporters.epub_content import HEADINGS, Content
from docforge.exporters.html import XHTML
from docforge.exporters.mathml import MATHML
from docforge.model.edition import EditionMeta

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
MATH = f"{{{MATHML}}}math"


@dataclass(frozen=True, slots=True)
class Access:
    """The values of the properties of schema.org, and who vouches for conformance ("": nobody)."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    certifier: str = ""


def access_of(contents: Sequence[Content], edition: EditionMeta) -> Access:
    """What is true of the articles as they stand in the book."""
    images = [e for content in contents for e in content.element.iter(f"{{{XHTML}}}img")]
    told = [image for image in images if image.get("role") != "presentation"]
    undescribed = sum(1 for image in told if not image.get("alt"))
    pages = any(content.pages for content in contents)
    moving = any(
        image.media_type == "image/gif" or b"<animate" in image.data or b"<set" in image.data
        for content in contents
        for image in content.images
    )
    features = ["tableOfContents", "readingOrder", "displayTransformability"]
    if _has(contents, *HEADINGS):
        features.append("structuralNavigation")
    if told and not undescribed:
        features.append("alternativeText")
    if _has(contents, MATH):
        features.append("MathML")
    if pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    return Access(
        ("textual", "visual") if images else ("textual",),
        ("textual,visual",) if undescribed else ("textual",),
        tuple(features),
        ("unknown",) if moving else ("none",),
        " ".join(_summary(contents, len(told), undescribed, pages, moving)),
        "" if undescribed else edition.accessibility_certified_by.strip(),
    )


def _has(contents: Sequence[Content], *tags: str) -> bool:
    return any(True for content in contents for _ in content.element.iter(*tags))


def _summary(
    contents: Sequence[Content], told: int, undescribed: int, pages: bool, moving: bool
) -> list[str]:
    said = ["Text with headings and a table of contents."]
    if any(content.article.document.notes for content in contents):
        said.append("Notes are linked both ways.")
    if any(content.article.document.references for content in contents):
        said.append("Citations lead to the list of references and back where they could be linked.")
    if _has(contents, f"{{{XHTML}}}table"):
        said.append("Tables are marked up as tables.")
    if _has(contents, MATH):
        said.append("Formulas are MathML, with their TeX as text.")
    if undescribed:
        said.append(f"{undescribed} of {told} pictures have no description.")
    elif told:
        said.append("Every picture has a description.")
    if pages:
        said.append("Page numbers are those of the PDF.")
    if moving:
        said.append("Pictures may move.")
    return said
