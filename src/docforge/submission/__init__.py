"""Submissions to journals, deposits with registers and archives. A new target is a module and a line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docforge.submission.bagit import BAGIT_TARGET
from docforge.submission.crossref import CROSSREF_TARGET
from docforge.submission.datacite import DATACITE
from docforge.submission.doaj import DOAJ
from docforge.submission.meca import MECA
from docforge.submission.ojs import OJS
from docforge.submission.pmc import PMC
from docforge.submission.review import REVIEW
from docforge.submission.target import Destination, Item, Order, Target

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        target.name: target
        for target in (MECA, REVIEW, PMC, CROSSREF_TARGET, DOAJ, DATACITE, OJS, BAGIT_TARGET)
    }
)

__all__ = ["TARGETS", "Destination", "Item", "Order", "Target"]
