"""A whole build of tiny editions: which files, what is told, what a second build does."""

from __future__ import annotations

import json
import zipfile
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from edition.editions import ARTICLE, MANIFEST, build, codes, small_edition, tree, write

import docforge
from docforge.edition.pages import PageMaker
from docforge.edition.results import BuildResult
from docforge.edition.stages import read_stage
from docforge.errors import InputError, UsageError
from docforge.model.edition import Article, EditionMeta

FORMATS = ("md", "json", "html", "pdf", "epub", "xml", "docx")
TWO = MANIFEST + '[[articles]]\nid = "two"\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, BuildResult]:
    """An edition of two articles and what its first build yields, with processes beside as a user has it."""
    root = tmp_path_factory.mktemp("built")
    second = ARTICLE.replace("small things", "large things")
    edition = small_edition(root / "edition", **{"edition.toml": TWO, "two/article.md": second})
    return edition, root / "out", docforge.build(edition, root / "out")


def test_all_files_are_there_and_told(built: tuple[Path, Path, BuildResult]) -> None:
    _, out, result = built
    assert result.ok, result.findings
    wanted = {f"articles/{name}/article.{suffix}" for name in ("one", "two") for suffix in FORMATS}
    wanted |= {"edition.pdf", "edition.epub", "report.json", "report.html"}
    assert set(tree(out)) == set(result.files)
    assert {name for name in result.files if not name.startswith("site/")} == wanted
    pages = {name for name in result.files if name.startswith("site/") and name.endswith(".html")}
    assert pages >= {"site/index.html", "site/articles/one/index.html", "site/articles/two/index.html"}
    assert (out / "site/articles/one/article.pdf").read_bytes() == (
        out / "articles/one/article.pdf"
    ).read_bytes()
    assert (out / "edition.pdf").read_bytes().startswith(b"%PDF-")
    assert zipfile.is_zipfile(out / "edition.epub")
    assert [a.title for a in result.articles] == ["On small things", "On large things"]


def test_nothing_is_left_beside(built: tuple[Path, Path, BuildResult]) -> None:
    edition, out, _ = built
    assert {path.name for path in out.iterdir()} == {
        ".cache",
        "articles",
        "edition.epub",
        "edition.pdf",
        "report.html",
        "report.json",
        "site",
    }
    assert set(tree(edition)) == {"edition.toml", "one/article.md", "two/article.md"}


def test_epubcheck_is_said_to_be_not_run(built: tuple[Path, Path, BuildResult]) -> None:
    _, out, result = built
    assert {c.file for c in result.checks if not c.ran and c.checker == "EPUBCheck"} == {
        "edition.epub",
        "articles/one/article.epub",
        "articles/two/article.epub",
    }
    assert b"EPUBCheck" in (out / "report.json").read_bytes()


@pytest.mark.needs_poppler
def test_the_words_of_every_file_are_compared_with_the_text(built: tuple[Path, Path, BuildResult]) -> None:
    _, out, _ = built
    report = json.loads((out / "report.json").read_bytes())
    checks = [c for part in (*report["articles"], report) for c in part["checks"]]
    compared = {c["file"]: c for c in checks if c["checker"] == "words of the file"}
    wanted = {
        f"articles/{a}/article.{s}" for a in ("one", "two") for s in ("html", "epub", "xml", "pdf", "docx")
    }
    assert wanted | {"edition.pdf", "edition.epub"} <= set(compared)
    assert all(c["ran"] and not c["errors"] for c in compared.values())
    assert {file for file, c in compared.items() if "Not compared" in c["reason"]} == {
        file for file in compared if file.endswith(".pdf")
    }
    assert "Not compared" in (out / "report.html").read_text("utf-8")


def test_a_word_lost_on_the_way_to_a_file_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docforge.edition import formats
    from docforge.exporters.base import Exported

    html = formats.FORMATS["html"]

    def lose(article: Article, edition: EditionMeta) -> Exported:
        (name, data), *_ = html.write(article, edition).files.items()
        return Exported({name: data.replace(b"no more to say", b"no more more to")}, ())

    monkeypatch.setattr("docforge.edition.press.SINGLE", (replace(html, write=lose),))
    result = build(small_edition(tmp_path / "e"), tmp_path / "out")
    (told,) = [f.diagnostic for f in result.findings if f.diagnostic.code == "words-differ"]
    assert (told.message, told.where) == ("one: lost: 'say'; too many: 'more'", "articles/one/article.html")
    assert not result.ok


def test_the_report_names_every_article(built: tuple[Path, Path, BuildResult]) -> None:
    report = json.loads((built[1] / "report.json").read_bytes())
    assert [article["id"] for article in report["articles"]] == ["one", "two"]


def test_a_second_build_is_the_same_and_does_not_work(built: tuple[Path, Path, BuildResult]) -> None:
    edition, out, first = built
    before = {path: path.stat().st_mtime_ns for path in out.rglob("article.*")}
    again = build(edition, out)
    assert again.unchanged
    assert (again.files, again.findings, again.articles, again.checks) == (
        first.files,
        first.findings,
        first.articles,
        first.checks,
    )
    assert {path: path.stat().st_mtime_ns for path in out.rglob("article.*")} == before


