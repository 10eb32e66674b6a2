"""One damage a module; its ``find_...`` functions propose edits. The order stands in ``repair.profiles``."""
