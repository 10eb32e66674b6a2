"""Mixed content of JATS -> inlines. Unknown elements give what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import unquote

from lxml import etree

from docforge.importers.jats.reader import LANG, XLINK, Reader, cleaned, is_note, own_tex, plain_text
from docforge.model.nodes import (
    Bold,
    Break,
    Cite,
    CiteItem,
    ExtLink,
    Foreign,
    Inline,
    InlineFormula,
    Inlines,
    Italic,
    Monospace,
    NoteRef,
    RefType,
    SmallCaps,
    Strike,
    Sub,
    Sup,
    Text,
    Underline,
    Xref,
)
from docforge.model.text import inline_text

WRAPS: dict[str, Callable[[Inlines], Inline]] = {
    "italic": Italic,
    "bold": Bold,
    "underline": Underline,
    "strike": Strike,
    "sc": SmallCaps,
    "sup": Sup,
    "sub": Sub,
}
TARGETS: dict[str, RefType] = {
    "fig": "fig",
    "table-wrap": "table",
    "sec": "sec",
    "app": "sec",
    "ack": "sec",
    "disp-formula": "disp-formula",
}
PREAMBLE_RE = re.compile(r"\\begin\{document\}(?P<tex>.*?)\\end\{document\}", re.DOTALL)
# What may say that it is in another language.
PHRASES = frozenset(
    ("named-content", "styled-content", "italic", "bold", "sc", "roman", "sans-serif", "abbrev")
)
CLUSTER_RE = re.compile(r"(?P<kind>cite|narrative) (?P<before>\d+) (?P<after>\d+) (?P<count>\d+)")


def read_inlines(element: etree._Element, reader: Reader, skip: Sequence[str] = ()) -> Inlines:
    """What an element holds as inlines; line ends of the file at its ends are no spaces."""
    nodes = join(list(_content(element, reader, skip)))
    return nodes if reader.own else trimmed(nodes)


def trimmed(nodes: Inlines) -> Inlines:
    """Without the space that a line end of the file left at either end."""
    out = list(nodes)
    if out and isinstance(out[0], Text) and out[0].value[:1] == "\n":
        out[0] = Text(out[0].value.lstrip())
    if out and isinstance(out[-1], Text) and out[-1].value[-1:] == "\n":
        out[-1] = Text(out[-1].value.rstrip())
    settled = [Text(n.value.replace("\n", " ")) if isinstance(n, Text) else n for n in out]
    return tuple(n for n in settled if not isinstance(n, Text) or n.value)


def join(nodes: list[Inline]) -> Inlines:
    """Neighbouring texts as one."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].value + node.value)
        elif not isinstance(node, Text) or node.value:
            out.append(node)
    return tuple(out)


def _string(text: str | None, reader: Reader) -> list[Inline]:
    """Text; a line end of the file becomes one that ``trimmed`` tells from a space. Ours has none."""
    if reader.own:
        return [Text(text)] if text else []
    return [Text(re.sub(r"[ \t]*[\r\n]\s*", "\n", text))] if text else []


def _content(element: etree._Element, reader: Reader, skip: Sequence[str]) -> Iterator[Inline]:
    nodes: list[Inline] = _string(element.text, reader)
    clusters: dict[int, re.Match[str]] = {}
    for child in element:
        nodes += inline_nodes(child, reader, clusters, skip, nodes)
        nodes += _string(child.tail, reader)
    yield from _clustered(nodes, clusters)


def inline_nodes(
    child: etree._Element,
    reader: Reader,
    clusters: dict[int, re.Match[str]],
    skip: Sequence[str],
    before: list[Inline],
) -> list[Inline]:
    """One child of mixed content; ``before`` is what stands before it, whose last space may be a break's."""
    if isinstance(child, etree._ProcessingInstruction):
        if child.target == "docforge" and child.text == "line-break":
            if before and isinstance(before[-1], Text) and before[-1].value.endswith(" "):
                before[-1] = Text(before[-1].value[:-1])
            return [Break()]
        return []
    if not isinstance(child.tag, str) or child.tag in skip:
        return []
    tag = child.tag
    if spoken := _spoken(child, reader):
        del child.attrib[LANG]
        inner = join(inline_nodes(child, reader, clusters, skip, before))
        return [Foreign(inner, spoken)] if inner or reader.own else []
    if tag in WRAPS:
        if tag == "sup" and child.get("specific-use") == "note-mark":
            return []
        inner = _settled(child, reader)
        return [WRAPS[tag](inner)] if inner or reader.own else []
    match tag:
        case "break":
            return [Break()]
        case "monospace":
            text = "".join(str(part) for part in child.itertext())
            return [Monospace(text if reader.own else cleaned(text))]
        case "inline-formula" | "tex-math" | "mml-math" | "chem-struct":
            return read_formula(child, reader)
        case "styled-content" if child.get("style-type") == "tex":
            return [InlineFormula(plain_text(child))]
        case "ext-link" | "uri" | "email" | "self-uri":
            return _link(child, reader)
        case "xref":
            return _xref(child, reader, clusters)
        case "fn":
            return [_note_here(child, reader)]
        case "inline-graphic" | "inline-media" | "graphic" | "media":
            reader.put_aside("picture in a line", child)
            reader.tell("pictures inside a line of text")
            return []
        case "name":
            return [Text(" ".join(plain_text(child).split()))]
        case "alt-text" | "long-desc":
            reader.put_aside("alternative text", child)
            return []
        case "index-term" | "object-id":
            reader.put_aside("index terms", child)
            return []
    return list(_settled(child, reader))


