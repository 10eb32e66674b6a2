"""The editor's way: explain, decide, build again; from the outside."""

from __future__ import annotations

import json
import re
from pathlib import Path

from commands.program import docforge
from edition.editions import MANIFEST, write

DUMP = """\
A Letter about Letters

Ada Example

The days of Febru-
ary were long, and the days of Novem-
ber were short, and nobody said so then.
"""
FILE = "one/decisions.toml"


def edition(folder: Path, **more: str) -> Path:
    return write(folder, {"edition.toml": MANIFEST, "one/copy.txt": DUMP, **more})


def key_of(folder: Path, after: str) -> str:
    repairs = json.loads(docforge("explain", "one", "--json", cwd=folder).out)["repairs"]
    return next(str(edit["key"]) for edit in repairs if edit["after"] == after)


def test_explain_decide_and_build_again(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    joined, other = key_of(folder, "February"), key_of(folder, "November")
    assert f"[{joined}]" in docforge("explain", "one", cwd=folder).out
    ran = docforge("decide", "one", "--replace", f"{joined}=late winter", "--accept", other, cwd=folder)
    assert ran.code == 0, ran.said
    assert "wrote one/decisions.toml: 1 accepted, 1 replaced." in ran.out
    assert "Next: docforge build" in ran.out
    built = docforge("build", cwd=folder)
    assert built.code == 0, built.said
    assert "Decisions: 2 followed." in built.out
    text = (folder / "build/articles/one/article.md").read_text("utf-8")
    assert "The days of late winter were long, and the days of November were" in text
    report = json.loads((folder / "build/report.json").read_text("utf-8"))
    assert report["summary"]["decisions_followed"] == 2
    assert report["articles"][0]["conservation"]["decided"] == 2
    assert "replaced by your text" in docforge("explain", "one", cwd=folder).out
    # Unchanged, it says the same again; a decision taken back is heard at once.
    assert "Decisions: 2 followed." in docforge("build", cwd=folder).out
    assert docforge("decide", "one", "--undo", f"{joined},{other}", cwd=folder).code == 0
    again = docforge("build", cwd=folder)
    assert "Decisions" not in again.out
    assert "February" in (folder / "build/articles/one/article.md").read_text("utf-8")


def test_a_stale_decision_is_a_warning_and_stays_in_the_file(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    joined = key_of(folder, "February")
    docforge("decide", "one", "--reject", joined, cwd=folder)
    write(folder, {"one/copy.txt": DUMP.replace("Febru-\nary", "March")})
    built = docforge("build", cwd=folder)
    assert built.code == 0
    assert "[decision-stale]" in built.err and "February" in built.err and "decisions.toml, line" in built.err
    assert "0 followed, 1 not" in built.out
    assert joined in (folder / FILE).read_text("utf-8")
    assert docforge("build", "--strict", cwd=folder).code == 1


def test_wrong_decisions_and_wrong_keys_are_errors_of_use(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    wrong = docforge("decide", "one", "--accept", "nothing-0", cwd=folder)
    assert (wrong.code, "no repair or question" in wrong.err) == (2, True)
    assert docforge("decide", "one", cwd=folder).code == 2
    assert docforge("decide", "one", "--rule", "lost-hyphen", cwd=folder).code == 2
    assert docforge("decide", "one", "--replace", "x", cwd=folder).code == 2
    write(folder, {FILE: '[[decision]]\nkey = "a-1"\nverdict = "maybe"\n'})
    for command in (("build",), ("explain", "one"), ("decide", "one", "--accept", "a-1")):
        ran = docforge(*command, cwd=folder)
        assert ran.code == 2
        assert "one/decisions.toml, line 3: " in ran.err and "accept, reject, replace" in ran.err


def test_a_downloaded_file_is_merged(tmp_path: Path) -> None:
    folder = edition(tmp_path)
    joined = key_of(folder, "February")
    write(folder, {"down.toml": f'[[decision]]\nkey = "{joined}"\nverdict = "reject"\n'})
    ran = docforge("decide", "one", "--from", "down.toml", "--json", cwd=folder)
    told = json.loads(ran.out)
    assert told["decisions"] == {"accepted": 0, "rejected": 1, "replaced": 0, "undone": 0}
    assert joined in (folder / FILE).read_text("utf-8")


def test_a_single_file_with_decisions_beside(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": DUMP})
    shown = docforge("explain", "a.txt", cwd=tmp_path).out
    key = re.search(r"“Febru-⏎ary” -> “February”  \[(\S+)\]", shown)
    assert key, shown
    refused = docforge("decide", "a.txt", "--reject", key[1], cwd=tmp_path)
    assert (refused.code, "--decisions" in refused.err) == (2, True)
    ran = docforge("decide", "a.txt", "--replace", f"{key[1]}=May", "--decisions", "d.toml", cwd=tmp_path)
    assert ran.code == 0, ran.said
    assert "Next: docforge convert a.txt --decisions d.toml" in ran.out
    assert "The days of May were" in docforge("convert", "a.txt", "--decisions", "d.toml", cwd=tmp_path).out
    assert "The days of February" in docforge("convert", "a.txt", cwd=tmp_path).out


def test_open_questions_hold_a_final_edition_until_they_are_answered(tmp_path: Path) -> None:
    rights = 'licence = "CC-BY-4.0"\nholder = "Ada Example"\n'
    capitals = DUMP.replace("A Letter about Letters", "A LETTER ABOUT LETTERS AND THE REST")
    folder = edition(
        tmp_path,
        **{
            "edition.toml": MANIFEST.replace("proof", "final"),
            "one/article.toml": rights,
            "one/copy.txt": capitals,
        },
    )
    built = docforge("build", cwd=folder)
    assert built.code == 1
    assert "question is open (title-capitals)" in built.err, built.said
    assert "Open questions: one (1)." in built.out
    asked = json.loads(docforge("explain", "one", "--open", "--json", cwd=folder).out)["questions"]["asked"]
    assert [q["rule"] for q in asked] == ["title-capitals"]
    assert asked[0]["at"].startswith("one/copy.txt:")
    assert docforge("decide", "one", "--accept", asked[0]["key"], cwd=folder).code == 0
    final = docforge("build", cwd=folder)
    assert final.code == 0, final.said
    text = (folder / "build/articles/one/article.md").read_text("utf-8")
    assert f"title: {asked[0]['after']}" in text.replace('"', "")
    assert "No question is open." in docforge("explain", "one", "--open", cwd=folder).out
