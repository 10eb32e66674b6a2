"""Foreign or damaged text -> structured Document."""
