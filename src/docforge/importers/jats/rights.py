"""``permissions`` of JATS -> rights."""

from __future__ import annotations

import re

from lxml import etree

from docforge.importers.jats.reader import XLINK, Reader, plain_text
from docforge.model.nodes import Permission

CC_RE = re.compile(
    r"https?://creativecommons\.org/licenses/(?P<kind>by(?:-nc)?(?:-nd|-sa)?)/(?P<version>\d\.\d)/?(?:(?P<port>[a-z]{2})/?)?"
    r"(?:deed\.\w+|legalcode)?/?"
)
CC0_RE = re.compile(r"https?://creativecommons\.org/publicdomain/zero/1\.0/?")


def read_rights(element: etree._Element, reader: Reader) -> Permission:
    """What is known; the words are set aside, because the document has them as fields."""
    reader.put_aside("rights", element)
    told = {tag: _text(element.find(f"copyright-{tag}")) for tag in ("statement", "year", "holder")}
    licence = element.find("license")
    if licence is None:
        return Permission("unknown", told["holder"], told["year"], told["statement"])
    for line in licence.findall("license-p"):
        if (use := line.get("content-type") or "").startswith("copyright-"):
            told[use.removeprefix("copyright-")] = _text(line)
    url = _text(licence.find("license_ref")) or licence.get(f"{XLINK}href") or ""
    name = "unknown"
    if licence.get("license-type") != "not-stated":
        plain = next((p for p in licence.findall("license-p") if not p.get("content-type")), None)
        name = _name(url, licence.get("specific-use") or "", reader) if url else _text(plain) or "unknown"
        if not url and not reader.own:
            name = "unknown"
    return Permission(name, told["holder"], told["year"], told["statement"])


def _name(url: str, known: str, reader: Reader) -> str:
    """The SPDX id for an address of Creative Commons; docforge's own files say what was given."""
    if reader.own:
        return known or url
    if CC0_RE.fullmatch(url):
        return "CC0-1.0"
    if m := CC_RE.fullmatch(url.lower()):
        port = f"-{m['port'].upper()}" if m["port"] else ""
        return f"CC-{m['kind'].upper()}-{m['version']}{port}"
    return url


def _text(element: etree._Element | None) -> str:
    return " ".join(plain_text(element).split()) if element is not None else ""
