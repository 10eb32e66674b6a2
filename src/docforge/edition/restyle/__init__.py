"""Reference lists and citations set in a style of the Citation Style Language (CSL), by pandoc's citeproc."""
