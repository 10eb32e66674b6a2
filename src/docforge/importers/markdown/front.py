"""YAML front matter -> metadata and references. Every scalar is read as a string: "010" stays "010"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import yaml

from docforge.citations.exchange.match import written
from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import InputError
from docforge.model.meta import (
    Abstract,
    Affiliation,
    ArticleMeta,
    Contributor,
    CslItem,
    Funding,
    History,
    Name,
    OriginalPage,
    OriginalPublication,
    Product,
    Reference,
    RelatedArticle,
    Translation,
)
from docforge.model.nodes import Inlines, Paragraph, Permission, Text
from docforge.model.products import composed_product

_FENCE_RE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_END_RE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_CSL_NAMES = {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "URL": "url"}
_KNOWN = frozenset(
    (
        "title subtitle kind lang language section author affiliations standfirst abstract keywords "
        "abstracts products related funding translations doi DOI running-title history permission original "
        "original-pages note-labels "
        "references "
        "duplicate-references"
    ).split()
)
_HINT = "Put the value in double quotes, or compare with the front matter that docforge itself writes."
ReadInlines = Callable[[str], Inlines]
Record = TypeVar("Record", OriginalPublication, History, Permission)


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter as data; ``end`` is where the body starts, behind ``lines`` lines."""

    data: dict[str, Any]
    end: int
    lines: int


