"""Reference strings -> CSL-JSON items: clean, cut, label, read the fields. The raw string stays beside."""
