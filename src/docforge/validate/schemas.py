"""Official XML schemas: DOAJ's, which docforge carries, and others out of a folder that the user names.

Schemas whose licence is not stated are never carried. Where one is not there, that is said: not checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.dtd import parse_xml

MOST = 40


@dataclass(frozen=True, slots=True)
class Schema:
    """``root`` is the root element, in its namespace; ``holds`` is a sign that ``file`` is the schema."""

    name: str
    root: str
    file: str
    holds: str
    carried: str = ""


SCHEMAS = (
    Schema(
        "Crossref deposit schema 5.3.1",
        "{http://www.crossref.org/schema/5.3.1}doi_batch",
        "crossref5.3.1.xsd",
        "http://www.crossref.org/schema/5.3.1",
    ),
    Schema("DOAJ article schema 1.3", "records", "doajArticles.xsd", "recordType", "doaj"),
    Schema(
        "DataCite metadata schema 4",
        "{http://datacite.org/schema/kernel-4}resource",
        "metadata.xsd",
        "http://datacite.org/schema/kernel-4",
    ),
    *(
        Schema("OJS native schema", f"{{http://pkp.sfu.ca}}{root}", "native.xsd", "http://pkp.sfu.ca")
        for root in ("issue", "issues", "article", "articles")
    ),
)
BY_ROOT = {schema.root: schema for schema in SCHEMAS}
NAMES_RE = re.compile(r"\{[^}]*\}")
EXPECTED_RE = re.compile(
    r"Element '(?P<name>[^']+)': This element is not expected\."
    r"(?: Expected is (?:one of )?\( (?P<want>.*) \))?"
)
MISSING_RE = re.compile(
    r"Element '(?P<name>[^']+)': Missing child element\(s\)\. Expected is (?:one of )?\( (?P<want>.*) \)"
)
VALUE_RE = re.compile(
    r"Element '(?P<name>[^']+)'(?:, attribute '(?P<attr>[^']+)')?: .*?'(?P<value>[^']*)' is not"
)


def check_schema(data: bytes, file: str, folder: Path | None) -> tuple[Diagnostic, ...]:
    """Check a document by the schema of its root element: ``invalid-output``, or ``not-checked`` and why."""
    tree, refused = parse_xml(data, file)
    if tree is None:
        return refused
    schema = BY_ROOT.get(str(tree.getroot().tag))
    if schema is None:
        return ()
    path = _find(schema, folder)
    if path is None and not schema.carried:
        return (
            diagnostic(
                "not-checked",
                f"{file}: schema: not checked ({schema.name} may not be shipped with docforge).",
                hint="Name a folder that holds it: --schemas FOLDER.",
                where=file,
            ),
        )
    try:
        checker = _carried(schema) if path is None else _load(path)
    except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError) as error:
        message = f"{file}: schema: not checked ({schema.name} cannot be read: {str(error)[:200]})."
        return (diagnostic("not-checked", message, where=file),)
    if checker.validate(tree):
        return ()
    log = list(dict.fromkeys((entry.line, entry.message) for entry in checker.error_log.filter_from_errors()))
    return tuple(
        diagnostic(
            "invalid-output",
            f"{file}: {schema.name}: {plain_message(message)}",
            where=f"{file}:{line}",
        )
        for line, message in log[:MOST]
    )


def plain_message(message: str) -> str:
    """libxml2's words about a schema, in plain ones.

    >>> plain_message("Element 'year': This element is not expected. Expected is ( title ).")
    '<year> stands where it may not; before it belongs: title'
    """
    text = NAMES_RE.sub("", message)
    if match := EXPECTED_RE.match(text):
        want = f"; before it belongs: {match['want']}" if match["want"] else ""
        return f"<{match['name']}> stands where it may not{want}"
    if match := MISSING_RE.match(text):
        return f"<{match['name']}> is not complete; it lacks: {match['want']}"
    if match := VALUE_RE.match(text):
        of = f" of its attribute {match['attr']}" if match["attr"] else ""
        return f'<{match["name"]}>: the value{of} "{match["value"][:80]}" is not allowed'
    return text[:300]


def _find(schema: Schema, folder: Path | None) -> Path | None:
    if folder is None:
        return None
    for path in sorted(folder.rglob(schema.file)):
        if schema.holds in path.read_text("utf-8", "replace")[:20_000]:
            return path
    return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=False)


@lru_cache(maxsize=8)
def _load(path: Path) -> etree.XMLSchema:
    return _schema(path)


@lru_cache(maxsize=2)
def _carried(schema: Schema) -> etree.XMLSchema:
    with as_file(files("docforge") / "data" / "xsd" / schema.carried) as folder:
        return _schema(folder / schema.file)


def _schema(path: Path) -> etree.XMLSchema:
    """A schema with the parts that it names by web addresses taken from the same folder."""
    tree = etree.parse(str(path), _parser())
    for element in tree.iter("{*}import", "{*}include"):
        location = element.get("schemaLocation", "")
        beside = path.absolute().parent / location.rpartition("/")[2]
        if "://" in location and beside.is_file():
            element.set("schemaLocation", beside.as_uri())
    return etree.XMLSchema(tree)
