"""SVG pictures made safe: no script, nothing from outside, no entities.

SVG 2 (https://www.w3.org/TR/SVG2/) lets a picture run code and fetch files. A printed figure needs neither.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from lxml import etree

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.exporters.pixels import SAVE_AGAIN, fault_of, kind_of

SVG = "http://www.w3.org/2000/svg"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
FORBIDDEN = frozenset(
    {"script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener"}
)
URL_RE = re.compile(r"url\(\s*['\"]?\s*(?P<to>[^)'\"]*)['\"]?\s*\)", re.IGNORECASE)
IMPORT_RE = re.compile(r"@import[^;]*;?", re.IGNORECASE)
DATA_IMAGE_RE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
FONT_RE = re.compile(r"(font-family\s*:\s*)([^;}\"]+)", re.IGNORECASE)
# More elements than this, all uses followed, are no figure but an attack.
MOST_DRAWN = 50_000
DEEPEST = 300


@dataclass(frozen=True, slots=True)
class SafeSvg:
    """The cleaned picture; empty ``data`` when it is no SVG at all."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...]


@lru_cache(maxsize=64)
def sanitise_svg(name: str, data: bytes) -> SafeSvg:
    """Clean one SVG file; what was taken out is told as ``resource-refused``."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return _unusable(name, f"it is not a readable SVG ({str(error.msg).rstrip('.')})")
    if etree.QName(root).localname != "svg":
        return _unusable(name, "it is not an SVG picture, whatever its name says")
    refused = _clean(root)
    if _drawn(root) > MOST_DRAWN:
        refused.append("<use> that repeats itself without measure")
        for use in list(root.iter(f"{{{SVG}}}use")):
            _drop(use)
    told = tuple(
        diagnostic(
            "resource-refused", f"{name}: {what} was taken out of the picture.", where=name,
            hint="Put everything the picture needs into its own file.",
        )
        for what in dict.fromkeys(refused)
    )  # fmt: skip
    # Only the root is written: a document type with its entities stays behind.
    return SafeSvg(etree.tostring(root, encoding="utf-8", with_tail=False), told)


def _unusable(name: str, wrong: str) -> SafeSvg:
    told = diagnostic("figure-missing", f"{name} cannot be used: {wrong}.", hint=SAVE_AGAIN, where=name)
    return SafeSvg(b"", (told,))


def _clean(root: etree._Element) -> list[str]:
    refused: list[str] = []
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            refused.append("an entity")
            _drop(node)
            continue
        local = etree.QName(node).localname
        if local in FORBIDDEN:
            refused.append(f"<{local}>")
            _drop(node)
            continue
        if local == "style" and node.text:
            node.text = _clean_css(node.text, refused)
        for name, value in list(node.attrib.items()):
            _clean_attribute(node, str(name), str(value), refused)
    return refused


def _clean_attribute(node: etree._Element, name: str, value: str, refused: list[str]) -> None:
    if name.lower().startswith("on"):
        refused.append(f"the attribute {name}")
        del node.attrib[name]
    elif name in {"href", XLINK_HREF}:
        local = etree.QName(node).localname
        if not (value.startswith("#") or (local == "image" and _drawable(value))):
            refused.append(f"the reference to {value[:80]!r}")
            del node.attrib[name]
    elif "url(" in value.lower():
        node.set(name, _clean_css(value, refused))


def _drawable(address: str) -> bool:
    """Whether an address holds a picture of pixels within itself, and one that can be drawn."""
    if not DATA_IMAGE_RE.match(address):
        return False
    head, _, body = address.partition(",")
    try:
        plain = unquote_to_bytes(body)
        data = b64decode(plain) if head.lower().endswith(";base64") else plain
    except ValueError:
        return False
    return not fault_of(kind_of(data), data)[0]


def _clean_css(css: str, refused: list[str]) -> str:
    def keep_own(match: re.Match[str]) -> str:
        if match["to"].startswith("#") or _drawable(match["to"]):
            return match[0]
        refused.append(f"the reference to {match['to'][:80]!r}")
        return "none"

    if IMPORT_RE.search(css):
        refused.append("@import")
        css = IMPORT_RE.sub("", css)
    return URL_RE.sub(keep_own, css)


def _drawn(root: etree._Element) -> int:
    """How many elements are drawn, every ``use`` followed; over the limit for circles and endless chains."""
    by_id = {f"#{node.get('id')}": node for node in root.iter() if node.get("id")}
    known: dict[etree._Element, int] = {}
    open_now: set[etree._Element] = set()

    def count(node: etree._Element, depth: int) -> int:
        if node in known:
            return known[node]
        if node in open_now or depth > DEEPEST:
            return MOST_DRAWN + 1
        open_now.add(node)
        total = 1 + sum(count(child, depth + 1) for child in node)
        if node.tag == f"{{{SVG}}}use":
            target = by_id.get(node.get("href") or node.get(XLINK_HREF) or "")
            total += count(target, depth + 1) if target is not None else 0
        open_now.discard(node)
        known[node] = min(total, MOST_DRAWN + 1)
        return known[node]

    return count(root, 0)


def _drop(node: etree._Element) -> None:
    """Remove an element, not the text after it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


@lru_cache(maxsize=64)
def with_shipped_fonts(data: bytes) -> bytes:
    """A clean SVG with its lettering set in the shipped fonts: the page must not depend on the machine's."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    if root.get("font-family") is None and "font-family" not in (root.get("style") or ""):
        root.set("font-family", "sans-serif")
    for node in root.iter():
        if (family := node.get("font-family")) is not None:
            node.set("font-family", shipped_family(family))
        if style := node.get("style"):
            node.set("style", _shipped_css(style))
        if etree.QName(node).localname == "style" and node.text:
            node.text = _shipped_css(node.text)
    return etree.tostring(root, encoding="utf-8")


def _shipped_css(css: str) -> str:
    return FONT_RE.sub(lambda match: match[1] + shipped_family(match[2]), css)


def shipped_family(families: str) -> str:
    """The shipped family that stands for a CSS list of families."""
    low = families.lower()
    if "mono" in low or "courier" in low or "code" in low:
        return "'Docforge Mono', 'Docforge Symbols'"
    if ("serif" in low and "sans" not in low) or "times" in low or "georgia" in low or "garamond" in low:
        return "'Docforge Serif', 'Docforge Symbols'"
    return "'Docforge Sans', 'Docforge Symbols'"


def svg_text(data: bytes) -> str:
    """All lettering of a clean SVG."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return " ".join("".join(str(t) for t in node.itertext()) for node in root.iter(f"{{{SVG}}}text"))
