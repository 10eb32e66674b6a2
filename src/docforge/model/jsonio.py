"""Document <-> JSON without loss, and the JSON Schema of that JSON, all from the dataclasses themselves.

Each object carries its class as ``"@type"`` (a CSL item has a field "type"); fields with their default value
are left out; keys stand in the order of the class; an ``origin`` is ``[file, start, end]``.
Schema: https://json-schema.org/draft/2020-12/schema .
"""

from __future__ import annotations

import json
import sys
import types
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from docforge.errors import InputError
from docforge.model import meta, nodes
from docforge.model.meta import Document
from docforge.places import Span

FORMAT = "docforge-document-1"
TAG = "@type"
_MAX_DEPTH = 400  # far deeper than importers let a document nest


def _classes() -> dict[str, type]:
    found: dict[str, type] = {}
    for module in (nodes, meta):
        for name, value in vars(module).items():
            if isinstance(value, type) and is_dataclass(value) and value.__module__ == module.__name__:
                found[name] = value
    return found


CLASSES: dict[str, type] = _classes()


@cache
def _hints(kind: Any) -> dict[str, Any]:
    names = {**vars(nodes), **vars(meta), "Span": Span}
    return get_type_hints(kind, globalns=names)


@cache
def _fields(kind: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints = _hints(kind)
    return tuple((f, hints[f.name]) for f in fields(kind))


# ---------------------------------------------------------------- writing


def to_json(document: Document) -> str:
    """The document as JSON text, the same text for the same document."""
    return json.dumps({"format": FORMAT} | _encode(document), ensure_ascii=False, indent=1) + "\n"


def _encode(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.file, value.start, value.end]
    if isinstance(value, tuple):
        return [_encode(v) for v in value]
    if not is_dataclass(value):
        return value
    out: dict[str, Any] = {TAG: type(value).__name__}
    for f, _ in _fields(cast(Any, type(value))):
        item = getattr(value, f.name)
        # A record equal to its default may still hold origins, which take no part in comparison.
        whole = not is_dataclass(item) or _encode(item) == _encode(f.default)
        if f.default is not MISSING and item == f.default and whole:
            continue
        out[f.name] = _encode(item)
    return out


# ---------------------------------------------------------------- reading


def from_json(text: str) -> Document:
    """The document of ``to_json``. Raises InputError naming place ("body[2]") and mistake."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})", _HINT
        ) from error
    except RecursionError as error:
        raise InputError("the JSON is nested too deeply", _HINT) from error
    if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
        raise InputError(f'this JSON is not a document of docforge: no "format": "{FORMAT}"', _HINT)
    document = _decode(data, Document, "document", 0)
    assert isinstance(document, Document)
    return document


_HINT = "Give the article.json that docforge wrote, unchanged; its schema is document.schema.json."


def _wrong(path: str, what: str) -> InputError:
    return InputError(f"{path}: {what}", _HINT)


def _decode(value: Any, kind: Any, path: str, depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise _wrong(path, "nested too deeply")
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(value, get_args(kind), path, depth)
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(path, f"should be a list, not {_name(value)}")
        inner = get_args(kind)[0]
        return tuple(_decode(v, inner, f"{path}[{n}]", depth + 1) for n, v in enumerate(value))
    if origin is Literal:
        if value not in get_args(kind):
            raise _wrong(path, f"{value!r} is none of {', '.join(map(repr, get_args(kind)))}")
        return value
    if kind is Span:
        return _decode_span(value, path)
    if is_dataclass(kind):
        return _decode_object(value, kind, path, depth)
    if type(value) is not kind:
        raise _wrong(path, f"should be {_NAMES[kind]}, not {_name(value)}")
    return value


def _decode_union(value: Any, kinds: tuple[Any, ...], path: str, depth: int) -> Any:
    if value is None and type(None) in kinds:
        return None
    if Span in kinds:
        return _decode_span(value, path)
    tag = value.get(TAG) if isinstance(value, dict) else None
    for kind in kinds:
        if getattr(kind, "__name__", "") == tag:
            return _decode_object(value, kind, path, depth)
    allowed = ", ".join(k.__name__ for k in kinds if k is not type(None))
    raise _wrong(path, f"type {tag!r} is none of {allowed}")


def _decode_span(value: Any, path: str) -> Span:
    match value:
        case [str(file), int(start), int(end)] if 0 <= start <= end:
            return Span(file, start, end)
    raise _wrong(path, "should be [file, start, end]")


def _decode_object(value: Any, kind: Any, path: str, depth: int) -> Any:
    if not isinstance(value, dict):
        raise _wrong(path, f"should be a {kind.__name__}, not {_name(value)}")
    if value.get(TAG) != kind.__name__:
        raise _wrong(path, f"should be a {kind.__name__}, not {value.get('type')!r}")
    known = {f.name: hint for f, hint in _fields(kind)}
    if extra := [k for k in value if k != TAG and k not in known]:
        raise _wrong(path, f"{kind.__name__} has no {extra[0]!r}")
    read = {k: _decode(v, known[k], f"{path}.{k}", depth + 1) for k, v in value.items() if k != TAG}
    for f, _ in _fields(kind):
        if f.name not in read and f.default is MISSING and f.default_factory is MISSING:
            raise _wrong(path, f"{kind.__name__} needs {f.name!r}")
    return kind(**read)


_NAMES = {str: "a string", int: "a whole number", bool: "true or false", list: "a list", dict: "an object"}


def _name(value: Any) -> str:
    return "null" if value is None else _NAMES.get(type(value), type(value).__name__)


# ---------------------------------------------------------------- schema


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of ``to_json``."""
    definitions = {name: _object_schema(kind) for name, kind in sorted(CLASSES.items())}
    top = definitions.pop("Document")
    top["properties"] = {"format": {"const": FORMAT}} | top["properties"]
    top["required"] = ["format", *top["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of docforge",
        **top,
        "$defs": definitions,
    }


def _object_schema(kind: type) -> dict[str, Any]:
    properties: dict[str, Any] = {TAG: {"const": kind.__name__}}
    required = [TAG]
    for f, hint in _fields(kind):
        properties[f.name] = _type_schema(hint)
        if f.default is MISSING and f.default_factory is MISSING:
            required.append(f.name)
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _type_schema(kind: Any) -> dict[str, Any]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        kinds = [k for k in get_args(kind) if k is not type(None)]
        schemas = [_type_schema(k) for k in kinds]
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}
    if origin is tuple:
        return {"type": "array", "items": _type_schema(get_args(kind)[0])}
    if origin is Literal:
        return {"enum": list(get_args(kind))}
    if kind is Span:
        place = {"type": "integer", "minimum": 0}
        return {
            "type": "array",
            "prefixItems": [{"type": "string"}, place, place],
            "minItems": 3,
            "maxItems": 3,
        }
    if is_dataclass(kind):
        return {"$ref": f"#/$defs/{kind.__name__}"}  # type: ignore[union-attr]
    return _SIMPLE[kind]


_SIMPLE: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    str: {"type": "string"},
}


def schema_text() -> str:
    """What ``data/document.schema.json`` holds."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # python -m docforge.model.jsonio > src/docforge/data/document.schema.json
    sys.stdout.write(schema_text())
