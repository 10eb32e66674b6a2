"""Cases of each repair rule, one Markdown file a rule: what it fixes, leaves alone, cannot do yet.

In a case "·" is a space at a line's end, "␌" a form feed, "⍽" a no-break space. A word after "damaged"
puts the case into its surroundings: ``spaced`` (a dump whose wrapped lines keep a trailing space),
``wrapped`` (one whose lines do not). ``lang=xx`` names its language.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docforge.model.source import SourceText
from docforge.repair.edit import Safety
from docforge.repair.engine import Bench, Rule, Scene, replay
from docforge.repair.profiles import PROFILES
from docforge.repair.words.lexicon import Lexicon

HERE = Path(__file__).parent
RULES: dict[str, Rule] = {rule.name: rule for profile in PROFILES.values() for rule in profile}
CASE_RE = re.compile(
    r"^(?P<section>## .+?)$"
    r"|```damaged(?P<around>[^\n]*)\n(?P<damaged>.*?)\n```\n"
    r"(?:\n*```repaired\n(?P<repaired>.*?)\n```)?",
    re.DOTALL | re.MULTILINE,
)
LINE = "a line of prose that fills the measure of the column"
AROUND = {
    "spaced": "\n".join([LINE + " "] * 14) + "\nand ends here.\n\n",
    # A text in which OCR took one letter for another all over.
    "misread": "The classroorn was srnall and the leamers wcre told whicb notebook thev needed. They"
    " thoroughlv understocd the prccess, althougb sorne exarnples rernained difficult for everyboclv.\n\n",
    "wrapped": "\n".join([LINE] * 14) + "\nand ends here.\n\n",
}


def _signs(text: str) -> str:
    return text.replace("·", " ").replace("␌", "\f").replace("⍽", "\u00a0")


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(HERE.glob("*.md")):
        section = ""
        for number, m in enumerate(CASE_RE.finditer(path.read_text("utf-8"))):
            if m["section"]:
                section = m["section"][3:].strip()
                continue
            damaged, repaired = _signs(m["damaged"]), _signs(m["repaired"] or m["damaged"])
            language = next((w[5:] for w in m["around"].split() if w.startswith("lang=")), "en")
            around = next((AROUND[w] for w in m["around"].split() if w in AROUND), "")
            marks = [pytest.mark.xfail(strict=True)] if section == "Known failures" else []
            name = f"{path.stem}-{section.split()[0].lower()}-{number}"
            found.append(pytest.param(path.stem, around, damaged, repaired, language, id=name, marks=marks))
    return found


def _apply(rule: Rule, text: str, language: str) -> Bench:
    bench = Bench.of(Scene(SourceText.of(text), language, Lexicon(language, text)))
    bench.run((rule,))
    return bench


@pytest.mark.parametrize(("rule", "around", "damaged", "repaired", "language"), _cases())
def test_case(rule: str, around: str, damaged: str, repaired: str, language: str) -> None:
    bench = _apply(RULES[rule], around + damaged, language)
    settled = _apply(RULES[rule], around, language).text
    assert bench.text.removeprefix(settled) == repaired
    assert replay(around + damaged, bench.records) == bench.text
    assert all(r.why and r.key for r in bench.records)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_cases_it_fixes_and_cases_it_leaves_alone(name: str) -> None:
    text = (HERE / f"{name}.md").read_text("utf-8")
    assert "## Fixes" in text and "## Leaves alone" in text


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_finds_nothing_more_in_its_own_result(name: str) -> None:
    for case in _cases():
        rule, around, damaged, _, language = case.values  # type: ignore[attr-defined]
        if rule == name and not case.marks:  # type: ignore[attr-defined]
            once = _apply(RULES[rule], around + damaged, language)
            again = _apply(RULES[rule], once.text, language)
            assert [r for r in again.records if r.safety is not Safety.SUGGEST] == []
