"""DTDs that docforge carries, and checks against them: no network, no entities of a document's own.

A DTD is parsed once per process. Documents are parsed with entity resolution off; a document that declares
entities is refused, because that is how "billion laughs" and file disclosure work (XML 1.0, section 4.2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.validate.remedies import remedy_of


@dataclass(frozen=True, slots=True)
class DocType:
    """One document type: what a document must say, and the package data that defines it."""

    name: str
    root: str
    public_id: str
    system_id: str
    path: str


JATS = DocType(
    "JATS Publishing 1.3",
    "article",
    "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN",
    "http://jats.nlm.nih.gov/publishing/1.3/JATS-journalpublishing1-3-mathml3.dtd",
    "jats-publishing-1.3/JATS-journalpublishing1-3-mathml3.dtd",
)
MECA_MANIFEST = DocType(
    "MECA manifest 1.0",
    "manifest",
    "-//MECA//DTD Manifest v1.0//en",
    "https://meca.zip/manifest-1.0.dtd",
    "meca-1.0/manifest-1.0.dtd",
)
MECA_TRANSFER = DocType(
    "MECA transfer 1.0",
    "transfer",
    "-//MECA//DTD Transfer v1.0//en",
    "https://meca.zip/transfer-1.0.dtd",
    "meca-1.0/transfer-1.0.dtd",
)

ENTITY_RE = re.compile(rb"<!ENTITY", re.IGNORECASE)
# libxml2's own words, put into ours by ``_plain``.
CONTENT_RE = re.compile(
    r"Element (?P<name>\S+) content does not follow the DTD, expecting (?P<want>.*), got(?P<got>.*)$"
)
NOT_HERE_RE = re.compile(
    r"Element (?P<inner>\S+) is not declared in (?P<outer>\S+) list of possible children"
)
NO_ATTRIBUTE_RE = re.compile(r"No declaration for attribute (?P<attr>\S+) of element (?P<name>\S+)")
NO_ELEMENT_RE = re.compile(r"No declaration for element (?P<name>\S+)")
NEEDED_RE = re.compile(r"Element (?P<name>\S+) does not carry attribute (?P<attr>\S+)")
ID_MESSAGE_RE = re.compile(r"^(IDREFS? attribute|ID \S+ already defined|xml:id)")
LONGEST = 300


@lru_cache(maxsize=8)
def load_dtd(kind: DocType) -> etree.DTD:
    """Parse a carried DTD; its modules stand beside it and are found by their relative names."""
    with as_file(files("docforge") / "data" / "dtd") as folder:
        return etree.DTD(str(folder / kind.path))


@lru_cache(maxsize=8)
def id_attributes(kind: DocType) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """(element, attribute) pairs that are IDs, and those that point to IDs."""
    ids: set[tuple[str, str]] = set()
    refs: set[tuple[str, str]] = set()
    for element in load_dtd(kind).iterelements():
        if element.prefix:
            continue
        for attribute in element.iterattributes():
            pair = (str(element.name), str(attribute.name))
            if attribute.type == "id":
                ids.add(pair)
            elif attribute.type in ("idref", "idrefs"):
                refs.add(pair)
    return frozenset(ids), frozenset(refs)


def parse_xml(data: bytes, file: str) -> tuple[etree._ElementTree | None, tuple[Diagnostic, ...]]:
    """Parse a document from outside: no DTD loaded, no entity expanded, no huge tree.

    None with an ``invalid-output`` error when it is not well-formed or declares entities.
    """
    if ENTITY_RE.search(data):
        return None, (_bad(file, 0, "the document declares entities of its own; that is refused"),)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = (error.msg or "it is empty").strip()
        return None, (_bad(file, error.lineno or 0, f"not well-formed XML: {message}"),)
    except ValueError as error:
        return None, (_bad(file, 0, f"not well-formed XML: {error}"),)
    tree = root.getroottree()
    internal = tree.docinfo.internalDTD
    # UTF-16 and other encodings hide the declaration from the search above.
    if internal is not None and any(True for _ in internal.iterentities()):
        return None, (_bad(file, 0, "the document declares entities of its own; that is refused"),)
    return tree, ()


def validate_tree(tree: etree._ElementTree, kind: DocType, file: str) -> tuple[Diagnostic, ...]:
    """Every departure from the DTD, then unresolved and repeated ids; all ``invalid-output`` errors."""
    found: list[Diagnostic] = []
    info = tree.docinfo
    if info.root_name != kind.root:
        return (_bad(file, 1, f"the root element is <{info.root_name}>; {kind.name} has <{kind.root}>"),)
    if not info.doctype:
        found.append(_bad(file, 1, f"no DOCTYPE; {kind.name} documents name {kind.public_id}"))
    elif info.public_id != kind.public_id or info.system_url != kind.system_id:
        found.append(
            _bad(
                file,
                1,
                f"the DOCTYPE names {info.public_id or 'no public id'}, {info.system_url or 'no system id'};"
                f" checked here as {kind.name}: {kind.public_id}, {kind.system_id}",
            )
        )
    dtd = load_dtd(kind)
    if not dtd.validate(tree):
        for entry in dtd.error_log.filter_from_errors():
            if not ID_MESSAGE_RE.match(entry.message):
                found.append(_bad(file, entry.line, _plain(entry.message)))
    declared = {entity.name for entity in dtd.iterentities()}
    for node in tree.iter(etree.Entity):
        if isinstance(node, etree._Entity) and node.name not in declared:
            found.append(_bad(file, node.sourceline or 0, f"the entity &{node.name}; is not declared"))
    found.extend(_ids(tree, kind, file))
    return tuple(dict.fromkeys(found))


def _ids(tree: etree._ElementTree, kind: DocType, file: str) -> list[Diagnostic]:
    ids, refs = id_attributes(kind)
    seen: set[str] = set()
    pointers: list[tuple[int, str, str]] = []
    found: list[Diagnostic] = []
    for element in tree.iter(etree.Element):
        line = element.sourceline or 0
        for attribute, value in element.attrib.items():
            key = (str(element.tag), str(attribute))
            if key in ids:
                if value in seen:
                    found.append(_bad(file, line, f"the id {str(value)!r} is given twice"))
                seen.add(str(value))
            elif key in refs:
                pointers.extend((line, key[0], part) for part in str(value).split())
    for line, name, target in pointers:
        if target not in seen:
            found.append(_bad(file, line, f"<{name}> points to {target!r}, and nothing has that id"))
    return found


def _plain(message: str) -> str:
    """libxml2's message in plain words, cut to a readable length."""
    text = " ".join(message.split())
    if m := CONTENT_RE.match(text):
        got = m["got"].strip("() ") or "nothing"
        return _cut(f"<{m['name']}> may not hold this sequence: {got}. Expected: {m['want']}")
    if m := NOT_HERE_RE.match(text):
        return f"<{m['inner']}> may not stand inside <{m['outer']}>"
    if m := NO_ATTRIBUTE_RE.match(text):
        return f"<{m['name']}> has no attribute {m['attr']!r}"
    if m := NO_ELEMENT_RE.match(text):
        return f"there is no element <{m['name']}>"
    if m := NEEDED_RE.match(text):
        return f"<{m['name']}> lacks its attribute {m['attr']!r}"
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _bad(file: str, line: int, message: str) -> Diagnostic:
    where = f"{file}:{line}" if line else file
    return diagnostic("invalid-output", message, hint=remedy_of(message), where=where)
