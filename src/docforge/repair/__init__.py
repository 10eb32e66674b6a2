"""Damage undone: rules propose edits, one engine applies and records them, a check proves nothing was lost."""
