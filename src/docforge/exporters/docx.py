"""Article -> ``article.docx``: pandoc (``--sandbox``) writes it from the document as JSON.

What docforge adds to the article's own words ("Abstract", "[image not in the source]") has the character
style "Added", and formulas have "Formula", so that a person or a program can tell them apart. The zip is
packed anew: the same article gives the same bytes.

Office Open XML: https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import OutputError
from docforge.exporters.base import Exported
from docforge.exporters.details import kind_name
from docforge.exporters.docx_styles import with_looks
from docforge.exporters.html_context import FORBIDDEN_RE
from docforge.exporters.pandoc_json import pandoc_json
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta
from docforge.model.text import inline_text
from docforge.pandoc import run_pandoc

FILE = "article.docx"
_SECONDS = 120
_BAD_FORMULA_RE = re.compile(r"Could not convert TeX math (.*?), rendering as TeX", re.DOTALL)
# Pandoc gives the address of a picture as its description a second time; ours is the picture itself.
_ADDRESS_RE = re.compile(rb'(<pic:cNvPr )descr="data:[^"]*" ')
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"


def write_docx(article: Article, edition: EditionMeta) -> Exported:
    """The article as a Word file.

    Out: ``article.docx``; ``not-rendered`` for pictures that Word cannot show and formulas left as TeX,
    ``link-broken`` and ``resource-refused`` for links that lead nowhere. Raises MissingToolError without
    pandoc, OutputError where pandoc fails.
    """
    text, found = pandoc_json(article, edition)
    packed, said = _pandoc(text.encode("utf-8"))
    data = _repack(packed, _core_properties(article.document.meta))
    return Exported({FILE: data}, (*found, *_bad_formulas(said, article.id)))


def _pandoc(document: bytes) -> tuple[bytes, str]:
    """The Word file, and what pandoc had to say."""
    try:
        done = run_pandoc(["-f", "json", "-t", "docx", "-o", "-"], document, _SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OutputError(
            f"pandoc did not finish the Word file in {_SECONDS} seconds", "Try again."
        ) from error
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode:
        last = said.strip().splitlines() or ["no message"]
        raise OutputError(f"pandoc could not write the Word file: {last[-1]}", "Please report this.")
    return done.stdout, said


def _bad_formulas(said: str, article: str) -> tuple[Diagnostic, ...]:
    return tuple(
        diagnostic("not-rendered", f"The formula {tex!r} is shown as its TeX source.", where=article)
        for tex in dict.fromkeys(_BAD_FORMULA_RE.findall(said))
    )


def _repack(packed: bytes, core: bytes) -> bytes:
    """The same parts in a fixed order, with our own properties: no hour of making, and the title known."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as box, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers expect the list of content types first.
        for name in sorted(box.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            content = core if name == "docProps/core.xml" else box.read(name)
            if name == "word/document.xml":
                content = _ADDRESS_RE.sub(rb"\1", content)
                # Notes count through the article; pandoc lets them begin anew with each section.
                content = content.replace(
                    b'<w:numRestart w:val="eachSect"', b'<w:numRestart w:val="continuous"'
                )
            elif name == "word/styles.xml":
                content = with_looks(content)
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()


def _core_properties(meta: ArticleMeta) -> bytes:
    """Title, people, keywords, language and kind (ECMA-376 part 2, core properties)."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for space, name, value in (
        (_DC, "title", " ".join(inline_text(meta.title).split())),
        (_DC, "creator", "; ".join(person.name for person in meta.contributors)),
        (_CORE, "keywords", ", ".join(meta.keywords)),
        (_CORE, "category", kind_name(meta.kind)),
        (_DC, "language", meta.language),
    ):
        if value:
            etree.SubElement(root, f"{{{space}}}{name}").text = FORBIDDEN_RE.sub("", value)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
