"""report.html in a real browser: what it shows, what its keys and buttons do, what it offers to download."""

from __future__ import annotations

import shutil
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from review_readings import CHECKS, EDITION, MORE, reading
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from docforge.edition.decisions import load_decisions
from docforge.repair.decisions import Verdict
from docforge.review.page import report_html

pytestmark = pytest.mark.needs_browser
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
    " --disable-component-update --disable-quic --window-size=1200,900"
)


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for flag in FLAGS.split():
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=str(shutil.which("chromedriver")))
    driver = webdriver.Chrome(options=options, service=service)
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    path = tmp_path / "report.html"
    path.write_bytes(report_html([("one", reading())], CHECKS, MORE, EDITION))
    browser.get(path.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.refresh()
    return browser


def one(page: webdriver.Chrome, selector: str) -> WebElement:
    return page.find_element(By.CSS_SELECTOR, selector)


def button(page: webdriver.Chrome, inside: str, name: str) -> WebElement:
    return next(b for b in page.find_elements(By.CSS_SELECTOR, f"{inside} button") if b.text == name)


def downloaded(folder: Path) -> Path:
    path = folder / "decisions.toml"
    for _ in range(100):
        if path.exists() and path.stat().st_size:
            return path
        time.sleep(0.1)
    raise AssertionError("nothing was downloaded")


def test_page_runs_without_a_complaint(page: webdriver.Chrome) -> None:
    assert page.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert one(page, "html").get_attribute("class") == "live"
    assert not one(page, "#answers").is_displayed() and not one(page, "#panel").is_displayed()


def test_a_repair_is_shown_with_its_reason(page: webdriver.Chrome) -> None:
    mark = next(m for m in page.find_elements(By.CSS_SELECTOR, "td.source .e") if "Febru" in m.text)
    mark.click()
    panel = one(page, "#panel")
    assert panel.is_displayed()
    for words in ("lost hyphen", "February", "the line ends without a space", "likely", "a.txt:3:4"):
        assert words in panel.text
    # The same repair is marked in the article.
    assert [m.text for m in page.find_elements(By.CSS_SELECTOR, "td.result .e.current")] == ["February"]


def test_keyboard_goes_from_repair_to_repair(page: webdriver.Chrome) -> None:
    first = one(page, "td.source .e[tabindex='0']")
    page.execute_script("arguments[0].focus()", first)
    first.send_keys(Keys.ARROW_DOWN)
    second = page.switch_to.active_element
    assert second != first and second.get_attribute("data-e")
    second.send_keys(Keys.ENTER)
    assert one(page, "#panel").is_displayed()
    second.send_keys("r")
    assert (
        one(page, "#answers").is_displayed()
        and one(page, "#spoken").get_attribute("textContent") == "1 answer"
    )
    second.send_keys(Keys.ESCAPE)
    assert not one(page, "#panel").is_displayed()
    assert page.switch_to.active_element == second


def test_answers_are_a_ready_decisions_file(page: webdriver.Chrome, downloads: Path) -> None:
    questions = page.find_elements(By.CSS_SELECTOR, "ol.questions li")
    suggested = next(i for i, q in enumerate(questions, 1) if "Should this be repaired?" in q.text)
    asked = f"ol.questions li:nth-child({suggested})"
    button(page, asked, "Write …").click()
    area = one(page, f"{asked} textarea")
    assert area.get_attribute("value") == "gold"
    area.clear()
    area.send_keys('so "cold"')
    button(page, asked, "Keep this text").click()
    assert 'so "cold"' in one(page, f"{asked} .said").text
    all_of_rule = one(page, "[data-all-verdict='reject'][data-rule='lost-hyphen']")
    page.execute_script("arguments[0].closest('details').open = true", all_of_rule)
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", all_of_rule)
    all_of_rule.click()
    page.refresh()  # the answers outlive a reload
    button(page, "#answers", "Download decisions.toml").click()
    path = downloaded(downloads)
    decisions = load_decisions(path, "decisions.toml").by_key.values()
    said = {d.rule: (d.verdict, d.text, d.before) for d in decisions}
    assert said == {
        "odd-word": (Verdict.REPLACE, 'so "cold"', "cold"),
        "lost-hyphen": (Verdict.REJECT, "", "Febru\nary"),
    }
    assert tomllib.loads(path.read_text("utf-8"))
    button(page, "#answers", "Forget the answers").click()
    assert not one(page, "#answers").is_displayed()


def test_question_leads_to_its_place(page: webdriver.Chrome) -> None:
    button(page, "ol.questions", "Show in the text").click()
    assert one(page, "#panel").is_displayed()
    assert "odd word" in one(page, "#panel").text


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_runs_over_the_edge(page: webdriver.Chrome, width: int) -> None:
    page.set_window_size(width, 800)
    wide, window = page.execute_script(
        "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    page.set_window_size(1200, 900)
    assert wide <= window
