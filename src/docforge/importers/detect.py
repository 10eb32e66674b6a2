"""Which kind of text a file is: by its name, then by what stands in it."""

from __future__ import annotations

import re

from docforge.errors import InputError
from docforge.importers.markdown.front import split_front
from docforge.model.source import Kind

HTML_RE = re.compile(r"<!doctype html|<html[\s>]|<body[\s>]|<(?:article|div|p|h1)[\s>]", re.IGNORECASE)
FRONT_RE = re.compile(r"\A---\n.{0,20000}?^(?:title|references)\s*:", re.DOTALL | re.MULTILINE)
MARKDOWN_RE = re.compile(
    r"^(?:#{1,6} \S|\*\*[^*\n]+\*\*\s*$|[-*] \S|!\[|\|.+\|\s*$|---\s*$|={4,}\s*$|> )", re.MULTILINE
)
WEB_RE = re.compile(
    r"^(?:Credit|Photo|Image)s?: "
    r"|^(?:Share|Subscribe|Read more|Advertisement|Related|Recent Features|Sign in|Log in|Home|Menu)\b"
    r"|^[^|\n]{2,40}(?: \| [^|\n]{2,40})+\s*$",
    re.MULTILINE | re.IGNORECASE,
)
BROWSER_RE = re.compile(
    r"^\s*\(BUTTON\) |^\s*\[[\w.~%+-]+\.(?:png|jpe?g|gif|svg|webp)\]\s*$|^\s*IFRAME:|^\s*_{40,}\s*$"
    r"|^\s*Visible links\s*$|^\s*\[?\d{1,3}\]?Skip to ",
    re.MULTILINE,
)
SITE_RE = re.compile(
    r"(?:share|tweet|subscribe|sign up|sign in|log in|menu|home|search|read more|advertisement"
    r"|newsletter|comments?|most read|trending"
    r"|follow us|skip to content|privacy policy|terms of use|accept all|reject all|related articles?"
    r"|you may also like|back to top|contact"
    r"|about us)\W*$",
    re.IGNORECASE,
)


def detect_kind(text: str, name: str) -> tuple[Kind, str]:
    """The kind and the reason in words."""
    head = text[:60000]
    if FRONT_RE.match(head) and (name.lower().endswith((".md", ".markdown")) or _has_front(text)):
        return "markdown", "it begins with docforge's front matter"
    if len(HTML_RE.findall(head)) >= 2 or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "html", "it has HTML tags"
    lines = [line for line in head.split("\n") if line.strip()]
    marks = len(MARKDOWN_RE.findall(head))
    if marks >= (1 if name.lower().endswith((".md", ".markdown")) else 3) and marks >= 0.02 * len(lines):
        return "ocr-markdown", f"{marks} lines carry Markdown marks"
    if "\f" not in text and (marks := len(BROWSER_RE.findall(head))) >= 2 and _set_in(lines):
        return "web", f"{marks} marks of a text browser stand in it"
    if "\f" not in text and _repeats_title(lines) and WEB_RE.search(head):
        return "web", "its title comes again and navigation stands around it"
    if "\f" not in text and (site := sum(bool(SITE_RE.match(line.strip())) for line in lines)) >= 4:
        return "web", f"{site} lines are links and buttons of a site"
    return "plain", "it has neither tags nor Markdown marks"


def _has_front(text: str) -> bool:
    """Does front matter at the start read as such? In a Markdown file, broken, it is a mistake to be told."""
    try:
        return bool(split_front(text, "").data)
    except InputError:
        return False


def _set_in(lines: list[str]) -> bool:
    """Does a text browser's margin of three stand before most lines?"""
    return sum(line.startswith("   ") for line in lines) * 10 > len(lines) * 7


def _repeats_title(lines: list[str]) -> bool:
    start = [line.strip().casefold() for line in lines[:12]]
    return any(len(line) > 12 and start.count(line) >= 2 for line in start)
