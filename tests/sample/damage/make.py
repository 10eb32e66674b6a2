"""How the sample edition was damaged: a record, run by hand (see README.md), no part of the tests.

Clean Markdown of ``../truth`` -> typeset pages or a web page -> text as real tools give it -> ``sources/``.
Run from the repository root: ``python tests/sample/damage/make.py [id...]``.
"""

from __future__ import annotations

import csv
import html
import random
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypandoc
import yaml
from PIL import Image, ImageChops, ImageFilter
from weasyprint import HTML

HERE = Path(__file__).parent
TRUTH = HERE.parent / "truth"
SOURCES = HERE.parents[2] / "sources"
SEED = 20260
NOTE_RE = re.compile(r'<a href="#fn(\d+)"[^>]*class="footnote-ref"[^>]*>.*?</a>', re.S)
TALL_RE = re.compile(r"(?=.*[A-Zbdfhkl])[A-Za-fhiklmnorstuvwxz]+")
NOTES_RE = re.compile(r'<(section|aside) id="footnotes".*?</\1>', re.S)


# The front matter of a clean text, as YAML reads it.
Meta = dict[str, Any]


def read_truth(name: str) -> tuple[Meta, str]:
    """Front matter, and the body as HTML with headings from level 2 down."""
    text = (TRUTH / f"{name}.md").read_text(encoding="utf-8")
    meta = yaml.safe_load(text.split("---\n")[1])
    options = ["--shift-heading-level-by=1", "--wrap=none"]
    body = pypandoc.convert_text(text, "html", format="markdown", extra_args=options)
    return meta, body.replace('<div id="refs">', '<div class="references">')


def float_notes(body: str) -> str:
    """Notes of the list at the end put where their marks stand, for a layout engine to drop to the foot."""
    notes = {
        number: re.sub(r'<a [^>]*class="footnote-back".*?</a>', "", text, flags=re.S).strip()
        for number, text in re.findall(r'<li id="fn(\d+)">\s*<p>(.*?)</p>\s*</li>', body, re.S)
    }
    return NOTES_RE.sub("", NOTE_RE.sub(lambda m: f'<span class="fn">{notes[m[1]]}</span>', body))


def front(meta: Meta, *, joined: str) -> str:
    """Title block of a printed page."""
    author = meta["author"][0]
    lines = [
        f"<h1>{html.escape(meta['title'])}</h1>",
        f"<p>{author['name']}</p>",
        f"<p>{author['affiliation']}{joined}{author['email']}</p>",
        f"<h2>Abstract</h2><p>{html.escape(meta['abstract'])}</p>",
        f"<p><b>Keywords:</b> {'; '.join(meta['keywords'])}</p>",
    ]
    return f'<div class="front">{"".join(lines)}</div>'


def typeset(name: str, content: str, style: str | Path, target: Path) -> None:
    page = f'<html lang="en-GB"><meta charset="utf-8"><body>{content}'
    HTML(string=page, base_url=str(SOURCES / name) + "/").write_pdf(target, stylesheets=[HERE / style])


def make_running_heads(scratch: Path) -> None:
    """Journal page -> WeasyPrint -> pdftotext -layout, form feeds kept."""
    meta, body = read_truth("running-heads")
    pdf = scratch / "running-heads.pdf"
    typeset("running-heads", front(meta, joined="<br>E-mail: ") + float_notes(body), "journal.css", pdf)
    subprocess.run(["pdftotext", "-layout", pdf, SOURCES / "running-heads" / "copy-1.txt"], check=True)
    # The same pages as another editor might have dumped them: for the tests, no part of the edition.
    subprocess.run(["pdftotext", pdf, HERE / "running-heads-plain.txt"], check=True)
    # And with soft hyphens at the line ends, which a cleaner then drops as invisible: the words stay cut.
    soft = scratch / "soft.css"
    style = (HERE / "journal.css").read_text(encoding="utf-8")
    soft.write_text(
        style.replace("hyphens: auto;", 'hyphens: auto; hyphenate-character: "\\AD";', 1), encoding="utf-8"
    )
    typeset("running-heads", front(meta, joined="<br>E-mail: ") + float_notes(body), soft, pdf)
    subprocess.run(["pdftotext", pdf, scratch / "soft.txt"], check=True)
    dumped = (scratch / "soft.txt").read_bytes().decode("utf-8")
    (HERE / "running-heads-lost-hyphens.txt").write_text(
        dumped.replace("\u00ad", ""), encoding="utf-8", newline=""
    )


# ---------------------------------------------------------------- the scanned booklet


def scan(page: Path, tilt: float, noise: random.Random) -> Path:
    """A clean page image made a poor one: turned a little, blurred a little, grained a little."""
    image = Image.open(page).convert("L").rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    grain = Image.frombytes("L", image.size, noise.randbytes(image.width * image.height)).point(
        lambda v: v // 6
    )
    target = page.with_suffix(".scan.png")
    ImageChops.subtract(image, grain).save(target)
    return target


