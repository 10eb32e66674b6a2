"""An order and a target -> a zip: checked before it is made, and checked again as any stranger would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from docforge.diagnostics import Diagnostic, Severity
from docforge.submission.gate import NOT_ADMISSION, PROOF_ONLY, check_gate
from docforge.submission.target import Order, Parts, Target, errors, file_fault
from docforge.submission.zipped import CHECKSUMS, README, checksum_lines, write_zip
from docforge.validate.archive import safe_name
from docforge.validate.package import verify_package

WIDTH = 30


@dataclass(frozen=True, slots=True)
class Package:
    """``data`` is b"" where the package was refused. ``beside``: files that go along, and not inside."""

    data: bytes
    told: tuple[Diagnostic, ...]
    beside: Mapping[str, bytes] = field(default_factory=dict)


def check(target: Target, order: Order) -> tuple[Diagnostic, ...]:
    """What can be said before anything is made."""
    return tuple(dict.fromkeys((*check_gate(order, target.kind), *target.check(order))))


def pack(target: Target, order: Order, draft: bool = False) -> Package:
    """Check, build, seal and verify one package; a ``draft`` is made in spite of errors, and says so."""
    told = list(check(target, order))
    if errors(told) and not draft:
        return Package(b"", tuple(told))
    parts = target.build(order)
    told += parts.told
    told += _names(order, parts.files)
    if not parts.files or (errors(told) and not draft):
        return Package(b"", tuple(told))
    # A blind package must not repeat what the checks said of its authors.
    data = seal(target, parts, told, target.inspect is not None)
    told += (d for d in verify_package(data, "package.zip", order.schemas) if d not in told)
    beside = dict(parts.beside)
    if target.inspect:
        more, found = target.inspect(order, data)
        beside |= more
        told += found
    if errors(told) and not draft:
        return Package(b"", tuple(told))
    return Package(data, tuple(told), beside)


def _names(order: Order, files: Mapping[str, bytes]) -> list[Diagnostic]:
    return [
        file_fault(
            order,
            name,
            f"the name {wrong}.",
            "names in a package are relative and stay inside it.",
            "Give the file another name.",
        )
        for name in files
        if (wrong := _wrong_name(name))
    ]


def _wrong_name(name: str) -> str:
    return safe_name(name) or ("is one that docforge writes itself" if name in (README, CHECKSUMS) else "")


def seal(target: Target, parts: Parts, told: Sequence[Diagnostic] = (), silent: bool = False) -> bytes:
    """The zip: the files, README.txt, the checksums, and what the target's format wraps around them."""
    files: dict[str, bytes] = dict(parts.files)
    files[README] = readme(target, parts, told, silent)
    files[CHECKSUMS] = checksum_lines(files)
    if parts.seal:
        files = dict(parts.seal(files))
    return write_zip(files, parts.first)


def readme(target: Target, parts: Parts, told: Sequence[Diagnostic], silent: bool = False) -> bytes:
    """What each file is, for a person."""
    lines = [target.title, "=" * len(target.title), "", f"Made by: docforge package --target {target.name}"]
    lines += [f"By: {target.standard}", "", "Files", "-----"]
    for name in sorted(parts.files):
        lines.append(f"{name:<{WIDTH}}  {parts.about.get(name, 'part of the package')}")
    lines.append(f"{CHECKSUMS:<{WIDTH}}  SHA-256 of each file; test with: sha256sum -c {CHECKSUMS}")
    lines += ["", "What to do", "----------", target.upload, ""]
    wrong = [one for one in told if one.severity is Severity.ERROR]
    if wrong:
        lines += ["DRAFT, NOT FOR SUBMISSION: the checks found errors", ""]
        lines += [f"- {one.message}" for one in wrong if not silent]
        lines.append("")
    if any(PROOF_ONLY in one.message for one in wrong):
        lines += [f"Rights: {PROOF_ONLY}. It must not leave the house.", ""]
    lines += [NOT_ADMISSION, "To check it again: docforge package --verify FILE.zip", ""]
    return "\n".join(lines).encode()