def split_front(text: str, file: str) -> Front:
    """Front matter and where the body starts. Raises InputError (file, line) on broken YAML."""
    start = 1 if text.startswith("\ufeff") else 0
    opening = _FENCE_RE.match(text, start)
    closing = _END_RE.search(text, opening.end()) if opening else None
    if opening is None or closing is None or text[opening.end() : opening.end() + 1] in ("", "\n", "\r"):
        return Front({}, start, 0)
    end = closing.end()
    source = text[opening.end() : closing.start()]
    try:
        data = yaml.load(source, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise InputError(f"{file}, line {line}: the front matter is not YAML: {problem}", _HINT) from error
    except RecursionError as error:
        raise InputError(f"{file}, line 1: the front matter is nested too deeply", _HINT) from error
    if data is None or data == "":
        data = {}
    if not isinstance(data, dict):
        raise InputError(f"{file}, line 2: the front matter is not a list of 'key: value' lines", _HINT)
    return Front(data, end, len(re.findall(r"\r\n|\n|\r", text[:end])))


@dataclass(slots=True)
class FrontReader:
    """Reads front matter values; says which keys it did not understand."""

    file: str
    inlines: ReadInlines
    diagnostics: list[Diagnostic]

    def ignored(self, key: str, why: str) -> None:
        self.diagnostics.append(
            diagnostic(
                "config-ignored", f"{self.file}: {key} in the front matter {why}", where=f"{self.file}: {key}"
            )
        )

    def text(self, data: dict[str, Any], key: str) -> str:
        value = data.get(key, "")
        if isinstance(value, str):
            return value
        self.ignored(key, "should be one string; it is left out")
        return ""

    def texts(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        value = data.get(key) or []
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(","))
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.ignored(key, "should be a list of strings; it is left out")
        return ()

    def maps(self, data: dict[str, Any], key: str, single: str) -> Iterator[dict[str, Any]]:
        """The mappings of a list; a bare string stands for ``{single: string}``."""
        value = data.get(key) or []
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield entry
            elif isinstance(entry, str):
                yield {single: entry}
            else:
                self.ignored(key, "should be a list of 'key: value' groups")

    def record(self, kind: type[Record], data: dict[str, Any], key: str) -> Record:
        value = data.get(key) or {}
        if not isinstance(value, dict):
            self.ignored(key, "should hold 'key: value' lines; it is left out")
            return kind()
        names = {f.name.replace("_", "-"): f.name for f in fields(kind)}
        for name in value.keys() - names.keys():
            self.ignored(f"{key}.{name}", "is no field that docforge knows")
        return kind(**{names[k]: self.text(value, k) for k in value if k in names})

    def meta(self, data: dict[str, Any], paragraphs: Callable[[str], tuple[Paragraph, ...]]) -> ArticleMeta:
        for key in data:
            if key not in _KNOWN:
                self.ignored(key, "is no field that docforge knows")
        start = ArticleMeta()
        language = self.text(data, "lang") or self.text(data, "language") or start.language
        abstract = data.get("abstract") or ""
        if isinstance(abstract, list):
            abstract = "\n\n".join(str(part) for part in abstract)
        return ArticleMeta(
            title=self.inlines(self.text(data, "title")),
            subtitle=self.inlines(self.text(data, "subtitle")),
            kind=self.text(data, "kind") or start.kind,
            language=language,
            section=self.text(data, "section"),
            contributors=tuple(self._person(d) for d in self.maps(data, "author", "name")),
            affiliations=tuple(self._affiliation(d) for d in self.maps(data, "affiliations", "text")),
            standfirst=self.inlines(self.text(data, "standfirst")),
            abstract=paragraphs(self.text({"abstract": abstract}, "abstract")),
            abstracts=tuple(self._abstract(d, paragraphs) for d in self.maps(data, "abstracts", "text")),
            products=tuple(self._product(d, language) for d in self.maps(data, "products", "text")),
            related=tuple(
                RelatedArticle(
                    self.text(d, "kind") or "corrected-article", self.text(d, "doi"), self.text(d, "url")
                )
                for d in self.maps(data, "related", "doi")
            ),
            funding=tuple(
                Funding(
                    self.text(d, "funder"),
                    self.text(d, "identifier"),
                    self.texts(d, "awards"),
                    self.texts(d, "recipients"),
                )
                for d in self.maps(data, "funding", "funder")
            ),
            keywords=self.texts(data, "keywords"),
            translations=tuple(
                self._translation(d, paragraphs) for d in self.maps(data, "translations", "title")
            ),
            doi=self.text(data, "doi") or self.text(data, "DOI"),
            running_title=self.text(data, "running-title"),
            history=self.record(History, data, "history"),
            permission=self.record(Permission, data, "permission"),
            original=self.record(OriginalPublication, data, "original"),
            original_pages=tuple(
                OriginalPage(self.text(d, "page"), self.text(d, "begins"))
                for d in self.maps(data, "original-pages", "begins")
            ),
        )

    def _abstract(self, data: dict[str, Any], paragraphs: Callable[[str], tuple[Paragraph, ...]]) -> Abstract:
        return Abstract(
            kind=self.text(data, "kind") or "summary",
            paragraphs=paragraphs(self.text(data, "text")),
            title=self.inlines(self.text(data, "title")),
            language=self.text(data, "lang"),
        )

    def _product(self, data: dict[str, Any], language: str) -> Product:
        parts = {
            name: self.text(data, name.replace("_", "-"))
            for name in ("title", "year", "publisher", "publisher_place", "isbn")
        }
        authors = self.texts(data, "authors")
        content = self.inlines(self.text(data, "text"))
        if "text" not in data:
            content = composed_product(authors, parts, language)
        return Product(content, self.text(data, "kind") or "book", authors=authors, **parts)

    def _translation(
        self, data: dict[str, Any], paragraphs: Callable[[str], tuple[Paragraph, ...]]
    ) -> Translation:
        return Translation(
            language=self.text(data, "lang"),
            title=self.inlines(self.text(data, "title")),
            subtitle=self.inlines(self.text(data, "subtitle")),
            abstract=paragraphs(self.text(data, "abstract")),
            keywords=self.texts(data, "keywords"),
        )

    def _person(self, data: dict[str, Any]) -> Contributor:
        given, family = self.text(data, "given"), self.text(data, "family")
        return Contributor(
            name=self.text(data, "name") or f"{given} {family}".strip(),
            family=family,
            given=given,
            orcid=self.text(data, "orcid"),
            email=self.text(data, "email"),
            affiliations=self.texts(data, "affiliations"),
            corresponding=self.text(data, "corresponding").lower() in ("true", "yes"),
            biography=self.inlines(self.text(data, "biography")),
            roles=self.texts(data, "roles"),
            note=self.text(data, "note"),
        )

    def _affiliation(self, data: dict[str, Any]) -> Affiliation:
        text = self.text(data, "text")
        return Affiliation(
            id=self.text(data, "id"),
            text=text,
            institution=self.text(data, "institution"),
            country=self.text(data, "country"),
            ror=self.text(data, "ror"),
        )

    def references(self, data: dict[str, Any]) -> list[tuple[Reference, str | None]]:
        """References without their content, and the Markdown of it (None: made from the rest)."""
        out = []
        for number, entry in enumerate(self.maps(data, "references", "raw"), 1):
            csl = self._csl(entry)
            raw, text = self.text(entry, "raw"), entry.get("text")
            certain = self.text(entry, "certain").lower() in ("true", "yes")
            # Without a raw string the entry was never damaged: an editor wrote the fields.
            certain = certain or ("raw" not in entry and text is None)
            content: Inlines = (Text(raw),) if raw else ()
            if "raw" not in entry and text is None:
                content = (Text(printed),) if (printed := written(csl)) else ()
            id = self.text(entry, "id") or f"ref-{number}"
            reference = Reference(id, raw, content, csl, self.text(entry, "label"), certain)
            out.append((reference, text if isinstance(text, str) else None))
        return out

    def _csl(self, entry: dict[str, Any]) -> CslItem:
        values: dict[str, Any] = {}
        names = {f.name for f in fields(CslItem)}
        for key, value in entry.items():
            name = _CSL_NAMES.get(key, key.replace("-", "_"))
            if name in ("author", "editor"):
                values[name] = tuple(self._name(d) for d in self.maps(entry, key, "literal"))
            elif name in ("issued", "accessed") and not isinstance(value, str):
                values[name] = _date(value)
            elif name in names:
                values[name] = self.text(entry, key)
        return CslItem(**values)

    def _name(self, data: dict[str, Any]) -> Name:
        return Name(self.text(data, "family"), self.text(data, "given"), self.text(data, "literal"))


def _date(value: Any) -> str:
    """A CSL date (``date-parts`` or Pandoc's year, month, day) as ISO 8601; "" where it is neither."""
    if isinstance(value, list):
        value = value[0] if value else {}
    if not isinstance(value, dict):
        return ""
    parts = value.get("date-parts") or [[value.get(k) for k in ("year", "month", "day")]]
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [p for p in first if isinstance(p, str) and p.isdecimal()]
    return "-".join(n.zfill(2) for n in numbers)
