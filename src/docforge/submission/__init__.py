"""Journal submission packages."""
