"""References and in-text citations."""
