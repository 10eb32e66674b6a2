"""Journal submission packages. ``TARGETS``: an entry a kind of receiver; a new one is a module and a line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from docforge.submission.meca import MECA
from docforge.submission.profile import Destination, Target

TARGETS: Mapping[str, Target] = MappingProxyType({target.name: target for target in (MECA,)})

__all__ = ["TARGETS", "Destination", "Target"]
