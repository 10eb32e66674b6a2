"""Check a JATS document against the JATS Publishing 1.3 DTD, ids and references included.

Standard: ANSI/NISO Z39.96-2021, https://jats.nlm.nih.gov/publishing/1.3/. Not checked: the recommendations of
JATS4R and the rules of single archives.
"""

from __future__ import annotations

from docforge.validate.base import Checked
from docforge.validate.dtd import JATS, parse_xml, validate_tree

CHECKER = "JATS Publishing DTD"
VERSION = "1.3 (20210610)"


def check_jats(data: bytes, file: str) -> Checked:
    """Check one document; every finding is an ``invalid-output`` error at ``file:line``."""
    tree, refused = parse_xml(data, file)
    found = refused if tree is None else validate_tree(tree, JATS, file)
    return Checked(CHECKER, VERSION, file, True, diagnostics=found)
