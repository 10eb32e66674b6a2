"""The pages: what stands on them, that nothing outside is asked for, and that the files pass our checks."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pages_fixture import EDITION, every_node, long_article, p, png, t

from docforge.errors import ConfigError
from docforge.exporters.glyphs import find_missing_glyphs
from docforge.exporters.issue.pages import EditionPdf, layout_edition
from docforge.exporters.pdf import write_pdf
from docforge.exporters.pdf_engine import ClosedFetcher, asset_url, engine_log
from docforge.exporters.print_tree import short_title
from docforge.exporters.theme import FACES, covered, font_bytes, stylesheet, templates_folder
from docforge.model.edition import Article, Board, Correction
from docforge.model.meta import ArticleMeta, Contributor, Document
from docforge.model.nodes import Figure, Section
from docforge.validate.pdf import check_pdf


@pytest.fixture(scope="module")
def edition() -> EditionPdf:
    return layout_edition((every_node(), long_article()), EDITION)


def pages(data: bytes, *options: str) -> list[str]:
    """The text of each page as poppler reads it."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def outline(data: bytes) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], level: int) -> None:
        for item in items:
            found.append((level, item.title))
            walk(item.children, level + 1)

    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as tree:
        walk(tree.root, 1)
    return found


def labels(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(page.label) for page in pdf.pages]


def test_every_file_passes_the_checks(edition: EditionPdf) -> None:
    assert check_pdf(edition.data, "edition.pdf").diagnostics == ()
    for number, article in enumerate(edition.articles):
        assert check_pdf(article.data, f"{number}.pdf").diagnostics == ()


def test_the_layout_engine_has_nothing_to_complain_of(edition: EditionPdf) -> None:
    said = [*edition.diagnostics, *(d for article in edition.articles for d in article.diagnostics)]
    assert [d for d in said if d.code in ("layout-error", "resource-refused", "glyph-missing")] == []


def test_folios_run_on_from_article_to_article(edition: EditionPdf) -> None:
    first, second = edition.articles
    assert first.first == 1
    assert second.first == first.last + 1
    assert labels(second.data)[0] == str(second.first)
    assert labels(second.data)[-1] == str(second.last)
    assert labels(edition.data)[:5] == ["Cover", "i", "ii", "iii", "iv"]
    after = labels(edition.data)[5:]
    assert after == [str(n) for n in range(1, len(after) + 1)]
    assert len(after) > second.last


def test_a_volume_runs_on_over_its_issues() -> None:
    made = layout_edition((long_article(4),), replace(EDITION, first_page="212"))
    assert made.articles[0].first == 212
    assert labels(made.data)[:6] == ["Cover", "i", "ii", "iii", "212", "213"]


def test_articles_with_numbers_of_their_own_begin_at_one() -> None:
    both = (replace(long_article(4), elocation_id="e7"), replace(every_node(), elocation_id="e8"))
    made = layout_edition(both, EDITION)
    assert [one.first for one in made.articles] == [1, 1]
    assert {"e7:1", "e8:1"} <= set(labels(made.data))


@pytest.mark.needs_poppler
def test_an_article_has_the_same_pages_alone_and_in_the_edition(edition: EditionPdf) -> None:
    alone = [page for article in edition.articles for page in pages(article.data)]
    assert pages(edition.data)[5 : 5 + len(alone)] == alone


@pytest.mark.needs_poppler
def test_what_stands_after_the_articles() -> None:
    board = (Board("Editor in chief", ("Ada Binder, Lincoln",)),)
    corrections = (Correction("all-nodes", "For “left” read “right”.", "2024-06-02", "10.1234/jmt.7c"),)
    about = replace(EDITION, board=board, guest_editors=("Nomi Sand",), corrections=corrections)
    article = every_node()
    about = replace(about, corrections=(replace(corrections[0], article=article.id),))
    said = [" ".join(page.split()) for page in pages(layout_edition((article,), about).data)]
    assert "Guest editor: Nomi Sand" in said[1]
    assert "Editor in chief Ada Binder, Lincoln" in said[2]
    after = " ".join(said[-5:])
    assert (
        "Corrections Every Kind of Damage: A Study of Errata, 1. For “left” read “right”. (2 June 2024)"
        in after
    )
    assert "Index of authors" in after and "Index of keywords" in after
    assert "collation 1" in after
    assert "Colophon Made by docforge" in after


@pytest.mark.needs_poppler
def test_an_article_says_how_to_cite_it_up_to_its_last_page(edition: EditionPdf) -> None:
    first = edition.articles[0]
    said = " ".join(pages(first.data)[0].split()) + " ".join(pages(first.data)[1].split())
    assert f"Journal of Mended Texts 7 (2), 2024, {first.first}–{first.last}" in said


