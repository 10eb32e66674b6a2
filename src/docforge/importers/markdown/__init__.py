"""Canonical and Pandoc Markdown -> Document."""
