"""How the checkers are called, in findings and where it is said that they were not run."""

EPUBCHECK = "EPUBCheck"
ACE = "Ace"
NU = "Nu HTML checker"
AXE = "axe"
JATS4R = "JATS4R Schematron"
JATS_STYLE = "JATS house style"
