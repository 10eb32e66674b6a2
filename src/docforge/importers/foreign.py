"""DOCX and ODT -> Reading, through pandoc in its sandbox: it reads the one file and nothing else.

The file is looked at first: a broken zip, an XML entity declaration or a zip bomb never reaches pandoc.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from subprocess import TimeoutExpired
from typing import Any

from docforge.citations.entries import assign_keys
from docforge.citations.parsing.items import read_reference
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import InputError
from docforge.importers.pandoc_ast import AstReader, tree_text
from docforge.model.meta import ArticleMeta, Contributor, Document, Reference
from docforge.model.nodes import Blocks, Figure, Inlines, Paragraph, Section, Text
from docforge.model.source import SourceText
from docforge.model.text import document_strings, inline_text, words
from docforge.model.walk import document_blocks
from docforge.pandoc import run_pandoc
from docforge.repair.record import Conservation, Reading

_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
_MAX_UNPACKED = 300_000_000
SECONDS = 120
_ABSTRACT = frozenset(("abstract", "summary"))
_REFERENCES = frozenset(("references", "bibliography", "works cited", "literature", "reference list"))
_REMEDY = "Open the file in a word processor, save it anew as .docx or .odt, and try again."


def read_foreign(data: bytes, name: str) -> Reading:
    """The article in a DOCX or ODT file.

    Raises InputError for what is no such file (or an unsafe one), MissingToolError where pandoc is missing.
    """
    ast = read_tree(data, name)
    reader = AstReader()
    document, aside = _document(ast, reader)
    text = tree_text([ast["meta"], ast["blocks"]])
    source = SourceText(name, text, "foreign", "utf-8", sha256(data).hexdigest())
    conservation = _conservation(text, document, aside)
    found = [*_findings(document, reader, name), *words_told(conservation, name)]
    return Reading(document, (source,), (), (), tuple(found), conservation)


def _check_container(data: bytes, name: str) -> str:
    """ "docx" or "odt"; InputError for anything else and for what XML or zip could be abused for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            infos = box.infolist()
            if sum(i.file_size for i in infos) > _MAX_UNPACKED:
                raise InputError(f"{name}: unpacks to more than {_MAX_UNPACKED // 10**6} MB", _REMEDY)
            names = {i.filename for i in infos}
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    content = box.read(info)
                    if b"<!ENTITY" in content or b"<!DOCTYPE" in content or b"\x00<\x00!" in content:
                        raise InputError(
                            f"{name}: {info.filename} declares XML entities or a document type", _REMEDY
                        )
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{name}: not a readable .docx or .odt file ({error})", _REMEDY) from error
    except zlib.error as error:
        raise InputError(f"{name}: the file is damaged ({error})", _REMEDY) from error
    for kind, part in _PARTS.items():
        if part in names:
            return kind
    raise InputError(f"{name}: a zip file, but neither .docx nor .odt", _REMEDY)


def read_tree(data: bytes, name: str, options: Sequence[str] = (), extensions: str = "") -> dict[str, Any]:
    """Pandoc's tree of a DOCX or ODT file that was looked at first. Raises as ``read_foreign`` does."""
    kind = _check_container(data, name)
    try:
        done = run_pandoc(["-f", kind + extensions, "-t", "json", "--quiet", *options], data, SECONDS)
    except TimeoutExpired as error:
        raise InputError(f"{name}: pandoc did not read it within {SECONDS} seconds", _REMEDY) from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1] if said else f"it ended with {done.returncode}"
        raise InputError(f"{name}: pandoc cannot read it: {last}", _REMEDY)
    try:
        ast = json.loads(done.stdout)
    except (RecursionError, ValueError) as error:
        raise InputError(f"{name}: the text is nested too deeply", _REMEDY) from error
    if not isinstance(ast, dict):
        raise InputError(f"{name}: pandoc gave no document", _REMEDY)
    return ast


# ---------------------------------------------------------------- document


def _document(ast: dict[str, Any], reader: AstReader) -> tuple[Document, dict[str, str]]:
    """The document, and the text that is set aside by kind."""
    aside: dict[str, str] = {}
    meta, told = _meta(ast["meta"], reader)
    aside["metadata"] = told
    body = reader.blocks(ast["blocks"])
    if not meta.title:
        title, body = _take_title(body)
        meta = replace(meta, title=title)
    if not meta.abstract:
        abstract, body, label = _take_abstract(body)
        meta = replace(meta, abstract=abstract)
        aside["label"] = label
    body, references_title, references = _take_references(body)
    document = Document(meta, body, tuple(reader.notes), references, references_title)
    aside["raw markup"] = "\n".join(reader.raw)
    aside["picture description"] = "\n".join(reader.descriptions)
    aside["repeated caption"] = "\n".join(reader.repeated)
    alts = [b.alt for b in document_blocks(document) if isinstance(b, Figure)]
    aside["alternative text"] = "\n".join(alts)
    return document, aside


