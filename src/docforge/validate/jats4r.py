"""Check a JATS document against the recommendations of JATS4R, by their own Schematron (jats4r.niso.org).

The rules are compiled once per process and run by Saxon; ids are told to it in a document type of the
document's own, so that no DTD is fetched. Findings of one rule are one diagnostic, with the number of places.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from lxml import etree

from docforge.diagnostics import Diagnostic, Severity, diagnostic
from docforge.validate.base import Checked
from docforge.validate.dtd import JATS, id_attributes, parse_xml
from docforge.validate.jats4r_words import NOTHING, in_words
from docforge.validate.jats_place import near
from docforge.validate.names import JATS4R
from docforge.validate.schematron import compile_schematron, find_step

CHECKER = JATS4R
VERSION = "0.0.16 (2024-09-06)"
MISSING = "The package saxonche is not installed. To install it: pip install saxonche"
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}
LABEL_RE = re.compile(r"\s*(?:supplement\w*\s*)?(?:fig|scheme|table|box|supplement)", re.IGNORECASE)
# Saxon's processor is one for all threads.
_ONE = threading.Lock()


def check_jats4r(data: bytes, file: str) -> Checked:
    """Check one document. Out: a rule broken is an ``invalid-output`` finding as grave as JATS4R has it."""
    tree, _ = parse_xml(data, file)
    if tree is None or tree.docinfo.root_name != "article":
        return Checked(CHECKER, VERSION, file, False, "It is no JATS article that can be read.")
    try:
        processor, executable = _compiled()
    except ImportError:
        return Checked(CHECKER, VERSION, file, False, MISSING)
    root = tree.getroot()
    with _ONE:
        node = processor.parse_xml(xml_text=_with_ids(root))
        told = executable.transform_to_string(xdm_node=node)
    found = etree.fromstring(told.encode("utf-8"))
    return Checked(CHECKER, VERSION, file, True, diagnostics=tuple(_told(found, root, file)))


@lru_cache(maxsize=1)
def _compiled() -> tuple[Any, Any]:
    from saxonche import PySaxonProcessor

    with _ONE, as_file(files("docforge") / "data" / "jats4r") as folder:
        processor = PySaxonProcessor(license=False)
        sheet = compile_schematron(folder / "jats4r.sch").decode("utf-8")
        compiler = processor.new_xslt30_processor()
        return processor, compiler.compile_stylesheet(stylesheet_text=sheet)


@lru_cache(maxsize=1)
def _id_declarations() -> str:
    """A document type that only says which attributes are ids and which point to them."""
    ids, refs = id_attributes(JATS)
    told = [f"<!ATTLIST {e} {a} ID #IMPLIED>" for e, a in sorted(ids)]
    told += [f"<!ATTLIST {e} {a} IDREFS #IMPLIED>" for e, a in sorted(refs)]
    return f"<!DOCTYPE article [{''.join(told)}]>"


def _with_ids(root: etree._Element) -> str:
    return _id_declarations() + etree.tostring(root, encoding="unicode", with_tail=False)


def _told(found: etree._Element, root: etree._Element, file: str) -> Iterator[Diagnostic]:
    groups: dict[tuple[str, str], list[tuple[etree._Element, str]]] = {}
    for finding in found:
        role, rule = str(finding.get("role")), str(finding.get("rule"))
        if role not in SEVERITIES:
            continue
        message = re.sub(r"\s+", " ", finding.text or "").strip()
        place = find_step(root, str(finding.get("place")))
        if rule.startswith("display-object-warnings-1/") and not LABEL_RE.match(_caption(place)):
            continue  # an empty alternative in the rule's pattern lets it match every caption of a table
        groups.setdefault((role, rule), []).append((place, message))
    for (role, rule), places in groups.items():
        element, message = places[0]
        plain, remedy = in_words(rule, message)
        severity = Severity.INFO if remedy.startswith(NOTHING) else SEVERITIES[role]
        more = f" ({len(places)} places; the first is shown)" if len(places) > 1 else ""
        yield diagnostic(
            "invalid-output",
            f"JATS4R: {plain}{more}.{near(element)}",
            hint=remedy,
            where=f"{file}:{element.sourceline}" if element.sourceline else file,
            severity=severity,
        )


def _caption(element: etree._Element) -> str:
    caption = element.find("caption")
    return "" if caption is None else "".join(str(part) for part in caption.itertext())
