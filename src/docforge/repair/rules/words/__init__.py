"""Damage inside words and between them."""
