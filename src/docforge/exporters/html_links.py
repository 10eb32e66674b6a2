"""Links inside links, which HTML does not have (https://html.spec.whatwg.org/#the-a-element), taken apart."""

from __future__ import annotations

from docforge.exporters.html_context import EPUB_TYPE, Element

# What follows the link that it stood in: a note's mark, and in print the note itself.
FOLLOWS = (("sup", "mark"), ("span", "footnote"))


def part_links(root: Element) -> None:
    """A note's mark moves behind the link that it stood in; any other inner link becomes plain text."""
    for outer in [link for link in root.iter("a") if next(link.iterancestors("a"), None) is None]:
        following = [
            n for n in outer.iterdescendants("sup", "span") if _follows(n) and not _in_note(n, outer)
        ]
        for node in reversed(following):
            _move_behind(node, outer)
        for inner in list(outer.iterdescendants("a")):
            inner.tag = "span"
            for attribute in ("href", "role", EPUB_TYPE):
                inner.attrib.pop(attribute, None)


def _follows(node: Element) -> bool:
    return (node.tag, node.get("class")) in FOLLOWS


def _in_note(node: Element, link: Element) -> bool:
    """Does ``node`` stand in a note inside ``link``? It then goes where the note goes."""
    for around in node.iterancestors():
        if around is link:
            return False
        if _follows(around):
            return True
    return False


def _move_behind(node: Element, other: Element) -> None:
    """Move ``node`` right behind ``other``; the text that followed it stays where it was."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (node.tail or "")
    else:
        parent.text = (parent.text or "") + (node.tail or "")
    node.tail = None
    after, other.tail = other.tail, None
    other.addnext(node)
    node.tail = after
