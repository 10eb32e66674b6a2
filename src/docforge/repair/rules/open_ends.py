"""Words after which no English sentence, and no paragraph, ends."""

from __future__ import annotations

OPEN_ENDS = frozenset(
    (
        "the a an of and or to in on at by for with from as that which who whose this these its their his "
        "her our is are was were be been has have had will would can could may might must shall should "
        "not than into between among through during under over about against within without upon"
    ).split()
)
