"""Rights of an article or a figure as JATS ``permissions``. An unknown licence is no ``license`` element."""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.inline import HREF, Scope, add
from docforge.model.nodes import Permission

ALI = "http://www.niso.org/schemas/ali/1.0/"
CC_RE = re.compile(
    r"CC-(?P<kind>BY(?:-NC)?(?:-ND|-SA)?)-(?P<version>[1-4]\.\d)(?:-(?P<port>[A-Z]{2}))?", re.IGNORECASE
)
CC_NAMES = {
    "by": "Attribution",
    "by-sa": "Attribution-ShareAlike",
    "by-nd": "Attribution-NoDerivatives",
    "by-nc": "Attribution-NonCommercial",
    "by-nc-sa": "Attribution-NonCommercial-ShareAlike",
    "by-nc-nd": "Attribution-NonCommercial-NoDerivatives",
}


def licence_url(licence: str) -> str:
    """The address of a licence given as a URL or as an SPDX id of Creative Commons; "" for others.

    >>> licence_url("CC-BY-4.0")
    'https://creativecommons.org/licenses/by/4.0/'
    """
    if licence.startswith(("https://", "http://")):
        return licence
    if m := CC_RE.fullmatch(licence):
        port = f"{m['port'].lower()}/" if m["port"] else ""
        return f"https://creativecommons.org/licenses/{m['kind'].lower()}/{m['version']}/{port}"
    if licence.upper() == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return ""


def licence_words(licence: str) -> str:
    """A licence in words: the name that Creative Commons gives it, else what the editor wrote."""
    m = CC_RE.fullmatch(licence)
    if m and (name := CC_NAMES.get(m["kind"].lower())):
        return f"Creative Commons {name} {m['version']}"
    return "Creative Commons CC0 1.0" if licence.upper() == "CC0-1.0" else licence


def put_permissions(parent: etree._Element, permission: Permission, scope: Scope) -> None:
    """Append ``permissions`` when something is known."""
    known = permission.licence not in ("", "unknown")
    if not (known or permission.statement or permission.holder or permission.year):
        return
    element = add(parent, "permissions")
    for tag, value in (
        ("copyright-statement", permission.statement),
        ("copyright-year", permission.year),
        ("copyright-holder", permission.holder),
    ):
        if value:
            add(element, tag, scope.clean(value))
    if known:
        licence = add(element, "license")
        if url := licence_url(permission.licence):
            licence.set(HREF, scope.clean(url))
            etree.SubElement(licence, f"{{{ALI}}}license_ref").text = scope.clean(url)
        add(licence, "license-p", scope.clean(licence_words(permission.licence)))