def _meta(data: dict[str, Any], reader: AstReader) -> tuple[ArticleMeta, str]:
    known: dict[str, list[Inlines]] = {}
    told = []
    for key, value in data.items():
        if key in ("title", "subtitle", "author", "abstract", "keywords"):
            known[key] = list(_meta_inlines(value, reader))
        else:
            told.append(tree_text(value))
    people = tuple(Contributor(inline_text(c)) for c in known.get("author", []))
    meta = ArticleMeta(
        title=next(iter(known.get("title", [])), ()),
        subtitle=next(iter(known.get("subtitle", [])), ()),
        contributors=people,
        abstract=tuple(Paragraph(c) for c in known.get("abstract", [])),
        keywords=tuple(inline_text(c) for c in known.get("keywords", [])),
    )
    return meta, "\n".join(told)


def _meta_inlines(value: dict[str, Any], reader: AstReader) -> Iterable[Inlines]:
    match value["t"]:
        case "MetaInlines":
            yield reader.inlines(value["c"])
        case "MetaString":
            yield (Text(value["c"]),)
        case "MetaList":
            for part in value["c"]:
                yield from _meta_inlines(part, reader)
        case "MetaBlocks":
            for block in reader.blocks(value["c"]):
                if isinstance(block, Paragraph):
                    yield block.content


def _take_title(body: Blocks) -> tuple[Inlines, Blocks]:
    """The first section's heading, if nothing stands before it; what it held moves up."""
    first = body[0] if body else None
    if isinstance(first, Section):
        return first.title, (*first.blocks, *body[1:])
    return (), body


def _take_abstract(body: Blocks) -> tuple[tuple[Paragraph, ...], Blocks, str]:
    """A section "Abstract" at the start, or a paragraph "Abstract" and the one behind it."""
    for at, block in enumerate(body[:6]):
        if isinstance(block, Section):
            title = inline_text(block.title)
            paragraphs = tuple(b for b in block.blocks if isinstance(b, Paragraph))
            if title.strip(" :.").lower() in _ABSTRACT and len(paragraphs) == len(block.blocks):
                return paragraphs, (*body[:at], *body[at + 1 :]), title
            break
        following = body[at + 1] if at + 1 < len(body) else None
        if isinstance(block, Paragraph) and isinstance(following, Paragraph):
            label = inline_text(block.content)
            if label.strip(" :.").lower() in _ABSTRACT:
                return (following,), (*body[:at], *body[at + 2 :]), label
    return (), body, ""


def _take_references(body: Blocks) -> tuple[Blocks, Inlines, tuple[Reference, ...]]:
    """A last section "References" that holds only paragraphs is the reference list."""
    last = body[-1] if body else None
    if not isinstance(last, Section) or inline_text(last.title).strip(" :.").lower() not in _REFERENCES:
        return body, (), ()
    entries = [b for b in last.blocks if isinstance(b, Paragraph)]
    if len(entries) != len(last.blocks):
        return body, (), ()
    raws = [inline_text(e.content) for e in entries]
    items = [read_reference(entry.content) for entry in entries]
    references = tuple(
        Reference(key, raw, entry.content, item)
        for key, raw, entry, item in zip(assign_keys(items), raws, entries, items, strict=True)
    )
    return body[:-1], last.title, references


# ---------------------------------------------------------------- account


def _conservation(text: str, document: Document, aside: dict[str, str]) -> Conservation:
    """Words of pandoc's tree against words of the model and what was set aside."""
    source = Counter(words(text))
    model = Counter(w for string in document_strings(document) for w in words(string))
    put_by = {kind: Counter(words(t)) for kind, t in aside.items()}
    account = model + sum(put_by.values(), Counter())
    missing, more = source - account, account - source
    return Conservation(
        source_words=source.total(),
        kept=(source & model).total(),
        set_aside=tuple(sorted((kind, c.total()) for kind, c in put_by.items() if c)),
        changed=(),
        unaccounted=tuple(sorted(missing.items())),
        invented=tuple(sorted(more.items())),
    )


def words_told(conservation: Conservation, name: str) -> list[Diagnostic]:
    found = []
    for code, listed, what in (
        ("word-lost", conservation.unaccounted, "not in the document"),
        ("word-invented", conservation.invented, "not in the file"),
    ):
        if listed:
            shown = ", ".join(repr(w) for w, _ in listed[:8])
            found.append(
                diagnostic(code, f"{name}: {sum(n for _, n in listed)} words are {what}: {shown}", where=name)
            )
    return found


def _findings(document: Document, reader: AstReader, name: str) -> list[Diagnostic]:
    found = []
    if not document.meta.title:
        hint = "Mark the title with the style Title or Heading 1."
        found.append(diagnostic("no-title", f"{name}: no title was found", hint=hint, where=name))
    if not document.meta.contributors:
        hint = "Name the authors in article.toml."
        found.append(diagnostic("no-author", f"{name}: no author was found", hint=hint, where=name))
    for block in document_blocks(document):
        if isinstance(block, Figure):
            message = f"{name}: the picture of {block.label or block.id} was not taken over"
            hint = "Save the picture from the word processor into figures/ and name it in article.md."
            found.append(diagnostic("figure-missing", message, hint=hint, where=name))
    if reader.descriptions:
        message = f"{name}: {len(reader.descriptions)} pictures stand inside a line of text and were left out"
        found.append(diagnostic("not-rendered", message, where=name))
    if any(r.strip() for r in reader.raw):
        message = f"{name}: raw markup was set aside ({len(reader.raw)} places)"
        found.append(diagnostic("not-rendered", message, where=name))
    return found