def _spoken(child: etree._Element, reader: Reader) -> str:
    """The language that a phrase says it is in, where that is not the article's; "" for others."""
    if child.tag not in PHRASES:
        return ""
    ours = reader.own and child.get("content-type") == "foreign"
    spoken = child.get(LANG) or ""
    return spoken if ours or spoken != (reader.root.get(LANG) or "en") else ""


def _settled(element: etree._Element, reader: Reader) -> Inlines:
    return join(list(_content(element, reader, ())))


def _link(child: etree._Element, reader: Reader) -> list[Inline]:
    inner = _settled(child, reader) if reader.own else trimmed(_settled(child, reader))
    href = child.get(f"{XLINK}href") or inline_text(inner).strip()
    if child.tag == "email":
        href = f"mailto:{inline_text(inner).strip()}"
    elif child.get("ext-link-type") == "doi" and not href.startswith("http"):
        href = f"https://doi.org/{href.removeprefix('doi:')}"
    return [ExtLink(href, inner)] if inner or reader.own else []


def _xref(child: etree._Element, reader: Reader, clusters: dict[int, re.Match[str]]) -> list[Inline]:
    rids = (child.get("rid") or "").split()
    target = reader.targets.get(rids[0]) if rids else None
    inner = _settled(child, reader) if reader.own else trimmed(_settled(child, reader))
    if target is None:
        return list(inner)
    if is_note(target):
        return [NoteRef(rid) for rid in rids if rid in reader.targets]
    if target.tag == "ref":
        return [_cite(child, rids, inner, reader, clusters)]
    kind = TARGETS.get(str(target.tag))
    return [Xref(kind, rids[0], inner)] if kind and (inner or reader.own) else list(inner)


def _cite(
    child: etree._Element,
    rids: list[str],
    inner: Inlines,
    reader: Reader,
    clusters: dict[int, re.Match[str]],
) -> Inline:
    use = child.get("specific-use") or ""
    known = dict(part.split("=", 1) for part in use.split(" ") if "=" in part)
    first = CiteItem(
        rids[0],
        inline_text(inner),
        unquote(known.get("prefix", "")),
        unquote(known.get("locator", "")),
    )
    others = tuple(CiteItem(rid, "") for rid in rids[1:] if rid in reader.targets)
    node = Cite((first, *others), "", "", "" if others else "; ", narrative=True)
    if found := CLUSTER_RE.match(use):
        clusters[id(node)] = found
    # One that is raised stays raised: the figure in the text is its mark.
    if inner and all(isinstance(n, Sup) for n in inner):
        return Sup((node,))
    return node


def _clustered(nodes: list[Inline], clusters: dict[int, re.Match[str]]) -> list[Inline]:
    """Citations of one bracket as the one cluster that was written, with what opens and closes it."""
    if not clusters:
        return nodes
    flat, out, at = list(nodes), [], 0
    while at < len(flat):
        node = flat[at]
        found = clusters.get(id(node))
        at += 1
        if found is None or not isinstance(node, Cite):
            out.append(node)
            continue
        items, separator = [node.items[0]], "; " if found["count"] == "1" else ""
        while len(items) < int(found["count"]) and at < len(flat):
            part = flat[at]
            if isinstance(part, Cite):
                items.append(part.items[0])
            elif isinstance(part, Text) and len(items) == 1:
                separator = part.value
            at += 1
        before, after = int(found["before"]), int(found["after"])
        opening = closing = ""
        if before and out and isinstance(out[-1], Text):
            opening, out[-1] = out[-1].value[-before:], Text(out[-1].value[:-before])
        if after and at < len(flat) and isinstance(rest := flat[at], Text):
            closing, flat[at] = rest.value[:after], Text(rest.value[after:])
        out.append(Cite(tuple(items), opening, closing, separator, found["kind"] == "narrative"))
    return out


def _note_here(child: etree._Element, reader: Reader) -> NoteRef:
    from docforge.importers.jats.blocks import read_note

    known = child.get("id") or reader.number("fn")
    child.set("id", known)
    reader.notes.append(read_note(child, reader, known))
    return NoteRef(known)


def read_formula(element: etree._Element, reader: Reader) -> list[Inline]:
    """A formula in a line: its TeX, else what its signs say."""
    tex = formula_tex(element, reader)
    if tex is not None:
        return [InlineFormula(tex)]
    if element.tag == "inline-formula" and not element.findall(".//mml-math"):
        return list(_settled(element, reader))
    reader.tell("formulas without TeX, whose signs stand as text")
    return [Text(plain_text(element).replace("\n", " ").strip())]


def formula_tex(element: etree._Element, reader: Reader) -> str | None:
    """The TeX of a formula, without the dress that some publishers give it; other forms of it set aside."""
    found = element if element.tag == "tex-math" else element.find(".//tex-math")
    if found is None:
        math = element if element.tag == "mml-math" else element.find(".//mml-math")
        return None if math is None else own_tex(math)
    text = "".join(str(part) for part in found.itertext())
    if whole := PREAMBLE_RE.search(text):
        reader.aside.setdefault("TeX preamble", []).append(
            text[: whole.start("tex")] + text[whole.end("tex") :]
        )
        text = whole["tex"]
    return text if reader.own else cleaned(text).strip().strip("$").strip()