@pytest.mark.needs_poppler
def test_contents_name_titles_authors_and_pages(edition: EditionPdf) -> None:
    contents = " ".join(pages(edition.data, "-layout")[3].split())
    assert "Every Kind of Damage: A Study of Errata 1 Ada Binder and Cem Dizgici" in contents
    assert f"Hands {edition.articles[1].first} Mira Novak" in contents


def test_the_outline_holds_articles_and_their_sections(edition: EditionPdf) -> None:
    found = outline(edition.data)
    assert (1, "Every Kind of Damage: A Study of Errata") in found
    assert (2, "1 The means") in found
    assert (3, "1.1 A lower heading") in found
    assert not any(title == "Abstract" for _, title in found)


def test_title_language_and_authors_are_in_the_metadata(edition: EditionPdf) -> None:
    with pikepdf.open(io.BytesIO(edition.articles[0].data)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["dc:title"] == "Every Kind of Damage: A Study of Errata"
        assert metadata["dc:creator"] == ["Ada Binder", "Cem Dizgici"]
        assert str(pdf.Root.Lang) == "en"
    with pikepdf.open(io.BytesIO(edition.data)) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Damage and Repair"


def test_an_article_in_another_language_says_so_in_the_edition() -> None:
    turkish = Article("tr", Document(ArticleMeta(title=t("Kayıp satırlar"), language="tr"), (p("Söz."),)))
    made = layout_edition((turkish,), EDITION)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        spoken = {
            str(node.Lang)
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Part"
        }
    assert spoken == {"en", "tr"}


@pytest.mark.needs_poppler
def test_running_heads_stand_on_all_pages_but_the_first(edition: EditionPdf) -> None:
    first, second, third, *_ = pages(edition.articles[1].data)
    assert "Mira Novak · Journal" not in first
    both = second + third
    assert "Mira Novak · Journal of Mended Texts" in both
    assert "The Long Road of a Short Text through Many Hands" in both


@pytest.mark.needs_poppler
@pytest.mark.parametrize(
    ("status", "notice"),
    [("proof", "Proof, not for citation"), ("draft", "Draft, not for citation"), ("final", "")],
)
def test_the_status_is_marked_on_each_page(status: str, notice: str) -> None:
    made = layout_edition((long_article(6),), replace(EDITION, status=status))  # type: ignore[arg-type]
    for page in pages(made.articles[0].data):
        assert (notice in page) if notice else ("not for citation" not in page)


@pytest.mark.needs_poppler
def test_table_heads_are_repeated_on_the_next_page(edition: EditionPdf) -> None:
    with_rows = [
        page for page in pages(edition.articles[1].data, "-layout") if "Damp, and the binder" in page
    ]
    assert len(with_rows) > 1
    assert all("Cause most often named" in page for page in with_rows)
    assert sum("Losses by century" in page for page in with_rows) == 1


@pytest.mark.needs_poppler
def test_a_numbered_list_begins_with_its_number(edition: EditionPdf) -> None:
    assert "3. Third of a numbered list." in "".join(pages(edition.articles[0].data, "-layout"))


@pytest.mark.needs_poppler
def test_a_note_stands_on_the_page_of_its_mark(edition: EditionPdf) -> None:
    page = next(page for page in pages(edition.articles[1].data) if "A first note of ordinary length" in page)
    assert "it was made for. 1" in page.replace("\n", " ") or "it was made for.1" in page


@pytest.mark.needs_poppler
def test_urls_keep_their_own_signs(edition: EditionPdf) -> None:
    said = "".join("".join(pages(edition.articles[0].data, "-raw")).split())
    assert "https://example.org/a/very/long/path/to-some_file.with-dots/and/more?query=1" in said
    assert "\u2010" not in said and "\u200b" not in said


def test_pictures_are_not_smoothed_and_drawings_stay_vectors(edition: EditionPdf) -> None:
    with pikepdf.open(io.BytesIO(edition.articles[0].data)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert len(images) == 1


def test_characters_without_a_glyph_are_named_before_layout() -> None:
    article = Article(
        "cjk", Document(ArticleMeta(title=t("Signs")), (p("Between words 漢 stands, and 漢 again."),))
    )
    found = [d for d in write_pdf(article, EDITION).diagnostics if d.code == "glyph-missing"]
    assert len(found) == 1
    assert "U+6F22" in found[0].message and "2 times" in found[0].message
    assert "Between words 漢 stands" in found[0].message


@pytest.mark.parametrize(
    "text",
    ["İstanbul ğışçöü", "λόγος ἀρχῇ", "правка Їжак ґ", "ā č ē ģ ő ű ẓ ḥ ṣ ʿ",
     "≤ ≥ ≠ ≈ ∑ √ ∞ ∈ ∀ ⇒ ↔", "“‘…—–†‡§¶•′″€₺№½"],
)  # fmt: skip
def test_the_shipped_faces_have(text: str) -> None:
    assert find_missing_glyphs((text,), "x") == ()


def test_marks_that_the_shaper_composes_are_not_missing() -> None:
    assert find_missing_glyphs(("e\u0301 \u200b\u00ad\ufeff\u2060\u00a0 Z\u030c",), "x") == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.png",
        "file:///etc/passwd",
        "font:../../pyproject.toml",
        "font:%2e%2e/README.md",
        "asset:other/x.png",
        "data:text/html,x",
        "ftp://example.org/",
    ],
)
def test_the_fetcher_gives_out_nothing_else(url: str) -> None:
    fetcher = ClosedFetcher({asset_url("a", "x.png"): png()})
    with pytest.raises(ValueError, match="outside"):
        fetcher.fetch(url)
    assert fetcher.refused == [url]


