"""Sheets and fonts that an edition brings: what is read, what is refused, what a build makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import small_edition, write
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from docforge.edition.config import load_edition
from docforge.errors import ConfigError
from docforge.exporters.html import write_html
from docforge.exporters.pdf import write_pdf
from docforge.exporters.theme import stylesheet
from docforge.model.edition import Article
from docforge.model.meta import ArticleMeta, Document
from docforge.model.nodes import Paragraph, Text

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def font(embedding: int = 0) -> bytes:
    """A font of one ideograph."""
    import io

    pen = TTGlyphPen(None)
    for step in (pen.moveTo, pen.lineTo, pen.lineTo):
        step((0, 0) if step == pen.moveTo else (500, 700))
    pen.closePath()
    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "space", "han"])
    build.setupCharacterMap({0x20: "space", 0x6F22: "han"})
    build.setupGlyf(
        {".notdef": TTGlyphPen(None).glyph(), "space": TTGlyphPen(None).glyph(), "han": pen.glyph()}
    )
    build.setupHorizontalMetrics({".notdef": (1000, 0), "space": (250, 0), "han": (1000, 0)})
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupNameTable({"familyName": "One Sign", "styleName": "Regular"})
    build.setupOS2(fsType=embedding)
    build.setupPost()
    out = io.BytesIO()
    build.save(out)
    return out.getvalue()


def with_keys(folder: Path, keys: str) -> Path:
    manifest = folder / "edition.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("[edition]\n", f"[edition]\n{keys}\n"), "utf-8")
    return folder


def test_a_sheet_stands_in_for_ours_and_changes_the_keys(tmp_path: Path) -> None:
    plain = load_edition(small_edition(tmp_path / "a")).meta
    folder = small_edition(tmp_path / "b", **{"templates/common/web.css": "p { color: #123456; }"})
    meta = load_edition(folder).meta
    assert stylesheet(meta.theme, "web", meta.sheets) == "p { color: #123456; }\n"
    assert stylesheet(meta.theme, "page", meta.sheets) == stylesheet(meta.theme, "page")
    assert repr(meta) != repr(plain)
    article = Article("a", Document(ArticleMeta(title=(Text("T"),))))
    assert b"#123456" in write_html(article, meta).files["article.html"]


def test_a_picture_that_a_sheet_names_comes_into_it(tmp_path: Path) -> None:
    sheet = "h1 {\n  background: url(../../ornaments/dot.svg) }\n"
    files = {"templates/journal/page.css": sheet, "ornaments/dot.svg": SVG}
    (path, text), *_ = load_edition(small_edition(tmp_path, **files)).meta.sheets
    assert path == "journal/page.css" and 'url("data:image/svg+xml;base64,' in text


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("a { }\nb { background: url(../../../x.svg) }", "line 2: \"../../../x.svg\" leads out"),
        ("a { background: url(/etc/passwd) }", "line 1: \"/etc/passwd\" leads out"),
        ("\n\na { background: url('https://example.org/x.png') }", "line 3: \"https://example.org"),
        ("a { background: url(//example.org/x.png) }", "line 1: \"//example.org/x.png\" is not in"),
        ("a { background: url(file:///etc/passwd) }", "is not in the edition"),
        ('a {}\n@import "other.css";', "line 2: a sheet names no other sheet"),
        ("a { background: url(no.svg) }", "line 1: there is no file \"templates/journal/no.svg\""),
        ("a { color: red }\n}", "line 2: this is no CSS"),
    ],
)  # fmt: skip
def test_a_sheet_is_refused_with_file_and_line(tmp_path: Path, sheet: str, said: str) -> None:
    folder = small_edition(tmp_path, **{"templates/journal/page.css": sheet})
    with pytest.raises(ConfigError) as found:
        load_edition(folder)
    assert "templates/journal/page.css, " in found.value.message and said in found.value.message


def test_a_sheet_that_no_theme_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"templates/journal/pages\.css"):
        load_edition(small_edition(tmp_path, **{"templates/journal/pages.css": "a { }"}))


def test_a_link_out_of_the_edition_is_no_sheet(tmp_path: Path) -> None:
    (tmp_path / "outside.css").write_text("a { }")
    folder = small_edition(tmp_path / "e", **{"templates/journal/web.css": "a { }"})
    (folder / "templates/journal/web.css").unlink()
    (folder / "templates/journal/web.css").symlink_to(tmp_path / "outside.css")
    with pytest.raises(ConfigError, match="leads out"):
        load_edition(folder)


def test_what_the_engine_says_of_a_sheet_names_it(tmp_path: Path) -> None:
    folder = small_edition(tmp_path, **{"templates/journal/issue.css": "p { colour: red }"})
    article = Article("a", Document(ArticleMeta(title=(Text("T"),))))
    said = [d.message for d in write_pdf(article, load_edition(folder).meta).diagnostics]
    assert any("templates/journal/issue.css" in message and "1:5" in message for message in said), said


def test_a_font_of_the_edition_shows_what_ours_cannot(tmp_path: Path) -> None:
    folder = with_keys(small_edition(tmp_path, **{"fonts/one.ttf": font()}), 'fonts = ["fonts/one.ttf"]')
    meta = load_edition(folder).meta
    article = Article("a", Document(ArticleMeta(title=(Text("T"),)), (Paragraph((Text("One 漢 sign."),)),)))
    made = write_pdf(article, meta)
    assert [d for d in made.diagnostics if d.code in ("glyph-missing", "layout-error")] == []
    assert meta.fonts[0].digest[:12] in repr(meta)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fonts/none.otf", "there is no font"),
        ("../one.ttf", "leads out"),
        ("No Such Family 77", "no font \"No Such Family 77\" is installed"),
        ("fonts/text.ttf", "cannot be read as a font"),
        ("fonts/closed.ttf", "may not be embedded"),
    ],
)  # fmt: skip
def test_a_font_is_refused_with_its_line(tmp_path: Path, name: str, said: str) -> None:
    files: dict[str, str | bytes] = {"fonts/text.ttf": "no font", "fonts/closed.ttf": font(embedding=2)}
    folder = with_keys(small_edition(tmp_path, **files), f'fonts = ["{name}"]')
    with pytest.raises(ConfigError) as found:
        load_edition(folder)
    assert said in found.value.message and "edition.toml, line" in found.value.message


def test_an_unused_folder_is_no_matter(tmp_path: Path) -> None:
    write(tmp_path, {"templates/notes.txt": "x"})
    assert load_edition(small_edition(tmp_path)).meta.sheets == ()
