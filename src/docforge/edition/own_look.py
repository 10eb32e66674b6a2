"""What an edition brings to the look of its pages: sheets in ``templates/`` beside edition.toml, and fonts.

A sheet (``templates/journal/page.css``) stands in for ours of the same name. What it names with ``url()``
lies in the edition's folder and is put into the sheet, so that nothing is fetched when pages are made.
"""

from __future__ import annotations

import base64
import posixpath
import re
import subprocess
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docforge.edition.paths import inside, must_stay
from docforge.edition.tomlfile import TomlFile
from docforge.edition.values import Findings
from docforge.errors import ConfigError
from docforge.exporters.pictures import mime_type, safe_picture
from docforge.exporters.theme import COMMON, FACES, SHEETS, themes
from docforge.model.edition import FontFile

FOLDER = "templates"
URL_RE = re.compile(r"""url\(\s*(["']?)(.*?)\1\s*\)""", re.IGNORECASE | re.DOTALL)
SCHEME_RE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
FONT_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2")
OURS = frozenset(f"font:{face.file}" for face in FACES)
# OpenType 1.9, OS/2 fsType: the makers allow no embedding.
NO_EMBEDDING = 0x0002
SECONDS = 20


def read_sheets(root: Path, theme: str, findings: Findings) -> tuple[tuple[str, str], ...]:
    """The edition's own sheets for ``theme``, by their paths below ``templates/``."""
    folder = root / FOLDER
    if not folder.is_dir():
        return ()
    must_stay(root, folder, FOLDER)
    known = {f"{place}/{name}.css" for place in (COMMON, *themes()) for name in SHEETS}
    found = []
    for path in sorted(folder.rglob("*.css")):
        name = path.relative_to(folder).as_posix()
        where = f"{FOLDER}/{name}"
        must_stay(root, path, where)
        if name not in known:
            places = ", ".join(f"{FOLDER}/{place}" for place in (COMMON, *themes()))
            findings.wrong(where, f"this is no sheet of a theme: {', '.join(SHEETS)} in {places}.")
        elif name.startswith((f"{theme}/", f"{COMMON}/")):
            found.append((name, _Sheet(root, where, path, findings).read()))
    return tuple(found)


class _Sheet:
    """One sheet on its way: mistakes are told with file and line."""

    def __init__(self, root: Path, where: str, path: Path, findings: Findings) -> None:
        self.root, self.where, self.path, self.findings = root, where, path, findings

    def wrong(self, line: int, what: str) -> None:
        self.findings.wrong(f"{self.where}, line {line}", what)

    def read(self) -> str:
        """The text, with all that it names in it."""
        import tinycss2  # type: ignore[import-untyped]

        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            self.wrong(data.count(b"\n", 0, error.start) + 1, "this is not UTF-8; save the file as UTF-8.")
            return ""
        places = []
        for node in _nodes(tinycss2.parse_stylesheet(text, skip_comments=True)):
            if node.type == "error":
                self.wrong(node.source_line, f"this is no CSS: {node.message}.")
            elif node.type == "at-rule" and node.lower_at_keyword == "import":
                self.wrong(node.source_line, "a sheet names no other sheet: write the rules here.")
            elif node.type == "url" or (node.type == "function" and node.lower_name in ("url", "src")):
                places.append((node.source_line, node.source_column))
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        for line, column in reversed(places):
            at = starts[line - 1] + column - 1
            if found := URL_RE.match(text, at):
                text = f'{text[:at]}url("{self.resolve(found[2].strip(), line)}"){text[found.end() :]}'
            else:
                self.wrong(line, "write the name of the file within the brackets of url().")
        return text if text.endswith("\n") else text + "\n"

    def resolve(self, url: str, line: int) -> str:
        """The file that ``url`` names, as a data: address."""
        if url.startswith(("data:image/", "#")) or url in OURS:
            return url.replace('"', "%22")
        if SCHEME_RE.match(url) or url.startswith("//"):
            self.wrong(line, f'"{url[:80]}" is not in the edition, and nothing is fetched from elsewhere.')
            return ""
        place = posixpath.join(posixpath.dirname(self.where), unquote(url))
        path = posixpath.normpath(place)
        if url.startswith("/") or path.startswith(".."):
            self.wrong(line, f'"{url}" leads out of the edition\'s folder.')
            return ""
        file = inside(self.root, self.root, path, f"{self.where}, line {line}: url")
        if not file.is_file():
            self.wrong(line, f'there is no file "{path}".')
            return ""
        data = file.read_bytes()
        kind = "font/otf" if file.suffix.lower() in FONT_SUFFIXES else mime_type(file.name, data)
        usable = data if kind == "font/otf" else safe_picture(file.name, data).data
        if not kind or not usable:
            self.wrong(line, f'"{path}" is neither a picture nor a font that pages can show.')
            return ""
        return f"data:{kind};base64,{base64.b64encode(usable).decode()}"


