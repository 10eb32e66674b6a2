"""Damage to the parts of an article: front matter, captions, tables, notes, references."""