def test_the_fetcher_gives_out_what_the_article_has() -> None:
    fetcher = ClosedFetcher({asset_url("a", "a b.png"): png()})
    assert fetcher.fetch("asset:a/a%20b.png").read() == png()
    assert fetcher.fetch("font:SourceSerif4-It.ttf").read() == font_bytes("SourceSerif4-It.ttf")
    assert fetcher.fetch("data:image/png;base64,QUJD").read() == b"ABC"


def test_what_the_engine_logs_becomes_a_diagnostic() -> None:
    import logging

    with engine_log("x") as said:
        logging.getLogger("weasyprint").error("Failed to load %s", "y")
        logging.getLogger("weasyprint").warning("odd")
    assert [(d.code, d.severity.value) for d in said] == [
        ("layout-error", "error"),
        ("layout-error", "warning"),
    ]


def test_a_broken_picture_never_reaches_the_layout() -> None:
    figure = Figure("f", "Figure 1", t("Broken"), "x.png", "alt")
    article = Article("b", Document(ArticleMeta(title=t("B")), (figure,)), (("x.png", png()[:40]),))
    told = write_pdf(article, EDITION).diagnostics
    assert {d.code for d in told} == {"figure-missing"}
    assert any("x.png cannot be used: the PNG file is damaged" in d.message for d in told)


@pytest.mark.parametrize(
    ("meta", "short"),
    [
        (ArticleMeta(title=t("Whole"), running_title="Part"), "Part"),
        (ArticleMeta(title=t("Short enough")), "Short enough"),
        (ArticleMeta(title=t("A name: " + "and a very long second part " * 4)), "A name"),
        (ArticleMeta(title=t("word " * 30)), "word word word word word word word word word word word word …"),
        (ArticleMeta(), "x"),
    ],
)
def test_short_title(meta: ArticleMeta, short: str) -> None:
    assert short_title(Article("x", Document(meta))) == short


def test_an_article_may_begin_on_any_page() -> None:
    made = write_pdf(replace(long_article(4), first_page="42"), EDITION)
    assert labels(made.files["article.pdf"])[0] == "42"


def test_odd_names_do_not_break_the_page() -> None:
    meta = ArticleMeta(title=t('Quotes " and \\ } ; <b>'), contributors=(Contributor('A "B" \\ C'),))
    article = Article('odd "name" /x', Document(meta, (Section("s 1", t("Of & <x>"), (p("x"),)),)))
    made = layout_edition((article,), replace(EDITION, journal='J "Q" \\'))
    assert made.diagnostics == () and made.articles[0].diagnostics == ()
    assert check_pdf(made.data, "x").diagnostics == ()


def test_an_empty_edition_is_its_front_matter() -> None:
    made = layout_edition((), EDITION)
    assert made.articles == ()
    assert check_pdf(made.data, "x").diagnostics == ()


def test_same_bytes_in_another_process(edition: EditionPdf, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pages_fixture import EDITION, every_node, long_article\n"
        "from docforge.exporters.issue.pages import layout_edition\n"
        "sys.stdout.buffer.write(layout_edition((every_node(), long_article()), EDITION).data)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(Path(__file__).parent)],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONHASHSEED": "7", "PATH": "/usr/bin:/bin", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    )
    assert done.stdout == edition.data


def test_every_face_is_there_with_its_licence() -> None:
    for face in FACES:
        assert covered(face.file) >= set(range(0x20, 0x7F))
    licences = {path.name for path in (templates_folder() / "fonts").glob("*OFL*")}
    assert licences == {
        "SourceSerif4-OFL.md",
        "SourceSans3-OFL.md",
        "SourceCodePro-OFL.md",
        "STIX-OFL.txt",
        "EBGaramond-OFL.txt",
    }
    assert sum(path.stat().st_size for path in templates_folder().rglob("*") if path.is_file()) < 6_000_000


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(ConfigError, match="nowhere"):
        stylesheet("nowhere", "page")
    with pytest.raises(ConfigError):
        stylesheet("../journal", "page")
