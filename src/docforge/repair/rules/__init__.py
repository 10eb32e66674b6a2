"""One damage a module; each offers ``find_...`` functions that propose edits. The order stands in ``repair.profiles``."""
