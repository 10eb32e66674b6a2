"""edition.toml and article.toml: what is read, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition.editions import MANIFEST, write

from docforge.edition.article_keys import ARTICLE_KEYS
from docforge.edition.config import load_edition
from docforge.edition.keys import EDITION_KEYS
from docforge.errors import ConfigError
from docforge.model.edition import EditionMeta

FULL = """\
[journal]
title = "Journal of Small Things"
abbreviation = "J. Small"
issn_print = "2049-3630"
issn_electronic = "0317-8471"
publisher = "A Press"
publisher_place = "Fernleigh"
doi_prefix = "10.1234"
url = "https://journal.example"
[edition]
title = "Twelve"
volume = 12
issue = "3/4"
date = 2026-05-31
language = "de-AT"
status = "final"
licence = "CC-BY-4.0"
holder = "A Press"
identifier = "urn:isbn:123"
editors = ["Ada Example", "Bo Beispiel"]
description = "About things."
theme = "journal"
print_emails = true
site_url = "https://journal.example/12"
accessibility_certified_by = "Ada Example"
[[articles]]
id = "two"
folder = "texts/second"
section = "Essays"
[[articles]]
id = "one"
copies = ["b.txt", "a.txt"]
text = "a.txt"
"""


def texts(manifest: str, **more: str) -> dict[str, str]:
    return {"edition.toml": manifest, "one/a.txt": "A", "one/b.txt": "B", "texts/second/c.md": "C", **more}


def test_every_key_arrives(tmp_path: Path) -> None:
    config = load_edition(write(tmp_path, texts(FULL)))
    assert config.diagnostics == ()
    assert config.meta == EditionMeta(
        title="Twelve",
        journal="Journal of Small Things",
        journal_abbrev="J. Small",
        issn_print="2049-3630",
        issn_electronic="0317-8471",
        publisher="A Press",
        publisher_place="Fernleigh",
        volume="12",
        issue="3/4",
        date="2026-05-31",
        language="de-AT",
        status="final",
        licence="CC-BY-4.0",
        holder="A Press",
        doi_prefix="10.1234",
        url="https://journal.example",
        identifier="urn:isbn:123",
        editors=("Ada Example", "Bo Beispiel"),
        description="About things.",
        theme="journal",
        print_emails=True,
        site_url="https://journal.example/12",
        accessibility_certified_by="Ada Example",
    )
    assert [a.id for a in config.articles] == ["two", "one"]
    assert [config.name(c) for a in config.articles for c in a.copies] == [
        "texts/second/c.md",
        "one/a.txt",
        "one/b.txt",
    ]
    assert config.articles[0].section == "Essays"


def test_the_table_of_keys_names_every_fact_of_an_edition() -> None:
    fields = {key.field for key in EDITION_KEYS if key.field}
    # Tables of their own.
    tables = {"board", "corrections", "deposit", "fonts", "sheets"}
    assert fields | tables == set(EditionMeta.__dataclass_fields__)
    defaults = EditionMeta()
    for key in EDITION_KEYS:
        if key.field:
            assert getattr(defaults, key.field) == key.default, key.path


def test_every_key_is_explained() -> None:
    for key in (*EDITION_KEYS, *ARTICLE_KEYS):
        assert key.explained.endswith((".", "?")), key.path


def test_copies_are_found_by_name_without_notes_and_corrected_text(tmp_path: Path) -> None:
    files = {"one/copy-2.html": "x", "one/readme.md": "x", "one/article.md": "x", "one/notes.toml": ""}
    config = load_edition(write(tmp_path, {"edition.toml": MANIFEST, "one/copy-1.txt": "x", **files}))
    assert [c.name for c in config.articles[0].copies] == ["copy-1.txt", "copy-2.html"]
    assert config.articles[0].corrected == tmp_path / "one/article.md"


# (what is put into [edition] or behind it, what the message must hold)
WRONG = {
    "status": (
        '[edition]\nstatus = "finl"\n',
        'edition.toml, line 2: status = "finl" is not one of draft, proof, final',
    ),
    "maybe": ('[edition]\nstatus = "finl"\n', 'Did you mean "final"?'),
    "issn check digit": ('[journal]\nissn_print = "2049-3631"\n', "line 2: issn_print"),
    "issn shape": ('[journal]\nissn_print = "20493630"\n', "is not an ISSN"),
    "doi prefix": ('[journal]\ndoi_prefix = "https://doi.org/10.1"\n', "is not a DOI prefix"),
    "date": ('[edition]\ndate = "31.5.2026"\n', "is not a date"),
    "date not in the calendar": ('[edition]\ndate = "2026-02-30"\n', "is not a date"),
    "language": ('[edition]\nlanguage = "English"\n', "is not a language tag"),
    "url": ('[journal]\nurl = "javascript:alert(1)"\n', "is not a web address"),
    "flag as text": ('[edition]\nprint_emails = "yes"\n', "must be true or false"),
    "text as list": ('[edition]\ntitle = ["a"]\n', "must be text in quotation marks"),
    "table as text": ('edition = "x"\n', "must be a table"),
    "id": ('[[articles]]\nid = "../x"\n', "line 2: id"),
    "no id": ('[[articles]]\nsection = "x"\n', "line 1: this article has no id"),
    "id twice": (
        '[[articles]]\nid = "one"\n[[articles]]\nid = "one"\n',
        'line 4: the id "one" is taken already',
    ),
    "no folder": ('[[articles]]\nid = "three"\n', 'there is no folder "three"'),
    "no copy": ('[[articles]]\nid = "one"\ncopies = ["z.txt"]\n', '"one/z.txt" does not exist'),
    "absolute": ('[[articles]]\nid = "one"\ncopies = ["/etc/passwd"]\n', "is an absolute path"),
    "home": ('[[articles]]\nid = "one"\ncopies = ["~/x.txt"]\n', "is an absolute path"),
    "drive": ('[[articles]]\nid = "one"\ncopies = ["C:/x.txt"]\n', "is an absolute path"),
    "dots": ('[[articles]]\nid = "one"\ncopies = ["../b.txt"]\n', 'leads out of the folder with ".."'),
    "dots in the folder": (
        '[[articles]]\nid = "one"\nfolder = "../x"\n',
        'line 3: folder = "../x" leads out',
    ),
    "backslash": ('[[articles]]\nid = "one"\ncopies = ["x\\\\b.txt"]\n', "has a backslash"),
    "text outside": ('[[articles]]\nid = "one"\ntext = "../x.txt"\n', "line 3: text"),
    "copy is a folder": ('[[articles]]\nid = "one"\ncopies = ["sub"]\n', "is a folder, not a file"),
    "articles as a table": ('[articles]\nid = "one"\n', "must be written as [[articles]]"),
    "no article": ("[edition]\n", "there is no article"),
}


@pytest.mark.parametrize("name", WRONG)
def test_mistakes_are_named_with_line_and_key(name: str, tmp_path: Path) -> None:
    text, said = WRONG[name]
    articles = "" if "articles" in text or name == "no article" else '[[articles]]\nid = "one"\n'
    with pytest.raises(ConfigError) as caught:
        load_edition(write(tmp_path, texts(text + articles, **{"one/sub/x": "x"})))
    assert said in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert caught.value.message.startswith("edition.toml")


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = '[journal]\nissn_print = "1"\n[edition]\nstatus = "x"\ndate = "x"\n[[articles]]\nid = "one"\n'
    with pytest.raises(ConfigError) as caught:
        load_edition(write(tmp_path, texts(text)))
    assert [line.split(":")[0] for line in caught.value.message.split("\n")] == [
        "edition.toml, line 2",
        "edition.toml, line 4",
        "edition.toml, line 5",
        "(3 mistakes)",
    ]


UNKNOWN = {
    "near": ('[edition]\nstauts = "final"\n', 'Did you mean "status"?', "line 2"),
    "other table": ('[edition]\npublisher = "P"\n', "It belongs into [journal].", "line 2"),
    "top": ('title = "P"\n[edition]\n', "It belongs into [", "line 1"),
    "far": ("[edition]\nqqqqq = 1\n", "Known here: title", "line 2"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_keys_are_ignored_aloud(name: str, tmp_path: Path) -> None:
    text, hint, line = UNKNOWN[name]
    config = load_edition(write(tmp_path, texts(text + '[[articles]]\nid = "one"\n')))
    (found,) = config.diagnostics
    assert found.code == "config-ignored"
    assert hint in found.hint
    assert found.where == f"edition.toml, {line}"


def test_files_that_no_step_reads_yet_are_named(tmp_path: Path) -> None:
    files = texts('[[articles]]\nid = "one"\n')
    config = load_edition(write(tmp_path, {**files, "one/notes.toml": "{}"}))
    (found,) = config.diagnostics
    assert found.code == "config-ignored" and found.where == "one/notes.toml" and "not read" in found.message


def test_the_editors_own_list_and_what_becomes_of_duplicates(tmp_path: Path) -> None:
    files = texts('[edition]\nduplicate_references = "merge"\n[[articles]]\nid = "one"\n')
    config = load_edition(write(tmp_path, {**files, "one/references.bib": "", "one/references.json": "[]"}))
    assert config.duplicate_references == "merge" and config.diagnostics == ()
    assert config.articles[0].references == tmp_path / "one" / "references.json"
    wrong = texts('[edition]\nduplicate_references = "mix"\n[[articles]]\nid = "one"\n')
    with pytest.raises(ConfigError, match="duplicate_references"):
        load_edition(write(tmp_path, wrong))


LINKS = (
    "one/a.txt",
    "one/article.md",
    "one/article.toml",
    "one/decisions.toml",
    "one/references.json",
    "one",
    "edition.toml",
    "one/figures/fig-1.svg",
)


@pytest.mark.parametrize("name", LINKS)
def test_links_out_of_the_edition_are_refused(name: str, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret": 'title = "x"\n', "folder/a.txt": "A"})
    root = write(tmp_path / "edition", texts(MANIFEST))
    path = root / name
    if path.is_dir():
        for file in path.iterdir():
            file.unlink()
        path.rmdir()
    path.unlink(missing_ok=True)
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(outside / ("folder" if name == "one" else "secret"))
    with pytest.raises(ConfigError, match="leads out of the edition's folder"):
        config = load_edition(root)
        from docforge.edition.gather import gather

        gather(config, config.articles[0])


def test_a_link_inside_the_edition_is_fine(tmp_path: Path) -> None:
    root = write(tmp_path, texts(MANIFEST))
    (root / "one/c.txt").symlink_to("a.txt")
    assert len(load_edition(root).articles[0].copies) == 3


def test_a_loop_of_links_is_no_text(tmp_path: Path) -> None:
    root = write(tmp_path, texts(MANIFEST))
    (root / "one/c.txt").symlink_to("c.txt")
    with pytest.raises(ConfigError):
        load_edition(root)


def test_no_manifest_names_the_command_that_writes_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_edition(tmp_path)
    assert "docforge init" in caught.value.hint


def test_a_file_is_no_edition(tmp_path: Path) -> None:
    write(tmp_path, {"x.toml": ""})
    with pytest.raises(ConfigError, match="is a file"):
        load_edition(tmp_path / "x.toml")
