"""Reference lists going out and coming in: CSL-JSON, BibTeX, RIS; an editor's list beside the printed one."""
