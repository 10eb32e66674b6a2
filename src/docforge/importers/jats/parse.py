"""Bytes -> the tree of a JATS article, or a refusal in plain words: no network, no other file."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from docforge.errors import InputError

DEEPEST = 100
ENTITY_RE = re.compile(r"<!ENTITY", re.IGNORECASE)
DECLARED_RE = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
NAMED_RE = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
KEPT = ("lt", "gt", "amp", "quot", "apos")
START_RE = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?(?>(?>(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE\b[^\[>]*(?:\[.*?\])?\s*>))\s*)*+"
    r"<(?:\w+:)?(?P<root>[A-Za-z][\w.-]*)(?P<rest>[^>]*)>",
    re.DOTALL,
)
DOCTYPE_RE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[.*?\])?\s*>", re.DOTALL)
PROLOG = 20000  # characters in which the document type is looked for
MARKS_RE = re.compile(r"dtd-version|article-type|<front\b|<article-meta\b|-//NLM//|jats", re.IGNORECASE)
OTHER_ROOTS = {
    "book": "a book (BITS), not an article",
    "book-part-wrapper": "a part of a book (BITS), not an article",
    "TEI": "a TEI document, not a JATS article",
    "html": "a web page, not a JATS article",
    "issue-xml": "an issue, not an article",
    "pmc-articleset": "a set of articles, not one article",
    "OAI-PMH": "an answer of a repository, with the article inside it",
}
REMEDY = "Give the JATS file of one article: its outermost element is <article>."


def is_jats(data: bytes, suffix: str) -> bool:
    """Whether a file is to be read as JATS: by its name and start, or by its marks alone."""
    head = data[:PROLOG].decode("latin-1").replace("\x00", "")
    found = START_RE.match(head.lstrip("\ufeff\xef\xbb\xbf\xff\xfe"))
    if suffix in (".xml", ".jats", ".nxml"):
        return found is None or found["root"] != "html"
    return bool(found and found["root"] == "article" and MARKS_RE.search(head))


def parse_jats(data: bytes, name: str) -> tuple[etree._Element, list[str]]:
    """The root, without namespaces of JATS itself, and what is to be said of the file.

    Raises ``InputError`` with the line for what is not well-formed, no article, or unsafe.
    """
    told: list[str] = []
    text = _text(data, name, told)
    if ENTITY_RE.search(text):
        raise InputError(
            f"{name}, line {_line(text, ENTITY_RE)}: it declares entities of its own, which is not safe.",
            "Save it with the characters themselves in place of the entities.",
        )
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", _blank, text)
    # Only the document type goes, not its lines: what is said of the file keeps its line.
    text = DOCTYPE_RE.sub(_blank, text[:PROLOG], count=1) + text[PROLOG:]
    text = NAMED_RE.sub(lambda m: _named(m, told), text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        message = (error.msg or "it is empty").strip()
        if "xcessive depth" in message:
            raise InputError(f"{name}: it is nested too deeply.", REMEDY) from error
        raise InputError(
            f"{name}, line {error.lineno or 1}: it is not well-formed XML ({message}).",
            "Open it in an XML editor and mend that place; a file that breaks off was not copied whole.",
        ) from error
    except ValueError as error:
        raise InputError(f"{name}: it is not well-formed XML ({error}).", REMEDY) from error
    _plain_names(root)
    if root.tag != "article":
        tag = str(root.tag)
        what = OTHER_ROOTS.get(tag, f"XML, but no JATS article: its outermost element is <{tag}>")
        raise InputError(f"{name}, line {root.sourceline or 1}: it is {what}.", REMEDY)
    _check_depth(root, name)
    return root, told


def _text(data: bytes, name: str, told: list[str]) -> str:
    """The characters, by mark or declaration; a declaration that the bytes contradict is not believed."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecoded(data, name, encoding, error.start) from error
    found = DECLARED_RE.match(data)
    declared = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        text = data.decode("utf-8")
        if declared not in ("utf-8", "utf8", "us-ascii", "ascii") and not data.isascii():
            told.append(f"it says that it is {declared}, but its bytes are UTF-8; it was read as UTF-8")
        return text
    except UnicodeDecodeError as error:
        if declared in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise _undecoded(data, name, declared, error.start) from error
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError) as error:
        raise _undecoded(data, name, declared, getattr(error, "start", 0)) from error


def _undecoded(data: bytes, name: str, encoding: str, at: int) -> InputError:
    line = data.count(b"\n", 0, at) + 1
    return InputError(
        f"{name}, line {line}: it says that it is {encoding}, but its bytes are not.",
        "Save it as UTF-8, and let its first line say so.",
    )


def _line(text: str, pattern: re.Pattern[str]) -> int:
    found = pattern.search(text)
    return text.count("\n", 0, found.start() if found else 0) + 1


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _named(found: re.Match[str], told: list[str]) -> str:
    """A character by its name; a name that nobody knows stays as it is printed."""
    name = found[1]
    if name in KEPT:
        return found[0]
    if known := html5.get(f"{name};"):
        return known
    message = f"the character &{name}; is not known; its name stands in its place"
    if message not in told:
        told.append(message)
    return f"&amp;{name};"


def _plain_names(root: etree._Element) -> None:
    """Take JATS's own namespace, which some files have, off elements; MathML keeps a mark."""
    for element in root.iter(etree.Element):
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            space, _, local = element.tag[1:].partition("}")
            element.tag = f"mml-{local}" if space.endswith("MathML") else local


def _check_depth(root: etree._Element, name: str) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise InputError(f"{name}: it is nested too deeply.", REMEDY)
