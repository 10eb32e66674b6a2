"""Articles of the corpus, from their truths, packed for every target and checked by the official schemas.

    .venv/bin/python benchmarks/packages.py [--articles 20] [--only meca] [--schemas ../shared/standards]

Prints a line a target: packages made, errors, schemas that were not there, and whether a second run gives the
same bytes. Names are split and DOIs given as an editor would; no DOI of these articles is ever registered.
Blind review is packed as authors do after the first refusal: their own works, which docforge lists, stay.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from issue import article
from repair import ASIDE, PAIRS

from docforge.diagnostics import Severity
from docforge.exporters.jats import write_jats
from docforge.exporters.pdf import write_pdf
from docforge.model.deposit import Deposit, Record
from docforge.model.edition import Article, EditionMeta
from docforge.model.meta import Contributor
from docforge.model.nodes import Permission
from docforge.submission import TARGETS, Destination, Item, Order, Target
from docforge.submission.anonymise import own_references
from docforge.submission.facts import Facts
from docforge.submission.pack import pack

EDITION = EditionMeta(
    title="Measures", journal="Journal of Measures", issn_electronic="2049-3649", publisher="Measures",
    volume="1", issue="1", date="2026-05-31", doi_prefix="10.5555",
    deposit=Deposit("Measures", "deposits@measures.example", "", "1", "https://measures.example/{id}"),
)  # fmt: skip
RECORD = Record(permission="for measuring only", resubmission="for measuring only", doaj_reprint=True)


def named(person: Contributor) -> Contributor:
    given, _, family = person.name.rpartition(" ")
    plain = "".join(sign for sign in family if not sign.isdigit() and sign != "?")
    return replace(person, family=plain or "Anon", given=given, email="author@measures.example")


def prepared(folder: Path, number: int) -> Item:
    made: Article = article(folder)
    meta = made.document.meta
    people = tuple(named(p) for p in meta.contributors) or (Contributor("Ann Onym", "Onym", "Ann"),)
    rights = Permission("CC-BY-4.0", "Measures", "2026")
    meta = replace(
        meta, contributors=people, doi=f"10.5555/m.{number}", permission=rights, keywords=("measure",)
    )
    made = replace(made, id=f"article-{number}", document=replace(made.document, meta=meta))
    made = replace(made, first_page=str(number * 20 + 1), last_page=str(number * 20 + 20))
    files = write_jats(made, EDITION).files | {"article.pdf": write_pdf(made, EDITION).files["article.pdf"]}
    return Item(Facts(made, EDITION, RECORD), {n: d for n, d in files.items() if n.startswith("article.")})


def with_own_work(item: Item) -> Item:
    own = tuple(reference.id for reference in own_references(item.facts))
    return replace(item, facts=replace(item.facts, record=replace(RECORD, self_citations=own)))


def measure(target: Target, items: list[Item], schemas: Path | None) -> bool:
    items = [with_own_work(item) for item in items] if target.name == "review" else items
    groups = [items] if target.whole else [[item] for item in items]
    made, same, errors, unchecked = 0, True, 0, 0
    for group in groups:
        order = Order(EDITION, tuple(group), Destination("Elsewhere"), schemas=schemas)
        package = pack(target, order)
        wrong = [one.message for one in package.told if one.severity is Severity.ERROR]
        errors += len(wrong)
        unchecked += sum(one.code == "not-checked" for one in package.told)
        made += bool(package.data)
        same = same and package.data == pack(target, order).data
        for message in wrong[:3]:
            print("   ", message[:300])
    print(
        f"{target.name}: {made} of {len(groups)} packages of {len(items)} articles; errors {errors}; "
        f"schemas not there {unchecked}; same bytes twice: {'yes' if same else 'NO'}",
        flush=True,
    )
    return same and made == len(groups)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--only", action="append")
    parser.add_argument("--schemas", type=Path, default=PAIRS.parents[1] / "standards")
    wanted = parser.parse_args()
    folders = [f for f in sorted(PAIRS.iterdir()) if f.is_dir() and f.name not in ASIDE]
    step = max(1, len(folders) // wanted.articles)
    items = [prepared(f, n) for n, f in enumerate(folders[::step][: wanted.articles], 1)]
    schemas = wanted.schemas if wanted.schemas.is_dir() else None
    good = [measure(t, items, schemas) for n, t in TARGETS.items() if n in (wanted.only or TARGETS)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
