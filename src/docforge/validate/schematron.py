"""ISO Schematron (query binding xslt2) -> one XSLT stylesheet, by ISO/IEC 19757-3 as far as JATS4R uses it.

Each pattern is a mode; in each, the first rule that matches a node is the one that judges it. The stylesheet
gives an element ``f`` a finding, with pattern, role, place (an XPath of steps by number) and message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
XSD = "http://www.w3.org/2001/XMLSchema"
# What path() of XPath 3.1 gives: /Q{}article[1]/Q{http://...}math[2]/@id
STEP_RE = re.compile(r"/(?P<at>@)?(?:Q\{(?P<ns>[^}]*)\})?(?P<name>[^/\[\]]+)(?:\[(?P<number>\d+)\])?")


def compile_schematron(path: Path) -> bytes:
    """The stylesheet for a schema and the files it includes. Raises ``OSError`` where one is missing."""
    schema = _load(path)
    patterns = [e for e in schema if e.tag == _sch("pattern")]
    namespaces = {"xsl": XSL, "xs": XSD, "xsd": XSD}
    namespaces |= {str(e.get("prefix")): str(e.get("uri")) for e in schema.iter(_sch("ns"))}
    sheet = etree.Element(_xsl("stylesheet"), nsmap=namespaces)
    sheet.set("version", "3.0")
    # Lists that the rules look into stand beside them.
    sheet.set("{http://www.w3.org/XML/1998/namespace}base", path.resolve().as_uri())
    hidden = " ".join(p for p in namespaces if p not in ("xsl",))
    sheet.set("exclude-result-prefixes", hidden)
    etree.SubElement(sheet, _xsl("output"), method="xml", encoding="UTF-8")
    for part in schema:
        if part.tag == _xsl("function"):
            sheet.append(_copy(part))
        elif part.tag == _sch("let"):
            sheet.append(_variable(part))
    start = etree.SubElement(sheet, _xsl("template"), match="/", name="start")
    found = etree.SubElement(start, "found")
    for number, pattern in enumerate(patterns):
        mode = f"p{number}"
        etree.SubElement(sheet, _xsl("mode"), {"name": mode, "on-no-match": "shallow-skip"})
        etree.SubElement(found, _xsl("apply-templates"), select="/", mode=mode)
        rules = [e for e in pattern if e.tag == _sch("rule")]
        for place, rule in enumerate(rules):
            sheet.append(_rule(rule, str(pattern.get("id")), mode, len(rules) - place))
    return etree.tostring(sheet, encoding="UTF-8", xml_declaration=True)


def find_step(root: etree._Element, place: str) -> etree._Element:
    """The element at a place that ``path()`` gave; of an attribute, the element that carries it."""
    here = root
    for number, step in enumerate(STEP_RE.finditer(place)):
        if step["at"] or not number:
            continue
        tag = f"{{{step['ns']}}}{step['name']}" if step["ns"] else step["name"]
        children = here.findall(tag)
        at = int(step["number"] or 1)
        if at > len(children):
            break
        here = children[at - 1]
    return here


def _load(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    schema = etree.parse(str(path), parser).getroot()
    for include in list(schema.iter(_sch("include"))):
        parent = include.getparent()
        assert parent is not None
        parent.replace(include, _load(path.parent / str(include.get("href"))))
    return schema


def _rule(rule: etree._Element, pattern: str, mode: str, priority: int) -> etree._Element:
    template = etree.Element(_xsl("template"), match=str(rule.get("context")), mode=mode)
    template.set("priority", str(priority))
    for number, part in enumerate(rule):
        if part.tag == _sch("let"):
            template.append(_variable(part))
        elif part.tag in (_sch("assert"), _sch("report")):
            test = str(part.get("test"))
            wrong = f"not({test})" if part.tag == _sch("assert") else test
            when = etree.SubElement(template, _xsl("if"), test=wrong)
            when.append(_finding(part, f"{pattern}/{priority}/{number}", str(rule.get("role") or "")))
    etree.SubElement(template, _xsl("apply-templates"), select="@*|node()", mode=mode)
    return template


def _finding(part: etree._Element, rule: str, role: str) -> etree._Element:
    finding = etree.Element("f", rule=rule, role=part.get("role") or role or "error", place="{path()}")
    for piece in _pieces(part):
        finding.append(piece)
    return finding


def _pieces(part: etree._Element) -> Iterator[etree._Element]:
    """The message: text, values, names; other elements of Schematron only set their content in other type."""
    yield _text(part.text)
    for child in part:
        if child.tag == _sch("value-of"):
            yield etree.Element(_xsl("value-of"), select=str(child.get("select")))
        elif child.tag == _sch("name"):
            yield etree.Element(_xsl("value-of"), select=f"name({child.get('path') or '.'})")
        else:
            yield from _pieces(child)
        yield _text(child.tail)


def _text(text: str | None) -> etree._Element:
    element = etree.Element(_xsl("text"))
    element.text = text
    return element


def _variable(let: etree._Element) -> etree._Element:
    return etree.Element(_xsl("variable"), name=str(let.get("name")), select=str(let.get("value")))


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def _sch(name: str) -> str:
    return f"{{{SCH}}}{name}"


def _xsl(name: str) -> str:
    return f"{{{XSL}}}{name}"
