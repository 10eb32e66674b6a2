"""Strangers of known truth: articles of the corpus, set anew in the pages of journals that it does not hold.

    .venv/bin/python benchmarks/typeset.py DIR             DIR/<design>-<document>/input.pdf and truth.json
    .venv/bin/python benchmarks/engines.py DIR2 --of DIR   dumps them, the engines in turn
    .venv/bin/python benchmarks/repair.py --pairs DIR2 --alone

Four designs differ in columns, running heads, numbering of headings, labels of captions, bylines, notes,
marks of citations and style of references. The words are real; the layout, and therefore its damage, is new.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from repair import ASIDE, PAIRS

CITED_RE = re.compile(r" ?\[(\d+(?:[ ,–-]+\d+)*)\]")
Truth = dict[str, Any]


@dataclass(frozen=True)
class Design:
    """How one journal sets its pages."""

    css: str
    kind: str = ""
    numbered: str = ""  # "1." numbers headings "2.1.", "1" numbers them "2.1", "" does not
    table: str = "Table {}. "
    figure: str = "Figure {}. "
    marks: bool = True  # authors carry raised numbers of their institutions
    raised: bool = False  # numbers of citations are raised
    entry: str = "{n}. {authors}. {title}. {container}. {year};{volume}:{page}."
    labels: tuple[str, str, str] = ("Abstract", "Keywords: ", "References")
    tables_last: bool = False


PAGE = (
    "@page {{ size: {size}; margin: {margin}; {edges} }}"
    " body {{ font: {font}; text-align: justify; hyphens: auto }}"
)
COMMON = """
h1 { text-align: left } p { margin: 0; text-indent: 1em } p.flat { text-indent: 0 } li { margin: 0 }
table { border-collapse: collapse; font-size: 85%; width: 100%; text-align: left; hyphens: manual }
td, th { padding: 1pt 4pt; vertical-align: top; font-weight: normal } thead { border-bottom: 1px solid }
.float { margin: 6pt 0; text-indent: 0 } .picture { height: 60pt; background: #ccd }
.note { float: footnote; font-size: 80%; text-align: left }
.refs p { text-indent: -1.2em; padding-left: 1.2em }
sup { font-size: 65%; line-height: 0 }
"""


def edges(**boxes: str) -> str:
    return " ".join(
        f"@{place.replace('_', '-')} {{ content: {text}; font-size: 8pt }}" for place, text in boxes.items()
    )


DESIGNS = {
    "clinic": Design(
        PAGE.format(
            size="210mm 280mm",
            margin="22mm 17mm",
            edges=edges(
                top_left='string(who) " Ann Reg Clin (2019) 12:44"',
                top_right='"Page " counter(page) " of " counter(pages)',
            ),
            font="9.5pt/1.25 'DejaVu Serif'",
        )
        + ".body { columns: 2; column-gap: 6mm } h2 { font-size: 11pt } h3 { font-size: 10pt }"
        " h4 { font-style: italic; font-size: 9.5pt }"
        " .wide { column-span: all }",
        kind="RESEARCH ARTICLE",
        table="Table {} ",
        figure="Fig. {} ",
        raised=True,
    ),
    "numbers": Design(
        PAGE.format(
            size="A4",
            margin="25mm 20mm 20mm 45mm",
            edges=edges(
                top_left='"Mater. Lett. Rev. 2020, 8, 317"', top_right='counter(page) " of " counter(pages)'
            ),
            font="10pt/1.3 'DejaVu Serif'",
        )
        + "h2 { font-size: 11pt } h3 { font: italic 10.5pt 'DejaVu Serif' } h4 { font: 10pt 'DejaVu Serif' }",
        kind="Article",
        numbered="1.",
        entry="{n}. {authors}. {title}. {container} {year}, {volume}, {page}.",
    ),
    "letters": Design(
        PAGE.format(
            size="155mm 235mm",
            margin="22mm 20mm",
            edges=edges(top_center="string(who)", bottom_center="counter(page)"),
            font="10.5pt/1.35 'DejaVu Serif'",
        )
        + "h2 { font: small-caps 12pt 'DejaVu Serif'; text-align: center }"
        " h3 { font: italic 11pt 'DejaVu Serif' }",
        marks=False,
        table="Table {}: ",
        figure="Figure {}: ",
        entry="{authors}. {year}. “{title}.” {container} {volume}: {page}.",
        labels=("Summary", "Key words: ", "Works cited"),
    ),
    "sessions": Design(
        PAGE.format(
            size="8.5in 11in",
            margin="0.8in 0.75in",
            edges=edges(bottom_center="counter(page)", top_left='"Proc. Int. Sessions on Methods, 2017"'),
            font="9pt/1.2 'DejaVu Sans'",
        )
        + ".body { columns: 2; column-gap: 7mm } h2 { font-size: 10.5pt } h3 { font-size: 9.5pt }",
        numbered="1",
        table="TABLE {}. ",
        figure="FIGURE {}. ",
        entry="[{n}] {authors}, “{title},” {container}, vol. {volume}, pp. {page}, {year}.",
        labels=("Abstract—", "Index Terms—", "REFERENCES"),
        tables_last=True,
    ),
}


def page(truth: Truth, design: Design) -> str:
    """The article as one page of HTML for the layout engine."""
    authors = truth["authors"]
    who = authors[0].split()[-1] + (" et al." if len(authors) > 2 else "") if authors else truth["title"][:40]
    head = [f"<p class=flat>{design.kind}</p>" if design.kind else "", f"<h1>{escape(truth['title'])}</h1>"]
    places = truth["front"].get("affiliations") or []
    names = [
        escape(name) + (f"<sup>{1 + i % len(places)}{'*' * (not i)}</sup>" if design.marks and places else "")
        for i, name in enumerate(authors)
    ]
    if names:
        head.append(f"<p class=flat>{', '.join(names[:-1])}{' and ' * (len(names) > 1)}{names[-1]}</p>")
    head += [
        f"<p class=flat><i>{f'<sup>{i}</sup>' * design.marks}{escape(place.lstrip('0123456789'))}</i></p>"
        for i, place in enumerate(places, 1)
    ]
    label, keywords, listed = design.labels
    if truth["abstract"]:
        own = "" if label.endswith("—") else f"<p class=flat><b>{label}</b></p>"
        first = f"<b>{label}</b>" if not own else ""
        head += [
            own,
            *(f"<p class=flat>{first * (not i)}{escape(t)}</p>" for i, t in enumerate(truth["abstract"])),
        ]
    if words := truth["front"].get("keywords"):
        head.append(f"<p class=flat><b>{keywords}</b>{escape(', '.join(words))}</p>")
    body = list(blocks(truth["blocks"], design))
    entries = "".join(f"<p>{escape(entry(r, n, design))}</p>" for n, r in enumerate(truth["references"], 1))
    references = f"<h2>{listed}</h2><div class=refs>{entries}</div>" if entries else ""
    return (
        f"<html lang=en><style>{design.css}{COMMON} h1 {{ string-set: who attr(data-who) }}</style>"
        + "".join(head).replace("<h1>", f"<h1 data-who='{escape(who, quote=True)}'>")
        + f"<div class=body>{''.join(body)}{references}</div></html>"
    )


def blocks(found: list[Truth], design: Design) -> Iterator[str]:
    """The body as HTML; floats of some designs come at the end of their part."""
    count: list[int] = []
    floats: dict[str, int] = {"table": 0, "figure": 0}
    notes = 0
    waiting: list[str] = []
    for block, after in zip(found, [*found[1:], {"type": ""}], strict=True):
        kind, text = block["type"], body_text(block.get("text", ""), design)
        mark = f"<sup>{notes + 1}</sup>" if after["type"] == "footnote" else ""
        if kind == "heading":
            yield from waiting
            waiting = []
            level = min(block["level"], 3)
            count = [*count, *[0] * level][:level]
            count[-1] += 1
            stop = "." * design.numbered.endswith(".")
            number = ".".join(map(str, count)) + stop + " " if design.numbered else ""
            yield f"<h{level + 1}>{number}{text}</h{level + 1}>"
        elif kind in ("paragraph", "quote", "pullquote", "formula", "code"):
            yield f"<p>{text}{mark}</p>"
        elif kind == "list":
            tag = "ol" if block["ordered"] else "ul"
            items = [body_text(item, design) for item in block["items"]]
            yield f"<{tag}>{''.join(f'<li>{i}</li>' for i in items[:-1])}<li>{items[-1]}{mark}</li></{tag}>"
        elif kind == "footnote":
            notes += 1
            yield f"<span class=note>{notes} {text}</span>"
        elif kind in floats and (block.get("caption") or block.get("cells")):
            floats[kind] += 1
            drawn = floated(block, floats[kind], design)
            if design.tables_last:
                waiting.append(drawn)
            else:
                yield drawn
    yield from waiting


def floated(block: Truth, number: int, design: Design) -> str:
    label = (design.table if block["type"] == "table" else design.figure).format(number)
    caption = f"<p class=flat><b>{label}</b>{escape(block.get('caption', ''))}</p>"
    if block["type"] == "figure":
        return f"<div class=float><div class=picture></div>{caption}</div>"
    rows = [f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in block.get("cells") or []]
    heads = block.get("header_rows", 0)
    wide = " wide" if rows and len(block["cells"][0]) > 4 else ""
    table = f"<table><thead>{''.join(rows[:heads])}</thead><tbody>{''.join(rows[heads:])}</tbody></table>"
    notes = "".join(f"<p class=flat><small>{escape(n)}</small></p>" for n in block.get("footnotes") or [])
    return f"<div class='float{wide}'>{caption}{table}{notes}</div>"


def body_text(text: str, design: Design) -> str:
    plain = escape(text)
    return CITED_RE.sub(lambda m: f"<sup>{m[1].replace(' ', '')}</sup>", plain) if design.raised else plain


def entry(reference: Truth, number: int, design: Design) -> str:
    """One entry in the design's style; a printed one as it was printed."""
    if reference["raw_kind"] == "printed" or not reference.get("author"):
        raw = re.sub(r"^\s*\[?\d+[.\])]\s*", "", reference["raw"])
        return {"[": f"[{number}] ", "{n}": f"{number}. "}.get(
            design.entry[: 1 if design.entry[0] == "[" else 3], ""
        ) + raw
    authors = ", ".join(
        a.get("literal") or f"{a['family']} {a.get('given', '')[:1]}".strip() for a in reference["author"]
    )
    facts = {k: reference.get(k, "") for k in ("title", "volume", "page")}
    text = design.entry.format(
        n=number, authors=authors, container=reference.get("container-title", reference.get("publisher", "")),
        year=reference.get("issued", "n.d."), **facts,
    )  # fmt: skip
    text = re.sub(r", vol\. ,|, pp\. (?=,)|;:(?=\.)| : (?=\.)|, , (?=\.)", "", text)
    return text + (f" https://doi.org/{reference['DOI']}" if reference.get("DOI") else "")


def write(out: Path, name: str, design: str) -> str:
    from weasyprint import HTML

    truth = json.loads((PAIRS / name / "truth.json").read_text("utf-8"))
    folder = out / f"{design}-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        HTML(string=page(truth, DESIGNS[design])).write_pdf(folder / "input.pdf")
    except IndexError:  # the engine's own, for some notes inside columns: that page is left out
        return f"{folder.name}: not set"
    (folder / "truth.json").write_text(json.dumps(truth | {"id": folder.name}, ensure_ascii=False), "utf-8")
    (folder / "meta.json").write_text(json.dumps({"id": folder.name, "route": design}), "utf-8")
    return folder.name


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args()
    if not PAIRS.is_dir():
        print(f"{PAIRS} is not there: nothing to set.", file=sys.stderr)
        return 2
    names = options.ids or [
        p.name for p in sorted(PAIRS.iterdir()) if p.name not in ASIDE and "mibio" not in p.name
    ]
    # An article stands in the corpus by several routes: one of them is enough.
    articles = list({name.split("-", 1)[1]: name for name in names}.values())
    work = [(article, design) for article in articles for design in DESIGNS]
    with ProcessPoolExecutor(2) as pool:
        for name in pool.map(partial(write, options.out), *zip(*work, strict=True)):
            print(name, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
