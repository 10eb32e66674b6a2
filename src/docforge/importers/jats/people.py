"""Contributors and affiliations of JATS."""

from __future__ import annotations

from lxml import etree

from docforge.importers.jats.blocks import read_blocks
from docforge.importers.jats.inlines import join
from docforge.importers.jats.reader import Reader, plain_text
from docforge.importers.pandoc_ast import block_lines
from docforge.model.meta import Affiliation, Contributor
from docforge.model.nodes import Break, Inline, Inlines


def read_people(
    article: etree._Element, reader: Reader
) -> tuple[tuple[Contributor, ...], tuple[Affiliation, ...]]:
    """Who wrote the article, and where they work; other contributors (editors) are set aside."""
    affiliations = _affiliations(article, reader)
    known = {a.id for a in affiliations}
    people: list[Contributor] = []
    for group in article.findall("contrib-group"):
        for contrib in group.findall("contrib"):
            if contrib.get("contrib-type") in ("editor", "reviewer", "translator") and not reader.own:
                reader.put_aside("other contributors", contrib)
                continue
            people.append(_person(contrib, known, reader))
        for child in group:
            if isinstance(child.tag, str) and child.tag not in ("contrib", "aff", "aff-alternatives"):
                reader.put_aside("notes on authors", child)
    for note in article.iterfind("author-notes/*"):
        if note.get("id") not in reader.moved:
            reader.put_aside("notes on authors", note)
    return tuple(people), affiliations


def _affiliations(article: etree._Element, reader: Reader) -> tuple[Affiliation, ...]:
    found: list[Affiliation] = []
    placed: dict[int, Affiliation] = {}
    for element in article.iter("aff"):
        known = element.get("id") or reader.number("aff")
        element.set("id", known)
        use = (element.get("specific-use") or "").split(" ")
        if reader.own and use[0] == "not-tied":
            for number, part in zip(map(int, use[1:]), _parts(element), strict=False):
                key = known if not placed else reader.number("aff")
                placed[number] = _affiliation(part, key, reader)
            continue
        found.append(_affiliation(element, known, reader))
    for number in sorted(placed):
        found.insert(number, placed[number])
    return tuple(found)


def _parts(element: etree._Element) -> list[etree._Element]:
    """The lines of an affiliation, each as an element."""
    parts = [etree.Element("aff")]
    parts[0].text = element.text
    for child in list(element):
        tail, child.tail = child.tail, None
        if child.tag == "break":
            parts.append(etree.Element("aff"))
            parts[-1].text = tail
        else:
            parts[-1].append(child)
            child.tail = tail
    return parts


def _affiliation(element: etree._Element, known: str, reader: Reader) -> Affiliation:
    ror = ""
    for told in list(element.iter("institution-id")):
        reader.put_aside("identifiers", told)
        if told.get("institution-id-type") == "ror" or "ror.org" in (told.text or ""):
            ror = (told.text or "").strip()
        _take_out(told)
    for label in element.findall("label"):
        reader.put_aside("label of an affiliation", label)
        _take_out(label)
    institution = next((_text(e) for e in element.iter("institution") if _text(e)), "")
    text = plain_text(element)
    plain = text.strip() if reader.own else " ".join(text.split())
    return Affiliation(known, plain, institution, _text(element.find(".//country")), ror)


def _take_out(element: etree._Element) -> None:
    """Remove an element and keep the text behind it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _person(contrib: etree._Element, known: set[str], reader: Reader) -> Contributor:
    shown, family, given = _name(contrib)
    both = contrib.find("name-alternatives")
    if both is not None and len(both) > 1:
        printed = both.find("string-name")
        first = both[0] if printed is None else printed
        for other in both:
            if other is not first:
                reader.put_aside("other forms of a name", other)
    if contrib.find("anonymous") is not None:
        reader.aside.setdefault("added", []).append(shown)
    orcid = next(
        (_text(e) for e in contrib.iter("contrib-id") if "orcid" in (e.get("contrib-id-type") or "")), ""
    )
    for told in contrib.iter("contrib-id"):
        reader.put_aside("identifiers", told)
    tied, notes = [], []
    email = _text(contrib.find(".//email"))
    for xref in contrib.findall("xref"):
        reader.put_aside("marks of affiliations", xref)
        for rid in (xref.get("rid") or "").split():
            target = reader.targets.get(rid)
            if rid in known:
                tied.append(rid)
            elif target is not None and target.tag == "fn" and reader.own:
                notes.append(_text(target))
            elif target is not None and target.tag == "corresp":
                email = email or _text(target.find(".//email"))
    for inner in contrib.findall("aff"):
        if inner.get("id") in known:
            tied.append(str(inner.get("id")))
    for part in contrib:
        if isinstance(part.tag, str) and part.tag not in (
            "name string-name name-alternatives collab xref aff bio role email contrib-id anonymous".split()
        ):
            reader.put_aside("notes on authors", part)
    bio: Inlines = ()
    if (told_bio := contrib.find("bio")) is not None:
        lines: list[Inline] = []
        for line in (line for b in read_blocks(told_bio, reader) for line in block_lines(b)):
            lines += [Break()] if lines else []
            lines += line
        bio = join(lines)
    roles = tuple(_text(e) for e in contrib.findall("role"))
    corresponding = contrib.get("corresp") == "yes" or contrib.find("xref[@ref-type='corresp']") is not None
    for role in contrib.findall("role"):
        reader.put_aside("roles", role)
    return Contributor(
        shown, family, given, orcid, email, tuple(tied), corresponding, bio, roles, " ".join(notes)
    )


def _name(contrib: etree._Element) -> tuple[str, str, str]:
    """The name as printed, and its parts where they are marked."""
    printed = contrib.find(".//string-name")
    name = contrib.find(".//name")
    shown = _text(printed) if printed is not None else ""
    if name is None and printed is not None and printed.find("surname") is not None:
        name = printed
    if name is None:
        collab = contrib.find("collab")
        return (
            shown or _text(collab) or ("Anonymous" if contrib.find("anonymous") is not None else ""),
            "",
            "",
        )
    family, given = _text(name.find("surname")), _text(name.find("given-names"))
    before, after = _text(name.find("prefix")), _text(name.find("suffix"))
    order = (family, given) if name.get("name-style") == "eastern" else (given, family)
    return shown or " ".join(filter(None, (before, *order, after))), family, given


def _text(element: etree._Element | None) -> str:
    return " ".join(plain_text(element).split()) if element is not None else ""
