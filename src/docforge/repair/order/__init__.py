"""Reading order: what tells which block of column text comes after which."""