def test_an_unchanged_build_loads_no_heavy_library(built: tuple[Path, Path, BuildResult]) -> None:
    import subprocess
    import sys

    edition, out, _ = built
    script = (
        "import sys\nfrom pathlib import Path\nimport docforge\n"
        "result = docforge.build(sys.argv[1], sys.argv[2])\n"
        "heavy = ('lxml', 'weasyprint', 'pypandoc', 'pikepdf')\n"
        "print(result.unchanged, [name for name in heavy if name in sys.modules])"
    )
    command = [sys.executable, "-c", script, str(edition), str(out)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True []\n"


def test_two_cold_builds_give_the_same_bytes(built: tuple[Path, Path, BuildResult], tmp_path: Path) -> None:
    edition, out, _ = built
    build(edition, tmp_path / "other")
    assert tree(tmp_path / "other") == tree(out)


def test_a_lost_or_changed_result_is_put_back(built: tuple[Path, Path, BuildResult]) -> None:
    edition, out, _ = built
    before = tree(out)
    (out / "edition.pdf").unlink()
    (out / "articles/one/article.xml").write_text("broken")
    assert not build(edition, out).unchanged
    assert tree(out) == before


def test_a_damaged_cache_is_ignored(built: tuple[Path, Path, BuildResult]) -> None:
    edition, out, _ = built
    before = tree(out)
    for number, entry in enumerate(sorted((out / ".cache").iterdir())):
        data = entry.read_bytes()
        entry.write_bytes((b"", data[: len(data) // 2], b"\xff" * 50, b"{}\n")[number % 4])
    assert not build(edition, out).unchanged
    assert tree(out) == before
    assert build(edition, out).unchanged


def test_only_builds_one_article_and_leaves_the_others(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO, "two/article.md": ARTICLE})
    result = build(edition, tmp_path / "out", only=["two"])
    assert {name.split("/")[1] for name in result.files if name.startswith("articles/")} == {"two"}
    assert not (tmp_path / "out/edition.pdf").exists()
    # Alone it begins on page 1, which is not its page in the edition: no page is claimed.
    assert b"<fpage" not in (tmp_path / "out/articles/two/article.xml").read_bytes()


def test_an_unknown_article_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        build(small_edition(tmp_path / "e"), tmp_path / "out", only=["on"])
    assert 'Did you mean "one"?' in caught.value.hint
    assert not (tmp_path / "out").exists()


def test_results_do_not_land_among_the_sources(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e")
    for place in (edition, edition / "one", edition / "one/build"):
        with pytest.raises(UsageError, match="holds the sources"):
            build(edition, place)
    assert set(tree(edition)) == {"edition.toml", "one/article.md"}


BAD_COPIES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "binary": (b"abc\x00def", "not text"),
    "pdf": (b"%PDF-1.7\n", "is a PDF"),
    "one endless line": (b"a" * (5 * 1024 * 1024), "line of"),
    "too large": (b"a b\n" * (9 * 1024 * 1024), "too large"),
}


@pytest.mark.parametrize("name", BAD_COPIES)
def test_an_unreadable_copy_writes_nothing(name: str, tmp_path: Path) -> None:
    data, said = BAD_COPIES[name]
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO}, **{"two/copy.txt": data})
    with pytest.raises(InputError, match=said):
        build(edition, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_removed_article_takes_its_results_with_it(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO, "two/article.md": ARTICLE})
    out = tmp_path / "out"
    build(edition, out)
    write(edition, {"edition.toml": MANIFEST})
    (out / "articles/two/mine.txt").write_text("mine")
    (out / "articles/two/article.md").write_text("changed by hand")
    result = build(edition, out)
    assert "hand-changed" in codes(result)
    assert {n for n in tree(out) if n.startswith("articles/two")} == {
        "articles/two/article.md",
        "articles/two/mine.txt",
    }


def test_an_article_that_fails_is_told_and_the_others_are_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(cache: object, corrected: object, copies: object, guidance: object) -> object:
        if corrected is not None and corrected.name == "two/article.md":  # type: ignore[attr-defined]
            raise ZeroDivisionError("by nought")
        return read_stage(cache, corrected, copies, guidance)  # type: ignore[arg-type]

    monkeypatch.setattr("docforge.edition.run.read_stage", fail)
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO, "two/article.md": ARTICLE})
    result = build(edition, tmp_path / "out")
    assert not result.ok
    (told,) = [f for f in result.findings if f.diagnostic.code == "article-failed"]
    assert "two" in told.diagnostic.message
    assert "ZeroDivisionError" in told.diagnostic.message
    assert (tmp_path / "out/articles/one/article.pdf").exists()
    assert (tmp_path / "out/edition.pdf").exists()
    assert not (tmp_path / "out/articles/two").exists()


def test_an_article_that_cannot_be_laid_out_does_not_take_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = PageMaker.begin

    def fail(maker: PageMaker, work: Any, pages: Future[int] | None = None) -> Future[Any]:
        if work.args[:1] and getattr(work.args[0], "id", "") == "two":
            work = partial(divmod, 1)
        return whole(maker, work, pages)

    monkeypatch.setattr(PageMaker, "begin", fail)
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO, "two/article.md": ARTICLE})
    result = build(edition, tmp_path / "out")
    assert codes(result).count("article-failed") == 1
    assert {"edition.pdf", "articles/one/article.pdf", "articles/two/article.xml"} <= set(result.files)
    assert "articles/two/article.pdf" not in result.files


def test_as_many_jobs_as_there_may_be_give_the_same_bytes(tmp_path: Path) -> None:
    edition = small_edition(tmp_path / "e", **{"edition.toml": TWO, "two/article.md": ARTICLE})
    for jobs in (1, 3):
        with PageMaker(jobs) as pages:
            build(edition, tmp_path / str(jobs), pages=pages)
    assert tree(tmp_path / "1") == tree(tmp_path / "3")
