"""``docforge package`` as a user runs it: targets, refusals, exit codes, nothing left behind."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from commands.program import docforge
from edition.editions import small_edition, write

from docforge.diagnostics import Severity
from docforge.edition.config import load_edition
from docforge.edition.material import edition_material
from docforge.submission import TARGETS, Destination, Item, Order
from docforge.submission.facts import Facts
from docforge.submission.pack import check, pack

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
JOURNAL = """\
[journal]
title = "Journal of Small Things"
issn_electronic = "2049-3649"
publisher = "The Small Press"
doi_prefix = "10.5555"
[edition]
title = "A test"
volume = "1"
date = "2026-05-31"
status = "proof"
[deposit]
depositor = "The Small Press"
email = "deposits@small.example"
deposit_version = "2026053101"
resource_url = "https://small.example/{id}"
[[articles]]
id = "one"
"""
ARTICLE = """\
doi = "10.5555/one"
licence = "CC-BY-4.0"
holder = "Ada Quill"
abstract = "It is small."
[[authors]]
name = "Ada Quill"
family = "Quill"
given = "Ada"
email = "ada@small.example"
orcid = "0000-0002-1825-0097"
affiliation = "School of Size, Fernleigh"
ror = "https://ror.org/02mhbdp94"
country = "NZ"
[[funding]]
funder = "Fund of Small Things"
awards = ["S-1"]
[[supplements]]
file = "data.csv"
title = "The data"
[record]
resubmission = "The editor, 2026-06-01"
"""


def whole_edition(folder: Path, **more: str) -> Path:
    files = {"edition.toml": JOURNAL, "one/article.toml": ARTICLE, "one/data.csv": "a,b\n"} | more
    return small_edition(folder, **files)


def test_the_targets_are_explained(tmp_path: Path) -> None:
    ran = docforge("package", "--list", cwd=tmp_path)
    assert ran.code == 0
    for name in ("meca", "review", "pmc", "crossref", "doaj", "datacite", "ojs", "bagit", "humanities"):
        assert name in ran.out
    assert len(json.loads(docforge("package", "--list", "--json", cwd=tmp_path).out)["targets"]) == 8


@pytest.mark.parametrize(
    "target", ["meca", "review", "pmc", "crossref", "doaj", "datacite", "ojs", "bagit", "humanities"]
)
def test_each_target_is_built_and_verified(tmp_path: Path, target: str) -> None:
    whole_edition(tmp_path)
    if target == "humanities":
        write(tmp_path, {"one/article.toml": 'keywords = ["a", "b", "c"]\n' + ARTICLE})
    ran = docforge("package", ".", "--target", target, "--journal", "J", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 0, ran.said
    assert "Passing these checks is not admission" in ran.out
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        assert any(name.endswith("README.txt") for name in archive.namelist())
        assert len({info.date_time for info in archive.infolist()}) == 1
    verified = docforge("package", "--verify", "p.zip", cwd=tmp_path)
    assert (verified.code, "0 errors" in verified.out) == (0, True)


def test_a_manuscript_alone_goes_with_what_lies_beside_it(tmp_path: Path) -> None:
    write(tmp_path, {"paper.md": "# On paper\n\nIt is thin.\n"})
    ran = docforge("package", "paper.md", "--target", "review", "-o", "p.zip", cwd=tmp_path)
    assert (ran.code, "private proof only" in ran.err) == (1, True)
    write(tmp_path, {"article.toml": ARTICLE, "data.csv": "a,b\n"})
    ran = docforge("package", "paper.md", "--target", "review", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 0, ran.said
    assert b"Ada Quill" not in (tmp_path / "p.zip").read_bytes()
    assert "Ada Quill" in docforge("convert", "paper.md", cwd=tmp_path).out
    write(tmp_path, {"article.toml": 'licence = ["x"]\n'})
    ran = docforge("package", "paper.md", "--target", "review", "-o", "q.zip", cwd=tmp_path)
    assert (ran.code, "article.toml, line 1: licence" in ran.err) == (2, True)


def test_a_schema_that_is_not_there_is_said_not_to_be_checked(tmp_path: Path) -> None:
    whole_edition(tmp_path)
    ran = docforge("package", ".", "--target", "crossref", "-o", "p.zip", cwd=tmp_path)
    assert "schema: not checked" in ran.out
    assert docforge("package", ".", "--schemas", "none", "-o", "p.zip", cwd=tmp_path).code == 2


def test_a_refused_package_leaves_nothing_behind(tmp_path: Path) -> None:
    article = ARTICLE.replace('file = "data.csv"', 'file = "gone.csv"').replace('licence = "CC-BY-4.0"', "")
    whole_edition(tmp_path / "e", **{"one/article.toml": article})
    ran = docforge("package", "e", "--target", "bagit", "-o", "out/p.zip", cwd=tmp_path)
    assert ran.code == 1
    assert "one/article.toml, line 18: error: one, gone.csv: the supplementary file does not exist" in ran.err
    assert "private proof only" in ran.err
    assert "-> Put it there" in ran.err
    assert list((tmp_path / "out").iterdir()) == []
    ran = docforge("package", "e", "--target", "bagit", "-o", "out/p.zip", "--draft", cwd=tmp_path)
    assert ran.code == 1
    assert (tmp_path / "out/p.zip").exists()


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (
            'doi = "https://doi.org/10.5555/one"',
            'one/article.toml, line 1: doi = "https://doi.org/10.5555/one" is not',
        ),
        ('[[authors]]\nname = "A"\ncountry = "Ruritania"', 'line 3: country = "Ruritania" is no country'),
        ('[[authors]]\nname = "A"\nror = "02mhbdp94"', 'line 3: ror = "02mhbdp94" is not a ROR id'),
        ('[[funding]]\nawards = ["1"]', "line 1: this funding has no funder"),
        ('[[funding]]\nfunder = "F"\nfunder_id = "F1"', 'line 3: funder_id = "F1" is not the id of a funder'),
        ('[[supplements]]\nfile = "../../x"', "one/article.toml, line 2"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path: Path, article: str, said: str) -> None:
    whole_edition(tmp_path, **{"one/article.toml": article + "\n"})
    ran = docforge("package", ".", "--target", "meca", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "p.zip").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('deposit_version = "today"', 'deposit_version = "today" is not a version of a deposit'),
        ('resource_url = "https://small.example/{pid}"', "has {pid} in it, which stands for nothing"),
    ],
)
def test_a_wrong_fact_of_the_press_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    name = line.split(" ")[0]
    text = "\n".join(line if old.startswith(name) else old for old in JOURNAL.splitlines())
    whole_edition(tmp_path, **{"edition.toml": text})
    ran = docforge("package", ".", "--target", "crossref", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 2
    assert "edition.toml, line " in ran.err
    assert said in ran.err


def test_a_profile_prints_its_checklist(tmp_path: Path) -> None:
    whole_edition(tmp_path, **{"my.toml": '[journal]\nname = "J"\n[limits]\nabstract_words = 1\n'})
    ran = docforge("package", ".", "--target", "my.toml", "-o", "p.zip", cwd=tmp_path)
    assert ran.code == 1
    assert "[!] abstract: 3 words, 2 too many (asked: at most 1 words; my.toml, line 4)" in ran.out
    assert not (tmp_path / "p.zip").exists()
    assert docforge("package", ".", "--target", "no.toml", "-o", "p.zip", cwd=tmp_path).code == 2


def test_a_package_too_large_to_open_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "p.zip").open("wb") as file:
        file.truncate(10 * 1024**3)
    ran = docforge("package", "--verify", "p.zip", cwd=tmp_path)
    assert (ran.code, "larger than 512 MB" in ran.err) == (3, True)
    assert docforge("package", "--verify", "none.zip", cwd=tmp_path).code == 3


def test_a_slip_out_of_a_package_is_an_error(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("../x", b"x")
    ran = docforge("package", "--verify", "p.zip", "--json", cwd=tmp_path)
    told = json.loads(ran.out)
    assert (ran.code, told["ok"]) == (1, False)
    assert "leads out of the package" in told["findings"][0]["message"]
    assert not (tmp_path.parent / "x").exists()


def test_use_without_anything_is_explained(tmp_path: Path) -> None:
    assert docforge("package", cwd=tmp_path).code == 2
    assert "-o is missing" in docforge("package", "a.md", cwd=tmp_path).err


def test_the_sample_edition_is_built_for_the_targets(tmp_path: Path) -> None:
    """It has no ISSN and no DOI prefix: for the registers it gets those of a test."""
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    manifest = tmp_path / "sources" / "edition.toml"
    text = manifest.read_text("utf-8").replace('# issn_electronic = ""', 'issn_electronic = "2049-3649"')
    text = text.replace('# doi_prefix = ""', 'doi_prefix = "10.5555"').replace(
        'date = "2026-11"', 'date = "2026-11-01"'
    )
    deposit = JOURNAL[JOURNAL.index("[deposit]") : JOURNAL.index("[[articles]]")]
    manifest.write_text(text.replace("[edition]", f"{deposit}[edition]"), "utf-8")
    for folder in ("running-heads", "line-end-hyphens", "reading-order"):
        path = tmp_path / "sources" / folder / "article.toml"
        record = '\n[record]\nresubmission = "Nobody objects"\ndoaj_reprint = true\n'
        path.write_text(f'doi = "10.5555/{folder}"\n' + path.read_text("utf-8") + record, "utf-8")
    orders = orders_of(tmp_path / "sources", paged=True)
    for target in TARGETS.values():
        given = [_whole(orders)] if target.whole else orders
        for one in given:
            made = pack(target, one)
            wrong = [d.message for d in made.told if d.severity is Severity.ERROR]
            assert (bool(made.data), wrong) == (True, []), target.name


def orders_of(folder: Path, paged: bool = False) -> list[Order]:
    """An order for each article of an edition."""
    made = []
    for material in edition_material(load_edition(folder), [], paged):
        facts = Facts(material.article, material.edition, material.record)
        item = Item(facts, material.files, material.lines)
        made.append(Order(material.edition, (item,), Destination("J"), material.edition_lines))
    return made


def _whole(orders: list[Order]) -> Order:
    return replace(orders[0], items=tuple(item for one in orders for item in one.items))


def test_the_seeds_are_refused_each_with_its_sentence(tmp_path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not beside this repository")
    from seeds.stage import stage

    stage(tmp_path / "seeds")
    orders = orders_of(tmp_path / "seeds")
    told = " | ".join(d.message for d in check(TARGETS["crossref"], _whole(orders)))
    assert told.count("the licence is unknown and no permission is on record: private proof only") == 3
    assert "is registered by another publisher; cite it as the original" in told
    told = " | ".join(d.message for one in orders for d in check(TARGETS["meca"], one))
    assert "the article was published already (https://doi.org/10." in told
    assert told.count("the licence is unknown and no permission is on record: private proof only") == 3
    assert [name for name, t in TARGETS.items() for one in orders if pack(t, one).data] == []
