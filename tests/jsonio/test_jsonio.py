"""JSON keeps a document whole, origins too, and says what is wrong with JSON that is not one."""

# ruff: noqa: E501 (tables of samples)
from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

sys.path.insert(0, str(Path(__file__).parents[1]))

import strategies

import docforge
from docforge.errors import InputError
from docforge.model.jsonio import from_json, schema_text, to_json
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text
from docforge.places import Span


@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(strategies.documents())
def test_a_document_comes_back_the_same(document: Document) -> None:
    written = to_json(document)
    assert from_json(written) == document
    assert to_json(from_json(written)) == written


def test_origins_come_back_though_they_do_not_compare() -> None:
    place = Span("a.txt", 3, 9)
    read = from_json(to_json(Document(body=(Paragraph((Text("x", place),), place),))))
    paragraph = read.body[0]
    assert isinstance(paragraph, Paragraph)
    assert (paragraph.origin, paragraph.content[0].origin) == (place, place)


def test_defaults_are_left_out() -> None:
    assert json.loads(to_json(Document(meta=ArticleMeta(title=(Text("T"),))))) == {
        "format": "docforge-document-1",
        "@type": "Document",
        "meta": {"@type": "ArticleMeta", "title": [{"@type": "Text", "value": "T"}]},
    }


DOC = {"format": "docforge-document-1", "@type": "Document"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a document of docforge"),
        ('{"@type": "Document"}', "not a document of docforge"),
        (json.dumps(DOC | {"bodies": []}), "Document has no 'bodies'"),
        (json.dumps(DOC | {"body": {}}), "document.body: should be a list"),
        (json.dumps(DOC | {"body": [{"@type": "Poem"}]}), "document.body[0]: type 'Poem' is none of Paragraph"),
        (json.dumps(DOC | {"body": [{"@type": "Paragraph"}]}), "Paragraph needs 'content'"),
        (json.dumps(DOC | {"body": [{"@type": "Preformat", "value": 3}]}), "should be a string, not a whole number"),
        (
            json.dumps(DOC | {"body": [{"@type": "Preformat", "value": "", "origin": ["a", 2, 1]}]}),
            "should be [file, start, end]",
        ),
        (
            json.dumps(DOC | {"body": [{"@type": "DispQuote", "blocks": [], "kind": "big"}]}),
            "'big' is none of '', 'pullquote'",
        ),
        ("[" * 100_000, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        from_json(text)
    assert says in caught.value.message
    assert caught.value.hint


def test_the_published_schema_is_current() -> None:
    published = Path(docforge.__file__).parent / "data" / "document.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text()


def test_the_schema_knows_each_class_that_is_written() -> None:
    schema = json.loads(schema_text())
    assert {"Paragraph", "Cite", "Reference", "OriginalPublication"} <= set(schema["$defs"])
    assert schema["$defs"]["Cell"]["required"] == ["@type", "content"]
