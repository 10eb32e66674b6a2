"""Document -> Document: one way to write sections, figures, tables, notes and ids."""
