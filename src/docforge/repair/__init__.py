"""Damage undone: rules propose edits, one engine applies and records, a check proves nothing was lost."""
