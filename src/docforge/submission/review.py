"""Manuscripts for double-blind review: nobody's name in them, proven by a scan of the finished zip.

In the zip: the manuscript as Word file and PDF, its figures and supplementary files, under neutral names.
Beside it, for the editor alone: the title page, the list of possible self-citations, the scan's proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from docforge.diagnostics import Diagnostic, diagnostic
from docforge.errors import MissingToolError
from docforge.model.edition import Article
from docforge.model.nodes import Cite
from docforge.model.text import document_strings, words
from docforge.model.walk import document_inlines
from docforge.submission.anonymise import Anonymised, anonymise, own_references
from docforge.submission.facts import Facts
from docforge.submission.leaks import Leak, proof, scan
from docforge.submission.manuscript import Layout, title_page, with_figures, write_pdf, write_word
from docforge.submission.meca import check_supplements
from docforge.submission.needles import find_needles, fold
from docforge.submission.scrub import scrub_file
from docforge.submission.target import Item, Order, Parts, Target, fault

WORD, PDF = "manuscript.docx", "manuscript.pdf"
TITLE_PAGE, OWN, PROOF = "title-page.docx", "self-citations.txt", "leak-scan.txt"
SHOWN = 12


def check_review(order: Order) -> Iterator[Diagnostic]:
    for item in order.items:
        for fact, there, key in (
            ("title", item.facts.title, "title"),
            ("authors", item.facts.people, "authors"),
        ):
            if not there:
                yield fault(
                    item,
                    fact,
                    "there is none.",
                    "what is not known cannot be looked for, and a manuscript has a title.",
                    f"Give {key} in article.toml.",
                    key,
                )
        yield from check_supplements(item)


def build_review(layout: Layout, order: Order) -> Parts:
    """One manuscript. ``layout.blind`` False leaves the authors in."""
    (item,) = order.items
    made = anonymise(item.facts)
    article = with_figures(made.article if layout.blind else item.facts.article, layout)
    files = {WORD: write_word(article, layout), PDF: write_pdf(article, layout)}
    about = {WORD: "the manuscript, to be edited", PDF: "the manuscript, to be read"}
    for number, (name, data) in enumerate(article.assets, 1):
        named = layout.picture(number, name)
        files[named] = data
        about[named] = "a figure at its original size"
    for number, extra in enumerate(item.facts.record.supplements, 1):
        if extra.data is not None:
            suffix = extra.file.rpartition(".")[2].lower()
            name = f"supplement-{number}.{suffix}" if layout.blind else extra.file
            files[name] = scrub_file(extra.file, extra.data) if layout.blind else extra.data
            about[name] = "supplementary file"
    if not layout.blind:
        return Parts(files, about)
    beside = {
        TITLE_PAGE: title_page(item.facts.article, made.statements, _counts(item.facts.article)),
        OWN: _own(item.facts, made).encode(),
    }
    return Parts(files, about, beside=beside)


def _counts(article: Article) -> list[str]:
    count = sum(len(words(text)) for text in document_strings(article.document))
    return [f"Words, everything counted: {count}", f"References: {len(article.document.references)}"]


def _own(facts: Facts, made: Anonymised) -> str:
    lines = ["References that may be the authors' own", ""]
    lines += [
        f"- {name}{' (may stay)' if name in facts.record.self_citations else ''}: {text}"
        for name, text in made.own
    ] or ["none found"]
    lines += [
        "",
        "They were not rewritten. Reword them, or write under [record] in article.toml:",
        _may_stay(name for name, _ in made.own),
        "",
        "Taken out of the text",
        "",
    ]
    return "\n".join([*lines, *(f"- {kind}: {text}" for kind, text in made.removed)]) + "\n"


def inspect_review(order: Order, data: bytes) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """The leak scan of the finished zip."""
    (item,) = order.items
    needles = find_needles(item.facts)
    try:
        made = scan(data, needles, _allowed(item.facts))
    except MissingToolError as error:
        told = diagnostic(
            "package-leak",
            f"{item.id}, leak scan: it was not run, so nothing is proven ({error.message})",
            hint=error.hint,
            where=item.id,
        )
        return {}, (told,)
    text = proof(made, needles).encode()
    # A part is read in several forms: one sentence for each needle in it is enough; the proof has them all.
    once = {(leak.needle.text, leak.part.partition("!")[0]): leak for leak in reversed(made.leaks)}
    own = [r.id for r in own_references(item.facts)]
    return {PROOF: text}, tuple(_told(item, leak, own) for leak in [*once.values()][::-1][:SHOWN])


def _allowed(facts: Facts) -> dict[str, int]:
    """How often a needle stands in references that may stay, and in the citations of them."""
    keep = set(facts.record.self_citations)
    texts = [facts.text(r.content) or r.raw for r in own_references(facts) if r.id in keep]
    for node in document_inlines(facts.article.document):
        if isinstance(node, Cite) and any(entry.rid in keep for entry in node.items):
            texts.append(node.printed)
    found: dict[str, int] = {}
    for needle in find_needles(facts):
        count = sum(fold(text).count(fold(needle.text)) for text in texts)
        if count:
            # A reading may have a text twice: in the line, and as the title of a link.
            found[needle.text] = 2 * count
    return found


def _may_stay(names: Iterable[str]) -> str:
    return f"self_citations = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in names)}]"


def _told(item: Item, leak: Leak, own: Sequence[str]) -> Diagnostic:
    told, hint = "", "Take it out, or allow it under [record] in article.toml"
    if own and leak.needle.kind in ("family name", "name"):
        told = " It may stand in a reference to the authors' own work."
        hint += f"; if the authors let their own works stay: {_may_stay(own)}"
    return diagnostic(
        "package-leak",
        f'{item.id}, {leak.needle.kind}: "{leak.needle.text[:60]}" stands in {leak.part} ({leak.form}).'
        f"{told} Rule: a package for blind review names nobody who wrote it.",
        hint=f"{hint}; other_words lists words that are no names here.",
        where=item.at("record"),
    )


def review_target(layout: Layout) -> Target:
    """The target for a layout."""
    return Target(
        "review",
        "Manuscript for double-blind review" if layout.blind else "Manuscript for review",
        "docforge leak scan",
        "Word file and PDF, double-spaced, lines numbered, names removed; title page and proof apart.",
        "Upload the zip, or the files in it, as the manuscript. Keep the files beside it from the reviewers.",
        "new",
        False,
        check_review,
        partial(build_review, layout),
        inspect_review if layout.blind else None,
    )


REVIEW = review_target(Layout())
