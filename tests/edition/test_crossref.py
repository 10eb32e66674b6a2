"""Looking references up in a register, against a small server of our own; never the real one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from docforge.cli.main import main
from docforge.edition.crossref import Crossref, look_up
from docforge.model.meta import CslItem, Name, Reference
from docforge.model.nodes import Text

BRIDGES = {
    "DOI": "10.1234/bridges",
    "title": ["Small bridges and large rivers"],
    "author": [{"family": "Berg", "given": "Jan"}],
    "issued": {"date-parts": [[2021, 3]]},
}
FERRIES = {"DOI": "10.1234/ferries", "title": ["Ferries at night"], "issued": {"date-parts": [[1999]]}}


class Stub(BaseHTTPRequestHandler):
    """Knows two works; a search finds what shares a word of its title; "down" breaks it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        url = urlsplit(self.path)
        if url.path == "/works":
            text = parse_qs(url.query)["query.bibliographic"][0].casefold()
            if "down" in text:
                self.send_error(503)
                return
            found = [
                w for w in (FERRIES, BRIDGES) if str(w["title"]).split("'")[1].split()[0].casefold() in text
            ]
            self.answer({"items": found})
            return
        works = {str(w["DOI"]): w for w in (BRIDGES, FERRIES)}
        doi = unquote(url.path.removeprefix("/works/"))
        if doi in works:
            self.answer(works[doi])
        else:
            self.send_error(404)

    def answer(self, message: object) -> None:
        data = json.dumps({"status": "ok", "message": message}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def crossref(tmp_path: Path) -> Iterator[Crossref]:
    Stub.asked = []
    server = HTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Crossref(tmp_path / "kept", f"http://127.0.0.1:{server.server_port}", "editor@example.org")
    server.shutdown()
    server.server_close()


ITEM = CslItem(
    type="book", author=(Name("Berg", "J."),), issued="2021", title="Small bridges and large rivers"
)


def entry(item: CslItem, id: str = "berg-2021") -> Reference:
    printed = f"Berg, J. ({item.issued}). {item.title}."
    return Reference(id, printed, (Text(printed),), item)


def test_a_work_without_a_doi_is_given_one_as_a_suggestion_with_its_reason(crossref: Crossref) -> None:
    (told,) = look_up([entry(ITEM)], crossref)
    assert (told.code, told.severity, told.after) == ("reference-lookup", "info", "10.1234/bridges")
    assert "titles 100% alike, same year, same first author" in told.message
    assert "mailto=editor%40example.org" in Stub.asked[0]


def test_the_answer_is_kept_and_not_asked_again(crossref: Crossref) -> None:
    first = list(look_up([entry(ITEM)], crossref))
    again = Crossref(crossref.folder, crossref.server, crossref.mailto)
    assert list(look_up([entry(ITEM)], again)) == first
    assert again.asked == 0 and len(Stub.asked) == 1


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (replace(ITEM, doi="10.1234/ferries"), "another work under the DOI 10.1234/ferries: “Ferries"),
        (replace(ITEM, doi="10.1234/bridges", issued="2012"), "dates the work under the DOI"),
    ],
)  # fmt: skip
def test_a_doi_of_another_work_or_year_is_told(crossref: Crossref, item: CslItem, says: str) -> None:
    (told,) = look_up([entry(item)], crossref)
    assert says in told.message


@pytest.mark.parametrize(
    "item",
    [
        replace(ITEM, doi="10.1234/bridges"),
        replace(ITEM, doi="10.1234/unknown"),
        replace(ITEM, title="Small bridges and the tax on large rivers in spring"),
        replace(ITEM, issued="1950", author=(Name("Other", "O."),)),
        replace(ITEM, title=""),
    ],
)
def test_what_agrees_or_is_not_surely_the_same_is_not_told(crossref: Crossref, item: CslItem) -> None:
    assert list(look_up([entry(item)], crossref)) == []


def test_a_register_that_is_down_is_said_to_be_not_asked(crossref: Crossref) -> None:
    (told,) = look_up([entry(replace(ITEM, title="The down train")), entry(ITEM, "b")], crossref)
    assert told.code == "not-checked"
    assert "2 of 2 references" in told.message and "503" in told.message


def test_no_register_at_all_is_said(tmp_path: Path) -> None:
    (told,) = look_up([entry(ITEM)], Crossref(tmp_path, "http://127.0.0.1:9"))
    assert told.code == "not-checked"


def test_the_command_asks_only_where_it_is_told_to(
    crossref: Crossref, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.md").write_text(ARTICLE, encoding="utf-8")
    assert main(["references", "a.md"]) == 0
    assert Stub.asked == []
    capsys.readouterr()
    assert main(["references", "a.md", "--lookup", "--lookup-server", crossref.server]) == 0
    assert "Crossref has this work under the DOI 10.1234/bridges" in capsys.readouterr().out
    assert len(list(Path("build/.cache/crossref").iterdir())) == len(Stub.asked) == 1


ARTICLE = """\
---
title: On crossings
author:
- name: Ada Example
references:
- id: berg
  type: book
  author:
  - family: Berg
    given: Jan
  issued: '2021'
  title: Small bridges and large rivers
  certain: 'true'
  raw: Berg, Jan. Small bridges and large rivers. 2021.
---

# A part

Bridges are small [@berg].
"""
