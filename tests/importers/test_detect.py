"""Which kind of text a file is taken for."""

from __future__ import annotations

import pytest

import docforge
from docforge.errors import InputError
from docforge.importers.detect import detect_kind

BROKEN = "---\ntitle: [\n---\nA page that begins with rules, as a dump may.\n"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("---\ntitle: A page\n---\nText.\n", "a.md", "markdown"),
        ("---\ntitle: A page\n---\nText.\n", "a.txt", "markdown"),
        (BROKEN, "a.md", "markdown"),
        (BROKEN, "a.txt", "plain"),
        ("<html><body><p>Text.</p></body></html>", "a.txt", "html"),
        ("Nothing but text.\n", "a.txt", "plain"),
    ],
)
def test_kinds(text: str, name: str, kind: str) -> None:
    assert detect_kind(text, name)[0] == kind


def test_broken_front_matter_is_a_mistake_in_markdown_and_text_in_a_dump() -> None:
    with pytest.raises(InputError, match="front matter is not YAML"):
        docforge.convert(("a.md", BROKEN.encode()))
    done = docforge.convert(("a.txt", BROKEN.encode()))
    assert done.readings[0].conservation.holds
    assert b"as a dump may" in done.files["article.md"]
