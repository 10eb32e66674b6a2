"""Rights of an article or a figure as JATS ``permissions``. An unknown licence is no ``license`` element."""

from __future__ import annotations

import re

from lxml import etree

from docforge.exporters.jats.scope import HREF, Scope, add
from docforge.model.nodes import Permission

ALI = "http://www.niso.org/schemas/ali/1.0/"
CC_RE = re.compile(
    r"CC-(?P<kind>BY(?:-NC)?(?:-ND|-SA)?)-(?P<version>[1-4]\.\d)(?:-(?P<port>[A-Z]{2}))?", re.IGNORECASE
)
YEAR_RE = re.compile(r"[1-9]\d{3}")
NOT_STATED = "[rights not stated]"
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


def put_permissions(
    parent: etree._Element, permission: Permission, scope: Scope, *, needed: bool = False
) -> None:
    """Append ``permissions`` when something is known; when ``needed``, that nothing is known is said.

    Statement, year and holder of a copyright go together (JATS4R, permissions, recommendation 3): where year
    or holder is not known, what is known is told in the words of the licence.
    """
    known = permission.licence not in ("", "unknown")
    said = [
        (tag, scope.clean(value))
        for tag, value in (
            ("copyright-statement", permission.statement),
            ("copyright-year", permission.year),
            ("copyright-holder", permission.holder),
        )
        if value
    ]
    if not (known or said or needed):
        return
    element = add(parent, "permissions")
    whole = bool(YEAR_RE.fullmatch(permission.year) and permission.holder)
    for tag, value in said if whole else ():
        add(element, tag, value)
    if whole and not known:
        return
    licence = add(element, "license", license_type="" if known else "not-stated")
    if known:
        if url := licence_url(permission.licence):
            licence.set(HREF, scope.clean(url))
            reference = etree.SubElement(licence, f"{{{ALI}}}license_ref")
            reference.text = scope.clean(url)
            if url != permission.licence:
                licence.set("specific-use", scope.clean(permission.licence))
        add(licence, "license-p", scope.clean(licence_words(permission.licence)))
    for tag, value in () if whole else said:
        add(licence, "license-p", value, content_type=tag)
    if not len(licence):
        add(licence, "license-p", NOT_STATED)