def recognise(image: Path) -> list[list[dict[str, str]]]:
    """Tesseract's words of one page, by paragraph."""
    base = image.with_suffix("")
    subprocess.run(["tesseract", image, base, "-l", "eng", "--dpi", "200", "--psm", "3", "tsv"], check=True)
    paragraphs: dict[tuple[str, str], list[dict[str, str]]] = {}
    with Path(f"{base}.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["level"] == "5" and row["text"].strip():
                paragraphs.setdefault((row["block_num"], row["par_num"]), []).append(row)
    return list(paragraphs.values())


def lines_of(paragraph: list[dict[str, str]]) -> list[str]:
    lines: dict[str, list[str]] = {}
    for word in paragraph:
        lines.setdefault(word["line_num"], []).append(word["text"])
    return [" ".join(words) for words in lines.values()]


def tall(words: list[dict[str, str]]) -> float:
    """Middle height of the words that reach up but not down (0 without such): the measure of a heading."""
    heights = [int(word["height"]) for word in words if TALL_RE.fullmatch(word["text"])]
    return statistics.median(heights) if heights else 0.0


def to_markdown(paragraphs: list[list[dict[str, str]]], body_height: float) -> str:
    """Paragraphs as OCR tools write Markdown: larger lines bold with hard breaks, signs escaped."""
    blocks = []
    for paragraph in paragraphs:
        lines = [re.sub(r"([\\*_\[\]])", r"\\\1", line) for line in lines_of(paragraph)]
        if tall(paragraph) > 1.13 * body_height and len(lines) <= 4:
            blocks.append("**" + "  \n".join(lines) + "**")
        else:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def make_line_end_hyphens(scratch: Path) -> None:
    """Booklet -> WeasyPrint -> pdftoppm 200 dpi -> Pillow -> Tesseract -> Markdown."""
    meta, body = read_truth("line-end-hyphens")
    pdf = scratch / "booklet.pdf"
    typeset("line-end-hyphens", front(meta, joined="<br>") + body, "booklet.css", pdf)
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", pdf, scratch / "page"], check=True)
    noise = random.Random(SEED)
    pages = [
        recognise(scan(page, noise.uniform(-0.4, 0.4), noise))
        for page in sorted(scratch.glob("page-*[0-9].png"))
    ]
    body_height = tall([word for page in pages for paragraph in page for word in paragraph])
    text = "\n\n---\n\n".join(to_markdown(page, body_height) for page in pages)
    (SOURCES / "line-end-hyphens" / "copy-1.md").write_text(text + "\n", encoding="utf-8")


# ---------------------------------------------------------------- the saved web page


def make_reading_order(scratch: Path) -> None:
    """Article in a magazine's web page (copy 1); the same page's text as a browser copies it (copy 2)."""
    meta, body = read_truth("reading-order")
    author = meta["author"][0]
    before, heading, after = body.partition('<h2 id="how-a-machine')
    body = f'{before}<div class="ad-slot"><span>Advertisement</span></div>\n{heading}{after}'
    # Pasted from a word processor: hard spaces, and a doubled one.
    body = body.replace(" et al. (", " et al.&nbsp;(").replace("of course. A", "of course.&nbsp; A")
    body = body.replace("</figcaption>", '</figcaption>\n<p class="credit">Credit: Clara Winter</p>')
    values = {
        "title": html.escape(meta["title"]),
        "standfirst": html.escape(meta["standfirst"].strip()) + "&nbsp;",
        "author": author["name"],
        "affiliation": author["affiliation"],
        "email": author["email"],
        "keywords": ", ".join(meta["keywords"]),
        "body": body,
    }
    page = (HERE / "page.html").read_text(encoding="utf-8")
    for key, value in values.items():
        page = page.replace("{{" + key + "}}", str(value))
    target = SOURCES / "reading-order" / "copy-1.html"
    target.write_text(page, encoding="utf-8")
    copied = copy_text(page, scratch)
    (SOURCES / "reading-order" / "copy-2.txt").write_text(copied, encoding="utf-8")


def copy_text(page: str, scratch: Path) -> str:
    """What Chromium calls the page's text (``innerText``), as select-all and copy would give it."""
    script = (
        "<script>const t = document.body.innerText; document.documentElement.innerHTML = '<pre></pre>';"
        "document.querySelector('pre').textContent = t;</script>"
    )
    file = scratch / "page.html"
    file.write_text(page.replace("</html>", script + "</html>"), encoding="utf-8")
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    browser += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    browser += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={scratch / 'profile'}"]
    done = subprocess.run(
        [*browser, "--dump-dom", file.as_uri()], check=True, capture_output=True, timeout=120
    )
    dumped = re.search(r"<pre>(.*)</pre>", done.stdout.decode("utf-8"), re.S)
    assert dumped, "the browser gave no text back"
    return html.unescape(dumped[1]).strip() + "\n"


MAKERS = {
    "running-heads": make_running_heads,
    "line-end-hyphens": make_line_end_hyphens,
    "reading-order": make_reading_order,
}

if __name__ == "__main__":
    for chosen in sys.argv[1:] or MAKERS:
        with tempfile.TemporaryDirectory() as folder:
            MAKERS[chosen](Path(folder))
