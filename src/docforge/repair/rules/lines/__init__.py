"""Damage at line ends: hyphens, wraps, paragraphs, headings set solid."""