def _nodes(nodes: Sequence[Any] | None) -> Iterator[Any]:
    """All nodes of a sheet, at-rules and brackets opened."""
    for node in nodes or ():
        yield node
        for part in ("prelude", "content", "arguments"):
            if node.type not in ("url", "string", "ident"):
                yield from _nodes(getattr(node, part, None))


def read_fonts(root: Path, toml: TomlFile, names: Sequence[str], findings: Findings) -> tuple[FontFile, ...]:
    """The fonts that edition.toml names: files of the edition, or fonts that are installed."""
    where = f"{toml.at('edition.fonts')}: fonts"
    found: list[FontFile] = []
    for name in names:
        try:
            found.append(_font(root, name, len(found) + 1, where))
        except ConfigError as error:
            findings.mistakes.append(f"{error.message} {error.hint}".strip())
    return tuple(found)


def _font(root: Path, name: str, number: int, where: str) -> FontFile:
    if "/" in name or name.lower().endswith(FONT_SUFFIXES):
        path, index = inside(root, root, name, where), 0
        if not path.is_file():
            raise ConfigError(f'{where}: there is no font "{name}" in the edition.', "Put the file there.")
    else:
        path, index = _installed(name, where)
    data = _single(path, index, f'{where}: "{name}"')
    digest = sha256(data).hexdigest()
    return FontFile(name, f"Docforge Own {number}", f"own-{number}-{digest[:12]}.otf", digest, data)


def _installed(name: str, where: str) -> tuple[Path, int]:
    """File of an installed font, and its number there; for an unknown name fontconfig tells another font."""
    form = "--format=%{family}\n%{file}\n%{index}"
    try:
        done = subprocess.run(
            ["fc-match", form, "--", f"{name}:style=Regular"],
            capture_output=True, text=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        families, file, index = done.stdout.split("\n")
    except (OSError, subprocess.SubprocessError, ValueError):
        families, file, index = "", "", "0"
    if name.casefold() not in (family.strip().casefold() for family in families.split(",")):
        raise ConfigError(
            f'{where}: no font "{name}" is installed.',
            "Install it (fc-list shows what there is), or name a font file in the edition's folder.",
        )
    return Path(file), int(index) & 0xFFFF


def _single(path: Path, index: int, what: str) -> bytes:
    """The bytes of one font: of a collection the one with this number. It must allow to be embedded."""
    from fontTools.ttLib import TTFont, TTLibError

    data = path.read_bytes()
    try:
        collection = data[:4] == b"ttcf"
        font = TTFont(BytesIO(data), fontNumber=index if collection else -1, lazy=True, recalcTimestamp=False)
        if not font.getBestCmap():
            raise ConfigError(f"{what} has no letters of Unicode.", "Name another font.")
        if "OS/2" in font and font["OS/2"].fsType & 0x000F == NO_EMBEDDING:
            raise ConfigError(f"{what} may not be embedded, say its makers.", "Name a free font.")
        if not collection:
            return data
        out = BytesIO()
        font.save(out, reorderTables=False)
        return out.getvalue()
    except (TTLibError, OSError, ValueError, KeyError, AssertionError) as error:
        raise ConfigError(
            f"{what} cannot be read as a font.", "Name an OpenType or TrueType file."
        ) from error
