"""A journal's own profile as a target: what it asks for is checked, built, and listed point by point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from docforge.diagnostics import Diagnostic
from docforge.exporters.details import kind_name
from docforge.model.journal import JournalProfile
from docforge.model.nodes import Figure, Section, TableWrap
from docforge.model.statements import STATEMENTS, statement_of
from docforge.model.text import block_strings, words
from docforge.model.walk import document_blocks
from docforge.submission.facts import Facts
from docforge.submission.figures import Measured, measure
from docforge.submission.gate import NOT_ADMISSION
from docforge.submission.manuscript import Layout, letter
from docforge.submission.review import build_review, check_review, inspect_review
from docforge.submission.target import Item, Order, Parts, Target, fault

CHECKLIST, LETTER = "checklist.txt", "cover-letter.docx"
MET, NOT_MET, PERSON = "met", "NOT MET", "for a person to confirm"


@dataclass(frozen=True, slots=True)
class Point:
    """One demand: ``rule`` as the profile has it, ``told`` what was found, ``key`` of the profile."""

    fact: str
    status: str
    told: str
    rule: str
    key: str
    remedy: str = "Change the article, or ask the editors."


def find_points(profile: JournalProfile, item: Item) -> tuple[Point, ...]:
    """Every demand of the profile, in its order."""
    return (
        *_limits(profile, item.facts),
        *_style(profile, item),
        *_parts(profile, item.facts),
        *_figures(profile, item.facts),
        *_letter(profile),
        *(Point("confirmation", PERSON, text, "", "confirm") for text in profile.confirm),
    )


def text_words(facts: Facts) -> int:
    """Words of text and notes, without abstract and references."""
    return sum(len(words(s)) for b in document_blocks(facts.article.document) for s in _own_strings(b))


def _own_strings(block: object) -> Iterator[str]:
    """What stands in a block itself; the blocks in it come by themselves."""
    if isinstance(block, Section):
        yield from (Facts.text(block.title),)
    elif not getattr(block, "blocks", None) and not getattr(block, "items", None):
        yield from block_strings(block)  # type: ignore[arg-type]  # a block by the walk


def _limits(profile: JournalProfile, facts: Facts) -> Iterator[Point]:
    document = facts.article.document
    pictures = sum(isinstance(b, Figure | TableWrap) for b in document_blocks(document))
    counts = {
        "words": ("article", text_words(facts), "words"),
        "abstract_words": ("abstract", sum(len(words(p)) for p in facts.abstract), "words"),
        "title_words": ("title", len(words(f"{facts.title} {facts.subtitle}")), "words"),
        "keywords_max": ("keywords", len(facts.keywords), "keywords"),
        "references_max": ("references", len(document.references), "references"),
        "figures_max": ("figures and tables", pictures, "figures and tables"),
    }
    for key, (fact, count, unit) in counts.items():
        if most := getattr(profile, key):
            status = MET if count <= most else NOT_MET
            more = "" if count <= most else f", {count - most} too many"
            if not count and key == "abstract_words":
                status, more = PERSON, ": there is none; is one wanted?"
            yield Point(fact, status, f"{count} {unit}{more}", f"at most {most} {unit}", key, "Shorten it.")
    if fewest := profile.keywords_min:
        count = len(facts.keywords)
        status = MET if count >= fewest else NOT_MET
        remedy = "Give keywords in article.toml."
        yield Point("keywords", status, f"{count} keywords", f"at least {fewest}", "keywords_min", remedy)


def _style(profile: JournalProfile, item: Item) -> Iterator[Point]:
    if not profile.reference_style:
        return
    printed = [d.message for d in item.told if d.code in ("reference-as-printed", "citation-as-printed")]
    rule = f"references in the style {profile.reference_style}"
    if printed:
        yield Point("references", PERSON, printed[0], rule, "reference_style")
    else:
        yield Point("references", MET, "set in that style", rule, "reference_style")


def _parts(profile: JournalProfile, facts: Facts) -> Iterator[Point]:
    sections = [b for b in document_blocks(facts.article.document) if isinstance(b, Section)]
    titles = {Facts.text(section.title).casefold().rstrip(".:") for section in sections}
    for wanted in profile.sections:
        names = [name.strip() for name in wanted.split("|")]
        there = any(name.casefold() in titles for name in names)
        yield Point(
            f"section {names[0]}",
            MET if there else NOT_MET,
            "it is there" if there else "it is not there",
            f"a section called {' or '.join(names)}",
            "sections",
            "Write it, or give the section that name.",
        )
    kinds = {statement_of(section) for section in sections}
    for kind in profile.statements:
        yield Point(
            f"statement {STATEMENTS[kind]}",
            MET if kind in kinds else NOT_MET,
            "it is there" if kind in kinds else "it is not there",
            f"a statement on {STATEMENTS[kind].lower()}",
            "statements",
            f"Write {kind} under [statements] in article.toml; if there is nothing to state, say that.",
        )


def _figures(profile: JournalProfile, facts: Facts) -> Iterator[Point]:
    for name, data in facts.article.assets:
        found = measure(name, data)
        for key, rule, wrong in _picture_faults(profile, found):
            status = NOT_MET if wrong else MET
            remedy = "Export the figure again from its source; enlarging it adds nothing."
            yield Point(f"figure {name}", status, wrong or "so it is", rule, key, remedy)


def _picture_faults(profile: JournalProfile, found: Measured) -> Iterator[tuple[str, str, str]]:
    if not found.readable:
        yield "formats", "a picture that can be opened", "it cannot be opened"
        return
    if profile.formats:
        wrong = "" if found.suffix in profile.formats else f"it is {found.suffix}"
        yield "formats", f"one of {', '.join(profile.formats)}", wrong
    if not found.width:
        return
    if profile.min_dpi:
        dpi = found.dpi(profile.width_mm)
        rule = f"{profile.min_dpi} dots per inch at {profile.width_mm} mm"
        size = f"{found.width} x {found.height} dots are {dpi} dots per inch, too small"
        yield "min_dpi", rule, size if dpi < profile.min_dpi else ""
    if profile.colour:
        wrong = "" if found.colour == profile.colour else f"it is {found.colour}"
        yield "colour", f"colours: {profile.colour}", wrong


def _letter(profile: JournalProfile) -> Iterator[Point]:
    if profile.letter_wanted:
        told = f"{LETTER} was filled in; read it, date it, sign it"
        yield Point("cover letter", PERSON, told, "a cover letter", "letter_wanted")


# ---------------------------------------------------------------- target


def journal_target(profile: JournalProfile) -> Target:
    """The target that a profile describes."""
    layout = Layout(
        profile.blind, profile.figures, profile.double_spacing, profile.line_numbers, profile.file_name
    )
    return Target(
        profile.file,
        f"Submission to {profile.name}",
        f"profile {profile.file}",
        profile.about,
        "Upload the files by the journal's own instructions"
        + (f" ({profile.url})." if profile.url else ".")
        + " Go through the checklist that stands beside this zip first.",
        "new",
        False,
        partial(_check, profile),
        partial(_build, profile, layout),
        inspect_review if profile.blind else None,
        lambda order: "\n".join(checklist(profile, item) for item in order.items),
    )


def _check(profile: JournalProfile, order: Order) -> Iterator[Diagnostic]:
    yield from check_review(order)
    for item in order.items:
        for point in find_points(profile, item):
            if point.status == NOT_MET:
                rule = f"{profile.name} asks for {point.rule} ({profile.at(point.key)})."
                yield fault(item, point.fact, f"{point.told}.", rule, point.remedy, _article_key(point))


def _article_key(point: Point) -> str:
    return {"abstract_words": "abstract", "title_words": "title", "keywords_max": "keywords"}.get(
        point.key, ""
    )


def _build(profile: JournalProfile, layout: Layout, order: Order) -> Parts:
    (item,) = order.items
    made = build_review(layout, order)
    beside: dict[str, bytes] = {**made.beside, CHECKLIST: checklist(profile, item).encode()}
    if profile.letter_wanted:
        beside[LETTER] = letter(letter_text(profile, item.facts), item.facts.language)
    return Parts(made.files, made.about, made.told, beside=beside)


def checklist(profile: JournalProfile, item: Item) -> str:
    """What is met, what is not, what a person must confirm."""
    points = find_points(profile, item)
    lines = [f"{profile.name}: checklist for {item.facts.title or item.id}", ""]
    for status in (NOT_MET, PERSON, MET):
        chosen = [point for point in points if point.status == status]
        if not chosen:
            continue
        box = {MET: "[x]", NOT_MET: "[!]", PERSON: "[ ]"}[status]
        lines += [status, "-" * len(status)]
        for point in chosen:
            rule = f" (asked: {point.rule}; {profile.at(point.key)})" if point.rule else ""
            lines.append(f"{box} {point.fact}: {point.told}{rule}")
        lines.append("")
    return "\n".join([*lines, NOT_ADMISSION, ""])


def letter_text(profile: JournalProfile, facts: Facts) -> str:
    """The cover letter with the article's facts; a fact that is not known leaves a gap to be filled."""
    people = facts.people
    writer = next((p for p in people if p.corresponding), people[0] if people else None)
    kinds = {statement_of(b) for b in document_blocks(facts.article.document)}
    values: Mapping[str, str] = {
        "title": facts.title,
        "authors": ", ".join(person.name for person in people),
        "corresponding": f"{writer.name}{f', {writer.email}' if writer.email else ''}" if writer else "",
        "journal": profile.name,
        "editor": profile.editor,
        "words": str(text_words(facts)),
        "kind": kind_name(facts.article.document.meta.kind).lower(),
        "statements": ", ".join(STATEMENTS[kind] for kind in STATEMENTS if kind in kinds),
    }
    text = profile.letter
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value or f"[{name}: to be filled in]")
    return text
