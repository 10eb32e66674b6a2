"""veraPDF passes what we write, names what is broken, and says when it was not run."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pages_fixture import EDITION, every_node, long_article
from pikepdf import Dictionary, Pdf

from docforge.exporters.issue.pages import layout_edition
from docforge.validate import verapdf
from docforge.validate.check import check_paths
from docforge.validate.verapdf import check_pdfs


def no_marker(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        del metadata["pdfuaid:part"]


def no_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def no_tags(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def no_description(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == "/Figure":
            del thing["/Alt"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Good files and broken ones, by name."""
    folder = tmp_path_factory.mktemp("pdf")
    made = layout_edition((every_node(), long_article()), EDITION)
    articles = dict(zip(("every-node", "long-road"), (one.data for one in made.articles), strict=True))
    data = {"edition": made.data} | articles
    for damage in (no_marker, no_intent, no_tags, no_description):
        with Pdf.open(io.BytesIO(made.articles[0].data)) as pdf:
            damage(pdf)
            out = io.BytesIO()
            pdf.save(out)
        data[damage.__name__] = out.getvalue()
    data["text"] = b"not a PDF"
    for name, content in data.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return {name: folder / f"{name}.pdf" for name in data}


@pytest.mark.needs_verapdf
def test_good_files_pass_and_broken_ones_are_told(files: dict[str, Path]) -> None:
    checks = dict(zip(files, check_pdfs(list(files.values()), list(files)), strict=True))
    assert all(checked.ran and checked.version for checked in checks.values())
    told = {name: "\n".join(d.message for d in checked.diagnostics) for name, checked in checks.items()}
    assert told["edition"] == told["every-node"] == told["long-road"] == ""
    assert "does not say that it is PDF/UA-1" in told["no_marker"]
    assert "PDF/A-3a, 6.2.4.3" in told["no_intent"]
    assert "PDF/UA-1, 7.1" in told["no_tags"]
    assert "cannot read it" in told["text"]
    # The words of its caption say which picture it is.
    assert "Near: “Figure" in told["no_description"]
    assert {d.where for d in checks["no_tags"].diagnostics} == {"no_tags"}


@pytest.mark.needs_verapdf
def test_docforge_check_runs_it_beside_our_own_checks(files: dict[str, Path]) -> None:
    checks = check_paths([files["every-node"]])
    assert [checked.checker for checked in checks] == ["docforge PDF checks", "veraPDF"]
    assert all(checked.ran and not checked.diagnostics for checked in checks)


def test_a_missing_tool_is_no_error_and_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "find_verapdf", lambda: ())
    (checked,) = check_pdfs([tmp_path / "x.pdf"])
    assert not checked.ran
    assert "scripts/verapdf.sh" in checked.reason


@pytest.mark.parametrize(
    ("command", "told"),
    [(("true",), "gave no report"), (("/nowhere/verapdf",), "does not start")],
)
def test_a_tool_that_fails_is_not_run(
    command: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "find_verapdf", lambda: command)
    (checked,) = check_pdfs([tmp_path / "x.pdf"], ["x.pdf"])
    assert not checked.ran
    assert told in checked.reason
