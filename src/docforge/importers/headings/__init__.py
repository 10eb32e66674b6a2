"""Which blocks are headings, and of which level."""
