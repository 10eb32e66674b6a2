"""The months as articles in English print them, in the order of their numbers."""

from __future__ import annotations

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
