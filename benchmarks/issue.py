"""Articles of the corpus, from their truths, as one issue in each theme: what a press would look at.

    .venv/bin/python benchmarks/issue.py [--articles 20] [--theme magazine]

Prints a line a theme: pages, what veraPDF finds fault with, articles with words lost or doubled, faults of
the layout by kind, and whether a second run gives the same bytes. Each fault is named above it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from repair import ASIDE, PAIRS

from docforge.exporters.issue.pages import EditionPdf, layout_edition
from docforge.exporters.printed import printed_element
from docforge.exporters.theme import themes
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import ArticleMeta, Contributor, Document, Reference
from docforge.model.nodes import (
    Block,
    Blocks,
    Cell,
    DispFormula,
    DispQuote,
    Figure,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Preformat,
    Section,
    TableWrap,
    Text,
)
from docforge.validate.verapdf import check_pdfs
from docforge.validate.words import check_words

LINT = (
    "line-overfull", "block-overfull", "row-split", "heading-stranded", "line-stranded", "caption-parted",
    "page-white", "picture-coarse", "glyph-missing", "layout-error",
)  # fmt: skip


def text(value: str) -> Inlines:
    return (Text(value),) if value else ()


def block(given: dict[str, Any], name: str) -> Block | None:
    """One block of a truth as one of ours; notes are set as paragraphs where they stand."""
    kind, said = given["type"], str(given.get("text", ""))
    if kind == "list":
        items = tuple(ListItem((Paragraph(text(item)),)) for item in given["items"])
        return List(items, bool(given.get("ordered"))) if items else None
    if kind in ("quote", "pullquote"):
        return DispQuote((Paragraph(text(said)),), kind="pullquote" if kind == "pullquote" else "")
    if kind == "code":
        return Preformat(said)
    if kind == "formula":
        return DispFormula(said.strip("$"), "", "")
    if kind == "figure":
        return Figure(name, given.get("label", ""), text(given.get("caption", "")))
    if kind == "table":
        rows = [tuple(Cell(text(cell)) for cell in row) for row in given["cells"]]
        # Where the truth names no row of heads an editor does: a table without is an error of JATS4R.
        heads = int(given.get("header_rows") or len(rows) > 1)
        notes = tuple(text(note) for note in given.get("footnotes", ()))
        head, body = tuple(rows[:heads]), tuple(rows[heads:])
        return TableWrap(name, given.get("label", ""), text(given.get("caption", "")), head, body, (), notes)
    return Paragraph(text(said)) if said else None


def nested(blocks: list[dict[str, Any]], level: int = 0) -> Blocks:
    """Blocks under their headings."""
    found: list[Block] = []
    while blocks:
        if blocks[0]["type"] != "heading":
            made = block(blocks[0], f"b{len(blocks)}-{level}")
            blocks.pop(0)
            if made is not None:
                found.append(made)
            continue
        depth = int(blocks[0]["level"])
        if depth <= level:
            break
        title = text(blocks[0]["text"])
        name = f"s{len(blocks)}"
        blocks.pop(0)
        found.append(Section(name, title, nested(blocks, depth)))
    return tuple(found)


def article(folder: Path) -> Article:
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    meta = ArticleMeta(
        title=text(truth.get("title") or folder.name),
        subtitle=text(truth.get("subtitle", "")),
        contributors=tuple(Contributor(name) for name in truth.get("authors", ())),
        abstract=tuple(Paragraph(text(part)) for part in truth.get("abstract", ())),
    )
    references = tuple(
        Reference(f"r{number}", entry["raw"], text(entry["raw"]), label=entry.get("label", ""))
        for number, entry in enumerate(truth.get("references", ()))
        if entry.get("raw")
    )
    return Article(folder.name, Document(meta, nested(list(truth["blocks"])), (), references), ())


def measure(articles: list[Article], theme: str, work: Path) -> tuple[str, bool]:
    """The line of one theme, and whether nothing is wrong with it."""
    edition = EditionMeta(title="Measures", journal="Measures", date="2026", status="proof", theme=theme)
    made: EditionPdf = layout_edition(articles, edition)
    again = layout_edition(articles, edition)
    data = {"edition": made.data} | {a.id: laid.data for a, laid in zip(articles, made.articles, strict=True)}
    files = []
    for name, content in data.items():
        files.append(work / f"{theme}-{name}.pdf")
        files[-1].write_bytes(content)
    checks = check_pdfs(files)
    failures = sum(len(checked.diagnostics) for checked in checks)
    ran = all(checked.ran for checked in checks)
    wrong = [d.message for checked in checks for d in checked.diagnostics]
    told = [*made.diagnostics, *(d for laid in made.articles for d in laid.diagnostics)]
    faults = Counter(d.code for d in told if d.code in LINT)
    lost = 0
    for each, laid in zip(articles, made.articles, strict=True):
        words = check_words((each,), laid.data, f"{each.id}.pdf", partial(printed_element, edition))
        lost += len(words.diagnostics)
        wrong += [d.message[:300] for d in words.diagnostics]
    same = made.data == again.data
    for message in [*wrong, *(d.message for d in told if d.code in LINT)]:
        print("   ", message)
    pages = sum(laid.pages for laid in made.articles)
    vera = str(failures) if ran else "not run"
    kinds = ", ".join(f"{code} {faults[code]}" for code in LINT if faults[code]) or "none"
    line = (
        f"{theme}: {len(articles)} articles, {pages} pages; veraPDF failures {vera}; articles with words "
        f"lost or doubled {lost}; layout: {kinds}; same bytes twice: {'yes' if same else 'NO'}"
    )
    return line, ran and same and not failures and not lost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--theme", action="append", choices=themes(), help="a theme; default: each")
    wanted = parser.parse_args()
    folders = [f for f in sorted(PAIRS.iterdir()) if f.is_dir() and f.name not in ASIDE]
    step = max(1, len(folders) // wanted.articles)
    articles = [article(folder) for folder in folders[::step][: wanted.articles]]
    good = True
    with tempfile.TemporaryDirectory() as work:
        for theme in wanted.theme or themes():
            line, right = measure(articles, theme, Path(work))
            print(line)
            good = good and right
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
