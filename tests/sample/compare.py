"""Scores a repaired article against its clean original, both as Markdown.

Pandoc reads both files, so the measure owes nothing to our own reader. A citation counts with the words it is
printed with: those of its span where there is one, else the names and year of its entry in ``references:``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

import pypandoc

from docforge.model.text import words

Node = dict[str, Any]


@dataclass(slots=True)
class Outline:
    """What a text says, part by part, as plain strings; ``body`` is all of it in order, notes last."""

    title: str = ""
    authors: list[str] = field(default_factory=list)
    abstract: str = ""
    standfirst: str = ""
    keywords: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matched:
    """How many of the truth's strings are in the result word for word; what is missing, what is too much."""

    same: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def recall(self) -> float:
        whole = self.same + len(self.missing)
        return self.same / whole if whole else 1.0

    @property
    def precision(self) -> float:
        whole = self.same + len(self.extra)
        return self.same / whole if whole else 1.0


def word_error_rate(truth_md: str, result_md: str) -> float:
    """Words of the body put in, left out or changed, as a share of the truth's (front and list apart)."""
    return error_rate(_words(read_outline(truth_md).body), _words(read_outline(result_md).body))


def error_rate(truth: list[str], result: list[str]) -> float:
    """Levenshtein's distance over words, as a share of the truth's words; 0.0 is perfect."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(truth, result) / max(len(truth), 1)


def compare_headings(truth_md: str, result_md: str) -> Matched:
    """Headings by their words and their depth; the highest level of each text counts as 1."""
    truth, result = read_outline(truth_md), read_outline(result_md)
    return _match(_levelled(truth.headings), _levelled(result.headings))


def compare_paragraphs(truth_md: str, result_md: str) -> Matched:
    """Paragraphs of the body: one that was cut or run into another is missing."""
    truth, result = read_outline(truth_md), read_outline(result_md)
    return _match(truth.paragraphs + truth.quotations, result.paragraphs + result.quotations)


def compare_references(truth_md: str, result_md: str) -> Matched:
    return _match(read_outline(truth_md).references, read_outline(result_md).references)


def compare_notes(truth_md: str, result_md: str) -> Matched:
    return _match(read_outline(truth_md).notes, read_outline(result_md).notes)


def compare_tables(truth_md: str, result_md: str) -> Matched:
    """Rows of all tables, head included, a cell as a cell."""
    truth, result = read_outline(truth_md), read_outline(result_md)
    return _match(_rows(truth), _rows(result))


def word_differences(truth_md: str, result_md: str) -> list[tuple[str, str]]:
    """What stands in the truth and what in the result instead, for the message of a test that fails."""
    truth, result = _words(read_outline(truth_md).body), _words(read_outline(result_md).body)
    matcher = SequenceMatcher(None, truth, result, autojunk=False)
    return [
        (" ".join(truth[a:b]), " ".join(result[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def _words(strings: list[str]) -> list[str]:
    return [word for string in strings for word in words(string)]


def _normal(text: str) -> str:
    return " ".join(words(text))


def _match(truth: list[str], result: list[str]) -> Matched:
    wanted, found = Counter(map(_normal, truth)), Counter(map(_normal, result))
    same = (wanted & found).total()
    return Matched(same, tuple((wanted - found).elements()), tuple((found - wanted).elements()))


def _levelled(headings: list[tuple[int, str]]) -> list[str]:
    top = min((level for level, _ in headings), default=1)
    return [f"{level - top + 1} {text}" for level, text in headings]


def _rows(outline: Outline) -> list[str]:
    return [" / ".join(cells) for table in outline.tables for cells in table]


# ---------------------------------------------------------------- reading


def read_outline(markdown: str) -> Outline:
    """Markdown as Pandoc understands it, sorted into parts."""
    tree = json.loads(pypandoc.convert_text(markdown, "json", format="markdown-smart+tex_math_dollars"))
    listed = _Reader({}).meta(tree["meta"].get("references", {"t": "MetaList", "c": []}))
    reader = _Reader({entry["id"]: entry for entry in listed})
    meta = {key: reader.meta(value) for key, value in tree["meta"].items() if key != "references"}
    out = reader.outline
    out.notes.clear()
    out.title, out.standfirst = meta.get("title", ""), meta.get("standfirst", "")
    out.abstract = meta.get("abstract", "")
    out.authors = [a["name"] if isinstance(a, dict) else a for a in meta.get("author", [])]
    out.keywords = meta.get("keywords", [])
    out.references += [entry.get("text", entry.get("raw", "")) for entry in listed]
    reader.blocks(tree["blocks"])
    out.body += out.notes
    return out


class _Reader:
    """Walks Pandoc's tree (pandoc-types, Text.Pandoc.Definition) and fills an ``Outline``."""

    def __init__(self, entries: dict[str, Any]) -> None:
        self.entries = entries
        self.outline = Outline()

    def meta(self, node: Node) -> Any:
        """Metadata as plain lists, mappings and strings."""
        match node["t"]:
            case "MetaMap":
                return {key: self.meta(value) for key, value in node["c"].items()}
            case "MetaList":
                return [self.meta(value) for value in node["c"]]
            case "MetaInlines":
                return self.text(node["c"])
            case "MetaBlocks":
                return "\n".join(self.text(block["c"]) for block in node["c"])
            case _:
                return str(node["c"])

    def blocks(self, blocks: list[Node], *, quoted: bool = False) -> None:
        for block in blocks:
            self.block(block, quoted)

    def block(self, block: Node, quoted: bool) -> None:
        out, content = self.outline, block.get("c")
        match block["t"]:
            case "Header":
                level, attr, inlines = content  # type: ignore[misc]
                title = self.text(inlines)
                if "unnumbered" not in attr[1] and title != "References":
                    out.headings.append((level, title))
                    out.body.append(title)
            case "Para" | "Plain":
                text = self.text(content)
                (out.quotations if quoted else out.paragraphs).append(text)
                out.body.append(text)
            case "BlockQuote":
                self.blocks(content or [], quoted=True)
            case "Div":
                attr, inner = content  # type: ignore[misc]
                if attr[0] == "refs":
                    out.references += [self.text(entry["c"]) for entry in inner]
                else:
                    self.blocks(inner, quoted=quoted or "pullquote" in attr[1])
            case "BulletList":
                for item in content or []:
                    self.blocks(item, quoted=quoted)
            case "OrderedList":
                for item in content[1]:  # type: ignore[index]
                    self.blocks(item, quoted=quoted)
            case "Figure":
                caption = " ".join(self.text(b["c"]) for b in content[1][1])  # type: ignore[index]
                out.figures.append(caption)
                out.body.append(caption)
            case "Table":
                self.table(content)  # type: ignore[arg-type]
            case "CodeBlock":
                out.body.append(content[1])  # type: ignore[index]
            case _:
                pass

    def table(self, content: list[Any]) -> None:
        _, caption, _, head, bodies, _ = content
        rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3]))]
        cells = [[" ".join(self.text(b["c"]) for b in cell[4]) for cell in row[1]] for row in rows]
        title = " ".join(self.text(b["c"]) for b in caption[1])
        self.outline.tables.append(cells)
        self.outline.captions.append(title)
        self.outline.body += [title, *(cell for row in cells for cell in row)]

    def text(self, inlines: Any) -> str:
        return "".join(self.inline(node) for node in inlines) if isinstance(inlines, list) else ""

    def inline(self, node: Node) -> str:
        content = node.get("c")
        match node["t"]:
            case "Str":
                return str(content)
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                return self.text(content)
            case "Quoted" | "Link" | "Image":
                return self.text(content[1])  # type: ignore[index]
            case "Code" | "Math":
                return str(content[1])  # type: ignore[index]
            case "Span":
                return self.span(content)  # type: ignore[arg-type]
            case "Cite":
                return self.cite(content[0])  # type: ignore[index]
            case "Note":
                self.outline.notes += [" ".join(self.text(b["c"]) for b in content or [] if b["t"] == "Para")]
                return ""
            case _:
                return ""

    def span(self, content: list[Any]) -> str:
        (_, classes, pairs), inner = content
        if "cite" not in classes:
            return self.text(inner)
        given = dict(pairs)
        if "printed" in given:
            return str(given["printed"])
        parts = [value for key, value in pairs if key.startswith("printed")]
        return f"{given.get('before', '')}{given.get('separator', '; ').join(parts)}{given.get('after', '')}"

    def cite(self, items: list[Node]) -> str:
        return "; ".join(" ".join(self.cited(item)) for item in items)

    def cited(self, item: Node) -> Iterator[str]:
        yield self.text(item["citationPrefix"])
        entry = self.entries.get(item["citationId"], {})
        people = entry.get("author") or entry.get("editor") or []
        names = [person.get("family") or person.get("literal", "") for person in people]
        narrative = item["citationMode"]["t"] == "AuthorInText"
        if item["citationMode"]["t"] != "SuppressAuthor":
            many = f"{names[0]} et al." if len(names) > 2 else (" and " if narrative else " & ").join(names)
            yield many or item["citationId"]
        yield entry.get("issued", "")[:4] + entry.get("year-suffix", "")
        yield self.text(item["citationSuffix"])


__all__ = [
    "Matched",
    "Outline",
    "compare_headings",
    "compare_notes",
    "compare_paragraphs",
    "compare_references",
    "compare_tables",
    "error_rate",
    "read_outline",
    "word_differences",
    "word_error_rate",
]
